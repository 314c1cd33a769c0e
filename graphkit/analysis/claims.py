"""Read out of a graph which claims are one, and which pairs of claims a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.sentences import sentence
from graphkit.model.decisions import Reference
from graphkit.model.vocabulary import BASE, GK
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["ClaimCluster", "ClaimPair", "ClaimSide", "find_clusters", "find_content", "find_uncertain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSide:
    """A claim, as it is shown.

    Args:
        address: Its address.
        reference: Its content, by which answers name it.
        content: The content in words.
        source: Who says it; several are joined by commas; empty where nobody is named.
        act: By which act.
        stance: Whether the source stands by it.
        article: Its document's identifier.
        issued: The date of its document, or ''.
        sentence: The sentence around its content; the content alone where the text is not at hand.
        start: Where the content stands in the sentence.
    """

    address: str
    reference: Reference
    content: str
    source: str
    act: str
    stance: str
    article: str
    issued: str
    sentence: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPair:
    """Two claims of which the machine is unsure whether they are one.

    Args:
        first: One of them.
        second: The other.
        score: How likely they are one.
    """

    first: ClaimSide
    second: ClaimSide
    score: float

    @property
    def references(self) -> frozenset[Reference]:
        """The two contents, in no order."""
        return frozenset((self.first.reference, self.second.reference))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCluster:
    """Claims that are one.

    Args:
        address: Its address.
        claims: The claims, by article.
        at_least: The least number of their independent origins.
        at_most: The greatest.
        score: The lowest likelihood by which they came together; 1 where people joined them.
        reasons: Why some of them are or may be one voice.
        outlets: How many outlets published them; articles of which that is not recorded are not counted.
    """

    address: str
    claims: tuple[ClaimSide, ...]
    at_least: int
    at_most: int
    score: float
    reasons: tuple[str, ...]
    outlets: int


def find_uncertain(store: GraphStore, texts: Mapping[str, str]) -> tuple[ClaimPair, ...]:
    """Find the pairs of claims that the machine is unsure of, the likeliest first.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
    """
    sides = _Sides(store, texts)
    pairs = []
    for decision, score in sorted(select(store, _UNCERTAIN)):
        first, second = sorted(claim for (claim,) in select(store, _BETWEEN % decision))
        pairs.append(ClaimPair(first=sides[first], second=sides[second], score=float(score)))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.first.reference, pair.second.reference)))


def find_clusters(store: GraphStore, texts: Mapping[str, str], text: str | None = None) -> tuple[ClaimCluster, ...]:
    """Find the clusters of claims that are one, those with most independent origins first, then those with most claims.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        text: What a claim of the cluster must hold, in any case; None for all clusters.
    """
    sides = _Sides(store, texts)
    members: dict[str, list[str]] = {}
    for cluster, claim in select(store, _MEMBERS):
        members.setdefault(cluster, []).append(claim)
    reasons: dict[str, list[str]] = {}
    for cluster, reason in sorted(select(store, _REASONS)):
        reasons.setdefault(cluster, []).append(reason)
    found = []
    for cluster, least, most, score, outlets in select(store, _CLUSTERS):
        claims = sorted((sides[claim] for claim in members[cluster]), key=lambda side: (side.issued, side.reference))
        if text is None or any(text.casefold() in side.content.casefold() for side in claims):
            found.append(
                ClaimCluster(
                    address=cluster,
                    claims=tuple(claims),
                    at_least=int(least),
                    at_most=int(most),
                    score=float(score),
                    reasons=tuple(reasons.get(cluster, ())),
                    outlets=int(outlets or 0),
                )
            )
    return tuple(sorted(found, key=lambda c: (-c.at_least, -c.at_most, -len(c.claims), c.address)))


def find_content(store: GraphStore, reference: Reference, *, base: str = BASE) -> str | None:
    """Find the words of the content of a claim.

    Args:
        store: The graph.
        reference: The content.
        base: Where the graph's things live.

    Returns:
        Its words, or None where no claim of the graph has that content.
    """
    rows = select(store, f"SELECT DISTINCT ?words {{ ?claim gk:contentSpan <{base}{reference}> ; gk:content ?words }}")
    return next((" ".join(words.split()) for (words,) in sorted(rows)), None)


class _Sides:
    """What is shown of claims, looked up once for all that match."""

    def __init__(self, store: GraphStore, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._rows: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, set[str]] = {}
        for claim, *row in sorted(select(store, _CLAIMS), key=lambda row: (row[0], int(row[3]))):
            self._rows.setdefault(claim, tuple(row))
        for claim, name in select(store, _SOURCES):
            self._sources.setdefault(claim, set()).add(name)

    def __getitem__(self, claim: str) -> ClaimSide:
        document, article, start, end, content, act, stance, issued = self._rows[claim]
        text, first, last = self._texts.get(document), int(start), int(end)
        low, high = sentence(text, first, last) if text is not None else (first, last)
        return ClaimSide(
            address=claim,
            reference=Reference(document=document.rpartition("/")[2], start=first, end=last),
            content=" ".join(content.split()),
            source=", ".join(sorted(self._sources.get(claim, ()))),
            act=act.removeprefix(GK),
            stance=stance.removeprefix(GK),
            article=article,
            issued=issued[:10],
            sentence=content if text is None else text[low:high],
            start=0 if text is None else first - low,
        )


_MATCHED = "{ ?claim gk:inCluster ?cluster } UNION { ?decision a gk:ClaimDecision ; gk:between ?claim }"
_CLAIMS = f"""
SELECT DISTINCT ?claim ?document ?article ?start ?end ?content ?act ?stance ?issued WHERE {{
  {_MATCHED}
  GRAPH ?document {{
    ?document dcterms:identifier ?article .
    ?claim gk:content ?content ; gk:act ?act ; gk:stance ?stance ; gk:contentSpan ?span .
    ?span oa:start ?start ; oa:end ?end
    OPTIONAL {{ ?document dcterms:issued ?issued }}
  }}
}}
"""
_SOURCES = f"SELECT DISTINCT ?claim ?name WHERE {{ {_MATCHED} ?claim gk:source/skos:prefLabel ?name }}"
_MEMBERS = "SELECT DISTINCT ?cluster ?claim WHERE { ?claim gk:inCluster ?cluster }"
_CLUSTERS = """
SELECT DISTINCT ?cluster ?least ?most ?score ?outlets WHERE {
  ?cluster a gk:ClaimCluster ; gk:originsAtLeast ?least ; gk:originsAtMost ?most ; gk:confidence ?score
  OPTIONAL { ?cluster gk:outletCount ?outlets }
}
"""
_REASONS = "SELECT DISTINCT ?cluster ?reason WHERE { ?cluster a gk:ClaimCluster ; gk:supportedBy ?reason }"
_UNCERTAIN = """
SELECT DISTINCT ?decision ?score WHERE {
  ?decision a gk:ClaimDecision ; gk:answer gk:unsure ; gk:rule ?rule ; gk:confidence ?score
}
"""
_BETWEEN = "SELECT DISTINCT ?claim WHERE { <%s> gk:between ?claim }"
