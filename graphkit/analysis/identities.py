"""Read out of a graph who is taken for whom, why, and which pairs a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graphkit.analysis.sentences import sentence
from graphkit.model.decisions import Answer, Reference
from graphkit.model.vocabulary import BASE, GK
from graphkit.query import evaluation
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["IdentityExplanation", "Pair", "Side", "Verdict", "explain_identity", "find_uncertain", "find_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that are compared: a mention, and what is known of its entity.

    Args:
        reference: The mention.
        words: The mention as the article words it.
        entity: The name of its entity.
        address: The address of its entity.
        kinds: What kind of thing its entity is.
        roles: The posts of its entity, anywhere in the graph.
        article: Its document's identifier.
        sentence: The sentence around it; the words alone where the text is not at hand.
        start: Where the words stand in the sentence.
        weight: How many mentions and claims its entity has.
    """

    reference: Reference
    words: str
    entity: str
    address: str
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    article: str
    sentence: str
    start: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person or the machine decided about two mentions.

    Args:
        id: Its name in the graph.
        answer: What was decided.
        who: Who decided; empty where the machine did.
        when: The day; empty where the machine decided.
        rule: The machine's rule; empty where a person decided.
        score: How much speaks for the two being the same; None where a person decided.
        supporting: What speaks for it, or the person's reason.
        opposing: What speaks against it.
    """

    id: str
    answer: Answer
    who: str = ""
    when: str = ""
    rule: str = ""
    score: float | None = None
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions with what was decided about them.

    Args:
        first: One of them.
        second: The other.
        verdict: What was decided.
    """

    first: Side
    second: Side
    verdict: Verdict

    @property
    def weight(self) -> int:
        """How many mentions and claims would move if the two were joined or parted."""
        return min(self.first.weight, self.second.weight)

    @property
    def references(self) -> frozenset[Reference]:
        """The two mentions, in no order."""
        return frozenset((self.first.reference, self.second.reference))


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityExplanation:
    """Why mentions are one entity.

    Args:
        entity: Its name.
        address: Its address.
        articles: The articles that mention it, each with the words that it uses and the first place of each.
        readings: The rules by which mentions inside an article were put to it, each with those mentions.
        pairs: What holds it together, and what keeps it apart from others.
    """

    entity: str
    address: str
    articles: tuple[tuple[str, tuple[tuple[str, Reference], ...]], ...]
    readings: tuple[tuple[str, tuple[tuple[str, Reference], ...]], ...]
    pairs: tuple[Pair, ...]


def find_uncertain(store: GraphStore, texts: Mapping[str, str]) -> tuple[Pair, ...]:
    """Find the pairs that the machine is unsure of.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.

    Returns:
        The pairs, those first on which most depends.
    """
    found = (
        pair for pair in _find_pairs(store, texts, "") if pair.verdict.answer is Answer.UNSURE and not pair.verdict.who
    )
    return tuple(sorted(found, key=lambda p: (-p.weight, -(p.verdict.score or 0), p.first.reference)))


def explain_identity(
    store: GraphStore, texts: Mapping[str, str], entity: str, *, base: str = BASE
) -> tuple[IdentityExplanation, ...]:
    """Explain why mentions are one entity.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        entity: A name or an address; a name may be that of several.
        base: Where the graph's things live.

    Raises:
        QueryError: Nothing has that name.
    """
    out = []
    for address, label in _find_entities(store, entity, base):
        pairs = _find_pairs(store, texts, f"{{ ?a gk:refersTo <{address}> }} UNION {{ ?b gk:refersTo <{address}> }}")
        order = {Answer.SAME: 0, Answer.DIFFERENT: 1, Answer.UNSURE: 2}
        pairs = sorted(pairs, key=lambda p: (order[p.verdict.answer], p.first.reference, p.second.reference))
        out.append(
            IdentityExplanation(
                entity=label,
                address=address,
                articles=_find_articles(store, address),
                readings=_find_readings(store, address),
                pairs=tuple(pairs),
            )
        )
    return tuple(out)


def find_words(store: GraphStore, reference: Reference, *, base: str = BASE) -> str | None:
    """Find the words of a mention.

    Args:
        store: The graph.
        reference: The mention.
        base: Where the graph's things live.

    Returns:
        Its words, or None where the graph has no such mention.
    """
    rows = select(store, f"SELECT ?words WHERE {{ <{base}{reference}> a gk:Mention ; oa:exact ?words }}")
    return next((" ".join(words.split()) for (words,) in rows), None)


def _find_pairs(store: GraphStore, texts: Mapping[str, str], where: str) -> Iterable[Pair]:
    evidence: dict[tuple[str, str], list[str]] = defaultdict(list)
    for decision, name, text in select(store, _EVIDENCE):
        evidence[decision, name.rsplit("#", 1)[-1]].append(text)
    rows = sorted(set(select(store, _DECISIONS.replace("# where", where))))
    sides = _Sides(store, texts)
    for decision, first, second, answer, who, when, rule, score in rows:
        verdict = Verdict(
            id=decision.rsplit("/", 1)[-1],
            answer=Answer(answer.removeprefix(GK)),
            who=who,
            when=when,
            rule=rule,
            score=float(score) if score else None,
            supporting=tuple(sorted(evidence[decision, "supportedBy"] + evidence[decision, "comment"])),
            opposing=tuple(sorted(evidence[decision, "opposedBy"])),
        )
        yield Pair(first=sides[first], second=sides[second], verdict=verdict)


