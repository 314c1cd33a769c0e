"""Read nouns as cues: 'her claim that …', 'the plan drew criticism from doctors', 'has the support of the mayor'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import cue_of, extent, is_addressing, is_content_clause, sense_for, subtree
from graphkit.reading.claims.sources import can_speak, noun_source, stretch
from graphkit.reading.grammar.syntax import (
    child,
    children,
    conjuncts,
    is_infinitive,
    is_passive,
    lemma_of,
    negation,
    subject,
    verb_group,
)

__all__ = ["read_noun", "read_passive_judgement"]

_ACTS = frozenset([Act.CRITICIZES, Act.PRAISES, Act.SUPPORTS, Act.OPPOSES])


def read_noun(noun: Token) -> Attribution | None:
    """Read 'her claim that …', 'allegations of torture'."""
    senses = lexicon.cues().get((noun.lemma_.lower(), "noun"), ())
    if not senses:
        return None
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        _, above = cue_of(noun.head)
        bare = child(noun, "acl", "ccomp", "relcl") is None
        if (bare and sense_for(above, "obj", "said") is not None) or sense_for(above, "light") is not None:
            return None  # 'expressed a desire to …', 'denied the charges of fraud': the verb is the cue
    if noun.lower_ in lexicon.words("no_comment_itself") and negation(noun) is not None:
        return None  # 'has no comment on it'
    if _is_in_charge(noun) or _is_nobodys(noun):
        return None
    content = _noun_content(noun, senses)
    if content is None:
        return None
    clause, sense = content
    if clause.lower_ in lexicon.words("no_comment_itself") and noun.lemma_.lower() in lexicon.words(
        "no_comment_request"
    ):
        return None  # 'a reporter's request for comment' demands nothing that a reader of the news wants to know
    sources, source_at = noun_source(noun)
    # the preposition of 'criticism of' is part of the cue
    last = clause.head if clause.dep_ in ("pobj", "pcomp") else noun
    needs_source = last != noun and sense.act not in (Act.ALLEGES, Act.DENIES, Act.DOUBTS)
    if not sources and (needs_source or sense.act is Act.ASSERTS):
        return None  # 'the report of 1998', 'the idea that …': no claim without a source
    return Attribution(
        cue=noun.i,
        lemma=noun.lemma_.lower(),
        cues=(extent(noun, last if last.i == noun.i + 1 else noun),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=(subtree(clause),),
        head=clause.i if clause.pos_ in ("VERB", "AUX") else None,
        rule="noun",
    )


def _is_in_charge(noun: Token) -> bool:
    """Check whether a noun without an article is part of an idiom: 'in charge of the dam', 'took charge of it'."""
    beside = noun.left_edge == noun and noun.head.i == noun.i - 1
    return beside and f"{noun.head.lemma_.lower()}-{noun.lower_}" in lexicon.words("idle_noun")


def _is_nobodys(noun: Token) -> bool:
    """Check whether nobody has what a noun names: 'neither side has shown any willingness to talk'."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.words("losing_verb"):
        return True  # 'has lost all desire to go'
    had = noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.words("having_verb")
    if had and any(c.lower_ in lexicon.grammar("any_determiner") for c in children(noun, "det")):
        return True  # 'does he have any idea of the harm'
    subj = subject(noun.head) if noun.dep_ == "dobj" else None
    return subj is not None and any(c.lower_ in lexicon.grammar("nobody") for c in (subj, *children(subj, "det")))


def _noun_content(noun: Token, senses: tuple[Sense, ...]) -> tuple[Token, Sense] | None:
    """Return the head of a noun's content, a clause or the object of its preposition, and the sense with that frame."""
    for clause in children(noun, "acl", "ccomp", "relcl"):
        sense = sense_for(senses, "to" if is_infinitive(clause) else "that")
        if clause.i > noun.i and sense is not None and is_content_clause(clause):
            return clause, sense
    for prep in children(noun, "prep"):
        inner = child(prep, "pobj", "pcomp")
        sense = sense_for(senses, prep.lower_)
        if sense is not None and inner is not None and not is_addressing(prep, sense):
            return inner, sense
    return None


def read_passive_judgement(noun: Token) -> Attribution | None:
    """Read a judgement that its subject draws, faces or enjoys: the content is the subject, the source comes after it.

    Args:
        noun: A common noun.

    Returns:
        None where the noun is no judgement, or its verb does not make the subject the target.
    """
    sense = next((s for s in lexicon.cues().get((noun.lemma_.lower(), "noun"), ()) if s.act in _ACTS), None)
    verb = _verb(noun) if sense is not None else None
    if sense is None or verb is None or negation(noun) is not None or negation(verb) is not None or is_passive(verb):
        return None
    giver = _giver(noun) or _giver_after(verb, noun) or child(noun, "poss")
    blames = sense.act in (Act.CRITICIZES, Act.OPPOSES)
    if giver is None and (not blames or lemma_of(verb) in lexicon.construction("ambiguous_converse_verb")):
        return None  # 'has concerns about the plan' is the subject's own judgement; 'gets more support' has no source
    target = subject(verb)
    if target is None or target == giver:
        return None
    first, _ = verb_group(verb)
    contains_verb = target.left_edge.i <= first <= target.right_edge.i
    sources = tuple(t.i for t in conjuncts(giver)) if giver is not None else ()
    return Attribution(
        cue=noun.i,
        lemma=f"{lemma_of(verb)} {noun.lemma_.lower()}",
        cues=(extent(noun.doc[first], noun),),
        sense=sense,
        sources=sources,
        source_at=(stretch(giver),) if giver is not None else (),
        contents=(stretch(target, verb) if contains_verb else subtree(target),),
        rule="undergone",
    )


def _giver(noun: Token) -> Token | None:
    """Return who gives a judgement: after 'from' or 'by', or after 'of' where that is a subjective genitive.

    'the support of the mayor' is the mayor's, 'criticism of the mayor' is not.
    """
    prepositions = lexicon.grammar("nominal_agent")
    if noun.lemma_.lower() in lexicon.construction("subjective_genitive_noun"):
        prepositions |= lexicon.grammar("genitive")
    for prep in children(noun, "prep", "agent"):
        inner = child(prep, "pobj")
        if prep.i > noun.i and inner is not None and prep.lower_ in prepositions:
            return inner if _can_give(inner) else None
    return None


def _can_give(noun: Token) -> bool:
    """Check whether a noun can give a judgement: 'sailors', 'the board', but not 'from the start'."""
    return can_speak(noun) or noun.tag_ == "NNS"


def _verb(noun: Token) -> Token | None:
    """Return the verb that makes its subject the target of a judgement: 'drew criticism', 'came under attack'."""
    if noun.dep_ == "dobj" and lemma_of(noun.head) in lexicon.construction("converse_verb"):
        return noun.head
    prep = noun.head
    if noun.dep_ == "pobj" and prep.dep_ == "prep":
        verb = prep.head
        if f"{lemma_of(verb)}-{prep.lower_}" in lexicon.construction("converse_phrase"):
            return verb
    return None


def _giver_after(verb: Token, noun: Token) -> Token | None:
    """Return who gives a judgement where the parser attached 'from' to the verb."""
    for prep in children(verb, "prep"):
        inner = child(prep, "pobj")
        if (
            prep.i > noun.i
            and prep.lower_ in lexicon.grammar("nominal_agent")
            and inner is not None
            and _can_give(inner)
        ):
            return inner
    return None
