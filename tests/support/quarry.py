"""Two invented articles on a quarry, as the network, the analysis and the picture are tested on them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from paths import DATA
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphkit.model.vocabulary import BASE, DCTERMS, GK, SKOS, XSD, Addresses

__all__ = ["hostile", "odd", "payloads", "quarry", "rotated", "texts"]

PICTURE = DATA / "picture"


@pytest.fixture(scope="session")
def quarry() -> Store:
    store = Store()
    store.bulk_load(path=str(PICTURE / "quarry.trig"), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    addresses = Addresses(BASE)
    files = sorted((PICTURE / "texts").glob("*.txt"))
    return {addresses.document(file.stem): file.read_bytes().decode() for file in files}


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    """Give texts that try to run, to break out, or to turn the line around."""
    payloads: list[str] = json.loads((PICTURE / "hostile.json").read_text(encoding="utf-8"))
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
