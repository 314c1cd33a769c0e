"""Give claims whose content only takes up another ('denied it', 'called this a lie') the content of that.

What a denial denies mostly stands right before it. The rules are those of discourse deixis (cf. Webber, 1991) with
claims alone as antecedents: a pronoun, a definite noun for a claim, 'such' under a negation, or a verdict of falsehood
takes up the nearest claim of another source; a noun for an accusation the nearest accusation.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.language import lexicon
from graphkit.matching.profiles import TELLING, ClaimProfile, Word
from graphkit.matching.words import split_text
from graphkit.model import Act

__all__ = ["resolve_contents"]

_BACK = 5
"""So many claims and so many sentences back it may stand what a content takes up."""
_OPENING = 80
"""So many characters into its sentence 'this' may take up the sentence before."""
_BRIEF = 8
"""The most words of a content that only takes up another."""
_NOUN_PHRASE = 3
"""So many words behind 'such' its noun may stand."""
_STEM = 5
"""Words of one family mostly begin with so many letters in common: 'instruct', 'instruction'."""
_CLAUSE = frozenset({"verb", "subject", "object"})
_NOUN = "noun"


@dataclass(frozen=True, slots=True)
class _Reference:
    """How a content takes up another.

    Args:
        verdict: Whether it says that the other is false.
        such: The noun behind 'such', whose word the other must have in common.
        acts: The acts that the claim may have that it takes up, the likeliest first; none where any.
        owned: Whether it says whose the other is: 'her words'.
        holding: Whether the other stands in it: 'her claim that the sponsor was behind it'.
        empty: Whether it says nothing of its own.
    """

    verdict: bool = False
    such: str | None = None
    acts: tuple[str, ...] = ()
    owned: bool = False
    holding: bool = False
    empty: bool = True


def resolve_contents(
    profiles: Sequence[ClaimProfile], chain_at: Callable[[int], int | None], sentences: Sequence[int]
) -> tuple[ClaimProfile, ...]:
    """Return the profiles of a document's claims, those that only take up another with what that says.

    Args:
        profiles: The profiles, in the order of the text.
        chain_at: Returns the chain of the mention at an offset.
        sentences: The offsets at which sentences begin, in order.
    """
    resolved: list[ClaimProfile] = []
    for position, profile in enumerate(profiles):
        reference = _read(profile)
        if reference is None:
            resolved.append(profile)
            continue
        taken = next(_list_held(profile, profiles[position + 1 :]), None) if reference.holding else None
        taken = taken or _find(profile, reference, resolved, chain_at(profile.own.start), sentences)
        if taken is not None:
            resolved.append(_take_up(profile, taken, reference))
        else:
            resolved.append(replace(profile, words=(), meaning=b"") if reference.empty else profile)
    return tuple(resolved)


def _read(profile: ClaimProfile) -> _Reference | None:
    """Read how a content takes up another; None where it says something itself."""
    words = split_text(profile.content)
    telling = [word for word in profile.words if word.tag in TELLING]
    if not words:
        return None
    nouns = [word for word in telling if _names_claim(word)]
    false = [word for word in telling if word.lemma in lexicon.grammar("falsehood")]
    brief = len(words) <= _BRIEF
    if brief and false and len(false) == len(telling):
        return _Reference(verdict=True)
    if words[0] in lexicon.grammar("anaphoric_neuter") and not any(word.slot in _CLAUSE for word in telling):
        return _Reference() if brief else None
    owned = words[0] in lexicon.grammar("possessive_determiner")
    if (owned or words[0] in lexicon.grammar("definite_determiner")) and nouns and nouns[0] is telling[0]:
        acts = _list_acts(nouns[0])
        if brief and len(telling) == 1 + len(false):
            return _Reference(verdict=bool(false), acts=acts, owned=owned)
        holding = len(words) > 2 and words[2] in lexicon.grammar("complementiser")
        if acts[:1] == (Act.ALLEGES.value,) and (holding or not any(word.slot == "verb" for word in telling)):
            return _Reference(verdict=bool(false), acts=acts, owned=owned, holding=holding, empty=False)
    such = _find_such(words, profile)
    return _Reference(such=such, empty=False) if such is not None else None


def _find_such(words: Sequence[str], profile: ClaimProfile) -> str | None:
    """Return the lemma of the noun behind 'such' where a content says that there was none: 'made no such promise'."""
    for position, (before, such, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        ruled_out = profile.negated and before in lexicon.grammar("quantifier_of_nobody")
        rejected = profile.rejected and after in lexicon.grammar("indefinite_article")
        if such in lexicon.grammar("anaphoric_determiner") and (ruled_out or rejected):
            behind = words[position + 2 : position + 2 + _NOUN_PHRASE]
            return next((w.lemma for w in profile.words if w.tag == "NOUN" and w.text.lower() in behind), None)
    return None


def _names_claim(word: Word) -> bool:
    return word.tag == "NOUN" and ((word.lemma, _NOUN) in lexicon.cues() or word.lemma in lexicon.grammar("claim_noun"))


def _list_acts(noun: Word) -> tuple[str, ...]:
    """List what a claim does that a noun takes up: 'the accusation', 'her demand'; nothing where it may do anything."""
    acts = {sense.act for sense in lexicon.cues().get((noun.lemma, _NOUN), ())}
    if not acts or Act.ASSERTS in acts:
        return ()
    if Act.ALLEGES in acts:
        return Act.ALLEGES.value, Act.CRITICIZES.value
    return tuple(sorted(act.value for act in acts))


def _find(
    profile: ClaimProfile,
    reference: _Reference,
    before: Sequence[ClaimProfile],
    owner: int | None,
    sentences: Sequence[int],
) -> ClaimProfile | None:
    """Return the claim that a content takes up: of those right before it the one that fits best, or else the nearest.

    Args:
        profile: The claim.
        reference: How its content takes up another.
        before: The claims before it.
        owner: The chain of the mention that its content begins with: 'her' in 'her words'.
        sentences: The offsets at which sentences begin, in order.
    """
    start, own = profile.own.start, set(profile.sources)
    own_sentence = bisect.bisect_right(sentences, start) - 1
    if reference.acts or reference.such:
        back = _BACK
    else:
        # What 'this' takes up stands right before it; where that is no claim, nothing is known of it.
        back = 1 if start - sentences[own_sentence] <= _OPENING else 0
    since = sentences[max(0, own_sentence - back)]

    def rank(other: ClaimProfile) -> tuple[int, ...]:
        return (
            reference.acts.index(other.act) if reference.acts else 0,
            other.takes_up is not None,
            not own.isdisjoint(other.sources),
            not any(word.slot == "verb" for word in other.words),
        )

    near = [
        other
        for other in reversed(before[-_BACK:])
        if other.own.end <= start
        and other.own.end > since
        and other.words
        and not _asks(other)
        and (other.act in reference.acts if reference.acts else own.isdisjoint(other.sources))
        and (not reference.owned or owner in other.sources)
        and (reference.such is None or _speaks_of(other, reference.such))
    ]
    return min(near, key=rank, default=None)


def _speaks_of(profile: ClaimProfile, noun: str) -> bool:
    """Check whether a claim has a word of a noun's family, or does what it names: 'promised' and 'no such promise'."""
    acts = {sense.act.value for sense in lexicon.cues().get((noun, _NOUN), ())} - {Act.ASSERTS.value}
    return profile.act in acts or any(word.lemma[:_STEM] == noun[:_STEM] for word in profile.words)


