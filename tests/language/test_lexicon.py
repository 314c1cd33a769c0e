"""The word lists are whole, and a damaged line is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from paths import ROOT

from graphkit.files import resources
from graphkit.language import gazetteer, lexicon
from graphkit.model import Act, EntityType
from graphkit.reading.claims.cues import RULES, VERB_RULES


def test_every_act_has_a_cue() -> None:
    used = {sense.act for senses in lexicon.cues().values() for sense in senses}
    assert used | {Act.DECLINES_TO_COMMENT} == set(Act)


def test_there_are_many_senses() -> None:
    assert sum(len(senses) for senses in lexicon.cues().values()) >= 600


def test_every_row_has_a_comment() -> None:
    columns_of = {"cues": 7, "nouns": 3, "words": 3, "predicates": 5, "constructions": 3, "judgements": 4, "lemmas": 3}
    columns_of |= {
        "given_names": 3,
        "genders": 3,
        "surnames": 3,
        "people_nouns": 3,
        "frames": 5,
        "grammar": 3,
        "pronouns": 4,
        "calendar": 4,
    }
    for name, columns in columns_of.items():
        path = Path(lexicon.__file__).parent / "en" / f"{name}.tsv"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        assert all(len(line.split("\t")) == columns for line in lines), name


def test_nouns_and_states() -> None:
    assert lexicon.nouns()["ambassador"] is EntityType.PERSON
    norway = next(t for t in gazetteer.territories() if t.name == "Norway")
    assert (norway.capital, norway.is_state) == ("Oslo", True)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("plumber", EntityType.PERSON),  # of the long list
        ("liar", EntityType.PERSON),
        ("mother-in-law", EntityType.PERSON),
        ("general", EntityType.PERSON),
        ("crew", EntityType.GROUP),  # what was written by hand comes first
        ("broadcaster", EntityType.ORGANIZATION),
        ("peninsula", EntityType.PLACE),
        ("lawsuit", EntityType.WORK),
        ("earthquake", EntityType.EVENT),
        ("table", None),
        ("idea", None),
    ],
)
def test_what_a_noun_names(noun: str, kind: EntityType | None) -> None:
    assert lexicon.nouns().get(noun) is kind


def test_a_noun_of_both_lists_is_what_the_one_by_hand_says() -> None:
    kinds = {kind.name.lower(): kind for kind in EntityType}
    by_hand = {
        lemma.replace("_", " "): kinds[kind] for kind, group in lexicon.rows("nouns", 2) for lemma in group.split()
    }
    assert {lemma: lexicon.nouns()[lemma] for lemma in by_hand} == by_hand


def test_the_long_list_is_of_people() -> None:
    assert {kind for kind, _ in lexicon.rows("people_nouns", 2)} == {"person"}
    assert len(lexicon.nouns()) > 4000


@pytest.mark.parametrize(
    ("name", "gender"),
    [("robert", "male"), ("karen", "female"), ("jordan", "either"), ("quillan", None), ("Karen", None)],
)
def test_the_gender_of_a_given_name(name: str, gender: str | None) -> None:
    assert lexicon.given_names().get(name) == gender


@pytest.mark.parametrize(
    ("name", "gender"),
    [("róisín", "female"), ("sunita", "female"), ("koffi", "male"), ("andrea", "either"), ("zzyzx", None)],
)
def test_the_gender_of_a_given_name_of_any_country(name: str, gender: str | None) -> None:
    assert lexicon.gender_of(name) == gender


def test_no_given_name_stands_in_two_rows() -> None:
    names = [name for _, group in lexicon.rows("given_names", 2) for name in group.split()]
    assert len(names) == len(set(names)) == len(lexicon.given_names())


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ("given_names", {"male", "female", "either"}),
        ("genders", {"male", "female", "either"}),
        ("surnames", {"surname"}),
    ],
)
def test_names_of_people_stand_under_their_initial(table: str, kinds: set[str]) -> None:
    rows = lexicon.rows(table, 3)
    assert {kind for kind, _, _ in rows} == kinds
    for _, group, initial in rows:
        members = group.split()
        assert members == sorted(members) and all(name.islower() and name[0] == initial for name in members), initial


def test_surnames() -> None:
    assert {"roe", "berg", "quinn"} <= lexicon.surnames()
    assert "vantle" not in lexicon.surnames()


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("southern", ("part",)),
        ("mainland", ("part",)),
        ("city", ("city",)),
        ("state", ("region", "state")),
        ("republic", ("state", "region", "former")),
        ("free", None),
    ],
)
def test_the_sorts_of_places_that_a_word_can_be_said_of(word: str, kinds: tuple[str, ...] | None) -> None:
    found = lexicon.place_sorts().get(word)
    assert (None if found is None else set(found)) == (None if kinds is None else set(kinds))


def test_a_predicate_of_the_ontology_and_one_of_a_lemma() -> None:
    assert lexicon.predicates()["opposed-to"].name == "opposes"
    assert lexicon.predicates()["invade"].valence == -1


def test_damaged_line_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.tsv").write_text("# a comment\none\ttwo\n\nalone\n", encoding="utf-8")
    monkeypatch.setattr(resources, "language", lambda _name: tmp_path)
    with pytest.raises(ValueError, match=r"broken\.tsv, line 4: 1 columns"):
        lexicon.rows("broken", 2)


def test_unknown_group() -> None:
    with pytest.raises(KeyError):
        lexicon.words("no such group")


def test_every_frame_has_a_cue_and_a_rule() -> None:
    rules = {rule.__name__ for rules in RULES.values() for rule in rules} | {rule.__name__ for rule in VERB_RULES}
    rules |= {"read_according_to", "find_reported_speech"}
    listed = {name for frame in lexicon.frames().values() for name in frame.rules}
    assert listed <= rules
    assert {rule.__name__ for rule in VERB_RULES} <= listed
    used = {frame for senses in lexicon.cues().values() for sense in senses for frame in sense.frames}
    assert used == set(lexicon.frames())


def test_an_unknown_frame_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "frames.tsv").write_text("that\tconstruction\tread_clause\t-\tsaid that …\n", encoding="utf-8")
    lines = ("# cues", "verb\tthat\tasserts\taffirms\t-\tsay\tplain", "verb\tthat,then\tasserts\taffirms\t-\tadd\tlate")
    (tmp_path / "cues.tsv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(resources, "language", lambda _name: tmp_path)
    for cached in (lexicon.rows, lexicon.frames, lexicon.cues):
        monkeypatch.setattr(lexicon, cached.__name__, cached.__wrapped__)
    with pytest.raises(ValueError, match=r"cues\.tsv, line 3: 'then' is no frame"):
        lexicon.cues()


def test_forms_of_pronouns() -> None:
    assert {form: lexicon.pronouns()[form].name for form in ("him", "hers", "ours", "theirs")} == {
        "him": "he", "hers": "she", "ours": "we", "theirs": "they",
    }  # fmt: skip
    assert [lexicon.pronouns()[form].gender for form in ("his", "her", "its")] == ["male", "female", None]


def test_words_in_order_and_sets_of_them() -> None:
    assert lexicon.sequence("judgement_preposition")[:2] == ("on", "against")
    assert lexicon.word("copula") == "be"
    with pytest.raises(ValueError, match="too many values"):
        lexicon.word("article")
    assert any({"chief", "director"} <= post for post in lexicon.sets("same_post"))


# -- words stand in the lists, and the lists are read

ROOMS = [*ROOT.glob("graphkit/reading/**/*.py"), *ROOT.glob("graphkit/language/**/*.py")]
ROOMS += [*ROOT.glob("graphkit/identity/**/*.py"), *ROOT.glob("graphkit/matching/**/*.py")]
ROOMS += [ROOT / "graphkit" / "analysis" / "sentences.py", *ROOT.glob("graphkit/analysis/changes/*.py")]
ROOMS += [ROOT / "graphkit" / "analysis" / "who" / "matters.py"]
_OF_TEXT = re.compile(r"\.(lower_|lemma_|lower\(\)|casefold\(\))$")


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.relative_to(ROOT / "graphkit").as_posix())
def test_no_rule_compares_with_a_word(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            parts = [
                part for side in sides for part in (side.elts if isinstance(side, ast.Tuple | ast.Set) else [side])
            ]
            words = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if any(_OF_TEXT.search(ast.unparse(side)) for side in sides):
                found += [word for word in words if any(map(str.isalpha, word))]
    assert found == []


@pytest.mark.parametrize("name", ["grammar", "words", "constructions"])
def test_every_group_is_read(name: str) -> None:
    groups = {group for group, _ in lexicon.rows(name, 2)}
    code = "".join(path.read_text(encoding="utf-8") for path in ROOMS)
    named = groups & set(re.findall(r"[\"']([a-z_]+)[\"']", code))
    patterns = re.findall(r'f"([a-z_]*)\{[a-z]+\}"', code)
    composed = {group for group in groups if any(pattern and group.startswith(pattern) for pattern in patterns)}
    assert groups == named | composed


def test_every_file_of_a_language_is_documented() -> None:
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    folder = Path(lexicon.__file__).parent
    files = {path.relative_to(folder / "en").as_posix() for path in (folder / "en").rglob("*.tsv")}
    assert [name for name in sorted(files) if f"`{name}`" not in page] == []
