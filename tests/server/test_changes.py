"""What was edited is a page, and so is each earlier version; what articles say is only text there."""

from __future__ import annotations

from pathlib import Path

import pytest
from builds import build, in_this_process, quick, write

import graphkit
from graphkit.server import articles, changes

__all__ = ["in_this_process", "quick"]

OLD = "Anna Berg said the <b>old</b> bridge was closed.\nCarl Dahl denied it was the rain."
NEW = "Anna Berg said the <b>old</b> bridge may be closed.\nCarl Dahl denied it was the snow."


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = write(tmp_path / "in", {"a.txt": OLD, "b.txt": "Eva Frost said it was."})
    build(folder, tmp_path / "out")
    build(write(folder, {"a.txt": NEW}), tmp_path / "out")
    return tmp_path / "out"


def test_the_page_shows_each_edit_with_the_words_that_differ(out: Path) -> None:
    page = changes.render(out, {}).body.decode()
    assert "1 of 1 earlier version of articles" in page
    assert "<del>was</del>" in page
    assert "<ins>may be</ins>" in page
    assert "&lt;" in page
    assert "<b>old" not in page


def test_the_page_is_narrowed_to_a_kind_and_to_an_article(out: Path) -> None:
    assert "<del>" not in changes.render(out, {"kind": "dropped"}).body.decode()
    assert "<del>" in changes.render(out, {"article": "a.txt"}).body.decode()
    nothing = changes.render(out, {"article": "b.txt", "skip": "x"}).body.decode()
    assert "Show all" in nothing


def test_without_earlier_versions_the_page_says_when_there_are_some(tmp_path: Path) -> None:
    build(write(tmp_path / "in", {"a.txt": OLD}), tmp_path / "out")
    assert "No article has an earlier version" in changes.render(tmp_path / "out", {}).body.decode()


def test_an_earlier_version_has_a_page_that_leads_to_what_took_its_place(out: Path) -> None:
    [address] = graphkit.open_graph(out).versions.texts
    page = articles.render(out, address.rpartition("/")[2])
    assert page.status == 200
    text = page.body.decode()
    assert "An earlier version of" in text
    assert "the rain." in text
    assert "<b>old" not in text
    assert '<a href="/changes?article=a.txt">' in text
    assert articles.render(out, "0" * 16).status == 404
    assert articles.render(out, "../history").status == 404
