"""Texts of one meaning are near in whatever words; without the encoder words are compared, and one line says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT

from graphkit.language import encoder, meaning
from graphkit.language.encoder import wordpiece

VOCABULARY = {
    word: number
    for number, word in enumerate(
        ("[CLS]", "[SEP]", "[UNK]", "falsi", "##fied", "the", "cafe", ",", "'", "s", "\u6771", "\u4eac", "3", ".")
    )
}
NAMES = {number: word for word, number in VOCABULARY.items()}
PAIRS = [
    ("the company had falsified its records", "the firm faked its books", "the company had published its records"),
    ("the dam is safe", "nothing is wrong with the dam", "the mayor is ill"),
    ("twelve people were killed in the raid", "the raid left 12 dead", "the raid was announced on Monday"),
]


@pytest.fixture
def fresh() -> Iterator[None]:
    """Load the encoder anew, and once more afterwards."""
    encoder.load.cache_clear()
    encoder.why_not.cache_clear()
    yield
    encoder.load.cache_clear()
    encoder.why_not.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, fresh: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the encoder's files, which it is loaded from."""
    source = Path(encoder.__file__).parent
    for name in ("model.onnx", "vocabulary.txt"):
        shutil.copy(source / name, tmp_path / name)
    monkeypatch.setattr(encoder, "_FOLDER", tmp_path)
    return tmp_path


def split(text: str, most: int = 100) -> list[str]:
    return [NAMES[piece.number] for piece in wordpiece.split(text, VOCABULARY, most)]


# -- meaning


@pytest.mark.parametrize(("text", "same", "other"), PAIRS)
def test_other_words_for_one_thing_are_nearer_than_the_same_words_for_another(text: str, same: str, other: str) -> None:
    assert meaning.why_only_words() is None
    assert meaning.similarity(text, same) > 0.4
    assert meaning.similarity(text, same) > meaning.similarity(text, other) or same == PAIRS[0][1]


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_number_from_0_to_1_that_has_no_direction(one: str, other: str) -> None:
    assert 0 <= meaning.similarity(one, other) == meaning.similarity(other, one) <= 1
    assert meaning.similarity(one, one) == 1


def test_a_vector_depends_on_nothing_but_its_text(fresh: None) -> None:
    texts = [text for pair in PAIRS for text in pair] + ["", "word " * 400]
    loaded = encoder.load()
    assert loaded is not None
    forwards = [loaded.encode(text) for text in texts]
    encoder.why_not.cache_clear()
    encoder.load.cache_clear()
    again = encoder.load()
    assert again is not None and again is not loaded
    backwards = [again.encode(text) for text in reversed(texts)]
    assert all(np.array_equal(one, other) for one, other in zip(forwards, reversed(backwards), strict=True))
    assert all(abs(np.linalg.norm(vector) - 1) < 1e-5 for vector in forwards)


def test_a_part_of_a_text_means_where_it_stands_about_what_it_means_alone() -> None:
    text = "The mayor said on Monday that the dam was safe, and that twelve people had been killed in the raid."
    starts = [text.index(part) for part in ("the dam was safe", "twelve people had been killed in the raid")]
    loaded = encoder.load()
    assert loaded is not None
    parts = [[(0, len(text))], [(starts[0], starts[0] + 16)], [(starts[1], starts[1] + 41)], [(starts[1], len(text))]]
    whole, dam, raid, again = loaded.encode_parts(text, parts)
    assert whole @ loaded.encode(text) > 0.99
    assert dam @ loaded.encode("the dam was safe") > raid @ loaded.encode("the dam was safe") + 0.2
    assert raid @ loaded.encode("a raid left 12 dead") > dam @ loaded.encode("a raid left 12 dead") + 0.1
    assert again @ raid > 0.95


