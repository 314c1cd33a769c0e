"""Tie pronouns to their antecedents by agreement, syntax, speaker and salience.

A scored ranking in the line of Lappin and Leass (1994), with the discourse rules of Lee et al. (2013): candidates
before the pronoun are ranked by how near and how prominent they are; what disagrees in number, gender or kind, or
stands in the same clause as the pronoun, is out; inside a quotation 'I' is the speaker, and 'she' is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.coreference.clusters import Cluster, Clusters
from graphkit.coreference.speakers import Speakers
from graphkit.extract.claims import Claims
from graphkit.extract.frames import cue_of
from graphkit.extract.layout import layout_of
from graphkit.extract.mentions import PRONOUN_OF
from graphkit.extract.syntax import child, children, governor, has_child, sentence_start, subject
from graphkit.model import EntityType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["resolve_pronouns"]

_REACH = {"he": 7, "she": 7, "it": 2, "they": 2}
"""How many sentences back an antecedent may stand."""
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
_LEAST = 12
"""Below this score a pronoun stays unresolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """Something that a pronoun might refer to; `cluster` is None for a thing that is no mention of ours."""

    token: Token
    cluster: int | None
    mention: int | None


def resolve_pronouns(clusters: Clusters, made: Claims) -> None:
    """Put every pronoun that can be resolved into a cluster.

    Args:
        clusters: The document's clusters, names and nominals in them; they are added to.
        made: The document's claims, for who speaks in which quotation.
    """
    speakers = Speakers(clusters, made)
    things = _things(clusters)
    sentence = layout_of(clusters.reading.doc).sentence
    for i, mention in enumerate(clusters.found.mentions):
        if mention.kind is not MentionKind.PRONOUN:
            continue
        token = clusters.reading.doc[clusters.found.heads[i]]
        kind = PRONOUN_OF[token.lower_]
        if kind in ("i", "we", "you"):
            number = speakers.of(i, kind)
        else:
            number = _rank(clusters, i, token, kind, things, sentence, speakers)
        if number is None:
            continue
        clusters.put(i, number)
        cluster = clusters.items[number]
        if kind in ("he", "she") and cluster.type is EntityType.PERSON and cluster.gender is None:
            cluster.gender = "male" if kind == "he" else "female"
    for cluster in clusters.items:
        cluster.mentions.sort()


# -- third person


def _things(clusters: Clusters) -> list[_Candidate]:
    """List all that a pronoun might refer to, in order of the text; singular things that are no mention among them."""
    out = []
    taken = set()
    heads = {head: i for i, head in enumerate(clusters.found.heads)}
    for token in clusters.reading.doc:
        if clusters.reading.skipped[token.i]:
            continue
        mention = heads.get(token.i)
        if mention is not None:
            out.append(_Candidate(token=token, cluster=clusters.of[mention], mention=mention))
            taken.add(token.i)
        elif (
            token.pos_ == "NOUN"
            and token.i not in clusters.found.at
            and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
        ):
            out.append(_Candidate(token=token, cluster=None, mention=None))
    return out


def _rank(
    clusters: Clusters,
    mention: int,
    token: Token,
    kind: str,
    things: Sequence[_Candidate],
    sentence: Sequence[int],
    speakers: Speakers,
) -> int | None:
    barred = speakers.speaker(mention) | _arguments(clusters, token)
    own_words = speakers.quoted_of(mention)
    best: tuple[float, int] | None = None
    rival = 0.0
    reflexive = token.lower_.endswith(("self", "selves"))
    if reflexive:
        return _reflexive(clusters, token, kind, things)
    for thing in reversed(_before(things, token.i)):
        away = sentence[token.i] - sentence[thing.token.i]
        if away > _REACH[kind]:
            break
        number = clusters.of[thing.mention] if thing.mention is not None else None
        if number in barred and number is not None:
            continue
        if not _may_be(clusters, number, thing, kind):
            continue
        if any(start <= thing.token.idx < end for start, end in own_words):
            continue  # '“This broker must go,” he said': he is none of those whom he speaks of
        if _same_clause(thing.token, token):
            continue
        if _holds(thing.token, token):
            continue
        score = _score(clusters, thing, token, kind, away, number)
        if best is None or score > best[0]:
            if number is None:
                rival = max(rival, score)
                continue
            best = score, number
    if best is None:
        return _ahead(clusters, token, kind, things) if kind in ("he", "she", "it") else None
    if best[0] < _LEAST or rival > best[0]:
        return None
    return best[1]


