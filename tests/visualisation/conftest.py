"""What tests of the page share: the browser's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import Visit
from pyoxigraph import Store
from quarry import hostile as hostile
from quarry import odd as odd
from quarry import payloads as payloads
from quarry import quarry as quarry
from quarry import rotated as rotated
from quarry import texts as texts

from graphkit.visualisation import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which checks a page by the rules of WCAG."""
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    script: str = library.Axe().axe_script
    return script


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a context for some options: one for all tests, since a page from disk leaves nothing behind in it."""
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
