"""Paragraphs of text: for a terminal, where they are wrapped, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["ARROWS", "Paragraph", "mark_up"]

ARROWS = {"affirm": "──▶", "reject": "╌╌┤", "allege": "··▶", "relay": "◀──"}
"""The styles of lines, drawn with letters."""

_ESCAPED = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of text.

    Args:
        text: The words; '' for an empty line.
        indent: By how many columns it is moved in.
        hang: By how many its further lines are; 0 for as many as the first.
        style: 'title', 'claim', 'name', 'quote', 'note', a style of links ('affirm' …), or '' for plain.
    """

    text: str = ""
    indent: int = 0
    hang: int = 0
    style: str = ""

    def wrap(self, width: int) -> list[str]:
        """Break it into lines of a width."""
        first, further = " " * self.indent, " " * (self.hang or self.indent)
        broken = textwrap.wrap(
            self.text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
        )
        return broken or [""]


def mark_up(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Write paragraphs as Markdown, the first title as that of the whole."""
    first = True
    for line in paragraphs:
        text = _ESCAPED.sub(r"\\\1", line.text)
        if not text:
            continue
        if line.style == "title":
            yield f"{'#' if first else '##'} {text}"
            first = False
        elif line.style == "claim":
            yield f"### {text}"
        elif line.style == "quote":
            yield f"> {text}"
        elif line.style == "name":
            yield f"**{text}**"
        elif line.style == "note":
            yield f"*{text}*"
        else:
            yield text
