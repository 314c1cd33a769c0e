"""What is mended in a tree leaves it a tree."""

from __future__ import annotations

import pytest

from graphkit.language.repairs import repair


def climbs(heads: list[int]) -> bool:
    """Tell whether every token leads up to a root."""
    for token in range(len(heads)):
        for _ in heads:
            token = heads[token]
        if heads[token] != token:
            return False
    return True


@pytest.mark.parametrize(
    ("words", "tags", "deps", "heads"),
    [
        # the parser hangs the first gerund below the second one
        (
            "said in fighting it , keeping and reducing",
            "VBD IN VBG PRP , VBG CC VBG",
            "ROOT prep pcomp dobj punct advcl cc conj",
            [0, 5, 1, 2, 5, 0, 5, 5],
        ),
        # the hyphen is the head of both halves of the word
        ("re - election", "NN HYPH NN", "dep ROOT dep", [1, 1, 1]),
        ("re - election won", "NN HYPH NN VBD", "nsubj ROOT nsubj dep", [3, 1, 3, 1]),
    ],
)
def test_no_repair_makes_a_circle(words: str, tags: str, deps: str, heads: list[int]) -> None:
    assert climbs(heads)
    count = len(heads)
    _, mended = repair(words.split(), [False] * count, tags.split(), deps.split(), heads)
    assert climbs(mended)
