"""The words of a question: each with its lemma and the acts that it can tell, and each name as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graphkit.language import lexicon

__all__ = ["DATE", "NAME", "NUMBER", "QUOTED", "Word", "collapse", "find_lemma", "list_words", "read_words"]

NAME, QUOTED, DATE, NUMBER = "<name>", "<quoted>", "<date>", "<number>"
"""What stands for words of which it does not matter which they are."""
_TOKEN = re.compile(r"""(?P<quoted>["“”„«»][^"“”„«»]+["“”„«»])|(?P<word>\w+(?:[-'’.&/]\w+)*)|(?P<mark>[:,;–—?!.])""")
_SHORT = {"n't": "not", "'s": "'s", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_SHORTENED = re.compile(r"(?P<stem>\w+?)(?P<short>n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_IRREGULAR_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a question, or a name, which counts as one.

    Args:
        text: As it was typed.
        start: The offset of its first character, in code points.
        end: The offset behind its last one.
        form: What it counts as: its lemma, or the sort of thing that it is (`NAME`).
        acts: The acts that it can tell.
    """

    text: str
    start: int
    end: int
    form: str
    acts: frozenset[str] = frozenset()

    @property
    def is_name(self) -> bool:
        """Whether it is a name."""
        return self.form == NAME


def read_words(text: str) -> list[Word]:
    """Cut a question into words and marks; a short form is two words, and what stands in quotation marks is one.

    >>> [word.form for word in read_words("What didn't Mara's friends say?")]
    ['what', 'do', 'not', 'mara', "'s", 'friend', 'say', '?']
    """
    return list(_cut(text))


def find_lemma(word: str) -> str:
    """Return the lemma of a word as questions have it: 'criticised' is 'criticize', and what nothing tells stays."""
    lower = word.lower().replace("’", "'")
    known = _lemmas()
    if lower in _irregular():
        return _irregular()[lower]
    for form in (lower, lower.replace("is", "iz"), lower.replace("our", "or")):
        for lemma in (form, *_strip(form)):
            if lemma in known:
                return lemma
    return (
        lower.removesuffix("s")
        if len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
        else lower
    )


@cache
def list_words(name: str) -> frozenset[str]:
    """List the words of a class.

    Raises:
        KeyError: There is no such class.
    """
    return _classes()[name]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, name, words in lexicon.rows("questions", 3):
        if kind == "words":
            found[name] = frozenset(word.replace("_", " ") for word in words.split())
    return found


def _cut(text: str) -> Iterator[Word]:
    for found in _TOKEN.finditer(text):
        start, end, own = found.start(), found.end(), found[0]
        if found["quoted"]:
            yield Word(text=own, start=start, end=end, form=QUOTED)
        elif found["mark"]:
            yield Word(text=own, start=start, end=end, form=own)
        elif short := _SHORTENED.fullmatch(own):
            middle = start + len(short["stem"])
            stem = _IRREGULAR_STEMS.get(short["stem"].lower(), short["stem"])
            yield replace(_make(stem, start, middle), text=short["stem"])
            form = _SHORT[short["short"].lower().replace("’", "'")]
            if form == "'s" and stem.lower() in list_words("pointing"):
                form = "be"
            yield Word(text=text[middle:end], start=middle, end=end, form=form)
        else:
            yield _make(own, start, end)
            if text[end : end + 1] in ("'", "’") and own.endswith("s"):
                yield Word(text=text[end], start=end, end=end + 1, form="'s")


def _make(own: str, start: int, end: int) -> Word:
    if own[0].isdigit():
        return Word(text=own, start=start, end=end, form=NUMBER)
    lemma = find_lemma(own)
    return Word(text=own, start=start, end=end, form=lemma, acts=_acts().get(lemma, frozenset()))


def _strip(word: str) -> Iterator[str]:
    """Yield what a word may be a form of, the likeliest first."""
    for ending, others in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("s", ("",)),
        ("es", ("",)),
        ("ed", ("", "e")),
        ("d", ("",)),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            yield from (stem + other for other in others)
            if _DOUBLED.search(stem):
                yield stem[:-1]


@cache
def _irregular() -> Mapping[str, str]:
    return {
        form: lemma for kind, lemma, forms in lexicon.rows("questions", 3) if kind == "forms" for form in forms.split()
    }


@cache
def _lemmas() -> frozenset[str]:
    single = {lemma for lemma, _ in lexicon.cues() if " " not in lemma}
    return frozenset(single | set(_irregular().values()) | list_words("verb"))


@cache
def _acts() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for (lemma, _), senses in lexicon.cues().items():
        found.setdefault(lemma, set()).update(sense.act.value for sense in senses)
    return {lemma: frozenset(acts) for lemma, acts in found.items()}


def collapse(words: Sequence[Word], spans: Sequence[tuple[int, int]], form: str = NAME) -> list[Word]:
    """Make one word of each span of words, from the first to the one behind the last, none within another."""
    out: list[Word] = []
    at = 0
    for first, end in sorted(spans):
        out += words[at:first]
        start, stop = words[first].start, words[end - 1].end
        out.append(Word(text=" ".join(word.text for word in words[first:end]), start=start, end=stop, form=form))
        at = end
    return [*out, *words[at:]]
