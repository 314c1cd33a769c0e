"""Tell which text is an earlier version of which: by what it is called, where it stood, or what it says.

An editor changes an article under its address, a wire sends it again under another name. Rather two articles than one
that is none: an address or a publisher alone makes no version, and where it is not known which of two came first, both
stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from graphkit.documents import near_duplicates
from graphkit.documents.near_duplicates import NearDuplicate, Signed

__all__ = ["Standing", "Successor", "find_successors", "find_superseded"]

_COUNTED = re.compile(r".*:\d+")
"""A name that only says the how manieth of its file a text is: with one more before it, it is another."""
_ALIKE = 0.3
"""So much of the shorter of two texts stands in the other where an editor rewrote most of it. Articles by different
people about one event share less than a tenth (see `near_duplicates`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is to be known of a text to tell whose version it is.

    Args:
        document: Its key.
        name: What its item is called: its id, or its path below the input.
        number: Its place in that item, from 0.
        title: Its headline, or None.
        issued: Its date, ISO 8601, or None.
        modified: When it was last changed, ISO 8601, or None.
        publisher: Who published it, or None.
        source: The address that it came from, or None.
        signature: What `near_duplicates.sign` made of it; empty where a damaged manifest was made anew of the shards.
    """

    document: str
    name: str
    number: int
    title: str | None
    issued: str | None
    modified: str | None
    publisher: str | None
    source: str | None
    signature: bytes

    @property
    def signed(self) -> Signed:
        """What near duplicates are found by."""
        return Signed(document=self.document, issued=self.issued, signature=self.signature)

    @property
    def address(self) -> str | None:
        """Its address without what may differ from one visit to the next; None for the front page of a site."""
        parts = urlsplit(self.source or "")
        path = parts.path.rstrip("/")
        return f"{(parts.hostname or '').removeprefix('www.')}{path}?{parts.query}" if path else None

    @property
    def moment(self) -> str:
        """When it became what it is, as precisely as is known: '2024-05-31' or '2024-05-31T10:00:00', or ''."""
        text = self.modified or self.issued or ""
        if "T" not in text:
            return text
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The text that took the place of another.

    Args:
        document: Its key.
        known_by: By what the two are known to be one article: 'identifier', 'address' or 'text'.
    """

    document: str
    known_by: str


def find_successors(gone: Iterable[Standing], come: Sequence[Standing]) -> dict[str, Successor]:
    """Find which texts took the place of some that are gone.

    Args:
        gone: Texts that stood, and stand no more.
        come: Texts that stand, and did not stand before.

    Returns:
        The successors of those that have one, by key.
    """
    left = sorted(gone, key=lambda text: text.document)
    arrivals = _Arrivals(left, come)
    found: dict[str, Successor] = {}
    for known_by, list_fitting in (
        ("identifier", arrivals.list_named),
        ("address", arrivals.list_addressed),
        ("text", arrivals.list_copies),
    ):
        for one in left:
            fitting = list_fitting(one) if one.document not in found else []
            if len(fitting) == 1:
                found[one.document] = Successor(document=fitting[0].document, known_by=known_by)
    return found


class _Arrivals:
    """Finds among the texts that came those that one that is gone may have become, without comparing each with each."""

    def __init__(self, gone: Sequence[Standing], come: Sequence[Standing]) -> None:
        self._gone = gone
        self._come = come
        self._named: dict[tuple[str, int], list[Standing]] = defaultdict(list)
        self._addressed: dict[str | None, list[Standing]] = defaultdict(list)
        for text in come:
            self._named[text.name, text.number].append(text)
            self._addressed[text.address].append(text)

    def list_named(self, one: Standing) -> list[Standing]:
        """List the texts that are called as one is."""
        return [other for other in self._named[one.name, one.number] if _share_name(one, other)]

    def list_addressed(self, one: Standing) -> list[Standing]:
        """List the texts that are from the address that one is from."""
        fitting = self._addressed[one.address] if one.address is not None else ()
        return [other for other in fitting if _share_address(one, other)]

    def list_copies(self, one: Standing) -> list[Standing]:
        """List the texts that are near duplicates of one by its publisher."""
        return [other for other in self._copies[one.document] if _share_publisher(one, other)]

    @cached_property
    def _copies(self) -> Mapping[str, Sequence[Standing]]:
        every = {text.document: text for text in (*self._gone, *self._come) if text.signature}
        originals = {copy.document: copy.of for copy in near_duplicates.find(text.signed for text in every.values())}
        members: dict[str, list[Standing]] = defaultdict(list)
        for text in self._come:
            members[originals.get(text.document, text.document)].append(text)
        return {text.document: members[originals.get(text.document, text.document)] for text in self._gone}


def find_superseded(
    standing: Sequence[Standing], repeated: Iterable[NearDuplicate], since: Mapping[str, int]
) -> dict[str, Successor]:
    """Find which of several texts that are all among the inputs are earlier versions of another.

    Args:
        standing: The texts.
        repeated: Which of them are near duplicates.
        since: The first build that had each; a greater number for those that are new.

    Returns:
        Of each earlier version the next later one, by key.
    """
    by_key = {text.document: text for text in standing}
    found: dict[str, Successor] = {}
    for known_by, groups in (("address", _group_by_address(standing)), ("text", _group_by_text(by_key, repeated))):
        for group in groups:
            for text in group:
                later = [other for other in group if _is_later(other, text, since) and _fits(known_by, text, other)]
                if later and text.document not in found:
                    first = min(later, key=lambda other: (other.moment, since[other.document], other.document))
                    found[text.document] = Successor(document=first.document, known_by=known_by)
    return {key: successor for key, successor in found.items() if _ends(key, found)}


def _ends(key: str, found: Mapping[str, Successor]) -> bool:
    """Check that a text became one that stands: of dates of unlike precision each may seem later than the next."""
    seen = set()
    while key in found and key not in seen:
        seen.add(key)
        key = found[key].document
    return key not in found


def _group_by_address(standing: Iterable[Standing]) -> Iterator[list[Standing]]:
    groups: dict[str, list[Standing]] = defaultdict(list)
    for text in standing:
        if text.address is not None:
            groups[text.address].append(text)
    return (group for group in groups.values() if len(group) > 1)


def _group_by_text(texts: Mapping[str, Standing], repeated: Iterable[NearDuplicate]) -> Iterator[list[Standing]]:
    groups: dict[str, list[Standing]] = defaultdict(list)
    for copy in repeated:
        groups.setdefault(copy.of, [texts[copy.of]]).append(texts[copy.document])
    return iter(groups.values())


def _fits(known_by: str, one: Standing, other: Standing) -> bool:
    return _share_address(one, other) if known_by == "address" else _share_publisher(one, other)


def _is_later(one: Standing, other: Standing, since: Mapping[str, int]) -> bool:
    """Check whether a text is known to be later than another: by its own date, or else by the build that brought it."""
    length = min(len(one.moment), len(other.moment))
    moments = one.moment[:length], other.moment[:length]
    if moments[0] != moments[1]:
        return moments[0] > moments[1]
    return since[one.document] > since[other.document]


def _share_name(one: Standing, other: Standing) -> bool:
    if (one.name, one.number) != (other.name, other.number):
        return False
    return (one.number == 0 and not _COUNTED.fullmatch(one.name)) or _are_alike(one, other)


def _share_address(one: Standing, other: Standing) -> bool:
    return one.address is not None and one.address == other.address and _are_alike(one, other)


def _share_publisher(one: Standing, other: Standing) -> bool:
    same = one.publisher is not None and other.publisher is not None
    return same and str(one.publisher).casefold() == str(other.publisher).casefold()


def _are_alike(one: Standing, other: Standing) -> bool:
    """Check whether two texts may be versions of one: by their headline, or by what they share."""
    if one.title and one.title == other.title:
        return True
    if not one.signature or not other.signature:
        return False
    return near_duplicates.compare(one.signed, other.signed) >= _ALIKE
