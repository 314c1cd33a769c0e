"""A real news article, beside the claims that a careful reader finds in it. It is no part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from graphkit.graph import KnowledgeGraph

REPORT = "report"
LEFT_OUT = pytest.mark.xfail(reason="right, but read like claims of which most are not: such are left out", strict=True)


@pytest.fixture(scope="module")
def kg(shared: Path) -> KnowledgeGraph:
    return graphkit.build(shared / "data" / "article" / "un-report.txt")


def rows(kg: KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    return [tuple(str(value) for value in row) for row in kg.dataset.query(query)]  # type: ignore[union-attr]


CLAIMS = """
SELECT DISTINCT ?source ?cue ?content ?act ?certainty ?outer {
  ?c a gk:Claim ; gk:cue ?cue ; gk:content ?content ; gk:act ?a ; gk:certainty ?k .
  OPTIONAL { ?c gk:source/skos:prefLabel ?source }
  OPTIONAL { ?c gk:reportedIn/gk:source/skos:prefLabel ?outer }
  BIND(STRAFTER(STR(?a), "#") AS ?act) BIND(STRAFTER(STR(?k), "#") AS ?certainty)
}
"""


@pytest.mark.parametrize(
    ("source", "cue", "act", "certainty", "outer"),
    [
        (REPORT, "conclude", "asserts", "certain", "None"),
        (REPORT, "say", "asserts", "possible", "None"),
        ("Michelle Bachelet", "announce", "asserts", "certain", "None"),
        ("China", "deny", "denies", "certain", "None"),
        ("China", "characterize", "asserts", "certain", "None"),
        ("former detainees", "describe", "asserts", "certain", "None"),
        ("internal Chinese government documents", "confirm", "acknowledges", "unspecified", "None"),
        ("United Nations", "say", "asserts", "certain", "None"),
        ("26 who said", "say", "asserts", "certain", "United Nations"),
        (REPORT, "say", "asserts", "certain", "None"),
        (REPORT, "call", "demands", "unspecified", "None"),
        ("Zhang Jun", "say", "asserts", "certain", "None"),
        ("Zhang Jun", "tell", "asserts", "certain", "None"),
        ("Michelle Bachelet", "express", "intends", "unspecified", "None"),
        ("human rights activists", "criticize", "criticizes", "unspecified", "None"),
        ("Chinese media", "quote", "asserts", "certain", "None"),
        pytest.param("Michelle Bachelet", "praise", "praises", "unspecified", "Chinese media", marks=LEFT_OUT),
        ("readout", "according to", "asserts", "certain", "None"),
        ("Michelle Bachelet", "express", "praises", "unspecified", "readout"),
        ("Reuters", "report", "asserts", "certain", "None"),
        pytest.param("petition", "lobby", "demands", "unspecified", "Reuters", marks=LEFT_OUT),
        ("Michelle Bachelet", "say", "asserts", "certain", "None"),
        ("Human rights groups", "say", "asserts", "certain", "None"),
        ("Maya Wang", "say", "asserts", "certain", "None"),
    ],
)
def test_claim(kg: KnowledgeGraph, source: str, cue: str, act: str, certainty: str, outer: str) -> None:
    found = rows(kg, CLAIMS)
    assert any(
        source in row[0] and row[1].startswith(cue) and row[3:5] == (act, certainty) and outer in row[5]
        for row in found
    ), [row for row in found if row[1].startswith(cue)]


def test_some_two_dozen_claims(kg: KnowledgeGraph) -> None:
    assert 22 <= len({row[2] for row in rows(kg, CLAIMS)}) <= 36


@pytest.mark.parametrize("who", ["Zhang Jun", "China"])
def test_who_opposes_the_report(kg: KnowledgeGraph, who: str) -> None:
    found = rows(
        kg, "SELECT DISTINCT ?who ?what { ?s gk:opposes ?o . ?s skos:prefLabel ?who . ?o skos:prefLabel ?what }"
    )
    assert [what for name, what in found if name == who and REPORT in what]
    assert {name for name, _ in found} == {"Zhang Jun", "China"}


@pytest.mark.parametrize(
    ("who", "title", "body", "current"),
    [
        ("Michelle Bachelet", "high commissioner for human rights", "United Nations", "true"),
        ("Michelle Bachelet", "president of Chile", "Chile", "false"),
        ("Zhang Jun", "ambassador to the UN", "China", "true"),
        ("Xi Jinping", "leader", "China", "true"),
        ("Maya Wang", "senior China researcher", "Human Rights Watch", "true"),
        ("Xinhua", "state news agency", "China", "true"),
        ("China", "permanent member of the UN Security Council", "UN Security Council", "true"),
    ],
)
def test_role(kg: KnowledgeGraph, who: str, title: str, body: str, current: str) -> None:
    query = """
    SELECT DISTINCT ?who ?title ?body ?current {
      ?r a org:Membership ; org:member/skos:prefLabel ?who ; gk:title ?title ; gk:current ?current ;
         org:organization/skos:prefLabel ?body
    }
    """
    assert any((w, b, c) == (who, body, current) and title in t for w, t, b, c in rows(kg, query)), rows(kg, query)


def test_one_person_by_all_her_names(kg: KnowledgeGraph) -> None:
    query = """
    SELECT DISTINCT ?exact { ?m gk:refersTo/skos:prefLabel "Michelle Bachelet" ; oa:exact ?exact }
    """
    names = {exact for (exact,) in rows(kg, query)}
    assert {"Bachelet", "She", "her"} <= names
    assert any("commissioner" in name for name in names)
    assert any("chief" in name for name in names)


def test_nothing_from_adverts_and_credits(kg: KnowledgeGraph) -> None:
    query = "SELECT DISTINCT ?exact { ?c a gk:Claim ; (gk:contentSpan|gk:sourceSpan|gk:cueSpan)/oa:exact ?exact }"
    texts = " ".join(exact for (exact,) in rows(kg, query))
    assert not [word for word in ("Copyright", "300x250", "journalism") if word in texts]
