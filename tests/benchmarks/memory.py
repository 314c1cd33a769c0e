"""Print how the memory of a process grows with the documents that it has read, each with words that none had before.

    python tests/benchmarks/memory.py [DOCUMENTS]

What is read is parsed, extracted, linked and thrown away, as where a graph is made of ever more articles. The peak of
the memory is told after every 500 documents. It grows until the vocabularies are full, and then no more.
"""

from __future__ import annotations

import itertools
import resource
import sys
from collections.abc import Iterator

from graphkit.identity import linking
from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading import extraction

_EVERY = 500
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
_SOUNDS = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu", "va", "ze")
_PARAGRAPH = (
    "{0} {1} told the {2} Tribune on Monday that the {3} of {4} had {5}ed its {6}, and {7} {8} denied it. "
    '"The {9} are {10}," said {11} {12}, a spokeswoman for {13}. {14} {15} criticised the {16} in {17}.'
)
_NEW, _PARAGRAPHS = 18, 4


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    nlp = annotation.load()
    peaks = {}
    for number, (document, doc) in enumerate(annotation.annotate(make_documents(count), nlp), 1):
        linking.link(extraction.extract(document, doc))
        if number % _EVERY == 0:
            peaks[number] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
            print(f"{number:6} documents: {peaks[number]:6.0f} MB at most, {len(nlp.vocab)} words known to spaCy")
    half = max(_EVERY, count // 2 // _EVERY * _EVERY)
    if count - half >= _EVERY:
        slope = (peaks[max(peaks)] - peaks[half]) / (max(peaks) - half) * 1000
        print(f"in the second half: {slope:.1f} MB for a thousand documents")


def make_documents(count: int) -> Iterator[Document]:
    """Make documents whose names, nouns and verbs stand in no other of them.

    Args:
        count: How many.
    """
    words = ("".join(sounds) for sounds in itertools.product(_SOUNDS, repeat=6))
    for number in range(count):
        paragraphs = []
        for _ in range(_PARAGRAPHS):
            new = list(itertools.islice(words, _NEW))
            names = {0, 1, 2, 4, 7, 8, 11, 12, 13, 14, 15, 17}
            paragraphs.append(_PARAGRAPH.format(*(w.title() if i in names else w for i, w in enumerate(new))))
        yield Document(text="\n\n".join(paragraphs), identifier=f"{number}.txt")


if __name__ == "__main__":
    main()
