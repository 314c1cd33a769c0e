"""Write several files as one zip whose bytes depend on nothing but theirs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

__all__ = ["write_zip"]

# Nothing in an output tells when it was made.
_NEVER = (1980, 1, 1, 0, 0, 0)


def write_zip(file: IO[bytes], members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip, not compressed: compressors differ.

    Args:
        file: Where to.
        members: The path and the bytes of each file, in the order of the zip.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _NEVER)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
