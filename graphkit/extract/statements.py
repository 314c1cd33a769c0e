"""Read clauses as statements: subject, predicate, object, each with its characters, negation and certainty.

A clause gives one statement for its object and one for each prepositional argument that is an entity; passives are
turned round, conjuncts are shared out, relative clauses take their subject from the noun. What reports speech is a
claim, not a statement: 'X said that …' gives none, what stands inside the content does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.claims import Claims
from graphkit.extract.frames import cue_of
from graphkit.extract.mentions import Found
from graphkit.extract.qualifiers import clause_qualifiers, is_hedged
from graphkit.extract.reading import Reading
from graphkit.extract.sources import stretch
from graphkit.extract.syntax import antecedent, child, children, conjuncts, is_passive, subject
from graphkit.model import Certainty, EntityType, Polarity, Predicate, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_statements"]

_EMPTY = frozenset(["there", "it", "what", "which", "who", "that", "this"])
_NO_ARGUMENT = frozenset(["according", "like", "such", "including", "despite"])
_SIDES = ("object", "object-passive", "on-to", "object-infinitive", "with-of")
"""Rules of claims whose cue is also a predicate: who criticises something takes a side, and so says something."""
_IGNORED = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")


def find_statements(reading: Reading, found: Found, made: Claims) -> tuple[Statement, ...]:
    """Read every clause outside boilerplate.

    Args:
        reading: The document beside its parse.
        found: Its mentions.
        made: Its claims, for the voice that each clause is in.

    Returns:
        The statements in order of their predicates.
    """
    out: list[Statement] = []
    for token in reading.doc:
        if reading.skipped[token.i] or token.pos_ not in ("VERB", "AUX", "ADJ") or token.dep_ in ("aux", "auxpass"):
            continue
        if token.pos_ == "ADJ" and (token.dep_ in ("acomp", "amod") or child(token, "aux", "auxpass", "nsubj") is None):
            continue  # a copula reads its own adjective
        for statement in _clause(reading, found, made, token):
            if statement not in out[-12:]:
                out.append(statement)
    return tuple(out)


def _clause(reading: Reading, found: Found, made: Claims, verb: Token) -> Iterator[Statement]:
    for agent, predicate, words, patient in _readings(verb):
        prepositional = words[1].dep_ == "prep" or (patient.dep_ == "pobj" and patient.head.head == verb)
        for a in conjuncts(agent):
            for b in conjuncts(patient):
                if a.i == b.i or not (_is_argument(a, found) and _is_argument(b, found)):
                    continue
                if a.i not in found.at and b.i not in found.at:
                    continue
                if prepositional and b.i not in found.at:
                    continue  # plain text is read only as the object of an entity
                if prepositional and found.mentions[found.at[b.i]].type is EntityType.EVENT:
                    continue  # 'talked on the visit' is when, not to whom
                statement = _make(reading, found, made, verb, a, predicate, words, b)
                if statement is not None:
                    yield statement


def _readings(verb: Token) -> Iterator[tuple[Token, str, tuple[Token, Token], Token]]:
    """Yield subject, predicate, its first and last word, and object; a passive is turned round."""
    doer = subject(verb)
    if doer is None:
        return
    lemma = verb.lemma_.lower()
    last = child(verb, "prt") or verb
    name = f"{lemma}-{last.lower_}" if last != verb else lemma
    if verb.pos_ == "ADJ":
        for prep, inner in _prepositional(verb):
            yield doer, f"{verb.lower_}-{prep.lower_}", (verb, prep), inner
        return
    passive = is_passive(verb)
    if passive:
        by = child(verb, "agent")
        agent = child(by, "pobj") if by is not None else None
        if agent is not None:
            yield agent, name, (verb, last), doer
        for prep, inner in _prepositional(verb):
            if prep.lower_ != "by":
                yield doer, f"be-{name}-{prep.lower_}", (verb, prep if prep.i == last.i + 1 else last), inner
        return
    if lemma == "be":
        attribute = child(verb, "attr")
        if attribute is not None and not is_hedged(attribute):
            yield doer, "be", (verb, verb), attribute
        quality = child(verb, "acomp")
        if quality is not None:
            for prep, inner in _prepositional(quality):
                yield doer, f"{quality.lower_}-{prep.lower_}", (quality, prep), inner
        for prep, inner in _prepositional(verb):
            yield doer, f"be-{prep.lower_}", (verb, prep), inner
        return
    held = _object(verb)
    if held is not None:
        yield doer, name, (verb, last), held
    dative = child(verb, "dative")
    if dative is not None:
        dative = child(dative, "pobj") if dative.pos_ == "ADP" else dative
    if dative is not None:
        yield doer, f"{name}-to", (verb, last), dative
    for prep, inner in _prepositional(verb):
        if held is not None and prep.i > held.i and _is_light(held):
            yield doer, f"{name}-{held.lemma_.lower()}-{prep.lower_}", (verb, prep), inner
        else:
            yield doer, f"{name}-{prep.lower_}", (verb, prep if held is None else last), inner
    if held is not None and _is_light(held):
        for prep, inner in _prepositional(held):
            yield doer, f"{name}-{held.lemma_.lower()}-{prep.lower_}", (verb, prep), inner


def _object(verb: Token) -> Token | None:
    """Find a verb's object, its own or the one that it shares: 'detained and imprisoned thousands'."""
    own = child(verb, "dobj")
    if own is not None:
        return antecedent(own)
    shared = next((c for c in children(verb, "conj") if c.pos_ == "VERB" and c.i - verb.i <= 3), None)
    if (
        shared is None
        or child(verb, "prep", "xcomp", "ccomp", "acomp") is not None
        or child(shared, "nsubj", "nsubjpass")
    ):
        return None
    return child(shared, "dobj")


