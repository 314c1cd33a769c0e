"""Lay a parse out once, for what the rules ask of it again and again: a word's dependents, and its sentence.

spaCy finds the children of a token by walking all that hangs below it, and cuts a sentence out anew whenever it is
asked for one; a rule that is tried on every word cannot afford that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Layout", "layout_of"]

_KEY = "graphkit_layout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The dependents and the sentences of a parse.

    Args:
        starts: For each token, the offset of its first character.
        dependents: For each token, the label and the position of each word that hangs on it, in order.
        sentence: For each token, the number of its sentence.
        first: For each sentence, its first token.
        texts: For each sentence, its text.
        moods: For the root of a sentence, once it was asked for, how certain the sentence as a whole is.
    """

    starts: list[int]
    dependents: list[list[tuple[str, int]]]
    sentence: list[int]
    first: list[int]
    texts: list[str]
    moods: dict[int, Certainty] = field(default_factory=dict)


def layout_of(doc: Doc) -> Layout:
    """Find the layout of a parse; it is made once and kept with the parse."""
    known: Layout | None = doc.user_data.get(_KEY)
    if known is None:
        known = doc.user_data[_KEY] = _lay_out(doc)
    return known


def _lay_out(doc: Doc) -> Layout:
    text = doc.text
    starts: list[int] = []
    dependents: list[list[tuple[str, int]]] = [[] for _ in range(len(doc))]
    sentence: list[int] = []
    first: list[int] = []
    for i, token in enumerate(doc):
        starts.append(token.idx)
        head = token.head.i
        if head != i:
            dependents[head].append((token.dep_, i))
        if token.is_sent_start or not i:
            first.append(i)
        sentence.append(len(first) - 1)
    ends = [*first[1:], len(doc)]
    texts = [text[starts[a] : starts[b - 1] + len(doc[b - 1])] for a, b in zip(first, ends, strict=True) if a < b]
    return Layout(starts=starts, dependents=dependents, sentence=sentence, first=first, texts=texts)
