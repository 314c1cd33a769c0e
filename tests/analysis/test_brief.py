"""The brief says what is in dispute, by whom and in which words, and counts as the questions and the analysis do."""

from __future__ import annotations

import csv

import pytest
from answers import load_articles
from pyoxigraph import Store
from shore import GULL, QUIET, build_one, build_shore

from graphkit.analysis.brief import Brief, Card, Side, brief, dump_brief, load_brief
from graphkit.analysis.brief.cards import make_stand
from graphkit.analysis.metrics import analyse
from graphkit.errors import QueryError
from graphkit.graph import KnowledgeGraph
from graphkit.query.evaluation import run
from graphkit.visualisation.brief.wording import find_heading, say, verb_of


@pytest.fixture(scope="module")
def shore() -> KnowledgeGraph:
    return build_shore()


@pytest.fixture(scope="module")
def made(shore: KnowledgeGraph) -> Brief:
    return shore.brief()


def find(made: Brief, words: str) -> Card:
    [card] = [card for card in made.cards if words in card.title]
    return card


def names(side: Side) -> list[str]:
    return [speaker.name for stand in side.stands for speaker in stand.speakers]


def count_rows(store: Store, name: str) -> int:
    return len(list(csv.DictReader(run(store, name).serialize("csv").decode().splitlines())))


@pytest.mark.parametrize("example", ["disputes", "disagreements", "changed-positions"])
def test_what_is_in_dispute_is_what_the_analysis_and_the_questions_say(example: str) -> None:
    store = load_articles(example)
    made = brief(store, {})
    assert {card.key for card in made.disputes} == {dispute.point for dispute in analyse(store).disputes}
    assert len(made.disputes) == count_rows(store, "most-disputed")


def test_a_person_is_no_it() -> None:
    made = build_one(
        "Mara Lind praised Ines Corvo.\n\nTom Hale criticized Ines Corvo. Tom Hale praised the report.\n"
    ).brief()
    [card] = made.disputes
    assert [side.stands[0].on for side in card.sides] == [card.sides[0].stands[0].on] * 2
    assert [find_heading(side, card) for side in card.sides] == ["Who is for Ines Corvo", "Who is against Ines Corvo"]
    assert [verb_of(side.stands[0]) for side in card.sides] == ["praises Ines Corvo", "criticizes Ines Corvo"]


def test_a_changed_position_is_what_the_question_finds_with_its_days() -> None:
    store = load_articles("changed-positions")
    found = brief(store, {}).positions
    assert {(one.speaker.name, one.first_on, one.then_on) for one in found} == {
        ("Ada Brandt", "2031-05-01", "2031-06-02"),
        ("Rolf Osei", "2031-05-01", "2031-06-02"),
    }
    asked = list(csv.DictReader(run(store, "changed-positions").serialize("csv").decode().splitlines()))
    assert {row["source"] for row in asked} == {one.speaker.name for one in found}


def test_a_quotation_that_was_changed_stands_in_both_versions() -> None:
    [one] = brief(load_articles("disagreements"), {}).requoted
    assert one.change == "lostNegation"
    assert {one.one.text.count("did ask"), one.other.text.count("did ask")} == {0, 1}


def test_an_accusation_says_who_is_accused_of_what_and_what_they_reply(made: Brief) -> None:
    card = find(made, "Norvik")
    assert card.title == "Norvik Ltd is accused of dumping waste in the bay of Halden"
    assert (card.accusation, card.disputed, card.kind) == (True, True, "polarity")
    assert [(side.manner, names(side)) for side in card.sides] == [
        ("alleges", ["Mara Lind"]),
        ("replies", ["Norvik Ltd"]),
    ]
    alleging = card.sides[0].stands[0]
    assert (alleging.role, alleging.verb) == ("fisherman", "accuse")
    assert alleging.words == "Norvik Ltd of dumping waste in the bay of Halden"
    assert len(alleging.articles) == 2
    assert not card.only_alleged


def test_one_speaker_in_two_outlets_is_one_origin(made: Brief) -> None:
    backing = find(made, "Norvik").sides[0].backing
    assert (backing.articles, backing.outlets, backing.origins_at_least, backing.origins_at_most) == (2, 2, 1, 1)


