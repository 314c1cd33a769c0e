"""Keep the texts of the articles beside the graph, so that each claim can be shown in its sentence."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.model.vocabulary import Addresses

__all__ = ["Articles", "Held", "Some", "is_whole", "link", "save", "write"]

_SUFFIX = ".txt"
_HELD = 400


class Articles(Mapping[str, str]):
    """Texts in a folder, by the address of their document, each read when it is asked for.

    Args:
        folder: A folder that `save` wrote.
        addresses: Where the graph's things live.
    """

    def __init__(self, folder: Path, addresses: Addresses) -> None:
        self._folder = folder
        self._prefix = addresses.document("")

    def __getitem__(self, address: str) -> str:
        """Read a text, character for character."""
        key = address.removeprefix(self._prefix)
        if key == address or not key.isalnum():
            raise KeyError(address)
        path = self._folder / f"{key}{_SUFFIX}"
        try:
            return path.read_bytes().decode()
        except FileNotFoundError:
            raise KeyError(address) from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{path}: cannot be read ({error}); build it again") from error

    def __iter__(self) -> Iterator[str]:
        """List the addresses, sorted."""
        return (self._prefix + path.stem for path in sorted(self._folder.glob(f"*{_SUFFIX}")))

    def __len__(self) -> int:
        """Count the texts."""
        return sum(1 for _ in self)


class Some(Mapping[str, str]):
    """The texts of some documents, each read when it is asked for.

    Args:
        texts: The texts of more.
        addresses: The addresses of those that are wanted.
    """

    def __init__(self, texts: Mapping[str, str], addresses: Iterable[str]) -> None:
        self._texts = texts
        self._wanted = frozenset(addresses)

    def __getitem__(self, address: str) -> str:
        """Read a text."""
        if address not in self._wanted:
            raise KeyError(address)
        return self._texts[address]

    def __iter__(self) -> Iterator[str]:
        """List the addresses, in their order."""
        return (address for address in self._texts if address in self._wanted)

    def __len__(self) -> int:
        """Count the texts."""
        return sum(1 for _ in self)


class Held(Mapping[str, str]):
    """Texts that are asked for again and again, of which the last hundreds are held in memory.

    Args:
        texts: The texts; none of them may change meanwhile.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._read = lru_cache(maxsize=_HELD)(texts.__getitem__)

    def __getitem__(self, address: str) -> str:
        """Read a text."""
        return self._read(address)

    def __iter__(self) -> Iterator[str]:
        """List the addresses, in their order."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._texts)


def save(texts: Mapping[str, str], folder: Path, addresses: Addresses) -> None:
    """Write texts to a new folder, character for character.

    Args:
        texts: The texts by the address of their document.
        folder: The folder, which must not exist.
        addresses: Where the graph's things live.
    """
    folder.mkdir()
    for address, text in texts.items():
        write(folder, address.removeprefix(addresses.document("")), text)


def write(folder: Path, key: str, text: str) -> None:
    """Write one text.

    Args:
        folder: The folder.
        key: The key of its document.
        text: The text.
    """
    (folder / f"{key}{_SUFFIX}").write_bytes(text.encode())


def is_whole(path: Path) -> bool:
    """Check whether a text is the one that its name says: a document's key begins the digest of its text.

    Raises:
        OSError: It cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.stem)


def link(keys: Iterable[str], old: Path, new: Path) -> tuple[set[str], list[str]]:
    """Link the texts of an old folder into a new one, without writing them again where the disk allows it.

    Args:
        keys: The keys of the documents.
        old: A folder that `save` wrote, or none at all.
        new: The new folder, which must not exist.

    Returns:
        The keys of those that the old folder has not as they were written, and among them of those that it has.
    """
    new.mkdir()
    missing, damaged = set(), []
    for key in keys:
        name = f"{key}{_SUFFIX}"
        try:
            whole = is_whole(old / name)
        except FileNotFoundError:
            missing.add(key)
            continue
        except OSError:
            whole = False
        if whole:
            _link(old / name, new / name)
        else:
            damaged.append(key)
    return missing | set(damaged), damaged


def _link(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a disk without hard links
        shutil.copyfile(old, new)