def _is_light(noun: Token) -> bool:
    """Tell whether an object is part of the predicate: 'expressed support for the plan'."""
    lemma = noun.lemma_.lower()
    return (
        not noun.ent_type_ and (lemma, "noun") in lexicon.cues() and lexicon.nouns().get(lemma) is not EntityType.WORK
    )


def _prepositional(token: Token) -> Iterator[tuple[Token, Token]]:
    for prep in children(token, "prep"):
        inner = child(prep, "pobj")
        after_according = prep.i > 0 and prep.doc[prep.i - 1].lower_ == "according"
        if (
            inner is not None
            and inner.ent_type_ not in _IGNORED
            and prep.lower_ not in _NO_ARGUMENT
            and not after_according
        ):
            yield prep, inner


def _is_argument(token: Token, found: Found) -> bool:
    if token.i in found.at:
        return True
    return token.pos_ in ("NOUN", "PROPN") and token.lower_ not in _EMPTY and token.ent_type_ not in _IGNORED


def _make(
    reading: Reading,
    found: Found,
    made: Claims,
    verb: Token,
    agent: Token,
    name: str,
    words: tuple[Token, Token],
    patient: Token,
) -> Statement | None:
    predicate = _predicate(name)
    if _is_reporting(verb, predicate, made):
        return None
    said = _spans(reading, found, agent), _spans(reading, found, patient)
    between = reading.span(min(words, key=lambda t: t.i).i, max(words, key=lambda t: t.i).i)
    if said[0] is None or said[1] is None or between is None:
        return None
    voice = made.voice[verb.i]
    root = made.attributions[voice].head if voice >= 0 else None
    polarity, certainty = clause_qualifiers(verb, root=root)
    quality = next((c for c in children(verb, "acomp")), None)
    if quality is not None and any(c.dep_ == "neg" for c in quality.children):
        polarity = Polarity.NEGATIVE
    if voice < 0 and reading.quoted[verb.i] >= 0:
        certainty = Certainty.UNSPECIFIED  # quoted, and nobody is named who said it
    if is_hedged(agent) or is_hedged(patient):
        certainty = Certainty.POSSIBLE if certainty is Certainty.CERTAIN else certainty
    if any(c.lower_ in ("no", "neither", "nor") for t in (agent, patient) for c in children(t, "det", "preconj", "cc")):
        polarity = Polarity.NEGATIVE
    return Statement(
        subject=found.at.get(agent.i),
        subject_span=said[0],
        predicate=predicate,
        predicate_span=between,
        object=found.at.get(patient.i),
        object_span=said[1],
        polarity=polarity,
        certainty=certainty,
        within=voice if voice >= 0 else None,
        derived_from=made.of_cue.get(verb.i) if predicate.in_ontology else None,
        rule="clause",
    )


def _spans(reading: Reading, found: Found, token: Token) -> Span | None:
    if token.i in found.at:
        return found.mentions[found.at[token.i]].span
    return reading.trim(*stretch(token))


def _is_reporting(verb: Token, predicate: Predicate, made: Claims) -> bool:
    """Tell whether a clause only introduces what somebody says ('told reporters', 'described accounts of …')."""
    position = made.of_cue.get(verb.i)
    if position is None:
        return cue_of(verb)[1] != () and predicate.name in ("say", "tell")
    takes_side = predicate.in_ontology or predicate.valence != 0
    return not (takes_side and made.claims[position].rule in _SIDES)


def _predicate(name: str) -> Predicate:
    known = lexicon.predicates().get(name)
    if known is not None:
        return known
    return Predicate(name=name, label=name.replace("-", " "))
