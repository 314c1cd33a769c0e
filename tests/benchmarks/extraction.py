"""Print what extraction adds to the time that spaCy takes for the same articles, and how both grow with the text.

    python tests/benchmarks/extraction.py [ARTICLE or FOLDER]... [--first N] [--rounds N]

spaCy is timed alone, on whole articles in batches, as fast as it goes; extraction is all that graphkit does between the
parse and the graph. Last comes the whole work on a document, the parse with it, and how many words a second that is
beside spaCy alone. Rounds alternate, so that a busy moment of the machine falls on both, and time is that of the
processor; the medians are compared. Then one text is read once, twice, four and eight times over: the time for a
thousand words must stay what it is.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from graphkit import documents
from graphkit.files import resources
from graphkit.identity import linking
from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading import extraction

if TYPE_CHECKING:
    from spacy.language import Language

_TIMES_OVER = (1, 2, 4, 8)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time extraction against spaCy.")
    parser.add_argument("articles", nargs="*", default=[str(resources.example())])
    parser.add_argument("--first", type=int, help="read only so many of them")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    articles = list(documents.read(given.articles, problems=[]))[: given.first]
    nlp = annotation.load()
    words = sum(len(a.text.split()) for a in articles)
    parsing, reading = measure(articles, nlp, given.rounds)
    print(
        f"{len(articles)} articles, {words} words: spaCy {parsing:.3f} s, extraction {reading:.3f} s, "
        f"ratio {reading / parsing:.2f} (medians of {given.rounds})"
    )
    shares = ", ".join(f"{name} {seconds / parsing:.3f}" for name, seconds in measure_parts(articles, nlp).items())
    print(f"of spaCy's time: {shares}")
    once = max(articles, key=lambda a: len(a.text)).text
    for times in _TIMES_OVER:
        long = Document(text="\n\n".join([once] * times), identifier=f"{times} times")
        parsing, reading = measure([long], nlp, given.rounds)
        thousands = len(long.text.split()) / 1000
        print(
            f"{len(long.text.split()):7} words in one text: spaCy {1000 * parsing / thousands:5.0f} ms, extraction "
            f"{1000 * reading / thousands:5.0f} ms for a thousand words"
        )
    alone, whole = measure_whole(articles, nlp, given.rounds)
    print(
        f"words a second and core: spaCy alone {words / alone:.0f}, graphkit {words / whole:.0f}, "
        f"ratio {alone / whole:.2f}"
    )


def measure(articles: list[Document], nlp: Language, rounds: int) -> tuple[float, float]:
    """Find the median seconds of the processor that spaCy and extraction take for some articles.

    Args:
        articles: What is read.
        nlp: The pipeline.
        rounds: How often each is timed; one more round goes first, to fill the caches.
    """
    parsing, reading = [], []
    for _ in range(rounds + 1):
        start = time.process_time()
        list(nlp.pipe([a.text for a in articles], batch_size=16))
        parsing.append(time.process_time() - start)
        taken = 0.0
        for article, doc in annotation.annotate(articles, nlp):  # one at a time, as a build does
            start = time.process_time()
            extraction.extract(article, doc)
            taken += time.process_time() - start
        reading.append(taken)
    return statistics.median(parsing[1:]), statistics.median(reading[1:])


def measure_whole(articles: list[Document], nlp: Language, rounds: int) -> tuple[float, float]:
    """Find the median seconds of the processor that spaCy takes for some articles, and that all of graphkit takes.

    Args:
        articles: What is read: parsed, extracted and linked.
        nlp: The pipeline.
        rounds: How often each is timed; one more round goes first, to fill the caches.
    """
    alone, whole = [], []
    for _ in range(rounds + 1):
        start = time.process_time()
        for _ in nlp.pipe([a.text for a in articles], batch_size=16):
            pass
        alone.append(time.process_time() - start)
        start = time.process_time()
        for article, doc in annotation.annotate(articles, nlp):
            linking.link(extraction.extract(article, doc))
        whole.append(time.process_time() - start)
    return statistics.median(alone[1:]), statistics.median(whole[1:])


def _time[**P, R](run: Callable[P, R], seconds: dict[str, float], name: str) -> Callable[P, R]:
    """Add what a function takes to the seconds under a name."""

    def timed(*args: P.args, **given: P.kwargs) -> R:
        start = time.process_time()
        result = run(*args, **given)
        seconds[name] += time.process_time() - start
        return result

    return timed


def measure_parts(articles: list[Document], nlp: Language) -> dict[str, float]:
    """Find the seconds of the processor that finding mentions, coreference and roles take.

    Args:
        articles: What is read.
        nlp: The pipeline.
    """
    parts = {"find_mentions": "mentions", "resolve": "coreference", "find_roles": "roles"}
    seconds = dict.fromkeys(parts.values(), 0.0)
    for function, name in parts.items():
        setattr(extraction, function, _time(getattr(extraction, function), seconds, name))
    for article, doc in list(annotation.annotate(articles, nlp)):
        extraction.extract(article, doc)
    return seconds


if __name__ == "__main__":
    main()
