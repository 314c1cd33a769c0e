"""Read a clause as predications: who, through which words, to whom; a passive is turned round.

A clause gives one for its object, one for each prepositional argument, and one for each party that stands deeper in
them: 'called for sanctions against Nigeria'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.syntax import antecedent, child, children, conjuncts, is_passive, lemma_of
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import Inner, inside, is_named, is_party, place_called, prepositional
from graphkit.reading.statements.doers import Doer, find_doers
from graphkit.reading.statements.predicates import verb_name

__all__ = ["Predication", "find_predications"]


class Predication(NamedTuple):
    """One reading of a clause; a tuple, since many are made for one that is kept.

    Args:
        verb: The word that it is about.
        top: The uppermost word of its chain, in whose voice it stands.
        agent: The head of the subject.
        chain: The words above the verb that belong to the predicate.
        name: The verb, with its particle.
        rest: The words behind the verb: ('troops', 'from').
        first: The first word of the predicate in the text.
        last: Its last word.
        patient: The head of the object.
        deep: Whether the object stands inside another noun phrase.
        over: Whether somebody else does what the verb says, at the agent's wish, or it is only a purpose.
        unsure: Whether it is only likely: 'was arrested in Lebanon' read of Lebanon.
        rule: The name of the rule.
    """

    verb: Token
    top: Token
    agent: Token
    chain: tuple[str, ...]
    name: str
    rest: tuple[str, ...]
    first: Token
    last: Token
    patient: Token
    deep: bool = False
    over: bool = False
    unsure: bool = False
    rule: str = "clause"


def find_predications(verb: Token, index: MentionIndex, voice: Sequence[int]) -> Iterator[Predication]:
    """Read the clause of a verb.

    Args:
        verb: A verb, copula or adjective with a subject.
        index: The document's mentions.
        voice: For each token, the claim in whose content it stands.
    """
    passive = is_passive(verb)
    yield from _reciprocal(verb)
    for doer in find_doers(verb, voice):
        for base in _of_doer(verb, doer, index, passive):
            agents, patients = conjuncts(base.agent), conjuncts(base.patient)
            # 'its neighbours, particularly Chad': each that is named is meant.
            patients += [c for b in patients if b.tag_ == "NNS" for c in children(b, "appos") if c.pos_ == "PROPN"]
            for a in agents:
                for b in patients:
                    if a.i != b.i:
                        alone = a == base.agent and b == base.patient
                        yield base if alone else base._replace(agent=a, patient=b)


def _reciprocal(verb: Token) -> Iterator[Predication]:
    """Read 'Norway and Denmark clashed': what two subjects do, they do to each other."""
    name = verb_name(verb)
    both = child(verb, "nsubj")
    if (
        name not in lexicon.construction("reciprocal")
        or both is None
        or child(verb, "dobj", "xcomp", "ccomp") is not None
    ):
        return
    if any(prep.lower_ in ("with", "against") for prep, _ in prepositional(verb)):
        return
    sides = conjuncts(both)
    if len(sides) == 2:
        yield Predication(
            verb=verb, top=verb, agent=sides[0], chain=(), name=name, rest=("with",), first=verb,
            last=child(verb, "prt") or verb, patient=sides[1], rule="reciprocal",
        )  # fmt: skip


def _of_doer(verb: Token, doer: Doer, index: MentionIndex, passive: bool) -> Iterator[Predication]:
    base = Predication(
        verb=verb,
        top=doer.top,
        agent=doer.token,
        chain=doer.chain,
        name=verb_name(verb),
        rest=(),
        first=doer.top if doer.chain else verb,
        last=child(verb, "prt") or verb,
        patient=doer.token,
        over=doer.over or doer.purpose,
    )
    if verb.pos_ == "ADJ":
        yield from _behind(base._replace(name=verb.lower_), verb, index)
    elif passive:
        yield from _of_passive(base, index)
    elif verb.lemma_ == "be":
        yield from _of_copula(base, index)
    else:
        yield from _of_active(base, index)


def _of_active(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    verb = base.verb
    held = _object(verb)
    held = place_called(held) if held is not None else None
    undergone = list(_undergone(base, held, index))
    yield from undergone
    elsewhere = held is not None and _is_elsewhere(verb, held)
    if held is not None and not elsewhere and not (undergone and base.name in lexicon.construction("merely_gets")):
        yield base._replace(patient=held)
    if held is not None and not elsewhere and not _is_given(base, held):
        yield from _deeper(base, (), held, index, base.last)
    dative = child(verb, "dative")
    if dative is not None:
        dative = child(dative, "pobj") if dative.pos_ == "ADP" else dative
    if dative is not None:
        plain = held is not None and held.i not in index.at and not is_named(held, index) and held.pos_ == "NOUN"
        given = (held.lemma_.lower(),) if held is not None and (plain or _is_light(held, verb)) else ()
        yield base._replace(rest=(*given, "to"), patient=dative)
    yield from _behind(base, verb, index, held)


def _is_elsewhere(verb: Token, held: Token) -> bool:
    """Tell whether an object only tells for what somebody else is meant: 'blamed the crisis on Norway'."""
    shifts = verb.lemma_.lower() in lexicon.construction("shifts")
    return shifts and any(prep.lower_ == "on" for t in (verb, held) for prep, _ in prepositional(t))


def _undergone(base: Predication, held: Token | None, index: MentionIndex) -> Iterator[Predication]:
    """Turn round 'came under pressure from Paris', 'drew praise from activists'."""
    verb = base.verb
    deeds = [held] if held is not None and base.name in lexicon.construction("undergo") else []
    if verb.lemma_ in ("come", "be", "remain", "stay"):
        deeds += [inner for prep, inner in prepositional(verb) if prep.lower_ in ("under", "in")]
    for deed in deeds:
        lemma = deed.lemma_.lower()
        rest = _judges(lemma)
        owner = child(deed, "poss") if rest is not None else None
        if owner is not None and owner.pos_ == "PROPN":  # 'won the mayor's support'
            yield base._replace(agent=owner, patient=base.agent, name=lemma, rest=(rest or "",), rule="undergone")
        for prep, giver in (*prepositional(deed), *prepositional(verb)) if rest is not None else ():
            of = prep.lower_ == "of" and prep.head == deed and lemma in lexicon.construction("given_of")
            if (of or prep.lower_ in ("from", "by")) and prep.i > deed.i:
                turned = base._replace(agent=giver, patient=base.agent, name=lemma, rest=(rest or "",))
                yield turned._replace(last=deed if deed.i > base.last.i else base.last, rule="undergone")


def _is_given(base: Predication, deed: Token) -> bool:
    """Tell whether a noun names what others give to the subject: 'has the support of the mayor', 'won praise'."""
    if base.name not in lexicon.construction("undergo"):
        return False
    lemma = deed.lemma_.lower()
    return lemma in lexicon.construction("given_of") or (
        base.name not in ("have", "see") and _judges(lemma) is not None
    )


def _judges(noun: str) -> str | None:
    """Find the preposition with which a noun names a stance: 'praise' is praise 'for' somebody."""
    return next((p for p in ("on", "against", "of", "for", "with") if f"{noun}-{p}" in lexicon.predicates()), None)


def _of_passive(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    """Turn a passive round; what was done to somebody in a state was done by its powers."""
    verb, patient = base.verb, base.agent
    by = child(verb, "agent") or next((p for p in children(verb, "prep") if p.lower_ == "by"), None)
    agent = child(by, "pobj") if by is not None else None
    if agent is not None and agent.lemma_.lower() in lexicon.construction("by_means"):
        return  # 'reached by phone'
    if agent is not None and base.chain == ():
        yield base._replace(agent=agent, patient=patient)
        for whole in conjuncts(patient):
            for inner in inside(whole, index):
                if inner.token.i != agent.i:
                    yield base._replace(agent=agent, patient=inner.token, rest=inner.parts, deep=True)
    for prep, held in prepositional(verb):
        if prep.lower_ == "by":
            continue
        if agent is None and _is_power(verb, prep, held, index):
            yield base._replace(agent=held, patient=patient, unsure=True, rule="powers-of-a-place")
            continue
        turned = base._replace(chain=(*base.chain, "be"), rest=(prep.lower_,))
        custody = agent is None and held.lemma_.lower() in lexicon.construction("authority_noun")
        # 'a rally was held in Oslo': where it was says nothing of who.
        if not custody and (prep.lower_ not in ("in", "at", "on") or is_party(patient, index)):
            yield turned._replace(patient=held, last=prep if prep.i == base.last.i + 1 else base.last)
        for inner in _deep(held, index):
            if custody and inner.parts[-1:] == ("in",) and _is_body(inner.token, index, EntityType.PLACE):
                under = base._replace(agent=inner.token, patient=patient, unsure=True, rule="powers-of-a-place")
                yield under._replace(rest=(prep.lower_, held.lemma_.lower()))
                continue
            yield turned._replace(patient=inner.token, rest=(prep.lower_, *inner.parts), last=inner.last, deep=True)
        if agent is not None:
            yield base._replace(agent=agent, patient=held, rest=(prep.lower_,))


def _is_power(verb: Token, prep: Token, held: Token, index: MentionIndex) -> bool:
    return (
        prep.lower_ in ("in", "from", "by")
        and verb.lemma_.lower() in lexicon.construction("authority")
        and _is_body(held, index, EntityType.COUNTRY, EntityType.PLACE)
    )


def _is_body(token: Token, index: MentionIndex, *kinds: EntityType) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in (*kinds, EntityType.COUNTRY)


def _of_copula(base: Predication, index: MentionIndex) -> Iterator[Predication]:
    verb = base.verb
    attribute = child(verb, "attr")
    if attribute is not None and not is_hedged(attribute):
        yield base._replace(patient=attribute)
        yield from _deeper(base, (), attribute, index, base.last)
    quality = child(verb, "acomp")
    for word in conjuncts(quality) if quality is not None else ():
        yield from _behind(base._replace(name=word.lower_, first=word, last=word), word, index)
    yield from _undergone(base, None, index)
    yield from _behind(base, verb, index)


def _behind(base: Predication, token: Token, index: MentionIndex, held: Token | None = None) -> Iterator[Predication]:
    """Read the prepositional arguments of a word, and the parties inside them."""
    for prep, inner in prepositional(token):
        rest: tuple[str, ...] = (prep.lower_,)
        last = prep if held is None and prep.i > base.last.i else base.last
        if base.name in lexicon.construction("shifts") and prep.lower_ == "on":
            pass  # 'blamed the attack on Norway' is no attack on it
        elif held is not None and prep.i > held.i and not _is_given(base, held) and _folds(held, base, prep, index):
            rest, last = (held.lemma_.lower(), prep.lower_), prep
        yield base._replace(rest=rest, last=last, patient=inner)
        yield from _deeper(base, rest, inner, index, last)
    for prep in children(token, "prep"):
        deed = child(prep, "pobj")
        if prep.lower_ in ("after", "during", "before") and deed is not None and _is_deed(deed):
            # 'called off the strike after talks with the government': the subject had the talks.
            yield from _deeper(base, (prep.lower_,), deed, index, prep)


def _is_deed(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.construction("event") and child(noun, "poss") is None


def _deeper(
    base: Predication, rest: tuple[str, ...], noun: Token, index: MentionIndex, through: Token
) -> Iterator[Predication]:
    for whole in conjuncts(noun):
        for inner in _deep(whole, index):
            last = inner.last if inner.last.i > through.i else through
            yield base._replace(rest=(*rest, *inner.parts), last=last, patient=inner.token, deep=bool(inner.parts))


def _deep(noun: Token, index: MentionIndex) -> Iterator[Inner]:
    """Find the parties inside an object; a name that only describes it stands in its own span already."""
    for inner in inside(noun, index):
        described = inner.token.head == noun and inner.token.dep_ in ("amod", "compound", "nmod", "poss")
        if not (described and is_named(noun, index) and noun.i not in index.at):
            yield inner


def _object(verb: Token) -> Token | None:
    """Find a verb's object, its own or the one that it shares: 'detained and imprisoned thousands'."""
    own = list(children(verb, "dobj"))
    if own:
        if own[0].tag_ in ("WDT", "WP"):
            return antecedent(own[0])
        return (
            own[-1] if own[-1].i - own[0].i <= 2 else own[0]
        )  # 'its fisheries dispute': the parse can make two objects of one
    relative = next((c for c in children(verb, "pobj", "attr", "oprd") if c.tag_ in ("WDT", "WP")), None)
    if relative is not None:
        return antecedent(relative)
    shared = next((c for c in children(verb, "conj") if c.pos_ == "VERB" and c.i - verb.i <= 3), None)
    if (
        shared is None
        or child(verb, "prep", "xcomp", "ccomp", "acomp") is not None
        or child(shared, "nsubj", "nsubjpass")
    ):
        return None
    return child(shared, "dobj")


def _folds(held: Token, base: Predication, prep: Token, index: MentionIndex) -> bool:
    """Tell whether an object of plain words is part of the predicate before what a preposition brings in.

    'opened its borders to inspectors' is read alike whether the parse hangs the inspectors on the borders or on the
    opening; a verb that is known with its preposition ('blamed the defeat on her') needs no object.
    """
    if _is_light(held, base.verb):
        return True
    if held.ent_type_ or held.pos_ != "NOUN" or held.i in index.at or is_named(held, index):
        return False
    return f"{base.name}-{prep.lower_}" not in lexicon.predicates()


def _is_light(noun: Token, verb: Token) -> bool:
    """Tell whether an object is part of the predicate: 'expressed support for the plan', 'launched an attack on it'."""
    if noun.ent_type_ or noun.pos_ != "NOUN":
        return False
    return noun.lemma_.lower() in lexicon.construction("event") or lemma_of(verb) in lexicon.construction("carries_out")
