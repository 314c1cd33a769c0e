"""Cache the attributes of words that depend on text, tag and label alone: part of speech, lemma and the like.

spaCy's attribute ruler tries nearly two hundred patterns on every token, and its lemmatiser looks up every verb again.
The result is the same for one word with one tag and one label, unless a pattern has several tokens ('gon na').
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

from graphkit.language.parse import Form, Vector

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["Labelled", "Vectors", "Words"]

type Labelled = tuple[Form, str]
type _Key = tuple[int, ...]

_MOST = 50_000
"""The most cached words, each with one tag and one label; then the cache is cleared."""
_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_PIPES = frozenset(["tok2vec", "tagger", "parser", _RULER, _LEMMATIZER, "ner"])
"""The components that are known not to read the attributes of the ruler and the lemmatiser."""
_OF_ONE_WORD = frozenset(["ORTH", "LOWER", "IS_SPACE", "TAG", "DEP"])
"""The attributes that depend on the word, its tag and its label alone."""


class Words:
    """The cached attributes of a pipeline's words.

    Args:
        nlp: The pipeline.

    Attributes:
        replaced: The components that need not run, since `read` replaces them.
    """

    def __init__(self, nlp: Language) -> None:
        from spacy.pipeline import Lemmatizer

        self._vocab = nlp.vocab
        self._caches = [pipe.cache for _, pipe in nlp.pipeline if isinstance(pipe, Lemmatizer)]
        self._ruler = _Ruler(nlp) if _can_replace(nlp) else None
        self._forms: dict[_Key, Labelled] = {}
        self._alone: dict[_Key, Labelled] = {}
        self.replaced = (_RULER, _LEMMATIZER) if self._ruler is not None else ()

    def read(self, docs: Sequence[Doc]) -> list[list[Labelled]]:
        """List the form and the label of each token of some paragraphs.

        Args:
            docs: The paragraphs, parsed without the components that are replaced.
        """
        if self._ruler is None:
            return [self._read_all(doc) for doc in docs]
        around = [self._ruler.looks_around(doc) for doc in docs]
        keys = [() if looks else _keys(doc, "ORTH", "TAG", "DEP") for doc, looks in zip(docs, around, strict=True)]
        new = [key for key in dict.fromkeys(chain.from_iterable(keys)) if key not in self._alone]
        if new:
            self._alone.update(zip(new, self._read_all(self._ruler.apply_to(new)), strict=True))
        return [
            self._read_all(self._ruler.apply(doc)) if looks else [self._alone[key] for key in own]
            for doc, looks, own in zip(docs, around, keys, strict=True)
        ]

    def _read_all(self, doc: Doc) -> list[Labelled]:
        """List the form and the label of each token of a fully processed text."""
        out = []
        for key in _keys(doc, "ORTH", "LEMMA", "TAG", "POS", "DEP"):
            labelled = self._forms.get(key)
            if labelled is None:
                labelled = self._forms[key] = self._make(*key)
            out.append(labelled)
        return out

    def _make(self, orth: int, lemma: int, tag: int, pos: int, dep: int) -> Labelled:
        word, strings = self._vocab[orth], self._vocab.strings
        form = Form(
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
        return form, strings[dep]

    def trim(self) -> None:
        """Clear the caches that are too large, these and those of the pipeline's lemmatiser."""
        for cache in (self._forms, self._alone, *self._caches):
            if len(cache) > _MOST:
                cache.clear()


class _Ruler:
    """The attribute ruler and the lemmatiser of a pipeline, with patterns of one token separate from the others."""

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import Matcher
        from spacy.pipeline import AttributeRuler

        self._vocab = nlp.vocab
        self._all = cast("AttributeRuler", nlp.get_pipe(_RULER))
        self._lemmatizer = nlp.get_pipe(_LEMMATIZER)
        rules = self._all.patterns
        self._short = AttributeRuler(nlp.vocab)
        self._short.add_patterns([rule for rule in rules if _is_short(_patterns(rule))])
        self._long = Matcher(nlp.vocab)
        for number, rule in enumerate(rules):
            if not _is_short(_patterns(rule)):
                self._long.add(str(number), _patterns(rule))

    def looks_around(self, doc: Doc) -> bool:
        """Check whether a pattern of several tokens matches."""
        return len(self._long) > 0 and bool(self._long(doc, allow_missing=True))

    def apply(self, doc: Doc) -> Doc:
        """Apply both to a text."""
        return self._lemmatizer(self._all(doc))

    def apply_to(self, words: Sequence[_Key]) -> Doc:
        """Apply both to single words, given by the numbers of their text, tag and label."""
        from spacy.tokens import Doc

        strings = self._vocab.strings
        doc = Doc(
            self._vocab,
            words=[strings[orth] for orth, _, _ in words],
            tags=[strings[tag] for _, tag, _ in words],
            deps=[strings[dep] for _, _, dep in words],
            heads=list(range(len(words))),
        )
        return self._lemmatizer(self._short(doc))


def _keys(doc: Doc, *attributes: str) -> list[_Key]:
    """List the numbers of some attributes of each token."""
    return [tuple(row) for row in doc.to_array(list(attributes)).tolist()]


def _can_replace(nlp: Language) -> bool:
    """Check whether a pipeline's ruler and lemmatiser can be replaced: those of spaCy's English models can."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.pipeline import AttributeRuler

    pipes = nlp.pipe_names
    if not {_RULER, _LEMMATIZER} <= set(pipes) <= _PIPES or pipes.index(_RULER) > pipes.index(_LEMMATIZER):
        return False
    ruler, lemmatizer = nlp.get_pipe(_RULER), nlp.get_pipe(_LEMMATIZER)
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer or lemmatizer.mode != "rule":
        return False
    short = [patterns for rule in ruler.patterns if _is_short(patterns := _patterns(rule))]
    return all(token.keys() <= _OF_ONE_WORD for patterns in short for [token] in patterns)


def _patterns(rule: Mapping[str, object]) -> list[list[dict[str, object]]]:
    return cast("list[list[dict[str, object]]]", rule["patterns"])


def _is_short(patterns: list[list[dict[str, object]]]) -> bool:
    return all(len(pattern) == 1 for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Look up the vectors of words without adding the words to the vocabulary.

    Args:
        vocab: The vocabulary of the pipeline.
    """

    vocab: Vocab

    def __call__(self, word: str) -> Vector | None:
        """Return the vector of a word; None where it has none."""
        from spacy.strings import get_string_id

        vectors = self.vocab.vectors  # the vocabulary itself would add the word
        return vectors[word] if get_string_id(word) in vectors else None
