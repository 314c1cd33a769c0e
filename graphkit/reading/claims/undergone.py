"""Read judgements by whom they befall: 'the plan drew criticism from doctors', 'has the support of the mayor'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import extent, subtree
from graphkit.reading.claims.sources import can_speak, stretch
from graphkit.reading.grammar.syntax import (
    child,
    children,
    conjuncts,
    is_passive,
    lemma_of,
    negation,
    subject,
    verb_group,
)

__all__ = ["read_undergone"]

_ACTS = frozenset([Act.CRITICIZES, Act.PRAISES, Act.SUPPORTS, Act.OPPOSES])


def read_undergone(noun: Token) -> Attribution | None:
    """Read a judgement that somebody draws, faces or enjoys: the source stands behind it, the matter is the subject.

    Args:
        noun: A common noun.

    Returns:
        None where the noun is no judgement, or its verb does not say that it befalls the subject.
    """
    sense = next((s for s in lexicon.cues().get((noun.lemma_.lower(), "noun"), ()) if s.act in _ACTS), None)
    verb = _verb(noun) if sense is not None else None
    if sense is None or verb is None or negation(noun) is not None or negation(verb) is not None or is_passive(verb):
        return None
    giver = _giver_of(noun) or _behind(verb, noun) or child(noun, "poss")
    blames = sense.act in (Act.CRITICIZES, Act.OPPOSES)
    if giver is None and (not blames or lemma_of(verb) in ("have", "see")):
        return None  # 'has concerns about the plan' is the subject's own; 'gets more support' may be from anybody
    matter = subject(verb)
    if matter is None or matter == giver:
        return None
    first, _ = verb_group(verb)
    sources = tuple(t.i for t in conjuncts(giver)) if giver is not None else ()
    return Attribution(
        cue=noun.i,
        lemma=f"{lemma_of(verb)} {noun.lemma_.lower()}",
        cues=(extent(noun.doc[first], noun),),
        sense=sense,
        sources=sources,
        source_at=(stretch(giver),) if giver is not None else (),
        contents=(subtree(matter),)
        if not matter.left_edge.i <= first <= matter.right_edge.i
        else (stretch(matter, verb),),
        rule="undergone",
        confidence=0.8,
    )


def _giver_of(noun: Token) -> Token | None:
    """Find who gives a judgement: behind 'from' or 'by', or behind 'of' where the noun says what its owner gives.

    'the support of the mayor' is the mayor's, 'criticism of the mayor' is not.
    """
    given = noun.lemma_.lower() in lexicon.construction("given_of")
    for prep in children(noun, "prep", "agent"):
        inner = child(prep, "pobj")
        if prep.i > noun.i and inner is not None and (prep.lower_ in ("from", "by") or (given and prep.lower_ == "of")):
            return inner if _can_give(inner) else None
    return None


def _can_give(noun: Token) -> bool:
    """Tell sailors and the board, who can praise, from 'from the start'."""
    return can_speak(noun) or noun.tag_ == "NNS"


def _verb(noun: Token) -> Token | None:
    """Find the verb by which a judgement befalls its subject: 'drew criticism', 'came under attack'."""
    if noun.dep_ == "dobj" and lemma_of(noun.head) in lexicon.construction("undergo"):
        return noun.head
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ in ("under", "with") and prep.dep_ == "prep":
        verb = prep.head
        pair = (lemma_of(verb), prep.lower_)
        if pair in (("come", "under"), ("be", "under"), ("meet", "with"), ("remain", "under"), ("stay", "under")):
            return verb
    return None


def _behind(verb: Token, noun: Token) -> Token | None:
    """Find who gives a judgement where the parse hangs 'from' on the verb."""
    for prep in children(verb, "prep"):
        inner = child(prep, "pobj")
        if prep.i > noun.i and prep.lower_ in ("from", "by") and inner is not None and _can_give(inner):
            return inner
    return None
