"""How the page looks: colours that stand out, light and dark, on a phone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pages import PICTURES, SCHEMES, SIZES, VIEWS, Visit, heading
from paths import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOTS = ROOT / "out" / "screenshots"


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


def test_a_dark_system_is_met_with_a_dark_page_that_can_be_made_light(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, color_scheme="dark").open()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"
    page.get_by_role("button", name="Light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    assert page.get_by_role("button", name="Dark").count() == 1


def test_on_paper_there_are_no_buttons_to_press(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html, color_scheme="dark")
    page = visited.open()
    for view in VIEWS:
        visited.go(f"view={view}&node=entity%2Fhalden-stone")
        page.emulate_media(media="print")
        for part in ("#legend", "#views", "#search", "#theme", "#foot", "#close"):
            assert page.locator(part).first.is_hidden(), (view, part)
        assert page.locator("h1").is_visible()
        assert page.locator("#panel h3").inner_text() == "Halden Stone"
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        assert len(printed) > 10_000
        page.emulate_media(media="screen")
        # paper is light; the screen is as it was
        assert page.evaluate("document.documentElement.dataset.theme") == "dark", view


def test_what_is_printed_is_light_and_whole(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, color_scheme="dark").open()
    page.evaluate("addEventListener('beforeprint', () => { window.printed = document.documentElement.dataset.theme; })")
    page.pdf()
    assert page.evaluate("window.printed") == "light"


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_is_printed_on_one_page_with_its_marks(
    visit: Callable[..., Visit], html: str, view: str, landscape: bool
) -> None:
    page = visit(html).open(f"#view={view}")
    page.evaluate(
        "addEventListener('beforeprint', () => { window.marks = document.querySelector('.marks').textContent; })"
    )
    printed = page.pdf(format="A4", landscape=landscape, prefer_css_page_size=False)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    for mark in ("rejects", "person", *(["hearsay"] if view == "claims" else [])):
        assert mark in page.evaluate("window.marks")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_view_shows_something(visit: Callable[..., Visit], html: str, scheme: str, size: tuple[int, int]) -> None:
    image = pytest.importorskip("PIL.Image", reason="needs Pillow")
    visited = visit(html, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = visited.open()
    SHOTS.mkdir(parents=True, exist_ok=True)
    seen = set()
    for view in VIEWS:
        visited.go(f"view={view}")
        # a frame after the last change everything is painted
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
        shot = page.screenshot(path=SHOTS / f"{view}-{size[0]}x{size[1]}-{scheme}.png")
        seen.add(shot)
        stage = page.locator("#stage").bounding_box()
        assert stage
        shown = image.open(io.BytesIO(shot)).convert("RGB")
        assert shown.size == size
        part = shown.crop((int(stage["x"]), int(stage["y"]), int(stage["x"] + stage["width"]), size[1]))
        assert len(part.getcolors(1 << 24)) > 60, view
        most = max(number for number, _ in part.getcolors(1 << 24))
        assert most < 0.985 * part.width * part.height, view
    assert len(seen) == len(VIEWS)


def test_on_a_phone_the_days_of_the_timeline_can_be_read(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, viewport={"width": 390, "height": 844}).open("#view=timeline")
    ticks = page.locator(".chart .tick")
    heights = ticks.evaluate_all("ticks => ticks.map(tick => tick.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 10


def test_on_a_phone_the_caption_of_the_matrix_stays_on_the_screen(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, viewport={"width": 390, "height": 844}).open("#view=matrix")
    assert page.locator(".matrix").evaluate("table => table.offsetWidth") > 390
    box = page.locator(".matrix caption > span").bounding_box()
    assert box
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_on_a_phone_the_views_take_no_more_than_two_rows(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, viewport={"width": 390, "height": 844}).open("#view=table")
    tops = page.locator("#views button:visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(set(tops)) <= 2


def test_what_is_above_an_article_begins_and_ends_with_it(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=article")
    paper, above = page.locator(".paper").bounding_box(), page.locator(".above").bounding_box()
    assert paper and above
    assert (above["x"], above["width"]) == pytest.approx((paper["x"], paper["width"]), abs=1)


def test_on_a_phone_the_picture_can_be_read(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open()
    assert page.locator("#facets").is_hidden()
    page.locator("#filters > summary").click()
    assert page.locator("#facets").is_visible()
    for button in page.locator("#views button:visible").all():
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
