"""A question in plain words is understood as a named question with its blanks filled, or said not to be."""

from __future__ import annotations

import re

import pytest
from answers import load_articles

from graphkit.asking import Names, understand
from graphkit.asking.weights import read_weights
from graphkit.language import lexicon
from graphkit.query.catalogue import named


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_articles())


@pytest.mark.parametrize(
    ("words", "question", "values"),
    [
        ("What does Ines Corvo say about Norvik?", "who-said-what-about", {"who": "Ines Corvo", "about": "Norvik"}),
        ("what has corvo been saying about norvik", "who-said-what-about", {"who": "Ines Corvo", "about": "Norvik"}),
        ("What's Corvo's view on Norvik?", "who-said-what-about", {"who": "Ines Corvo", "about": "Norvik"}),
        ("Please tell me what is said about Port Ansel", "who-said-what-about", {"about": "Port Ansel"}),
        ("What does Corvo say about the bribes?", "claims-like", {"who": "Ines Corvo", "text": "bribes"}),
        ("Who says that the dredging may harm the bay?", "claims-like", {"text": "dredging may harm the bay"}),
        ("What did Leif deny?", "who-denies-what", {"who": "Tomas Leif"}),
        ("Who denied that the judge was bribed?", "claims-like", {"text": "judge was bribed", "act": "denies"}),
        ("What is Norvik accused of?", "allegations", {"about": "Norvik"}),
        ("How did Norvik respond to the accusations?", "replies", {"who": "Norvik"}),
        ("Who demands what from Norvik?", "demands", {"of": "Norvik"}),
        ("Who opposes the harbour report?", "who-opposes-whom", {"what": "The harbour report"}),
        ("Who's against Norvik?", "who-opposes-whom", {"what": "Norvik"}),
        ("Who praised Corvo?", "praise-and-criticism", {"what": "Ines Corvo"}),
        ("What is in dispute?", "disputes", {}),
        ("What is disputed most?", "most-disputed", {}),
        ("Does anybody contradict Leif?", "is-disputed", {"who": "Tomas Leif"}),
        ("Who changed their mind?", "changed-positions", {}),
        ("Who speaks for Norvik?", "who-speaks-for-whom", {"whom": "Norvik"}),
        ("Who is Tomas Leif?", "roles", {"who": "Tomas Leif"}),
        ("Did Corvo meet Leif?", "meetings", {"who": "Ines Corvo", "whom": "Tomas Leif"}),
        ("Which claims rest on anonymous sources?", "unnamed-sources", {}),
        ("Through whom do we know what Corvo says?", "source-chains", {"who": "Ines Corvo"}),
        ("What did Judge Quist say on 3 March 2031?", "said-on", {"who": "Abel Quist", "on": "2031-03-03"}),
        ("how often is Corvo quoted", "quotation-counts", {"who": "Ines Corvo"}),
        (
            "Any denials from Leif about the money?",
            "claims-like",
            {"who": "Tomas Leif", "text": "money", "act": "denies"},
        ),
        ("Who accused Norvik of bribing a judge?", "allegations", {"about": "Norvik"}),
        (
            "What has Corvo promised about the quay?",
            "claims-like",
            {"who": "Ines Corvo", "text": "quay", "act": "promises"},
        ),
        (
            "What does the clerk Corvo say about Norvik?",
            "who-said-what-about",
            {"who": "Ines Corvo", "about": "Norvik"},
        ),
        (
            "I write about the port - did Leif ever support Norvik?",
            "relations",
            {"who": "Tomas Leif", "what": "Norvik"},
        ),
        ("Who is the mayor of the city?", "roles", {"post": "mayor", "organization": "Port Ansel"}),
        ("Which claims about Norvik have no named source?", "unnamed-sources", {"about": "Norvik"}),
        ("what did corvo say abuot norvik", "who-said-what-about", {"who": "Ines Corvo", "about": "Norvik"}),
        ("What did Corvo promise?", "who-said-what", {"who": "Ines Corvo", "act": "promises"}),
        ("What does Corvo plan?", "promises-and-plans", {"who": "Ines Corvo"}),
        ("Who criticized Corvo for her words?", "praise-and-criticism", {"what": "Ines Corvo"}),
        ("who's tomas leif", "roles", {"who": "Tomas Leif"}),
        ("What has Norvik been accused of?", "allegations", {"about": "Norvik"}),
        ("corvo dredging", "claims-like", {"who": "Ines Corvo", "text": "dredging"}),
        ("What did Corvo say in March 2031?", "said-on", {"who": "Ines Corvo", "on": "2031-03"}),
        ("What was said in 2031 about the dredging?", "said-on", {"on": "2031", "text": "dredging"}),
        ("Which people lambasted Norvik?", "praise-and-criticism", {"what": "Norvik"}),
        ("Who disputes what Leif says about the judge?", "disputes", {"who": "Tomas Leif", "about": "Abel Quist"}),
    ],
)
def test_people_may_ask_in_their_own_words(names: Names, words: str, question: str, values: dict[str, str]) -> None:
    asked = understand(words, names)
    assert asked.best
    assert asked.best.question.name == question
    assert {name: value for name, value in asked.best.values.items() if name != "predicate"} == values


