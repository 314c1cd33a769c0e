"""Straighten typographic apostrophes for the parser, which learned from texts that have none.

spaCy's English models come from OntoNotes, whose apostrophes are all straight. In 'Sanders’ stated plans' they take the
typographic apostrophe for a closing quotation mark and 'stated' for a verb; 'who’ve' they do not take for two words.
"""

from __future__ import annotations

__all__ = ["straighten"]

_APOSTROPHE, _OPENING = "’", "‘"


def straighten(text: str) -> str:
    """Replace typographic apostrophes with straight ones, character for character.

    The closing mark of a single quotation, the same character, stays: that is one at the end of a word after an opening
    mark that is not closed yet ('‘It is theirs’, she said').

    Args:
        text: A paragraph.

    Returns:
        A text of the same length.
    """
    if _APOSTROPHE not in text:
        return text
    out = list(text)
    is_open = False
    for i, character in enumerate(text):
        if character == _OPENING:
            is_open = True
        elif character == _APOSTROPHE:
            is_inside = 0 < i < len(text) - 1 and text[i - 1].isalnum() and text[i + 1].isalnum()
            if is_inside or not is_open:
                out[i] = "'"
            else:
                is_open = False
    return "".join(out)
