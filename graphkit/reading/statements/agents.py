"""Find the agents of a verb, and the words that govern it: 'is willing to send', 'tried to reach'.

The chain of verbs, adjectives and nouns above an infinitive becomes part of the predicate's name, so that what is only
wanted or tried is not stated as done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.grammar.syntax import antecedent, child, children, is_infinitive, is_passive, subject
from graphkit.reading.statements.predicates import verb_name

__all__ = ["Agent", "find_agents"]

_DEEP = 8
_NO_AGENTS = (EntityType.EVENT, EntityType.WORK, EntityType.PLACE)


class Agent(NamedTuple):
    """The agent of a verb.

    Args:
        token: The head of its noun phrase.
        top: The uppermost word of the chain, or the verb itself.
        chain: The words above the verb that belong to the predicate: ('want', 'to').
        over: Whether it only makes or asks somebody else act: X in 'X urged Y to go'.
        purpose: Whether the verb is only the purpose of another: 'blocked roads to press for …'.
    """

    token: Token
    top: Token
    chain: tuple[str, ...] = ()
    over: bool = False
    purpose: bool = False


def find_agents(verb: Token, voice: Sequence[int], depth: int = 0) -> Iterator[Agent]:
    """Find the agents of a verb: its own subject, or the one that it shares or that controls it.

    The content of a claim is read in the claim's voice, so no chain extends beyond it.

    Args:
        verb: The verb.
        voice: For each token, the claim whose content contains it: the cue of a claim is no part of a chain.
        depth: How many governors have been followed.
    """
    for agent in _climb(verb, voice, depth):
        yield agent if agent.chain or agent.top == verb else agent._replace(top=verb)


def _climb(verb: Token, voice: Sequence[int], depth: int) -> Iterator[Agent]:
    """Yield the agents of a verb by the construction that it is in."""
    if child(verb, "expl") is not None or depth > _DEEP:
        return
    own = child(verb, "nsubj", "nsubjpass")
    head = verb.head
    if own is not None or head == verb:
        agent = subject(verb)
        if agent is not None:
            yield Agent(token=agent, top=verb)
        return
    infinitive = is_infinitive(verb)
    infinitive = infinitive or (verb.dep_ == "xcomp" and verb.tag_ == "VB")  # 'help defend it'
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        yield from find_agents(head, voice, depth + 1)
    elif verb.dep_ in ("xcomp", "ccomp", "advcl") and infinitive and head.pos_ in ("VERB", "AUX", "ADJ"):
        yield from _of_infinitive(verb, head, voice, depth)
    elif verb.dep_ in ("acl", "relcl", "advcl") and infinitive and head.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(verb, head, voice, depth)
    elif verb.dep_ == "advcl" and head.pos_ == "VERB" and (verb.tag_ == "VBG" or verb.tag_ == "VBN"):
        yield from find_agents(head, voice, depth + 1)
    elif verb.dep_ == "pcomp" and head.lower_ in lexicon.grammar("subject_gerund"):
        above = head.head
        if above.pos_ == "ADJ" and above.dep_ == "acomp":
            above = above.head  # 'was quick in condemning …'
        if above.pos_ in ("VERB", "AUX") and not is_passive(above):
            yield from find_agents(above, voice, depth + 1)
    elif verb.dep_ == "pcomp" and head.lower_ in lexicon.grammar("nominal_gerund") and head.head.dep_ == "dobj":
        yield from _of_noun(verb, head.head, voice, depth, head.lower_)  # 'took the step of leaving'
    else:
        agent = subject(verb)
        # 'the rally against sending troops': an event is no agent
        if agent is not None and (verb.dep_ != "pcomp" or not _is_event(agent)):
            yield Agent(token=agent, top=verb)


def _of_infinitive(verb: Token, head: Token, voice: Sequence[int], depth: int) -> Iterator[Agent]:
    """Read 'X wants to …', 'X is willing to …', 'X urged Y to …', 'X did this to …'."""
    if head.dep_ == "acl" and head.tag_ == "VBG" and verb.dep_ == "advcl" and not _can_act(head.head):
        above = head.head.head  # 'blocked roads leading to the centre to press demands': roads have no purpose
        if above.pos_ == "VERB":
            head = above
    to = lexicon.word("infinitive_marker")
    if head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd", "conj"):
        above = head.head
        for agent in find_agents(above, voice, depth + 1):
            yield _linked(agent, head, (head.lower_, to), voice, verb)
        return
    obj = child(head, "dobj", "dative")
    if obj is not None and obj.dep_ == "dative" and obj.pos_ == "ADP":
        obj = child(obj, "pobj")
    target = obj if obj is not None and obj.i < verb.i else _prepositional_controller(head, verb)
    lemma = head.lemma_.lower()
    controls = lemma in lexicon.construction("object_control") or target is not obj
    names = (*_name(head), to)
    if target is not None and controls and not is_passive(head):
        yield Agent(token=antecedent(target), top=verb)
        for agent in find_agents(head, voice, depth + 1):
            yield Agent(token=agent.token, chain=(*agent.chain, *names), top=agent.top, over=True)
        return
    nested = verb.dep_ == "advcl" and is_infinitive(head)
    for agent in find_agents(head, voice, depth + 1) if not nested else ():
        if lemma in lexicon.construction("transparent_verb") and verb.dep_ != "advcl":
            yield agent
        elif lemma in lexicon.words("negative_implicative_verb") or _belongs_elsewhere(verb, head):
            yield agent  # 'failed to sign': a negative polarity
        else:
            yield _linked(agent, head, names, voice, verb)


def _of_noun(verb: Token, noun: Token, voice: Sequence[int], depth: int, by: str = "") -> Iterator[Agent]:
    """Read 'X's effort to …', 'X launched a drive to …'."""
    owner = child(noun, "poss")
    names = (noun.lemma_.lower(), by or lexicon.word("infinitive_marker"))
    if owner is not None:
        yield Agent(token=owner, chain=names, top=noun)
        return
    above = noun
    for _ in range(2 * _DEEP):
        if above.pos_ in ("VERB", "AUX") or above.dep_ not in ("dobj", "attr", "pobj", "prep", "conj", "dative"):
            break
        above = above.head
    if above.pos_ in ("VERB", "AUX") and above.i < verb.i:
        for agent in find_agents(above, voice, depth + 1):
            yield _linked(agent, above, (*_name(above), *names), voice, verb)


