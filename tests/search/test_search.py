"""A search finds the articles and claims that hold some words, with the sentences in which they stand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from shore import GULL, WIRE, build_one, build_shore

import graphkit
from graphkit.analysis import network, sayings
from graphkit.analysis.network.chains import find_style, name_reporters
from graphkit.errors import QueryError, StoreError
from graphkit.files.layout import SEARCH
from graphkit.graph import KnowledgeGraph
from graphkit.search import SearchResult, index
from graphkit.visualisation.findings import describe_claim

HOSTILE = 'Mara Lind said that "<b onclick=alert(1)>the \u202eCafé\x1b[2J\x02 d’Été\x00 dam</b>" was closed.\n'


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return build_shore()


@pytest.fixture(scope="module")
def out(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.save(tmp_path_factory.mktemp("search") / "out")


def found(result: SearchResult) -> list[str]:
    """The words that were found, as the sentences have them."""
    return [
        sentence.text[mark.start - sentence.start : mark.end - sentence.start]
        for hit in result.hits
        for sentence in (one.sentence for one in hit.sentences)
        for mark in sentence.marks
        if mark.part == "found"
    ]


def test_articles_hold_all_words_wherever_they_stand_in_them(kg: KnowledgeGraph) -> None:
    result = kg.search("STORM employees")
    [hit] = result.hits
    assert (result.total, result.articles, hit.kind, hit.article.outlet) == (1, 2, "article", "Halden Gull")
    assert [one.sentence.text for one in hit.sentences] == [
        "Tom Hale, the harbour master, said that twelve boats had been lost in the storm of Halden.",
        "Two employees said that the pumps at the plant had failed.",
    ]
    assert found(result) == ["storm", "employees"]


def test_what_is_found_is_drawn_and_told_as_on_all_other_pages(kg: KnowledgeGraph) -> None:
    claims = {claim.iri: claim for claim in network.read(kg.store).utterances}
    things = sayings.read_sayings(kg.store, kg.texts, claims)
    told = {claim.iri: claim for saying in things.values() for claim in saying.found.claims}
    assert told.keys() == claims.keys()
    hits = [hit for word in ("storm", "waste", "accusation", "pumps", "interview") for hit in kg.search(word).hits]
    searched = {claim.iri: claim for hit in hits for one in hit.sentences for claim in one.claims}
    assert len(searched) > 4
    for iri, claim in claims.items():
        assert told[iri].style == find_style(claim, claims)
        assert [address for _, address in told[iri].via] == list(name_reporters(claim, claims))
        assert searched.get(iri, told[iri]) == told[iri]
    [heard] = [claim for claim in searched.values() if claim.via]
    assert describe_claim(heard) == "Engineer, not named, says, according to Radio Ansel"


def test_every_sentence_is_that_of_the_article(kg: KnowledgeGraph) -> None:
    for hit in kg.search("storm").hits:
        for one in hit.sentences:
            text = GULL if hit.article.outlet == "Halden Gull" else WIRE
            assert text[one.sentence.start : one.sentence.end] == one.sentence.text
            assert all(text[mark.start : mark.end] == "storm" for mark in one.sentence.marks if mark.part == "found")


def test_a_sentence_says_who_says_what_was_found(kg: KnowledgeGraph) -> None:
    [hit] = kg.search("pumps").hits
    [claim] = hit.sentences[0].claims
    assert (claim.speakers, claim.plural, claim.act) == (("Two employees",), True, "asserts")
    [hit] = kg.search("employees").hits
    assert hit.sentences[0].claims == ()  # the article says who they are, and they do not


def test_claims_and_quotations_are_searched_by_themselves(kg: KnowledgeGraph) -> None:
    assert kg.search("employees", kind="claim").total == 0
    result = kg.search("storm", kind="claim")
    assert {(hit.kind, hit.sentences[0].claims[0].speakers) for hit in result.hits} >= {
        ("claim", ("Tom Hale",)),
        ("claim", ("coast guard",)),
    }
    assert kg.search("storm", kind="quotation").total == 0


def test_somebody_s_claims_are_searched_by_any_name(kg: KnowledgeGraph) -> None:
    [hit] = kg.search("boats", by="tom hale").hits
    assert hit.sentences[0].claims[0].speakers == ("Tom Hale",)
    with pytest.raises(QueryError, match="did you mean 'tom hale'"):
        kg.search("boats", by="Tom Hail")
    with pytest.raises(QueryError, match="not said by anybody"):
        kg.search("boats", by="Tom Hale", kind="article")


def test_articles_are_chosen_by_day_and_publisher(kg: KnowledgeGraph) -> None:
    def outlets(**criteria: str) -> list[str]:
        return [hit.article.outlet for hit in kg.search("storm", **criteria).hits]  # type: ignore[arg-type]

    assert set(outlets()) == {"Halden Gull", "Port Wire"}
    assert outlets(since="2031-03-04") == ["Port Wire"]
    assert outlets(until="2031-03-04") == ["Halden Gull"]
    assert set(outlets(since="2031", until="2031-03")) == {"Halden Gull", "Port Wire"}
    assert outlets(publisher="the port wire") == ["Port Wire"]
    with pytest.raises(QueryError, match="did you mean 'Port Wire'"):
        kg.search("storm", publisher="Port Wires")
    with pytest.raises(QueryError, match="a date is written"):
        kg.search("storm", since="yesterday")


def test_phrases_beginnings_and_what_must_not_be_there(kg: KnowledgeGraph) -> None:
    assert kg.search('"storm of Halden"').total == 2
    assert kg.search('"Halden of storm"').total == 0
    assert kg.search("storm -employees").total == 1
    assert kg.search("employ").total == 0
    assert found(kg.search("employ*")) == ["employees"]
    assert kg.search("employees OR guard").total == 2


def test_hits_are_counted_beyond_those_that_are_shown(kg: KnowledgeGraph) -> None:
    first = kg.search("storm", limit=1)
    second = kg.search("storm", limit=1, skip=1)
    assert first.total == second.total == 2
    assert first.hits + second.hits == kg.search("storm").hits


def test_an_output_has_its_index_and_gives_the_same(kg: KnowledgeGraph, out: Path) -> None:
    assert (out / SEARCH).is_file()
    opened = graphkit.open_graph(out)
    for words in ("storm", "boats -pumps", "Halden"):
        assert opened.search(words) == kg.search(words)
    assert opened.search("storm", by="Tom Hale") == kg.search("storm", by="Tom Hale")


def test_the_same_graph_gives_the_same_index(kg: KnowledgeGraph, out: Path, tmp_path: Path) -> None:
    assert (kg.save(tmp_path / "again") / SEARCH).read_bytes() == (out / SEARCH).read_bytes()


def test_an_output_without_an_index_is_searched_all_the_same(kg: KnowledgeGraph, tmp_path: Path) -> None:
    out = kg.save(tmp_path / "old")
    (out / SEARCH).unlink()
    told: list[tuple[int, int]] = []
    result = graphkit.open_graph(out).search("storm", progress=lambda done, total: told.append((done, total)))
    assert result == kg.search("storm")
    assert told == [(1, 2), (2, 2)]


def test_a_damaged_index_is_said_to_be_that(kg: KnowledgeGraph, tmp_path: Path) -> None:
    out = kg.save(tmp_path / "damaged")
    (out / SEARCH).write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match=r"search\.sqlite: the words cannot be searched .*; build it again"):
        graphkit.open_graph(out).search("storm")


def test_a_part_of_a_graph_is_searched_alone(out: Path) -> None:
    part = graphkit.open_graph(out).narrow(publisher="Port Wire")
    assert [hit.article.outlet for hit in part.search("storm").hits] == ["Port Wire"]


def test_a_graph_without_texts_is_searched_by_its_claims(kg: KnowledgeGraph) -> None:
    bare = KnowledgeGraph(kg.store, base_iri=kg.base_iri)
    result = bare.search("pumps")
    [one] = result.hits[0].sentences
    assert (one.sentence.text, one.sentence.exact) == ("that the pumps at the plant had failed", False)
    assert bare.search("pumps", kind="article").total == 0


def test_without_full_text_search_in_sqlite_it_is_said(
    kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*arguments: object, **options: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr("graphkit.search.index.sqlite3.connect", connect)
    out = kg.save(tmp_path / "out")
    assert not (out / SEARCH).exists()
    with pytest.raises(StoreError, match="built without FTS5; install"):
        graphkit.open_graph(out).search("storm")


def test_hostile_text_is_found_where_it_stands() -> None:
    kg = build_one(HOSTILE)
    text = next(iter(kg.texts.values()))
    result = kg.search('"cafe" ete dam')
    assert found(result) == ["Café", "Été", "dam"]
    for hit in result.hits:
        for one in hit.sentences:
            assert text[one.sentence.start : one.sentence.end] == one.sentence.text


def test_a_content_that_is_broken_is_found_in_its_parts_and_is_no_phrase_across() -> None:
    broken = build_one('"The pumps," Ines Corvo said, "had failed in the storm."\n')
    [claim] = broken.query("SELECT DISTINCT ?content { ?claim gk:content ?content }").records()
    assert claim["content"] == '"The pumps," … "had failed in the storm."'
    assert found(broken.search("pumps failed", kind="claim")) == ["pumps", "failed"]
    assert broken.search('"pumps had"', kind="claim").total == 0


def test_names_are_completed_by_how_often_they_speak_or_are_spoken_of(out: Path) -> None:
    opened = index.Index.open(out / SEARCH)
    assert opened is not None
    assert [name for name, _ in opened.complete("nor")] == ["Norvik Ltd"]
    assert [name for name, _ in opened.complete("HALE")][:1] == ["Tom Hale"]
    assert opened.complete("")[0][1] >= opened.complete("")[-1][1]
    assert opened.complete("%") == opened.complete("_") == opened.complete("\\") == []
    assert [title for title, _ in opened.complete_article("boats")] == ["Boats lost"]


def test_those_of_whom_words_are_the_name_are_found(out: Path) -> None:
    opened = index.Index.open(out / SEARCH)
    assert opened is not None
    [lind] = opened.find_entities("lind")
    assert (lind.name, lind.claims, lind.articles) == ("Mara Lind", 2, 2)
    assert [one.name for one in opened.find_entities('"Norvik Ltd"')] == ["Norvik Ltd"]
    assert opened.find_entities("employees") == opened.find_entities("100%") == opened.find_entities(" ") == []


def test_verbs_agree_with_who_speaks() -> None:
    kg = build_one(
        "Laws say that dams are safe. Two experts deny that the dam is safe. I believe that dams are safe.\n"
    )
    told = [
        describe_claim(c) for hit in kg.search("safe", kind="claim").hits for one in hit.sentences for c in one.claims
    ]
    assert sorted(told) == [
        "Laws say",
        "Two experts, not named, deny",
        "Whoever speaks (not named) says",
    ]
