"""Claims that are one meet, whoever makes them and in whatever words; those that differ are told apart."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from paths import DATA

import graphkit
from graphkit import documents
from graphkit.graph import KnowledgeGraph
from graphkit.language import encoder
from graphkit.matching.agreement import may_match, select_likely
from graphkit.matching.scoring import PairScores
from graphkit.matching.stories import Story
from graphkit.model import Document

STORIES = DATA / "stories"


def article(text: str, name: str, *, issued: str | None = "2025-03-03") -> Document:
    return documents.check(Document(text=text, identifier=name, issued=issued))


def build(*texts: str, days: Sequence[str | None] = ()) -> KnowledgeGraph:
    return graphkit.build(
        [
            article(text, f"{n}.txt", issued=day)
            for n, (text, day) in enumerate(itertools.zip_longest(texts, days, fillvalue="2025-03-03"))
        ]
    )


def clusters(kg: KnowledgeGraph) -> list[Counter[str]]:
    """List the contents of the claims of each cluster."""
    found: dict[str, Counter[str]] = {}
    asked = "SELECT ?cluster ?content ?claim { ?claim gk:inCluster ?cluster ; gk:content ?content }"
    for cluster, content, _ in kg.query(asked).rows:
        found.setdefault(str(cluster), Counter())[plain(content)] += 1
    return list(found.values())


def disagreements(kg: KnowledgeGraph) -> set[tuple[str, frozenset[str]]]:
    """List in what claims disagree, each with the words that differ."""
    found: dict[tuple[str, str], set[str]] = {}
    for node, kind, words in kg.query(
        "SELECT ?node ?kind ?words { ?node a gk:Disagreement ; gk:disagreesIn ?kind ; gk:differingWords ?words }"
    ).rows:
        found.setdefault((str(node), str(kind).rpartition("#")[2].rstrip(">")), set()).add(plain(words))
    return {(kind, frozenset(words)) for (_, kind), words in found.items()}


def changes(kg: KnowledgeGraph) -> set[tuple[str, frozenset[str]]]:
    found: dict[tuple[str, str], set[str]] = {}
    for node, kind, words in kg.query(
        "SELECT ?node ?kind ?words { ?node a gk:QuotationChange ; gk:change ?kind ; gk:differingWords ?words }"
    ).rows:
        found.setdefault((str(node), str(kind).rpartition("#")[2].rstrip(">")), set()).add(plain(words))
    return {(kind, frozenset(words)) for (_, kind), words in found.items()}


def plain(term: object) -> str:
    value = getattr(term, "value", None)
    return str(value)


# -- one claim


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kester Ltd said that a pipe had leaked.", "A pipe had leaked, Kester Ltd said."),
        ("Kester Ltd denied that a pipe had leaked.", "Kester Ltd said that no pipe had leaked."),
        ("Ida Roe said that the dam was safe.", "According to Ida Roe, the dam is safe."),
        (
            "Ida Roe endorsed the plan to mend the old dam of Halden.",
            "Ida Roe has endorsed the plan to mend the old dam of Halden.",
        ),
        ("Ida Roe said that twelve boats sank off Halden.", "Ida Roe said that 12 boats sank off Halden."),
    ],
)
def test_one_claim_in_two_articles_is_one(one: str, other: str) -> None:
    [cluster] = clusters(build(one, other))
    assert sum(cluster.values()) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ida Roe said that the dam was safe.", "Ida Roe said that the road was closed."),
        ("Ida Roe supports Tom Hale.", "Kester Ltd supports Tom Hale."),
        (
            "Ida Roe endorsed the plan to mend the old dam of Halden.",
            "Ida Roe has yet to endorse the plan to mend the old dam of Halden.",
        ),
        ("Ida Roe denied it.", "Tom Hale denied it."),
        ("Ida Roe promised to resign over Halden.", "Tom Hale promised to resign over Halden."),
    ],
)
def test_what_is_another_claim_is_not_one(one: str, other: str) -> None:
    assert clusters(build(one, other)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ida Roe said that most of the owners think that the dam will hold for a hundred years.",
        "Tom Hale demanded that the council declare war on the gang that has declared the port its own.",
    ],
)
def test_what_is_reported_in_a_claim_is_another_claim(text: str) -> None:
    assert clusters(build(text)) == []


def test_a_refusal_is_a_negation() -> None:
    kg = build("The bank said that it would not pay the fine.", "The bank said that it will refuse to pay the fine.")
    assert clusters(kg) == [Counter({"that it would not pay the fine": 1, "that it will refuse to pay the fine": 1})]
    assert disagreements(kg) == set()


def test_a_denial_of_it_is_a_denial_of_what_was_said_before() -> None:
    kg = build(
        "Ida Roe said that a pipe had leaked. Kester Ltd denied it.", "Kester Ltd denied that a pipe had leaked."
    )
    assert clusters(kg) == [Counter({"it": 1, "that a pipe had leaked": 1})]
    assert {kind for kind, _ in disagreements(kg)} == {"polarity"}


def test_articles_of_other_weeks_need_nearly_the_same_words() -> None:
    one, other = (
        "Roe said that the old dam at Halden is safe.",
        "Roe said the old dam at Halden is in good order.",
    )
    assert clusters(build(one, other)) != []
    assert clusters(build(one, other, days=("2025-03-03", "2025-06-03"))) == []
    assert clusters(build(one, one + " It rained.", days=("2025-03-03", "2025-06-03"))) != []


def test_claims_of_two_affairs_are_looked_at_closer_only_where_they_are_nearly_the_same() -> None:
    zeros = np.zeros((2, 3))
    scores = PairScores(same=zeros + 0.9, differ=zeros + 0.9, denied=zeros + 0.9, likeness=zeros, answered=0.0)
    for highest in (0.0, 0.87, 0.88, 1.0):
        scores.likeness[1, 2] = highest
        looked = select_likely(scores, story=Story.APART, itself=False)
        assert may_match(scores.likeness, story=False) == looked.any() == (highest >= 0.88)
    assert may_match(zeros, story=True)


def test_without_the_encoder_the_same_words_are_still_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "load", lambda: None)
    kg = build("Kester Ltd said that a pipe had leaked.", "A pipe had leaked, Kester Ltd said.")
    assert len(clusters(kg)) == 1
    assert clusters(build("Ida Roe said that the dam was safe.", "Ida Roe said that the road was closed.")) == []


# -- disagreement


@pytest.mark.parametrize(
    ("one", "other", "kind", "words"),
    [
        ("Roe said 12 boats sank off Halden.", "Hale said 14 boats sank off Halden.", "number", {"12", "14"}),
        (
            "Roe said at least twelve boats sank off Halden.",
            "Hale said nine boats sank off Halden.",
            "number",
            {"twelve", "nine"},
        ),
        (
            "Roe said the ferry sank off Halden on Monday.",
            "Hale said the ferry sank off Halden on Friday.",
            "day",
            {"Monday", "Friday"},
        ),
        (
            "Roe said the plan was vital for the north of Norway.",
            "Hale said the plan was vital for the south of Norway.",
            "place",
            {"north", "south"},
        ),
        (
            "Roe said that the pipe at Halden had leaked.",
            "Hale said that the pipe at Halden had not leaked.",
            "polarity",
            {"that the pipe at Halden had leaked", "that the pipe at Halden had not leaked"},
        ),
        (
            "Kester Ltd said that Ida Roe became chairman of the harbour board.",
            "The union said that Ida Roe became secretary of the harbour board.",
            "post",
            {"chairman", "secretary"},
        ),
        (
            "Kester Ltd said that Ida Roe was the finance minister of Halden.",
            "The union said that Ida Roe was the foreign minister of Halden.",
            "post",
            {"finance", "foreign"},
        ),
        (
            "Kester Ltd said that the president visited the old harbour.",
            "The union said that the governor visited the old harbour.",
            "agent",
            {"president", "governor"},
        ),
        (
            "Roe said that the pipe at Halden had leaked.",
            "Hale denied that the pipe at Halden had leaked.",
            "polarity",
            {"that the pipe at Halden had leaked"},
        ),
    ],
)
def test_claims_that_cannot_both_be_so_disagree(one: str, other: str, kind: str, words: set[str]) -> None:
    kg = build(one, other)
    assert disagreements(kg) == {(kind, frozenset(words))}
    assert clusters(kg) == []
    assert kg.validate().conforms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roe said at least 12 boats sank off Halden.", "Hale said 14 boats sank off Halden."),
        ("Roe said about 100 boats sank off Halden.", "Hale said 104 boats sank off Halden."),
        ("Roe asked whether the pipe at Halden had leaked.", "Hale said that the pipe at Halden had not leaked."),
        ("Roe said that the dam at Halden was safe.", "Hale said that nothing was wrong with the dam at Halden."),
        ("Roe praised the plan for Halden.", "Hale criticised the plan for Halden."),
        ("Kester Ltd said that Roe met the old mayor of Halden.", "Hale said that Roe met the old governor of Halden."),
        ("Kester Ltd said that Ida Roe leads the board.", "Kester Ltd said that Ida Roe is the head of the board."),
        ("There was no danger to anyone in Halden, Roe said.", "There was danger to no one in Halden, Roe said."),
    ],
)
def test_claims_that_can_both_be_so_do_not_disagree(one: str, other: str) -> None:
    assert disagreements(build(one, other)) == set()


def test_articles_without_a_date_need_more_in_common_to_be_on_one_story() -> None:
    one = (
        "Roe said that 12 boats sank in the storm off Halden."
        " Ann Berg said the school needs a new roof. Hale denied that he took bribes."
        " The mayor promised to plant oaks. Kester Ltd said that sales of copper doubled."
        " Doctors said the vaccine works."
    )
    other = (
        "Lund said that 14 boats were lost off Halden."
        " Ola Vik said the trains were late. Ann Berg said that the roof of the school must be made anew."
        " The mayor said that he would plant oaks. The bank said that interest rates will rise."
        " Police said two cows had escaped."
    )
    assert disagreements(build(one, other)) == {("number", frozenset({"12", "14"}))}
    assert disagreements(build(one, other, days=(None, None))) == set()


def test_a_claim_that_wraps_another_does_not_disagree_beside_it() -> None:
    kg = build(
        "The Herald reported that Ida Roe said that 12 boats sank off Halden.", "Hale said 14 boats sank off Halden."
    )
    asked = "SELECT ?name { ?node a gk:Disagreement ; gk:between/gk:source/skos:prefLabel ?name } ORDER BY ?name"
    assert [row["name"] for row in kg.query(asked).records()] == ["Hale", "Ida Roe"]


# -- quotations


@pytest.mark.parametrize(
    ("one", "other", "kind", "words"),
    [
        (
            '"Nobody warned us, and we did not ask for help," Hale said.',
            '"Nobody warned us, and we did ask for help," Hale said.',
            "lostNegation",
            {"not"},
        ),
        (
            '"Every emergency door was open that night," Hale said.',
            '"Every fire door was open that night," Hale said.',
            "altered",
            {"emergency", "fire"},
        ),
        (
            '"Every door was open, and nobody was hurt at all," Hale said.',
            '"Every door was open," Hale said.',
            "cut",
            {"and nobody was hurt at all"},
        ),
    ],
)
def test_a_quotation_that_was_changed_is_found(one: str, other: str, kind: str, words: set[str]) -> None:
    assert changes(build(one, other)) == {(kind, frozenset(words))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"Every door was open," Hale said.', '"Every door was open," said Hale.'),
        ('"Every door was open," Hale said.', '"It rained all night," Hale said.'),
        ('"At the end of the day, it will rain," Hale said.', '"At the end of the day, we lost," Roe said.'),
    ],
)
def test_the_same_words_and_other_words_are_no_change(one: str, other: str) -> None:
    assert changes(build(one, other)) == set()


# -- origins


@pytest.mark.parametrize(
    ("texts", "least", "most"),
    [
        (["Tom Hale said that the dam was safe.", "The dam was safe, Tom Hale said."], 1, 1),
        (["Tom Hale said that the dam was safe.", "Ida Roe said that the dam was safe."], 2, 2),
        (["Tom Hale said that the dam was safe.", "An official said that the dam was safe."], 1, 2),
        (
            ["Tom Hale, a spokesman for Kester Ltd, said the dam was safe.", "Kester Ltd said that the dam was safe."],
            1,
            2,
        ),
    ],
)
def test_origins_are_bounded_by_what_is_one_voice_and_what_may_be(texts: list[str], least: int, most: int) -> None:
    kg = build(*texts)
    [[found_least, found_most]] = kg.query(
        "SELECT ?least ?most { ?cluster gk:originsAtLeast ?least ; gk:originsAtMost ?most }"
    ).rows
    assert (plain(found_least), plain(found_most)) == (str(least), str(most))


# -- the whole


TEXTS = (
    "Ida Roe said that a pipe had leaked. Kester Ltd denied it.",
    'Kester Ltd denied that a pipe had leaked. "We checked every valve, and none of them was open," it said.',
    'Tom Hale said two pipes had leaked at Kester Ltd. "We checked every valve, and one of them was open," he said.',
    "Ida Roe said on Monday that 12 boats sank off Halden.",
    "The ferry to Halden was late again on Friday.",
)


def test_any_order_gives_the_same_graph() -> None:
    found = [article(text, f"{n}.txt") for n, text in enumerate(TEXTS)]
    graphs = {
        tuple(sorted(str(q) for q in graphkit.build(order).store))
        for order in (found, found[::-1], found[2:] + found[:2])
    }
    assert len(graphs) == 1


def test_an_article_that_has_nothing_to_do_with_the_others_changes_none_of_their_matches() -> None:
    def matches(*texts: str) -> set[str]:
        quads = build(*texts).store.quads_for_pattern(None, None, None, None)
        return {str(q) for q in quads if str(q.graph_name).endswith("graph/matching>")}

    assert matches(*TEXTS[:4]) == matches(*TEXTS)


def test_nothing_to_compare_gives_no_graph() -> None:
    kg = build("The ferry was late again.", "Ida Roe said that the dam was safe.")
    assert not any("graph/matching" in str(name) for name in kg.store.named_graphs())
    assert kg.validate().conforms


def test_claims_that_disagree_are_in_no_common_cluster() -> None:
    kg = build(*TEXTS)
    together = kg.query(
        "ASK { ?d a gk:Disagreement ; gk:between ?a , ?b . ?a gk:inCluster ?c . ?b gk:inCluster ?c FILTER(?a != ?b) }"
    )
    assert together.answer is False
    assert kg.validate().conforms


@pytest.mark.slow
@pytest.mark.model
def test_stories_that_several_outlets_tell() -> None:
    """What is found in six invented stories, annotated by readers who had not seen what is found.

    The shares are those of the product when this was written, less a little: none may fall unnoticed.
    """
    told = [json.loads(line) for line in (STORIES / "meta.jsonl").read_text(encoding="utf-8").splitlines()]
    given = json.loads((STORIES / "stories.json").read_text(encoding="utf-8"))
    texts = {one["id"]: (STORIES / f"{one['id']}.txt").read_text(encoding="utf-8") for one in told}
    kg = graphkit.build([article(texts[one["id"]], one["id"], issued=one["date"]) for one in told])
    spans: dict[tuple[str, int], tuple[str, int]] = {}
    for name in texts:
        contents = json.loads((STORIES / "gold" / f"{name}.json").read_text(encoding="utf-8"))["claims"]
        for number, claim in enumerate(contents):
            spans.setdefault((name, claim["content"][0][0]), (name, number))
    found: dict[str, set[tuple[str, int]]] = {}
    for cluster, document, span in kg.query(
        "SELECT ?cluster ?name ?span { ?claim gk:inCluster ?cluster . GRAPH ?d { ?claim gk:contentSpan ?span ."
        " ?d dcterms:identifier ?name } }"
    ).rows:
        start = int(str(span).partition("char=")[2].partition(",")[0])
        member = spans.get((plain(document), start))
        if member is not None:
            found.setdefault(str(cluster), set()).add(member)
    either = {frozenset(map(tuple, two)) for two in given["either"]}
    wanted = {
        frozenset(map(tuple, two)) for c in given["clusters"] for two in itertools.combinations(c["members"], 2)
    } - either
    got = {frozenset(two) for members in found.values() for two in itertools.combinations(sorted(members), 2)}
    across = [{two for two in pairs if len({name for name, _ in two}) == 2} - either for pairs in (wanted, got)]
    right = len(across[0] & across[1])
    assert right / len(across[1]) > 0.8
    assert right / len(across[0]) > 0.3
