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


@pytest.mark.parametrize(
    ("text", "holder", "body"),
    [
        ("The Senate voted on Monday. Sen. Jo Berg said so.", "Berg", "Senate"),
        ("The White House said no. Sen. Jo Berg said so.", "Berg", None),
        ("The Senate Conservatives Fund gave money. Sen. Jo Berg said so.", "Berg", None),
        ("The Senate voted. Rep. Jo Berg said so.", "Berg", None),
        ("The Coastal Fisheries Bill fell. Fisheries Minister Jo Berg said so.", "Berg", None),
        ("The Culture Ministry closed it. The culture minister, Jo Berg, said so.", "Berg", "Culture Ministry"),
        # a body of another level, of another matter, or one that the title names itself
        ("The Senate voted on Monday. State Sen. Jo Berg said so.", "Berg", None),
        ("The club closed. The city manager, Jo Berg, said so.", "Berg", None),
        ("The Treasury Department said no. Secretary of State Jo Berg said so.", "Berg", None),
        ("The State Department said no. Secretary of State Jo Berg said so.", "Berg", "State Department"),
        # a body that is only mentioned, and several of which nothing chooses one
        ("They would find a court. Judge Jo Berg said so.", "Berg", None),
        ("The Iraqi Navy and the Norwegian Navy met. Admiral Jo Berg said so.", "Berg", None),
        # a post of some matter is in some body of it, not in any that is named
        ("Calder Mining is a company. Tech executive Jo Berg said so.", "Berg", None),
        ("The Halden Police came. The Commissioner for Information, Jo Berg, said so.", "Berg", None),
        ("The weaker side of the quarrel lost. Fleet manager Jo Berg said so.", "Berg", None),
        ("Norway won in Norway. BWG President Jo Berg said so.", "Berg", "BWG"),
        ("Norhelm fell. Norhelm sued Norhelm. Chief Executive Jo Berg said so.", "Berg", "Norhelm"),
        ("Norway won in Norway. The deputy minister of education, Jo Berg, said so.", "Berg", "Norway"),
        # of several departments the one that the article is about, or none
        ("The Culture Ministry and the Coal Ministry met. Secretary Jo Berg said so.", "Berg", None),
        (
            "The Culture Ministry is new. The Culture Ministry and the Coal Ministry met. Secretary Jo Berg said so.",
            "Berg",
            "Culture Ministry",
        ),
        ("Norway, Sweden and Iran met in Sweden, and Norway left. President Jo Berg said so.", "Berg", None),
        # of two presidents one may be of another country
        (
            "Norway and its parliament met in Norway. Norway won. President Ada Holt met President Jo Berg.",
            "Berg",
            None,
        ),
    ],
)
def test_a_post_without_a_body_is_of_one_that_suits_it_or_of_none(text: str, holder: str, body: str | None) -> None:
    extraction = read(text)
    [role] = [r for r in extraction.roles if holder in extraction.mentions[r.member].span.exact]
    found = None if role.organization is None else extraction.mentions[role.organization].span.exact
    assert found == body