@pytest.mark.parametrize(
    ("words", "question", "values"),
    [
        (
            "Corvo's criticism of the dredging",
            "claims-like",
            {"who": "Ines Corvo", "act": "criticizes", "text": "dredging"},
        ),
        (
            "Whom did Leif blame for the storm?",
            "claims-like",
            {"who": "Tomas Leif", "act": "criticizes", "text": "storm"},
        ),
        ("Which fishermen warned of the dredging early?", "claims-like", {"act": "predicts", "text": "dredging early"}),
    ],
)
def test_a_question_that_nobody_foresaw_is_read_by_its_names_and_its_act(
    names: Names, words: str, question: str, values: dict[str, str]
) -> None:
    asked = understand(words, names)
    assert asked.best
    assert asked.best.question.name == question
    assert {name: asked.best.values.get(name) for name in values if name != "text"} == {
        name: value for name, value in values.items() if name != "text"
    }
    assert set(values["text"].split()) <= set(asked.best.values["text"].split())


def test_what_else_it_may_mean_is_told(names: Names) -> None:
    asked = understand("What does Corvo say about Norvik?", names)
    assert [other.sentence for other in asked.others] == ["Which claims of Ines Corvo say something like Norvik?"]


def test_a_question_about_nobody_here_is_not_answered_about_anybody_else(names: Names) -> None:
    asked = understand("What does Angela Brandt say about Norvik?", names)
    assert (asked.best, asked.unknown, asked.near) == (None, "Angela Brandt", ())
    asked = understand("Who supports Angela Brandt?", names)
    assert (asked.best, asked.unknown) == (None, "Angela Brandt")
    asked = understand("What does Quest deny?", names)
    assert (asked.best, asked.unknown, asked.near) == (None, "Quest", ("Quist",))
    asked = understand("what did emmanuel tarn say", names)
    assert (asked.best, asked.unknown) == (None, "emmanuel tarn")


@pytest.mark.parametrize(
    "words",
    [
        "How tall is the tower?",
        "42",
        "???",
        "",
        "Will it rain in Port Ansel tomorrow?",
        "Write a poem about Corvo",
        "Should I vote for Corvo?",
        "How many people live in Port Ansel?",
    ],
)
def test_what_the_graph_cannot_tell_is_not_understood(names: Names, words: str) -> None:
    assert understand(words, names).best is None


@pytest.mark.parametrize("words", ["What does " * 3000, "who " * 100_000, "what " + "is said about " * 20_000])
def test_a_question_without_end_is_read_at_once(names: Names, words: str) -> None:
    understand(words, names)


def test_every_named_question_can_be_asked() -> None:
    questions = {question.name: {parameter.name for parameter in question.parameters} for question in named()}
    lines = [row[2].split() for row in lexicon.rows("questions", 3) if row[0] == "frame"]
    assert {line[0] for line in lines} == questions.keys()
    for name, *blanks in lines:
        assert {re.split("[:=]", blank)[0] for blank in blanks} <= questions[name], name


def test_every_frame_is_told_by_weights() -> None:
    listed = {row[1] for row in lexicon.rows("questions", 3) if row[0] == "frame"}
    assert {*listed, "none"} == read_weights().frames["bias"].keys()
