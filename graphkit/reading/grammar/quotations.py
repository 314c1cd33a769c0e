"""Find quotations by their marks: a state machine over paragraphs.

Straight and curly, double and single marks, guillemets and low-high pairs are recognised. A quotation of several
paragraphs opens again at each; an apostrophe is not a mark; an unmatched mark affects only its own quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Quoted", "find_quotations"]

# Opening mark → its closing marks. A straight mark opens and closes itself.
_PAIRS = {
    '"': '"”',
    "“": '”"“',
    "„": "“”",
    "«": "»",
    "‘": "’",
    "'": "'’",
}
_SINGLE = "'‘"
_DOUBLED = re.compile("''")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One quotation.

    Args:
        parts: Its parts (start, end) in code points, marks included: one for each paragraph.
        closed: Whether its closing mark was found.
    """

    parts: tuple[tuple[int, int], ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """Offset of the first opening mark."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Offset after the last closing mark."""
        return self.parts[-1][1]


def find_quotations(text: str) -> tuple[Quoted, ...]:
    """Find the outermost quotations of a text.

    Args:
        text: The text of a document.

    Returns:
        The quotations in order, without overlap.

    >>> find_quotations('He said: "No." And left.')[0].parts
    ((9, 14),)
    """
    # Some papers write a double mark as two single ones; the replacement keeps the offsets.
    text = _DOUBLED.sub(_make_double, text)
    quotations: list[Quoted] = []
    running: list[tuple[int, int]] = []  # the earlier paragraphs of a quotation that is still open
    paragraphs = [m for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    for number, paragraph in enumerate(paragraphs):
        at, end = paragraph.span()
        position = at
        while (opening := _next_opening(text, position, end)) is not None:
            closing = _find_closing(text, opening, end)
            if closing is not None:
                quotations.append(Quoted(parts=(*running, (opening, closing))))
                running = []
                position = closing
                continue
            if text[opening] in _SINGLE:
                position = opening + 1
                continue
            last = len(text[at:end].rstrip()) + at
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            if following is not None and _opens_with(text, following, text[opening]):
                running.append((opening, last))
            else:
                quotations.append(Quoted(parts=(*running, (opening, last)), closed=False))
                running = []
            position = end
        if running and running[-1][1] <= at:
            # the next paragraph did not continue it after all
            quotations.append(Quoted(parts=tuple(running), closed=False))
            running = []
    if running:
        quotations.append(Quoted(parts=tuple(running), closed=False))
    return tuple(sorted(quotations, key=lambda q: q.start))


def _make_double(marks: re.Match[str]) -> str:
    """Replace two single marks by a double one: it opens before a word and after a space, a bracket or a dash."""
    start, end = marks.span()
    before, after = marks.string[max(0, start - 1) : start], marks.string[end : end + 1]
    opens = (not before or before.isspace() or before in "([—–-") and after.strip() != ""
    return ' "' if opens else '" '


def _opens_with(text: str, paragraph: re.Match[str], mark: str) -> bool:
    first = paragraph.group().lstrip()[:1]
    return first == mark or (first in '"“' and mark in '"“')


def _next_opening(text: str, start: int, end: int) -> int | None:
    for i in range(start, end):
        if text[i] in _PAIRS and _may_open(text, i, end):
            return i
    return None


def _may_open(text: str, i: int, end: int) -> bool:
    """Check whether a mark can open a quotation: nothing or a space before it, a word after it."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < end else " "
    if after.isspace() or after in _PAIRS[text[i]]:
        return False
    if text[i] in "“„«":
        return True
    if text[i] in _SINGLE:
        return (before.isspace() or before in '([—–-“"') and (after.isalpha() or after in "[…")
    return not (before.isalnum() or before in ".,!?%)")


def _find_closing(text: str, opening: int, end: int) -> int | None:
    """Return the offset after the mark that closes the quotation opened at `opening`, within its paragraph."""
    if text[opening] in _SINGLE:
        return _find_single_closing(text, opening, end)
    closers = _PAIRS[text[opening]]
    for i in range(opening + 1, end):
        if text[i] not in closers:
            continue
        if i == opening + 1:
            return None
        opens = text[i] == "“" or (text[i] == '"' and text[i - 1].isspace() and text[i + 1 : i + 2].strip() != "")
        if opens and text[opening] in '"“':
            return None  # another quotation opens: the first mark is unmatched
        return i + 1
    return None


def _find_single_closing(text: str, opening: int, end: int) -> int | None:
    """Find a closing single mark, preferably one after punctuation: 'the girls' day,' has a plural's apostrophe."""
    first = None
    for i in range(opening + 1, end):
        if text[i] in _SINGLE and i > opening + 1 and _may_open(text, i, end):
            break  # the next quotation opens
        if text[i] not in _PAIRS[text[opening]] or text[i - 1].isspace() or text[i + 1 : i + 2].isalnum():
            continue  # another character, an opening mark, or an apostrophe inside a word
        if text[i - 1] in ".,!?…":
            return i + 1
        first = i + 1 if first is None else first
    return first
