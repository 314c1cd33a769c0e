"""Pair the claims of two versions of an article, and the sentences that they stand in.

Claims are paired by the words of their contents, the most alike first (greedily, as in the alignment of Sultan et al.,
2014); who says them decides between those that are alike, but not whether they are. What is left over is paired by
where it stands: of a sentence that took the place of another, one source says in other words what it said before.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from graphkit.analysis.changes.sides import Side, share_source, sign
from graphkit.analysis.sentences import sentence
from graphkit.language import lexicon
from graphkit.matching.words import split_text

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Utterance

__all__ = ["Alignment", "Stretch", "align", "overlap", "pair_claims", "rate"]

_ALIKE = 0.5
"""The least share of words in one order that two versions of a claim have in common."""
_ALIKE_BY_SOURCE = 0.34
"""The same where one source says both by one act."""
_CLOSE, _MATTER = 0.8, 0.45
"""From how large a share on the little words count too; below it, so large a share of the others is in both."""
_OPPOSITE = 0.3
"""So alike are claims that stand in one place where one says the opposite of the other."""
_LITTLE = 3
"""Words of so few letters are little ones."""
_SOURCE, _ACT = 0.2, 0.05
"""What one source and one act add, where several claims are alike."""
_ONE_SENTENCE = 0.25
"""The least share of words that a sentence has in common with the one that it took the place of, where more sentences
changed than one."""

type Stretch = tuple[int, int]
type Alignment = Sequence[tuple[Stretch, Stretch]]
"""Sentences that others took the place of, each with that: where they begin and end in their texts."""


def pair_claims(
    olds: Sequence[Utterance], news: Sequence[Utterance], before: Side, after: Side, alignment: Alignment
) -> dict[Utterance, Utterance]:
    """Pair the claims of two versions of an article.

    Args:
        olds: The claims before, in order.
        news: The claims after, in order.
        before: The graph before.
        after: The graph after.
        alignment: Which sentence took the place of which.

    Returns:
        The claims after by those before.
    """
    rated = []
    words = [[split_text(claim.content) for claim in claims] for claims in (olds, news)]
    for i, old in enumerate(olds):
        for j, new in enumerate(news):
            shared = share_source(old, new, before, after)
            acts = old.act == new.act
            least = _ALIKE_BY_SOURCE if shared and acts else _ALIKE
            alike = rate(words[0][i], words[1][j], least)
            if alike >= _CLOSE or (alike >= least and _share_matter(words[0][i], words[1][j])):
                rated.append((-(alike + _SOURCE * shared + _ACT * acts), abs(i - j), i, j))
    pairs: dict[Utterance, Utterance] = {}
    _take(rated, olds, news, pairs)
    left = [new for new in news if new not in set(pairs.values())]
    rest = []
    for i, old in enumerate(olds):
        if old in pairs:
            continue
        for j, new in enumerate(left):
            aligned = any(overlap(old.extent, one) and overlap(new.extent, other) for one, other in alignment)
            alike = rate(words[0][i], split_text(new.content), 0)
            # in other words altogether, one claim is not known to say the opposite of another
            if aligned and share_source(old, new, before, after) and (alike >= _OPPOSITE or sign(old) * sign(new) >= 0):
                rest.append((-alike, abs(i - j), i, j))
    _take(rest, olds, left, pairs)
    return pairs


def align(old: str, new: str) -> Alignment:
    """Find which sentences of a text took the place of which of an earlier one; those that are the same are none.

    Args:
        old: The earlier text.
        new: The later one.
    """
    sides = list(_split(old)), list(_split(new))
    texts = [
        [" ".join(text[start:end].split()) for start, end in side] for text, side in zip((old, new), sides, strict=True)
    ]
    found: list[tuple[Stretch, Stretch]] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if what != "replace":
            continue
        rated = [
            (-rate(split_text(texts[0][one]), split_text(texts[1][other]), 0), abs((one - i) - (other - k)), one, other)
            for one in range(i, j)
            for other in range(k, m)
        ]
        taken: set[tuple[int, int]] = set()
        for alike, _, one, other in sorted(rated):
            alone = j - i == m - k == 1
            if (-alike >= _ONE_SENTENCE or alone) and not taken & {(0, one), (1, other)}:
                taken |= {(0, one), (1, other)}
                found.append((sides[0][one], sides[1][other]))
    return found


def overlap(one: Stretch, other: Stretch) -> bool:
    """Check whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def rate(ones: Sequence[str], others: Sequence[str], least: float) -> float:
    """Return the share of words that two texts have in one order; 0 where it cannot reach the least."""
    if list(ones) == list(others):
        return 1.0
    matcher = difflib.SequenceMatcher(None, ones, others, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0


def _share_matter(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Check whether two contents share more than little words: 'to respect the vote', 'to examine the vote'."""
    matters = [[word for word in words if not _is_little(word)] for words in (ones, others)]
    return not all(matters) or rate(matters[0], matters[1], 0) >= _MATTER


def _is_little(word: str) -> bool:
    """Check whether a word tells nothing of what a claim is about."""
    return (len(word) <= _LITTLE and word.isalpha()) or word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for (word,) in lexicon.rows("function_words", 1))


def _take(
    rated: Sequence[tuple[float, int, int, int]],
    olds: Sequence[Utterance],
    news: Sequence[Utterance],
    pairs: dict[Utterance, Utterance],
) -> None:
    """Take the pairs that are rated best, each claim once."""
    taken = set(pairs.values())
    for _, _, i, j in sorted(rated):
        if olds[i] not in pairs and news[j] not in taken:
            pairs[olds[i]] = news[j]
            taken.add(news[j])


def _split(text: str) -> Iterator[Stretch]:
    """Split a text into sentences."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        _, end = sentence(text, at, at + 1)
        yield at, max(end, at + 1)
        at = max(end, at + 1)
