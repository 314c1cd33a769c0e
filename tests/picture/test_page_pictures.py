"""The two drawn views: what a click on them opens, how they are walked, and what is saved of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pages import Visit, find_pixel, heading

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTESTED, REJECT = (199, 119, 0), (184, 66, 10)


def test_a_click_on_a_box_and_on_a_line_fills_the_panel(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.mouse.click(*find_pixel(page, CONTESTED, below=8))
    assert "contested" in page.locator("#panel .chip.contested").inner_text().casefold()
    assert page.locator("#panel .card").count() >= 2
    page.keyboard.press("Escape")
    page.mouse.click(*find_pixel(page, REJECT))
    assert page.locator("#panel dl").inner_text().count("rejects") == 1
    assert page.locator("#sentence mark").count() >= 2


def test_two_visits_see_the_same_picture(visit: Callable[..., Visit], html: str) -> None:
    for view in ("claims", "who"):
        shots = []
        for _ in range(2):
            page = visit(html).open(f"#view={view}")
            shots.append(page.locator("#network").screenshot())
        assert shots[0] == shots[1]


def test_the_picture_is_walked_with_the_keyboard(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.locator("#network").focus()
    seen = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        seen.append(heading(page))
    page.keyboard.press("ArrowUp")
    assert len(set(seen)) == 3
    assert heading(page) == seen[1]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_the_picture_is_saved_as_png(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    with page.expect_download() as download:
        page.locator("#png").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert download.value.suggested_filename == "graph-claims.png"
