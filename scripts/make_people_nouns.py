"""Make `graphkit/language/en/people_nouns.tsv`, nouns for people, from WordNet 3.0 (its own open licence).

WordNet comes with Debian's package wordnet-base:

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb wn
    python scripts/make_people_nouns.py wn/usr/share/wordnet

A noun is taken where its most common sense, by WordNet's counts of a tagged corpus, is a person, and so are most of
its uses; where there are no counts, all its senses must be, and it must look the part. Words of abuse are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "en" / "people_nouns.tsv"
HEAD = """\
# Nouns for people, made by scripts/make_people_nouns.py from WordNet 3.0; what nouns.tsv says of a word comes first.
# Columns: kind (person), nouns, their initial.
#
# WordNet Release 3.0
#
# This software and database is being provided to you, the LICENSEE, by Princeton University under the following
# license. By obtaining, using and/or copying this software and database, you agree that you have read, understood, and
# will comply with these terms and conditions.:
#
# Permission to use, copy, modify and distribute this software and database and its documentation for any purpose and
# without fee or royalty is hereby granted, provided that you agree to comply with the following copyright notice and
# statements, including the disclaimer, and that the same appear on ALL copies of the software, database and
# documentation, including modifications that you make for internal use or for distribution.
#
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
#
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES
# OF MERCHANT- ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE
# OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
#
# The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution
# of the software and/or database. Title to copyright in this software, database and any associated documentation shall
# at all times remain with Princeton University and LICENSEE agrees to preserve same.

"""
PERSON = "00007846"
SHARE = 0.7
AGENT = re.compile(r"(er|or|ist|ian|ant|ent|ee|eur|man|woman|person|mate|boy|girl|child|-in-law)$")
ABUSE = re.compile(r"slur|offensive|vulgar|disparag|derogat|contempt|insult|stupid|obscene|slang|abuse")


class WordNet:
    """The nouns of WordNet.

    Args:
        folder: Where its files are.
    """

    def __init__(self, folder: Path) -> None:
        self.above: dict[str, list[str]] = {}
        self.proper: set[str] = set()
        self.abusive: set[str] = set()
        for line in (folder / "data.noun").read_text(encoding="ascii").splitlines():
            if line.startswith(" "):
                continue
            record, gloss = line.split(" | ", 1)
            fields = record.split(" ")
            words = [fields[4 + 2 * i] for i in range(int(fields[3], 16))]
            rest = fields[4 + 2 * len(words) :]
            pointers = [(rest[1 + 4 * i], rest[2 + 4 * i]) for i in range(int(rest[0]))]
            self.above[fields[0]] = [at for sign, at in pointers if sign in ("@", "@i")]
            self.proper.update(word.lower() for word in words if word[:1].isupper())
            if ABUSE.search(gloss):
                self.abusive.update(words)
        self.counts: dict[tuple[str, int], int] = {}
        for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
            key, number, count = line.split()
            lemma, _, rest_of_key = key.partition("%")
            if rest_of_key.startswith("1:"):
                self.counts[lemma, int(number)] = int(count)
        self.senses: dict[str, list[str]] = {}
        for line in (folder / "index.noun").read_text(encoding="ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                self.senses[fields[0]] = fields[-int(fields[2]) :]

    @cache  # noqa: B019 - one object, as long as the script runs
    def roots(self, sense: str) -> frozenset[str]:
        """Find all that a sense is a kind of, itself among them."""
        return frozenset({sense}).union(*(self.roots(at) for at in self.above[sense]))

    def nouns(self, root: str) -> Iterator[str]:
        """Yield the nouns that are mostly used for a kind of thing."""
        for lemma, senses in self.senses.items():
            if not re.fullmatch(r"[a-z]{3,}(-[a-z]+)*", lemma) or lemma in self.proper | self.abusive:
                continue
            if root not in self.roots(senses[0]):
                continue
            counts = [self.counts.get((lemma, n), 0) for n in range(1, len(senses) + 1)]
            is_kind = [root in self.roots(sense) for sense in senses]
            share = sum(c for c, same in zip(counts, is_kind, strict=True) if same) / sum(counts) if sum(counts) else 0
            if share >= SHARE or (all(is_kind) and AGENT.search(lemma)):
                yield lemma


def main(folder: Path) -> None:
    """Write the table."""
    wordnet = WordNet(folder)
    by_initial: dict[str, list[str]] = {}
    for noun in sorted(wordnet.nouns(PERSON)):
        by_initial.setdefault(noun[0], []).append(noun)
    text = HEAD + "".join(f"person\t{' '.join(group)}\t{initial}\n" for initial, group in by_initial.items())
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
