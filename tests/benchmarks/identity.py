"""Print how long it takes to tell who is who in 125, 1,000 and 8,000 articles, and how that grows.

    python tests/benchmarks/identity.py [ARTICLES...]

The articles are made up, without a parse: a few people and bodies are in very many of them and most in one or two
(Zipf's law), some are called by their surname, some by an initial, and many share a common name. An exponent of 1 is
linear growth, 2 is quadratic.
"""

from __future__ import annotations

import bisect
import gc
import itertools
import math
import random
import resource
import sys
import time
from collections.abc import Sequence

from graphkit.identity.resolution import resolve
from graphkit.model import Chain, Document, EntityType, Extraction, Mention, MentionKind, Role

_SIZES = (125, 1_000, 8_000)
_PEOPLE_PER_ARTICLE = 8
_BODIES_PER_ARTICLE = 5
_PLACES_PER_ARTICLE = 5
_GIVEN = "John James Mary Anna David Sarah Peter Elena Omar Aisha Ingrid Kenji Priya Carlos Fatima Sven".split()
_SYLLABLES = "ba ker lin dor mas ten vi ra sol hen ek ur tal mi jo pas rev an".split()
_COMMON = "Smith Brown Johnson Williams Jones Miller Davis Wilson Kim Lee".split()
_HEADS = ("Ministry of {}", "Bank of {}", "{} Institute", "University of {}", "{} Corporation")
_GENERIC = ("Ministry of Health", "Supreme Court", "City Council", "Department of Justice", "Parliament")


class Zipf:
    """Draws numbers of which the n-th is drawn 1/n as often as the first.

    Args:
        size: How many there are.
    """

    def __init__(self, size: int) -> None:
        self._sums = list(itertools.accumulate(1 / n for n in range(1, size + 1)))

    def draw(self, dice: random.Random) -> int:
        """Draw a number, from 0."""
        return bisect.bisect_left(self._sums, dice.random() * self._sums[-1])


def make_articles(number: int, *, seed: int = 1) -> list[Extraction]:
    """Make up articles.

    Args:
        number: How many.
        seed: The same number gives the same articles.
    """
    dice = random.Random(seed)
    people = [_make_person(dice) for _ in range(number * 4)]
    bodies = [dice.choice(_HEADS).format(_make_word(dice)) for _ in range(number * 2)]
    places = [_make_word(dice) for _ in range(number)]
    draws = [Zipf(len(pool)) for pool in (people, bodies, places)]
    return [_make_article(n, dice, (people, bodies, places), draws) for n in range(number)]


def _make_word(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).title()


def _make_person(dice: random.Random) -> str:
    surname = dice.choice(_COMMON) if dice.random() < 0.1 else _make_word(dice)
    given = dice.choice(_GIVEN) if dice.random() < 0.5 else _make_word(dice)
    return f"{given} {surname}"


def _make_article(
    number: int, dice: random.Random, pools: tuple[Sequence[str], ...], draws: Sequence[Zipf]
) -> Extraction:
    people, bodies, places = (
        [pool[draw.draw(dice)] for _ in range(count)]
        for pool, draw, count in zip(
            pools, draws, (_PEOPLE_PER_ARTICLE, _BODIES_PER_ARTICLE, _PLACES_PER_ARTICLE), strict=True
        )
    )
    named = [(_shorten(name, dice), EntityType.PERSON) for name in people]
    named += [(name, EntityType.ORGANIZATION) for name in (*bodies, dice.choice(_GENERIC))]
    named += [(name, EntityType.COUNTRY if n == 0 else EntityType.PLACE) for n, name in enumerate(places)]
    named = list(dict.fromkeys(named))
    text = f"{number}: " + ". ".join(name for name, _ in named)
    document = Document(text=text, identifier=str(number))
    mentions, start = [], text.index(":") + 2
    for position, (name, kind) in enumerate(named):
        span = document.span(start, start + len(name))
        mentions.append(Mention(span=span, head=span, kind=MentionKind.NAME, type=kind, chain=position))
        start += len(name) + 2
    roles = [
        Role(member=n, organization=len(people), title="director", title_span=mentions[n].span)
        for n in range(2)
        if len(named) > len(people)
    ]
    chains = tuple(Chain(label=name, type=kind) for name, kind in named)
    return Extraction(document=document, mentions=tuple(mentions), chains=chains, roles=tuple(roles))


def _shorten(name: str, dice: random.Random) -> str:
    given, surname = name.split(" ", 1)
    roll = dice.random()
    return surname if roll < 0.1 else f"{given[0]}. {surname}" if roll < 0.15 else name


def main() -> None:
    """Measure and print."""
    sizes = [int(argument) for argument in sys.argv[1:]] or _SIZES
    times = []
    for size in sizes:
        articles = make_articles(size)
        gc.collect()
        gc.freeze()  # the made-up articles are no part of what is measured
        start = time.process_time()
        resolution = resolve(articles)
        times.append(time.process_time() - start)
        chains = sum(len(article.chains) for article in articles)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:>6,} articles, {chains:>8,} chains: {times[-1]:7.2f} s, {len(resolution.entities):>7,} entities, "
            f"{len(resolution.merges):>7,} merges, {len(resolution.uncertain):>6,} uncertain, peak {peak:,} MB"
        )
    for small, large in itertools.pairwise(range(len(sizes))):
        exponent = math.log(times[large] / times[small]) / math.log(sizes[large] / sizes[small])
        print(f"from {sizes[small]:,} to {sizes[large]:,} articles time grows to the power of {exponent:.2f}")


if __name__ == "__main__":
    main()
