"""Finding one's way: search, legend, filters and the address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from newsroom import Newsroom
from pages import VIEWS, Visit, count_shown, heading, read_svg

from graphkit.model.vocabulary import GK
from graphkit.visualisation import render_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ODD_ADDRESSES = (
    "#dates=published 2031-99-99 x",
    "#dates=said",
    "#sort=99 up",
    "#sort=-1",
    "#view=__proto__",
    "#node=__proto__&reading=constructor",
    "#with=a b c&without=%00",
    "#link=%F0%9F",
    "#only=:::",
    "#off=style:&only=kind:",
    "#view=claims&view=table",
    "#" + "x" * 5000,
    "#" + "&".join(["node=entity%2Fhalden-stone"] * 300),
)


def test_search_opens_the_page_on_somebody_and_escape_clears(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.keyboard.press("/")
    page.keyboard.type("salter")
    assert page.locator("#hits li").first.inner_text().startswith("Veronika Sálter")
    page.keyboard.press("Enter")
    assert page.locator(".headline").inner_text() == "Veronika Sálter"
    assert "Head of the Mirefield Health Inspectorate" in page.locator("#who-roles").inner_text()
    page.get_by_role("button", name="In the picture").click()
    assert heading(page) == "Veronika Sálter"
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
    assert before.startswith("20 of 20 lines")
    page.locator('input[name="style:reject"]').uncheck()
    assert page.locator("#status").inner_text().startswith("15 of 20 lines")
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


def test_search_goes_round_with_arrows_and_says_where_it_is(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    search = page.locator("#search")
    search.fill("halden")
    count = page.locator("#hits li").count()
    assert count > 1
    assert search.get_attribute("aria-expanded") == "true"
    chosen = []
    for _ in range(count + 1):
        chosen.append(search.get_attribute("aria-activedescendant"))
        assert page.locator('#hits li[aria-selected="true"]').get_attribute("id") == chosen[-1]
        search.press("ArrowDown")
    assert chosen == [f"hit-{at}" for at in range(count)] + ["hit-0"]
    search.press("ArrowUp")
    search.press("ArrowUp")
    assert search.get_attribute("aria-activedescendant") == f"hit-{count - 1}"


def test_escape_closes_the_search_and_enter_on_nothing_does_nothing(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    search = page.locator("#search")
    search.fill("zzz")
    assert page.locator("#hits").inner_text() == "Nothing found"
    search.press("Enter")
    assert heading(page) == ""
    search.press("Escape")
    assert page.locator("#hits").is_hidden()
    assert search.input_value() == ""
    assert search.get_attribute("aria-expanded") == "false"


def test_search_goes_by_other_names_and_without_accents_or_case(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    for words, first in (("ORANO", "Piet Oraño"), ("the company", "Halden Stone"), ("lung dis", "the dust may have")):
        page.locator("#search").fill(words)
        assert page.locator("#hits li").first.inner_text().startswith(first)


def test_search_puts_those_first_of_whom_most_is_known(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    text = "Trump supporters said it rained. Donald Trump said it froze. Donald Trump added it snowed."
    document = news.write(text, title="Weather")
    trump, others = news.name(document, "Donald Trump"), news.name(document, "Trump supporters", f"{GK}Group")
    news.claim(document, "Trump supporters", "said", "it rained", who=others)
    news.claim(document, "Donald Trump", "said", "it froze", who=trump)
    news.claim(document, "Donald Trump", "added", "it snowed", who=trump)
    page = visit(render_html(news.store, title="Weather", texts=news.texts)).open()
    page.locator("#search").fill("trump")
    hits = page.locator("#hits li span").all_inner_texts()
    assert hits[:2] == ["Donald Trump", "Trump supporters"]


def test_a_match_can_be_clicked(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    page.locator("#search").fill("kesk")
    page.locator("#hits li").first.click()
    assert heading(page) == "Ilmar Kesk"
    assert page.locator("#hits").is_hidden()
    assert "Ilmar Kesk" in read_svg(page)


def test_a_slash_that_is_typed_is_a_slash(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    page.get_by_label("Filter the rows").click()
    page.keyboard.type("a/b")
    assert page.get_by_label("Filter the rows").input_value() == "a/b"


def test_only_keeps_one_value_and_again_all(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open()
    page.get_by_role("button", name="Only rejects").click()
    assert count_shown(page) == 5
    assert "only=style%3Areject" in page.url
    boxes = page.locator('[name^="style:"]').evaluate_all("all => all.map(one => [one.name, one.checked])")
    assert dict(boxes) == {
        "style:affirm": False,
        "style:reject": True,
        "style:allege": False,
        "style:relay": False,
    }
    visited.open("#" + page.url.split("#")[1])
    assert count_shown(page) == 5
    page.get_by_role("button", name="Only rejects").click()
    assert count_shown(page) == 20
    assert "only=" not in page.url


@pytest.mark.parametrize(("facet", "value"), [("Act", "denies"), ("Certainty", "probable"), ("Article", "Minister")])
def test_the_folded_filters_narrow_too(visit: Callable[..., Visit], html: str, facet: str, value: str) -> None:
    page = visit(html).open("#view=table")
    group = page.locator("details.facet", has=page.locator("summary", has_text=re.compile(f"^{facet}$")))
    group.locator("summary").click()
    row = group.locator(".row", has_text=value)
    count = int(row.locator("output").inner_text())
    row.get_by_role("checkbox").uncheck()
    assert count_shown(page) == 23 - count
    assert group.get_attribute("open") is not None
    page.get_by_role("button", name="Clear all filters").click()
    assert count_shown(page) == 23
    assert page.get_by_role("button", name="Clear all filters").count() == 0


def test_the_counts_of_the_legend_are_of_what_the_other_filters_leave(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    stances = page.locator("fieldset", has=page.locator("legend", has_text="Stance"))

    def count() -> int:
        return sum(int(number) for number in stances.locator("output").all_inner_texts())

    assert count() == count_shown(page) == 23
    page.locator('input[name="kind:person"]').uncheck()
    assert 0 < count() == count_shown(page) < 23
    page.locator('input[name="style:affirm"]').uncheck()
    # what is taken out by its own switch can still be counted, and put back
    assert count() > count_shown(page)


def test_a_range_of_days_leaves_out_what_has_no_day(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open("#view=table")
    page.locator("summary", has_text="Date").click()
    page.locator('input[name="date:from"]').fill("2031-03-05")
    page.locator('input[name="date:from"]').dispatch_event("change")
    assert count_shown(page) == 11
    assert "dates=published+2031-03-05" in page.url
    page.get_by_label("Which date").select_option("said")
    assert count_shown(page) == 1
    page.locator('input[name="date:until"]').fill("2031-03-05")
    page.locator('input[name="date:until"]').dispatch_event("change")
    assert count_shown(page) == 0
    fragment = page.url.split("#")[1]
    visited.open("#" + fragment)
    assert count_shown(page) == 0
    assert page.url.split("#")[1] == fragment
    page.get_by_role("button", name="Clear all filters").click()
    assert count_shown(page) == 23
    assert "dates=" not in page.url


def test_filters_that_leave_nothing_say_so_in_every_view(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open("#only=act%3Anothing")
    # the brief stands alone, without filters
    for view in set(VIEWS) - {"brief", "ask"}:
        visited.go(f"view={view}&only=act%3Anothing")
        assert count_shown(page) == 0
        assert page.get_by_role("button", name="Clear all filters").count() == 1
    assert visited.complaints == []


def test_the_address_holds_all_that_was_chosen(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open("#view=table")
    page.get_by_role("button", name="What", exact=True).click()
    page.get_by_role("button", name="What", exact=False).first.click()
    page.get_by_label("Filter the rows").fill("report")
    page.locator('input[name="kind:person"]').uncheck()
    page.locator("#statements .cell").first.click()
    rows, seen = page.locator("#statements tbody").inner_text(), heading(page)
    fragment = page.url.split("#")[1]
    for part in ("view=table", "sort=2+down", "words=report", "off=kind%3Aperson", "link="):
        assert part in fragment
    page = visited.open("#" + fragment)
    assert page.locator("#statements tbody").inner_text() == rows
    assert page.get_by_label("Filter the rows").input_value() == "report"
    assert heading(page) == seen
    assert page.locator("#statements [aria-sort]").get_attribute("aria-sort") == "descending"
    assert page.url.split("#")[1] == fragment


def test_a_view_that_is_clicked_is_in_the_address(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open()
    for view in VIEWS:
        visited.go("view=table" if view == "claims" else "view=claims")
        page.locator(f'#views [data-view="{view}"]').click()
        clicked = page.url.partition("#")[2]
        visited.go("view=timeline" if view == "claims" else "view=claims")
        visited.go(clicked)
        assert page.locator('#views [aria-pressed="true"]').get_attribute("data-view") == view
    visited.open("#" + clicked)
    assert page.locator('#views [aria-pressed="true"]').get_attribute("data-view") == VIEWS[-1]


def test_an_odd_address_breaks_nothing(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    for fragment in ODD_ADDRESSES:
        page = visited.open(fragment)
        assert visited.complaints == [], fragment
        assert "20 lines" in page.locator("#status").inner_text()


def test_the_address_holds_what_is_selected_and_not_what_was_looked_at_before(
    visit: Callable[..., Visit], html: str
) -> None:
    page = visit(html).open("#node=entity%2Fhalden-stone")
    fragment = page.url.partition("#")[2]
    page.locator("#network").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert heading(page) == "Halden Stone"
    assert page.url.partition("#")[2] == fragment


_EXTENT = """
() => {
  const box = document.querySelector("#network").getBoundingClientRect();
  const canvas = document.querySelector("#network canvas");
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) if (pixels[4 * (y * width + x) + 3] > 40) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return [left / width, top / height, right / width, bottom / height];
}
"""


@pytest.mark.parametrize(
    "fragment",
    [
        "#view={view}&only=style%3Areject",
        "#view={view}&only=article%3Adoc%2F698a1d51c560e4b4",
        "#view={view}&only=party%3Aentity%2Fhalden-stone",
    ],
)
@pytest.mark.parametrize("view", ["claims", "who"])
def test_what_filters_leave_is_laid_out_anew_in_the_middle(
    visit: Callable[..., Visit], html: str, view: str, fragment: str
) -> None:
    visited = visit(html, reduced_motion="reduce")
    page = visited.open()
    visited.go(fragment.format(view=view))
    assert 0 < count_shown(page) < 20
    left, top, right, bottom = page.evaluate(_EXTENT)
    assert 0 < left < right < 1
    assert 0 < top < bottom < 1
    assert abs((left + right) / 2 - 0.5) < 0.1
    assert abs((top + bottom) / 2 - 0.5) < 0.1
    assert right - left > 0.2 or bottom - top > 0.2


def test_a_filter_that_is_clicked_brings_what_is_left_into_view(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html, reduced_motion="reduce").open("#view=claims")
    page.get_by_role("button", name="Only rejects").click()
    narrow = page.evaluate(_EXTENT)
    page.locator("#fit").click()
    assert page.evaluate(_EXTENT) == pytest.approx(narrow, abs=0.02)


def test_whoever_is_selected_can_be_all_that_is_shown(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#node=entity%2Fhalden-stone")
    page.get_by_role("button", name="Only this, in every view").click()
    assert "only=party%3Aentity%2Fhalden-stone" in page.url
    words = read_svg(page)
    assert "Halden Stone" in words
    assert "Ilmar Kesk" not in words
