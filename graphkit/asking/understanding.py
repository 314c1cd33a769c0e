"""Understand a question: by its frame and the parts of its words, which weights tell, and by the names of the graph.

A blank for somebody or something takes only what the graph has a name for, so that a question is never understood as
one about nobody. What a question asks about in other words is looked for in what claims say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby

from graphkit.asking.days import find_times, read_day
from graphkit.asking.frames import make_readings
from graphkit.asking.names import Names, find_spans, is_slip, may_be_a_name
from graphkit.asking.values import Asked, Reading
from graphkit.asking.weights import NO_PART, Weights, rate_frames, read_weights, tell_parts
from graphkit.asking.words import DATE, NAME, Word, collapse, list_words, read_words
from graphkit.language import lexicon
from graphkit.query.bindings import fold

__all__ = ["load", "understand"]

_LONGEST = 400
"""Of a longer question only so many characters are read: what a question asks stands in one sentence."""
_MOST_WORDS = 40
_MOST_OTHERS = 3
_LONG = 4
"""A word of asking may be mistyped if it has so many letters."""
_TRIED = 4
"""So many of the likeliest frames are tried."""
_NO_FRAME = "none"
"""The frame of what no graph of articles can tell."""
_SAYING = "say"
"""The frame of what somebody says."""
_UNLIKELY = 0.02
"""Frames that are less likely are not tried."""
_UNSURE = 0.12
"""Where no frame is likelier, a question is not understood."""
_CLAUSE = re.compile(r"(?:\s[-–—]+|[;.!?])\s+(?=\S)")
"""What stands between what somebody tells first and what they then ask."""
_CLOSING = " ?!.,;:…"
_QUOTES = re.compile('["“”„«»]')


def load() -> None:
    """Load what every question needs, which takes a third of a second; otherwise the first one does."""
    weights = read_weights()
    rate_frames(read_words("who says what"), weights)


def understand(text: str, names: Names) -> Asked:
    """Understand a question.

    Args:
        text: The question, in English.
        names: The names that the graph has.
    """
    weights = read_weights()
    asked = _normalize(_CLAUSE.split(_normalize(text))[-1])
    words = _find_words(asked, names, weights)
    if not words or any(word.text.lower() in list_words("ours") for word in words):
        return Asked(text=text, best=None)
    found: list[Reading] = []
    for frame, share in _list_likely(words, weights):
        if share < _UNSURE and not found:
            break
        told = _mend_parts(words, tell_parts(words, frame, weights), frame, weights)
        parts = _fill(words, told, asked, names)
        if isinstance(parts, str):
            if not found:
                return Asked(text=text, best=None, unknown=parts, near=names.list_near(parts))
            continue
        readings = make_readings(frame, parts)
        if any(word.is_name and names.find("entity", word.text) for word in words):
            # what says nothing of what the question names is likely no reading of it
            readings = [reading for reading in readings if set(reading.values.values()) & set(parts.values())]
        found += readings[:2]
    readings = _drop_repeated(found)
    best = readings[0] if readings else None
    return Asked(text=text, best=best, others=tuple(readings[1 : 1 + _MOST_OTHERS]))


def _list_likely(words: Sequence[Word], weights: Weights) -> list[tuple[str, float]]:
    """List the frames that a question may have, the likeliest first; none where it asks what no graph can tell."""
    frames = rate_frames(words, weights)[:_TRIED]
    likeliest, share = frames[0]
    if likeliest == _NO_FRAME or share < _UNSURE:
        return []
    return [(frame, share) for frame, share in frames if share >= _UNLIKELY and frame != _NO_FRAME]


# -- the words of a question


def _normalize(text: str) -> str:
    """Take off what asks nothing."""
    asked = " ".join(text[:_LONGEST].replace("’", "'").split()).strip(_CLOSING)
    names = ("opening", "closing", "idle", "whoever")
    opening, closing, idle, whoever = (_join(list_words(name)) for name in names)
    asked = re.sub(rf"\b(?:{idle})\s+(?=\S)", "", asked)
    asked = re.sub(rf"^(?:(?:{opening})[\s,:]+)+(?=\S)", "", asked, flags=re.IGNORECASE)
    asked = re.sub(rf"^(?:{whoever})\s+(?=\S)", "who ", asked, flags=re.IGNORECASE)
    return re.sub(rf"(?:[\s,]+(?:{closing}))+$", "", asked, flags=re.IGNORECASE).strip(_CLOSING)


def _join(words: frozenset[str]) -> str:
    """Join words to a part of a pattern that any of them fits, the longest first."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


def _find_words(asked: str, names: Names, weights: Weights) -> list[Word]:
    """Cut a question into words, its names and times made one word each, and mend words of asking that are mistyped."""
    words = read_words(asked)[:_MOST_WORDS]
    words = collapse(words, list(find_times(words)), DATE)
    words = collapse(words, list(find_spans(words, names)), NAME)
    return [_mend(word, names, weights) for word in words]


def _mend(word: Word, names: Names, weights: Weights) -> Word:
    own = word.text
    if not own.isalpha() or not own.islower() or len(own) < _LONG or word.form in weights.known or word.acts:
        return word
    meant = next((known for known in sorted(weights.known) if known.isalpha() and is_slip(own, known)), None)
    if meant is None or names.has_word(own) or names.is_said(own):
        return word
    return replace(read_words(meant)[0], text=own, start=word.start, end=word.end)


# -- the blanks of a question


