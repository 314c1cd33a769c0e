"""Whatever the news holds, the page runs nothing of it and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import PICTURES, VIEWS, Visit, read_table
from pyoxigraph import NamedNode, Store

from graphkit.visualisation import render_html
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("view", VIEWS)
def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    visit: Callable[..., Visit], html: str, view: str
) -> None:
    visited = visit(html)
    page = visited.open(f"#view={view}")
    assert [url for url in visited.requests if url != "about:blank"] == [visited.file.as_uri()]
    assert visited.complaints == []
    assert page.locator("h1").count() == 1
    assert page.locator("canvas").count() == (1 if view in PICTURES else 0)
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    assert page.locator(f'#views [data-view="{view}"]').get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("which", ["hostile", "rotated"])
@pytest.mark.parametrize("with_text", [True, False])
def test_hostile_text_runs_nothing_and_makes_no_element(
    visit: Callable[..., Visit], request: pytest.FixtureRequest, payloads: list[str], which: str, with_text: bool
) -> None:
    store: Store = request.getfixturevalue(which)
    text = "\n".join(payloads) * 3
    documents = {q.graph_name.value for q in store if isinstance(q.graph_name, NamedNode)}
    texts = dict.fromkeys(documents, text) if with_text else {}
    data = payload(compose(store), title="x", texts=texts)
    visited = visit(render_html(store, title=payloads[1] + payloads[2], texts=texts))
    page = visited.open()
    for view in VIEWS:
        visited.go(f"view={view}")
        for key, kind in (("nodes", "node"), ("readings", "reading")):
            for entry in read_table(data[key])[:: 1 if view == "claims" else 6]:
                visited.go(f"view={view}&{kind}={entry['id'].replace('#', '%23').replace('&', '%26')}")
    page.keyboard.press("/")
    page.keyboard.type("<")
    page.keyboard.press("Escape")
    assert page.evaluate("typeof window.pwned") == "undefined"
    made = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => e.tagName === 'svg' || !e.closest('svg'))"
        ".map(e => e.tagName.toLowerCase())"
    )
    assert not {"img", "iframe", "object", "embed", "base", "link", "form", "math", "video", "audio", "i"} & set(made)
    assert made.count("script") == 4
    assert made.count("style") == 1
    assert page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).every(n => !/^on/.test(n))"
    )
    targets = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert all(target.startswith(("#", "http://www.wikidata.org/entity/Q")) for target in targets)
    assert visited.complaints == []
    assert {url.split("#")[0] for url in visited.requests} <= {visited.file.as_uri(), "about:blank"}


def test_it_opens_in_a_frame_that_is_locked_down(visit: Callable[..., Visit], html: str) -> None:
    from html import escape

    size = "width=1200 height=700"
    frame = f'<!doctype html><iframe {size} sandbox="allow-scripts allow-downloads" srcdoc="{escape(html)}"></iframe>'
    visited = visit(frame)
    visited.page.goto(visited.file.as_uri())
    inside = visited.page.frame_locator("iframe")
    inside.locator("[data-ready]").wait_for(state="attached")
    inside.locator("#panel .card").first.click()
    assert inside.locator("#panel h3").count() == 1
    assert visited.complaints == []
