"""Find cues by their construction: each word of cues.tsv in a frame that makes it a cue.

Quotations are attributed in `reported_speech`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.phrases import (
    read_according_to,
    read_adjective,
    read_adverb,
    read_noun,
    read_turn,
    read_viewpoint,
)
from graphkit.reading.claims.silence import is_declined, read_silence
from graphkit.reading.claims.undergone import read_undergone
from graphkit.reading.claims.verbs import read_verb
from graphkit.reading.grammar.parsed import ParsedDocument

if TYPE_CHECKING:
    pass

__all__ = ["find_cues"]


def find_cues(parsed: ParsedDocument) -> Iterator[Attribution]:
    """Find every cue outside boilerplate that has a content by its construction.

    Args:
        parsed: The parsed document.

    Returns:
        At most one attribution a cue word, in the order of the cues.
    """
    for token in parsed.doc:
        if parsed.skipped[token.i] or not (token.is_alpha or token.text == ":"):
            continue
        found: Attribution | None = None
        if token.pos_ in ("VERB", "AUX"):
            found = read_silence(token) or (None if is_declined(token) else read_adjective(token) or read_verb(token))
        elif token.pos_ == "NOUN":
            found = read_viewpoint(token) or read_undergone(token) or read_noun(token)
        elif token.pos_ == "ADJ":
            found = read_adjective(token)
        elif token.text == ":":
            found = read_turn(token)
        elif token.pos_ == "ADV":
            found = read_adverb(token)
        if found is None and token.lower_ == "according":
            found = read_according_to(token)
        if found is not None:
            yield found
