"""Select among the readings of a clause those that relate parties, without redundancy.

Of two readings of the same words the more specific one is kept: 'staged a raid on Oslo' rather than 'staged a raid',
'met her' rather than 'met in Oslo'.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.grammar.syntax import children, governor, has_child, lemma_of
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import is_argument, is_name, is_named, is_party, is_somebody
from graphkit.reading.statements.predicates import Predication, predicate

__all__ = ["adds_nothing", "by_name", "is_wanted"]

_LONGEST = 4
"""The most words of a predicate after the verb: a party that is nested deeper is not related to the subject."""


def is_wanted(predication: Predication, index: MentionIndex) -> bool:
    """Check whether a reading relates a party to something.

    Args:
        predication: One reading of a clause.
        index: The document's mentions.
    """
    a, b = predication.agent, predication.patient
    if not (is_argument(a, index) and is_argument(b, index)):
        return False
    if not (is_party(a, index) or is_party(b, index)):
        return False
    direct = predication.rest == () and not predication.deep and not predication.over
    if direct:
        return not _is_idiom(predication, index)
    if len(predication.rest) > _LONGEST:
        return False
    if (
        len(predication.rest) == 1
        and predication.rest[0] in lexicon.grammar("reciprocal_preposition")
        and not is_somebody(a, index)
    ):
        return False  # 'battles raged between …': a battle is no party
    copula = predication.name == lexicon.word("copula") and len(predication.rest) == 1
    located = copula and f"{predication.name}-{predication.rest[0]}" not in lexicon.predicates()
    if located and a.i not in index.at:
        return False  # 'the risk is in Oslo': a location is no relation
    told = has_child(b, "compound", "amod", "nmod", "prep", "poss", "nummod") or is_name(b, index)
    attends = told and _is_event(b, index) and _attends(predication)  # 'spoke at the opening of the bridge'
    if _is_event(b, index) and not _ends_with(predication.rest, "event_topic") and not attends:
        return False  # 'talked on the visit' is temporal
    if predication.deep or predication.over:
        specific = is_named(b, index) or (_is_deed(predication.rest) and is_somebody(b, index))
        return specific and is_party(a, index)
    local = len(predication.rest) == 1 and _ends_with(predication.rest, "place_of_action")
    if local and not attends and not is_named(by_name(b, index), index) and not is_somebody(b, index):
        return False  # 'in the region', 'at the meeting', 'in a statement': an unnamed location
    # without a mention it is read only as the object of an entity
    return is_party(b, index)


def adds_nothing(predication: Predication, readings: Sequence[Predication], index: MentionIndex) -> bool:
    """Check whether another reading of the same words is more specific.

    Args:
        predication: One reading of a clause.
        readings: All its readings.
        index: The document's mentions.
    """
    if any(
        o.rule == "undergone" and (o.patient.i, o.agent.i) == (predication.agent.i, predication.patient.i)
        for o in readings
    ):
        return True  # 'drew criticism from Oslo' is read as Oslo's criticism
    others = [o for o in readings if o.agent.i == predication.agent.i and o is not predication]
    if _ends_with(predication.rest, "place_of_action") and _is_place(predication.patient, index):
        if predication.deep:
            # 'blocked roads in Oslo': the roads include their location
            return any(_is_whole(o, index) and o.patient.is_ancestor(predication.patient) for o in others)
        # 'met her in Oslo': the location is no party of the meeting
        return len(predication.rest) == 1 and any(o.rest == () and is_somebody(o.patient, index) for o in others)
    nested = any(o.deep and predication.patient.is_ancestor(o.patient) for o in others)
    if nested and predication.name == lexicon.word("copula") and predication.rest == ():
        return True  # 'is an ally of Oslo' includes 'is an ally'
    if _is_event(predication.patient, index) and lemma_of(predication.verb) in lexicon.construction("light_verb"):
        # 'staged a raid on Oslo' includes 'staged a raid'
        return predication.rest == () and any(_continues(o, predication) for o in others)
    if predication.patient.i in index.at or is_named(predication.patient, index):
        return False
    relation = predicate(predication.chain, predication.name, predication.rest)
    if relation.name in lexicon.words("stance_relation"):
        return False
    if predication.rest:
        return nested
    # 'opened its borders to inspectors' includes the borders; of 'guns and shells from rebels' the first counts
    first = governor(predication.patient)
    incorporated = (first.lemma_.lower(),)
    return any(first.is_ancestor(o.patient) if o.deep else o.rest[:1] == incorporated for o in others)


def by_name(token: Token, index: MentionIndex) -> Token:
    """Return the name that a description is of, 'the party's leader, Rosa Diaz', 'Reed, a broker', or the token itself.

    Args:
        token: The head of an argument.
        index: The document's mentions.
    """
    if token.i not in index.at:
        return token
    other = _name_before(token, index) or _name_joined(token, index)
    if other is not None:
        return other
    if index.mentions[index.at[token.i]].kind is not MentionKind.NOMINAL:
        return token
    kind = index.mentions[index.at[token.i]].type
    for name in children(token, "appos"):
        if is_name(name, index) and index.mentions[index.at[name.i]].type is kind:
            return name
    return token


def _name_before(token: Token, index: MentionIndex) -> Token | None:
    """Return the name that a new description stands behind: 'Omar Reed, 29, a broker', 'the owner, Calder, a firm'."""
    article = lexicon.grammar("indefinite_article")
    if token.dep_ != "appos" or token.left_edge.lower_ not in article:
        return None
    head = token.head.head if token.head.pos_ == "NUM" and token.head.dep_ == "appos" else token.head
    names = [t for t in (head, *children(head, "appos")) if t.i < token.i and is_name(t, index)]
    if not names or index.at[names[-1].i] == index.at[token.i]:
        return None
    kinds = {index.mentions[index.at[t.i]].type for t in (names[-1], token)} - {None, EntityType.UNKNOWN}
    return names[-1] if len(kinds) < 2 else None


def _name_joined(token: Token, index: MentionIndex) -> Token | None:
    """Return the person whose second description is parsed as joined to the first: 'Lobbyist and donor Jo Roe'."""
    person = EntityType.PERSON
    bare = token.tag_ in ("NN", "NNP") and not has_child(token, "det", "poss", "nummod")
    if not bare or lexicon.nouns().get(token.lemma_.lower()) is not person:
        return None
    for name in children(token, "conj"):
        described = any(lexicon.nouns().get(c.lemma_.lower()) is person for c in children(name, "compound", "nmod"))
        if described and is_name(name, index):
            return name
    return None


def _ends_with(rest: tuple[str, ...], group: str) -> bool:
    """Check whether the last word of a predicate is in a group of grammar.tsv."""
    return bool(rest) and rest[-1] in lexicon.grammar(group)


def _is_deed(rest: tuple[str, ...]) -> bool:
    """Check whether the words after a verb are a deed and its preposition: 'sanctions on', 'talks with'."""
    return len(rest) == 2 and rest[0] in lexicon.construction("event_noun") and _ends_with(rest, "deed_target")


def _attends(predication: Predication) -> bool:
    """Check whether a verb with its preposition says that somebody was at an event: 'spoke at the opening'."""
    relation = lexicon.predicates().get("-".join((predication.name, *predication.rest)))
    return not predication.chain and relation is not None and relation.name in lexicon.words("event_relation")


def _is_whole(predication: Predication, index: MentionIndex) -> bool:
    """Check whether a reading has an object that is a mention, or is modified by a name."""
    return predication.rest == () and (predication.patient.i in index.at or is_named(predication.patient, index))


def _is_idiom(predication: Predication, index: MentionIndex) -> bool:
    """Check whether an object is a bare noun after a light verb: 'opened fire', 'took place'."""
    noun = predication.patient
    party = is_named(noun, index) or is_somebody(noun, index)
    return (
        noun.tag_ == "NN"
        and not party
        and not children(noun)
        and lemma_of(predication.verb) in lexicon.construction("light_verb")
    )


def _continues(other: Predication, predication: Predication) -> bool:
    """Check whether another reading adds the target of the deed that is the object of this one."""
    return other.rest[:1] == (predication.patient.lemma_.lower(),) and _ends_with(other.rest, "deed_target")


def _is_event(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type is EntityType.EVENT


def _is_place(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in (EntityType.PLACE, EntityType.COUNTRY)
