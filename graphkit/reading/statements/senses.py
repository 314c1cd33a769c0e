"""Find what a predicate means with its subject and object: which relation of the ontology, if any, and which way round.

A verb that names a relation states none where the things that it relates cannot stand in it ('seized guns' occupies
nothing), and another relation where senses.tsv knows of one: 'released a report' publishes it, and who lost to Norway
was defeated by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.language.relations import relations
from graphkit.model import EntityType, MentionKind, Predicate
from graphkit.reading.grammar.syntax import child, children, governor, has_child
from graphkit.reading.grammar.titles import is_post
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import is_name, is_named
from graphkit.reading.statements.predicates import Predication, predicate
from graphkit.reading.statements.vagueness import is_of_any, is_vague

__all__ = ["find_sense"]

_NAMED_KINDS = frozenset(
    [EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE, EntityType.GROUP]
)
"""What a common noun tells by itself: one of no known kind is none of these."""
_SPEAKERS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP)
_STATES = (EntityType.PLACE, EntityType.COUNTRY)
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP, EntityType.COUNTRY, EntityType.PLACE)


class _Sense(NamedTuple):
    """A further meaning of a predicate.

    Args:
        relation: The relation of the ontology.
        turned: Whether subject and object change places.
        kinds: What the object in the text must be; empty for anything.
        named: Whether it must be named.
    """

    relation: Predicate
    turned: bool
    kinds: frozenset[EntityType]
    named: bool


def find_sense(predication: Predication, agent: Token, patient: Token, index: MentionIndex) -> tuple[Predicate, bool]:
    """Return what a predicate means between two things, and whether they change places.

    Args:
        predication: The reading of a clause.
        agent: The head of its subject.
        patient: The head of its object.
        index: The document's mentions.
    """
    first = predicate(predication.chain, predication.name, predication.rest)
    if first.name == "attacks" and _is_deadly(predication.verb):
        first = lexicon.predicates()[lexicon.property_lemmas()["kills"]]
    first = _called(predication) or first
    if _states(predication, first, agent, patient, index):
        if first.in_ontology:
            return first, False
    name = "-".join((*predication.chain, predication.name, *predication.rest))
    for sense in _senses().get(name, ()):
        one, other = (patient, agent) if sense.turned else (agent, patient)
        admitted = not sense.kinds or _kind(patient, index) in sense.kinds
        if admitted and (not sense.named or is_name(patient, index)):
            if _states(predication, sense.relation, one, other, index):
                return sense.relation, sense.turned
    if first.in_ontology or not _states(predication, first, agent, patient, index):
        first = replace(first, name=name, label=name.replace("-", " "), in_ontology=False)
    return first, False


def _called(predication: Predication) -> Predicate | None:
    """Return what a verb means by what it calls something: 'dismissed it as fiction', not 'dismissed him as coach'."""
    if predication.rest or predication.chain:
        return None
    verb, marker = predication.verb, lexicon.grammar("predicative_marker")
    names = [child(c, "pobj", "amod") for c in children(verb, "prep") if c.lower_ in marker]
    if not any(name is not None and not is_post(name) for name in names):
        return None
    called = lexicon.predicates().get(f"{predication.name}-{lexicon.word('predicative_marker')}")
    return called if called is not None and called.in_ontology else None


@cache
def _senses() -> Mapping[str, tuple[_Sense, ...]]:
    """Read senses.tsv: a lemma, with its preposition → its further meanings, in order."""
    out: dict[str, tuple[_Sense, ...]] = {}
    named = lexicon.predicates()
    for relation, way, things, lemmas in lexicon.rows("senses", 4):
        words = things.split()
        sense = _Sense(
            relation=named[lexicon.property_lemmas()[relation]],
            turned=way == "turned",
            kinds=frozenset(EntityType(word) for word in words if word not in ("-", "name")),
            named="name" in words,
        )
        for lemma in lemmas.split():
            out[lemma] = (*out.get(lemma, ()), sense)
    return out


def _states(predication: Predication, relation: Predicate, agent: Token, patient: Token, index: MentionIndex) -> bool:
    """Check whether a clause states a relation: the things can stand in it, and nothing shows that it is another."""
    return _fits(relation, agent, patient, index) and not _is_no_relation(predication, relation, agent, patient, index)


def _fits(relation: Predicate, agent: Token, patient: Token, index: MentionIndex) -> bool:
    """Check whether things of these kinds can stand in a relation: 'seized guns' occupies nothing.

    What is no mention is of no kind that a relation names.
    """
    known = relations().get(relation.name) if relation.in_ontology else None
    if known is None:
        return True
    subject, obj = _kind(agent, index), _kind(patient, index)
    if known.objects and known.objects <= _NAMED_KINDS and _is_thing(patient, index):
        return relation.name == "accuses" and _has_accusation(patient)
    return known.admits(subject or EntityType.UNKNOWN, obj or EntityType.UNKNOWN) and (
        patient.i in index.at or not known.objects
    )


def _has_accusation(patient: Token) -> bool:
    """Check whether it is told of what something is accused, so that it can act: 'accused the registry of lying'."""
    verb = patient.head
    charges = (c for c in children(verb, "prep") if c.lower_ in lexicon.grammar("genitive") and c.i > patient.i)
    return patient.dep_ in ("dobj", "nsubjpass") and any(has_child(c, "pcomp") for c in charges)


def _is_no_relation(
    predication: Predication, relation: Predicate, agent: Token, patient: Token, index: MentionIndex
) -> bool:
    """Check whether a clause stays in the article's words, though its verb names a relation of the ontology."""
    if is_vague(agent) or is_vague(patient) or _is_over(predication, relation):
        return True
    if _is_misjoined(relation, agent, patient, index) or is_of_any(patient, index):
        return True
    if relation.name == "leads" and has_child(predication.verb, "xcomp"):
        return True  # 'directed the minister to return'
    others = lexicon.construction("other_sense")
    if any(f"{predication.name}-{c.lower_}" in others for c in children(predication.verb, "prep", "advmod", "prt")):
        return True
    if predication.name in lexicon.construction("named_rival_verb"):
        # 'faced Panama', but not 'faced pressure from Panama and Cuba'
        return not is_named(governor(patient), index) or patient.dep_ == "appos"
    return _is_other_sense(predication, relation, agent, patient, index)


