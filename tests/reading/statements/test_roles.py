"""Who holds which post, in which body, since when and until when, is read; what is only wished or denied is not."""

from __future__ import annotations

from itertools import groupby

import pytest
from paths import DATA

from graphkit import documents
from graphkit.language import annotation
from graphkit.model import Extraction
from graphkit.reading.extraction import extract

TABLE = DATA / "roles.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]


def read(text: str) -> Extraction:
    [(document, doc)] = annotation.annotate([documents.make(text, identifier="a.txt")], annotation.load(None))
    return extract(document, doc)


@pytest.mark.parametrize(("text", "rows"), [(text, [*rows]) for text, rows in groupby(ROWS, lambda row: row[0])])
def test_the_roles_of_a_sentence(text: str, rows: list[list[str]]) -> None:
    extraction = read(text)

    def words(mention: int | None) -> str:
        return "-" if mention is None else extraction.mentions[mention].span.exact

    found = [
        [
            text,
            words(role.member),
            role.title,
            words(role.organization),
            "yes" if role.current else "no",
            role.since or "-",
            role.until or "-",
        ]
        for role in extraction.roles
    ]
    assert found == [row for row in rows if row[1] != "-"]
