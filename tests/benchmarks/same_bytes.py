"""Check whether two checkouts write the same bytes: the graph, the page, every export and a figure.

    python tests/benchmarks/same_bytes.py OLD_TREE NEW_TREE [ARTICLE_OR_FOLDER...] [--keep FOLDER]

Each checkout builds the example and, as one corpus, the articles that are named; both with the Python that runs this,
which needs the packages of both. Everything that a user sees is compared. What a build keeps for the next one (`work`,
`graphs.tsv`) holds fingerprints of the code, and the files of the store hold times; they are left out, and the store is
compared as N-Quads. Of each file that differs the first lines that differ are shown; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

_UNSEEN = {"store", "work", "graphs.tsv"}
_LINES = 6
"""How many lines of a difference are shown."""
_WIDTH = 160


def main() -> int:
    """Build with both checkouts, compare and report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("old", type=Path, metavar="OLD_TREE")
    parser.add_argument("new", type=Path, metavar="NEW_TREE")
    parser.add_argument("articles", type=Path, nargs="*", metavar="ARTICLE_OR_FOLDER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to leave what was written")
    arguments = parser.parse_args()
    articles = [path.resolve() for path in arguments.articles]
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.keep or Path(temporary)).resolve()
        places = folder / "old", folder / "new"
        with ThreadPoolExecutor() as threads:
            trees = arguments.old.resolve(), arguments.new.resolve()
            old, new = threads.map(make, trees, places, (articles, articles))
        return report(old, new)


def make(tree: Path, place: Path, articles: list[Path]) -> dict[str, bytes]:
    """Write everything with a checkout.

    Args:
        tree: The checkout.
        place: Where to write; it must not exist.
        articles: What to read beside the example.

    Returns:
        The content of every file that a user sees, by its path.
    """
    place.mkdir(parents=True)
    inputs = {"example": ["--example"], **({"articles": [os.fspath(path) for path in articles]} if articles else {})}
    formats = list_formats(tree, place)
    for name, given in inputs.items():
        run(tree, place, "build", *given, "-o", name)
        (place / f"{name}.exports").mkdir()
        for form in formats:
            run(tree, place, "export", name, f"{name}.exports/{form}", "--format", form)
        run(tree, place, "show", name, f"{name}.exports/figure.svg")
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not _UNSEEN & {*path.relative_to(place).parts}
    }


def list_formats(tree: Path, place: Path) -> list[str]:
    """List the formats that a checkout exports: what it names where it is asked for another."""
    told = call(tree, place, "export", "example", "-", "--format", "?").stderr
    _, found, names = told.partition("choose one of ")
    if not found:
        raise SystemExit(f"{tree}: the command names no formats: {told}")
    return names.strip().split(", ")


def run(tree: Path, place: Path, *arguments: str) -> None:
    """Run a checkout's command.

    Raises:
        SystemExit: It failed; the message says how.
    """
    done = call(tree, place, *arguments)
    if done.returncode:
        raise SystemExit(f"{tree}: graphkit {' '.join(arguments)}\n{done.stderr.strip()}")


def call(tree: Path, place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a checkout's command, whether it succeeds or not."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(tree)}
    command = [sys.executable, "-m", "graphkit", *arguments]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def report(old: dict[str, bytes], new: dict[str, bytes]) -> int:
    """Print what differs; return 1 where something does."""
    differs = False
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        differs = True
        if before is None or after is None:
            print(f"{name}: only the {'new' if before is None else 'old'} checkout writes it")
        else:
            print(f"{name}: differs ({len(before):,} and {len(after):,} bytes)")
            for line in islice(compare(before, after), _LINES):
                print(f"    {line[:_WIDTH]}")
    print(f"{len(old)} files, " + ("and not the same" if differs else "the same bytes"))
    return int(differs)


def compare(before: bytes, after: bytes) -> list[str]:
    """List the lines that differ of two texts; of what is no text, the place of the first byte."""
    try:
        old, new = before.decode().splitlines(), after.decode().splitlines()
    except UnicodeDecodeError:
        place = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
        return [f"from byte {place:,} on"]
    found = difflib.unified_diff(old, new, lineterm="", n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


if __name__ == "__main__":
    sys.exit(main())
