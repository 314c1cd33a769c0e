"""A parse has the text of its document, character for character, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import ModelError
from graphkit.language import annotation
from graphkit.language.annotation.apostrophes import straighten
from graphkit.language.annotation.paragraphs import split
from graphkit.language.annotation.sentences import LONGEST, cut_long
from graphkit.language.parse import Form
from graphkit.model import Document

pytestmark = pytest.mark.model


def parse(text: str):  # type: ignore[no-untyped-def]
    ((_, doc),) = annotation.annotate([Document(text=text, identifier="x")], annotation.load())
    return doc


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\n\nOne.  Two.\r\n\r\nThree\u2028Four \U0001f600 e\u0301.\n",
        "No end",
        "\u200f\u202bright to left\u202c",
        "a\x00b",
        "<p>Tags &amp; all</p>",
    ],
)
def test_text_is_kept(text: str) -> None:
    assert parse(text).text == text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_kept(text: str) -> None:
    assert parse(text).text == text


def test_no_sentence_runs_over_a_paragraph() -> None:
    doc = parse("Council of Ministers\n\nThe council met.\n")
    assert [s.text.strip() for s in doc.sents] == ["Council of Ministers", "The council met."]
    assert all("\n" not in name.text for name in doc.ents)


def test_long_paragraph_is_parsed_in_pieces() -> None:
    text = "The council met on Monday and " * 4000
    doc = parse(text)
    assert doc.text == text
    assert parse("x" * 120_001).text == "x" * 120_001


def test_sentence_without_end_is_cut() -> None:
    text = "the council and the court and the bank, " * 300
    doc = parse(text)
    assert doc.text == text
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST
    assert all(sentence.text.endswith(",") for sentence in list(doc.sents)[:-2])
    assert all(token.head in sentence for sentence in doc.sents for token in sentence)


def test_sentences_of_common_length_are_left_alone() -> None:
    deps, heads = ["nsubj", "ROOT", "punct", "ROOT"], [1, 1, 1, 3]
    assert cut_long(parse("It rained. Yes"), [0, 3], deps, heads) == ([0, 3], deps, heads)


def test_pieces_of_a_sentence_have_a_root_each() -> None:
    length = 2 * LONGEST
    forms = [Form(text=",", lower=",", lemma=",", tag=",", pos="PUNCT", is_punct=True)] * length
    firsts, deps, heads = cut_long(forms, [0], ["nsubj"] * (length - 1) + ["ROOT"], [length - 1] * length)
    assert firsts == [0, LONGEST]
    assert [i for i, dep in enumerate(deps) if dep == "ROOT"] == [0, length - 1]
    assert heads == [0] * LONGEST + [length - 1] * LONGEST


@pytest.mark.parametrize("mark", ["(", '"', "“", "(]"])
def test_runs_of_marks_are_parsed_in_pieces(mark: str) -> None:
    text = f"He said {mark * 999}so{mark * 999}."
    pieces = [piece for piece, _ in split(text)]
    assert "".join(pieces) == text
    assert max(len(piece) for piece in pieces) <= 210
    assert parse(text).text == text


def test_model_that_is_not_there() -> None:
    with pytest.raises(ModelError, match=r"no_such_model cannot be loaded.*install it"):
        annotation.load("no_such_model")


def test_model_without_a_parser(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no tagger, parser, ner"):
        annotation.load(str(tmp_path / "blank"))


def test_description_names_model_and_version() -> None:
    assert annotation.describe(annotation.load()) == "en_core_web_md 3.8.0"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("BRENNAU, Nor. (Reuters) - President Duarte said no.", "President"),
        ("PORT MARSAN — The mayor said no.", "The"),
        ("PORT MARSAN, Norvale, Aug. 10 (UPI) — The mayor said no.", "The"),
        ("New York (AFP) – Vice President Brink said no.", "Vice"),
        ("(Brennau, May 14, 2024) – The mayor said no.", "The"),
        ("BRENNAU: The mayor said no.", "The"),
        ("MARSAN - a small town - said no.", "MARSAN"),
        ("The Marsan Post - a daily - said no.", "The"),
    ],
)
def test_the_place_where_an_article_was_filed_is_no_part_of_its_first_sentence(text: str, first: str) -> None:
    doc = parse(text)
    said = next(token for token in doc if token.text == "said")
    assert said.left_edge.text == first


def test_a_sentence_ends_behind_the_network_x() -> None:
    sentences = parse("She said so on X. The palace did not answer.").sents
    assert [s.text.strip() for s in sentences if s.text.strip()] == ["She said so on X.", "The palace did not answer."]


@pytest.mark.parametrize(
    ("text", "nth", "dep"),
    [
        ("Rex Early is chairman. Informed of the lean, Early described it as “news to me.”", 2, "nsubj"),
        ("Donald Trump left. The tweet went out. Trump himself was delighted by the controversy.", 2, "nsubjpass"),
        ("Early risers met Rex Early. Early on Monday he left.", 3, "advmod"),
    ],
)
def test_a_surname_that_is_another_word_too_is_a_name(text: str, nth: int, dep: str) -> None:
    surname = "Trump" if "Trump" in text else "Early"
    token = [t for t in parse(text) if t.text == surname][nth - 1]
    assert (token.pos_ == "PROPN", token.dep_) == (dep != "advmod", dep)


def test_a_rank_with_a_full_stop_ends_no_sentence() -> None:
    assert [s.text for s in parse("Army Capt. Christian Marsan said no.").sents] == [
        "Army Capt. Christian Marsan said no."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pier wasn’t safe.",
        "Hales’ stated plans failed.",
        "Those who’ve seen it left.",
        "‘It isn’t ours’, she said.",
    ],
)
def test_typographic_apostrophes_are_parsed_as_straight_ones(text: str) -> None:
    """And the parse has the characters of the text."""
    typographic, straight = parse(text), parse(text.replace("’", "'").replace("‘", "'"))
    assert "".join(token.text_with_ws for token in typographic) == text
    if "‘" not in text:
        assert [(t.tag_, t.dep_, t.head.i) for t in typographic] == [(t.tag_, t.dep_, t.head.i) for t in straight]
    assert any(t.dep_ == "neg" for t in typographic) == ("n’t" in text)


def test_the_closing_mark_of_a_single_quotation_is_no_apostrophe() -> None:
    assert straighten("‘It’s theirs’, he said of the ’90s.") == "‘It's theirs’, he said of the '90s."
