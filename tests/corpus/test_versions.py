"""An article that is edited, or comes again, keeps its earlier versions beside the graph, which knows none of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builds import BASE, build, in_this_process, make_texts, quick, read, write
from click.testing import CliRunner

import graphkit
from graphkit import corpus
from graphkit.cli import cli
from graphkit.corpus import Options, Settings, building, running
from graphkit.corpus.succession import Standing, find_superseded
from graphkit.errors import GraphkitError, InputError, OutputError
from graphkit.files.history import read_history

__all__ = ["in_this_process", "quick"]

OLD = "Anna Berg said the old bridge over the Sela was closed. Carl Dahl denied it was the rain."
NEW = "Anna Berg said the old bridge over the Sela may be closed. Carl Dahl denied it was the rain."
LATER = "Anna Berg said the old bridge over the Sela may be closed. Eva Frost denied it was the rain."
LONG = " ".join(
    f"Anna Berg said the {word} bridge over the Sela was closed when the flood came down from the hills."
    for word in ("old", "new", "long", "short", "green", "stone")
)


def rebuild(articles: Path, out: Path, **options: object) -> corpus.BuildReport:
    return building.build([articles], out, Options(settings=Settings(), base=BASE, **options))  # type: ignore[arg-type]


def write_records(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def list_edits(out: Path) -> list[tuple[str, ...]]:
    rows = graphkit.open_graph(out).query("edits").table()[1]
    return sorted((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def list_versions(out: Path) -> list[tuple[str, str, str]]:
    rows = graphkit.open_graph(out).query("earlier-versions").table()[1]
    return sorted((row[0], row[1], row[2]) for row in rows)


def test_an_edited_article_keeps_its_earlier_version_and_the_graph_is_as_if_it_had_none(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD, **make_texts(3)})
    build(articles, tmp_path / "out")
    write(articles, {"a.txt": NEW})
    assert build(articles, tmp_path / "out").versions == 1
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")
    assert list_versions(tmp_path / "out") == [("a.txt", "2", "identifier")]
    kg = graphkit.open_graph(tmp_path / "out")
    assert list(kg.versions.texts.values()) == [OLD]
    assert "was closed" in str(kg.versions.query("SELECT ?content { ?claim gk:content ?content }").rows)
    assert kg.versions.validate().conforms
    changed = [row for row in list_edits(tmp_path / "out") if "old bridge" in row[3] and row[2] != "retitled"]
    assert [(row[3], row[4]) for row in changed] == [(OLD.partition(". ")[0] + ".", NEW.partition(". ")[0] + ".")]


def test_building_again_carries_versions_on_byte_for_byte(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    for text in (OLD, NEW, LATER):
        build(write(articles, {"a.txt": text}), tmp_path / "out")
    folder = tmp_path / "out" / "versions"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert build(articles, tmp_path / "out").versions == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [(b.number, b.articles) for b in corpus.read_builds(tmp_path / "out")] == [(1, 1), (2, 1), (3, 1)]


def test_an_edit_that_is_taken_back_is_told(tmp_path: Path) -> None:
    articles = tmp_path / "in"
    for text in (OLD, NEW, OLD):
        build(write(articles, {"a.txt": text}), tmp_path / "out")
    assert list_versions(tmp_path / "out") == [("a.txt", "2", "identifier"), ("a.txt", "3", "identifier")]
    assert not corpus.compare_builds(tmp_path / "out", graphkit.open_graph(tmp_path / "out").store, 1, 3).articles


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_articles_from_one_address_the_later_stands(tmp_path: Path, turned: bool) -> None:
    first = {"id": "1", "text": LONG, "url": "https://press.example/bridge", "date": "2024-05-01"}
    second = {**first, "id": "2", "text": LONG.replace("stone", "iron"), "modified": "2024-05-02T10:00:00Z"}
    records = (second, first) if turned else (first, second)
    write_records(tmp_path / "in.jsonl", *records)
    assert build(tmp_path / "in.jsonl", tmp_path / "out").documents == 1
    assert list_versions(tmp_path / "out") == [("1", "1", "address")]
    assert "iron" in str(graphkit.open_graph(tmp_path / "out").query("SELECT ?c { ?claim gk:content ?c }").rows)


def test_nearly_the_same_words_by_one_publisher_are_a_version_and_by_two_are_none(tmp_path: Path) -> None:
    first = {"id": "1", "text": LONG, "publisher": "Coast Wire", "date": "2024-05-01"}
    second = {"id": "2", "text": LONG.replace("stone", "iron"), "publisher": "coast wire", "date": "2024-05-02"}
    other = {"id": "3", "text": LONG.replace("green", "red"), "publisher": "Hill Post", "date": "2024-05-03"}
    write_records(tmp_path / "in.jsonl", first, second, other)
    assert build(tmp_path / "in.jsonl", tmp_path / "out").documents == 2
    assert list_versions(tmp_path / "out") == [("1", "1", "text")]


def test_where_nobody_knows_which_came_first_both_stand_until_a_build_tells(tmp_path: Path) -> None:
    first = {"id": "1", "text": LONG, "url": "https://press.example/bridge"}
    second = {"id": "2", "text": LONG.replace("stone", "iron"), "url": "https://www.press.example/bridge/"}
    write_records(tmp_path / "in.jsonl", first, second)
    assert build(tmp_path / "in.jsonl", tmp_path / "out").documents == 2
    write_records(tmp_path / "one.jsonl", first)
    write_records(tmp_path / "two.jsonl", second)
    build(tmp_path / "one.jsonl", tmp_path / "later")
    assert build(tmp_path / "two.jsonl", tmp_path / "later").documents == 1
    assert list_versions(tmp_path / "later") == [("1", "2", "address")]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://press.example/", LONG.replace("stone", "iron")),
        ("https://press.example/live", make_texts(1)["000.txt"]),
    ],
)
def test_a_front_page_or_another_text_makes_no_version(tmp_path: Path, address: str, text: str) -> None:
    first = {"id": "1", "text": LONG, "url": address, "date": "2024-05-01"}
    write_records(tmp_path / "in.jsonl", first, {**first, "id": "2", "text": text, "date": "2024-05-02"})
    assert build(tmp_path / "in.jsonl", tmp_path / "out").documents == 2


def test_a_line_that_comes_before_others_makes_no_versions_of_them(tmp_path: Path) -> None:
    texts = list(make_texts(4).values())
    write_records(tmp_path / "in.jsonl", *({"text": text} for text in texts[1:]))
    build(tmp_path / "in.jsonl", tmp_path / "out")
    write_records(tmp_path / "in.jsonl", *({"text": text} for text in texts))
    assert build(tmp_path / "in.jsonl", tmp_path / "out").versions == 0


def test_an_article_that_comes_without_its_name_is_known_by_its_address(tmp_path: Path) -> None:
    first = {"id": "1", "text": LONG, "url": "https://press.example/bridge"}
    write_records(tmp_path / "in.jsonl", first)
    build(tmp_path / "in.jsonl", tmp_path / "out")
    write_records(tmp_path / "in.jsonl", {"text": LONG.replace("stone", "iron"), "url": first["url"]})
    build(tmp_path / "in.jsonl", tmp_path / "out", sync=True)
    assert list_versions(tmp_path / "out") == [("1", "2", "address")]


def test_a_build_that_is_broken_off_loses_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    build(articles, tmp_path / "out")
    write(articles, {"a.txt": NEW})

    def fail(*_: object, **__: object) -> None:
        raise OutputError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(running, "assemble", fail)
        with pytest.raises(OutputError):
            build(articles, tmp_path / "out")
    write(articles, {"a.txt": LATER})  # what was read in between stood in no output
    build(articles, tmp_path / "out")
    assert list_versions(tmp_path / "out") == [("a.txt", "2", "identifier")]
    assert list(graphkit.open_graph(tmp_path / "out").versions.texts.values()) == [OLD]
    assert not (tmp_path / "out" / "work" / "versions").exists()


@pytest.mark.parametrize(("most", "left"), [(None, 2), (1, 1), (0, 0)])
def test_only_so_many_versions_are_kept(tmp_path: Path, most: int | None, left: int) -> None:
    articles = tmp_path / "in"
    for text in (OLD, NEW, LATER):
        rebuild(write(articles, {"a.txt": text}), tmp_path / "out", most_versions=most)
    assert len(list_versions(tmp_path / "out")) == left
    assert len(list((tmp_path / "out" / "versions").glob("*.txt"))) == left


@pytest.mark.parametrize("most", [None, 0])
def test_a_build_that_changes_nothing_is_not_counted(tmp_path: Path, most: int | None) -> None:
    first = {"id": "1", "text": LONG, "url": "https://press.example/bridge", "date": "2024-05-01"}
    second = {**first, "id": "2", "text": LONG.replace("stone", "iron"), "date": "2024-05-02"}
    articles = write_records(tmp_path / "in.jsonl", first, second)
    rebuild(articles, tmp_path / "out", most_versions=most)
    before = (tmp_path / "out" / "versions" / "history.jsonl").read_bytes()
    rebuild(articles, tmp_path / "out", most_versions=most)
    assert (tmp_path / "out" / "versions" / "history.jsonl").read_bytes() == before


def test_what_is_let_go_leaves_no_version(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD, **make_texts(2)})
    build(articles, tmp_path / "out")
    build(write(articles, {"a.txt": NEW}), tmp_path / "out")
    (articles / "a.txt").unlink()
    build(articles, tmp_path / "out", sync=True)
    assert list_versions(tmp_path / "out") == []
    assert [path.name for path in (tmp_path / "out" / "versions").iterdir()] == ["history.jsonl"]


def test_another_base_is_that_of_earlier_versions_too(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    build(articles, tmp_path / "out")
    build(write(articles, {"a.txt": NEW}), tmp_path / "out")
    other = "https://data.example.net/"
    building.build([articles], tmp_path / "out", Options(settings=Settings(), base=other))
    kg = graphkit.open_graph(tmp_path / "out")
    assert kg.versions.validate().conforms
    found = {
        str(quad.subject)[1:] for quad in kg.versions.store if str(quad.subject).startswith("<https://example.org/")
    }
    assert not found
    assert len(list_versions(tmp_path / "out")) == 1


def test_a_damaged_history_is_told_kept_and_begun_anew(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    build(articles, tmp_path / "out")
    build(write(articles, {"a.txt": NEW}), tmp_path / "out")
    history = tmp_path / "out" / "versions" / "history.jsonl"
    damaged = history.read_bytes()[:-20]
    history.write_bytes(damaged)
    assert not corpus_check(tmp_path / "out")
    report = build(articles, tmp_path / "out")
    assert "a new history is begun" in str(report.damaged[0])
    assert (tmp_path / "out" / "versions-damaged" / "history.jsonl").read_bytes() == damaged
    assert corpus_check(tmp_path / "out")
    found = read_history(tmp_path / "out")
    assert found is not None
    assert [text.name for text in found.texts] == ["a.txt"]


def test_a_version_that_is_damaged_is_named_and_others_are_carried_on(tmp_path: Path) -> None:
    articles = tmp_path / "in"
    for text in (OLD, NEW, LATER):
        build(write(articles, {"a.txt": text}), tmp_path / "out")
    [damaged] = [path for path in (tmp_path / "out" / "versions").glob("*.txt") if path.read_text() == OLD]
    damaged.write_text("Anna Berg said nothing.")
    report = build(articles, tmp_path / "out")
    assert any("earlier version" in str(problem) and damaged.stem in str(problem) for problem in report.problems)
    assert list_versions(tmp_path / "out") == [("a.txt", "3", "identifier")]
    assert corpus_check(tmp_path / "out")


def corpus_check(out: Path) -> bool:
    return CliRunner().invoke(cli, ["check", str(out)]).exit_code == 0


def test_dates_of_unlike_precision_never_leave_no_article_standing() -> None:
    def make(key: str, issued: str) -> Standing:
        from graphkit.documents.near_duplicates import sign
        from graphkit.model import Document

        return Standing(
            document=key,
            name=key,
            number=0,
            title="One",
            issued=issued,
            modified=None,
            publisher=None,
            source="https://press.example/bridge",
            signature=sign(Document(text=LONG, identifier=key)),
        )

    texts = [make("a", "2024-05-01"), make("b", "2024-05-02"), make("c", "2024")]
    found = find_superseded(texts, (), {"a": 3, "b": 1, "c": 2})
    assert not {"a", "b", "c"} <= found.keys()


# -- the command


def diff(*words: object) -> str:
    done = CliRunner().invoke(cli, ["diff", *map(str, words)], catch_exceptions=True)
    if isinstance(done.exception, GraphkitError):
        return str(done.exception)
    assert done.exit_code == 0, done.output
    return done.output


def test_diff_tells_what_the_last_build_changed_and_what_any_other_did(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    for number, text in enumerate((OLD, NEW, LATER), 1):
        rebuild(write(articles, {"a.txt": text, **make_texts(number)}), tmp_path / "out", day=f"2024-05-0{number}")
    last, first, both = diff(tmp_path / "out"), diff(tmp_path / "out", 1, 2), diff(tmp_path / "out", 1, 3)
    assert "Eva Frost" in last
    assert "may be closed" not in last
    assert "may be closed" in first
    assert "Eva Frost" in both
    assert "may be closed" in both
    assert "New articles (1)\n  002.txt" in last
    assert diff(tmp_path / "out", "--since", "2024-05-03") == last
    assert "New articles (3)" in diff(tmp_path / "out", 0, 2)
    assert "2, 2024-05-02: 3 articles" in diff(tmp_path / "out", "--builds")
    assert "Nothing changed" in diff(tmp_path / "out", 2, 2)
    assert "has no build 9; its builds are numbered 1 to 3" in diff(tmp_path / "out", 1, 9)


def test_diff_compares_two_articles_of_one_graph(tmp_path: Path) -> None:
    build(write(tmp_path / "in", {"a.txt": OLD, "b.txt": NEW}), tmp_path / "out")
    assert "a.txt → b.txt" in diff(tmp_path / "out", "a.txt", "b.txt")
    assert "no document in the graph is called 'c.txt'" in diff(tmp_path / "out", "a.txt", "c.txt")


def test_diff_says_what_to_do_where_no_build_has_a_day(tmp_path: Path) -> None:
    build(write(tmp_path / "in", {"a.txt": OLD}), tmp_path / "out")
    with pytest.raises(InputError, match="say --day when you build"):
        graphkit.compare_builds(tmp_path / "out", since="2024")
    (tmp_path / "out" / "versions" / "history.jsonl").unlink()
    assert "has no history, for an older graphkit wrote it" in diff(tmp_path / "out", 0, 1)


def test_a_damaged_manifest_loses_no_version(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {"a.txt": OLD})
    build(articles, tmp_path / "out")
    manifest = tmp_path / "out" / "work" / "manifest.sqlite"
    manifest.write_bytes(manifest.read_bytes()[:1000])
    build(write(articles, {"a.txt": NEW}), tmp_path / "out")
    assert list_versions(tmp_path / "out") == [("a.txt", "2", "identifier")]
