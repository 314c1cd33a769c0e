"""When the power fails at any moment of a build, the output is the old or the new one, or the next build mends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from builds import build, make_texts, read, write
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from powercut import Disk
from tiers import nightly

from graphkit.corpus import checking
from graphkit.errors import GraphkitError
from graphkit.files.layout import DECISIONS

ANSWERS = "first,second,answer\r\n"


@dataclass(frozen=True)
class Recorded:
    """A build that was recorded: its disk, the articles that it read, and the outputs before and after."""

    disk: Disk
    articles: Path
    before: dict[str, bytes] | None
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return {}


def record(kind: str, kept: dict[str, Recorded], folder: Path) -> Recorded:
    """Record a first build, or one of an output that is there, once for all tests."""
    if kind not in kept:
        place, articles = folder / "disk", write(folder / "in", make_texts(5))
        place.mkdir()
        before = None
        if kind == "again":
            build(articles, place / "out")
            (place / "out" / DECISIONS).write_text(ANSWERS, encoding="utf-8")
            before = read(place / "out")
            write(articles, {"003.txt": "Anna Berg said the tower was closed."})
        disk = Disk(place)
        with disk.recording():
            build(articles, place / "out")
        kept[kind] = Recorded(disk, articles, before, read(place / "out"))
    return kept[kind]


def is_whole(out: Path) -> bool:
    try:
        return checking.check(out).is_whole
    except GraphkitError:
        return False


@pytest.mark.parametrize("seed", [*range(5), *nightly(range(5, 110))])
@pytest.mark.parametrize("kind", ["first", "again"])
def test_an_output_survives_a_power_failure(
    recorded: dict[str, Recorded], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, kind: str, seed: int
) -> None:
    one = record(kind, recorded, tmp_path_factory.mktemp(kind))
    place = tmp_path / "disk"
    one.disk.fail(seed, place)
    out = place / "out"
    if is_whole(out):
        assert read(out) in (one.before, one.after)
    build(one.articles, out)
    assert read(out) == one.after
    assert checking.check(out).is_whole
    if kind == "again":
        assert (out / DECISIONS).read_text(encoding="utf-8", newline="") == ANSWERS
    assert [path.name for path in place.iterdir() if not path.name.endswith((".lock", ".holder"))] == ["out"]


def test_all_that_is_lost_is_found(recorded: dict[str, Recorded], tmp_path_factory: pytest.TempPathFactory) -> None:
    one = record("again", recorded, tmp_path_factory.mktemp("again"))
    assert len(one.disk.moments) > 100
    assert one.disk.moments[-1].floor > len(one.disk.moments) / 2
