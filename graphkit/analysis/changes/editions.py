"""Read which texts were replaced by later versions of their articles, and what was edited, as the graph tells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.model.versions import EDITS
from graphkit.model.vocabulary import GK
from graphkit.store.tables import read_first, read_several, select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Edited", "EditedClaim", "read_editions"]

_VERSION = (
    *("dcterms:identifier", "dcterms:title", "dcterms:issued", "dcterms:modified", "dcterms:publisher"),
    *("gk:replacedIn", "gk:knownBy"),
)
_EDIT = (
    *("gk:before", "gk:after", "gk:claimBefore", "gk:claimAfter"),
    *("gk:spanBefore", "gk:spanAfter", "gk:textBefore", "gk:textAfter"),
)
_KINDS = "SELECT ?edit ?kind { GRAPH ?versions { ?edit a gk:Edit ; gk:editKind ?kind } }"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedClaim:
    """A claim, or a headline, that was edited.

    Args:
        iri: The address of the edit.
        kinds: How, the gravest first.
        before: The sentence, or the headline, before; '' where a claim was added.
        after: The one after; '' where a claim was dropped.
        span_before: Where the sentence before stands: an address; '' of a headline, or where there is none.
        span_after: Where the sentence after stands.
        claim_before: The address of the claim before; '' where there is none.
        claim_after: That of the claim after.
    """

    iri: str
    kinds: tuple[str, ...]
    before: str
    after: str
    span_before: str
    span_after: str
    claim_before: str
    claim_after: str

    @property
    def place(self) -> tuple[int, int]:
        """Where to list it: by where it stands in the later text, headlines first."""
        span = self.span_after or self.span_before
        start = int(span.rpartition("=")[2].partition(",")[0]) if span else -1
        return (start, 0 if self.span_after else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A text that a later version of its article took the place of.

    Args:
        earlier: The address of the text.
        later: The address of the one that took its place.
        identifier: What the article is called.
        title: The headline of the earlier text; '' where it has none.
        issued: The day of the earlier text; '' where it has none.
        modified: When it was last changed; '' where that is not known.
        publisher: Who published it; '' where that is not known.
        build: The number of the build in which it was replaced.
        known_by: By what the two are known to be one article.
        edits: What was edited, in the order of the later text.
    """

    earlier: str
    later: str
    identifier: str
    title: str
    issued: str
    modified: str
    publisher: str
    build: int
    known_by: str
    edits: tuple[EditedClaim, ...]


def read_editions(store: GraphStore) -> tuple[Edited, ...]:
    """Read the texts that were replaced, the last build first, and then by what they are called.

    Args:
        store: The graph.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for edit, kind in select(store, _KINDS):
        kinds[edit].append(kind.removeprefix(GK))
    edits: dict[tuple[str, str], list[EditedClaim]] = defaultdict(list)
    for iri, row in read_first(store, "?thing a gk:Edit", _EDIT).items():
        edits[row["gk:before"], row["gk:after"]].append(
            EditedClaim(
                iri=iri,
                kinds=tuple(sorted(kinds[iri], key=EDITS.index)),
                before=row["gk:textBefore"],
                after=row["gk:textAfter"],
                span_before=row["gk:spanBefore"],
                span_after=row["gk:spanAfter"],
                claim_before=row["gk:claimBefore"],
                claim_after=row["gk:claimAfter"],
            )
        )
    successors = read_several(store, "dcterms:isReplacedBy")
    found = [
        Edited(
            earlier=iri,
            later=later,
            identifier=row["dcterms:identifier"],
            title=row["dcterms:title"],
            issued=row["dcterms:issued"],
            modified=row["dcterms:modified"],
            publisher=row["dcterms:publisher"],
            build=int(row["gk:replacedIn"]),
            known_by=row["gk:knownBy"],
            edits=tuple(sorted(edits[iri, later], key=lambda edit: (edit.place, edit.iri))),
        )
        for iri, row in read_first(store, "?thing a gk:EarlierVersion", _VERSION).items()
        for later in successors.get(iri, ())
    ]
    return tuple(sorted(found, key=lambda one: (-one.build, one.identifier, one.earlier)))
