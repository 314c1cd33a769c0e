"""Whatever the news holds, the page runs nothing of it and asks for nothing."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from pages import PICTURES, SCHEMES, SIZES, SOME_VIEWS, VIEWS, Visit, heading, read_ids, read_table, save
from pyoxigraph import NamedNode, Store

from graphkit.visualisation import Page, render_html
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("view", SOME_VIEWS)
def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    visit: Callable[..., Visit], html: str, view: str
) -> None:
    visited = visit(html)
    page = visited.open(f"#view={view}")
    page.wait_for_load_state("load")
    assert [url for url in visited.requests if url != "about:blank"] == [visited.file.as_uri()]
    assert visited.complaints == []
    assert page.locator("h1").count() == 1
    assert page.locator("canvas").count() == (1 if view in PICTURES else 0)
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    assert page.locator(f'#views [data-view="{view}"]').get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_every_look_it_asks_for_nothing_and_complains_of_nothing(
    visit: Callable[..., Visit], html: str, scheme: str, size: tuple[int, int]
) -> None:
    visited = visit(html, color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page = visited.open()
    node, reading = "node=entity%2Fhalden-stone", "reading=doc%2Fd940d12c124ca508%2Fclaim%2F320-374"
    for view in VIEWS:
        visited.tour([f"view={view}", f"view={view}&{node}", f"view={view}&{reading}"])
        assert page.locator("#panel h3").count() == 1
        assert page.locator("h1").count() == 1
        assert page.locator("canvas:visible").count() == (1 if view in PICTURES else 0)
    assert visited.foreign_requests() == []
    assert visited.complaints == []


@pytest.mark.parametrize(
    ("which", "with_text"),
    [
        ("hostile", True),
        pytest.param("odd", True, marks=pytest.mark.nightly),
        pytest.param("hostile", False, marks=pytest.mark.nightly),
        pytest.param("rotated", True, marks=pytest.mark.nightly),
        pytest.param("rotated", False, marks=pytest.mark.nightly),
    ],
)
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
    things = [(kind, id_) for kind, ids in read_ids(data).items() for id_ in ids]
    found = visited.tour([f"{kind}={quote(id_, safe='')}" for kind, id_ in things])
    others = [view for view in VIEWS if view != "claims"]
    # each thing in one more view, each view with some of every kind
    more = visited.tour(
        [f"view={view}" for view in others]
        + [f"view={others[at % len(others)]}&{kind}={quote(id_, safe='')}" for at, (kind, id_) in enumerate(things)]
    )
    pages = [f"who/{quote(id_, safe='')}" for kind, id_ in things if kind == "node" and "/doc/" not in f"/{id_}"]
    profiles = visited.tour(["who", *pages])
    page.keyboard.press("/")
    page.keyboard.type("<")
    page.keyboard.press("Escape")
    assert page.evaluate("typeof window.pwned") == "undefined"
    tags = found.tags | more.tags | profiles.tags
    assert not {"img", "iframe", "object", "embed", "base", "link", "form", "math", "video", "audio", "i"} & tags
    assert found.drawn | more.drawn | profiles.drawn <= {
        "svg",
        "line",
        "path",
        "circle",
        "rect",
        "text",
        "g",
        "title",
        "desc",
    }
    assert page.locator("script").count() == 4
    assert page.locator("style").count() == 1
    assert not any(name.startswith("on") for name in found.attributes | more.attributes | profiles.attributes)
    assert all(link.startswith(("#", "http://", "https://")) for link in found.links | more.links | profiles.links)
    assert visited.complaints == []
    assert visited.foreign_requests() == []


def test_only_links_to_the_web_can_be_clicked(visit: Callable[..., Visit], odd: Store) -> None:
    visited = visit(render_html(odd, title="x"))
    page = visited.open()
    nodes = read_table(payload(compose(odd), title="x", texts={})["nodes"])
    schemes = {node["link"].split(":")[0]: node["id"] for node in nodes if node["link"]}
    assert set(schemes) == {"javascript", "data", "vbscript", "https"}
    for scheme, id_ in schemes.items():
        visited.go(f"node={quote(id_, safe='')}")
        links = page.locator("#panel a[target]")
        assert links.count() == (scheme == "https")
        if scheme == "https":
            assert links.get_attribute("rel") == "noopener noreferrer"


def test_names_that_hold_what_addresses_are_made_of_are_found_again(visit: Callable[..., Visit], odd: Store) -> None:
    visited = visit(render_html(odd, title="x"))
    page = visited.open()
    page.locator("#panel .card").first.click()
    seen = heading(page)
    fragment = page.url.split("#", 1)[1]
    page = visited.open(f"#{fragment}")
    assert heading(page) == seen
    assert page.url.split("#", 1)[1] == fragment


@pytest.mark.parametrize("which", ["html", "hostile", "odd"])
def test_a_picture_saved_as_svg_is_shapes_and_text(
    visit: Callable[..., Visit], request: pytest.FixtureRequest, payloads: list[str], which: str
) -> None:
    given = request.getfixturevalue(which)
    page = visit(given if which == "html" else render_html(given, title="".join(payloads))).open()
    for view in PICTURES:
        page.locator(f'#views [data-view="{view}"]').click()
        root = ElementTree.fromstring(save(page, "#svg"))
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "rect",
            "path",
            "text",
        }
        names = {name for element in root.iter() for name in element.attrib}
        assert not any(name.startswith("on") or name.endswith("href") or name == "style" for name in names)


@pytest.mark.parametrize("which", ["html", "hostile", "odd"])
def test_a_table_saved_as_csv_holds_no_formula(
    visit: Callable[..., Visit], request: pytest.FixtureRequest, which: str
) -> None:
    given = request.getfixturevalue(which)
    page = visit(given if which == "html" else render_html(given, title="x")).open("#view=table")
    rows = list(csv.reader(io.StringIO(save(page, "text=Save as CSV").decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {9}
    assert len(rows) > 20
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("which", ["html", "hostile"])
def test_from_a_server_it_asks_for_itself_alone(
    visit: Callable[..., Visit], request: pytest.FixtureRequest, which: str
) -> None:
    given = request.getfixturevalue(which)
    visited = visit(given if which == "html" else render_html(given, title="x"))
    with serve(visited.file.parent) as (address, asked):
        visited.page.goto(f"{address}/graph.html")
        visited.page.wait_for_selector("[data-ready]")
        visited.tour([f"view={view}" for view in VIEWS])
    assert set(asked) <= {"/graph.html", "/favicon.ico"}
    assert asked.count("/graph.html") == 1
    assert visited.complaints == []
    assert visited.page.evaluate("typeof window.pwned") == "undefined"


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder on this machine; give the address, and the paths that are asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path == "/favicon.ico":
                self.send_response(204)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests' output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_hostile_text_does_not_leave_the_frame_of_a_notebook(visit: Callable[..., Visit], hostile: Store) -> None:
    shown = Page(html=render_html(hostile, title="x"))._repr_html_()
    visited = visit(f"<!doctype html><title>A notebook</title>{shown}")
    visited.page.goto(visited.file.as_uri())
    inside = visited.page.frame_locator("iframe")
    inside.locator("[data-ready]").wait_for(state="attached")
    for view in VIEWS:
        inside.locator(f'#views [data-view="{view}"]').click()
    inside.locator('#views [data-view="claims"]').click()
    inside.locator("#panel .card").first.click()
    assert inside.locator("#panel h3").count() == 1
    assert visited.page.evaluate("typeof window.pwned") == "undefined"
    assert visited.page.frames[1].evaluate("typeof window.pwned") == "undefined"
    assert visited.complaints == []
    assert visited.foreign_requests() == []


def test_it_opens_in_a_frame_that_is_locked_down(visit: Callable[..., Visit], html: str) -> None:
    from html import escape

    size = "width=1200 height=700"
    frame = f'<!doctype html><iframe {size} sandbox="allow-scripts allow-downloads" srcdoc="{escape(html)}"></iframe>'
    visited = visit(frame)
    visited.page.goto(visited.file.as_uri())
    inside = visited.page.frame_locator("iframe")
    inside.locator("[data-ready]").wait_for(state="attached")
    name = inside.locator(".stand a").first.inner_text()
    inside.locator(".stand a").first.click()
    assert inside.locator(".headline").inner_text().casefold() == name.casefold()
    assert visited.complaints == []
