"""Print how long a picture of 60, 1,000 and 5,000 nodes and of 50,000 claims takes to make, to open and to drag.

    python tests/benchmarks/picture.py [--sizes 60 1000 5000 50000] [--keep FOLDER]

The graphs are made up (tests/support/crowd.py). 'compose' reads the store and gathers the claims, 'lay out' places
everything in both views, 'write' makes and writes the HTML, its own layouts among it. 'open' is from the navigation
until the page is ready and a frame was painted. 'frames' are those a second while the canvas is dragged for three
seconds with everything shown: the median, and the longest that one took. What needs a browser is left out without one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

# in place of this file's own folder, whose 'picture' would hide the package of that name
sys.path.pop(0)
sys.path.insert(0, os.fspath(Path(__file__).resolve().parent.parent / "support"))

from crowd import make_crowd

from graphkit.visualisation.overview import place_overview
from graphkit.visualisation.page import render_page
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import Scene, compose

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_DRAG_SECONDS = 3
_TIMEOUT = 180_000
_ROW = "{:>7} {:>7} {:>7} {:>8} {:>8} {:>8} {:>7} {:>7} {:>9} {:>11}"
_FRAMES = """
() => { window.benchmark = []; (function next(at) { window.benchmark.push(at); requestAnimationFrame(next); })(0); }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How a graph is made up, and whether everything in it is dragged."""

    claims: int
    contents: int | None = None
    speakers: int | None = None
    drag: bool = False


_SIZES = {
    60: Size(claims=60, contents=40, speakers=15),
    1_000: Size(claims=1_150, contents=850, speakers=230),
    5_000: Size(claims=9_200, contents=4_000, speakers=1_200, drag=True),
    50_000: Size(claims=45_500),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the picture.")
    parser.add_argument("--sizes", type=int, nargs="+", choices=sorted(_SIZES), default=sorted(_SIZES))
    parser.add_argument("--keep", type=Path, help="a folder to leave the pages in")
    options = parser.parse_args()
    print(_ROW.format(*"size nodes links compose layout write MB open frames slowest".split()))
    with tempfile.TemporaryDirectory() as folder, _start_browser() as browser:
        for size in options.sizes:
            _measure(size, options.keep or Path(folder), browser)


def _measure(size: int, folder: Path, browser: Browser | None) -> None:
    shape = _SIZES[size]
    crowd = make_crowd(shape.claims, contents=shape.contents, speakers=shape.speakers)
    composed, scene = _time(lambda: compose(crowd.store))
    links = scene.claim_links()
    nodes = {end for link in links for end in (link.source, link.target)}
    placed, _ = _time(lambda: _lay_out(scene))
    file = folder / f"picture-{size}.html"

    def write() -> None:
        page = render_page(payload(scene, title="Made up", texts=crowd.texts))
        file.write_text(page, encoding="utf-8", newline="\n")

    written, _ = _time(write)
    megabytes = file.stat().st_size / 1e6
    opened, frames, slowest = _open(browser, file, shape.drag) if browser else ("-", "-", "-")
    row = (len(nodes), len(links), f"{composed:.2f}", f"{placed:.2f}", f"{written:.2f}", f"{megabytes:.1f}")
    print(_ROW.format(size, *row, opened, frames, slowest), flush=True)


def _lay_out(scene: Scene) -> None:
    place_overview(scene, scene.claim_links())
    place_overview(scene, scene.party_links(), names=True)


def _time[T](work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


@contextmanager
def _start_browser() -> Iterator[Browser | None]:
    names = (os.environ.get("GRAPHKIT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if name and (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        yield None
        return
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root; the pages are our own, from disk
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def _open(browser: Browser, file: Path, drag: bool) -> tuple[str, str, str]:
    """Open a page; give the seconds that took, the frames a second and the slowest frame."""
    from playwright.sync_api import Error

    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(_TIMEOUT)
    try:
        start = time.perf_counter()
        page.goto(f"{file.as_uri()}#picture" if drag else file.as_uri(), wait_until="commit")
        page.wait_for_selector("[data-ready]", state="attached")
        _paint(page)
        opened = f"{time.perf_counter() - start:.2f}"
        return opened, *(_drag(page) if drag else ("", ""))
    except Error as error:
        return f"{type(error).__name__}", "", ""
    finally:
        page.close()


def _paint(page: Page) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


def _drag(page: Page) -> tuple[str, str]:
    page.click("#all")
    _paint(page)
    box = page.locator("#network canvas").first.bounding_box()
    assert box
    # in the middle of the canvas a node may be caught instead; an upper corner is nearly always empty
    x, y = box["x"] + 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_FRAMES)
    end = time.perf_counter() + _DRAG_SECONDS
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + step % 300, y + step % 200)
    page.mouse.up()
    at: list[float] = page.evaluate("() => window.benchmark")
    lasted = [later - earlier for earlier, later in pairwise(at[1:])]
    return f"{1000 / statistics.median(lasted):.1f}/s", f"{max(lasted):.0f} ms"


if __name__ == "__main__":
    main()
