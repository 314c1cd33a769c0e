"""Decide of two claims that may be about one matter whether they are one claim, and whether they disagree.

The thresholds were chosen on twelve invented stories that two or three outlets each tell, and then raised until what
they join in 308 articles on one year's politics holds: there most articles share a subject and no story, and whatever
is merely near in meaning is another claim. It is better to miss that two papers say one thing than to merge two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.matching.comparison import WORD_BY_WORD, Comparison, Facets
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.scoring import PairScore, PairScores
from graphkit.matching.stories import Story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["are_near", "are_one", "disagree", "may_be_one", "may_match", "select_likely"]

_SURELY_ONE, _SURELY_DIFFERENT = 0.7, 0.5
"""The least score of two claims that are one, and of two that disagree, where their documents surely tell one story."""
_SURELY_ONE_TOO = 0.8
"""The same of claims of few words, and where the documents only may tell one story."""
_MAYBE_ONE = 0.6
"""The same where they have words in common too."""
_SAME = 0.35
"""The least score of two claims of which a person is asked whether they are one."""
_SURE = 0.8
"""The likeness from which such claims need no words in common."""
_NEAR = 0.75
"""The likeness from which two quotations in articles on one story may be one."""
_BORNE_OUT = ((0.7, 0.5), (0.6, 0.6))
"""Likenesses, each with the least share of the words of the briefer claim that stand in the other."""
_BORNE_OUT_BY_SOURCE = ((0.65, 0.4), (0.75, 0.0))
"""The same for claims of one source."""
_HALF = 0.5
"""The same share for claims that differ in something and are not held against each other word by word."""
_ALIKE = 0.7
"""The least likeness of such claims, where one denies what the other says or names another doer."""
_REPEATED = 0.88
"""The least likeness of two claims that are one where their documents tell no one story, or are one document: who
speaks of one thing again and again mostly says another thing of it."""
_FEWEST = 4
"""So many words that tell something such claims have at least."""
_FEW = 2
"""So many have claims that disagree."""
_NOT_FAR = 0.5
"""The least likeness of two claims that disagree in something else."""
_IN_COMMON = 2
"""So many words must claims of one document have in common of which one denies the other."""
_DIFFERENT, _DIFFERENT_IN_ONE = 0.4, 0.6
"""The least score of two claims that disagree, and of two of one document, where most that sounds like a denial is
about something else."""
_MOSTLY = 0.6
"""So much of the content of a claim that relays another is that."""
_TELLING = ("NOUN", "PROPN", "VERB", "ADJ")


def may_match(likeness: NDArray[np.float64], *, story: bool) -> bool:
    """Check whether claims of two documents can be worth a closer look, before all that tells it is worked out.

    Args:
        likeness: The cosines of the claims.
        story: Whether the documents may tell one story.
    """
    return story or bool((likeness >= _REPEATED).any())


def select_likely(scores: PairScores, *, story: Story, itself: bool) -> NDArray[np.bool_]:
    """Select the pairs of claims that are worth a closer look.

    Args:
        scores: The scores of the claims of two documents.
        story: Whether the documents tell one story.
        itself: Whether they are one document.
    """
    likely: NDArray[np.bool_] = scores.likeness >= _REPEATED
    if story or itself:
        for score in (scores.same, scores.differ, scores.denied):
            likely = likely | (score >= _SAME)
    return likely


def are_one(one: Facets, other: Facets, scores: PairScore, *, story: Story) -> float | None:
    """Return how likely two claims that differ in nothing are one; None where they are not.

    Args:
        one: A claim.
        other: Another claim.
        scores: Their scores.
        story: Whether their documents tell one story.
    """
    a, b = one.profile, other.profile
    if a.place[0] == b.place[0] and a.pieces != b.pieces and _are_one_utterance(a, b) and not _relays(one, other):
        return None  # 'most of them think that it will hold' is another claim than that it will hold
    if not story:
        alike = scores.likeness >= _REPEATED and min(_count(a), _count(b)) >= _FEWEST
        return round(scores.likeness, 2) if alike else None
    brief = min(_count(a), _count(b)) <= _FEW
    if scores.same >= (_SURELY_ONE if story is Story.SURE and not brief else _SURELY_ONE_TOO):
        return round(scores.same, 2)
    # More than a common subject makes two claims one: nearly one meaning, or words in common, or one source.
    share = _cover(a, b)
    limits = (*_BORNE_OUT, *(_BORNE_OUT_BY_SOURCE if one.sources & other.sources else ()))
    borne_out = min(_count(a), _count(b)) >= _FEWEST and any(
        scores.likeness >= likeness and share >= words for likeness, words in limits
    )
    return round(scores.same, 2) if scores.same >= _MAYBE_ONE and (borne_out or scores.likeness >= _SURE) else None


def may_be_one(one: Facets, other: Facets, scores: PairScore, *, story: Story) -> float | None:
    """Return how likely two claims are one that the machine leaves apart and a person may join; None where not.

    Args:
        one: A claim.
        other: Another claim.
        scores: Their scores.
        story: Whether their documents tell one story.
    """
    if not story or min(_count(one.profile), _count(other.profile)) < _FEW:
        return None
    return round(scores.same, 2) if scores.same >= _SAME else None


def are_near(scores: PairScore) -> bool:
    """Check whether two contents are so near in meaning that they need nothing else in common.

    Args:
        scores: Their scores.
    """
    return scores.likeness >= _NEAR


def disagree(one: Facets, other: Facets, scores: PairScore, found: Comparison, *, story: Story) -> float | None:
    """Return how likely two claims that differ in something are about one matter; None where they are not.

    Args:
        one: A claim.
        other: Another claim.
        scores: Their scores.
        found: In what they differ.
        story: Whether their documents tell one story.
    """
    denial = found.kinds == {"polarity"}
    a, b = one.profile, other.profile
    # Who rejects a claim says it as that does; who puts the opposite says it in other words.
    rejected = denial and a.rejected != b.rejected and a.negative == b.negative
    likely = max(scores.denied, scores.same if rejected else 0.0) if denial else scores.differ
    itself = a.place[0] == b.place[0]
    if likely < (_DIFFERENT_IN_ONE if itself else _DIFFERENT) or min(_count(a), _count(b)) < _FEW:
        return None
    if itself and (one.sources & other.sources or _are_one_utterance(a, b)):
        return None  # who contradicts himself within one article is mostly misread
    sure = story is Story.SURE or (itself and denial and _share(a, b) >= _IN_COMMON)
    if sure and likely >= _SURELY_DIFFERENT and scores.likeness >= (_ALIKE if "agent" in found.kinds else _NOT_FAR):
        return round(likely, 2)
    if found.rule != WORD_BY_WORD:
        # In one article two numbers, days or doers are mostly those of two things.
        if (itself and not denial) or _cover(a, b) < _HALF or scores.likeness < _NOT_FAR:
            return None
        if scores.likeness < _ALIKE and (denial or "agent" in found.kinds):
            return None
    return round(likely, 2)


def _are_one_utterance(one: ClaimProfile, other: ClaimProfile) -> bool:
    """Check whether two claims of a document are two readings of the same words; one that takes up another is not."""
    if one.takes_up is not None or other.takes_up is not None:
        return False
    return any(a.start < b.end and b.start < a.end for a in one.pieces for b in other.pieces)


def _relays(one: Facets, other: Facets) -> bool:
    """Check whether a claim says little else than that somebody else made the other, which is then its root."""
    inner, outer = sorted((one, other), key=lambda facets: len(facets.profile.content))
    a, b = inner.profile, outer.profile
    made = a.act == b.act and not a.open and not b.open and not inner.sources & outer.sources
    return made and a.reported_in == b.place[1] and len(a.content) >= _MOSTLY * len(b.content)


def _cover(one: ClaimProfile, other: ClaimProfile) -> float:
    """Return the share of the words of the briefer of two contents that stand in the other too."""
    return _share(one, other) / max(1, min(len(_list_words(one)), len(_list_words(other))))


def _share(one: ClaimProfile, other: ClaimProfile) -> int:
    """Return how many words two contents have in common."""
    return len(_list_words(one) & _list_words(other))


def _list_words(profile: ClaimProfile) -> set[str]:
    return {word.lemma for word in profile.words if word.tag in _TELLING}


def _count(profile: ClaimProfile) -> int:
    return len({word.lemma for word in profile.words})