def _is_other_sense(
    predication: Predication, relation: Predicate, agent: Token, patient: Token, index: MentionIndex
) -> bool:
    """Check whether a verb does not mean its relation, by what its subject and object are."""
    verb, kind = predication.verb, _kind(patient, index)
    direct, name = predication.rest == (), "-".join((predication.name, *predication.rest))
    if relation.name == "leads" and _is_contest(verb, patient, kind):
        return True
    if direct and predication.name in lexicon.construction("body_verb"):
        return kind not in _BODIES
    if direct and predication.name in lexicon.construction("person_verb"):
        return kind not in (EntityType.PERSON, EntityType.GROUP, None)
    if direct and predication.name in lexicon.construction("own_object_verb"):
        return any(c.tag_ == "PRP$" for c in children(patient, "poss")) and kind is not EntityType.PERSON
    if relation.name == "locatedIn" and _kind(agent, index) is EntityType.PERSON:
        return True  # 'a broker based in Oslo'
    if relation.name == "occupies" and predication.name in lexicon.construction("voted_verb"):
        return _kind(agent, index) is EntityType.PERSON  # 'captured Ohio with 51 percent'
    if relation.name == "attacks" and name in lexicon.construction("spoken_attack"):
        return not _is_by_force(verb, agent, patient, index)
    if name in lexicon.construction("event_place_verb"):
        return _kind(agent, index) is not EntityType.EVENT
    if relation.name == "memberOf" and name in lexicon.construction("belonging_verb"):
        return not _can_be_member(agent, patient, index)
    if relation.name == "urges" and patient.lemma_.lower() in lexicon.words("court_noun"):
        return name in lexicon.construction("appealing_verb")
    if relation.name == "pays" and name in lexicon.words("money_source"):
        return all(c.ent_type_ != "MONEY" for c in children(verb, "dobj"))
    if relation.name == "joins" and direct and patient.lemma_.lower() in lexicon.words("joined_force"):
        return not has_child(patient, "det", "poss")  # 'joined forces'
    if relation.name == "publishes" and patient.lemma_.lower() in lexicon.words("empty_text"):
        return any(c.lower_ in lexicon.grammar("indefinite_article") for c in children(patient, "det"))
    if relation.name == "supplies" and predication.name in lexicon.construction("giving_verb"):
        gift = child(verb, "dobj")
        return gift is None or gift.ent_type_ != "MONEY"  # 'gave her a pass'
    if relation.name == "makes" and patient.lemma_.lower() in lexicon.words("no_product"):
        return True
    if relation.name == "approves" and patient.lemma_.lower() in lexicon.words("own_choice"):
        return True
    if (
        relation.name == "defeats"
        and predication.name in lexicon.construction("loser_verb")
        and EntityType.PERSON in (kind, _kind(agent, index))
    ):
        return not {kind, _kind(agent, index)}.isdisjoint(_STATES)  # 'lost in Oslo to Roe and Bergen to Berg'
    if relation.name == "joins" and kind is EntityType.PERSON:
        return _is_for_event(verb)  # 'joined Roe for the debate'
    if relation.name == "travelsTo":
        return agent.lower_ in lexicon.grammar("expletive") or patient.tag_ == "PRP"
    if relation.name == "worksFor" and not lexicon.grammar("post_place").isdisjoint(predication.rest[-1:]):
        return kind is not EntityType.ORGANIZATION or not is_named(patient, index)
    if relation.name in lexicon.words("stance_relation") and predication.rest:
        if predication.name == lexicon.word("copula") and has_child(verb, "acomp", "attr"):
            return len(predication.rest) == 1  # 'has been important for them'
        return agent.pos_ == "NOUN" and agent.i not in index.at  # 'the imagery stuck with him'
    return False


