"""Make genders.tsv, the genders of given names of many countries, from the tables of the package `nomquamgender` (MIT).

It merges 36 lists of names, from censuses, registers and published collections (Van Buskirk, Clauset and Larremore,
2023: An Open-Source Cultural Consensus Approach to Name-Based Gender Classification. ICWSM):

    pip download --no-deps nomquamgender==0.1.4 && unzip nomquamgender-0.1.4-py3-none-any.whl
    python scripts/make_genders.py nomquamgender/name_data.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "genders.tsv"
HEAD = """\
# Genders of given names of many countries, in lower case and without accents, made by scripts/make_genders.py from the
# data of nomquamgender 0.1.4 (MIT licence; copyright 2022 Ian Van Buskirk). A name stands under a gender where at least
# 95 of 100 bearers have it, else under 'either'; names that fewer than five lists or fifty bearers have are left out.
# Columns: gender (male, female, either), names, their initial.

"""
SURE = 0.95
SOURCES, BEARERS = 5, 50


def gender_of(women: float) -> str:
    """Return the gender of a name by the share of women among its bearers."""
    return "female" if women >= SURE else "male" if women <= 1 - SURE else "either"


def rows(gender: str, names: Iterable[str]) -> Iterator[str]:
    """Write names as the rows of the table, one for each initial."""
    for initial, group in groupby(names, key=lambda name: name[0]):
        yield f"{gender}\t{' '.join(group)}\t{initial}\n"


def main(path: Path) -> None:
    """Write the table."""
    groups: dict[str, list[str]] = {"male": [], "female": [], "either": []}
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, (sources, bearers, women, *_) in sorted(data.items()):
        plain = name.isascii() and name.isalpha() and len(name) > 1
        if plain and sources >= SOURCES and bearers >= BEARERS:
            groups[gender_of(women)].append(name)
    text = HEAD + "".join(row for gender, names in groups.items() for row in rows(gender, names))
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
