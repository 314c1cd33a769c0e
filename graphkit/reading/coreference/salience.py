"""Collect the evidence for a pronoun and an antecedent: distance, salience and parallelism.

The evidence is that of the literature (Lappin and Leass, 1994; Lee et al., 2013); its weights are in
weights/pronouns.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.claims.frames import cue_of
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.constraints import clause_of
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, child, children, governor, has_child

__all__ = ["MentionPlace", "evidence_for", "evidence_for_none", "salience", "salience_of_rival"]

_ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "poss": "possessor",
    "pobj": "of a preposition",
    "appos": "apposition",
    "attr": "predicate",
    "ROOT": "alone",
}


_LOWER_CLAUSES = ("relcl", "acl", "advcl", "pcomp", "xcomp")
_SALIENCE = {
    "nsubj": 30,
    "nsubjpass": 26,
    "dobj": 14,
    "attr": 10,
    "dative": 12,
    "poss": 10,
    "pobj": 8,
    "conj": 8,
    "appos": 6,
}
_OF_KIND = {MentionKind.NAME: 8, MentionKind.PRONOUN: 7, MentionKind.NOMINAL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPlace:
    """The place of a pronoun.

    Args:
        token: The pronoun.
        kind: Its name: 'he', 'she', 'it' or 'they'.
        sentence: For each token of the document, the number of its sentence.
        paragraph: For each token, the number of its paragraph.
    """

    token: Token
    kind: str
    sentence: Sequence[int]
    paragraph: Sequence[int]


def evidence_for(
    clusters: MentionClusters, place: MentionPlace, number: int, mentions: Sequence[int], rank: int
) -> Iterator[str]:
    """List the evidence for or against an entity as the antecedent of a pronoun.

    Args:
        clusters: The document's clusters.
        place: The pronoun.
        number: The entity's cluster.
        mentions: The entity's mentions so far, the latest at the end.
        rank: The number of agreeing entities that were mentioned since.
    """
    token, cluster, index = place.token, clusters.items[number], clusters.index
    last = clusters.parsed.doc[index.heads[mentions[-1]]]
    away = place.sentence[token.i] - place.sentence[last.i]
    apart = place.paragraph[token.i] - place.paragraph[last.i]
    role = _ROLES.get(_dependency(last), "elsewhere")
    yield f"sentences {away if away < 3 else '3-5' if away < 6 else '6+'}"
    yield f"paragraphs {min(apart, 2)}"
    yield f"rank {min(rank, 3)}"
    yield f"{role}, {'same sentence' if away == 0 else 'previous sentence' if away == 1 else 'earlier'}"
    yield f"last a {index.mentions[mentions[-1]].kind.value}"
    count = len(mentions)
    yield f"mentions {count if count < 3 else '3-5' if count < 6 else '6-12' if count < 13 else '13+'}"
    yield f"type {cluster.type.value}"
    if not cluster.names:
        yield "has no name"
    if place.kind in ("he", "she") and cluster.type is EntityType.PERSON:
        yield "gender known" if cluster.gender is not None else "gender not known"
    if _ROLES.get(token.dep_) == role:
        yield f"both {role}"
    if any(_is_subject_before(clusters, place, m) for m in mentions[-4:]):
        yield "subject of the previous sentence"
    if place.paragraph[clusters.parsed.doc[index.heads[mentions[0]]].i] == 0:
        yield "in the headline"
    yield from _of_syntax(clusters, place, number, mentions)


def salience(clusters: MentionClusters, place: MentionPlace, number: int, mentions: Sequence[int]) -> float:
    """Return the salience of an entity at a pronoun: that of its best mention, by hand-set weights.

    Args:
        clusters: The document's clusters.
        place: The pronoun.
        number: The entity's cluster.
        mentions: The entity's mentions so far, the latest at the end.
    """
    cluster, doc = clusters.items[number], clusters.parsed.doc
    best = -1000.0
    for m in mentions[-4:]:
        where = doc[clusters.index.heads[m]]
        score = _salience_of(clusters, place, where) + _OF_KIND[clusters.index.mentions[m].kind] + min(len(mentions), 6)
        if place.kind in ("he", "she") and cluster.gender is None and not _governs(where, place.token):
            score -= 6
        if place.kind == "they" and cluster.type is EntityType.ORGANIZATION:
            score -= 6
        if place.kind == "it":
            score += _fitness(place.token, where, cluster.type)
        best = max(best, score)
    return best


def _fitness(token: Token, where: Token, kind: EntityType) -> float:
    """Return how well an entity's type fits the place of an 'it', which often refers to no entity at all."""
    verb = token.head
    if _is_source(where, token):
        return 6.0  # 'the company said it was ready'
    if token.dep_ in NOMINAL_SUBJECTS and verb.pos_ == "VERB" and has_child(verb, "ccomp", "xcomp"):
        return -12.0 if kind in (EntityType.PLACE, EntityType.EVENT) else 0.0
    if kind not in (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE) or token.dep_ == "poss":
        return 0.0
    if token.dep_ in NOMINAL_SUBJECTS:
        return -10.0 if verb.lemma_ in lexicon.grammar("copula") else 0.0
    return -12.0


def salience_of_rival(clusters: MentionClusters, place: MentionPlace, rival: Token) -> float:
    """Return the salience of a noun that is no entity; an entity is the antecedent more often."""
    return _salience_of(clusters, place, rival) - 8.0


