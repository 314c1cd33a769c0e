"""What the tests of the page share: a visit in a real browser, and the page's data as it was written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from tiers import nightly

from graphkit.visualisation import PAGE_VIEWS
from graphkit.visualisation.views import load_pictures

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWS = PAGE_VIEWS
SOME_VIEWS = [*VIEWS[:3], *nightly(VIEWS[3:])]
PICTURES = tuple(load_pictures())
SCHEMES = ["light", *nightly(["dark"])]
SIZES = [(1400, 900), *nightly([(390, 844)])]
PARTS = ("source", "cue", "content")


KEEP_CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (t) => { window.kept = t; } } })"
)
"""Keeps what a button copies in `window.kept`: a page from a file may not use the clipboard of the system."""


class Visit:
    """An open page, with all that it asked for and complained of."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        page.set_default_timeout(30_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def open(self, fragment: str = "#view=claims") -> Page:
        """Open the page at a fragment; a test of the picture need not name it."""
        if self.page.url != "about:blank":
            # another fragment alone would not load the page anew
            self.page.goto("about:blank", wait_until="commit")
        self.page.goto(self.file.as_uri() + fragment, wait_until="commit")
        self.page.wait_for_selector("[data-ready]", state="attached")
        return self.page

    def go(self, fragment: str) -> None:
        """Change the fragment and wait until the page has followed."""
        self.page.evaluate(_GO, fragment)

    def tour(self, fragments: Sequence[str]) -> Found:
        """Go to one fragment after another; give what elements, attributes and links there were on the way."""
        found = self.page.evaluate(_TOUR.replace("GO", _GO), fragments)
        return Found(**{name: frozenset(values) for name, values in found.items()})

    def foreign_requests(self) -> list[str]:
        """Give what was asked for besides the page itself."""
        own = {self.file.as_uri(), "about:blank"}
        return [url for url in self.requests if url.split("#")[0] not in own]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a tour met: names of elements (those within SVG apart), names of attributes, targets of links."""

    tags: frozenset[str]
    drawn: frozenset[str]
    attributes: frozenset[str]
    links: frozenset[str]


# the page replaces its own fragment without an event; what is set from outside comes with one
_GO = """
(fragment) => new Promise((done) => {
  const before = location.href;
  location.hash = fragment;
  if (location.href === before) done();
  else addEventListener("hashchange", () => setTimeout(done, 0), { once: true });
})
"""
_TOUR = """
async (fragments) => {
  const go = GO;
  const found = { tags: new Set(), drawn: new Set(), attributes: new Set(), links: new Set() };
  for (const fragment of fragments) {
    await go(fragment);
    for (const element of document.querySelectorAll("*")) {
      found[element.closest("svg") ? "drawn" : "tags"].add(element.tagName.toLowerCase());
      for (const name of element.getAttributeNames()) found.attributes.add(name);
      for (const name of ["href", "xlink:href", "src", "action"]) {
        if (element.hasAttribute(name)) found.links.add(element.getAttribute(name));
      }
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, [...values]]));
}
"""


def save(page: Page, button: str) -> bytes:
    """Click a button that saves a file; give the file."""
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_bytes()


def read_svg(page: Page) -> list[str]:
    """Save the picture as SVG; give the words that are drawn in it."""
    root = ElementTree.fromstring(save(page, "#svg"))
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def count_shown(page: Page) -> int:
    """Give how many statements the page says that it shows."""
    return int(page.locator("#status").inner_text().split(" ")[0].replace(",", ""))


def heading(page: Page) -> str:
    return page.locator("#panel h3").inner_text() if page.locator("#panel h3").count() else ""


def is_pressed(page: Page, view: str) -> bool:
    """Tell whether a view is the one that its button says is shown."""
    return page.locator(f'#views [data-view="{view}"]').get_attribute("aria-pressed") == "true"


def find_pixel(page: Page, colour: tuple[int, int, int], below: int = 0) -> tuple[float, float]:
    """Find a point of the canvas just below and right of the first that is drawn in a colour."""
    image = pytest.importorskip("PIL.Image", reason="needs Pillow")
    box = page.locator("#network").bounding_box()
    assert box
    shot = image.open(io.BytesIO(page.locator("#network").screenshot())).convert("RGB")
    pixels, wide = shot.tobytes(), 3 * shot.width
    for y in range(10, shot.height - 10):
        at = pixels.find(bytes(colour) * 2, y * wide + 30, (y + 1) * wide - 30)
        while at >= 0 and (at - y * wide) % 3:
            at = pixels.find(bytes(colour) * 2, at + 1, (y + 1) * wide - 30)
        if at >= 0:
            return box["x"] + (at - y * wide) // 3 + below, box["y"] + y + below
    raise AssertionError(f"nothing is drawn in {colour}")


def read_ids(data: dict[str, Any]) -> dict[str, list[str]]:
    """Give the ids of the nodes and the readings of a page's data, as its addresses have them."""
    articles = [row["id"] for row in read_table(data["articles"])]
    readings = [
        f"{articles[row['article']]}/{row['id']}" if row["article"] >= 0 else row["id"]
        for row in read_table(data["readings"])
    ]
    return {"node": [row["id"] for row in read_table(data["nodes"])], "reading": readings}


def read_table(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a table of the page's data; what a row leaves off is None."""
    fields, words = table["fields"], table.get("words", {})
    rows = [dict(zip(fields, [*row, *[None] * (len(fields) - len(row))], strict=True)) for row in table["rows"]]
    return [{f: words[f][v] if f in words and isinstance(v, int) else v for f, v in row.items()} for row in rows]
