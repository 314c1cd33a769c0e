"""Find the files that graphkit ships beside its code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["example", "fingerprint", "language", "ontology"]

_PACKAGE = Path(__file__).resolve().parent.parent


def ontology() -> Path:
    """Find the folder of the ontology, its shapes and its queries.

    Returns:
        `graphkit/ontology` where graphkit is installed, the checkout's `ontology` where it runs from one.

    Raises:
        FileNotFoundError: Neither is there: the installation is broken.
    """
    for folder in (_PACKAGE / "ontology", _PACKAGE.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no ontology beside {_PACKAGE}; install graphkit again")


def language(name: str = "en") -> Path:
    """Find the folder of a language's rules and word lists."""
    return _PACKAGE / "language" / name


def example() -> Path:
    """Find the example article: invented, and hard in all the ways in which news is."""
    return _PACKAGE / "files" / "example.txt"


@cache
def fingerprint() -> str:
    """Name this very graphkit: a digest of its code, rules and word lists, which a version number alone does not tell.

    What was read with another one is read again.
    """
    digest = hashlib.sha256()
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in (".py", ".tsv", ".json") and p.is_file()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()[:16]