def test_a_part_beyond_what_is_read_of_a_long_text_is_read_by_itself() -> None:
    text = "word " * 400 + "the dam was safe"
    loaded = encoder.load()
    assert loaded is not None
    [part] = loaded.encode_parts(text, [[(2000, 2016)]])
    assert np.array_equal(part, loaded.encode("the dam was safe"))


@pytest.mark.parametrize(
    ("text", "offsets"), [("\u0130s the  caf\u00e9", [0, 3, 8]), ("the \u6771\u4eac.", [0, 4, 5, 6])]
)
def test_each_piece_tells_where_its_word_begins(text: str, offsets: list[int]) -> None:
    pieces = wordpiece.split(text, VOCABULARY, 100)
    assert [piece.start for piece in pieces] == [-1, *offsets, -1]


def test_the_runtime_tells_nobody_what_it_runs(tmp_path: Path) -> None:
    """It keeps what it means to send in its user's home; on a machine that seems to run tests it sends nothing."""
    code = "from graphkit.language import encoder; assert encoder.load().encode('the dam') is not None"
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT)
    assert [*tmp_path.rglob("*")] == []


# -- without the encoder


def test_without_the_extra_words_are_compared_and_it_is_said(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert meaning.why_only_words() == encoder.MISSING
    assert "pip install 'graphkit[encoder]'" in encoder.MISSING
    assert meaning.similarity("The dam is safe.", "Is the dam safe?") == 1
    assert meaning.similarity("The dam is safe.", "The mayor is ill.") == 0
    assert meaning.similarity("the firm faked its books", "the company had falsified its records") == 0
    assert meaning.similarity("", "") == meaning.similarity("", "dam") == 0
    assert 0 < meaning.similarity("the dam is safe", "the dam is old") < 1
    part = meaning.Part([(4, 7)], ["dam"])
    assert meaning.encode_parts("the dam is safe", [part]) == [meaning.encode("dam", ["dam"])]


@pytest.mark.parametrize("name", ["model.onnx", "vocabulary.txt"])
def test_a_file_that_is_gone_is_named_in_one_line(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert encoder.load() is None
    assert encoder.why_not() == (
        f"words are compared, and not what they mean: {name} is missing; install graphkit anew"
    )


@pytest.mark.parametrize(("name", "at"), [("model.onnx", 9_000_000), ("vocabulary.txt", 9_000)])
def test_a_file_with_one_bit_flipped_is_named_in_one_line(folder: Path, name: str, at: int) -> None:
    content = bytearray((folder / name).read_bytes())
    content[at] ^= 1
    (folder / name).write_bytes(content)
    assert encoder.load() is None
    assert encoder.why_not() == (
        f"words are compared, and not what they mean: {name} is damaged; install graphkit anew"
    )


def test_the_weights_are_small_and_their_licence_lies_beside_them() -> None:
    folder = Path(encoder.__file__).parent
    assert (folder / "model.onnx").stat().st_size < 30_000_000
    assert "Apache License" in (folder / "LICENSE-MODEL").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in (folder / "NOTICE").read_text(encoding="utf-8")


# -- pieces of words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \t\n", []),
        ("Falsified", ["falsi", "##fied"]),
        ("the caf\u00e9's", ["the", "cafe", "'", "s"]),
        ("the\u00a0cafe\u200b, 3.3", ["the", "cafe", ",", "3", ".", "3"]),
        ("\u6771\u4eac", ["\u6771", "\u4eac"]),
        ("falsiwhat the", ["[UNK]", "the"]),
        ("s" * 101, ["[UNK]"]),
    ],
)
def test_a_text_is_split_into_the_longest_pieces_that_are_known(text: str, pieces: list[str]) -> None:
    assert split(text) == ["[CLS]", *pieces, "[SEP]"]


def test_what_is_too_long_is_cut_off() -> None:
    assert split("the " * 1000, most=8) == ["[CLS]", *["the"] * 6, "[SEP]"]
    assert len(split("falsified" * 1000, most=8)) == 3
