from __future__ import annotations

import json
import os
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit import documents
from graphkit.cli import cli
from graphkit.files import resources
from graphkit.language import annotation
from graphkit.reading.explanation import Explanation, GapKind, MissKind, explain
from graphkit.reading.extraction import extract

ARTICLE = (
    "Oslo denied the report.\n\n"
    "“The bay is clean,” Anna Berg said. “We have seen it.”\n\n"
    "Nobody believes that. He called it “a mistake” in a statement.\n\n"
    "300x250 Ad\n"
)


def read(text: str) -> Explanation:
    return graphkit.explain(documents.make(text, identifier="a.txt"))


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["explain", *(os.fspath(argument) for argument in arguments)], input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


# -- cue words without a claim


@pytest.mark.parametrize(
    ("text", "word", "kind", "reason"),
    [
        ("Nobody believes that the plan will work.", "believes", MissKind.NOBODY, "nobody does"),
        ("The minister spoke in Geneva yesterday.", "spoke", MissKind.NO_CONTENT, "with 'about …'"),
        ("The report came out on Monday.", "report", MissKind.NO_CONTENT, "with a clause"),
        ("The question is whether the bay is clean.", "question", MissKind.COPULA, "behind 'is'"),
        ("The plan was agreed with.", "agreed", MissKind.REFUSED, "no rule takes 'with …'"),
        (
            "They said with eyes so red that the bay was dirty.",
            "said",
            MissKind.PARSED_ELSEWHERE,
            "'that the bay was dirty'",
        ),
        ("She smiled at the crowd.", "smiled", MissKind.NO_QUOTATION, "beside none"),
        ("The proposed law failed.", "proposed", MissKind.ATTRIBUTIVE, "'law'"),
        ("Worried parents called the school.", "called", MissKind.NO_OBJECT_LISTED, "'the school'"),
        ("They called off the meeting.", "called", MissKind.OTHER_WORD, "'call off' is another word than 'call'"),
        ("He described himself to the jury.", "described", MissKind.UNFIT_OBJECT, "'himself'"),
        ("The law was criticized yesterday.", "criticized", MissKind.NO_AGENT, "passive"),
        ("They signed the agreements she once supported.", "supported", MissKind.RELATIVE, "'agreements'"),
        ("Each gave according to need.", "according", MissKind.MEASURE, "'need'"),
        ("The news for the bay was bad.", "news", MissKind.NO_PREPOSITION_LISTED, "'for the bay'"),
    ],
)
def test_a_cue_word_without_a_claim_says_why(text: str, word: str, kind: MissKind, reason: str) -> None:
    misses = [miss for sentence in read(text).sentences for miss in sentence.misses]
    [found] = [miss for miss in misses if miss.span.exact == word]
    assert (found.kind, reason in found.reason) == (kind, True), found.reason


def test_a_cue_word_in_boilerplate_says_so() -> None:
    text = "Oslo denied it.\n\nReport an error\n"
    document = replace(documents.make(text, identifier="a.txt"), boilerplate=((17, 32),))
    last = graphkit.explain(document).sentences[-1]
    assert last.in_boilerplate
    assert [(miss.span.exact, miss.kind) for miss in last.misses] == [("Report", MissKind.BOILERPLATE)]


@pytest.mark.parametrize(
    "text",
    [
        "He made a cake.",
        "Rosa Diaz expressed concern over the bay.",
        "Oslo denied that it had lied.",
        "Oslo said in a statement that it had not lied.",
    ],
)
def test_a_word_that_gave_a_claim_or_could_not_is_no_miss(text: str) -> None:
    assert [miss for sentence in read(text).sentences for miss in sentence.misses] == []


# -- the report


def test_a_quotation_without_a_source_is_counted_and_its_place_told() -> None:
    text = "“This must stop now, before it is too late.” The bay is large. He is a “free rider” at best."
    gaps = [gap for gap in read(text).gaps if gap.kind is GapKind.QUOTATION]
    assert [(gap.span.start, gap.reason) for gap in gaps] == [
        (0, "it is in no claim"),
        (text.index("“free"), "a few words in quotation marks, in no claim"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The bay is clean, Anna Berg said on Monday.", "“The"),
        ("The bay is clean,” Anna Berg said on Monday.", "clean,”"),
        ('He said the bay is clean." It is not.', 'clean."'),
    ],
)
def test_a_mark_without_a_partner_is_counted(text: str, words: str) -> None:
    explanation = read(text)
    assert [gap.span.exact for gap in explanation.gaps if gap.kind is GapKind.MARK] == [words]
    assert explanation.counts[GapKind.MARK] == 1


@pytest.mark.parametrize("text", ["“The bay is clean,” she said.", 'The board is 12" wide.', "It's the boys' bay."])
def test_paired_marks_inches_and_apostrophes_are_no_gaps(text: str) -> None:
    assert read(text).counts[GapKind.MARK] == 0


@pytest.mark.parametrize(
    ("text", "pronoun", "reason"),
    [
        ("He left early.", "He", "no person is known before it"),
        ("We went to the bay.", "We", "it stands in no quotation of anybody's"),
        ("“We saw it,” Anna Berg said.", "We", "it is the side of whoever speaks"),
        ("“You saw it,” Anna Berg said.", "You", "it is not said to whom"),
    ],
)
def test_a_pronoun_without_an_antecedent_says_why(text: str, pronoun: str, reason: str) -> None:
    gaps = [gap for gap in read(text).gaps if gap.kind is GapKind.PRONOUN and gap.span.exact == pronoun]
    assert [gap.reason.startswith(reason) for gap in gaps] == [True]


