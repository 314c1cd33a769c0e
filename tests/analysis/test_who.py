"""The profile of an entity: what it says, what is said of it, for and against, and why its mentions are one."""

from __future__ import annotations

import itertools

import pytest
from faces import FERRY, TIDE, build_faces
from shore import build_one, build_shore

from graphkit.analysis.who import Group, Profile
from graphkit.errors import QueryError
from graphkit.graph import KnowledgeGraph
from graphkit.visualisation.who.text import write_text
from graphkit.visualisation.who.wording import split_tie, word_relation


@pytest.fixture(scope="module")
def faces() -> KnowledgeGraph:
    return build_faces()


@pytest.fixture(scope="module")
def thorvald(faces: KnowledgeGraph) -> Profile:
    return faces.who("ragna thorvald")


def words(groups: tuple[Group, ...], name: str) -> list[str]:
    return [line.stand.words for group in groups if group.name == name for line in group.lines]


def test_what_somebody_says_is_apart_by_how_it_is_known_and_newest_first(thorvald: Profile) -> None:
    assert words(thorvald.says, "quoted") == ['"The ferry is safe"']
    reported = ["the ferry would sail again", "Ines Corvo", "the ferry had leaked"]
    assert words(thorvald.says, "reported") == reported
    [hearsay] = [line for group in thorvald.says if group.name == "secondhand" for line in group.lines]
    assert [speaker.name for speaker in hearsay.stand.via] == ["Radio Ansel"]
    assert (thorvald.own, thorvald.secondhand) == (5, 1)


def test_what_an_article_says_itself_is_apart_from_claims(thorvald: Profile) -> None:
    assert [sentence.text for sentence in thorvald.voiced] == [
        "Ragna Thorvald, the mayor of Halden, visited Mirefield on Monday."
    ]
    told = [speaker.name for group in thorvald.said for line in group.lines for speaker in line.stand.speakers]
    assert told == ["Ines Corvo", "David Brown", "Radio Ansel"]
    assert (thorvald.about, thorvald.sources) == (3, 3)


def test_a_claim_of_ones_own_is_not_told_of_oneself(faces: KnowledgeGraph) -> None:
    for standing in faces.profiles().rank():
        profile = faces.profiles().make(standing.who.iri)
        own, others = (
            {claim for group in groups for line in group.lines for claim in line.stand.claims}
            for groups in (profile.says, profile.said)
        )
        assert not own & others
        assert (len(own), len(others)) == (standing.own, standing.about) == (profile.own, profile.about)


def test_roles_say_in_which_article_they_were_stated(thorvald: Profile) -> None:
    [mayor, teacher] = thorvald.roles
    assert (mayor.title, mayor.current, teacher.title, teacher.current) == ("mayor of Halden", True, "teacher", False)
    days = [thorvald.find_articles()[role.sentences[0].article].issued for role in thorvald.roles]
    assert days == ["2031-05-02", "2031-05-09"]
    assert mayor.body
    assert mayor.body.name == "Halden"


def test_a_body_has_those_who_hold_a_post_there(faces: KnowledgeGraph) -> None:
    [role] = faces.who("Nordal Chemicals").holders
    assert (role.holder.name, role.title) == ("David Brown", "director of Nordal Chemicals")


def test_who_is_for_and_against_goes_both_ways(thorvald: Profile) -> None:
    sides = [(tie.outgoing, tie.label, tie.other.name, tie.sign) for tie in thorvald.sides]
    assert sides == [(True, "praises", "Ines Corvo", 1), (False, "accuses", "David Brown", -1)]
    assert [(tie.label, tie.other.name) for tie in thorvald.relations] == [
        ("is mayor of", "Halden"),
        ("visits", "Mirefield"),
    ]


PLAN = """Ragna Thorvald, the mayor of Halden, presented a plan on Monday.

Ines Corvo criticized Thorvald's plan. Hugo Berg endorsed her proposal.

David Brown praised Thorvald's husband, Olav Moe. Radio Ansel said that Mara Lind welcomed Thorvald's plan.
"""


def test_who_is_for_or_against_what_is_theirs_is_told_in_the_words_of_the_article() -> None:
    kg = build_one(PLAN)
    profile = kg.who("Ragna Thorvald")
    matters = [(tie.label, tie.other.name, tie.verbs, tie.matter, tie.sign) for tie in profile.sides if tie.matter]
    # a husband is somebody himself, and what is only reported is no side
    assert matters == [
        ("criticizes", "Ines Corvo", ("criticized",), "Thorvald's plan", -1),
        ("supports", "Hugo Berg", ("endorsed",), "her proposal", 1),
    ]
    assert "Hugo Berg supports (“endorsed”) her proposal\n" in write_text(profile)
    own = kg.who("Hugo Berg").sides
    assert split_tie(own[-1], "Hugo Berg") == ("supports (“endorsed”) her proposal (", ")")