def _is_by_force(verb: Token, agent: Token, patient: Token, index: MentionIndex) -> bool:
    """Check whether an attack is not only one in words, as people's on people are unless it is told where or how."""
    if not {agent.lemma_.lower(), patient.lemma_.lower()}.isdisjoint(lexicon.words("fighter")):
        return True
    kinds = {_kind(agent, index), _kind(patient, index)}
    if not kinds <= set(_SPEAKERS) or kinds == {EntityType.ORGANIZATION}:
        return True
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        lemma = noun.lemma_.lower() if noun is not None else ""
        placed = noun is not None and (_kind(noun, index) in _STATES or lexicon.nouns().get(lemma) is EntityType.PLACE)
        placed = placed or prep.lower_ in lexicon.grammar("spot_preposition")
        if placed or (prep.lower_ in lexicon.grammar("comitative") and lemma in lexicon.words("weapon")):
            return True
    return False


def _is_contest(verb: Token, patient: Token, kind: EntityType | None) -> bool:
    """Check whether the object of 'lead' is a contest, or somebody who is behind in one: 'leads Roe by two points'.

    A name can be a body's that is taken for a person's.
    """
    if patient.lemma_.lower() in lexicon.words("contest_noun"):
        return True
    if patient.right_edge.lower_ in lexicon.words("percent_sign"):
        return True  # 'led Roe 47 percent to 39 percent'
    behind = patient.doc[patient.i + 1 : verb.right_edge.i + 1]
    figure = any(t.like_num and t.ent_type_ not in ("DATE", "TIME") for t in behind)
    known = any(t.lower_ in lexicon.surnames() for t in patient.doc[patient.left_edge.i : patient.i + 1])
    return kind is EntityType.PERSON and patient.pos_ == "PROPN" and (figure or known)


def _is_for_event(verb: Token) -> bool:
    """Check whether a verb is followed by an event for which something is done: 'for the debate'."""
    events = (
        child(c, "pobj") for c in children(verb, "prep") if c.lower_ in lexicon.grammar("infinitive_subject_marker")
    )
    return any(e is not None and lexicon.nouns().get(e.lemma_.lower()) is EntityType.EVENT for e in events)


def _is_thing(token: Token, index: MentionIndex) -> bool:
    """Check whether a description is of none of the kinds that nouns tell: 'meet that reproach', 'clear the flat'."""
    position = index.at.get(token.i)
    if position is None or index.mentions[position].kind is not MentionKind.NOMINAL:
        return False
    return index.mentions[position].type in (None, EntityType.UNKNOWN)


def _can_be_member(agent: Token, patient: Token, index: MentionIndex) -> bool:
    """Check whether something belongs to a body as its member, not as its property: 'the plant belongs to Calder'."""
    if _kind(agent, index) in (EntityType.PERSON, EntityType.GROUP, EntityType.COUNTRY, EntityType.UNKNOWN, None):
        return True
    words = {t.lower_ for t in patient.doc[patient.left_edge.i : patient.i + 1]}
    return not words.isdisjoint(lexicon.words("body_of_members"))


def _is_deadly(verb: Token) -> bool:
    """Check whether an attack is told to have killed: 'shot dead', 'stabbed to death'."""
    if any(c.lower_ in lexicon.grammar("dead_adjective") for c in children(verb, "acomp", "oprd", "advmod")):
        return True
    ends = (child(c, "pobj") for c in children(verb, "prep") if c.lower_ in lexicon.grammar("post_destination"))
    return any(end is not None and end.lemma_.lower() in lexicon.words("to_death") for end in ends)


def _is_misjoined(relation: Predicate, agent: Token, patient: Token, index: MentionIndex) -> bool:
    """Check whether an object is joined to one that cannot stand in the relation: 'released a video and Roe left'."""
    first, known = governor(patient), relations().get(relation.name) if relation.in_ontology else None
    kind = _kind(first, index)
    if known is None or first == patient or kind is None:
        return False
    return not known.admits(_kind(agent, index) or EntityType.UNKNOWN, kind)


def _is_over(predication: Predication, relation: Predicate) -> bool:
    """Check whether a relation that lasts is told as past: 'ran for the board in 2021'."""
    return relation.name in lexicon.words("relation_of_now") and predication.verb.tag_ == "VBD"


def _kind(token: Token, index: MentionIndex) -> EntityType | None:
    position = index.at.get(token.i)
    return None if position is None else index.mentions[position].type
