"""Read nominalizations as predications: 'China's criticism of the report', 'talks between A and B'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.grammar.syntax import child, children, conjuncts, lemma_of, negation, subject
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import (
    NestedParty,
    find_matters,
    is_named,
    nested_parties,
    prepositional,
)
from graphkit.reading.statements.predicates import Predication, predicate

__all__ = ["find_nominal_predications"]


def find_nominal_predications(noun: Token, index: MentionIndex) -> Iterator[Predication]:
    """Read a noun as a predication: its agent is the possessor, a modifier, or the object of 'by' or 'from'.

    Args:
        noun: A common noun.
        index: The document's mentions.
    """
    lemma = noun.lemma_.lower()
    yield from _of_participle(noun, index)
    if lemma in lexicon.construction("stance_noun"):
        yield from _of_holder(noun, lemma, index)
        return
    if lemma not in lexicon.construction("event_noun") or (noun.i in index.at and noun.pos_ == "PROPN"):
        return
    complements = list(prepositional(noun))
    reciprocal, target = lexicon.grammar("reciprocal_preposition"), lexicon.grammar("nominal_target")
    if noun.dep_ == "nsubj":
        # 'fighting broke out between A and B'
        complements += [pair for pair in prepositional(noun.head) if pair[0].lower_ in reciprocal]
    for prep, obj in complements:
        if prep.lower_ in reciprocal:
            parties = [t for t in conjuncts(obj) if is_named(t, index)]
            for other in parties[1:]:
                yield _predication(noun, parties[0], (lexicon.word("comitative"),), prep, other)
    agents = [c for c in children(noun, "poss", "amod", "compound", "nmod") if c.i in index.at or is_named(c, index)]
    if noun.dep_ == "dobj" and lemma_of(noun.head) in lexicon.construction("reversing_verb") | lexicon.construction(
        "light_verb"
    ):
        agents = [c for c in agents if c.pos_ != "PRON"]  # 'Oslo ended its support for …' is a predication of the verb
    marker = lexicon.grammar("nominal_agent")
    agents += [obj for prep, obj in complements if prep.lower_ in marker and is_named(obj, index)]
    if not agents:
        return
    targets = [
        x
        for x in nested_parties(noun, index, own_deed=True)
        if x.parts[:1] == (lemma,) and x.parts[1] in target and x.token not in agents
    ]
    # 'Oslo's criticism of the report': any mention is a target of a noun in the ontology
    targets += [
        NestedParty(parts=(lemma, prep.lower_), last=prep, token=obj)
        for prep, obj in complements
        if prep.lower_ in target and obj.i in index.at and not is_named(obj, index) and obj not in agents
        if predicate((), lemma, (prep.lower_,)).in_ontology
    ]
    for agent in (conjunct for owner in agents for conjunct in conjuncts(owner)):
        for inner in targets:
            if inner.token.i != agent.i:
                yield _predication(noun, agent, inner.parts[1:], inner.last, inner.token)


def _of_participle(noun: Token, index: MentionIndex) -> Iterator[Predication]:
    """Read 'Iran-backed rebels': the agent is before the hyphen."""
    for verb in children(noun, "amod"):
        agent = child(verb, "npadvmod", "compound", "nmod", "nsubj")
        if agent is None or verb.tag_ not in ("VBN", "VBD") or not is_named(agent, index):
            continue
        listed = lexicon.predicates().get(verb.lemma_.lower())
        if listed is not None and listed.valence and verb.i == agent.i + 2 and verb.nbor(-1).text in ("-", "–", "‑"):
            yield Predication(
                verb=verb, top=verb, agent=agent, chain=(), name=verb.lemma_.lower(), rest=(), first=verb, last=verb,
                patient=noun, rule="participle",
            )  # fmt: skip


def _of_holder(noun: Token, lemma: str, index: MentionIndex) -> Iterator[Predication]:
    """Read 'Rosa Diaz, a vocal Trump critic', 'longtime ally Rosa Diaz'; that of a copula is read with the verb."""
    name = next(
        (
            t
            for t in (noun.head, *children(noun, "appos"))
            if is_named(t, index) and (t.head == noun or noun.dep_ in ("appos", "compound", "nmod"))
        ),
        None,
    )
    name = name or _becomes(noun)
    if name is None:
        return
    for inner in (*nested_parties(noun, index), *find_matters(noun, lemma, index)):
        if inner.token.i != name.i and inner.parts[:1] == (lemma,) and len(inner.parts) == 2:
            yield Predication(
                verb=noun,
                top=noun,
                agent=name,
                chain=(),
                name=lexicon.word("copula"),
                rest=inner.parts,
                first=noun,
                last=inner.last,
                patient=inner.token,
                deep=is_named(inner.token, index),
                rule="apposition",
            )


def _becomes(noun: Token) -> Token | None:
    """Return the subject of 'became a critic of Oslo', 'has emerged as a supporter of Oslo'."""
    above = noun.head
    verb = above.head
    if noun.dep_ == "attr" and above.lemma_ in lexicon.construction("becoming_verb"):
        verb = above
    else:
        marked = noun.dep_ == "pobj" and above.lower_ in lexicon.grammar("predicative_marker")
        if not marked or verb.lemma_ not in lexicon.construction("becoming_verb_with_as"):
            return None
    return subject(verb) if negation(verb) is None else None


def _predication(noun: Token, agent: Token, rest: tuple[str, ...], last: Token, patient: Token) -> Predication:
    return Predication(
        verb=noun,
        top=noun,
        agent=agent,
        chain=(),
        name=noun.lemma_.lower(),
        rest=rest,
        first=noun,
        last=last,
        patient=patient,
        rule="noun",
    )