def test_two_numbers_are_two_sides_with_their_words(made: Brief) -> None:
    card = find(made, "boats")
    assert card.kind == "number"
    assert {(side.value, *names(side)) for side in card.sides} == {
        ("twelve", "Tom Hale"),
        ("fourteen", "coast guard"),
    }
    marked = {
        sentence.text[mark.start - sentence.start : mark.end - sentence.start]
        for sentence in card.sentences
        for mark in sentence.marks
        if mark.part == "differs"
    }
    assert marked == {"twelve", "fourteen"}


def test_every_sentence_is_word_for_word_at_its_characters(made: Brief, shore: KnowledgeGraph) -> None:
    sentences = [sentence for card in made.cards for sentence in card.sentences]
    assert sentences
    for sentence in sentences:
        assert sentence.exact
        assert shore.texts[sentence.article][sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= mark.start < mark.end <= sentence.end for mark in sentence.marks)


def test_what_nobody_answers_is_only_alleged(made: Brief) -> None:
    [card] = made.alleged
    assert card.title == "Radio Ansel had invented the interview"
    assert [speaker.name for speaker in card.accused] == ["Radio Ansel"]
    assert card.sides[-1].manner == "replies"
    assert card.sides[-1].stands == ()


def test_who_would_not_comment_has_not_answered() -> None:
    made = build_one(
        "Mara Lind accused Norvik Ltd of dumping waste in the bay of Halden. Norvik Ltd declined to comment.\n"
    ).brief()
    [card] = made.cards
    assert [stand.act for stand in card.sides[-1].stands] == ["declinesToComment"]
    assert card.only_alleged


def test_who_only_claims_something_of_himself_accuses_nobody() -> None:
    made = build_one("Mara Lind claimed that she had warned the harbour office two years ago.\n").brief()
    assert made.accusations == ()


def test_a_pronoun_in_a_title_is_replaced_in_brackets() -> None:
    text = (
        "Kofi Astro, an engineer, left the firm in May. A spokeswoman said that he had been dismissed for "
        "repeated absence. Kofi Astro denied that he had been dismissed for repeated absence.\n"
    )
    assert [card.title for card in build_one(text).brief().cards] == [
        "[Kofi Astro] had been dismissed for repeated absence"
    ]


def test_the_disputes_with_most_origins_come_first(made: Brief) -> None:
    assert [card.disputed for card in made.cards] == sorted((card.disputed for card in made.cards), reverse=True)
    origins = [sum(side.backing.origins_at_least for side in card.sides) for card in made.disputes]
    assert origins == sorted(origins, reverse=True)


def test_speakers_are_ranked_by_claims_as_the_analysis_counts_them(made: Brief, shore: KnowledgeGraph) -> None:
    claims = {standing.iri: standing.claims for standing in shore.analyse().standings}
    assert all(claims[one.speaker.iri] == one.claims for one in made.speakers)
    assert [one.claims for one in made.speakers] == sorted((one.claims for one in made.speakers), reverse=True)


def test_what_rests_on_unnamed_people_is_listed_with_what_they_are_called(made: Brief) -> None:
    found = {one.title: one.stand for one in made.unnamed}
    assert found["The pumps at the plant had failed"].speakers[0].name == "Two employees"
    engineer = found["The storm had been foreseen"]
    assert [speaker.name for speaker in engineer.via] == ["Radio Ansel"]
    assert not any("twelve" in title for title in found)


def test_it_can_be_about_somebody(shore: KnowledgeGraph) -> None:
    made = shore.brief(about="radio ansel")
    assert made.about == "Radio Ansel"
    assert [card.title for card in made.cards] == ["Radio Ansel had invented the interview"]
    assert [one.title for one in made.unnamed] == ["The storm had been foreseen"]
    with pytest.raises(QueryError, match="Nobody Known"):
        shore.brief(about="Nobody Known")


