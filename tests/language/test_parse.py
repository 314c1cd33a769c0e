"""A parse of plain values says what spaCy's own says, and can be made by hand."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.files import resources
from graphkit.language import annotation
from graphkit.language.annotation import words
from graphkit.language.parse import Form, Parse, make
from graphkit.model import Document
from graphkit.reading.extraction import extract

ATTRIBUTES = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_", "text_with_ws",
    "is_space", "is_punct", "is_quote", "is_alpha", "is_stop", "like_num", "is_sent_start",
)  # fmt: skip
TEXTS = (
    "There's no doubt that they're gonna leave. There are two, and he got ta go; ain't it so?",
    "He do n't have it. They had had enough (so he said): \"Let's do it,\" she'd said. But I do.",
    "All but 26 of the e-mails, which he'd read, were lost - 3.5 percent - said Dr. Ragna Thorvald's aide.",
    "x",
    "He  said   no.",
)


def read(text: str) -> Parse:
    [(_, parse)] = annotation.annotate([Document(text=text, identifier="x")], annotation.load())
    return parse


def make_by_hand(words: str, heads: list[int], deps: list[str]) -> Parse:
    forms = [Form(text=w, lower=w.lower(), lemma=w, tag="NN", pos="NOUN", is_punct=w in ".,") for w in words.split()]
    return make(words, forms, [True] * (len(forms) - 1) + [False], deps, heads)


def test_a_tree_is_laid_out() -> None:
    parse = make_by_hand("the mayor of Oslo denied it . it rained", [1, 4, 1, 2, 4, 4, 4, 8, 8], ["x"] * 9)
    mayor, denied = parse[1], parse[4]
    assert [t.text for t in denied.children] == ["mayor", "it", "."]
    assert [t.text for t in denied.lefts] == ["mayor"]
    assert [t.text for t in mayor.subtree] == ["the", "mayor", "of", "Oslo"]
    assert (mayor.left_edge.text, mayor.right_edge.text) == ("the", "Oslo")
    assert [s.text for s in parse.sents] == ["the mayor of Oslo denied it .", "it rained"]
    assert parse[5].sent.root is denied
    assert [t.i for t in parse if t.is_sent_start] == [0, 7]
    assert denied.is_ancestor(parse[3])
    assert not parse[3].is_ancestor(denied)
    assert not denied.is_ancestor(denied)
    with pytest.raises(IndexError, match="there is no token 1 before"):
        parse[0].nbor(-1)


def test_trees_may_cross() -> None:
    parse = make_by_hand("a hearing is scheduled on it today", [1, 3, 3, 3, 1, 4, 3], ["x"] * 7)
    hearing = parse[1]
    assert (hearing.left_edge.i, hearing.right_edge.i) == (0, 5)
    assert [t.text for t in hearing.subtree] == ["a", "hearing", "on", "it"]


def test_no_mark_stands_highest_in_a_name_while_there_is_a_word() -> None:
    parse = make_by_hand("saw Law , Sport", [0, 2, 0, 1], ["x"] * 4)
    assert parse.cut(2, 4).root.text == ","  # something hangs on this mark
    parse = make_by_hand("saw Law , Sport", [0, 3, 0, 0], ["x"] * 4)
    assert parse.cut(1, 4).root.text == "Sport"


@pytest.mark.model
@pytest.mark.parametrize("text", [*TEXTS, resources.example().read_text(encoding="utf-8").splitlines()[4]])
def test_a_parse_says_what_spacy_says(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotation, "repair", lambda words, spaces, tags, deps, heads, people: (deps, heads))
    parse = read(text)
    doc = annotation.load()(text)
    for own, other in zip(parse, doc, strict=True):
        for name in ATTRIBUTES:
            assert getattr(own, name) == getattr(other, name), (name, own)
        for name in ("children", "lefts", "rights", "subtree"):
            assert [t.i for t in getattr(own, name)] == [t.i for t in getattr(other, name)], (name, own)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(own, name).i == getattr(other, name).i, (name, own)
        assert own.sent.root.i == other.sent.root.i
    for ours, theirs in ((parse.sents, doc.sents), (parse.ents, doc.ents)):
        assert [(t.text, t.start, t.end, t.start_char, t.end_char, t.label_) for t in ours] == [
            (t.text, t.start, t.end, t.start_char, t.end_char, t.label_) for t in theirs
        ]


@pytest.mark.model
@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["let", "'s", "gon", "na", "got", "ta", "There", "is", "ai", "n't", "y'", "all", "go"]))
)
def test_patterns_of_two_words_are_kept(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert [(t.text, t.pos_, t.lemma_, t.tag_) for t in read(text)] == [
        (t.text, t.pos_, t.lemma_, t.tag_) for t in annotation.load()(text)
    ]


@pytest.mark.model
def test_a_pipeline_of_unknown_parts_is_run_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([*TEXTS, resources.example().read_text(encoding="utf-8")])
    expected = read(text)
    monkeypatch.setattr(annotation, "_WORDS", WeakKeyDictionary())
    monkeypatch.setattr(words, "_PIPES", frozenset(["tagger", "parser", "ner"]))
    whole = read(text)
    assert annotation._words_of(annotation.load()).replaced == ()
    for own, other in zip(whole, expected, strict=True):
        for name in ATTRIBUTES:
            assert getattr(own, name) == getattr(other, name), (name, own)


@pytest.mark.model
def test_a_parse_depends_on_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    text = resources.example().read_text(encoding="utf-8")
    document = Document(text=text, identifier="x")
    nlp = annotation.load()
    whole = extract(document, read(text))
    monkeypatch.setattr(annotation, "_BATCH", 500)
    others = [Document(text=other, identifier="other") for other in TEXTS]
    found = {d.identifier: (d, parse) for d, parse in annotation.annotate([*others, document], nlp)}
    assert extract(*found["x"]) == whole


@pytest.mark.model
def test_what_spacy_learns_from_a_document_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = annotation.load()
    text = "The Zorvane Tribune quipled the brastig of Umberlo. Mr Questafer denied the brastig."
    expected = [(t.text, t.lemma_, t.pos_, t.ent_type_) for t in read(text)]
    monkeypatch.setattr(annotation, "_VOCABULARY", 0)
    known = len(nlp.vocab.strings)
    for number in range(3):
        document = Document(text=text.replace("brastig", f"brastig{'xyz'[number]}"), identifier="x")
        extract(*next(iter(annotation.annotate([document], nlp))))
    assert len(nlp.vocab.strings) == known
    assert [(t.text, t.lemma_, t.pos_, t.ent_type_) for t in read(text)] == expected


@pytest.mark.model
def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    read("The council met on Monday.")
    known = annotation._words_of(annotation.load())
    monkeypatch.setattr(words, "_MOST", 3)
    before = [(t.text, t.lemma_, t.pos_) for t in read("The dogs barked at the councils.")]
    assert max(map(len, (known._forms, known._alone, *known._caches))) <= 3
    assert [(t.text, t.lemma_, t.pos_) for t in read("The dogs barked at the councils.")] == before