def _list_held(profile: ClaimProfile, after: Sequence[ClaimProfile]) -> Iterator[ClaimProfile]:
    """Yield the claims that stand in the content of another."""
    for other in after:
        if other.own.start >= profile.own.end:
            return
        if other.words and other.own.end <= profile.own.end:
            yield other


def _asks(profile: ClaimProfile) -> bool:
    """Check whether a content says nothing by itself: 'what they have in common'."""
    return split_text(profile.content)[0] in lexicon.grammar("question_opening")


def _take_up(profile: ClaimProfile, taken: ClaimProfile, reference: _Reference) -> ClaimProfile:
    """Give a claim the content of the one that it takes up."""
    rejected = profile.rejected
    if reference.verdict:
        # 'denied that this was a lie' affirms it, 'rejected the report as false' does not
        affirms = profile.negated and not lexicon.grammar("form_of_be").isdisjoint(split_text(profile.content))
        rejected = affirms == taken.rejected  # whoever calls a denial a lie says what was denied
    elif not reference.empty:
        rejected = profile.negated  # 'denied any such meeting', 'there was no such meeting'
    return replace(
        profile,
        pieces=taken.pieces,
        negative=taken.negative,
        rejected=rejected,
        quoted=(),
        words=taken.words,
        meaning=taken.meaning,
        sentence=taken.sentence,
        takes_up=taken.place[1],
    )
