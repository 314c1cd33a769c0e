"""Keep the texts of the articles beside the graph, so that each claim can be shown in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.vocabulary import Addresses

__all__ = ["Articles", "save"]

_SUFFIX = ".txt"


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


def save(texts: Mapping[str, str], folder: Path, addresses: Addresses) -> None:
    """Write texts to a new folder, character for character.

    Args:
        texts: The texts by the address of their document.
        folder: The folder, which must not exist.
        addresses: Where the graph's things live.
    """
    folder.mkdir()
    for address, text in texts.items():
        key = address.removeprefix(addresses.document(""))
        (folder / f"{key}{_SUFFIX}").write_bytes(text.encode())
