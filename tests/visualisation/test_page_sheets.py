"""The views that are text: summary, matrix and table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from newsroom import Newsroom
from pages import Visit, heading, is_pressed, save

from graphkit.visualisation import render_html

if TYPE_CHECKING:
    pass

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_table_is_sorted_filtered_and_copied(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html, permissions=["clipboard-read", "clipboard-write"])
    page = visited.open("#view=table")
    who = page.locator("#statements tbody th").all_inner_texts()
    assert who == sorted(who, key=str.casefold)
    page.locator("#statements thead button").nth(1).click()
    assert page.locator("#statements tbody th").all_inner_texts() == sorted(who, key=str.casefold, reverse=True)
    assert page.locator("#statements thead th").nth(1).get_attribute("aria-sort") == "descending"
    page.get_by_label("Filter the rows").fill("brandt")
    assert 0 < page.locator("#statements tbody tr").count() < len(who)
    page.get_by_role("button", name="Copy as CSV").click()
    page.get_by_role("button", name="Copied").wait_for()
    rows = page.evaluate("navigator.clipboard.readText()").strip().split("\n")
    assert rows[0].strip() == (
        '"Who","Stance","What","Certainty","Reported by","Said on","Source sentence","Article","Published"'
    )
    assert len(rows) == 1 + page.locator("#statements tbody tr").count()


def test_a_cell_of_the_matrix_leads_to_its_sentence(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=matrix")
    page.locator(".matrix .cell", has_text="denies").click()
    assert heading(page).startswith("Halden Stone — denies")
    assert page.locator("#sentence").inner_text() == "Halden Stone denied that dust has harmed the villagers."


def test_a_contested_thing_of_the_summary_is_opened_in_the_claims(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=summary")
    page.get_by_role("button", name="dust has harmed the villagers").click()
    assert is_pressed(page, "claims")
    assert heading(page) == "dust has harmed the villagers"
    assert "node=" in page.url


def test_a_speaker_of_the_summary_is_opened_in_the_claims(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=summary")
    page.locator("#sheet section", has_text="Most lines").get_by_role("button", name="Edda Brandt").click()
    assert is_pressed(page, "claims")
    assert heading(page) == "Edda Brandt"


def test_an_article_of_the_summary_narrows_every_view_to_it(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=summary")
    page.get_by_role("button", name="Inspectors fault Halden quarry over dust").click()
    assert is_pressed(page, "claims")
    assert "only=article" in page.url
    assert page.locator("#status").inner_text().startswith("10 of 20")
    page.locator('#views [data-view="table"]').click()
    articles = page.locator("#statements td.column-7").all_inner_texts()
    assert set(articles) == {"Inspectors fault Halden quarry over dust"}
    page.locator('#views [data-view="summary"]').click()
    assert "from 1 of 2 articles" in page.locator(".lead").inner_text()


def test_an_act_of_the_summary_narrows_the_summary(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=summary")
    page.locator("#sheet section", has_text="Acts").get_by_role("button", name="opposes").click()
    assert page.locator(".lead").inner_text().startswith("3 lines by 3 parties from 2 articles; 1 point in dispute")
    page.locator("#clear").click()
    assert page.locator(".lead").inner_text().startswith("23 lines by 11 parties")


def test_the_columns_of_the_matrix_that_are_contested_are_ringed_and_stand_first(
    visit: Callable[..., Visit], html: str
) -> None:
    page = visit(html).open("#view=matrix")
    heads = page.locator(".matrix thead th")
    classes = heads.evaluate_all("heads => heads.slice(1).map(head => head.className)")
    assert classes[:3] == ["contested"] * 3
    assert "contested" not in classes[3:]
    border = heads.nth(1).evaluate("head => getComputedStyle(head).borderTop")
    assert border == "3px solid rgb(199, 119, 0)"
    assert heads.nth(4).evaluate("head => getComputedStyle(head).borderTopWidth") == "1px"


def test_a_column_and_a_row_of_the_matrix_lead_to_what_they_stand_for(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=matrix")
    page.locator(".matrix thead button").first.click()
    assert heading(page) == "the inspectorate's report"
    page.locator(".matrix tbody th button", has_text="Chamber of Pits").click()
    assert heading(page) == "Chamber of Pits"
    assert is_pressed(page, "matrix")


def test_a_filter_takes_cells_out_of_the_matrix(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=matrix")
    assert page.locator(".cell.reject").count() == 6
    page.locator('input[name="style:reject"]').uncheck()
    assert page.locator(".cell.reject").count() == 0
    assert page.locator(".cell.affirm").count() > 0


@pytest.mark.parametrize("column", ["Stance", "What", "Source sentence", "Published"])
def test_every_column_of_the_table_sorts_both_ways_with_what_is_empty_last(
    visit: Callable[..., Visit], html: str, column: str
) -> None:
    page = visit(html).open("#view=table")
    at = page.locator("#statements thead th").all_inner_texts().index(column)
    orders = []
    for way in ("ascending", "descending"):
        page.get_by_role("button", name=column).click()
        assert page.locator("#statements thead th").nth(at).get_attribute("aria-sort") == way
        assert page.locator("#statements thead [aria-sort]").count() == 1
        cells = page.locator(f"#statements tbody tr > :nth-child({at + 1})").all_inner_texts()
        orders.append([re.sub(r"^\W ", "", cell) for cell in cells])
    keys = [page.evaluate("cells => [...cells].sort(new Intl.Collator('en').compare)", order) for order in orders]
    assert orders[0] == keys[0]
    assert orders[1] == keys[1][::-1]


def test_what_has_no_day_comes_last_whichever_way_the_table_is_sorted(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    for days in (["2031-03-04", "2031-03-06"], ["2031-03-06", "2031-03-04"]):
        page.get_by_role("button", name="Said on").click()
        cells = page.locator("#statements td.column-5").all_inner_texts()
        assert cells[:2] == days
        assert set(cells[2:]) == {""}


def test_a_row_of_the_table_opens_its_source(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    page.locator("#statements tbody tr", has_text="Ilmar Kesk").last.locator("td.column-2").click()
    assert heading(page) == "Ilmar Kesk — supports — the inspectorate's report"
    assert page.locator("#statements tr.chosen th").inner_text() == "Ilmar Kesk"


def test_a_table_without_days_has_no_column_for_them(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    document = news.write("Ann said it rained.")
    news.claim(document, "Ann", "said", "it rained", who=news.name(document, "Ann"))
    page = visit(render_html(news.store, title="x", texts=news.texts)).open("#view=table")
    heads = page.locator("#statements thead th").all_inner_texts()
    assert not {"Said on", "Published", "Reported by"} & set(heads)


def test_a_formula_is_saved_and_copied_as_text(visit: Callable[..., Visit]) -> None:
    names = ["=1+1", "+1", "-1", "@x", '"quoted", and more', "plain"]
    news = Newsroom()
    document = news.write("\n".join(f"{name} said it rained at {at}." for at, name in enumerate(names)))
    for at, name in enumerate(names):
        news.claim(document, name, "said", f"it rained at {at}", who=news.name(document, name))
    visited = visit(render_html(news.store, title="x"), permissions=["clipboard-read", "clipboard-write"])
    page = visited.open("#view=table")
    saved = save(page, "text=Save as CSV")
    assert saved.startswith(b"\xef\xbb\xbf")
    page.get_by_role("button", name="Copy as CSV").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    for text in (saved.decode("utf-8-sig"), copied):
        who = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
        assert sorted(who) == sorted(["'=1+1", "'+1", "'-1", "'@x", '"quoted", and more', "plain"])


def test_hearsay_has_no_tick_in_the_matrix_and_names_who_reports_it(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=matrix")
    heard = page.locator(".matrix tr", has=page.locator("th", has_text="Veronika Sálter")).locator(".cell.hearsay")
    assert heard.inner_text().split("\n") == ["praises", "says Tessaly Wire"]
    told = page.locator(".matrix .cell", has_text="denies")
    assert told.inner_text() == "✖ denies"
    assert "hearsay: known only through somebody else" in page.locator("#facets").inner_text().lower()


def test_the_legend_says_how_hearsay_is_drawn(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=claims")
    assert page.locator("#facets h2", has_text="At second hand").count() == 1
    page.locator('#views [data-view="table"]').click()
    assert page.locator("#facets h2", has_text="At second hand").count() == 0


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("claims", "Boxes in the middle are claims"),
        ("who", "Every line goes from whoever acts"),
        ("matrix", "A row is somebody who speaks"),
        ("table", "A row is a line"),
        ("timeline", "The upper bars count lines"),
        ("chain", "first whoever is said to have said it"),
        ("article", "Underlined words are what somebody says"),
        ("summary", "Each list counts lines"),
    ],
)
def test_how_to_read_it_is_said_of_the_view_that_is_shown(
    visit: Callable[..., Visit], html: str, view: str, told: str
) -> None:
    page = visit(html).open(f"#view={view}")
    guides = page.locator("h2:visible", has_text="How to read this").locator("xpath=following-sibling::p[1]")
    assert guides.count() == 1
    assert told in guides.inner_text()


def test_the_table_shows_article_and_who_first(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    heads = page.locator("#statements thead th").all_inner_texts()
    assert [head.strip(" ▴▾") for head in heads[:4]] == ["Article", "Who", "Stance", "What"]
    last = page.locator("#statements thead th").nth(1).bounding_box()
    assert last
    assert last["x"] + last["width"] < 1400


def test_the_timeline_names_the_articles_without_a_day(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    for title, issued in (("Flood", "2031-03-05"), ("Storm", "")):
        document = news.write(f"Ann said it rained on the {title}.", title=title, issued=issued)
        news.claim(document, "Ann", "said", "it rained", who=news.name(document, "Ann"))
    page = visit(render_html(news.store, title="Weather", texts=news.texts)).open("#view=timeline")
    page.locator("#undated summary").click()
    assert page.locator("#undated summary").inner_text().startswith("1 article has no day")
    assert page.locator("#undated li").all_inner_texts() == ["Storm"]
    page.locator("#undated button").click()
    assert page.locator("#sheet .title").inner_text() == "Storm"