def test_a_source_of_no_known_kind_is_an_entity_and_no_gap() -> None:
    explanation = read("The numbers show that the bay is clean.")
    assert [gap.span.exact for gap in explanation.gaps if gap.kind is GapKind.MENTION] == []


# -- the whole


def test_explaining_changes_nothing_and_leaves_nothing_out() -> None:
    document = documents.make(resources.example().read_text(encoding="utf-8"), identifier="example.txt")
    [(_, doc)] = annotation.annotate([document], annotation.load())
    extraction = extract(document, doc)
    explanation = explain(document, doc, extraction)
    assert extract(document, doc) == extraction
    assert explain(document, doc, extraction) == explanation
    read_claims = sorted((c for s in explanation.sentences for c in s.claims), key=lambda c: c.number)
    assert tuple(c.claim for c in read_claims) == extraction.claims
    statements = [s for sentence in explanation.sentences for s in sentence.statements]
    assert sorted(map(repr, statements)) == sorted(map(repr, extraction.statements))
    cues = [span for claim in extraction.claims for span in claim.cue_spans]
    misses = [miss for sentence in explanation.sentences for miss in sentence.misses]
    assert not any(span.overlaps(miss.span) for span in cues for miss in misses)
    assert all(s.span.covers(miss.span) for s in explanation.sentences for miss in s.misses)
    unknown = [m.span for m in extraction.mentions if m.chain is None and m.kind.value == "pronoun"]
    assert [gap.span for gap in explanation.gaps if gap.kind is GapKind.PRONOUN] == unknown
    assert explanation.counts[GapKind.CUE] == len(misses)


def test_it_is_plain_values_with_true_offsets() -> None:
    explanation = read(ARTICLE)
    told = json.loads(json.dumps(explanation.to_dict()))
    assert told["counts"] == {kind.value: number for kind, number in explanation.counts.items()}
    first = told["sentences"][0]
    assert [(c["rule"], c["sources"], c["act"]) for c in first["claims"]] == [("object", ["Norway"], "denies")]
    places = [told["sentences"], told["gaps"], *(s["misses"] for s in told["sentences"])]
    for place in (place for group in places for place in group):
        assert ARTICLE[place["start"] : place["end"]] == place["text"]
    with pytest.raises(FrozenInstanceError):
        explanation.identifier = "b.txt"  # type: ignore[misc]


def test_one_sentence_can_be_asked_for() -> None:
    explanation = read(ARTICLE)
    [only] = explanation.having("NOBODY  believes").sentences
    assert explanation.at(only.span.start).sentences == explanation.at(only.span.end - 1).sentences == (only,)
    kept = explanation.having("nobody believes")
    assert {gap.span.exact for gap in kept.gaps} == {"believes"}
    assert explanation.at(len(ARTICLE) + 1).sentences == ()


def test_more_than_one_article_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Oslo denied {name}.", encoding="utf-8")
    with pytest.raises(graphkit.InputError, match="holds 2 articles"):
        graphkit.explain(tmp_path)


# -- the command


def test_the_command_tells_rules_near_misses_and_gaps(article: Path) -> None:
    result = run(article)
    assert result.exit_code == 0
    told = r"claim 1 by the rule 'object', (clear wording|sure|likely|doubtful) \(confidence 0\.\d+\)"
    assert re.search(told, result.stdout)
    assert "believes (verb 'believe'): nobody is the source: its subject says that nobody does" in result.stdout
    assert "(no part of the article: boilerplate)" in result.stdout
    assert "0     quotation marks without a partner" in result.stdout
    assert "\x1b" not in result.stdout


def test_the_command_reads_standard_input_and_writes_json() -> None:
    result = run("-", "--format", "json", stdin=ARTICLE.encode())
    assert json.loads(result.stdout) == graphkit.explain(documents.make(ARTICLE, identifier="-")).to_dict() | {
        "article": json.loads(result.stdout)["article"]
    }


def test_the_command_shows_one_sentence(article: Path) -> None:
    by_text, by_offset = run(article, "--sentence", "denied"), run(article, "--offset", "3")
    assert by_text.stdout == by_offset.stdout
    assert by_text.stdout.startswith("0-23        Oslo denied the report.\n")
    assert "Anna Berg" not in by_text.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sentence", "nothing of the kind"], "has no sentence with 'nothing of the kind'"),
        (["--offset", "99999"], "has no sentence at character 99999"),
        (["--offset", "1", "--sentence", "a"], "say --sentence or --offset, not both"),
        (["--example"], "name an ARTICLE, or say --example"),
    ],
)
def test_the_command_refuses_what_is_not_there(article: Path, arguments: list[str], message: str) -> None:
    result = run(article, *arguments)
    assert result.exit_code != 0
    assert message in result.stderr


def test_the_command_needs_an_article() -> None:
    result = run()
    assert result.exit_code == 2
    assert "name an ARTICLE, or say --example" in result.stderr


def test_an_article_cannot_take_over_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Oslo \x1b[31mdenied\x1b[0m the report.\n", encoding="utf-8")
    assert "\x1b" not in run(path).stdout


def test_colours_are_for_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = CliRunner().invoke(cli, ["explain", "--example", "--sentence", "firmly opposed"], color=True).stdout
    assert "\x1b[32m  read" in shown
    monkeypatch.setenv("NO_COLOR", "1")
    shown = CliRunner().invoke(cli, ["explain", "--example", "--sentence", "firmly opposed"], color=True).stdout
    assert "\x1b" not in shown
