"""How the page looks: colours that stand out, light and dark, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pages import VIEWS, Visit, heading

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_text_stand_out(visit: Callable[..., Visit], html: str, scheme: str) -> None:
    page = visit(html, color_scheme=scheme).open()
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    names = sorted(set(re.findall(r"--([a-z-]+): #", html)))
    tones = page.evaluate(
        "names => { const style = getComputedStyle(document.documentElement);"
        " return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()])); }",
        names,
    )
    for ground in ("bg", "surface"):
        for line in (
            "affirm",
            "reject",
            "allege",
            "relay",
            "contested",
            "node-line",
            "outlet-line",
            "control",
            "focus",
        ):
            assert contrast(tones[line], tones[ground]) >= 3, (line, ground)
        for text in ("ink", "muted", "affirm", "reject", "allege", "relay", "contested-ink"):
            assert contrast(tones[text], tones[ground]) >= 4.5, (text, ground)
    assert contrast(tones["active-ink"], tones["active"]) >= 4.5
    for mark in ("mark", "mark-strong"):
        assert contrast(tones["mark-ink"], tones[mark]) >= 4.5
    for box in ("claim", "work"):
        assert contrast(tones["ink"], tones[box]) >= 4.5


def test_the_theme_can_be_changed(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"


def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html, viewport={"width": 390, "height": 844})
    for view in VIEWS:
        page = visited.open(f"#view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page = visited.open()
    page.locator("#panel .card").first.click()
    panel = page.locator("#panel").bounding_box()
    assert panel
    assert panel["y"] + panel["height"] <= 845
    page.locator("#close").click()
    assert heading(page) == ""
