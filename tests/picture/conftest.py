"""The graph that the tests of the network, the analysis and the picture share: two invented articles on a quarry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import Visit
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphkit.visualisation import render_html
from graphkit.vocabulary import BASE, DCTERMS, GK, SKOS, XSD, Addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

DATA = Path(__file__).resolve().parent.parent / "data" / "picture"


@pytest.fixture(scope="session")
def quarry() -> Store:
    store = Store()
    store.bulk_load(path=str(DATA / "quarry.trig"), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    addresses = Addresses(BASE)
    files = sorted((DATA / "texts").glob("*.txt"))
    return {addresses.document(file.stem): file.read_bytes().decode() for file in files}


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    """Give texts that try to run, to break out, or to turn the line around."""
    payloads: list[str] = json.loads((DATA / "hostile.json").read_text(encoding="utf-8"))
    return payloads


@pytest.fixture(scope="session")
def hostile(quarry: Store, payloads: list[str]) -> Store:
    """Put every payload into every field that holds text."""
    return _refill(quarry, lambda number: "\n".join(payloads))


@pytest.fixture(scope="session")
def rotated(quarry: Store, payloads: list[str]) -> Store:
    """Put one payload into each field that holds text, another into the next."""
    return _refill(quarry, lambda number: payloads[number % len(payloads)])


def _refill(store: Store, fill) -> Store:  # type: ignore[no-untyped-def]
    string = NamedNode(f"{XSD}string")
    other = Store()
    for number, quad in enumerate(sorted(store, key=str)):
        value = quad.object
        if isinstance(value, Literal) and value.datatype == string:
            value = Literal(fill(number))
        other.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return other


@pytest.fixture(scope="session")
def odd(quarry: Store, payloads: list[str]) -> Store:
    """Put text where a term or a day belongs, links that would run, and names that hold what an address is made of."""
    links = ("javascript:window.pwned=1", "data:text/html,pwned", "vbscript:pwned", "https://example.org/'onclick=x")
    terms = {GK + name for name in ("act", "stance", "polarity", "certainty", "quotation", "utteredOn", "mentionKind")}
    terms |= {DCTERMS + name for name in ("issued", "publisher", "identifier", "title", "source")}
    store = Store()
    for number, quad in enumerate(sorted(quarry, key=str)):
        value = quad.object
        if quad.predicate.value in terms or (isinstance(value, Literal) and value.datatype.value == f"{XSD}string"):
            value = Literal(payloads[number % len(payloads)])
        store.add(Quad(_rename(quad.subject), quad.predicate, _rename(value), quad.graph_name))
    for number, quad in enumerate(sorted(store, key=str)):
        if quad.predicate.value == f"{SKOS}prefLabel":
            link = NamedNode(links[number % len(links)])
            store.add(Quad(quad.subject, NamedNode(f"{SKOS}exactMatch"), link, quad.graph_name))
            store.add(Quad(quad.subject, NamedNode(f"{SKOS}altLabel"), Literal(payloads[0]), quad.graph_name))
    return store


def _rename[T](term: T) -> T | NamedNode:
    if isinstance(term, NamedNode) and term.value.startswith(f"{BASE}entity/"):
        return NamedNode(f"{term.value}'+(x);&a=%3Cscript%3E#?view=who&__proto__")
    return term


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give the context of some options: one for all tests, since a page from disk leaves nothing behind in it."""
    made: dict[str, BrowserContext] = {}

    def make(**options: object) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})  # type: ignore[arg-type]
        return made[key]

    yield make
    for context in made.values():
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext], tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    pages = []

    def make(html: str, **options: object) -> Visit:
        file = tmp_path / "graph.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        pages.append(contexts(**options).new_page())
        return Visit(pages[-1], file)

    yield make
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def html(quarry: Store, texts: Mapping[str, str]) -> str:
    return render_html(quarry, title="The quarry", texts=texts)
