"""Read refusals to comment: 'declined to say', 'did not respond', 'could not be reached for comment'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Stance
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.frames import cue_of, extent
from graphkit.reading.claims.infinitives import hides_source
from graphkit.reading.claims.sources import source_of
from graphkit.reading.grammar.syntax import (
    asks_whether,
    child,
    children,
    is_interrogative,
    is_passive,
    negation,
    verb_group,
)

__all__ = ["is_declined", "read_no_comment"]

_SENSE = Sense(
    frames=frozenset(), act=Act.DECLINES_TO_COMMENT, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED
)


@cache
def _verbs() -> frozenset[str]:
    """Return the verbs that the rules below read."""
    groups = ("act", "verb", "light", "return", "reply", "reach", "passive")
    return frozenset().union(*(lexicon.words(f"no_comment_{group}") for group in groups))


def read_no_comment(verb: Token) -> Attribution | None:
    """Read 'declined to comment on it', 'did not respond to a request', 'could not be reached for comment'."""
    lemma = verb.lemma_.lower()
    if lemma not in _verbs():
        return None
    negated = negation(verb) is not None
    if lemma in lexicon.words("no_comment_verb"):
        return None if negated else _read_declining(verb, lemma)  # 'did not decline to comment'
    obj, comment = child(verb, "dobj"), lexicon.words("no_comment_itself")
    if negated and (attribution := _read_negated(verb, lemma)) is not None:
        return attribution
    light = lemma in lexicon.words("no_comment_light")
    if light and obj is not None and obj.lower_ in comment and negation(obj) is not None:
        return _make(verb, "no comment", *_with_topic(children(obj, "prep"), obj))
    if not negated:
        return None
    if obj is not None and obj.lemma_ in lexicon.words("no_comment_call"):
        if lemma in lexicon.words("no_comment_return"):
            return _make(verb, "not return", [], obj)
    for noun in filter(None, (child(prep, "pobj") for prep in children(verb, "prep"))):
        if lemma in lexicon.words("no_comment_reply") and noun.lemma_.lower() in lexicon.words("no_comment_request"):
            return _make(verb, "not respond", [], noun)
        if lemma in lexicon.words("no_comment_reach") and noun.lower_ in comment:
            return _read_unreached(verb, noun)
    return None


def _read_declining(verb: Token, lemma: str) -> Attribution | None:
    """Read 'declined to comment on it', 'refused to say'."""
    inner = child(verb, "xcomp")
    if inner is not None and _is_excluding(inner):
        return _read_unexcluded(verb, inner)
    if inner is None or inner.lemma_.lower() not in lexicon.words("no_comment_act") or hides_source(inner):
        return None
    matter = [c for c in children(inner, "prep", "dobj", "ccomp") if c.i > inner.i]
    return _make(verb, f"{lemma} to {inner.lemma_}", *_with_topic(matter, inner))


def _is_excluding(verb: Token) -> bool:
    return cue_of(verb)[0] in {lemma.replace("_", " ") for lemma in lexicon.words("excluding_verb")}


def _read_unexcluded(verb: Token, inner: Token) -> Attribution | None:
    """Read 'declined to rule out a ban': it is granted that there may be one."""
    matter = [c for c in children(inner, "dobj", "ccomp", "xcomp") if c.i > inner.i]
    if not matter:
        return None
    last = child(inner, "prt") or inner
    contents = [extent(min(last.nbor(), matter[0].left_edge, key=lambda t: t.i), matter[-1].right_edge)]
    attribution = _make(verb, f"{verb.lemma_} to {cue_of(inner)[0]}", contents, last)
    return replace(attribution, sense=replace(_SENSE, act=Act.ACKNOWLEDGES))


def _read_negated(verb: Token, lemma: str) -> Attribution | None:
    """Read 'would not discuss it', 'did not comment on it', 'did not say when it would open'."""
    refused = any(c.lower_ in lexicon.grammar("refusing_auxiliary") for c in children(verb, "aux"))
    if not refused and lemma in lexicon.words("no_comment_itself"):
        return _make(verb, "not comment", *_with_topic([c for c in children(verb, "prep") if c.i > verb.i], verb))
    ambiguous = lemma in lexicon.words("no_comment_ambiguous")
    if refused and is_passive(verb) and lemma in lexicon.words("no_comment_passive"):
        return _read_undrawn(verb)
    if lemma not in lexicon.words("no_comment_act") or ambiguous:
        return None
    matter = [c for c in children(verb, "prep", "dobj", "ccomp") if c.i > verb.i]
    clausal = any(c.dep_ == "ccomp" for c in matter)
    questions = [c for c in matter if c.dep_ == "ccomp" and (asks_whether(c) or is_interrogative(c.left_edge))]
    did = any(c.lemma_ in lexicon.grammar("do_support") for c in children(verb, "aux"))
    if not refused and not (did and questions):
        return None  # 'did not say it', 'has not yet said when', but 'did not say when'
    if clausal and not any(is_interrogative(c) for m in matter for c in m.subtree):
        return None  # 'would not say that it is safe'
    return _make(verb, f"not {lemma}", *_with_topic(matter, verb))


def _read_undrawn(verb: Token) -> Attribution | None:
    """Read 'would not be drawn on whether …', whose subject is the source."""
    topics = lexicon.grammar("topic_preposition")
    topic = next((c for c in children(verb, "prep") if c.i > verb.i and c.lower_ in topics), None)
    inner = child(topic, "pobj", "pcomp") if topic is not None else None
    if topic is None or inner is None:
        return None
    return _of_patient(_make(verb, f"not {verb.lemma_}", [extent(inner.left_edge, inner.right_edge)], topic), verb)


def _of_patient(attribution: Attribution, verb: Token) -> Attribution | None:
    """Return an attribution with the subject of its passive verb as the source; None where it has none."""
    subj = child(verb, "nsubjpass")
    if subj is None:
        return None
    return replace(attribution, sources=(subj.i,), source_at=((subj.left_edge.idx, subj.idx + len(subj)),))


def _read_unreached(verb: Token, noun: Token) -> Attribution | None:
    """Read 'could not be reached for comment', whose subject is the source."""
    attribution = _make(verb, "not reached", [], noun)
    return _of_patient(attribution, verb) if is_passive(verb) else attribution


def is_declined(verb: Token) -> bool:
    """Check whether a verb is what somebody declined to do: 'declined to say' makes one claim."""
    declined = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.words("no_comment_verb")
    return declined and (verb.lemma_.lower() in lexicon.words("no_comment_act") or _is_excluding(verb))


def _with_topic(matter: Sequence[Token], last: Token) -> tuple[list[Stretch], Token]:
    """Return the stretch of what was not commented on, or none, and the last token of the cue: 'comment on' it."""
    if not matter:
        return [], last
    first = matter[0]
    topic = child(first, "pobj", "pcomp") if first.i == last.i + 1 and first.dep_ == "prep" else None
    if topic is None or first.lower_ not in lexicon.grammar("topic_preposition"):
        return [extent(first.left_edge, matter[-1].right_edge)], last
    return [extent(first.doc[first.i + 1], matter[-1].right_edge)], first


def _make(verb: Token, lemma: str, contents: list[Stretch], last: Token) -> Attribution:
    """Build the attribution of a cue that ends with a token."""
    first, own = verb_group(verb)
    sources, source_at = source_of(verb)
    after = next((t for t in verb.doc[own + 1 : own + 3] if t.dep_ != "npadvmod"), last)  # 'did not respond Monday to'
    if not contents and last.i > own and after.dep_ in ("aux", "prep") and after.head.i in (verb.i, last.i):
        # 'declined' to comment, 'did not respond to' a request for comment: the content is what was not done
        last, contents = _separate(verb.doc[own], after, last)
    return Attribution(
        cue=verb.i,
        lemma=lemma,
        cues=(extent(verb.doc[first], last),),
        sense=_SENSE,
        sources=sources,
        source_at=source_at,
        contents=tuple(contents),
        rule="no-comment",
    )


def _separate(verb: Token, after: Token, last: Token) -> tuple[Token, list[Stretch]]:
    """Separate cue and content: a preposition belongs to the cue, the 'to' of an infinitive to the content."""
    if after.dep_ == "aux":
        return verb, [extent(after, last)]
    return after, [extent(after.doc[after.i + 1], last.right_edge)]
