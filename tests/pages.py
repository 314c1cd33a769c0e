"""What the tests of the page share: a visit in a real browser, and the page's data as it was written."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWS = ("summary", "claims", "who", "matrix", "table", "timeline", "chain", "article")
PICTURES = ("claims", "who")
PARTS = ("source", "cue", "content")


class Visit:
    """An open page, with all that it asked for and complained of."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def open(self, fragment: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + fragment)
        self.page.wait_for_selector("[data-ready]")
        return self.page

    def go(self, fragment: str) -> None:
        """Change the fragment and wait until the page has followed."""
        self.page.evaluate(
            "fragment => new Promise(done => { addEventListener('hashchange', () => setTimeout(done, 0), {once: true});"
            " location.hash = fragment; })",
            fragment,
        )


def heading(page: Page) -> str:
    return page.locator("#panel h3").inner_text() if page.locator("#panel h3").count() else ""


def find_pixel(page: Page, colour: tuple[int, int, int], below: int = 0) -> tuple[float, float]:
    """Find a point of the canvas just below and right of the first that is drawn in a colour."""
    image = pytest.importorskip("PIL.Image", reason="needs Pillow")
    box = page.locator("#network").bounding_box()
    assert box
    shot = image.open(io.BytesIO(page.locator("#network").screenshot())).convert("RGB")
    pixels = shot.load()
    for y in range(10, shot.height - 10):
        for x in range(10, shot.width - 10):
            if pixels[x, y] == colour and pixels[x + 1, y] == colour:
                return box["x"] + x + below, box["y"] + y + below
    raise AssertionError(f"nothing is drawn in {colour}")


def read_table(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a table of the page's data; what a row leaves off is None."""
    fields = table["fields"]
    return [dict(zip(fields, [*row, *[None] * (len(fields) - len(row))], strict=True)) for row in table["rows"]]
