"""Who else makes a claim of an article, who puts it otherwise, and who quotes the same words differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graphkit.analysis.sentences import sentence
from graphkit.model.vocabulary import DCTERMS, GK
from graphkit.visualisation.look import look

if TYPE_CHECKING:
    from graphkit.server.articles import ShownClaim
    from graphkit.store import GraphStore

__all__ = ["Match", "Section", "find_matches"]

_SPAN = re.compile(r"(?P<document>.+)#char=(?P<start>\d+),(?P<end>\d+)", re.ASCII)
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A claim that matches another, as it is shown.

    Args:
        address: Where its article is shown, with the claim chosen.
        difference: In what it differs, in words; '' where it is the same claim.
        claim: The claim.
        pieces: Its sentence, each piece with whether it is marked: what is claimed, or what differs.
        article: Its article and its publisher, as far as they are known.
        issued: When it was published; '' where that is not known.
    """

    address: str
    difference: str
    claim: ShownClaim
    pieces: Sequence[tuple[str, bool]]
    article: str
    issued: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Claims that match one in the same way.

    Args:
        title: How they do, how many they are and from how many origins.
        matches: The claims, at most 50.
        left: How many more there are.
    """

    title: str
    matches: Sequence[Match]
    left: int


def find_matches(
    store: GraphStore, texts: Mapping[str, str], claim: ShownClaim, read: Callable[[str], ShownClaim]
) -> Iterator[Section]:
    """Find how a claim matches others; nothing where it does not.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        claim: The claim.
        read: Reads a claim, by its address.
    """
    yield from _Finder(store, texts, claim, read).find()


class _Finder:
    """Looks things up one by one: a corpus may be large, and an article has few claims."""

    def __init__(
        self, store: GraphStore, texts: Mapping[str, str], claim: ShownClaim, read: Callable[[str], ShownClaim]
    ) -> None:
        self._store = store
        self._texts = texts
        self._claim = claim
        self._read = read

    def find(self) -> Iterator[Section]:
        for cluster in self._values(self._claim.address, f"{GK}inCluster"):
            others = sorted(self._subjects("inCluster", cluster) - {self._claim.address})
            yield self._gather(f"also said in {_count(others)}; {self._origins(cluster)}", others, self._same)
        conflicts, changes = self._pairs("disagreesIn"), self._pairs("change")
        # what a changed quotation disagrees in is told with it
        alone = [pair for other, pair in conflicts.items() if other not in changes]
        if alone:
            yield self._gather(f"put otherwise in {_count(alone)}", alone, self._disagree)
        if changes:
            quoted = list(changes.values())
            disagreeing = {pair: conflicts.get(other, "") for other, pair in changes.items()}
            show = partial(self._requote, conflicts=disagreeing)
            yield self._gather(f"quoted otherwise in {_count(quoted)}", quoted, show)

    def _pairs(self, term: str) -> dict[str, str]:
        """Find the pairs of the claim and another that have a term, by the address of the other."""
        found: dict[str, str] = {}
        for pair in sorted(self._subjects("between", self._claim.address)):
            others = [claim for claim in self._values(pair, f"{GK}between") if claim != self._claim.address]
            if len(others) == 1 and self._values(pair, GK + term):
                found[others[0]] = pair
        return found

    def _gather(self, title: str, found: Sequence[str], show: Callable[[str], Match]) -> Section:
        return Section(title=title, matches=[show(one) for one in found[:_MOST]], left=max(0, len(found) - _MOST))

    def _origins(self, cluster: str) -> str:
        least, most = (next(iter(self._values(cluster, f"{GK}origins{end}")), "?") for end in ("AtLeast", "AtMost"))
        reasons = "; ".join(self._values(cluster, f"{GK}supportedBy"))
        number = f"{most} origin{'' if most == '1' else 's'}" if least == most else f"{least}–{most} origins"
        return f"{number} ({reasons})" if reasons else number

    def _same(self, claim: str) -> Match:
        shown = self._read(claim)
        return self._show(shown, "", _contents(shown))

    def _disagree(self, pair: str) -> Match:
        kinds = self._kinds(pair, "disagreesIn")
        # a sign is that of the whole content, which is seen anyhow
        return self._differ(pair, kinds, told=kinds != look().differences["polarity"])

    def _requote(self, pair: str, *, conflicts: Mapping[str, str]) -> Match:
        match = self._differ(pair, self._kinds(pair, "change"), told=True)
        conflict = conflicts[pair]
        also = f"; they disagree in {self._kinds(conflict, 'disagreesIn')}" if conflict else ""
        return replace(match, difference=match.difference + also)

    def _kinds(self, pair: str, term: str) -> str:
        kinds = [value.removeprefix(GK) for value in self._values(pair, GK + term)]
        return ", ".join(look().differences.get(kind, kind) for kind in kinds)

    def _differ(self, pair: str, kinds: str, *, told: bool) -> Match:
        [other] = [claim for claim in self._values(pair, f"{GK}between") if claim != self._claim.address]
        spans, shown = self._values(pair, f"{GK}differingSpan"), self._read(other)
        here, there = (list(_find_stretches(claim, spans)) for claim in (self._claim, shown))
        words = self._contrast(here, self._cut(shown, there)) if told else ""
        return self._show(shown, kinds + words, there)

    def _contrast(self, here: Sequence[tuple[int, int]], theirs: str) -> str:
        own = self._cut(self._claim, here)
        if own and theirs:
            return f": {own} / {theirs}"
        return f": only here “{own}”" if own else f": only there “{theirs}”" if theirs else ""

    def _cut(self, claim: ShownClaim, stretches: Iterable[tuple[int, int]]) -> str:
        text = self._texts.get(claim.document, "")
        return " … ".join(text[start:end] for start, end in stretches)

    def _show(self, claim: ShownClaim, difference: str, marked: Sequence[tuple[int, int]]) -> Match:
        title, publisher, issued, identifier = (
            next(iter(self._values(claim.document, DCTERMS + name)), "")
            for name in ("title", "publisher", "issued", "identifier")
        )
        return Match(
            address=f"/doc/{claim.document.rpartition('/')[2]}#claim={claim.name}",
            difference=difference,
            claim=claim,
            pieces=list(_mark(self._texts.get(claim.document), claim, marked)),
            article=" · ".join(filter(None, (title or identifier, publisher))),
            issued=issued,
        )

    def _subjects(self, term: str, value: str) -> set[str]:
        quads = self._store.quads_for_pattern(None, NamedNode(GK + term), NamedNode(value))
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}

    def _values(self, thing: str, predicate: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(thing), NamedNode(predicate), None)
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)})


def _count(claims: Sequence[object]) -> str:
    return f"{len(claims)} other claim{'' if len(claims) == 1 else 's'}"


def _contents(claim: ShownClaim) -> list[tuple[int, int]]:
    return [(start, end) for start, end, part in claim.spans if part == "content"]


def _find_stretches(claim: ShownClaim, spans: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Find the spans that lie in the content of a claim."""
    for span in spans:
        found = _SPAN.fullmatch(span)
        if found and found["document"] == claim.document:
            start, end = int(found["start"]), int(found["end"])
            if any(first <= start and end <= last for first, last in _contents(claim)):
                yield start, end


def _mark(text: str | None, claim: ShownClaim, marked: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut the sentence of a claim at what is marked in it."""
    if text is None or not claim.spans:
        yield claim.content, False
        return
    low, high = sentence(text, claim.start, max(end for _, end, _ in claim.spans))
    bounds = sorted({low, high, *(bound for stretch in marked for bound in stretch)})
    for start, end in pairwise(bounds):
        yield text[start:end], any(first <= start and end <= last for first, last in marked)
