"""Large graphs: they open on a part, and the rest is found."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from crowd import make_crowd as make_news
from pages import VIEWS, Visit, count_shown, heading, read_svg, save
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.model.vocabulary import GK, RDF, SCHEMA, SKOS, XSD, Addresses
from graphkit.visualisation import render_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def make_crowd(claims: int) -> Store:
    """Make a graph of many claims, few of them contested."""
    store, addresses, key = Store(), Addresses(), "f" * 16
    doc = NamedNode(addresses.document(key))
    quads = [Quad(doc, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Document"), doc)]

    def say(s: str, p: str, o: str | Literal) -> None:
        quads.append(Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o, doc))

    for number in range(claims):
        who, claim = addresses.entity(f"p{number % 50}"), addresses.claim(key, f"{number}-{number + 1}")
        say(who, f"{RDF}type", f"{SCHEMA}Person")
        say(who, f"{SKOS}prefLabel", Literal(f"Person {number % 50}"))
        say(claim, f"{RDF}type", f"{GK}Claim")
        say(claim, f"{GK}inDocument", doc.value)
        say(claim, f"{GK}source", who)
        say(
            claim,
            f"{GK}content",
            Literal(f"the thing of number {number // 20 * 20 if number % 20 == 1 else number} happened"),
        )
        say(claim, f"{GK}act", GK + ("denies" if number % 20 == 1 else "asserts"))
        say(claim, f"{GK}stance", GK + ("rejects" if number % 20 == 1 else "affirms"))
        say(claim, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
    store.bulk_extend(quads)
    return store


@pytest.fixture(scope="module")
def thousand() -> str:
    return render_html(make_crowd(1000), title="A crowd")


@pytest.fixture(scope="module")
def corpus() -> str:
    return render_html(make_crowd(10_000), title="A corpus")


def test_a_large_graph_opens_on_a_part_and_shows_the_rest_on_demand(visit: Callable[..., Visit], thousand: str) -> None:
    visited = visit(thousand)
    page = visited.open()
    assert int(page.locator("#status").inner_text().split(" ")[0]) < 60
    page.keyboard.press("/")
    page.keyboard.type("number 777 ")
    page.keyboard.press("Enter")
    assert heading(page) == "the thing of number 777 happened"
    page.locator("#panel .card").first.click()
    assert heading(page).startswith("Person 27 — asserts")
    page.keyboard.press("Escape")
    page.locator("#all").click()
    assert page.locator("#status").inner_text().startswith("1,000 of 1,000")
    assert visited.complaints == []


def test_a_filter_brings_what_the_opening_left_out(visit: Callable[..., Visit], thousand: str) -> None:
    page = visit(thousand).open()
    page.locator("summary", has_text="Act").click()
    page.locator('input[name="act:denies"]').uncheck()
    page.locator('input[name="style:reject"]').uncheck()
    shown = int(page.locator("#status").inner_text().split(" ")[0])
    assert shown >= 8
    page.keyboard.press("Escape")
    page.locator("#network").focus()
    page.keyboard.press("ArrowDown")
    assert heading(page)


def test_of_a_thousand_claims_the_contested_are_shown_and_all_on_demand(
    visit: Callable[..., Visit], thousand: str
) -> None:
    visited = visit(thousand)
    page = visited.open()
    opening = count_shown(page)
    assert 0 < opening < 60
    assert "of 1,000 lines shown" in page.locator("#status").inner_text()
    assert any("number" in words for words in read_svg(page))
    page.get_by_role("button", name="Show all").click()
    assert count_shown(page) == 1000
    assert page.evaluate("document.activeElement.id") == "all"
    visited.open("#" + page.url.split("#")[1])
    assert count_shown(page) == 1000
    page.locator("#all").click()
    assert count_shown(page) == opening
    assert visited.complaints == []


def test_a_long_table_is_shown_part_by_part(visit: Callable[..., Visit], thousand: str) -> None:
    page = visit(thousand).open("#view=table")
    rows = page.locator("#statements tbody tr")
    assert page.locator("#statements caption").inner_text() == "1,000 lines"
    assert rows.count() == 200
    page.get_by_role("button", name="Show more of 1,000").click()
    assert rows.count() == 700
    page.get_by_role("button", name="Show more of 1,000").click()
    assert rows.count() == 1000
    assert page.get_by_role("button", name="Show more of 1,000").count() == 0


def test_what_is_saved_of_a_long_table_is_all_of_it(visit: Callable[..., Visit], thousand: str) -> None:
    page = visit(thousand).open("#view=table")
    rows = list(csv.reader(io.StringIO(save(page, "text=Save as CSV").decode("utf-8-sig"), newline="")))
    assert len(rows) == 1001


def test_a_filter_finds_rows_that_are_not_shown_yet(visit: Callable[..., Visit], thousand: str) -> None:
    page = visit(thousand).open("#view=table")
    page.get_by_label("Filter the rows").fill("number 999 ")
    assert page.locator("#statements caption").inner_text() == "1 line"
    assert "number 999 happened" in page.locator("#statements tbody tr").inner_text()


@pytest.mark.parametrize("view", ["timeline", "chain"])
def test_long_lists_are_shown_part_by_part(visit: Callable[..., Visit], view: str) -> None:
    crowd = make_news(600)
    visited = visit(render_html(crowd.store, title="A crowd", texts=crowd.texts))
    page = visited.open(f"#view={view}&direct=1")
    items = page.locator(".days .card, .chains li")
    assert items.count() == 200
    page.get_by_role("button", name="Show more of").click()
    assert items.count() > 400
    assert visited.complaints == []


def test_what_a_node_is_linked_with_comes_a_dozen_at_a_time(visit: Callable[..., Visit], thousand: str) -> None:
    page = visit(thousand).open()
    page.locator("#search").fill("person 7")
    page.locator("#search").press("Enter")
    page.get_by_role("button", name="In the picture").click()
    assert heading(page) == "Person 7"
    # who is not in the picture does not join it alone
    before = count_shown(page)
    page.get_by_role("button", name=re.compile("Show 8 more linked")).click()
    # of some of them others are there too
    assert count_shown(page) >= before + 8
    assert page.get_by_role("button", name=re.compile("more linked")).count() == 0


def test_the_summary_of_a_corpus_of_thousands_says_how_to_narrow_it(visit: Callable[..., Visit], corpus: str) -> None:
    visited = visit(corpus)
    page = visited.open("#view=summary")
    assert page.locator("canvas").count() == 0
    sheet = page.locator("#sheet").inner_text()
    assert "10,000 lines by 50 parties from 1 article; 500 points in dispute." in sheet
    for hint in ("search with /", "use the filters", "only"):
        assert hint in sheet
    page.locator("#sheet section", has_text="In dispute").get_by_role("button").first.click()
    assert page.locator('#views [aria-pressed="true"]').get_attribute("data-view") == "claims"
    assert heading(page).startswith("the thing of number")
    assert 0 < count_shown(page) < 200
    page.keyboard.press("/")
    page.keyboard.type("number 7777 ")
    page.keyboard.press("Enter")
    assert heading(page) == "the thing of number 7777 happened"
    assert visited.complaints == []


def test_every_view_of_a_corpus_of_thousands_keeps_to_what_can_be_read(
    visit: Callable[..., Visit], corpus: str
) -> None:
    visited = visit(corpus)
    page = visited.open()
    # all stands in one article here, and there it is all shown
    for view in set(VIEWS) - {"article"}:
        visited.go(f"view={view}")
        assert page.locator('#views [aria-pressed="true"]').get_attribute("data-view") == view
        assert page.evaluate("document.querySelectorAll('*').length") < 12_000
    assert visited.complaints == []