def test_every_sentence_stands_where_it_says(faces: KnowledgeGraph) -> None:
    texts = {"2031-05-02": FERRY, "2031-05-09": TIDE}
    for standing in faces.profiles().rank():
        profile = faces.profiles().make(standing.who.iri)
        lines = [line for group in (*profile.says, *profile.said) for line in group.lines]
        held = [one.sentences for one in (*profile.roles, *profile.holders)]
        tied = [one.sentences for one in (*profile.sides, *profile.relations)]
        for sentence in itertools.chain(profile.voiced, *(line.sentences for line in lines), *held, *tied):
            issued = profile.find_articles()[sentence.article].issued
            assert texts[issued][sentence.start : sentence.end] == sentence.text
            assert sentence.claims


def test_it_says_why_mentions_are_one(thorvald: Profile) -> None:
    rules = {naming.rule: naming for naming in thorvald.namings}
    assert rules["pronoun"].words == ("She",)
    assert rules["part-of-name"].mentions == 2
    assert thorvald.mentions == sum(one.mentions for one in thorvald.articles) == 10
    [joined] = thorvald.joins
    assert (joined.answer, joined.rule) == ("same", "same name")


def test_who_may_be_the_same_is_named_with_the_reason(faces: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"2 are called 'David Brown'; give the address of one: entity/david-brown-"):
        faces.who("David Brown")
    [double] = faces.who("entity/david-brown").doubles
    assert (double.other.iri, double.reason) == ("https://example.org/kg/entity/david-brown-9622f2a5", "decided")
    assert "'David Brown' and 'David Brown' are a name that many bear" in double.decided[0].supporting


def test_a_name_that_nothing_joins_is_named_too(faces: KnowledgeGraph) -> None:
    assert faces.who("Ines Corvo").doubles == ()


def test_two_of_one_family_are_no_doubles() -> None:
    kg = build_one("Mara Lind spoke. Ada Lind left. M. Lind stayed.\n\nLind was asleep.\n")
    assert "Ada Lind" not in [double.other.name for double in kg.who("Mara Lind").doubles]


def test_a_claim_in_dispute_leads_to_its_card() -> None:
    shore = build_shore()
    disputes = {card.key for card in shore.brief().disputes}
    [group] = [group for group in shore.who("Mara Lind").says if group.name == "reported"]
    assert {line.dispute for line in group.lines} <= disputes
    assert all(line.dispute for line in group.lines)


def test_claims_that_are_one_are_one_line_with_both_sentences() -> None:
    [group] = build_shore().who("Mara Lind").says
    [line] = group.lines
    assert len(line.stand.claims) == len(line.sentences) == group.claims == 2


def test_a_name_that_is_none_is_refused(faces: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="Ragna"):
        faces.who("Ragna Thorwald")


def test_a_part_of_a_graph_has_its_own_profile(faces: KnowledgeGraph) -> None:
    part = faces.narrow(since="2031-05-09").who("Ragna Thorvald")
    assert [one.article.title for one in part.articles] == ["Tide turns"]
    assert (part.own, part.joins) == (2, ())


def test_nobody_is_known_at_second_hand_through_themselves(example_kg: KnowledgeGraph) -> None:
    profiles = example_kg.profiles()
    told = [(one.who.name, profiles.make(one.who.iri)) for one in profiles.rank()]
    lines = [(name, line) for name, profile in told for group in profile.says for line in group.lines]
    assert not [line for name, line in lines if name in [speaker.name for speaker in line.stand.via]]
    # 'I don't see the report as a political document' stands within his own words
    aasland = next(profile for name, profile in told if name == "Henrik Aasland")
    assert "secondhand" not in [group.name for group in aasland.says]


def test_who_takes_sides_in_other_words_is_for_or_against_with_those_words() -> None:
    text = "Mara Lind endorsed Ines Corvo. Tom Hale voted for Ines Corvo. Norvik Ltd slammed Ines Corvo.\n"
    profile = build_one(text).who("Ines Corvo")
    assert [(tie.sign, tie.other.name, word_relation(tie)) for tie in profile.sides] == [
        (-1, "Norvik Ltd", "criticizes (“slammed”)"),
        (1, "Mara Lind", "supports (“endorsed”)"),
        (1, "Tom Hale", "votes for"),
    ]


def test_what_a_quotation_of_nobody_known_states_is_in_no_articles_own_voice() -> None:
    profile = build_one("Mara Lind visited Oslo.\n\n“Mara Lind owns the harbour. It leaks.”\n").who("Mara Lind")
    assert [sentence.text for sentence in profile.voiced] == ["Mara Lind visited Oslo."]
    assert [sentence.text for sentence in profile.unattributed] == ["“Mara Lind owns the harbour."]
    assert "who says so is not known" in write_text(profile)


FAR = (
    "Senator Mara Lind spoke on Monday.\n\n"
    + "It rained on Monday, and nobody saw the ferry.\n\n" * 12
    + "The Senate voted on the bridge on Friday. “It is safe,” Mara Lind said.\n"
)


def test_a_post_is_shown_without_the_sentences_up_to_its_body() -> None:
    [role] = build_one(FAR).who("Mara Lind").roles
    assert role.body is not None
    assert [sentence.text for sentence in role.sentences] == ["Senator Mara Lind spoke on Monday."]
