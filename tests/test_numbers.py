"""One word counts one thing: in the terminal, in the page, in the brief, in the analysis and on the server.

docs/numbers.md says what each word counts.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from faces import FERRY, TIDE
from pages import Visit, read_table
from shore import GULL, WIRE

import graphkit
from graphkit import documents
from graphkit.analysis import answers
from graphkit.cli import cli
from graphkit.graph import KnowledgeGraph
from graphkit.query import catalogue, counts
from graphkit.query.evaluation import run
from graphkit.server import brief as served_brief
from graphkit.server import index
from graphkit.server import who as served_who
from graphkit.visualisation import findings
from graphkit.visualisation.brief import write_brief

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """An output folder with its graph, and the data of its page."""

    folder: Path
    kg: KnowledgeGraph
    data: dict[str, Any]

    @property
    def claims(self) -> int:
        return counts.count(self.kg.store)["claims"]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Four articles, of which one repeats another in nearly its words."""
    texts = {"gull": GULL, "wire": WIRE, "ferry": FERRY, "tide": TIDE, "copy": GULL + "\nThe quay was wet."}
    written = [
        documents.check(
            graphkit.Document(
                text=text, identifier=f"{name}.txt", publisher=f"The {name}", issued=f"2031-06-{number:02}"
            )
        )
        for number, (name, text) in enumerate(texts.items(), start=1)
    ]
    folder = tmp_path_factory.mktemp("numbers") / "out"
    kg = graphkit.build(written)
    kg.save(folder)
    page = (folder / "graph.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return Output(folder=folder, kg=kg, data=json.loads(found[1]))


def strip(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_articles(output: Output) -> None:
    number = counts.count(output.kg.store)["documents"]
    assert number == 5
    assert number == len(output.kg.brief().articles) == output.kg.analyse().documents
    assert number == len(output.data["articles"]["rows"])
    assert f"{number} articles" in strip(index.render_index(output.folder).body)
    assert f"{number} articles, " in strip(served_brief.render(output.folder).body)
    assert output.kg.brief().articles


def test_claims(output: Output) -> None:
    brief = output.kg.brief()
    assert output.claims == brief.claims == output.kg.analyse().claims
    readings = read_table(output.data["readings"])
    assert output.claims == sum(bool(reading["act"]) for reading in readings)
    counted = f"{output.claims} claims by {brief.sources} sources"
    assert output.data["brief"]["counts"][0][0].startswith(counted)
    assert counted in write_brief(brief, "text").replace("\n", " ")
    assert counted in strip(served_brief.render(output.folder).body)
    listed = re.findall(r"<td>(\d+)</td>\s*</tr>", index.render_index(output.folder).body.decode())
    assert output.claims == sum(map(int, listed))


def test_sources_and_entities(output: Output) -> None:
    ranked = output.kg.profiles().rank()
    sources = [one for one in ranked if one.own]
    assert len(sources) == output.kg.brief().sources == len(output.kg.brief().speakers)
    entities = counts.count(output.kg.store)["entities"]
    assert len(ranked) == entities == len(output.data["profiles"]["rows"])
    counted = f"{entities} entities, of which {len(sources)} sources"
    assert counted in strip(served_who.render_list(output.folder).body)
    told = CliRunner().invoke(cli, ["who", str(output.folder)])
    assert told.stdout.count(" own claim") == entities


def test_sources_of_an_answer(output: Output) -> None:
    """The question of who said what has every source, also where several make one claim together."""
    found = answers.answer(output.kg.store, output.kg.texts, catalogue.find("who-said-what"), {}, most=1000)
    assert f" by {output.kg.brief().sources} sources, in 5 articles" in findings.count_answer(found)


def test_disputes(output: Output) -> None:
    brief = output.kg.brief()
    assert len(brief.disputes) == len(output.kg.analyse().disputes)
    assert len(brief.disputes) == sum(output.data["brief"]["disputed"])
    assert f"{len(brief.disputes)} points in dispute" in output.data["brief"]["headline"]
    told = CliRunner().invoke(cli, ["analyse", str(output.folder)])
    assert f"Points in dispute ({len(brief.disputes)})" in told.stdout
    rows = csv.DictReader(run(output.kg.store, "most-disputed").serialize("csv").decode().splitlines())
    assert len(list(rows)) == sum(1 for card in brief.disputes if card.kind != "stance")


def test_what_somebody_says_is_as_much_wherever_it_is_counted(output: Output) -> None:
    speaking = {one.speaker.iri: one for one in output.kg.brief().speakers}
    central = {one.iri: one.claims for one in output.kg.analyse().standings}
    profiles = output.kg.profiles()
    repeating = 0
    for standing in profiles.rank():
        profile = profiles.make(standing.who.iri)
        assert (standing.own, standing.about) == (profile.own, profile.about)
        assert (standing.own, standing.about) == tuple(
            sum(numbers) for numbers in ([one.own for one in profile.articles], [one.about for one in profile.articles])
        )
        if profile.own:
            # who speaks most is counted without what articles repeat
            assert speaking[standing.who.iri].claims == profile.without_repeats == central[standing.who.iri]
        repeating += profile.own > profile.without_repeats
    assert repeating


def test_quoted_claims_of_the_brief_are_those_of_the_page(output: Output) -> None:
    profile = output.kg.who("Ragna Thorvald")
    [one] = [one for one in output.kg.brief().speakers if one.speaker.iri == profile.who.iri]
    assert one.quoted == sum(group.claims for group in profile.says if group.name == "quoted")


def test_who_is_for_or_against_somebody_is_the_same_in_an_answer_and_on_the_page(output: Output) -> None:
    rows = csv.DictReader(run(output.kg.store, "for-and-against").serialize("csv").decode().splitlines())
    answered = {tuple(row[name] for name in ("object", "side", "party", "relation", "verb", "matter")) for row in rows}
    profiles = output.kg.profiles()
    shown = {
        (profile.who.name, "for" if tie.sign > 0 else "against", tie.other.name, tie.label, verb, tie.matter)
        for profile in (profiles.make(one.who.iri) for one in profiles.rank())
        for tie in profile.sides
        if not tie.outgoing
        for verb in tie.verbs
    }
    assert answered == shown
    assert ("Norvik Ltd", "against", "Mara Lind", "accuses", "accused", "") in answered


def test_the_terminal_counts_what_the_pages_count(output: Output) -> None:
    report = output.kg.validate()
    assert report.conforms
    told = CliRunner().invoke(cli, ["validate", str(output.folder)])
    assert f"{output.claims} claims" in told.output
    number = counts.count(output.kg.store)["mentions"]
    profiles = output.kg.profiles()
    assert f"{number} mentions" in told.output
    assert number == sum(profiles.make(one.who.iri).mentions for one in profiles.rank())


@pytest.fixture
def visited(browser: Any, output: Output) -> Iterator[Visit]:  # noqa: ANN401
    context: BrowserContext = browser.new_context(viewport={"width": 1400, "height": 900})
    yield Visit(context.new_page(), output.folder / "graph.html")
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_every_view_of_the_page_counts_the_same(visited: Visit, output: Output) -> None:
    brief, entities = output.kg.brief(), counts.count(output.kg.store)["entities"]
    claims = f"{output.claims} claims by {brief.sources} sources"
    page = visited.open("")
    assert page.locator(".headline").inner_text() == f"5 articles, {len(brief.disputes)} points in dispute"
    assert page.locator(".counts button").first.inner_text().startswith(claims)
    page.locator(".counts button").first.click()
    assert page.locator(".counts").inner_text() == f"{entities} entities, of which {brief.sources} sources"
    assert page.locator(".standings tbody tr").count() == entities
    visited.go("view=table")
    assert page.locator("#summary").inner_text().startswith(claims)
    lines = page.locator("#statements tbody tr").count()
    assert page.locator("#statements caption").inner_text() == f"{lines} lines"
    assert page.locator("#status").inner_text().startswith(f"{lines} of {lines} lines shown")
    stances = page.locator(".facet", has_text="Stance").locator("output").all_inner_texts()
    assert sum(map(int, stances)) == lines
    visited.go("view=summary")
    disputed = f"{len(brief.disputes)} points in dispute"
    assert page.locator(".lead").inner_text().startswith(f"{lines} lines by ")
    assert page.locator(".lead").inner_text().endswith(f"; {disputed}.")
    visited.go("view=claims")
    headings = page.locator("#panel h2").all_inner_texts()
    assert f"points in dispute ({len(brief.disputes)})" in [heading.casefold() for heading in headings]
    assert visited.complaints == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_on_somebody_counts_as_python_does(visited: Visit, output: Output) -> None:
    profiles = output.kg.profiles()
    page = visited.open("#who")
    for standing in profiles.rank()[:6]:
        visited.go(f"who/{standing.who.iri.removeprefix(output.kg.base_iri)}")
        profile = profiles.make(standing.who.iri)
        counted = page.locator(".counts").inner_text()
        own = f"{profile.own} own claim{'' if profile.own == 1 else 's'}"
        assert counted.startswith(own)
        if profile.own > profile.without_repeats:
            assert f"{profile.without_repeats} without what articles repeat" in counted
        assert f"by {profile.sources} source" in counted or not profile.sources
        assert f"{profile.mentions} mention" in counted
