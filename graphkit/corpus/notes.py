"""Note versions by name in a file, one in each line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graphkit.files import replacement

__all__ = ["read", "write"]


def read(path: Path) -> dict[str, str]:
    """Read versions by name.

    Raises:
        FileNotFoundError: There is no such file.
        ValueError: It is something else.
    """
    return dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())


def write(path: Path, versions: Mapping[str, str]) -> None:
    """Write versions by name, whole or not at all, and the folder where there is none.

    Raises:
        OutputError: They cannot be written.
    """
    replacement.make_folders(path.parent)
    replacement.write_file(path, "".join(f"{name}\t{versions[name]}\n" for name in sorted(versions)).encode())
