"""Pair the parties of a sentence that stand near enough to each other for a stance, and describe each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.extract.claims import Claims
from graphkit.extract.mentions import Found
from graphkit.extract.parties import Party, find_parties
from graphkit.extract.reading import Reading
from graphkit.extract.traits import Path, Words, describe, find_path, read_words
from graphkit.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

__all__ = ["Pair", "between", "find_pairs", "traits_of"]

_MOST_PARTIES = 10
"""A sentence that names more is a list."""
_LONGEST = 7
"""Links between two parties; farther apart they have little to do with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties of a sentence, in the order of the text, and the way between them.

    Args:
        one: The first party.
        other: The second.
        path: The way from the first, or a word that takes it up, to the second or such a word.
        words: The sentence.
    """

    one: Party
    other: Party
    path: Path
    words: Words


def find_pairs(reading: Reading, found: Found, mentions: tuple[Mention, ...], sentence: Tokens) -> Iterator[Pair]:
    """Find the pairs of parties of a sentence that stand near enough, with a word of praise or blame between them.

    Args:
        reading: The document beside its parse.
        found: Its mentions, and the tokens that they stand on.
        mentions: The mentions with their chains.
        sentence: The sentence.
    """
    if len(sentence) < 3 or reading.skipped[sentence.start]:
        return
    parties = find_parties(reading, found, mentions, sentence)
    if not 2 <= len(parties) <= _MOST_PARTIES:
        return
    words = read_words(sentence)
    if words is None:
        return
    parties.sort(key=lambda party: party.head)
    at = _places(found, mentions, sentence)
    for n, one in enumerate(parties):
        for other in parties[n + 1 :]:
            if one.chain is not None and one.chain == other.chain:
                continue
            if one.span.overlaps(other.span):
                continue
            path = _shortest(words, at.get(one.chain, ()), at.get(other.chain, ()), one, other)
            if path is not None and any(words.valences[i] for i in between(path)):
                yield Pair(one=one, other=other, path=path, words=words)


def traits_of(pair: Pair, made: Claims, mentions: Sequence[Mention]) -> tuple[list[tuple[str, int]], ...]:
    """Describe a pair in both directions: the first as holder of the stance, then the second."""
    out = []
    for holder, target, path in (
        (pair.one, pair.other, pair.path),
        (pair.other, pair.one, pair.path.turned()),
    ):

        def is_source(position: int, holder: Party = holder) -> bool:
            return any(m == holder.mention or _is_in(mentions[m], holder.chain) for m in made.claims[position].sources)

        traits = list(describe(pair.words, path, made, is_source))
        traits.append((f"holder {holder.kind}", -1))
        traits.append((f"target {target.kind}", -1))
        traits.append((f"kinds {holder.kind} {target.kind}", -1))
        out.append(traits)
    return tuple(out)


def between(path: Path) -> tuple[int, ...]:
    """List the tokens on a path without its ends."""
    ends = (path.up[0], path.down[-1] if path.down else path.up[-1])
    return tuple(i for i in (*path.up, *path.down) if i not in ends)


def _places(found: Found, mentions: Sequence[Mention], sentence: Tokens) -> dict[int | None, tuple[int, ...]]:
    """Map each chain to the tokens of a sentence by which it is mentioned, names and pronouns alike."""
    out: dict[int | None, tuple[int, ...]] = {}
    for i in range(sentence.start, sentence.end):
        position = found.at.get(i)
        if position is not None and found.heads[position] == i:
            chain = mentions[position].chain
            if chain is not None:
                out[chain] = (*out.get(chain, ()), i - sentence.start)
    return out


def _shortest(words: Words, ones: Sequence[int], others: Sequence[int], one: Party, other: Party) -> Path | None:
    """Find the shortest way between two parties, or words that take them up; their own names go first."""
    best: tuple[int, Path] | None = None
    for a in dict.fromkeys((one.head - words.first, *ones)):
        for b in dict.fromkeys((other.head - words.first, *others)):
            path = find_path(words, a, b) if a != b else None
            if path is None:
                continue
            length = len(path.up) + len(path.down) - 1
            if best is None or length < best[0]:
                best = length, path
    if best is None or best[0] > _LONGEST + 2:
        return None
    return best[1]


def _is_in(mention: Mention, chain: int | None) -> bool:
    return mention.chain is not None and mention.chain == chain
