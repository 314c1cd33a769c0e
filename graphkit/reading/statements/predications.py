"""Read a clause as predications: agent, predicate and patient; a passive is inverted.

A clause has one for its object, one for each prepositional argument, and one for each party nested in these: 'called
for sanctions against Nigeria'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.syntax import child, children, conjuncts, is_passive, lemma_of
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.agents import Agent, find_agents
from graphkit.reading.statements.arguments import (
    NestedParty,
    find_matters,
    is_named,
    is_party,
    nested_parties,
    object_of,
    place_called,
    prepositional,
)
from graphkit.reading.statements.predicates import Predication, verb_name

__all__ = ["find_predications"]


def find_predications(verb: Token, index: MentionIndex, voice: Sequence[int]) -> Iterator[Predication]:
    """Read the clause of a verb.

    Args:
        verb: A verb, copula or adjective with a subject.
        index: The document's mentions.
        voice: For each token, the claim whose content contains it.
    """
    passive = is_passive(verb)
    yield from _reciprocal(verb)
    for agent in find_agents(verb, voice):
        for base in _of_agent(verb, agent, index, passive):
            agents, patients = conjuncts(base.agent), conjuncts(base.patient)
            # 'its neighbours, particularly Chad': the names in apposition to a plural are patients too
            patients += [c for b in patients if b.tag_ == "NNS" for c in children(b, "appos") if c.pos_ == "PROPN"]
            for a in agents:
                for b in patients:
                    if a.i != b.i:
                        alone = a == base.agent and b == base.patient
                        yield base if alone else base._replace(agent=a, patient=b)


def _reciprocal(verb: Token) -> Iterator[Predication]:
    """Read 'Norway and Denmark clashed': two subjects are agent and patient of each other."""
    name = verb_name(verb)
    both = child(verb, "nsubj")
    if (
        name not in lexicon.construction("reciprocal_verb")
        or both is None
        or child(verb, "dobj", "xcomp", "ccomp") is not None
    ):
        return
    if any(prep.lower_ in lexicon.grammar("opponent_preposition") for prep, _ in prepositional(verb)):
        return
    sides = conjuncts(both)
    if len(sides) == 2:
        yield Predication(
            verb=verb, top=verb, agent=sides[0], chain=(), name=name, rest=(lexicon.word("comitative"),), first=verb,
            last=child(verb, "prt") or verb, patient=sides[1], rule="reciprocal",
        )  # fmt: skip


def _of_agent(verb: Token, agent: Agent, index: MentionIndex, passive: bool) -> Iterator[Predication]:
    """Yield the predications of a verb with one agent."""
    base = Predication(
        verb=verb,
        top=agent.top,
        agent=agent.token,
        chain=agent.chain,
        name=verb_name(verb),
        rest=(),
        first=agent.top if agent.chain else verb,
        last=child(verb, "prt") or verb,
        patient=agent.token,
        over=agent.over or agent.purpose,
    )
    if verb.pos_ == "ADJ":
        yield from _prepositional(base._replace(name=verb.lower_), verb, index)
    elif passive:
        yield from _of_passive(base, index)
    elif verb.lemma_ in lexicon.grammar("copula"):
        yield from _of_copula(base, index)
    else:
        yield from _of_active(base, index)


def _of_active(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    """Yield the predications of an active verb."""
    verb = base.verb
    obj = object_of(verb)
    obj = place_called(obj) if obj is not None else None
    judgements = list(_passive_judgements(base, obj, index))
    yield from judgements
    if obj is not None and not _is_shifted(verb, obj):
        if not (judgements and base.name in lexicon.construction("light_converse_verb")):
            yield base._replace(patient=obj)
        if not _is_received(base, obj):
            yield from _nested(base, (), obj, index, base.last)
    dative = child(verb, "dative")
    if dative is not None:
        dative = child(dative, "pobj") if dative.pos_ == "ADP" else dative
    if dative is not None:
        plain = obj is not None and obj.i not in index.at and not is_named(obj, index) and obj.pos_ == "NOUN"
        plain = plain or (obj is not None and _is_no_gift(obj, base, index))
        theme = (obj.lemma_.lower(),) if obj is not None and (plain or _is_light(obj, verb)) else ()
        yield base._replace(rest=(*theme, lexicon.word("recipient")), patient=dative)
    yield from _prepositional(base, verb, index, obj)


def _is_shifted(verb: Token, obj: Token) -> bool:
    """Check whether an object is not the target, which follows a preposition: 'blamed the crisis on Norway'."""
    shifts = verb.lemma_.lower() in lexicon.construction("shifting_verb")
    preposition = lexicon.grammar("shift_preposition")
    return shifts and any(prep.lower_ in preposition for t in (verb, obj) for prep, _ in prepositional(t))


def _passive_judgements(base: Predication, obj: Token | None, index: MentionIndex) -> Iterator[Predication]:
    """Invert 'came under pressure from Paris', 'drew praise from activists'."""
    verb = base.verb
    nouns = [obj] if obj is not None and base.name in lexicon.construction("converse_verb") else []
    if verb.lemma_ in lexicon.construction("exposure_verb"):
        exposure = lexicon.grammar("exposure_preposition")
        nouns += [inner for prep, inner in prepositional(verb) if prep.lower_ in exposure]
    for noun in nouns:
        lemma = noun.lemma_.lower()
        preposition = _stance_preposition(lemma)
        if preposition is None:
            continue
        inverted = base._replace(patient=base.agent, name=lemma, rest=(preposition,), rule="undergone")
        owner = child(noun, "poss")
        if owner is not None and owner.pos_ == "PROPN":  # 'won the mayor's support'
            yield inverted._replace(agent=owner)
        for prep, giver in (*prepositional(noun), *prepositional(verb)):
            genitive = prep.lower_ in lexicon.grammar("genitive") and prep.head == noun
            of = genitive and lemma in lexicon.construction("subjective_genitive_noun")
            if (of or prep.lower_ in lexicon.grammar("nominal_agent")) and prep.i > noun.i:
                yield inverted._replace(agent=giver, last=noun if noun.i > base.last.i else base.last)


def _is_received(base: Predication, noun: Token) -> bool:
    """Check whether a noun names what others give to the subject: 'has the support of the mayor', 'won praise'."""
    if base.name not in lexicon.construction("converse_verb"):
        return False
    lemma = noun.lemma_.lower()
    return lemma in lexicon.construction("subjective_genitive_noun") or (
        base.name not in lexicon.construction("ambiguous_converse_verb") and _stance_preposition(lemma) is not None
    )


def _stance_preposition(noun: str) -> str | None:
    """Return the preposition with which a noun is a predicate of stance: 'praise for'."""
    prepositions = lexicon.sequence("judgement_preposition")
    return next((p for p in prepositions if f"{noun}-{p}" in lexicon.predicates()), None)


def _of_passive(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    """Invert a passive; the agent of what was done to somebody in a state can be its authorities."""
    verb, patient = base.verb, base.agent
    marker = lexicon.grammar("passive_agent")
    by = child(verb, "agent") or next((p for p in children(verb, "prep") if p.lower_ in marker), None)
    agent = child(by, "pobj") if by is not None else None
    if agent is not None and agent.lemma_.lower() in lexicon.construction("means_noun"):
        return  # 'reached by phone'
    if agent is not None and base.chain == ():
        yield base._replace(agent=agent, patient=patient)
        for whole in conjuncts(patient):
            for inner in nested_parties(whole, index):
                if inner.token.i != agent.i:
                    yield base._replace(agent=agent, patient=inner.token, rest=inner.parts, deep=True)
    retained = child(verb, "dobj")
    listed = f"{lexicon.word('copula')}-{base.name}" in lexicon.predicates()
    if listed and retained is not None and retained.i > verb.i:  # 'was awarded the prize'
        yield base._replace(chain=(*base.chain, lexicon.word("copula")), patient=retained)
    for prep, obj in prepositional(verb):
        if prep.lower_ in marker:
            continue
        if agent is None and _is_authority(verb, prep, obj, index):
            yield base._replace(agent=obj, patient=patient, unsure=True, rule="powers-of-a-place")
            continue
        passive = base._replace(chain=(*base.chain, lexicon.word("copula")), rest=(prep.lower_,))
        custody = agent is None and obj.lemma_.lower() in lexicon.construction("custody_noun")
        # 'a rally was held in Oslo': a place is no party
        if not custody and (prep.lower_ not in lexicon.grammar("passive_place") or is_party(patient, index)):
            yield passive._replace(patient=obj, last=prep if prep.i == base.last.i + 1 else base.last)
        for inner in _undescribed_parties(obj, index):
            located = custody and inner.parts[-1:] and inner.parts[-1] in lexicon.grammar("custody_place")
            if located and _is_place(inner.token, index):
                under = base._replace(agent=inner.token, patient=patient, unsure=True, rule="powers-of-a-place")
                yield under._replace(rest=(prep.lower_, obj.lemma_.lower()))
                continue
            yield passive._replace(patient=inner.token, rest=(prep.lower_, *inner.parts), last=inner.last, deep=True)
        if agent is not None:
            yield base._replace(agent=agent, patient=obj, rest=(prep.lower_,))


def _is_authority(verb: Token, prep: Token, obj: Token, index: MentionIndex) -> bool:
    """Check whether the authorities of a place can be the agent: 'was arrested in Lebanon'."""
    fits = prep.lower_ in lexicon.grammar("authority_place")
    return fits and verb.lemma_.lower() in lexicon.construction("authority_verb") and _is_place(obj, index)


def _is_place(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in (EntityType.PLACE, EntityType.COUNTRY)


def _of_copula(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    """Yield the predications of a copula."""
    verb = base.verb
    attribute = child(verb, "attr")
    if attribute is not None and not is_hedged(attribute):
        yield base._replace(patient=attribute)
        yield from _nested(base, (), attribute, index, base.last)
        for matter in find_matters(attribute, attribute.lemma_.lower(), index):  # 'is a critic of the bridge'
            yield base._replace(rest=matter.parts, last=matter.last, patient=matter.token)
    quality = child(verb, "acomp")
    for word in conjuncts(quality) if quality is not None else ():
        yield from _prepositional(base._replace(name=word.lower_, first=word, last=word), word, index)
    yield from _passive_judgements(base, None, index)
    yield from _prepositional(base, verb, index)


def _prepositional(
    base: Predication, token: Token, index: MentionIndex, obj: Token | None = None
) -> Iterator[Predication]:
    """Yield the predications of a word's prepositional arguments, and of the parties nested in them."""
    for prep, inner in prepositional(token):
        rest: tuple[str, ...] = (prep.lower_,)
        last = prep if obj is None and prep.i > base.last.i else base.last
        # 'blamed the attack on Norway' is no attack on it
        shifted = base.name in lexicon.construction("shifting_verb") and prep.lower_ in lexicon.grammar(
            "shift_preposition"
        )
        after = obj is not None and prep.i > obj.i and not shifted
        if after and f"{base.name}-{prep.lower_}" in lexicon.construction("objectless_predicate"):
            continue
        if obj is not None and after and not _is_received(base, obj) and _is_incorporated(obj, base, prep, index):
            rest, last = (obj.lemma_.lower(), prep.lower_), prep
        yield base._replace(rest=rest, last=last, patient=inner)
        yield from _nested(base, rest, inner, index, last)
    for prep in children(token, "prep"):
        event = child(prep, "pobj")
        if prep.lower_ in lexicon.grammar("event_preposition") and event is not None and _is_own_event(event):
            # 'called off the strike after talks with the government': the subject had the talks
            yield from _nested(base, (prep.lower_,), event, index, prep)