def _fill(words: Sequence[Word], parts: Sequence[str], asked: str, names: Names) -> dict[str, str] | str:
    """Fill the parts of a question from its words; a name that nothing in the graph has is returned instead."""
    typed = set(parts) == {"topic"} and len(words) > 1
    if typed and words[0].is_name and words[1].form not in ("'s", "and"):
        parts = ["who", *parts[1:]]  # 'Lind dam', as it is typed where one searches
    spans: dict[str, list[list[Word]]] = {}
    for part, own in groupby(zip(words, parts, strict=True), key=lambda pair: pair[1]):
        spans.setdefault(part, []).append([word for word, _ in own])
    filled: dict[str, str] = {}
    loose: list[str] = []
    for part in ("who", "object"):
        for span in spans.get(part, [])[:2]:
            text = _write(span, asked)
            name = _find_name(span, text, names)
            if fold(text) in list_words("anybody"):
                continue
            if name is None:
                if may_be_a_name(text) and any(_is_unknown(word, names) for word in span):
                    return text
                loose.append(text)
            elif part not in filled:
                filled[part] = name
            elif part == "who" and "object" not in spans:
                filled["object"] = name
    about = list(chain.from_iterable(spans.get("topic", [])))
    if unknown := next((word.text for word in about if _may_not_be_sought(word, about, names)), ""):
        return unknown
    topic = " ".join(_write(span, asked) for span in spans.get("topic", []))
    if fold(topic) in list_words("anybody"):
        topic = ""
    elif not loose and (name := _find_thing(about, names)):
        filled["thing"] = name
    if text := _trim(" ".join((*loose, topic)).strip()):
        filled["topic"] = text
    elif "object" in filled:
        filled["topic"] = filled["object"]
    if "post" in spans:
        filled["post"] = _trim(_write(spans["post"][0], asked))
    for word in words:
        if word.form == DATE:
            filled["day"] = filled.get("day") or read_day(word.text)
    return filled


def _mend_parts(words: Sequence[Word], parts: Sequence[str], frame: str, weights: Weights) -> list[str]:
    """Give words the part that grammar leaves them, where the weights see another or none.

    A noun for people behind a name belongs to it ('the FBI director'); 'was Lind accused' has an object; behind a post
    stands where it is held; the clause of 'says that' is what is said; and what is left at the end of a question for
    what somebody says is what they say it about.
    """
    mended = list(parts)
    last = len(words)
    for at in range(1, last):
        named = words[at - 1].is_name and mended[at - 1] in ("who", "object") and mended[at] == NO_PART
        if named and words[at].form in lexicon.words("role_title"):
            mended[at] = mended[at - 1]
        passive = frame in list_words("passive") and at + 1 < last and words[at - 1].form in ("be", "have")
        if passive and words[at].is_name and words[at + 1].text.endswith(("ed", "told", "been")):
            asks = words[at - 1].form == "be" or words[at + 1].form == "be"
            mended[at] = "object" if asks and mended[at] == "who" else mended[at]
    behind = last - next((n for n, part in enumerate(reversed(mended)) if part != NO_PART), last)
    held = 0 < behind < last - 1 and mended[behind - 1] == "post" and words[behind].form in lexicon.prepositions()
    if held:
        mended[behind + 1 :] = ["object"] * (last - behind - 1)
    that = next((at for at, word in enumerate(words) if at and word.form == "that" and words[at - 1].acts), last)
    if not any(word.is_name and part == "who" for word, part in zip(words[that:], mended[that:], strict=True)):
        mended[that + 1 :] = ["topic"] * (last - that - 1)
    if frame == _SAYING and not {"topic", "object"} & set(mended):
        new = (n for n in range(behind, last) if words[n].is_name or words[n].form not in weights.known)
        first = next(new, last)
        mended[first:] = ["topic"] * (last - first)
    return mended


def _write(span: Sequence[Word], asked: str) -> str:
    return _QUOTES.sub("", asked[span[0].start : span[-1].end]).strip(_CLOSING)


def _trim(text: str) -> str:
    """Take an article off."""
    return re.sub(rf"^(?:{_join(list_words('article'))})\s+(?=\S)", "", text, flags=re.IGNORECASE)


def _find_name(span: Sequence[Word], text: str, names: Names) -> str | None:
    """Find whom or what some words of a question name: as a whole, by the name in them, or by a post."""
    if name := names.find("entity", text):
        return name
    named = [word for word in span if word.is_name]
    several = len(named) > 1 and any(word.form == "and" for word in span)
    if several or (len(named) == 1 and span[-1] is named[0]):
        return names.find("entity", named[0].text)
    return names.find_holder(_trim(text))


def _find_thing(span: Sequence[Word], names: Names) -> str | None:
    """Find what words name if they are no more than a name."""
    named = [word for word in span if word.is_name]
    others = [word for word in span if not word.is_name and word.text.lower() not in list_words("article")]
    return names.find("entity", named[0].text) if len(named) == 1 and not others else None


def _may_not_be_sought(word: Word, about: Sequence[Word], names: Names) -> bool:
    """Check whether a word of what a question is about is a name that no claim has: a whole one, or the only word."""
    return _is_unknown(word, names) and (len(about) == 1 or " " in word.text) and not names.is_said(word.text)


def _is_unknown(word: Word, names: Names) -> bool:
    return word.is_name and names.find("entity", word.text) is None


def _drop_repeated(readings: Sequence[Reading]) -> list[Reading]:
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for reading in readings:
        found.setdefault((reading.question.name, tuple(sorted(reading.values.items()))), reading)
    return list(found.values())
