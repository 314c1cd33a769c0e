"""Read that somebody does not comment: 'declined to say', 'did not respond', 'could not be reached for comment'."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Certainty, Stance
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.frames import extent
from graphkit.reading.claims.sources import source_of
from graphkit.reading.grammar.syntax import child, children, is_interrogative, is_passive, negation, verb_group

__all__ = ["is_declined", "read_silence"]

_SENSE = Sense(
    frames=frozenset(), act=Act.DECLINES_TO_COMMENT, stance=Stance.UNCOMMITTED, certainty=Certainty.UNSPECIFIED
)


@cache
def _verbs() -> frozenset[str]:
    """Collect the verbs that the rules below are about."""
    groups = ("no_comment_act", "no_comment_verb", "no_comment_light")
    return frozenset(["return", "answer", "respond", "reply", "reach"]).union(*map(lexicon.words, groups))


def read_silence(verb: Token) -> Attribution | None:
    """'declined to comment on it', 'did not respond to a request for comment', 'could not be reached for comment'."""
    lemma = verb.lemma_.lower()
    if lemma not in _verbs():
        return None
    sense = _SENSE
    will_not = negation(verb) is not None and any(c.lower_ in ("would", "will", "wo") for c in children(verb, "aux"))
    if will_not and lemma in lexicon.words("no_comment_act") and lemma not in ("address", "confirm"):
        matter = [c for c in children(verb, "prep", "dobj", "ccomp") if c.i > verb.i]
        contents = _span(matter)
        clausal = any(c.dep_ == "ccomp" for c in matter)
        if not matter or not clausal or any(is_interrogative(c) for m in matter for c in m.subtree):
            return _silent(verb, f"not {lemma}", sense, contents, verb)
    if negation(verb) is not None and lemma == "comment" and not will_not:
        matter = [c for c in children(verb, "prep") if c.i > verb.i]
        contents = _span(matter)
        return _silent(verb, "not comment", sense, contents, verb)
    held = child(verb, "dobj")
    light = lemma in lexicon.words("no_comment_light")
    if light and held is not None and held.lower_ == "comment" and negation(held) is not None:
        return _silent(verb, "no comment", sense, _span(list(children(held, "prep"))), held)
    called = held is not None and held.lemma_ in ("call", "message", "email") and lemma in ("return", "answer")
    if called and held is not None and negation(verb) is not None:
        return _silent(verb, "not return", sense, [], held)
    if lemma in lexicon.words("no_comment_verb") and negation(verb) is not None:
        return None  # 'did not decline to comment'
    if lemma in lexicon.words("no_comment_verb"):
        inner = child(verb, "xcomp")
        if inner is None or inner.lemma_.lower() not in lexicon.words("no_comment_act"):
            return None
        matter = [c for c in children(inner, "prep", "dobj", "ccomp") if c.i > inner.i]
        contents = _span(matter)
        return _silent(verb, f"{lemma} to {inner.lemma_}", sense, contents, inner)
    if negation(verb) is None and not (lemma == "reach" and child(verb, "neg")):
        return None
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if noun is None:
            continue
        asked = lemma in ("respond", "reply", "return", "answer") and noun.lemma_.lower() in lexicon.words(
            "no_comment_request"
        )
        reached = lemma == "reach" and noun.lower_ == "comment"
        if asked or reached:
            attribution = _silent(verb, "not respond" if asked else "not reached", sense, [], noun)
            if reached and is_passive(verb):
                owner = child(verb, "nsubjpass")
                if owner is None:
                    return None
                return replace(
                    attribution, sources=(owner.i,), source_at=((owner.left_edge.idx, owner.idx + len(owner)),)
                )
            return attribution
    return None


def is_declined(verb: Token) -> bool:
    """Tell whether a verb is what somebody declined to do: 'declined to say'; the claim is that of declining."""
    declined = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.words("no_comment_verb")
    return declined and verb.lemma_.lower() in lexicon.words("no_comment_act")


def _span(matter: list[Token]) -> list[Stretch]:
    """Give what was not commented on as one stretch, or none."""
    return [extent(matter[0].left_edge, matter[-1].right_edge)] if matter else []


def _silent(verb: Token, lemma: str, sense: Sense, contents: list[Stretch], last: Token) -> Attribution:
    first, own = verb_group(verb)
    sources, source_at = source_of(verb)
    behind = verb.doc[own + 1] if own + 1 < len(verb.doc) else last
    if not contents and last.i > own and behind.dep_ in ("aux", "prep") and behind.head.i in (verb.i, last.i):
        # 'declined' to comment, 'did not respond to' a request for comment: what was not done is the matter.
        last, contents = _part(verb.doc[own], behind, last)
    return Attribution(
        cue=verb.i,
        lemma=lemma,
        cues=(extent(verb.doc[first], last),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=tuple(contents),
        rule="no-comment",
    )


def _part(verb: Token, behind: Token, last: Token) -> tuple[Token, list[Stretch]]:
    """Part a cue from what was not done: a preposition belongs to the cue, the 'to' of an infinitive does not."""
    if behind.dep_ == "aux":
        return verb, [extent(behind, last)]
    return behind, [extent(behind.doc[behind.i + 1], last.right_edge)]