def _salience_of(clusters: MentionClusters, place: MentionPlace, where: Token) -> float:
    token, kind = place.token, place.kind
    away = place.sentence[token.i] - place.sentence[where.i]
    role = _dependency(where)
    score = float(_SALIENCE.get(role, 4))
    if role in NOMINAL_SUBJECTS and token.dep_ in NOMINAL_SUBJECTS:
        score += 8  # parallel subjects
    elif role == token.dep_:
        score += 3
    if away > 0 and clause_of(where).dep_ in _LOWER_CLAUSES:
        score -= 6
    if _governs(where, token):
        score += 10  # 'the driver was arrested after he struck a cyclist'
    clause = _relative_clause(where, token)
    if clause is not None:
        score += 40 if _has_relative_subject(clause) else 8
    quotation = clusters.parsed.quoted[token.i]
    if quotation >= 0 and clusters.parsed.quoted[where.i] != quotation:
        score -= 8  # an antecedent in the same quotation is preferred
    score -= (14 if kind == "it" else 9) * away
    if kind == "it" and away > 1:
        score -= 12  # hardly ever across a whole sentence
    if kind == "it" and away > 0 and token.dep_ not in (*NOMINAL_SUBJECTS, "poss"):
        score -= 8  # an object refers to the last mention
    if away == 0:
        score -= min(token.i - where.i, 40) * 0.15
    return score


def _governs(candidate: Token, pronoun: Token) -> bool:
    """Check whether a candidate is the subject of the clause that governs the pronoun's adverbial clause."""
    clause = clause_of(pronoun)
    if clause.dep_ != "advcl" or pronoun.dep_ not in NOMINAL_SUBJECTS or candidate.dep_ not in NOMINAL_SUBJECTS:
        return False
    return candidate.head == clause.head


def _is_source(candidate: Token, pronoun: Token) -> bool:
    """Check whether a candidate is the subject of the verb whose content is the pronoun's clause."""
    clause = clause_of(pronoun)
    return clause.dep_ == "ccomp" and candidate.dep_ in NOMINAL_SUBJECTS and candidate.head == clause.head


def _relative_clause(candidate: Token, pronoun: Token) -> Token | None:
    """Return the relative clause of a candidate that contains the pronoun."""
    clause = child(candidate, "relcl")
    return clause if clause is not None and clause.left_edge.i <= pronoun.i <= clause.right_edge.i else None


def _has_relative_subject(clause: Token) -> bool:
    return any(c.tag_ in ("WP", "WDT") for c in children(clause, *NOMINAL_SUBJECTS))


def evidence_for_none(place: MentionPlace, agreeing: int, rivals: int) -> Iterator[str]:
    """List the evidence for a pronoun without an antecedent among the entities.

    Args:
        place: The pronoun.
        agreeing: The number of entities that agree with it.
        rivals: The number of nouns near it that are no entities.
    """
    yield "none"
    yield f"none, {_ROLES.get(place.token.dep_, 'other')}"
    yield f"none, {min(agreeing, 3)} agree"
    yield f"none, {min(rivals, 3)} rivals"
    yield f"none, {place.kind}"
    verb = place.token.head
    if place.token.dep_ in NOMINAL_SUBJECTS:
        if verb.lemma_ in lexicon.grammar("copula"):
            yield "none, subject of be"
        elif cue_of(verb)[1]:
            yield "none, says"


def _dependency(token: Token) -> str:
    """Return a mention's dependency label: that of the first conjunct, or of the subject that it is apposed to."""
    where = governor(token).dep_ if token.dep_ == "conj" else token.dep_
    if where == "appos" and token.head.dep_ in NOMINAL_SUBJECTS:
        where = token.head.dep_
    return where


def _is_subject_before(clusters: MentionClusters, place: MentionPlace, mention: int) -> bool:
    token = clusters.parsed.doc[clusters.index.heads[mention]]
    return token.dep_ in NOMINAL_SUBJECTS and place.sentence[token.i] == place.sentence[place.token.i] - 1


def _of_syntax(clusters: MentionClusters, place: MentionPlace, number: int, mentions: Sequence[int]) -> Iterator[str]:
    token, doc = place.token, clusters.parsed.doc
    last = doc[clusters.index.heads[mentions[-1]]]
    away = place.sentence[token.i] - place.sentence[last.i]
    own_clause = clause_of(token)
    for m in mentions[-4:]:
        other = doc[clusters.index.heads[m]]
        if place.sentence[other.i] != place.sentence[token.i]:
            continue
        if other.dep_ in NOMINAL_SUBJECTS and token.dep_ == "poss" and clause_of(other) == own_clause:
            yield "possessor's own subject"
        if _governs(other, token):
            yield "subject above"  # 'the driver was arrested after he struck a cyclist'
        if _is_source(other, token):
            yield "says so of itself"
        clause = _relative_clause(other, token)
        if clause is not None:
            yield "in its relative clause"
            if _has_relative_subject(clause):
                yield "subject of the relative clause"
    quotation = clusters.parsed.quoted[token.i]
    if quotation >= 0:
        yield "in the same quotation" if clusters.parsed.quoted[last.i] == quotation else "outside the quotation"
    elif clusters.parsed.quoted[last.i] >= 0:
        yield "inside a quotation"
    if away > 0 and clause_of(last).dep_ in _LOWER_CLAUSES:
        yield "last in a lower clause"
    verb, kind = token.head, clusters.items[number].type.value
    if token.dep_ in NOMINAL_SUBJECTS and verb.pos_ == "VERB":
        if cue_of(verb)[1]:
            yield f"says, {kind}"
            if verb.tag_ == "VBZ":
                yield f"says in the present, {kind}"
        elif has_child(verb, "ccomp", "xcomp"):
            yield f"wants, {kind}"
    if token.dep_ == "poss":
        yield f"possessor, {kind}"
    if clusters.index.mentions[mentions[-1]].kind is MentionKind.PRONOUN and last.dep_ == token.dep_:
        yield "pronoun in the same role"