def _reflexive(clusters: Clusters, token: Token, kind: str, things: Sequence[_Candidate]) -> int | None:
    """'Herself' is the subject of its clause."""
    doer = subject(_clause(token))
    if doer is None or doer.i not in clusters.found.at:
        return None
    mention = clusters.found.at[doer.i]
    number = clusters.of[mention]
    thing = _Candidate(token=doer, cluster=number, mention=mention)
    return number if number is not None and _may_be(clusters, number, thing, kind) else None


def _arguments(clusters: Clusters, token: Token) -> frozenset[int]:
    """Find the clusters of the subject, shared or controlled, of the verb that a pronoun is the object of."""
    if token.dep_ in ("nsubj", "nsubjpass", "poss"):
        return frozenset()
    doer = subject(_clause(token))
    if doer is None or doer.i == token.i or doer.i not in clusters.found.at:
        return frozenset()
    number = clusters.of[clusters.found.at[doer.i]]
    return frozenset({number} if number is not None else ())


def _before(things: Sequence[_Candidate], i: int) -> list[_Candidate]:
    at = _bisect(things, i)
    return [*things[max(0, at - 60) : at]]


def _bisect(things: Sequence[_Candidate], i: int) -> int:
    low, high = 0, len(things)
    while low < high:
        middle = (low + high) // 2
        if things[middle].token.i < i:
            low = middle + 1
        else:
            high = middle
    return low


def _may_be(clusters: Clusters, number: int | None, thing: _Candidate, kind: str) -> bool:
    """Tell whether number, gender and kind agree."""
    plural = thing.token.tag_ in ("NNS", "NNPS")
    if number is None:
        if thing.token.pos_ == "PRON":
            return False
        return plural if kind == "they" else (not plural and kind == "it")
    cluster = clusters.items[number]
    person = cluster.type is EntityType.PERSON
    if kind in ("he", "she"):
        wanted = "male" if kind == "he" else "female"
        return person and not cluster.plural and cluster.gender in (None, wanted)
    if kind == "it":
        return not person and not cluster.plural and cluster.type is not EntityType.GROUP
    if person:
        return cluster.plural  # a name in -s ('Sanders') is no plural
    if cluster.type is EntityType.GROUP or cluster.plural or plural:
        return True
    return cluster.type is EntityType.ORGANIZATION


def _clause(token: Token) -> Token:
    """Find the verb of the smallest clause that a token stands in."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
    return token


def _same_clause(a: Token, b: Token) -> bool:
    """Tell whether two noun phrases are arguments of one verb; a possessive is inside its noun, and free."""
    if b.dep_ == "poss" or a.dep_ == "poss":
        return False
    one, two = _clause(a), _clause(b)
    if one == two:
        return a.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "attr")
    first = governor(two)
    # A shared subject: 'X called and thanked him'.
    return first == one and a.dep_ in ("nsubj", "nsubjpass") and child(two, "nsubj", "nsubjpass") is None


def _holds(candidate: Token, pronoun: Token) -> bool:
    """Tell whether the pronoun stands inside the candidate's own noun phrase, outside a clause of it."""
    node = pronoun
    for _ in range(30):
        if node == candidate:
            return True
        if node.head == node or node.dep_ in ("relcl", "acl", "ccomp", "advcl", "conj"):
            return False
        node = node.head
    return False


