"""Read nouns that name a deed or a bond as predications: 'China's criticism of the report', 'talks between A and B'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.grammar.syntax import child, children, conjuncts, lemma_of, negation, subject
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.arguments import Inner, inside, is_named, prepositional
from graphkit.reading.statements.predicates import predicate
from graphkit.reading.statements.predications import Predication

__all__ = ["find_nominal_predications"]

_FROM = ("by", "from")
_TO = ("against", "on", "of", "with", "for", "to", "toward", "towards", "over", "at", "about", "into")


def find_nominal_predications(noun: Token, index: MentionIndex) -> Iterator[Predication]:
    """Read a noun as a predication: who does it is its possessor, its modifier or stands behind 'by' or 'from'.

    Args:
        noun: A common noun.
        index: The document's mentions.
    """
    lemma = noun.lemma_.lower()
    yield from _of_participle(noun, index)
    if lemma in lexicon.construction("holder"):
        yield from _of_holder(noun, lemma, index)
        return
    if lemma not in lexicon.construction("event") or (noun.i in index.at and noun.pos_ == "PROPN"):
        return
    behind = list(prepositional(noun))
    if noun.dep_ == "nsubj":
        # 'fighting broke out between A and B'
        behind += [pair for pair in prepositional(noun.head) if pair[0].lower_ == "between"]
    for prep, held in behind:
        if prep.lower_ == "between":
            parties = [t for t in conjuncts(held) if is_named(t, index)]
            for other in parties[1:]:
                yield _said(noun, parties[0], ("with",), prep, other)
    agents = [c for c in children(noun, "poss", "amod", "compound", "nmod") if c.i in index.at or is_named(c, index)]
    if noun.dep_ == "dobj" and lemma_of(noun.head) in lexicon.construction("undoes") | lexicon.construction(
        "carries_out"
    ):
        agents = [c for c in agents if c.pos_ != "PRON"]  # 'Oslo ended its support for …' is read of Oslo already
    agents += [held for prep, held in behind if prep.lower_ in _FROM and is_named(held, index)]
    if not agents:
        return
    targets = [
        x
        for x in inside(noun, index, own_deed=True)
        if x.parts[:1] == (lemma,) and x.parts[1] in _TO and x.token not in agents
    ]
    # 'Oslo's criticism of the report': of whatever it is, where the noun takes a side.
    targets += [
        Inner(parts=(lemma, prep.lower_), last=prep, token=held)
        for prep, held in behind
        if prep.lower_ in _TO and held.i in index.at and not is_named(held, index) and held not in agents
        if predicate((), lemma, (prep.lower_,)).in_ontology
    ]
    for agent in agents:
        for doer in conjuncts(agent):
            for inner in targets:
                if inner.token.i != doer.i:
                    yield _said(noun, doer, inner.parts[1:], inner.last, inner.token)


def _of_participle(noun: Token, index: MentionIndex) -> Iterator[Predication]:
    """Read 'Iran-backed rebels': who backs them stands before the hyphen."""
    for done in children(noun, "amod"):
        doer = child(done, "npadvmod", "compound", "nmod", "nsubj")
        if doer is None or done.tag_ not in ("VBN", "VBD") or not is_named(doer, index):
            continue
        known = lexicon.predicates().get(done.lemma_.lower())
        if known is not None and known.valence and done.i == doer.i + 2 and done.nbor(-1).text in ("-", "–", "‑"):
            yield Predication(
                verb=done, top=done, agent=doer, chain=(), name=done.lemma_.lower(), rest=(), first=done, last=done,
                patient=noun, rule="participle",
            )  # fmt: skip


def _of_holder(noun: Token, lemma: str, index: MentionIndex) -> Iterator[Predication]:
    """Read 'Rosa Diaz, a vocal Trump critic', 'longtime ally Rosa Diaz'; a copula reads its own."""
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
    for inner in inside(noun, index):
        if inner.token.i != name.i and inner.parts[:1] == (lemma,) and len(inner.parts) == 2:
            yield Predication(
                verb=noun,
                top=noun,
                agent=name,
                chain=(),
                name="be",
                rest=inner.parts,
                first=noun,
                last=inner.last,
                patient=inner.token,
                deep=True,
                rule="apposition",
            )


def _becomes(noun: Token) -> Token | None:
    """Find who comes to be what a noun names: 'became a critic of Oslo', 'has emerged as a supporter of Oslo'."""
    above = noun.head
    verb = above.head
    if noun.dep_ == "attr" and above.lemma_ in lexicon.construction("becomes"):
        verb = above
    elif noun.dep_ != "pobj" or above.lower_ != "as" or verb.lemma_ not in lexicon.construction("becomes_as"):
        return None
    return subject(verb) if negation(verb) is None else None


def _said(noun: Token, agent: Token, rest: tuple[str, ...], last: Token, patient: Token) -> Predication:
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