class _Sides:
    """What is known of the mentions that decisions speak of, looked up once for all of them."""

    def __init__(self, store: GraphStore, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._mentions = {row[0]: row[1:] for row in sorted(set(select(store, _MENTIONS)))}
        self._weights: dict[str, int] = defaultdict(int)
        for query in (_COUNTS, _CLAIMS):
            for entity, number in select(store, query):
                self._weights[entity] += int(number)
        self._kinds = _collect(select(store, _KINDS))
        self._roles = _collect(
            (who, f"{title}{f' ({body})' if body and body not in title else ''}")
            for who, title, body in select(store, _ROLES)
        )

    def __getitem__(self, mention: str) -> Side:
        document, article, start, end, words, entity, label = self._mentions[mention]
        text, first, last = self._texts.get(document), int(start), int(end)
        low, high = sentence(text, first, last) if text is not None else (first, last)
        return Side(
            reference=Reference.parse(mention),
            words=" ".join(words.split()),
            entity=label,
            address=entity,
            kinds=tuple(kind.rsplit("/", 1)[-1].rsplit("#", 1)[-1].lower() for kind in self._kinds.get(entity, ())),
            roles=self._roles.get(entity, ()),
            article=article,
            sentence=words if text is None else text[low:high],
            start=first - low,
            weight=self._weights[entity],
        )


def _collect(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in rows:
        found[key].add(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _find_entities(store: GraphStore, name: str, base: str) -> list[tuple[str, str]]:
    """Look entities up by their name; each with its address and label."""
    rows = evaluation.run(store, _NAMED, {"who": name}, base=base).rows
    named = ((term, label) for term, label in rows if isinstance(term, NamedNode) and isinstance(label, Literal))
    return sorted({(term.value, label.value) for term, label in named})


def _find_articles(store: GraphStore, address: str) -> tuple[tuple[str, tuple[tuple[str, Reference], ...]], ...]:
    found: dict[str, dict[str, Reference]] = defaultdict(dict)
    rows = [(article, Reference.parse(m), words) for article, m, words in select(store, _NAMES % address)]
    for article, reference, words in sorted(rows):
        found[article].setdefault(" ".join(words.split()), reference)
    return tuple((article, tuple(words.items())) for article, words in sorted(found.items()))


def _find_readings(store: GraphStore, address: str) -> tuple[tuple[str, tuple[tuple[str, Reference], ...]], ...]:
    found: dict[str, list[tuple[Reference, str]]] = defaultdict(list)
    for rule, mention, words in select(store, _READINGS % address):
        found[rule].append((Reference.parse(mention), " ".join(words.split())))
    return tuple((rule, tuple((words, m) for m, words in sorted(found[rule]))) for rule in sorted(found))


_READINGS = """
SELECT ?rule ?mention ?words WHERE { ?mention gk:refersTo <%s> ; gk:rule ?rule ; oa:exact ?words }
"""
_DECISIONS = """
SELECT ?decision ?a ?b ?answer ?who ?when ?rule ?score WHERE {
  ?decision a gk:IdentityDecision ; gk:first ?a ; gk:second ?b ; gk:answer ?answer .
  # where
  OPTIONAL { ?decision dcterms:creator ?who }
  OPTIONAL { ?decision dcterms:date ?when }
  OPTIONAL { ?decision gk:rule ?rule }
  OPTIONAL { ?decision gk:confidence ?score }
}
"""
_EVIDENCE = """
SELECT ?decision ?name ?text WHERE {
  ?decision a gk:IdentityDecision ; ?name ?text . VALUES ?name { gk:supportedBy gk:opposedBy rdfs:comment }
}
"""
_MENTIONS = """
SELECT DISTINCT ?m ?document ?article ?start ?end ?words ?entity ?label WHERE {
  ?decision gk:first|gk:second ?m .
  GRAPH ?document {
    ?document dcterms:identifier ?article .
    ?m oa:start ?start ; oa:end ?end ; oa:exact ?words ; gk:refersTo ?entity . ?entity skos:prefLabel ?label
  }
}
"""
_NAMES = """
SELECT ?article ?m ?words WHERE {
  ?m gk:refersTo <%s> ; oa:exact ?words ; gk:inDocument/dcterms:identifier ?article . ?m gk:mentionKind gk:name
}
"""
_COUNTS = "SELECT ?entity (COUNT(DISTINCT ?m) AS ?n) WHERE { ?m gk:refersTo ?entity } GROUP BY ?entity"
_CLAIMS = """
SELECT ?entity (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c gk:source|gk:addressee|gk:about ?entity } GROUP BY ?entity
"""
_KINDS = "SELECT DISTINCT ?entity ?kind WHERE { ?m gk:refersTo ?entity . ?entity a ?kind }"
_ROLES = """
SELECT DISTINCT ?who ?title ?body WHERE {
  ?role org:member ?who ; gk:title ?title . OPTIONAL { ?role org:organization/skos:prefLabel ?body }
}
"""
_NAMED = """
# parameters: who (entity)
SELECT DISTINCT ?who ?name WHERE { VALUES ?who { UNDEF } GRAPH ?document { ?who skos:prefLabel ?name } }
""".lstrip()
