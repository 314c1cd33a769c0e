"""Words that are held as numbers are the words that they were made of."""

from __future__ import annotations

from graphkit.matching.profiles import Word
from graphkit.matching.vocabulary import Vocabulary

WORDS = (
    Word("Trams", "tram", "NOUN", "subject", 4, 2),
    Word("stop", "stop", "VERB", "verb", 10, None),
    Word("trams", "tram", "NOUN", "object", 70_000, 0),
)


def test_held_words_are_those_that_were_given() -> None:
    vocabulary = Vocabulary()
    held, other = vocabulary.hold(WORDS), vocabulary.hold(WORDS[::-1])
    assert tuple(held) == WORDS
    assert tuple(other) == WORDS[::-1]
    assert (len(held), held[-1], held[1:]) == (3, WORDS[-1], WORDS[1:])
    assert held == vocabulary.hold(WORDS)
    assert held != other
    assert hash(held) == hash(WORDS)
    assert repr(held) == repr(WORDS)
    assert not Vocabulary().hold(())
