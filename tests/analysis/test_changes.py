"""What changed from one version of an article to the next is found claim by claim, with both sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

import graphkit
from graphkit import documents
from graphkit.analysis.changes import KINDS, Change, Changes
from graphkit.graph import KnowledgeGraph
from graphkit.model.versions import EDITS
from graphkit.visualisation.changed import list_paragraphs, write_changes
from graphkit.visualisation.look import look

DENIAL = "Ines Corvo denied that the company had paid the inspector."


def read(text: str, identifier: str = "ferry.txt", title: str = "Ferry safe") -> KnowledgeGraph:
    document = graphkit.Document(text=f"{text}\n", identifier=identifier, title=title, publisher="Halden Gull")
    return graphkit.build([documents.check(document)])


def compare(old: str, new: str) -> Changes:
    return read(new).compare(read(old))


def find(changes: Changes) -> Sequence[Change]:
    [article] = changes.articles
    return article.changes


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (DENIAL, f"{DENIAL} Tom Hale said that the ferry was safe.", ["added"]),
        (f"{DENIAL} Tom Hale said that the ferry was safe.", DENIAL, ["dropped"]),
        ("Tom Hale said that the ferry was safe.", "Ines Corvo said that the ferry was safe.", ["resourced"]),
        (
            "Tom Hale said that the ferry was safe.",
            "Tom Hale said that the ferry might be safe.",
            ["hedged", "reworded"],
        ),
        ("Tom Hale said that the ferry may leak.", "Tom Hale said that the ferry leaks.", ["unhedged", "reworded"]),
        ("Tom Hale said that the dam had leaked.", "Tom Hale denied that the dam had leaked.", ["reversed"]),
        ("Tom Hale said that 12 boats sank.", "Tom Hale said that 15 boats sank.", ["number"]),
        ("Tom Hale said that the ferry was safe.", "Tom Hale said that the old ferry was safe.", ["reworded"]),
        (
            '"We never hid it, and we will not resign over the report now," Tom Hale said.',
            '"We will not resign over the report now," Tom Hale said.',
            ["cut"],
        ),
        (
            'Tom Hale said that the plan was "wholly unwise" for Halden.',
            'Tom Hale said that the plan was "wholly unfair" for Halden.',
            ["altered"],
        ),
        (
            "''The hostility is like nothing before,'' Tom Hale said.",
            "''The kindness is like nothing before,'' Tom Hale said.",
            ["altered"],
        ),
        ('"It will not hold," Tom Hale said.', '"It will hold," Tom Hale said.', ["reversed"]),
        (
            "Tom Hale said that 59 percent of the boats had leaked.",
            "Tom Hale said that 57 percent of the boats had leaked.",
            ["number"],
        ),
        (
            "In Halden 71 percent said that the dam was safe.",
            "In Halden 66 percent said that the dam was safe.",
            ["number"],
        ),
        (
            "Tom Hale said that the dam was the cause of the flood.",
            "Tom Hale said that the dam was perhaps the cause of the flood.",
            ["hedged", "reworded"],
        ),
        ("Tom Hale suggested that the ferry leaks.", "Tom Hale declared that the ferry leaks.", ["unhedged"]),
        (
            "Tom Hale said the 12-mile tunnel was no burden.",
            "Nobody was harmed by a promise of such a road, Tom Hale said.",
            ["reworded"],
        ),
    ],
)
def test_each_kind_of_change_is_told(old: str, new: str, kinds: list[str]) -> None:
    changed = [change for change in find(compare(old, new))]
    assert [kind for change in changed for kind in change.kinds if kind != "lostNegation"] == kinds
    assert all((change.old is None) == ("added" in change.kinds) for change in changed)
    assert all((change.new is None) == ("dropped" in change.kinds) for change in changed)


def test_an_allegation_that_becomes_the_articles_own_words_is_no_longer_hedged() -> None:
    claimed, told = "Ines Corvo was said to have left the company.", "Ines Corvo had left the company."
    [change] = find(compare(claimed, told))
    assert change.kinds == ("unhedged",)
    assert change.new is not None
    assert (change.new.claim, change.new.found.sentence.text) == ("", told)
    assert "The article itself says" in write_changes(compare(claimed, told), "text")
    [back] = find(compare(told, claimed))
    assert back.kinds == ("hedged",)


def test_two_claims_that_share_little_words_alone_are_two() -> None:
    old = f"Tom Hale promised to respect the vote.\n\n{DENIAL}"
    new = f"{DENIAL}\n\nTom Hale said he would ask lawyers to examine the vote."
    kinds = [kind for change in find(compare(old, new)) for kind in change.kinds]
    assert sorted(set(kinds)) == ["added", "dropped"]


def test_a_pronoun_in_a_sentence_that_nobody_touched_is_no_change() -> None:
    old = "Tom Hale met Ines Corvo on Monday.\n\nTom Hale praised the dam.\n\nHe said that the ferry was safe."
    new = old.replace("Tom Hale praised the dam", "Bo Ek praised the dam")
    kinds = [kind for change in find(compare(old, new)) for kind in change.kinds]
    assert kinds == ["resourced"]


def test_both_sentences_are_those_of_their_articles() -> None:
    old, new = "Tom Hale said that the ferry was safe.", "On Monday Ines Corvo said that the ferry was safe."
    [change] = find(compare(old, new))
    for text, version in ((old, change.old), (new, change.new)):
        assert version is not None
        sentence = version.found.sentence
        assert text[sentence.start : sentence.end] == sentence.text


def test_what_is_the_same_is_only_counted() -> None:
    kg = read(DENIAL)
    assert (kg.compare(kg).articles, kg.compare(kg).same) == ((), 1)
    longer = compare(DENIAL, f"It rained in Halden all day.\n\n{DENIAL}")
    assert (longer.articles, longer.same) == ((), 1)
    assert [one.text for one in list_paragraphs(longer)] == ["Nothing changed"]


def test_a_surname_is_the_same_source_as_the_whole_name() -> None:
    changes = compare("Tom Hale said that the ferry was safe.", "Hale said that the ferry was safe.")
    assert changes.articles == ()


def test_an_article_is_found_again_by_its_claims_and_a_headline_is_compared() -> None:
    old = documents.check(graphkit.Document(text=f"{DENIAL}\n", identifier="a.txt", title="Corvo denies"))
    rain = documents.check(graphkit.Document(text="Tom Hale said that it rained.\n", identifier="rain.txt"))
    new = documents.check(graphkit.Document(text=f"{DENIAL}\n", identifier="b.txt", title="Company paid inspector?"))
    changes = graphkit.build([new]).compare(graphkit.build([old, rain]))
    [article] = changes.articles
    assert (article.old, article.new, article.is_retitled, article.same) == ("a.txt", "b.txt", True, 1)
    assert (changes.added, changes.dropped) == ((), (("rain.txt", 1),))
    told = write_changes(changes, "markdown")
    assert "− Corvo denies" in told
    assert "+ Company paid inspector?" in told


def test_it_can_be_held_by_json_and_every_kind_has_its_words() -> None:
    changes = compare("Tom Hale said that 12 boats sank.", "Tom Hale said that 15 boats sank.")
    told = json.loads(json.dumps(changes.to_dict()))
    assert told["counts"] == {"number": 1}
    assert tuple(look().changes) == (*KINDS, "retitled")
    assert set(look().changes) == set(EDITS)
