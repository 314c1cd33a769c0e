"""Keep what came of comparing documents from one build to the next, for as long as neither of the two has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.corpus.rendering import digest_basis
from graphkit.matching.comparison import Comparison, Difference
from graphkit.matching.findings import Altered, Apart, One, PairFindings
from graphkit.matching.matching import PLACES
from graphkit.matching.quotations import Change
from graphkit.matching.words import Stretch

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.identity.resolution import Resolution
    from graphkit.matching.profiles import ClaimProfile

__all__ = ["KeptPairs", "pack_findings", "unpack_findings"]


class KeptPairs:
    """What came of comparing pairs of documents, in the manifest, which somebody has begun to change.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        found: Which entity each chain is.
        claims: The claims of each document, by its key, as people corrected them.
        reviewed: The keys of the documents that people spoke of.
    """

    def __init__(
        self,
        corpus: Corpus,
        entries: Sequence[Entry],
        found: Resolution,
        claims: Mapping[str, Sequence[ClaimProfile]],
        reviewed: Collection[str],
    ) -> None:
        self._manifest = corpus.manifest
        self._bases = dict(_list_bases(corpus, entries, found, claims, reviewed))
        self._first = ""
        self._known: dict[str, tuple[str, str]] = {}
        self._asked: set[tuple[str, str]] = set()

    def find(self, first: str, second: str) -> PairFindings | None:
        """Find what came of comparing two documents, by their keys; None where that is not known, or no longer so."""
        self._asked.add((first, second))
        if first != self._first:  # pairs are asked for in their order
            self._first, self._known = first, self._manifest.read_pairs(first)
        basis, data = self._known.get(second, ("", ""))
        return unpack_findings(data) if basis == self._name(first, second) else None

    def keep(self, first: str, second: str, found: PairFindings) -> None:
        """Keep what came of it for the next build."""
        self._manifest.note_pair(first, second, self._name(first, second), pack_findings(found))

    def forget(self) -> None:
        """Forget those of which nobody has asked."""
        self._manifest.drop_pairs(self._asked)

    def _name(self, first: str, second: str) -> str:
        return f"{self._bases[first]} {self._bases[second]}"


def _list_bases(
    corpus: Corpus,
    entries: Sequence[Entry],
    found: Resolution,
    claims: Mapping[str, Sequence[ClaimProfile]],
    reviewed: Collection[str],
) -> Iterator[tuple[str, str]]:
    """Name for each document all that comparing it depends on, see `PairFindings`, by its key."""
    entities = [f"{entity.slug} {entity.type in PLACES}" for entity in found.entities]
    dates = {signed.document: signed.issued or "" for signed in corpus.manifest.list_signed(entries)}
    for entry in entries:
        # an item read with the same is the same claims, unless people corrected them
        corrected = repr(claims[entry.key]) if entry.key in reviewed else ""
        chains = [entities[position] for position in found.chains.get(entry.key, ())]
        parts = (corpus.settings.version, *map(str, entry.item), corrected, dates[entry.key])
        yield entry.key, digest_basis(*parts, entities=chains)


def pack_findings(found: PairFindings) -> str:
    """Write findings as JSON; as nothing where nothing was found, as for most pairs."""
    if found == PairFindings():
        return ""
    apart = [
        (i, j, score, comparison.rule, [(one.kind, *one.one, *one.other) for one in comparison.differences])
        for i, j, score, comparison in found.apart
    ]
    altered = [(i, j, change.kind, change.one, change.other) for i, j, change in found.altered]
    return json.dumps((found.same, found.doubtful, apart, altered), ensure_ascii=False, separators=(",", ":"))


def unpack_findings(data: str) -> PairFindings:
    """Read findings back.

    Args:
        data: What `pack_findings` wrote.
    """
    if not data:
        return PairFindings()
    same, doubtful, apart, altered = json.loads(data)
    return PairFindings(
        same=tuple(One(*one) for one in same),
        doubtful=tuple(One(*one) for one in doubtful),
        apart=tuple(
            Apart(i, j, score, Comparison(rule=rule, differences=tuple(map(_read_difference, differences))))
            for i, j, score, rule, differences in apart
        ),
        altered=tuple(
            Altered(i, j, Change(kind=kind, one=_read_stretch(one), other=_read_stretch(other)))
            for i, j, kind, one, other in altered
        ),
    )


def _read_difference(values: Sequence[Any]) -> Difference:
    kind, *offsets = values
    return Difference(kind=kind, one=Stretch(*offsets[:2]), other=Stretch(*offsets[2:]))


def _read_stretch(values: Sequence[int] | None) -> Stretch | None:
    return None if values is None else Stretch(*values)
