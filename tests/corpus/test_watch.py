"""A build can be followed article by article, and its reading ended: the graph of what was read is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from builds import BASE, build, make_texts, quick, read, write

import graphkit
from graphkit.corpus import BuildReport, Options, Settings, Watch, building
from graphkit.errors import InputError, Problem

__all__ = ["quick"]


def follow(inputs: Path, out: Path, *, most: int = 1000) -> tuple[BuildReport, list[tuple[str, int]]]:
    """Build, and read no more than so many articles."""
    told: list[tuple[str, int]] = []

    def finished(where: str, claims: int, problems: Sequence[Problem]) -> None:
        assert not problems
        told.append((Path(where).name, claims))

    watch = Watch(finished=finished, stopped=lambda: len(told) >= most)
    return building.build([inputs], out, Options(settings=Settings(), base=BASE, watch=watch)), told


def test_each_article_is_told_and_the_output_is_that_of_any_build(tmp_path: Path) -> None:
    texts = make_texts(7)
    inputs = write(tmp_path / "in", texts)
    report, told = follow(inputs, tmp_path / "out")
    assert [name for name, _ in told] == sorted(texts)
    assert all(claims > 0 for _, claims in told)
    assert (report.read, report.documents) == (7, 7)
    build(inputs, tmp_path / "other")
    assert read(tmp_path / "out") == read(tmp_path / "other")


def test_a_reading_that_is_ended_keeps_what_was_read_and_goes_on_later(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", make_texts(7))
    report, told = follow(inputs, tmp_path / "out", most=3)
    assert (report.read, report.documents, len(told)) == (3, 3, 3)
    assert len(graphkit.open_graph(tmp_path / "out").texts) == 3
    report, told = follow(inputs, tmp_path / "out")
    assert (report.read, report.documents) == (4, 7)
    build(inputs, tmp_path / "other")
    assert read(tmp_path / "out") == read(tmp_path / "other")


def test_without_inputs_what_was_read_is_written_anew(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", make_texts(3))
    build(inputs, tmp_path / "out")
    before = read(tmp_path / "out")
    report = build([], tmp_path / "out")
    assert (report.found, report.read, report.documents) == (0, 0, 3)
    assert read(tmp_path / "out") == before
    with pytest.raises(InputError, match="no input given"):
        build([], tmp_path / "out", sync=True)
    with pytest.raises(InputError, match="no input given"):
        build([], tmp_path / "nowhere")


def test_a_reading_that_is_ended_at_once_leaves_nothing(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", make_texts(3))
    with pytest.raises(InputError, match="there was nothing to read"):
        follow(inputs, tmp_path / "out", most=0)
    assert not (tmp_path / "out").exists()
