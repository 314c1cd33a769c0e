"""Finding one's way: search, legend, filters and the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Visit, heading

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_search_opens_a_node_and_escape_clears(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.keyboard.press("/")
    page.keyboard.type("salter")
    assert page.locator("#hits li").first.inner_text().startswith("Veronika Sálter")
    page.keyboard.press("Enter")
    assert heading(page) == "Veronika Sálter"
    assert "head of the Mirefield Health Inspectorate" in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    assert heading(page) == ""
    assert "How to read this" in page.locator("#panel").text_content()  # type: ignore[operator]


def test_search_is_moved_through_with_arrows(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.locator("#search").fill("halden")
    hits = page.locator("#hits li span").all_inner_texts()
    page.locator("#search").press("ArrowDown")
    page.locator("#search").press("Enter")
    assert heading(page) == hits[1]
    page.locator("#search").fill("zzz")
    assert page.locator("#hits").inner_text() == "Nothing found"


def test_a_switch_of_the_legend_changes_what_is_counted_and_drawn(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    before = page.locator("#status").inner_text()
    drawn = page.locator("#network").screenshot()
    assert before.startswith("20 of 20 statements")
    page.locator('input[name="style:reject"]').uncheck()
    assert page.locator("#status").inner_text().startswith("15 of 20 statements")
    assert page.locator("#network").screenshot() != drawn
    page.locator('input[name="style:reject"]').check()
    assert page.locator("#status").inner_text() == before
    page.locator('input[name="kind:person"]').uncheck()
    assert not page.locator("#status").inner_text().startswith("20 of")


def test_the_address_leads_back_to_what_was_seen(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open()
    page.locator('#views [data-view="table"]').click()
    page.locator('input[name="style:relay"]').uncheck()
    page.locator("#statements tbody tr", has_text="denied").first.click()
    seen = heading(page)
    assert seen.startswith("Halden Stone — denies")
    fragment = "#" + page.url.split("#", 1)[1]
    page = visited.open(fragment)
    assert heading(page) == seen
    assert page.locator('#views [data-view="table"]').get_attribute("aria-pressed") == "true"
    assert not page.locator('input[name="style:relay"]').is_checked()
    assert page.locator("#statements tr.chosen").count() == 1


@pytest.mark.parametrize(
    "fragment", ["#view=nonsense", "#node=nothing", "#link=a b c", "#article=99", "#off=x", "#%%%"]
)
def test_a_broken_address_opens_the_picture(visit: Callable[..., Visit], html: str, fragment: str) -> None:
    visited = visit(html)
    page = visited.open(fragment)
    assert page.locator("#status").inner_text().startswith("20 of 20")
    assert visited.complaints == []
