"""Constraints on coreference: agreement, the positions that syntax rules out, and predicate nominals."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty, EntityType, Polarity
from graphkit.reading.claims.qualifiers import clause_qualifiers, is_hedged
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, child, governor, subject

__all__ = [
    "agrees",
    "clause_of",
    "co_arguments",
    "contains",
    "gender_of_noun",
    "is_predicated",
    "predicated_of",
    "same_clause",
]


def agrees(cluster: MentionCluster, kind: str) -> bool:
    """Check whether a pronoun agrees with an entity in number, gender and type.

    Args:
        cluster: The entity.
        kind: The name of the pronoun: 'he', 'she', 'it' or 'they'.
    """
    person = cluster.type is EntityType.PERSON
    if kind in ("he", "she"):
        if kind == "she" and cluster.type is EntityType.COUNTRY:
            return True  # 'Norway and her sons'
        wanted = "male" if kind == "he" else "female"
        return person and not cluster.plural and cluster.gender in (None, wanted)
    if kind == "it":
        return not person and not cluster.plural and cluster.type is not EntityType.GROUP
    if person:
        return cluster.plural
    return cluster.plural or cluster.type in (EntityType.GROUP, EntityType.ORGANIZATION)


def gender_of_noun(noun: Token) -> str | None:
    """Return the gender of a noun that is said of men or of women alone: 'the widower'.

    Args:
        noun: The head of a description.
    """
    lemma = noun.lemma_.lower()
    return next((g for g in ("male", "female") if lemma in lexicon.words(f"noun_{g}")), None)


def clause_of(token: Token) -> Token:
    """Return the verb of the smallest clause that contains a token."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
    return token


def same_clause(a: Token, b: Token) -> bool:
    """Check whether two noun phrases are arguments of one verb; a possessive is none."""
    if _is_possessive(b) or _is_possessive(a):
        return False
    one, two = clause_of(a), clause_of(b)
    if one == two:
        return a.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "attr")
    first = governor(two)
    # a shared subject: 'X called and thanked him'
    return first == one and a.dep_ in NOMINAL_SUBJECTS and child(two, *NOMINAL_SUBJECTS) is None


def contains(candidate: Token, pronoun: Token) -> bool:
    """Check whether a candidate's noun phrase contains the pronoun, outside a clause."""
    node = pronoun
    for _ in range(30):
        if node == candidate:
            return True
        if node.head == node or node.dep_ in ("relcl", "acl", "ccomp", "advcl", "conj"):
            return False
        node = node.head
    return False


def co_arguments(clusters: MentionClusters, token: Token) -> frozenset[int]:
    """Return the cluster of the subject, also a shared or controlling one, of the verb whose object a pronoun is."""
    if token.dep_ in NOMINAL_SUBJECTS or _is_possessive(token):
        return frozenset()
    subj = subject(clause_of(token))
    if subj is None or subj.i == token.i or subj.i not in clusters.index.at:
        return frozenset()
    number = clusters.of[clusters.index.at[subj.i]]
    return frozenset({number} if number is not None else ())


def _is_possessive(token: Token) -> bool:
    return token.dep_ == "poss" or token.tag_ == "PRP$"  # 'her last day', wherever it is attached


# -- predicate nominals: 'Roe was a painter', 'elected president', 'served as mayor'


def is_predicated(token: Token) -> bool:
    """Check whether a noun is a predicate nominal, rather than a reference to something."""
    return _top(token).dep_ in ("attr", "oprd") or _as(_top(token)) is not None


def predicated_of(token: Token) -> Token | None:
    """Return the noun phrase that a predicate nominal describes, where the clause asserts it.

    Args:
        token: The head of a nominal.

    Returns:
        The head of the noun phrase, or None where there is none, or it is denied or not certain.
    """
    top = _top(token)
    marker = _as(top)
    verb = top.head if marker is None else marker.head
    if (top.dep_ not in ("attr", "oprd") and marker is None) or is_hedged(token) or is_hedged(top):
        return None
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb and verb.dep_ in ("dobj", "prep"):
        verb = verb.head  # 'made a living as a teacher'
    if verb.pos_ not in ("VERB", "AUX") or clause_qualifiers(verb) != (Polarity.POSITIVE, Certainty.CERTAIN):
        return None
    if top.dep_ == "attr":
        return subject(verb) if verb.lemma_ in lexicon.grammar("copular_verb") else None
    if top.dep_ == "oprd" or verb.lemma_ in lexicon.words("predicative_verb"):
        return child(verb, "dobj") or child(verb, "nsubjpass") or subject(verb)
    return subject(verb)


def _top(token: Token) -> Token:
    """Return the first of several nouns: 'a painter and sculptor'."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def _as(token: Token) -> Token | None:
    marked = token.dep_ == "pobj" and token.head.lower_ in lexicon.grammar("predicative_marker")
    return token.head if marked else None
