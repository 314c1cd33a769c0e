"""Complete mixed quotations: 'A second ferry, he said, "would be empty"'.

The content of a quotation that begins or ends within a clause includes the unquoted words around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon
from graphkit.reading.claims.attribution import Stretch
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.quotations import Quoted

__all__ = ["find_rest", "own_words"]

_ENDS = ".,!?;:…—"


def own_words(parsed: ParsedDocument, cue: tuple[int, int], source_at: Sequence[Stretch]) -> tuple[int, int]:
    """Return the first and last token of a cue with its source, where that is in the same sentence or adjacent.

    Args:
        parsed: The parsed document.
        cue: The first and last token of the cue.
        source_at: The stretches that name the source.
    """
    first, last = cue
    for start, end in source_at:
        one, other = parsed.token_at(start).i, parsed.token_at(end - 1).i
        if parsed.doc[one].sent == parsed.doc[first].sent or other + 1 == first:
            first, last = min(first, one), max(last, other)
    return first, last


def find_rest(parsed: ParsedDocument, quotation: Quoted, own: tuple[int, int]) -> list[Stretch]:
    """Find the unquoted words that complete a quotation on either side, within its sentence.

    Args:
        parsed: The parsed document.
        quotation: A quotation that is speech.
        own: The first and last token of its cue with its source.

    Returns:
        Stretches outside quotation marks; none where the quotation is a sentence of its own.
    """
    text = parsed.document.text
    first, last = parsed.token_at(quotation.start).i, parsed.token_at(quotation.end - 1).i
    inner = text[quotation.start : quotation.end].strip("\"“”„«»‘’' ")
    out: list[Stretch] = []
    if inner[:1].islower():
        out += _before(parsed, quotation, first, own)
    if inner[-1:] not in _ENDS:
        out += _after(parsed, quotation, last, own)
    return out


def _before(parsed: ParsedDocument, quotation: Quoted, first: int, own: tuple[int, int]) -> list[Stretch]:
    """Return the unquoted beginning of a sentence whose end is quoted."""
    doc = parsed.doc
    opening = _sentence_start(parsed, first)
    if own[0] > first:  # 'They "never quarrelled," he said'
        start = opening
    else:
        complementiser = lexicon.grammar("complementiser")
        marks = (i for i in range(own[1] + 1, first) if doc[i].lower_ in complementiser and doc[i].dep_ == "mark")
        that = next(marks, None)
        if that is not None:  # 'noted that the mayor, a doctor, "is a fighter"'
            start = that
        elif opening < own[0] and _lacks_subject(parsed, own[1] + 1, first):
            # 'A second ferry, he said, "would be empty"'
            return _stretch(parsed, opening, own[0] - 1)
        else:
            return []
    return [(doc[start].idx, quotation.start)] if start < first else []


def _lacks_subject(parsed: ParsedDocument, after: int, first: int) -> bool:
    """Check whether a quotation right after its cue begins with a finite verb, whose subject is before the cue."""
    doc = parsed.doc
    word = next((t for t in doc[first : first + 4] if t.is_alpha), None)
    adjacent = all(not doc[i].is_alpha for i in range(after, first))
    return adjacent and word is not None and word.tag_ in ("MD", "VBZ", "VBP", "VBD")


def _after(parsed: ParsedDocument, quotation: Quoted, last: int, own: tuple[int, int]) -> list[Stretch]:
    """Return the unquoted end of a sentence whose beginning is quoted."""
    doc, text = parsed.doc, parsed.document.text
    if not text[quotation.end : quotation.end + 2].strip().isalpha():
        return []
    if own[0] > last:  # '"We never sold tickets" at the pier, he said'
        end = own[0] - 1
        return [(quotation.end, doc[end].idx)] if doc[end].text == "," and end > last + 1 else []
    if doc[last + 1].dep_ == "cc" and last + 2 < len(doc) and parsed.quoted[last + 2] >= 0:
        return [(quotation.end, parsed.quotations[parsed.quoted[last + 2]].end)]  # 'chanted "no war" and "peace now"'
    end = last + 1  # 'He said, "We need two boats" before the summer'
    while end < len(doc) and not (doc[end].is_sent_start or doc[end].is_punct or doc[end].is_space):
        if doc[end].dep_ == "cc" and doc[end].head.idx < quotation.start:
            break  # 'offered “a prayer” for her but did not say': another verb of the same subject
        end += 1
    return [(quotation.end, doc[end - 1].idx + len(doc[end - 1]))] if end > last + 1 else []


def _sentence_start(parsed: ParsedDocument, token: int) -> int:
    """Return the first token of a token's sentence, no further back than the last quotation or line break."""
    doc = parsed.doc
    while not doc[token].is_sent_start and token > 0 and not doc[token - 1].is_space and parsed.quoted[token - 1] < 0:
        token -= 1
    return token


def _stretch(parsed: ParsedDocument, first: int, last: int) -> list[Stretch]:
    end = parsed.doc[last]
    return [(parsed.doc[first].idx, end.idx + len(end))] if first <= last else []
