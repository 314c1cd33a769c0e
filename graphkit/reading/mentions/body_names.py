"""Tell when the beginning of a body's name is short for it: 'Harrow Heath' for 'Harrow Heath Capital'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graphkit.language import gazetteer, lexicon

__all__ = ["is_beginning", "nations"]


def is_beginning(short: Sequence[str], long: Sequence[str]) -> bool:
    """Check whether a name is a longer one without the words for what sort of body it is.

    'Fox' is Fox News, but 'the Senate' is not the Senate Committee, nor 'German' the German Bank.

    Args:
        short: The words of a name, in lower case.
        long: Those of a longer name of a body.
    """
    rest, last = long[len(short) :], short[-1]
    sort = all(word in lexicon.words("suffix_org") for word in rest) or (len(rest) == 1 and len(short) > 1)
    alone = len(short) == 1 and last in lexicon.words("suffix_org")
    whole = alone or lexicon.nouns().get(last) is not None or last in nations()
    return tuple(long[: len(short)]) == tuple(short) and 0 < len(rest) < 3 and sort and not whole


@cache
def nations() -> frozenset[str]:
    """Return the words of the names of states and regions and of their people, in lower case."""
    return frozenset(
        word.casefold().strip(".")
        for t in gazetteer.territories()
        for name in (t.name, *t.aliases, *t.demonyms)
        for word in name.split()
    )