def _linked(agent: Agent, head: Token, names: tuple[str, ...], voice: Sequence[int], verb: Token) -> Agent:
    """Add a governor to the chain of a verb, unless it is the cue of the claim that contains the verb."""
    if voice[head.i] != voice[verb.i]:
        return Agent(token=agent.token, top=verb)
    purpose = agent.purpose or verb.dep_ == "advcl"
    return Agent(token=agent.token, chain=(*agent.chain, *names), top=agent.top, over=agent.over, purpose=purpose)


def _name(head: Token) -> tuple[str, ...]:
    """Return the words of a governor in a predicate's name; a passive has a copula."""
    name = verb_name(head)
    return (lexicon.word("copula"), name) if is_passive(head) else (name,)


def _belongs_elsewhere(verb: Token, head: Token) -> bool:
    """Check whether an infinitive belongs to a noun, whatever its head: 'published it despite pressure to delay it'."""
    between = head.doc[head.i + 1 : verb.i]
    return verb.dep_ == "advcl" and any(t.lemma_.lower() in lexicon.construction("infinitive_noun") for t in between)


def _can_act(noun: Token) -> bool:
    kind = lexicon.nouns().get(noun.lemma_.lower())
    return noun.pos_ != "NOUN" or kind in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)


def _is_event(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and (
        lemma in lexicon.construction("event_noun") or lexicon.nouns().get(lemma) in _NO_AGENTS
    )


def _prepositional_controller(head: Token, verb: Token) -> Token | None:
    """Return the controller of an infinitive after a preposition: 'called on Arabs to unite'."""
    if head.lemma_ not in lexicon.construction("prepositional_control"):
        return None
    for prep in children(head, "prep"):
        if prep.i < verb.i and prep.lower_ in lexicon.grammar("statement_control_preposition"):
            return child(prep, "pobj")
    return None
