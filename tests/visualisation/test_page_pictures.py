"""The two drawn views: what a click on them opens, how they are walked, and what is saved of them."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from newsroom import Newsroom
from pages import PICTURES, Visit, count_shown, find_pixel, heading, read_svg, save

from graphkit.visualisation import render_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOCUS = (11, 87, 208)
SVG = "{http://www.w3.org/2000/svg}"

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


@pytest.mark.parametrize("view", PICTURES)
def test_escape_and_a_click_beside_everything_clear_the_selection(
    visit: Callable[..., Visit], html: str, view: str
) -> None:
    page = visit(html).open(f"#view={view}&node=entity%2Fhalden-stone")
    assert heading(page) == "Halden Stone"
    page.keyboard.press("Escape")
    assert heading(page) == ""
    assert "node" not in page.url
    page.locator("#panel .card").first.click()
    assert heading(page)
    box = page.locator("#network").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    page.wait_for_function("!document.body.hasAttribute('data-selected')")
    assert heading(page) == ""


def test_the_pointer_brings_the_whole_wording(visit: Callable[..., Visit]) -> None:
    content = f"the {'very ' * 40}long dust has harmed everybody"
    news = Newsroom()
    document = news.write(f"Ann said {content}. Bob denied {content}.")
    news.claim(document, "Ann", "said", content, who=news.name(document, "Ann"))
    news.claim(document, "Bob", "denied", content, who=news.name(document, "Bob"), act="denies")
    page = visit(render_html(news.store, title="x", texts=news.texts)).open()
    assert not any("everybody" in line for line in read_svg(page))
    page.mouse.move(*find_pixel(page, CONTESTED, below=8))
    hint = page.locator("#hint")
    hint.wait_for()
    assert hint.inner_text() == f"Claim: {content}"
    frame, place = page.locator("#network").bounding_box(), hint.bounding_box()
    assert frame and place
    assert frame["x"] <= place["x"] and place["x"] + place["width"] <= frame["x"] + frame["width"]
    page.mouse.move(*find_pixel(page, REJECT))
    page.wait_for_function("document.getElementById('hint').textContent.startsWith('Bob — denies — ')")
    page.mouse.move(2, 2)
    hint.wait_for(state="hidden")


@pytest.mark.parametrize("view", PICTURES)
def test_a_png_is_twice_as_sharp_as_the_screen(visit: Callable[..., Visit], html: str, view: str) -> None:
    page = visit(html).open(f"#view={view}")
    file = save(page, "#png")
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    box = page.locator("#network").bounding_box()
    assert box
    assert struct.unpack(">II", file[16:24]) == (2 * int(box["width"]), 2 * int(box["height"]))
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(file)).convert("RGB")
    assert len(image.getcolors(1 << 24)) > 100


@pytest.mark.parametrize("view", PICTURES)
def test_an_svg_says_in_words_what_it_shows(visit: Callable[..., Visit], html: str, view: str) -> None:
    page = visit(html).open(f"#view={view}")
    root = ElementTree.fromstring(save(page, "#svg"))
    assert root.findtext(f"{SVG}title") == "The quarry"
    assert "Piet Oraño — opposes — the inspectorate's report" in (root.findtext(f"{SVG}desc") or "")
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for name in ("Halden Stone", "Edda Brandt", "Chamber of Pits"):
        assert name in words
    assert root.get("role") == "img"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
    }


def test_a_saved_picture_is_in_the_colours_that_are_seen(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, color_scheme="dark").open()
    assert b'fill="#14181f"' in save(page, "#svg")
    page.locator("#theme").click()
    assert b'fill="#fbfaf7"' in save(page, "#svg")


def test_the_arrows_go_along_the_lines(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#node=entity%2Fnorthern-valleys-union")
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    assert heading(page) in ("the inspectorate's report", "dust has harmed the villagers")
    page.keyboard.press("ArrowLeft")
    assert heading(page) not in ("the inspectorate's report", "dust has harmed the villagers", "")


def test_every_node_is_reached_with_the_arrows(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.locator("#network").focus()
    seen: list[str] = []
    while len(seen) < 2 or seen[-1] != seen[0]:
        page.keyboard.press("ArrowDown")
        seen.append(heading(page))
        assert len(seen) < 60
    # 10 claims, a report, and 9 who speak
    assert len(set(seen)) == 20


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_who_wants_no_motion_sees_none(visit: Callable[..., Visit], html: str, motion: str, moves: bool) -> None:
    page = visit(html, reduced_motion=motion).open()
    assert page.locator("#theme").evaluate("one => getComputedStyle(one).transitionDuration !== '0s'") is moves
    page.evaluate(
        "() => { window.moved = []; const move = vis.Network.prototype.moveTo;"
        "vis.Network.prototype.moveTo = function (to) { moved.push(Boolean(to.animation)); move.call(this, to); }; }"
    )
    page.locator("#fit").click()
    assert page.evaluate("moved") == [moves]


def test_who_vs_whom_has_the_shape_of_the_window(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=who")
    for width, height in ((1400, 900), (1900, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.locator('#views [data-view="table"]').click()
        page.locator('#views [data-view="who"]').click()
        wide, high = map(float, ElementTree.fromstring(save(page, "#svg")).attrib["viewBox"].split()[2:])
        window = page.locator("#network").evaluate("one => one.clientWidth / one.clientHeight")
        assert 0.8 < (wide / high) / window < 1.25


@pytest.mark.parametrize("view", PICTURES)
def test_what_hangs_on_a_node_alone_is_hidden_and_shown_again(
    visit: Callable[..., Visit], html: str, view: str
) -> None:
    visited = visit(html)
    page = visited.open(f"#view={view}&node=entity%2Fedda-brandt")
    whole = read_svg(page)
    page.get_by_role("button", name=re.compile("Hide .* linked only with it")).click()
    fewer = read_svg(page)
    assert len(fewer) < len(whole)
    assert "Edda Brandt" in fewer
    assert "without=" in page.url
    visited.open("#" + page.url.split("#")[1])
    assert read_svg(page) == fewer
    page.get_by_role("button", name=re.compile(r"Show .* more linked")).click()
    assert sorted(read_svg(page)) == sorted(whole)


def test_plus_and_minus_show_and_hide_what_hangs_on_a_node(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#node=entity%2Fedda-brandt")
    whole = count_shown(page)
    page.locator("#network").focus()
    page.keyboard.press("-")
    fewer = count_shown(page)
    assert fewer < whole
    page.keyboard.press("+")
    assert count_shown(page) == whole


def test_a_double_click_hides_and_shows_what_hangs_on_a_node(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#node=entity%2Fedda-brandt")
    whole = count_shown(page)
    # what is selected is ringed in a colour of its own
    place = find_pixel(page, FOCUS, below=6)
    page.mouse.dblclick(*place)
    page.wait_for_function("whole => !document.getElementById('status').textContent.startsWith(whole)", arg=f"{whole} ")
    fewer = count_shown(page)
    assert fewer < whole
    page.mouse.dblclick(*find_pixel(page, FOCUS, below=6))
    page.wait_for_function("whole => document.getElementById('status').textContent.startsWith(whole)", arg=f"{whole} ")
