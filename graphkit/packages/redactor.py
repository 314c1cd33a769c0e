"""Redact names in a text: each place where one stands becomes a placeholder."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.packages.naming import Target
from graphkit.packages.spelling import fold, fold_in_place

__all__ = ["Redacted", "Redactor", "Stretch", "placeholder"]

_GAP = re.compile(r"[ \t\u00a0‐–_-]{1,3}")
_INITIALS = re.compile(r"(?:(?<!\w)[A-Z]\.[ \u00a0]?){1,3}[ \u00a0]*\Z")
_BEFORE = 12
_REMEMBERED = 50_000


def placeholder(number: int) -> str:
    """Return what stands where something was redacted; for 0, a word that another name has too."""
    return f"[redacted {number}]" if number else "[redacted]"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """A stretch of a text that is redacted.

    Args:
        start: The offset of its first character, in code points.
        end: The offset after its last.
        number: The number of what is redacted there; 0 where a word of it belongs to the name of somebody else.
    """

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text before and after it was redacted.

    Args:
        before: The text as it was.
        after: The text as it is now.
        stretches: What was redacted in the first.
        places: Where each of them is in the second: the offsets of the first character and after the last.
    """

    before: str
    after: str
    stretches: tuple[Stretch, ...]
    places: tuple[tuple[int, int], ...]

    def move(self, offset: int, *, end: bool = False) -> int:
        """Return where an offset of the first text is in the second.

        Args:
            offset: The offset. Within what was redacted, nothing but its two ends is left.
            end: Whether something ends there.
        """
        at = bisect_right(self.stretches, offset - 1 if end else offset, key=lambda stretch: stretch.start) - 1
        if at < 0:
            return offset
        stretch, (start, stop) = self.stretches[at], self.places[at]
        if offset < stretch.end:
            return stop if end else start
        return stop + offset - stretch.end

    def cut(self, words: str) -> str:
        """Return what became of words of the text; nothing where they do not stand in it."""
        start = self.before.find(words)
        return self.after[self.move(start) : self.move(start + len(words), end=True)] if start >= 0 else ""


class Redactor:
    """Redacts texts.

    Args:
        numbers: What is redacted, each with its number.
    """

    def __init__(self, numbers: Mapping[Target, int]) -> None:
        # With the texts that they need, since of many forms nearly all are nowhere in a text.
        self._forms = [(*form.needles, form, number) for target, number in numbers.items() for form in target.forms]
        self._words = {target.words: number for target, number in numbers.items() if target.words}
        self._patterns = [re.compile(asked) for asked in sorted({t.asked for t in numbers if t.words})]
        self._known: dict[str, str] = {}

    def redact(self, text: str) -> str:
        """Redact a text of which it does not matter where its characters stood."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self.replace(text).after
        return known

    def redact_other(self, name: str) -> str:
        """Redact the name of somebody who only shares a word with what is redacted."""
        return self.replace(name, [Stretch(start=0, end=len(name), number=0)]).after

    def replace(self, text: str, owners: Iterable[Stretch] = ()) -> Redacted:
        """Redact a text.

        Args:
            text: The text.
            owners: Where it is known who is meant, of whom there is a number.
        """
        stretches = self.find(text, owners)
        parts, places, last, length = [], [], 0, 0
        for stretch in stretches:
            kept, name = text[last : stretch.start], placeholder(stretch.number)
            parts += [kept, name]
            length += len(kept)
            places.append((length, length + len(name)))
            length += len(name)
            last = stretch.end
        after = "".join((*parts, text[last:]))
        return Redacted(before=text, after=after, stretches=stretches, places=tuple(places))

    def find(self, text: str, owners: Iterable[Stretch] = ()) -> tuple[Stretch, ...]:
        """Find what is to be redacted in a text: stretches in their order that do not overlap."""
        found = [
            Stretch(start=match.start(), end=match.end(), number=number)
            for pattern in self._patterns
            for match in pattern.finditer(text)
            if (number := self._words.get(fold(match[0]).lower())) is not None
        ]
        plain = fold(text)
        lower = plain.lower()
        hits = [(form, number) for word, dotted, form, number in self._forms if word in lower or dotted in lower]
        hits = [(form, number) for form, number in hits if any(form.find(plain, lower))]
        if hits:
            folded = fold_in_place(text)
            lower = folded.text.lower()
            for form, number in hits:
                for start, end in form.find(folded.text, lower):
                    first, last = folded.starts[start], folded.ends[end - 1]
                    found.append(Stretch(start=_take_initials(text, first), end=last, number=number))
        return tuple(_merge(text, found, list(owners)))


def _take_initials(text: str, start: int) -> int:
    """Return where a name begins with the initials before it."""
    initials = _INITIALS.search(text, max(0, start - _BEFORE), start)
    return initials.start() if initials else start


def _merge(text: str, found: Iterable[Stretch], owners: Sequence[Stretch]) -> list[Stretch]:
    """Join what overlaps; it is whose mention stands there, else the longest."""
    groups: list[list[Stretch]] = []
    reach = 0
    for stretch in sorted(found, key=lambda one: (one.start, -one.end, one.number)):
        if groups and stretch.start < reach:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
        reach = max(reach, stretch.end)
    merged: list[Stretch] = []
    for group in groups:
        start, end = group[0].start, max(one.end for one in group)
        longest = min(group, key=lambda one: (one.start - one.end, one.number))
        # Of two who share a surname the words do not tell which is meant; the mention that stands there does.
        numbers = {0, *(one.number for one in group)}
        claimed = [one for one in owners if one.start < end and start < one.end and one.number in numbers]
        owner = min(claimed, key=lambda one: (one.end - one.start, one.number), default=longest).number
        last = merged[-1] if merged else None
        if last and last.number == owner and _GAP.fullmatch(text, last.end, start):
            merged[-1] = Stretch(start=last.start, end=end, number=owner)
        else:
            merged.append(Stretch(start=start, end=end, number=owner))
    return merged