def _is_own_event(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.construction("event_noun") and child(noun, "poss") is None


def _nested(
    base: Predication, rest: tuple[str, ...], noun: Token, index: MentionIndex, through: Token
) -> Iterator[Predication]:
    """Yield the predications of the parties nested in a noun phrase."""
    for whole in conjuncts(noun):
        for inner in _undescribed_parties(whole, index):
            last = inner.last if inner.last.i > through.i else through
            yield base._replace(rest=(*rest, *inner.parts), last=last, patient=inner.token, deep=bool(inner.parts))


def _undescribed_parties(noun: Token, index: MentionIndex) -> Iterator[NestedParty]:
    """Yield the parties nested in an object, without a name that only modifies it and is in its span."""
    for inner in nested_parties(noun, index):
        modifies = inner.token.head == noun and inner.token.dep_ in ("amod", "compound", "nmod", "poss")
        if not (modifies and is_named(noun, index) and noun.i not in index.at):
            yield inner


def _is_incorporated(obj: Token, base: Predication, prep: Token, index: MentionIndex) -> bool:
    """Check whether an object is part of the predicate before a prepositional argument.

    'opened its borders to inspectors' is read alike whether the inspectors are attached to the borders or the verb; one
    that is listed with its preposition ('blamed the defeat on her') needs no object.
    """
    if _is_light(obj, base.verb) or _is_no_gift(obj, base, index):
        return True
    if obj.ent_type_ or obj.pos_ != "NOUN" or obj.i in index.at or is_named(obj, index):
        return False
    return f"{base.name}-{prep.lower_}" not in lexicon.predicates()


def _is_no_gift(obj: Token, base: Predication, index: MentionIndex) -> bool:
    """Check whether nothing is handed over: 'gave her a pass', 'gave a shoutout to the crew'."""
    position = index.at.get(obj.i)
    if base.name not in lexicon.construction("giving_verb") or is_named(obj, index) or obj.ent_type_:
        return False
    return position is None or index.mentions[position].type in (None, EntityType.UNKNOWN)


def _is_light(noun: Token, verb: Token) -> bool:
    """Check whether a verb is light, its object the predicate: 'expressed support for it', 'launched an attack'."""
    if noun.ent_type_ or noun.pos_ != "NOUN":
        return False
    return noun.lemma_.lower() in lexicon.construction("event_noun") or lemma_of(verb) in lexicon.construction(
        "light_verb"
    )
