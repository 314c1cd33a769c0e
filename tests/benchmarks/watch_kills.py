"""Replay articles by day through `graphkit watch --once`, kill it at random moments, and compare with a run in peace.

    python tests/benchmarks/watch_kills.py FOLDER NAMES [ARTICLES] [KILLS] [SEED]

FOLDER holds texts whose names tell their day ('outlet_2031-03-05_title.txt'); NAMES, with commas between, are followed.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import groupby
from pathlib import Path

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WATCH = (sys.executable, "-m", "graphkit", "watch")


def list_days(folder: Path, number: int) -> list[list[Path]]:
    """List the first articles by day."""
    dated = sorted((found[0], path.name, path) for path in folder.glob("*.txt") if (found := _DAY.search(path.name)))
    return [[path for *_, path in group] for _, group in groupby(dated[:number], key=lambda one: one[0])]


def start(place: Path) -> subprocess.Popen[bytes]:
    command = [*_WATCH, str(place / "in"), "-o", str(place / "out"), "--once", "--settle", "0", "--all"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def replay(
    days: list[list[Path]], place: Path, followed: list[str], kills: int, seed: int
) -> tuple[list[dict[str, str]], int]:
    """Replay the days; returns the news, and how often a look was killed."""
    (place / "in").mkdir(parents=True)
    names = [*followed, "--subject", "police"]
    subprocess.run([sys.executable, "-m", "graphkit", "follow", place / "out", "add", *names], check=True)
    chance, killed, took = random.Random(seed), 0, 4.0
    for number, day in enumerate(days):
        for path in day:
            shutil.copy(path, place / "in")
        for _ in range(round(kills * (number + 1) / len(days)) - round(kills * number / len(days))):
            with start(place) as process:
                try:
                    process.wait(chance.uniform(0.3, took))
                except subprocess.TimeoutExpired:
                    process.kill()
                    killed += 1
        began = time.monotonic()
        with start(place) as process:
            _, said = process.communicate()
        took = 0.9 * max(time.monotonic() - began, 1)
        assert process.returncode == 0, said.decode()
    lines = (place / "out" / "news.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines], killed


def main(folder: Path, followed: list[str], number: int = 45, kills: int = 30, seed: int = 1) -> None:
    days = list_days(folder, number)
    with tempfile.TemporaryDirectory() as place:
        peace, _ = replay(days, Path(place, "peace"), followed, 0, seed)
        disturbed, killed = replay(days, Path(place, "disturbed"), followed, kills, seed)
        began = time.monotonic()
        with start(Path(place, "disturbed")) as process:
            process.communicate()
        idle = time.monotonic() - began
        same = all(
            Path(place, "peace", "out", name).read_bytes() == Path(place, "disturbed", "out", name).read_bytes()
            for name in ("news.atom", "news.jsonl", "news.md")
        )
    ids = [item["id"] for item in disturbed]
    print(f"{sum(map(len, days))} articles of {len(days)} days; killed {killed} times")
    print(f"{len(peace)} items in peace, {len(disturbed)} disturbed: {dict(Counter(item['kind'] for item in peace))}")
    print(f"once each: {len(ids) == len(set(ids))}; the same: {sorted(ids) == sorted(i['id'] for i in peace)}")
    print(f"the same bytes: {same}; a look that finds nothing: {idle:.2f} s")
    print(f"memory of a look at most: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].split(","), *map(int, sys.argv[3:]))