def _score(clusters: Clusters, thing: _Candidate, token: Token, kind: str, away: int, number: int | None) -> float:
    """Weigh a candidate: prominence in its clause, names over nouns, and the nearer the better."""
    where = thing.token
    role = governor(where).dep_ if where.dep_ == "conj" else where.dep_
    if role == "appos" and where.head.dep_ in ("nsubj", "nsubjpass"):
        role = where.head.dep_
    score = float(_SALIENCE.get(role, 4))
    if thing.mention is not None:
        how = clusters.found.mentions[thing.mention].kind
        score += {MentionKind.NAME: 8, MentionKind.PRONOUN: 7, MentionKind.NOMINAL: 2}[how]
    if number is not None:
        score += min(len(clusters.items[number].mentions), 6)
    if role in ("nsubj", "nsubjpass") and token.dep_ in ("nsubj", "nsubjpass"):
        score += 8  # parallel subjects
    if role == token.dep_ and role not in ("nsubj", "nsubjpass"):
        score += 3
    if _is_embedded(where) and away > 0:
        score -= 6
    governs = _governs(where, token)
    if governs:
        score += 10  # 'the driver was arrested after he struck a cyclist'
    if number is not None and kind in ("he", "she") and clusters.items[number].gender is None and not governs:
        score -= 6
    if number is not None and kind == "it":
        score += _preference(clusters.items[number], token)
    if kind == "they" and number is not None and clusters.items[number].type is EntityType.ORGANIZATION:
        score -= 6
    clause = child(where, "relcl")
    if clause is not None and clause.left_edge.i <= token.i <= clause.right_edge.i:
        score += 40 if _is_of_its_subject(clause) else 8
    quotation = clusters.reading.quoted[token.i]
    if quotation >= 0 and clusters.reading.quoted[where.i] != quotation:
        score -= 8  # what is quoted refers first of all to what is quoted
    score -= (14 if kind == "it" else 9) * away + (12 if kind == "it" and away == _REACH["it"] else 0)
    if away == 0:
        score -= min(token.i - where.i, 40) * 0.15
    return score


def _is_of_its_subject(clause: Token) -> bool:
    """Tell '26 who said they had been …': a relative clause about what its noun does."""
    return any(c.tag_ in ("WP", "WDT") for c in children(clause, "nsubj", "nsubjpass"))


def _governs(candidate: Token, pronoun: Token) -> bool:
    """Tell whether a candidate is the subject of the clause on which the pronoun's adverbial clause hangs."""
    clause = _clause(pronoun)
    subjects = ("nsubj", "nsubjpass")
    if clause.dep_ != "advcl" or pronoun.dep_ not in subjects or candidate.dep_ not in subjects:
        return False
    return candidate.head == clause.head


def _is_embedded(token: Token) -> bool:
    verb = _clause(token)
    return verb.dep_ in ("relcl", "acl", "advcl", "pcomp", "xcomp")


def _preference(cluster: Cluster, token: Token) -> float:
    """'It' that says or wants something is a body or a document rather than a place or an event."""
    verb = token.head
    if cluster.type is EntityType.WORK and token.dep_ == "nsubj" and verb.tag_ == "VBZ" and cue_of(verb)[1]:
        return 26.0  # 'it says', in the present, is a document: people are reported in the past
    if token.dep_ in ("nsubj", "nsubjpass") and verb.pos_ == "VERB" and has_child(verb, "ccomp", "xcomp"):
        return {EntityType.PLACE: -12.0, EntityType.EVENT: -12.0}.get(cluster.type, 0.0)
    return 0.0


def _ahead(clusters: Clusters, token: Token, kind: str, things: Sequence[_Candidate]) -> int | None:
    """Look ahead for a pronoun in a clause before its main clause: 'When she arrived, Merkel said …'."""
    at = _bisect(things, token.i + 1)
    for thing in things[at : at + 6]:
        if sentence_start(thing.token) != sentence_start(token):
            return None
        number = clusters.of[thing.mention] if thing.mention is not None else None
        if number is None or not _may_be(clusters, number, thing, kind):
            continue
        verb = _clause(token)
        if (
            thing.token.dep_ in ("nsubj", "nsubjpass")
            and verb.dep_ in ("advcl", "pcomp")
            and verb.head == _clause(thing.token)
        ):
            return number
        if token.dep_ == "poss" and thing.token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "pobj":
            return number
    return None
