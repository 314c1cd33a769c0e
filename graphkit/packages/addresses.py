"""Give everything in a redacted graph an address that tells nothing of what it was called, nor of what was hashed.

An address may hold a name, or a digest of one, against which guesses could be tried. What was redacted gets a number;
what is named after its words, after offsets or by a digest is named anew after what the redacted graph says of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.identity.names import slugify
from graphkit.model.vocabulary import Addresses
from graphkit.packages.redactor import Redacted

__all__ = ["DIGESTED", "Names", "digest", "name_by_content"]

_OFFSETS = re.compile(r"([0-9]+(?:-[0-9]+)+)(\.[0-9]+)?")
_KEY = re.compile(r"-([0-9a-f]{8})(-[0-9]+)?\Z")
DIGESTED = ("cluster", "difference", "claim-decision", "identity", "review", "run")


def digest(text: str) -> str:
    """Return the sixteen hexadecimal digits that things are named by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Names:
    """Knows the new address of everything that is named after its document, its words or offsets.

    Args:
        base: The address below which things live.
        documents: Each document's text before and after, by its address.
        entities: The number of each entity that is redacted, by its address.
        labels: What each other entity is called now, where that has changed.
        redact: Redacts a text.
        rank: Returns in which order things are numbered that would be called the same; it must tell nothing of them.
    """

    def __init__(
        self,
        base: str,
        *,
        documents: Mapping[str, Redacted],
        entities: Mapping[str, int],
        labels: Mapping[str, str],
        redact: Callable[[str], str],
        rank: Callable[[str], str],
    ) -> None:
        self._base, self._redact, self._rank, self._labels = base, redact, rank, labels
        self._addresses = Addresses(base)
        self._entities = entities
        self._documents = documents
        self.keys = {
            address.rpartition("/")[2]: digest(text.after) if text.stretches else address.rpartition("/")[2]
            for address, text in documents.items()
        }
        self._prefixes = {old[:8]: new[:8] for old, new in self.keys.items()}
        self._known: dict[str, str] = {}
        self._taken: set[str] = set()

    def settle(self, addresses: Iterable[str]) -> None:
        """Name things anew; of two that would be called the same the later gets a number.

        Args:
            addresses: All addresses of the graph, once each. Those that stay as they are are taken first.
        """
        changing = []
        for address in addresses:
            wanted = self._name(address)
            if wanted == address:
                self._known[address] = address
                self._taken.add(address)
            else:
                changing.append((wanted, address not in self._entities, _sort(address), self._rank(address), address))
        for wanted, *_, address in sorted(changing):
            name = wanted
            if "#" not in wanted:  # two spans that became one are one
                separator = "." if wanted.startswith(f"{self._base}doc/") else "-"
                numbers = count(2)
                while name in self._taken:
                    name = f"{wanted}{separator}{next(numbers)}"
            self._taken.add(name)
            self._known[address] = name

    def __getitem__(self, address: str) -> str:
        """Return the new address of a thing, or the address that stays."""
        return self._known.get(address, address)

    def _name(self, address: str) -> str:
        if not address.startswith(self._base):
            return address
        kind, _, rest = address.removeprefix(self._base).partition("/")
        if kind == "doc":
            return self._name_in_document(address, rest)
        if address in self._entities:
            return self._addresses.entity(f"redacted-{self._entities[address]}")
        name = unquote(rest)
        if address in self._labels:
            return self._addresses.entity(slugify(self._labels[address]))
        if kind == "entity":
            return self._addresses.entity(self._rename(self._name_key(name)))
        if kind == "predicate":
            return self._addresses.predicate(self._rename(name))
        if kind == "reviewer":
            return self._addresses.reviewer(self._rename(name))
        return address

    def _name_in_document(self, address: str, rest: str) -> str:
        key, mark, behind = re.split("([/#]|$)", rest, maxsplit=1) if rest else ("", "", "")
        document = self._addresses.document(key)
        text = self._documents.get(document)
        if text is None or not text.stretches:
            return address
        new = self.keys[key]
        if mark == "#":
            start, end = map(int, behind.removeprefix("char=").split(","))
            return self._addresses.span(new, text.move(start), text.move(end, end=True))
        if mark == "/":
            kind, _, name = behind.partition("/")
            offsets = _OFFSETS.fullmatch(name)
            if offsets is not None:
                numbers = list(map(int, offsets[1].split("-")))
                ends = kind != "statement"
                moved = [text.move(n, end=ends and at == 1) for at, n in enumerate(numbers)]
                name = "-".join(map(str, moved))
            return f"{self._addresses.document(new)}/{kind}/{name}"
        return self._addresses.document(new)

    def _rename(self, name: str) -> str:
        spaced = re.sub(r"[-_]+", " ", name)
        redacted = self._redact(spaced)
        # A name in an address has no capitals: what is known only by them is found in a path.
        redacted = self._redact(f"/{name}")[1:] if redacted == spaced else redacted
        return slugify(redacted) if redacted not in (spaced, name) else name

    def _name_key(self, name: str) -> str:
        """Replace the beginning of a document's key, by which things of one name are told apart."""
        found = _KEY.search(name)
        if not found:
            return name
        new = self._prefixes.get(found[1])
        return f"{name[: found.start()]}{f'-{new}' if new else ''}{found[2] or ''}"


def _sort(address: str) -> tuple[object, ...]:
    """Order things of one new name by the numbers in their old ones, as they stood in the text."""
    name = address.rpartition("/")[2]
    return tuple(map(int, re.findall("[0-9]+", name))) if _OFFSETS.fullmatch(name) else ()


def name_by_content(quads: list[Quad], base: str) -> dict[str, str]:
    """Name what was named by a digest after what is said of it, and of what points to it.

    Args:
        quads: The redacted graph, in which these things still have their old addresses.
        base: The address below which things live.

    Returns:
        The new address of each by the old one; of two of which all is the same the later gets a number.
    """
    prefixes = tuple(f"{base}{kind}/" for kind in DIGESTED)

    def spell(term: object) -> str:
        text = str(term)
        value = getattr(term, "value", "")
        return "<>" if not isinstance(term, Literal) and value.startswith(prefixes) else text

    lines: dict[str, list[str]] = {}
    for quad in quads:
        line = f"{spell(quad.subject)} {quad.predicate} {spell(quad.object)}"
        for place, term in (("s", quad.subject), ("o", quad.object)):
            if isinstance(term, NamedNode) and term.value.startswith(prefixes):
                lines.setdefault(term.value, []).append(f"{place} {line}")
    named: dict[str, str] = {}
    taken: dict[str, int] = {}
    for address, (name, _) in sorted(
        ((address, (digest("\n".join(sorted(own))), address)) for address, own in lines.items()),
        key=lambda row: row[1],
    ):
        kind = address.removeprefix(base).partition("/")[0]
        taken[f"{kind}/{name}"] = number = taken.get(f"{kind}/{name}", 0) + 1
        named[address] = f"{base}{kind}/{name if number == 1 else digest(f'{name} {number}')}"
    return named
