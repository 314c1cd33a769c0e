"""What several test modules share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from parses import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_runtest_setup,
    pytest_sessionfinish,
)
from paths import ROOT
from pyoxigraph import Literal, NamedNode, Quad
from sparql import run_oxigraph

from graphkit.model.vocabulary import BASE, DCTERMS, GK, OA, RDF, SCHEMA, SKOS
from graphkit.store import connect

# How long an example takes tells of the machine: the first may load what the others find loaded.
settings.register_profile("graphkit", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)
settings.load_profile("graphkit")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from graphkit.graph import KnowledgeGraph

__all__ = [
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_runtest_setup",
    "pytest_sessionfinish",
]

# Scripts, not tests: doctest would import them.
collect_ignore_glob = ["write_*.py", "benchmarks/*", "support/*"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles, which is no part of the repository."""
    folder = Path(os.environ.get("GRAPHKIT_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no folder {folder} with real articles (GRAPHKIT_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser that is already on the machine."""
    names = (
        os.environ.get("GRAPHKIT_CHROMIUM"),
        "chromium-headless-shell",  # half the time of one with windows
        "chromium",
        "chromium-browser",
        "google-chrome",
    )
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (GRAPHKIT_CHROMIUM names one)")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with api.sync_playwright() as playwright:
        # Chromium refuses its sandbox to root; the pages are our own, from disk
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[str]:
    """The address of a real SPARQL server; every test that uses it starts from nothing by `empty_server`."""
    with run_oxigraph() as url:
        yield url


@pytest.fixture
def empty_server(oxigraph: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a real SPARQL server that holds nothing; the environment says nothing of stores."""
    for name in [name for name in os.environ if name.startswith("GRAPHKIT_STORE_")]:
        monkeypatch.delenv(name)
    server = connect(oxigraph)
    server.update("DROP ALL")
    server.close()
    return oxigraph


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrap lines as for a pipe, however the tests were started."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session", autouse=True)
def without_syncing() -> Iterator[None]:
    """Wait for no disk: what a test writes need not survive a power failure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: None)
        yield


@pytest.fixture(scope="session")
def example_kg() -> KnowledgeGraph:
    """The graph of the example article; only to be read."""
    import graphkit
    from graphkit.files import resources

    return graphkit.build(resources.example())


@pytest.fixture
def small_quads() -> list[Quad]:
    """Make a small graph of two documents by hand, in no order: two entities, a claim, spans."""
    return make_small_quads()


def make_small_quads() -> list[Quad]:
    """Make the quads of `small_quads`."""

    def iri(text: str) -> NamedNode:
        return NamedNode(text if ":" in text.split("/")[0] else BASE + text)

    quads = []
    for key in ("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"):
        graph = iri(f"doc/{key}")

        def say(s: str, p: str, o: NamedNode | Literal, graph: NamedNode = graph) -> None:
            quads.append(Quad(iri(s), NamedNode(p), o, graph))

        say("entity/zhang-jun", f"{GK}opposes", iri("entity/the-report"))
        for slug, label, kind in (("zhang-jun", "Zhang Jun", "Person"), ("the-report", "the report", "CreativeWork")):
            say(f"entity/{slug}", f"{SKOS}prefLabel", Literal(label))
            say(f"entity/{slug}", f"{RDF}type", NamedNode(SCHEMA + kind))
        say(f"doc/{key}", f"{DCTERMS}identifier", Literal(f"{key[:2]}.txt"))
        say(f"doc/{key}", f"{RDF}type", NamedNode(f"{GK}Document"))
        for start, end, exact in ((100, 112, 'firmly "so"\n'), (9, 18, "Zhang Jun"), (20, 26, "<b>&\t")):
            span = f"doc/{key}#char={start},{end}"
            say(span, f"{RDF}type", NamedNode(f"{GK}Span"))
            say(span, f"{OA}start", Literal(start))
            say(span, f"{OA}exact", Literal(exact))
        say(f"doc/{key}/claim/9-112", f"{RDF}type", NamedNode(f"{GK}Claim"))
        say(f"doc/{key}/claim/9-112", f"{GK}source", iri("entity/zhang-jun"))
        say(f"doc/{key}/claim/9-112", f"{GK}about", iri("entity/the-report"))
        say(f"doc/{key}/claim/9-112", f"{GK}content", Literal("firmly"))
        for axis, value in (("act", "opposes"), ("stance", "affirms"), ("polarity", "positive")):
            say(f"doc/{key}/claim/9-112", GK + axis, NamedNode(GK + value))
        for axis, value in (("certainty", "certain"), ("quotation", "mixed")):
            say(f"doc/{key}/claim/9-112", GK + axis, NamedNode(GK + value))
    return quads
