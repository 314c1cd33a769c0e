"""The claims of one of two graphs, as far as they are compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.analysis.changes.values import Version
from graphkit.analysis.network.records import read
from graphkit.analysis.sayings import read_sayings
from graphkit.matching.words import Piece

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Article, Utterance
    from graphkit.store import GraphStore

__all__ = ["Side", "list_quoted", "read_side", "share_source", "sign"]

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]?|\'\'((?:[^\']|\'(?!\'))+)(?:\'\')?")
"""Words in quotation marks; some papers write two apostrophes."""
_WHOLE = "direct"


@dataclass(frozen=True)
class Side:
    """One of two graphs, as far as it is compared.

    Args:
        articles: Its articles by their addresses.
        texts: Their texts.
        claims: The claims of each, in order.
        names: The names of each party, without case.
        found: Each claim with its sentence.
    """

    articles: Mapping[str, Article]
    texts: Mapping[str, str]
    claims: Mapping[str, list[Utterance]]
    names: Mapping[str, frozenset[str]]
    found: Mapping[str, Version] = field(repr=False)

    def name_sources(self, claim: Utterance) -> list[frozenset[str]]:
        """Return the names of each who says a claim."""
        return [self.names.get(source, frozenset()) for source in claim.sources]


def read_side(store: GraphStore, texts: Mapping[str, str]) -> Side:
    """Read what is compared of a graph.

    Args:
        store: The graph.
        texts: The texts of its articles by the address of their document.
    """
    records = read(store)
    claims: dict[str, list[Utterance]] = defaultdict(list)
    for claim in records.utterances:
        claims[claim.document].append(claim)
    sayings = read_sayings(store, texts, (claim.iri for claim in records.utterances))
    return Side(
        articles={article.iri: article for article in records.articles},
        texts=texts,
        claims={document: sorted(own, key=lambda claim: (claim.extent, claim.iri)) for document, own in claims.items()},
        names={
            party.iri: frozenset(name.casefold().removeprefix("the ") for name in (party.label, *party.aliases))
            for party in records.parties
        },
        found={
            claim.iri: Version(claim=claim.iri, content=claim.content, found=sayings[claim.iri].found)
            for claim in records.utterances
        },
    )


def share_source(old: Utterance, new: Utterance, before: Side, after: Side) -> bool:
    """Check whether one party says both, or nobody who is named does."""
    ones, others = before.name_sources(old), after.name_sources(new)
    if not ones and not others:
        return True
    return any(one & other or _is_part(one, other) for one in ones for other in others)


def list_quoted(claim: Utterance) -> Iterator[Piece]:
    """List the quoted pieces of a content; offsets count in the content."""
    matches = ((match, match.lastindex or 0) for match in _QUOTED.finditer(claim.content))
    found = [Piece(match.start(group), match[group]) for match, group in matches]
    if not found and claim.quotation == _WHOLE:
        found = [Piece(0, claim.content)]
    yield from found


def sign(claim: Utterance) -> int:
    """Return whether a claim says that its content is so: 1, −1 where it says the opposite, 0 where it says neither."""
    stance = {"affirms": 1, "rejects": -1}.get(claim.stance, 0)
    return -stance if claim.polarity == "negative" else stance


def _is_part(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Check whether a name of one is a part of a name of the other: 'Lind' of 'Mara Lind'."""
    return any(
        set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())
        for one in ones
        for other in others
    )
