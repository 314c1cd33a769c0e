"""Large graphs: they open on a part, and the rest is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Visit, heading
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.visualisation import render_html
from graphkit.vocabulary import GK, RDF, SCHEMA, SKOS, XSD, Addresses

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


def test_a_large_graph_opens_on_a_part_and_shows_the_rest_on_demand(visit: Callable[..., Visit]) -> None:
    visited = visit(render_html(make_crowd(1000), title="A crowd"))
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


def test_a_filter_brings_what_the_opening_left_out(visit: Callable[..., Visit]) -> None:
    page = visit(render_html(make_crowd(1000), title="A crowd")).open()
    page.locator("summary", has_text="Act").click()
    page.locator('input[name="act:denies"]').uncheck()
    page.locator('input[name="style:reject"]').uncheck()
    shown = int(page.locator("#status").inner_text().split(" ")[0])
    assert shown >= 8
    page.keyboard.press("Escape")
    page.locator("#network").focus()
    page.keyboard.press("ArrowDown")
    assert heading(page)
