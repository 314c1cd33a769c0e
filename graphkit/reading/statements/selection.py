"""Choose among the readings of a clause: those that tell something of a party, and each thing once.

Of two readings of the same words the one is kept that is nearer to the parties: 'staged a raid on Oslo' rather than
'staged a raid', 'met her' rather than 'met in Oslo'.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.grammar.syntax import children, governor, lemma_of
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import is_argument, is_named, is_party, is_somebody
from graphkit.reading.statements.predicates import predicate
from graphkit.reading.statements.predications import Predication

__all__ = ["adds_nothing", "by_name", "is_wanted"]

_WHERE = (("in",), ("at",), ("near",), ("outside",))
"""Prepositions of where something is done."""
_TOWARDS = ("against", "on", "with", "to", "for", "from", "by", "between")
"""Prepositions of whom something is done to or with."""
_LONGEST = 4
"""How many words behind the verb a predicate may have: what stands deeper is told of the verb's subject no more."""


def is_wanted(said: Predication, index: MentionIndex) -> bool:
    """Tell whether a reading tells something of a party.

    Args:
        said: One reading of a clause.
        index: The document's mentions.
    """
    a, b = said.agent, said.patient
    if not (is_argument(a, index) and is_argument(b, index)):
        return False
    if not (is_party(a, index) or is_party(b, index)):
        return False
    direct = said.rest == () and not said.deep and not said.over
    if direct:
        return not _is_idiom(said, index)
    if len(said.rest) > _LONGEST:
        return False
    if said.rest == ("between",) and not is_somebody(a, index):
        return False  # 'battles raged between …': the battle is told of those who fight it
    somewhere = said.name == "be" and len(said.rest) == 1 and f"be-{said.rest[0]}" not in lexicon.predicates()
    if somewhere and a.i not in index.at:
        return False  # 'the risk is in Oslo': a thing that is somewhere is no relation
    if _is_event(b, index) and said.rest[-1:] != ("over",) and said.rest[-1:] != ("against",):
        return False  # 'talked on the visit' is when, not to whom
    if said.deep or said.over:
        meant = is_named(b, index) or (_is_deed(said.rest) and is_somebody(b, index))
        return meant and is_party(a, index)
    if said.rest in _WHERE and not is_named(by_name(b, index), index) and not is_somebody(b, index):
        return False  # 'in the region', 'at the meeting', 'in a statement': where, and nowhere that has a name
    # Plain text is read only as the object of an entity.
    return is_party(b, index)


def adds_nothing(said: Predication, readings: Sequence[Predication], index: MentionIndex) -> bool:
    """Tell whether another reading of the clause says more of the same words.

    Args:
        said: One reading of a clause.
        readings: All its readings.
        index: The document's mentions.
    """
    if any(o.rule == "undergone" and (o.patient.i, o.agent.i) == (said.agent.i, said.patient.i) for o in readings):
        return True  # 'drew criticism from Oslo': Oslo criticises
    others = [o for o in readings if o.agent.i == said.agent.i and o is not said]
    if said.rest[-1:] in _WHERE and _is_place(said.patient, index):
        if said.deep:
            # 'blocked roads in Oslo': the roads are read with where they are.
            return any(_is_whole(o, index) and o.patient.is_ancestor(said.patient) for o in others)
        # 'met her in Oslo': the meeting is read with her; where it was says nothing of who.
        return len(said.rest) == 1 and any(o.rest == () and is_somebody(o.patient, index) for o in others)
    told = any(o.deep and said.patient.is_ancestor(o.patient) for o in others)
    if told and said.name == "be" and said.rest == ():
        return True  # 'is an ally of Oslo' says what 'is an ally' does
    if _is_event(said.patient, index) and lemma_of(said.verb) in lexicon.construction("carries_out"):
        # 'staged a raid on Oslo' says what 'staged a raid' does.
        return said.rest == () and any(_carries_on(o, said) for o in others)
    if said.patient.i in index.at or is_named(said.patient, index):
        return False
    if predicate(said.chain, said.name, said.rest).in_ontology:
        return False
    if said.rest:
        return told
    # 'opened its borders to inspectors' is read of them; of 'guns and shells from rebels' the first stands for all.
    first = governor(said.patient)
    folded = (first.lemma_.lower(),)
    return any(first.is_ancestor(o.patient) if o.deep else o.rest[:1] == folded for o in others)


def by_name(token: Token, index: MentionIndex) -> Token:
    """Step from a description to the name that stands in apposition to it: 'the party's leader, Rosa Diaz'.

    Args:
        token: The head of an argument.
        index: The document's mentions.
    """
    if token.i not in index.at or index.mentions[index.at[token.i]].kind is not MentionKind.NOMINAL:
        return token
    kind = index.mentions[index.at[token.i]].type
    for name in children(token, "appos"):
        position = index.at.get(name.i)
        if position is not None and index.mentions[position].kind is MentionKind.NAME:
            if index.mentions[position].type is kind:
                return name
    return token


def _is_deed(rest: tuple[str, ...]) -> bool:
    """Tell whether the words behind a verb are a deed with the one whom it is done to: 'sanctions on', 'talks with'."""
    return len(rest) == 2 and rest[0] in lexicon.construction("event") and rest[1] in _TOWARDS


def _is_whole(said: Predication, index: MentionIndex) -> bool:
    """Tell whether a reading takes an object as it stands, a mention or a thing that a name describes."""
    return said.rest == () and (said.patient.i in index.at or is_named(said.patient, index))


def _is_idiom(said: Predication, index: MentionIndex) -> bool:
    """Tell whether an object is a bare noun that only makes a verb of another one: 'opened fire', 'took place'."""
    thing = said.patient
    known = is_named(thing, index) or is_somebody(thing, index)
    return (
        thing.tag_ == "NN"
        and not known
        and not children(thing)
        and lemma_of(said.verb) in lexicon.construction("carries_out")
    )


def _carries_on(other: Predication, said: Predication) -> bool:
    """Tell whether another reading goes on behind the object of this one, to whom the deed is done."""
    return other.rest[:1] == (said.patient.lemma_.lower(),) and other.rest[-1] in _TOWARDS


def _is_event(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type is EntityType.EVENT


def _is_place(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in (EntityType.PLACE, EntityType.COUNTRY)
