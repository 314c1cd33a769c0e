"""What persons find is carried out: right, wrong, corrected, missed; and the firewall holds whatever they find."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document
from graphkit.reviews import ledger

TEXT = (
    "Nordal Chemicals denied that a pipe had leaked. Ida Roe, the mayor of Halden, said she opposed the plant. "
    "Halden Radio reported that Bo Ek accused Nordal Chemicals of fraud. The police arrested Bo Ek. "
    "According to Ida Roe, Nordal Chemicals bribed officials."
)
DOCUMENT = Document(text=TEXT, identifier="gull")


def place(words: str, *, text: str = TEXT, key: str = DOCUMENT.key) -> str:
    start = text.index(words)
    return f"doc/{key}#char={start},{start + len(words)}"


def row(content: str, verdict: str, /, **cells: str) -> dict[str, str]:
    return {"span": place(content), "verdict": verdict, "who": "Mara", "when": "2025-03-01", **cells}


def write(folder: Path, rows: Iterable[dict[str, str]]) -> Path:
    path = folder / "reviews.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ledger.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def build(folder: Path, *rows: dict[str, str]) -> KnowledgeGraph:
    kg = graphkit.build(DOCUMENT, reviews=write(folder, rows))
    report = kg.validate()
    assert report.conforms, report.findings
    return kg


def ask(kg: KnowledgeGraph, variables: str, pattern: str) -> list[tuple[str, ...]]:
    found = kg.query(f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}").rows
    return sorted(tuple(getattr(cell, "value", "").rpartition("#")[2] for cell in cells) for cells in found)


def contents(kg: KnowledgeGraph) -> set[str]:
    return {content for (content,) in ask(kg, "?content", "?claim a gk:Claim ; gk:content ?content")}


def edges(kg: KnowledgeGraph) -> set[tuple[str, ...]]:
    ends = "?s ?p ?o . ?s skos:prefLabel ?one . ?o skos:prefLabel ?other"
    return set(ask(kg, "?one ?p ?other", ends))


PIPE, PLANT, FRAUD, BRIBES = (
    "that a pipe had leaked",
    "she opposed the plant",
    "Nordal Chemicals of fraud",
    "Nordal Chemicals bribed officials",
)


ARREST, OPPOSES, MAYOR = (
    ("police", "arrests", "Bo Ek"),
    ("Ida Roe", "opposes", "plant"),
    ("Ida Roe", "mayorOf", "Halden"),
)


def test_what_is_right_is_told_apart_and_changes_nothing_else(tmp_path: Path) -> None:
    before, kg = build(tmp_path), build(tmp_path, row(PIPE, "right", why="as printed"))
    reviews = f"{kg.base_iri}graph/reviews"
    assert {quad for quad in kg.store if str(quad.graph_name) != f"<{reviews}>"} == set(before.store)
    told = "?r gk:reviews/gk:content ?c ; gk:verdict ?v ; dcterms:creator ?who ; rdfs:comment ?why ; gk:readRule ?rule"
    assert ask(kg, "?c ?v ?who ?why ?rule", told) == [(PIPE, "right", "Mara", "as printed", "clause")]
    assert ask(kg, "?content", "?claim a gk:Claim ; gk:verdict gk:right ; gk:content ?content") == [(PIPE,)]


def test_what_is_wrong_leaves_the_answers_with_what_rests_on_it(tmp_path: Path) -> None:
    assert edges(build(tmp_path)) == {ARREST, OPPOSES, MAYOR}
    kg = build(tmp_path, row(PLANT, "wrong"))
    assert PLANT not in contents(kg)
    assert edges(kg) == {ARREST, MAYOR}
    assert ask(kg, "?words ?act", "?r gk:verdict gk:wrong ; gk:readContent ?words ; gk:readAct ?act") == [
        (PLANT, "asserts")
    ]
    assert not ask(kg, "?s", "?s a gk:Statement ; gk:rule 'own-stance'")


def test_what_was_read_within_a_wrong_claim_never_becomes_the_articles_own_word(tmp_path: Path) -> None:
    kg = build(tmp_path, row("that Bo Ek accused Nordal Chemicals of fraud", "wrong"))
    assert FRAUD in contents(kg)
    assert not ask(kg, "?inner", "?inner gk:reportedIn ?outer ; gk:act gk:alleges")
    assert not ask(kg, "?s", "?s rdf:predicate gk:accuses ; gk:rule ?rule")
    assert edges(kg) == {ARREST, OPPOSES, MAYOR}


def test_what_is_corrected_stands_there_with_the_persons_values(tmp_path: Path) -> None:
    given = row(PIPE, "corrected", source="Halden Radio", act="doubts", stance="uncommitted", certainty="possible")
    kg = build(tmp_path, given)
    now = (
        "?c gk:act ?act ; gk:stance ?stance ; gk:certainty ?certainty ; gk:rule ?rule ; gk:confidence ?sure ; "
        "gk:source/skos:prefLabel ?who ; prov:wasAttributedTo/rdfs:label ?person"
    )
    assert ask(kg, "?act ?stance ?certainty ?rule ?sure ?who ?person", now) == [
        ("doubts", "uncommitted", "possible", "person", "1", "Halden Radio", "Mara")
    ]
    read = "?r gk:readAct ?act ; gk:readStance ?stance ; gk:readSource/skos:prefLabel ?who"
    assert ask(kg, "?act ?stance ?who", read) == [("denies", "rejects", "Nordal Chemicals")]


def test_a_claim_keeps_its_address_when_its_source_and_content_are_corrected(tmp_path: Path) -> None:
    address = f"{build(tmp_path).base_iri}doc/{DOCUMENT.key}/claim/0-46"
    kg = build(tmp_path, row(PIPE, "corrected", content=place("a pipe had leaked"), source=place("Ida Roe")))
    now = f"<{address}> gk:content ?content ; gk:source/skos:prefLabel ?who"
    assert ask(kg, "?content ?who", now) == [("a pipe had leaked", "Ida Roe")]


def test_a_correction_takes_the_edge_that_rested_on_what_it_corrects(tmp_path: Path) -> None:
    assert OPPOSES not in edges(build(tmp_path, row(PLANT, "corrected", act="asks", stance="uncommitted")))
    assert OPPOSES in edges(build(tmp_path, row(PLANT, "corrected", content=place("opposed the plant"))))
    assert OPPOSES not in edges(build(tmp_path, row(PLANT, "corrected", content=place("she opposed"))))


def test_what_was_missed_is_added_and_its_content_is_no_fact(tmp_path: Path) -> None:
    kg = build(tmp_path, row("The police arrested Bo Ek", "missed", source="Halden Radio"))
    now = "?c gk:rule 'person' ; gk:act ?act ; gk:stance ?stance ; gk:content ?content ; gk:source/skos:prefLabel ?who"
    assert ask(kg, "?act ?stance ?content ?who", now) == [
        ("asserts", "affirms", "The police arrested Bo Ek", "Halden Radio")
    ]
    assert ARREST not in edges(kg)
    assert ask(kg, "?rule", "?s rdf:predicate gk:arrests ; gk:within/gk:rule ?rule") == [("person",)]
    assert ask(kg, "?who", "?c gk:verdict gk:missed ; prov:wasAttributedTo/rdfs:label ?who . ?c a gk:Claim") == [
        ("Mara",)
    ]


def test_a_missed_claim_is_nested_as_a_read_one_would_be(tmp_path: Path) -> None:
    whole = "Ida Roe, the mayor of Halden, said she opposed the plant"
    kg = build(tmp_path, row(whole, "missed", source="Halden Radio"), row("the mayor of Halden", "missed"))
    reported = ask(kg, "?content ?outer", "?inner gk:content ?content ; gk:reportedIn/gk:content ?outer")
    assert {(PLANT, whole), ("the mayor of Halden", whole)} <= set(reported)
    assert not {OPPOSES, MAYOR} & edges(kg)


def test_a_source_at_which_nothing_was_read_becomes_an_entity_of_its_own(tmp_path: Path) -> None:
    named = "?c gk:verdict gk:missed ; gk:source ?who . ?who skos:prefLabel ?name ; a ?kind"
    kg = build(tmp_path, row("The police arrested Bo Ek", "missed", source=f"{place('leaked')}; Ida Roe"))
    assert ask(kg, "?name ?kind", named)[1:] == [("leaked", "Unknown")]
    assert {name for name, _ in ask(kg, "?name ?kind", named)} == {"leaked", "Ida Roe"}


def test_a_wrong_edge_goes_and_a_corrected_one_is_hedged(tmp_path: Path) -> None:
    for words in ("The police arrested Bo Ek", "arrested"):  # the whole evidence, or its predicate
        assert edges(build(tmp_path, row(words, "wrong", kind="edge"))) == {OPPOSES, MAYOR}
    kg = build(tmp_path, row("arrested", "corrected", kind="edge", certainty="possible"))
    assert edges(kg) == {OPPOSES, MAYOR}
    now = "?s rdf:predicate gk:arrests ; gk:certainty ?how ; prov:wasAttributedTo/rdfs:label ?who"
    assert ask(kg, "?how ?who", now) == [("possible", "Mara")]
    assert ARREST in edges(build(tmp_path, row("arrested", "right", kind="edge")))


def test_an_edge_that_was_found_right_does_not_outlive_its_claim(tmp_path: Path) -> None:
    evidence = row(TEXT[48:104], "right", kind="edge")
    assert OPPOSES in edges(build(tmp_path, evidence))
    kg = build(tmp_path, row(PLANT, "wrong"), evidence)
    assert OPPOSES not in edges(kg)
    assert "it is of an edge that rests on a claim which was found wrong" in kg.problems[0].what


def test_a_claim_that_was_added_and_then_found_wrong_takes_no_other_with_it(tmp_path: Path) -> None:
    added = row(
        "denied that a pipe had leaked", "missed", source="Nordal Chemicals"
    )  # of the extent of one that was read
    assert "denied that a pipe had leaked" in contents(build(tmp_path, added))
    kg = build(tmp_path, added, row("denied that a pipe had leaked", "wrong", who="Bo"))
    assert "denied that a pipe had leaked" not in contents(kg)
    assert PIPE in contents(kg)


def test_of_two_who_differ_the_later_counts_and_both_are_kept(tmp_path: Path) -> None:
    rows = [row(PIPE, "wrong", who="Bo"), row(PIPE, "right", who="Mara")]
    kg = build(tmp_path, *rows)
    assert PIPE in contents(kg)
    kept = "?r a gk:Review ; dcterms:creator ?who ; gk:isCounted ?counts"
    assert ask(kg, "?who ?counts", kept) == [("Bo", "false"), ("Mara", "true")]
    assert PIPE not in contents(build(tmp_path, *reversed(rows)))
    later = [{**rows[0], "when": "2025-03-02"}, rows[1]]
    assert PIPE not in contents(build(tmp_path, *later))  # the day comes before the line


def test_a_review_speaks_of_the_reading_that_its_reviewer_saw(tmp_path: Path) -> None:
    seen, now = "denies rejects positive certain 0,16", "?c a gk:Claim ; gk:verdict ?v ; gk:act ?act"
    correction = row(PIPE, "corrected", act="doubts", stance="uncommitted", as_read=seen)
    blind = build(tmp_path, correction, row(PIPE, "right", who="Bo", as_read=seen))
    assert ask(blind, "?v ?act", now) == [("right", "denies")]
    after = row(PIPE, "right", who="Bo", as_read="doubts uncommitted positive certain 0,16")
    assert ask(build(tmp_path, correction, after), "?v ?act", now) == [("corrected", "doubts")]
    kg = build(tmp_path, row(PIPE, "wrong", as_read="alleges affirms positive certain 0,16"))
    assert PIPE in contents(kg)
    assert "what stands there is read otherwise now; look at it again" in kg.problems[0].what


def test_a_correction_holds_for_whatever_is_read_there(tmp_path: Path) -> None:
    kg = build(tmp_path, row(PIPE, "corrected", act="doubts", as_read="alleges affirms positive certain 0,16"))
    assert ask(kg, "?act", "?c gk:verdict gk:corrected ; gk:act ?act") == [("doubts",)]
    # what was missed once, and is read now, is one claim and not two
    kg = build(tmp_path, row(PIPE, "missed", source="Ida Roe"))
    assert ask(kg, "?who", f"?c gk:content '{PIPE}' ; gk:source/skos:prefLabel ?who") == [("Ida Roe",)]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({**row(PIPE, "wrong"), "span": place("a pipe")}, "gull has no claim there"),
        (row(PIPE, "wrong", kind="edge"), "gull has no edge with that evidence"),
        (row(PIPE, "wrong", words="that a dam had leaked"), f"at its place stands '{PIPE}'"),
        (row(PIPE, "wrong", text_hash=DOCUMENT.key + "0" * 48), "the text's hash is not that of the article"),
        ({**row(PIPE, "wrong"), "span": f"doc/{DOCUMENT.key}#char=5,5000"}, "its place is outside the text"),
        (row(PIPE, "corrected", source="Nobody Else"), "'Nobody Else' stands nowhere in the article"),
        (row(PIPE, "corrected", source="doc/ffffffffffffffff#char=1,2"), "is of another text"),
        (row(PIPE, "corrected", content=f"doc/{DOCUMENT.key}#char=5,5000"), "the content is outside the text"),
        ({**row(PIPE, "wrong"), "span": "doc/ffffffffffffffff#char=1,9"}, "an article that is not in this build"),
        (
            {**row(PIPE, "wrong", article="gull", words="a pipe had"), "span": "doc/ffffffffffffffff#char=1,9"},
            "it is of an earlier text of gull; its words are still in it",
        ),
        (
            {**row(PIPE, "wrong", article="gull", words="a dam had"), "span": "doc/ffffffffffffffff#char=1,9"},
            "it is of an earlier text of gull; its words are no longer in it",
        ),
    ],
)
def test_a_review_that_cannot_be_carried_out_is_named_with_line_and_reason(
    tmp_path: Path, given: dict[str, str], reason: str
) -> None:
    before, kg = build(tmp_path), build(tmp_path, given)
    (problem,) = kg.problems
    assert problem.where == f"{tmp_path / 'reviews.csv'}, line 2"
    assert reason in problem.what
    assert "was not carried out, and is kept" in problem.what
    assert kg.serialize("trig") == before.serialize("trig")


CLAIMS = (PIPE, PLANT, FRAUD, BRIBES, "that Bo Ek accused Nordal Chemicals of fraud", "the plant")
OTHERS = ("The police arrested Bo Ek", "Ida Roe, the mayor of Halden", "officials", TEXT[:-1])
verdicts = st.one_of(
    st.builds(row, st.sampled_from(CLAIMS), st.sampled_from(["right", "wrong"]), who=st.sampled_from(["Mara", "Bo"])),
    st.builds(
        lambda words, where, source, act: row(words, "corrected", content=place(where), source=source, act=act),
        st.sampled_from(CLAIMS),
        st.sampled_from([*CLAIMS, *OTHERS]),
        st.sampled_from(["", "Ida Roe", "Bo Ek"]),
        st.sampled_from(["", "denies", "asks"]),
    ),
    st.builds(
        lambda words, source: row(words, "missed", source=source),
        st.sampled_from(OTHERS),
        st.sampled_from(["", "Bo Ek"]),
    ),
    st.builds(
        lambda words, verdict: row(words, verdict, kind="edge"),
        st.sampled_from(["arrested", TEXT[48:104]]),
        st.sampled_from(["right", "wrong"]),
    ),
)


@given(rows=st.lists(verdicts, max_size=6))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_persons_find_the_graph_is_whole_and_no_claim_becomes_a_fact(
    tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    kg = build(tmp_path, *rows)  # conforms: shapes, invariants and the firewall
    assert edges(kg) <= {ARREST, OPPOSES, MAYOR}
