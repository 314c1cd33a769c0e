"""The page answers questions with the claims that SPARQL finds, finds words, and gives the command for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby
from urllib.parse import parse_qs, urlencode

import pytest
from answers import VALUES, load_articles
from axe_playwright_python.sync_playwright import Axe
from pages import SCHEMES, SIZES, Visit
from pyoxigraph import NamedNode, Store
from shore import build_shore

from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE
from graphkit.query.catalogue import NamedQuery, named
from graphkit.query.evaluation import run
from graphkit.visualisation import render_html
from graphkit.visualisation.questions import read_page_entry

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWERED = [question for question in named() if question.page]
FILLED: list[tuple[str, Mapping[str, str]]] = [
    *((question.name, VALUES.get(question.name, {})) for question in ANSWERED),
    ("who-said-what", {"who": "NORVIK"}),
    ("who-said-what", {"act": "asks"}),
    ("who-said-what", {"document": "Who sold the quay?"}),
    ("who-denies-what", {"who": "Corvo"}),
    ("who-said-what-about", {"about": "Quist", "who": "One insider"}),
    ("claims-by-quotation", {"quotation": "direct", "who": "Leif"}),
    ("demands", {"of": "Norvik"}),
    ("addressees", {"whom": "Norvik", "act": "demands"}),
]


def address(question: str, values: Mapping[str, str]) -> str:
    return "#" + urlencode({"view": "ask", "question": question, "blanks": "?" + urlencode(values)})


@cache
def page_of(question: str) -> str:
    return render_html(load_articles(question), title="The quay", texts={})


@cache
def shore() -> KnowledgeGraph:
    return build_shore()


@cache
def shore_page() -> str:
    kg = shore()
    return render_html(kg.store, title="The shore", texts=kg.texts)


@pytest.fixture
def at_shore(visit: Callable[..., Visit]) -> Visit:
    return visit(shore_page())


def find_claims(store: Store, question: NamedQuery, values: Mapping[str, str]) -> set[str]:
    rows = run(store, question.name, dict(values)).rows
    cells = (cell.value for row in rows for cell in row if isinstance(cell, NamedNode))
    return {cell.removeprefix(BASE) for cell in cells if "/claim/" in cell}


def test_the_page_finds_the_claims_that_sparql_finds(visit: Callable[..., Visit]) -> None:
    for html, asked in groupby(sorted(FILLED, key=lambda one: page_of(one[0])), key=lambda one: page_of(one[0])):
        visited = visit(html)
        page = visited.open("#view=ask")
        for name, values in asked:
            question = next(one for one in ANSWERED if one.name == name)
            expected = find_claims(load_articles(name), question, values)
            visited.go(address(name, values)[1:])
            links = page.locator(".answers footer a").evaluate_all("all => all.map((one) => one.hash.slice(1))")
            assert {parse_qs(link)["reading"][0] for link in links} == expected, (name, values)
            assert expected or not values, name


def test_what_the_page_answers_takes_every_value() -> None:
    for question in ANSWERED:
        entry = read_page_entry(question)
        assert entry is not None
        assert set(entry["given"]) == {parameter.name for parameter in question.parameters}


def test_a_sentence_is_filled_in_with_the_keyboard(at_shore: Visit) -> None:
    page = at_shore.open("#view=ask")
    page.get_by_role("button", name="Where do articles say").click()
    assert page.evaluate("document.activeElement.name") == "words"
    page.locator("summary", has_text="What kind of claim").click()
    page.get_by_role("button", name="What does anybody deny?").click()
    field = page.get_by_role("combobox", name="who")
    assert page.evaluate("document.activeElement.name") == "who"
    field.press_sequentially("norv")
    page.get_by_role("option", name="Norvik Ltd").wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    assert field.input_value() == "Norvik Ltd"
    field.press("Enter")
    page.locator("h3", has_text="1 claim by 1 source, in 1 article").wait_for()
    assert page.locator(".answers mark.content").inner_text() == "the accusation"
    assert page.locator(".answers .saying").inner_text() == "Norvik Ltd denies"
    assert "blanks=%3Fwho%3DNorvik" in page.url
    assert at_shore.complaints == []


def test_a_name_in_an_answer_leads_to_the_page_on_whoever_bears_it(at_shore: Visit) -> None:
    page = at_shore.open(address("who-denies-what", {"who": "norvik ltd"}))
    page.locator(".answers .saying a").click()
    page.locator("h2", has_text="Norvik Ltd").wait_for()
    assert "#who/" in page.url
    page.go_back()
    page.locator(".answers .saying a").wait_for()


def test_an_answer_is_copied_and_leads_to_its_article(at_shore: Visit) -> None:
    page = at_shore.open(address("who-denies-what", {"who": "norvik ltd"}))
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    page.locator(".answers footer a").click()
    page.locator("#sheet .paper").wait_for()


def test_nothing_found_and_nobody_of_that_name_are_two_sentences(at_shore: Visit) -> None:
    page = at_shore.open(address("who-denies-what", {"who": "Tom Hale"}))
    outcome = page.locator(".outcome")
    assert outcome.locator("h3").inner_text() == "Nothing was read that answers this."
    assert "What does Tom Hale deny?" in outcome.inner_text()
    outcome.get_by_role("button", name="What does anybody deny?").click()
    page.locator("h3", has_text="1 claim").wait_for()
    at_shore.go(address("who-denies-what", {"who": "Norvick"})[1:])
    assert outcome.locator("h3").inner_text() == "This cannot be asked."
    assert "Nobody and nothing here is called ‘Norvick’." in outcome.inner_text()
    outcome.get_by_role("button", name="Norvik Ltd").click()
    page.locator("h3", has_text="1 claim").wait_for()


def test_what_the_page_cannot_answer_it_gives_as_a_command(at_shore: Visit) -> None:
    page = at_shore.open("#view=ask")
    answered = len(ANSWERED) + 1
    assert f"It answers {answered} of {len(named()) + 1} questions itself" in page.locator(".opening").inner_text()
    page.locator("summary", has_text="Who is against whom 0 of 7 here").click()
    page.locator("li", has_text="Who disputes what").filter(has_text="by command").get_by_role("button").click()
    # before anything is filled in
    assert page.locator(".limit b").inner_text() == "This file alone cannot answer that."
    assert page.locator(".asked").get_by_role("button").inner_text() == "Show the command"
    at_shore.go(address("disputes", {"who": "Mara Lind's"})[1:])
    assert page.locator(".outcome h3").inner_text() == "The graph answers:"
    assert page.locator(".outcome pre").inner_text() == """graphkit query out disputes --bind 'who=Mara Lind'"'"'s'"""
    page.get_by_role("button", name="Copy the command").click()
    page.get_by_role("button", name="Copied").wait_for()


@pytest.mark.parametrize(
    "typed",
    ["storm", "STORM employees", '"storm of Halden"', "storm -employees", "employ*", "employees OR guard", "submarine"],
)
def test_words_are_found_as_the_command_finds_them(at_shore: Visit, typed: str) -> None:
    page = at_shore.open(address("words", {"words": typed}))
    result = shore().search(typed, limit=99)
    expected = {(hit.article.title, one.sentence.text) for hit in result.hits for one in hit.sentences}
    shown = page.locator(".answers > li").evaluate_all(
        "all => all.flatMap((one) => [...one.querySelectorAll('blockquote p')].map("
        "(sentence) => [one.querySelector('h4').textContent, sentence.textContent]))"
    )
    assert {tuple(pair) for pair in shown} == expected
    assert page.locator(".outcome h3").inner_text().startswith("2 of 2" if len(result.hits) == 2 else ("1", "Nothing"))


def test_words_are_found_whatever_their_case_and_accents(visit: Callable[..., Visit]) -> None:
    text = "😀 He said <b>the CAFÉ</b> d’Été\x1b[2J was \u202eshut. It rained."
    kg = shore()
    document = next(iter(kg.texts))
    page = visit(render_html(kg.store, title="x", texts={document: text})).open(address("words", {"words": "cafe ete"}))
    assert page.locator("mark.found").all_inner_texts() == ["CAFÉ", "Été"]
    assert page.locator("#sheet b:has-text('the CAFÉ')").count() == 0


def test_whatever_is_typed_is_no_mistake(at_shore: Visit) -> None:
    page = at_shore.open("#view=ask")
    for typed in ('"', "-", "(((", "[a-z", "\\", "*", "<img src=x onerror=alert(1)>"):
        at_shore.go(address("words", {"words": typed})[1:])
        assert page.locator(".outcome h3").count() == 1, typed
        assert page.locator("#sheet img").count() == 0
        assert at_shore.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_to_object_to(visit: Callable[..., Visit], scheme: str, size: tuple[int, int]) -> None:
    visited = visit(shore_page(), color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page = visited.open("#view=ask")
    page.evaluate(Axe().axe_script)
    for fragment in (
        "#view=ask",
        address("who-said-what", {}),
        address("words", {"words": "storm"}),
        address("disputes", {}),
        address("who-denies-what", {"who": "Norvick"}),
    ):
        visited.go(fragment[1:])
        violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
