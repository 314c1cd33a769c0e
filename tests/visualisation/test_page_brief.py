"""The page opens on the brief: who says so, who does not, and every sentence to be read in its article and copied."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
from pages import KEEP_CLIPBOARD, Visit, heading, is_pressed
from pyoxigraph import Store
from shore import QUIET, WIRE, build_one, build_shore

from graphkit.analysis.brief import brief as make_brief
from graphkit.visualisation import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graphkit.graph import KnowledgeGraph

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def shore() -> KnowledgeGraph:
    return build_shore()


@pytest.fixture(scope="module")
def page_of_shore(shore: KnowledgeGraph) -> str:
    return shore.show().html


def card(page: Page, words: str):  # type: ignore[no-untyped-def]
    return page.locator("details.matter", has_text=words)


def test_the_page_opens_on_the_brief_and_the_picture_is_next(
    visit: Callable[..., Visit], page_of_shore: str, shore: KnowledgeGraph
) -> None:
    visited = visit(page_of_shore)
    page = visited.open("")
    assert is_pressed(page, "brief")
    assert page.locator("#views button").nth(1).get_attribute("data-view") == "claims"
    assert page.locator(".headline").inner_text() == "2 articles, 2 points in dispute"
    titles = page.locator("details.matter .claim").all_inner_texts()
    assert titles == [card.title for card in shore.brief().cards]
    # only the first two are unfolded
    assert page.locator("details.matter[open]").count() == 2
    assert visited.complaints == []
    assert visited.foreign_requests() == []


def test_an_address_that_names_something_and_no_view_opens_the_picture(
    visit: Callable[..., Visit], page_of_shore: str
) -> None:
    page = visit(page_of_shore).open("#node=entity%2Fmara-lind")
    assert is_pressed(page, "claims")
    assert heading(page) == "Mara Lind"


def test_a_card_says_who_alleges_it_and_what_the_accused_reply(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    sides = card(page, "Norvik").locator(".side")
    assert "Who alleges it" in sides.nth(0).inner_text()
    assert "accuses Norvik Ltd of dumping waste in the bay of Halden" in sides.nth(0).inner_text()
    assert "2 articles, 2 outlets, 1 origin" in sides.nth(0).inner_text()
    assert "Reply of Norvik Ltd" in sides.nth(1).inner_text()
    card(page, "Radio Ansel").locator("summary").first.click()
    card(page, "Radio Ansel").locator(".columns").wait_for()
    assert "No reply found in these articles." in card(page, "Radio Ansel").inner_text()


def test_what_the_page_shows_is_what_the_file_shows(
    visit: Callable[..., Visit], page_of_shore: str, shore: KnowledgeGraph
) -> None:
    page = visit(page_of_shore).open("")
    for made in shore.brief().cards:
        found = card(page, made.title)
        if found.get_attribute("open") is None:
            found.locator("summary").first.click()
        found.locator(".columns").wait_for()
        for stand in (stand for side in made.sides for stand in side.stands):
            assert stand.words in re.sub(r"\s+", " ", found.inner_text())
        more = found.locator("details.more summary")
        if more.count():
            more.click()
            found.locator("details.more .sentence").first.wait_for()
        assert [text.strip() for text in found.locator(".sentence p").all_inner_texts()] == [
            sentence.text for sentence in made.sentences
        ]


def test_a_sentence_is_copied_with_its_citation(visit: Callable[..., Visit], page_of_shore: str) -> None:
    visited = visit(page_of_shore)
    page = visited.open("")
    page.evaluate(KEEP_CLIPBOARD)
    button = card(page, "Norvik").locator(".copy").nth(1)
    button.click()
    assert button.inner_text() == "Copied"
    assert page.evaluate("window.kept") == (
        "“Norvik Ltd denied the accusation.” "
        "(Boats lost, Halden Gull, 2031-03-03, characters 83–116, https://example.org/gull)"
    )
    assert page.locator("#copied").inner_text() == "Copied with its citation"


def test_a_name_opens_what_is_known_and_a_place_the_article(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    page.locator(".stand a", has_text="Mara Lind").first.click()
    assert page.locator(".headline").inner_text() == "Mara Lind"
    page.go_back()
    page.locator("details.matter").first.wait_for()
    assert is_pressed(page, "brief")
    page.locator(".sentence a", has_text="Halden Gull, 2031-03-03, characters 83–116").first.click()
    assert is_pressed(page, "article")
    assert "the accusation" in page.locator("#sheet .on").all_inner_texts()


def test_it_leads_to_the_picture(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    page.get_by_role("button", name="See it in the picture").first.click()
    assert is_pressed(page, "claims")
    assert page.locator("#panel h3").count() == 1


def test_what_was_unfolded_stays_so(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    page.locator("details.matter > summary").nth(0).click()
    page.locator("details.matter > summary").nth(2).click()
    page.locator(".speaker a").first.click()
    page.locator(".profile").wait_for()
    page.go_back()
    page.locator("details.matter").first.wait_for()
    opened = page.locator("details.matter").evaluate_all("all => all.map((one) => one.open)")
    assert opened == [False, True, True]


def test_a_count_leads_to_what_it_counts(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    page.get_by_role("button", name="1 only alleged").click()
    assert page.evaluate("document.activeElement.id") == "brief-alleged"
    assert page.locator("#brief-alleged li").count() == 1


def test_it_can_be_used_by_keyboard(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore).open("")
    page.locator("details.matter > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.matter").first.get_attribute("open") is None
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Mara Lind"
    page.keyboard.press("Enter")
    assert page.locator(".headline").inner_text() == "Mara Lind"
    assert page.evaluate("document.activeElement.className") == "headline"


@pytest.mark.parametrize("text", [QUIET, WIRE])
def test_one_article_has_no_outlets_and_no_origins(visit: Callable[..., Visit], text: str) -> None:
    kg = build_one(text)
    page = visit(kg.show().html).open("")
    shown = page.locator(".brief").inner_text()
    assert "outlet" not in shown
    assert "Quotations that changed" not in shown
    if not kg.brief().cards:
        assert "Nothing is in dispute in this article." in shown


def test_it_fits_a_phone_and_paper(visit: Callable[..., Visit], page_of_shore: str) -> None:
    page = visit(page_of_shore, viewport={"width": 390, "height": 844}).open("")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    assert page.locator(".copy").first.is_hidden()
    assert page.locator("#views").is_hidden()


def test_without_the_texts_it_shows_the_exact_words(visit: Callable[..., Visit], quarry: Store) -> None:
    visited = visit(render_html(quarry, title="The quarry"))
    page = visited.open("")
    assert page.locator("details.matter").count() == len(make_brief(quarry, {}).cards)
    assert "dust has harmed the villagers" in page.locator(".brief").inner_text()
    assert visited.complaints == []


def test_the_words_of_the_news_are_only_words(
    visit: Callable[..., Visit], hostile: Store, texts: Mapping[str, str]
) -> None:
    visited = visit(render_html(hostile, title="x", texts=texts))
    page = visited.open("")
    assert page.locator(".brief script, .brief img, .brief iframe").count() == 0
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert visited.complaints == []
