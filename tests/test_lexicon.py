"""The word lists are whole, and a damaged line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import lexicon
from graphkit.model import Act, EntityType


def test_every_act_has_a_cue() -> None:
    used = {sense.act for senses in lexicon.cues().values() for sense in senses}
    assert used | {Act.DECLINES_TO_COMMENT} == set(Act)


def test_there_are_many_senses() -> None:
    assert sum(len(senses) for senses in lexicon.cues().values()) >= 600


def test_every_row_has_a_comment() -> None:
    columns_of = {"cues": 7, "nouns": 3, "words": 3, "predicates": 5, "constructions": 3, "judgements": 4, "lemmas": 3}
    columns_of |= {"given_names": 3, "surnames": 3, "people_nouns": 3}
    for name, columns in columns_of.items():
        path = Path(lexicon.__file__).parent / "languages" / "en" / f"{name}.tsv"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        assert all(len(line.split("\t")) == columns for line in lines), name


def test_nouns_and_states() -> None:
    assert lexicon.nouns()["ambassador"] is EntityType.PERSON
    norway = next(t for t in lexicon.territories() if t.name == "Norway")
    assert (norway.capital, norway.is_state) == ("Oslo", True)


def test_a_predicate_of_the_ontology_and_one_of_a_lemma() -> None:
    assert lexicon.predicates()["opposed-to"].name == "opposes"
    assert lexicon.predicates()["invade"].valence == -1


def test_damaged_line_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "languages" / "en"
    folder.mkdir(parents=True)
    (folder / "broken.tsv").write_text("# a comment\none\ttwo\n\nalone\n", encoding="utf-8")
    monkeypatch.setattr("graphkit.lexicon.resources.files", lambda _package: tmp_path)
    with pytest.raises(ValueError, match=r"broken\.tsv, line 4: 1 columns"):
        lexicon.rows("broken", 2)


def test_unknown_group() -> None:
    with pytest.raises(KeyError):
        lexicon.words("no such group")
