"""Choose which claims are compared: those of documents that may tell one story, or that quote the same words.

Two documents may tell one story where they share a name or two words that few others have, or several names that are
not everywhere. A name of more documents than `_CROWD` tells nothing, so that the cost grows with the number of
documents and not of their pairs (blocking; Papadakis et al., *Blocking and Filtering Techniques for Entity Resolution*,
2020).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.words import split_text

__all__ = ["pair_documents"]

_CROWD = 60
_RARE = 8
"""A name of at most so many documents tells by itself that two of them may tell one story, and two words do."""
_SHARED = 2
_NEIGHBOURS = 30
"""The most documents that one is compared with: those with which it shares most."""
_SEQUENCE = 5
_TELLING = ("NOUN", "VERB", "ADJ")


def pair_documents(
    profiles: Mapping[str, Sequence[ClaimProfile]], names: Mapping[str, Iterable[int]]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of documents whose claims are to be compared, each once and in order.

    Args:
        profiles: The claims of each document, by its key.
        names: The entities of each document, by its key.
    """
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(profiles):
        for thing in sorted({*_list_things(profiles[key]), *(("name", str(entity)) for entity in names[key])}):
            holders[thing].append(key)
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for thing, keys in holders.items():
        weight = _weigh(thing[0], len(keys))
        if weight:
            for one, other in combinations(keys, 2):
                shared[one][other] += weight
                shared[other][one] += weight
    near = {key: _nearest(others) for key, others in shared.items()}
    pairs = {(min(key, other), max(key, other)) for key, others in near.items() for other in others}
    yield from sorted(pairs)


def _list_things(profiles: Sequence[ClaimProfile]) -> Iterator[tuple[str, ...]]:
    """List what a document's claims hold by which it may be found to tell another's story, beside names."""
    for profile in profiles:
        for word in profile.words:
            if word.tag in _TELLING:
                yield "word", word.lemma
        for piece in profile.quoted:
            words = split_text(piece.text)
            for start in range(len(words) - _SEQUENCE + 1):
                yield "quotation", *words[start : start + _SEQUENCE]


def _weigh(kind: str, number: int) -> int:
    """Return how much a thing tells that so many documents hold; two documents need `_SHARED`."""
    if not 1 < number <= _CROWD:
        return 0
    if kind == "word":
        return 1 if number <= _RARE else 0
    return _SHARED if kind == "quotation" or number <= _RARE else 1


def _nearest(others: Counter[str]) -> list[str]:
    ranked = sorted((-number, key) for key, number in others.items() if number >= _SHARED)
    return [key for _, key in ranked[:_NEIGHBOURS]]
