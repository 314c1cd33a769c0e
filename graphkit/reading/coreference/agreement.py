"""Know what a pronoun cannot mean: what disagrees in number, gender or kind, or stands where syntax forbids it."""

from __future__ import annotations

from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, child, governor, subject

__all__ = ["agrees", "clause_of", "co_arguments", "holds", "same_clause"]


def agrees(cluster: MentionCluster, kind: str) -> bool:
    """Tell whether number, gender and kind let a pronoun mean an entity.

    Args:
        cluster: The entity.
        kind: The pronoun: 'he', 'she', 'it' or 'they', in any of its forms.
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
        return cluster.plural  # a name in -s ('Sanders') is no plural
    return cluster.plural or cluster.type in (EntityType.GROUP, EntityType.ORGANIZATION)


def clause_of(token: Token) -> Token:
    """Find the verb of the smallest clause that a token stands in."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
    return token


def same_clause(a: Token, b: Token) -> bool:
    """Tell whether two noun phrases are arguments of one verb; a possessive is inside its noun, and free."""
    if _is_possessive(b) or _is_possessive(a):
        return False
    one, two = clause_of(a), clause_of(b)
    if one == two:
        return a.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "attr")
    first = governor(two)
    # A shared subject: 'X called and thanked him'.
    return first == one and a.dep_ in NOMINAL_SUBJECTS and child(two, *NOMINAL_SUBJECTS) is None


def holds(candidate: Token, pronoun: Token) -> bool:
    """Tell whether the pronoun stands inside the candidate's own noun phrase, outside a clause of it."""
    node = pronoun
    for _ in range(30):
        if node == candidate:
            return True
        if node.head == node or node.dep_ in ("relcl", "acl", "ccomp", "advcl", "conj"):
            return False
        node = node.head
    return False


def co_arguments(clusters: MentionClusters, token: Token) -> frozenset[int]:
    """Find the clusters of the subject, shared or controlled, of the verb that a pronoun is the object of."""
    if token.dep_ in NOMINAL_SUBJECTS or _is_possessive(token):
        return frozenset()
    doer = subject(clause_of(token))
    if doer is None or doer.i == token.i or doer.i not in clusters.index.at:
        return frozenset()
    number = clusters.of[clusters.index.at[doer.i]]
    return frozenset({number} if number is not None else ())


def _is_possessive(token: Token) -> bool:
    return token.dep_ == "poss" or token.tag_ == "PRP$"  # 'her last day', wherever the parse hangs it
