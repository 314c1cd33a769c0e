"""Read verbs with an infinitive or a gerund: 'promised to …', 'urged them to …', 'called on them to …'."""

from __future__ import annotations

from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.frames import attribute, extent, is_gerund, sense_for, subtree, to_comma
from graphkit.reading.claims.qualifiers import is_negated
from graphkit.reading.grammar.syntax import child, children, is_infinitive, is_passive

__all__ = ["read_call_on", "read_gerund", "read_infinitive", "read_object_infinitive"]


def read_call_on(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'called on China to take steps', 'called for the pier to be closed'."""
    wanted = sense_for(senses, "for")
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        mark = child(clause, "mark")
        fits = (
            mark is not None and mark.lower_ in lexicon.grammar("infinitive_subject_marker") and is_infinitive(clause)
        )
        if wanted is not None and mark is not None and fits and mark.i > verb.i:
            contents = [extent(verb.doc[mark.i + 1], clause.right_edge)]
            return attribute(verb, lemma, wanted, contents, "for-to", head=clause, through=mark.i)
    for prep in children(verb, "prep"):
        sense = sense_for(senses, f"{prep.lower_}:to")
        target = child(prep, "pobj")
        if sense is None or target is None:
            continue
        inner = next(
            (
                c
                for t in (verb, prep, target)
                for c in children(t, "xcomp", "advcl", "ccomp", "acl", "relcl")
                if c.i > target.i and is_infinitive(c)
            ),
            None,
        )
        if inner is not None:
            return attribute(
                verb,
                lemma,
                sense,
                [extent(min(target.left_edge, inner.left_edge, key=lambda t: t.i), inner.right_edge)],
                "on-to",
                head=inner,
                to=(target.i,),
                through=prep.i,
            )
    return None


def read_object_infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'urged them to vote', 'wants them to vote', 'was expected to vote'."""
    sense = sense_for(senses, "obj:to")
    addressed = sense is not None
    sense = sense or sense_for(senses, "np:to")
    if sense is None:
        return None
    inner = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    obj = child(verb, "dobj", "dative")
    if is_passive(verb):
        target = child(verb, "nsubjpass")
        to = (target.i,) if target is not None else ()
        if addressed:
            return attribute(verb, lemma, sense, [subtree(inner)], "object-infinitive", head=inner, to=to)
        return _raised(verb, lemma, senses, inner)
    target = own or (obj if obj is not None and obj.i < inner.i else None)
    if target is None:
        return None
    start = min(target.left_edge.i, inner.left_edge.i)
    contents = [extent(verb.doc[start], inner.right_edge)]
    if addressed:
        return attribute(verb, lemma, sense, contents, "object-infinitive", head=inner, to=(target.i,))
    return attribute(verb, lemma, sense, contents, "clause-infinitive", head=inner)


def _raised(verb: Token, lemma: str, senses: tuple[Sense, ...], inner: Token) -> Attribution | None:
    """Read a raised subject, 'She is expected to win': the content is 'she … to win', without a source."""
    subj = child(verb, "nsubjpass", "nsubj")
    sense = sense_for(senses, "that", "np:to", "to")
    if sense is None or (sense.act is Act.DEMANDS and is_negated(verb)):
        return None  # 'employers are not required to pay': nobody demands anything
    contents = [subtree(subj)] if subj is not None else []
    attribution = attribute(verb, lemma, sense, [*contents, subtree(inner)], "raised", head=inner)
    return (
        replace(attribution, sources=(), source_at=())
        if attribution is not None and not is_passive(verb)
        else attribution
    )


def read_infinitive(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'promised to resign', 'seemed irritated', 'seems like a good idea'."""
    state, resemblance = None, lexicon.grammar("resemblance")
    if lemma in lexicon.words("raising_verb"):
        state = child(verb, "oprd") or next((c for c in children(verb, "prep") if c.lower_ in resemblance), None)
    if state is not None and state.i > verb.i and sense_for(senses, "to") is not None:
        return _raised(verb, lemma, senses, state)
    inner = next((c for c in children(verb, "xcomp") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None or (child(verb, "dobj") is not None and lemma not in lexicon.construction("subject_control")):
        return None
    if is_passive(verb):
        return _raised(verb, lemma, senses, inner)
    sense = sense_for(senses, "to")
    if sense is None or (lemma in lexicon.words("conditional_wish_verb") and not _would(verb)):
        return None
    if lemma in lexicon.words("raising_verb"):
        return _raised(verb, lemma, senses, inner)
    prep = next((c for c in children(verb, "prep") if verb.i < c.i < inner.i), None)
    wanted = child(prep, "pobj") if prep is not None and sense_for(senses, prep.lower_) is not None else None
    if prep is not None and wanted is not None and wanted.i < inner.i:
        # 'asked for a billion dollars to fight it': the content is all of it
        through = prep.i if prep.i == verb.i + 1 else None
        content = wanted.left_edge.idx, _to_comma(inner)[1]
        return attribute(verb, lemma, sense, [content], "infinitive", head=inner, through=through)
    return attribute(verb, lemma, sense, [_to_comma(inner)], "infinitive", head=inner)


def _would(verb: Token) -> bool:
    """Check whether a verb is conditional: 'would like to go' is a wish, 'likes to go' a habit."""
    return any(c.lower_ in lexicon.grammar("conditional_auxiliary") for c in children(verb, "aux"))


def read_gerund(verb: Token, lemma: str, senses: tuple[Sense, ...]) -> Attribution | None:
    """Read 'denied taking bribes'."""
    sense = sense_for(senses, "ing")
    inner = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_gerund(c)), None)
    if sense is None or inner is None:
        return None
    return attribute(verb, lemma, sense, [subtree(inner)], "gerund", head=inner)


def _to_comma(head: Token) -> Stretch:
    return extent(head.left_edge, to_comma(head.right_edge, head.left_edge, head))
