"""The result of the rules for reported speech: an attribution by tokens and characters, not yet a claim."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.language.lexicon import Sense

__all__ = ["Attribution", "Stretch"]

Stretch = tuple[int, int]
"""A stretch of the text: offsets of its first character and after its last, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A source, a cue and a content, as one rule read them.

    Args:
        cue: The token of the cue word.
        lemma: The cue as in cues.tsv.
        cues: The stretches of the cue.
        sense: What the cue means in this construction.
        sources: The head tokens of the sources.
        source_at: The stretches that name them.
        contents: The stretches of what is said, in order.
        head: The head token of the content, where it is a clause; it carries modality and negation.
        addressees: The head tokens of the addressees.
        rule: The name of the rule.
    """

    cue: int
    lemma: str
    cues: tuple[Stretch, ...]
    sense: Sense
    sources: tuple[int, ...]
    source_at: tuple[Stretch, ...]
    contents: tuple[Stretch, ...]
    head: int | None = None
    addressees: tuple[int, ...] = ()
    rule: str
