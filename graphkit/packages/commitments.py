"""Commit to what was redacted: whoever has it can prove that it was there, and nobody can find it by guessing.

A commitment is the SHA-256 of a salt of 64 hexadecimal digits and, right behind it, the value in UTF-8. Each has a salt
of its own of 256 bits, which is not in the package. A salt is derived from one secret, from all that the package shows
and from the value: the same secret makes the same package again, and no salt that is opened tells anything of another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import InputError

__all__ = ["Commitment", "Opening", "commit", "dump_openings", "make_openings", "read_openings", "read_secret"]

_LEAST = 32
_DIFFERENT = 8
_KIND = "graphkit package secrets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a package shows of something that is not in it.

    Args:
        id: Its name in the package.
        what: What was there: 'words', 'text', 'title', 'identifier', 'publisher', 'address', 'date', 'names' or
            'known entities'.
        of: The address of the document or entity that it belonged to; empty for the whole graph.
        start: The offset in the redacted text of the placeholder, in code points; None but for words.
        end: The offset after it.
        commitment: The digest, in hexadecimal.
    """

    id: str
    what: str
    of: str
    start: int | None = None
    end: int | None = None
    commitment: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it, without what it has not."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What proves a commitment.

    Args:
        id: The name of the commitment.
        salt: 64 hexadecimal digits.
        value: What was there.
    """

    id: str
    salt: str
    value: str


def commit(salt: str, value: str) -> str:
    """Return a commitment.

    >>> commit("00" * 32, "Ada")[:16]
    '7cde78e9b45e1d7c'
    """
    return hashlib.sha256(f"{salt}{value}".encode("utf-8", "surrogatepass")).hexdigest()


def make_openings(values: Iterable[tuple[str, str]], *, secret: bytes, shown: bytes) -> list[Opening]:
    """Make the openings of values.

    Args:
        values: The name of each commitment, and the value.
        secret: What the salts are derived from.
        shown: The digest of all that the package shows.
    """
    key = hmac.digest(secret, b"graphkit package\n" + shown, "sha256")

    def derive(name: str, value: str) -> str:
        return hmac.new(key, f"{name}\n{value}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    return [Opening(id=name, salt=derive(name, value), value=value) for name, value in values]


def read_secret(path: Path | None) -> bytes:
    """Read what salts are derived from, or make it at random.

    Args:
        path: A file of 32 random bytes or more; None for a secret that nobody has.

    Raises:
        InputError: It cannot be read, or is so short that it could be guessed.
    """
    if path is None:
        return secrets.token_bytes(_LEAST)
    how = f"make one with 'openssl rand -hex {_LEAST} > {path}'"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the salt file cannot be read ({error.strerror or error}); {how}") from None
    data = data.strip()
    if len(data) < _LEAST or len(set(data)) < _DIFFERENT:
        raise InputError(f"{path}: whoever guesses the salt file can guess what was redacted; {how}")
    return data


def dump_openings(openings: Iterable[Opening], placeholders: Mapping[str, Iterable[str]]) -> bytes:
    """Write the file that stays with the user.

    Args:
        openings: The openings.
        placeholders: What each placeholder stands for.
    """
    data = {
        "kind": _KIND,
        "note": "Whoever has this file knows what was redacted. To prove a part of it, pass on those openings alone.",
        "placeholders": {name: list(names) for name, names in placeholders.items()},
        "openings": [asdict(opening) for opening in openings],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def read_openings(path: Path) -> list[Opening]:
    """Read openings.

    Raises:
        InputError: It cannot be read, or is no such file.
    """
    hint = "name the secrets that 'graphkit package' wrote, or a part of them"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["kind"] != _KIND:
            raise ValueError("it is of another kind")
        return [Opening(id=str(o["id"]), salt=str(o["salt"]), value=str(o["value"])) for o in data["openings"]]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); {hint}") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{path}: holds no openings ({error}); {hint}") from None
