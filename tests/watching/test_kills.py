"""Articles that are replayed by day tell the same, once each, however often a look is killed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from builds import make_texts, write
from paths import SUPPORT

from graphkit import watching
from graphkit.files.layout import NEWS
from graphkit.watching import Following

DAYS, KILLS = 10, 3
PROGRAM = SUPPORT / "watchdesk.py"


def look(place: Path, seconds: float | None = None) -> bool:
    """Look in a process of its own, and kill it after some seconds; returns whether that came in time."""
    command = [sys.executable, str(PROGRAM), str(place / "in"), str(place / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            _, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    assert process.returncode == 0, errors.decode()
    return False


def replay(place: Path, moments: Iterable[float]) -> tuple[dict[str, bytes], int]:
    """Replay articles by day; returns the news, and how often a look was killed."""
    place.mkdir()
    (place / "out").mkdir()
    for name in ("Anna Berg", "Eva Frost"):
        watching.follow(place / "out", Following(kind=watching.PERSON, name=name))
    texts, left, killed = list(make_texts(4 * DAYS).items()), list(moments), 0
    for day in range(DAYS):
        write(place / "in", dict(texts[4 * day : 4 * day + 4]))
        if day % 3 == 2:  # an article of an earlier day is edited
            name, text = texts[day]
            write(place / "in", {name: text.replace("closed", "open")})
        for seconds in left[KILLS * day : KILLS * (day + 1)]:
            killed += look(place, seconds)
        look(place)
    return {name: (place / "out" / name).read_bytes() for name in NEWS}, killed


@pytest.mark.nightly
def test_thirty_kills_neither_lose_nor_double_anything(tmp_path: Path) -> None:
    wanted, _ = replay(tmp_path / "peace", ())
    chance = random.Random(3)
    found, killed = replay(tmp_path / "disturbed", [chance.uniform(0, 0.5) for _ in range(DAYS * KILLS)])
    assert found == wanted
    assert killed > DAYS
    ids = [json.loads(line)["id"] for line in found["news.jsonl"].splitlines()]
    assert len(ids) == len(set(ids)) > DAYS