def test_it_can_count_from_a_day(shore: KnowledgeGraph) -> None:
    made = shore.brief(since="2031-03-04")
    assert [article.outlet for article in made.articles] == ["Port Wire"]
    # what is disputed since then has sides that were told before
    assert {side.value for side in find(made, "boats").sides} == {"twelve", "fourteen"}
    assert made.alleged == ()
    with pytest.raises(QueryError, match="a date is written"):
        shore.brief(since="yesterday")


def test_where_nothing_is_disputed_it_shows_what_is_demanded() -> None:
    made = build_one(QUIET).brief()
    assert made.cards == ()
    assert [one.stand.act for one in made.said] == ["demands"]


def test_without_the_texts_the_exact_words_are_given() -> None:
    made = brief(load_articles("disputes"), {})
    assert all(not sentence.exact and sentence.text for card in made.cards for sentence in card.sentences)
    # no title is made of a verb and a fragment
    assert not any(":" in card.title for card in made.cards)


def test_the_same_graph_gives_the_same_brief(shore: KnowledgeGraph, made: Brief) -> None:
    assert shore.brief() == made
    other = KnowledgeGraph(shore.store, texts=dict(reversed(list(shore.texts.items()))))
    assert other.brief().to_dict() == made.to_dict()
    assert GULL in shore.texts.values()


def test_the_word_of_the_article_stands_beside_a_stance() -> None:
    made = build_one(
        "Mara Lind endorsed Ines Corvo. Ada Roe supported Ines Corvo.\n\nTom Hale slammed Ines Corvo on Monday.\n"
    ).brief()
    [card] = made.disputes
    assert [verb_of(stand) for side in card.sides for stand in side.stands] == [
        "supports (“endorsed”) Ines Corvo",
        "supports Ines Corvo",
        "criticizes (“slammed”) Ines Corvo",
    ]


def test_what_rests_on_unnamed_people_rests_on_people_of_whom_nobody_knows_who_they_are() -> None:
    made = build_one(
        "A clause said that the dam is unsafe. Two employees said the dam is unsafe.\n\n"
        "The prime minister said that the bridge is open. This man said the ship had sunk.\n\n"
        "“The hearing was closed on Monday,” King said. A driver told police that the light was red. "
        "The driver said that it was late. They argue that the bank is lost.\n"
    ).brief()
    assert [speaker.name for one in made.unnamed for speaker in one.stand.speakers] == [
        *("Two employees", "driver", "driver"),
        "people (not named)",
    ]


def test_a_brief_that_was_kept_is_the_same(made: Brief) -> None:
    assert load_brief(dump_brief(made, "half of it")) == (made, "half of it")
    assert load_brief(b'{"note":"","brief":[1,2]}\n') is None


OWN_VERBS = """Mara Lind has not called for a vote on the harbour. Tom Hale expressed concern that the dam was unsafe.

Ines Corvo charged the harbour master with stealing water. Hugo Berg joked about moving to the island.

Olav Moe wants the council to close the bridge.

Nina Dahl insisted that the bridge was closed. Karl Holm asked whether the mayor knew.

The driver was charged with theft.

"I am so sick of the council lying about me," Petra Vik said. The guard called the sailor out for his lies.

Ragna Thorvald is the attorney who charged Olav Moe with theft.

Police are looking into thefts allegedly committed by sailors.

Jo Falk accused two sailors of stealing a boat.
"""


def test_what_somebody_says_is_told_with_the_verb_of_the_article() -> None:
    kg = build_one(OWN_VERBS)
    context = kg.profiles()._context
    told = [" ".join(say(make_stand([iri], (), context))) for iri in context.claims]
    for words in (
        "has not called for a vote on the harbour",
        "expressed concern that the dam was unsafe",
        "charges the harbour master with stealing water",
        "jokes about moving to the island",
        "wants the council to close the bridge",
        "insists the bridge was closed",
        "asks whether the mayor knew",
        "alleges: The driver was charged with theft",
        "is so sick of the council lying about me",
        "calls the sailor out for his lies",
    ):
        assert words in told, told
    titles = [card.title for card in kg.brief().cards]
    assert "Ragna Thorvald charged Olav Moe with theft" in titles
    assert "Police are looking into thefts allegedly committed by sailors" in titles
    assert "Two sailors are accused of stealing a boat" in titles, titles
