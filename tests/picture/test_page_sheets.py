"""The views that are text: summary, matrix, table, timeline and chains."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest
from newsroom import Newsroom
from pages import Visit, count_shown, heading, save

from graphkit.visualisation import render_html
from graphkit.vocabulary import GK

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_table_is_sorted_filtered_and_copied(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html, permissions=["clipboard-read", "clipboard-write"])
    page = visited.open("#view=table")
    who = page.locator("#statements tbody th").all_inner_texts()
    assert who == sorted(who, key=str.casefold)
    page.locator("#statements thead button").first.click()
    assert page.locator("#statements tbody th").all_inner_texts() == sorted(who, key=str.casefold, reverse=True)
    assert page.locator("#statements thead th").first.get_attribute("aria-sort") == "descending"
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
    page.locator("#sheet section", has_text="Who speaks most").get_by_role("button", name="Edda Brandt").click()
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


def test_an_act_of_the_summary_narrows_the_summary(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=summary")
    page.locator("#sheet section", has_text="Acts").get_by_role("button", name="opposes").click()
    assert page.locator(".lead").inner_text().startswith("3 statements by 3 parties from 2 articles; 1 contested")
    page.locator("#clear").click()
    assert page.locator(".lead").inner_text().startswith("23 statements by 11 parties")


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


def test_bars_count_what_was_said_apart_from_what_was_published(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    assert bars(page, "said") == {"2031-03-04": 1, "2031-03-06": 1}
    assert bars(page, "published") == {"2031-03-04": 12, "2031-03-06": 11}
    assert "21 statements of 23: the article does not say when it was said." in page.locator("#sheet").inner_text()


def test_a_bar_narrows_everything_to_its_day(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    page.locator('.bin[aria-label="2031-03-06: 11 statements published"]').click()
    assert count_shown(page) == 11
    assert "dates=published+2031-03-06+2031-03-06" in page.url
    assert bars(page, "published") == {"2031-03-06": 11}
    page.locator('#views [data-view="table"]').click()
    assert set(page.locator("#statements td.column-8").all_inner_texts()) == {"2031-03-06"}
    page.locator("#clear").click()
    assert count_shown(page) == 23


def test_a_bar_of_what_was_said_leaves_out_what_was_said_on_no_day(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    page.locator('.bin[aria-label="2031-03-04: 1 statement said"]').click()
    assert count_shown(page) == 1
    assert page.locator(".days .card").inner_text().startswith("Veronika Sálter")
    assert "Every statement has a day." in page.locator("#sheet").inner_text()


def test_a_graph_without_days_says_so_on_its_timeline(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    document = news.write("Ann said it rained.")
    news.claim(document, "Ann", "said", "it rained", who=news.name(document, "Ann"))
    page = visit(render_html(news.store, title="x")).open("#view=timeline")
    assert page.locator("#sheet").inner_text().startswith("No dates")
    assert page.locator(".bin").count() == 0


@pytest.mark.parametrize(
    "days",
    [
        ["2031-03-04", "2031-03-05"],
        ["2031-03-04", "2031-09-05"],
        ["2031-03-04", "2033-02-05"],
        ["2031-03-04", "2051-02-05"],
        ["2031-03", "2031"],
        ["2031-03", "2034"],
        ["2031-03-04T10:00:00Z", "2031-03-04T23:59:59Z"],
    ],
)
def test_a_bar_narrows_to_as_many_as_it_counts(visit: Callable[..., Visit], days: Sequence[str]) -> None:
    visited = visit(render_html(make_dated(days).store, title="x"))
    page = visited.open("#view=timeline")
    names = page.locator(".bin").evaluate_all("bins => bins.map(bin => bin.getAttribute('aria-label'))")
    assert len(names) > 0
    for name in names:
        visited.go("view=timeline")
        page.locator(f'.bin[aria-label="{name}"]').click()
        assert count_shown(page) == int(re.findall(r": (\d+) ", name)[0])


@pytest.mark.parametrize("day", ["yesterday", "2031-13-45", "0001-01-01", "9999-12-31", "12 March", "-", "20310304"])
def test_a_day_that_is_none_breaks_nothing(visit: Callable[..., Visit], day: str) -> None:
    visited = visit(render_html(make_dated([day, day]).store, title="x"))
    page = visited.open()
    visited.go("view=timeline")
    assert visited.complaints == []
    assert page.locator("#sheet").inner_text().count("it rained on day") in (0, 2)
    visited.go("view=table")
    assert set(page.locator("#statements td.column-8").all_inner_texts()) == {day}
    assert visited.complaints == []


def test_a_chain_goes_from_who_is_heard_last_to_who_said_it_first(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    assert "2 chains · 1 on unnamed sources alone" in page.locator("#sheet .bar").inner_text()
    rows = page.locator(".chains li")
    steps = [rows.nth(at).locator(".step").all_inner_texts() for at in range(2)]
    assert steps[0] == ["The Wire", "Ann asserts", "Bob asserts", "Cid denies"]
    assert steps[1] == ["The Wire", "former clerks alleges", "somebody not named asserts"]
    assert rows.locator("q").all_inner_texts() == ["it rained", "it burned"]


def test_who_is_not_named_is_dashed_in_a_chain(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    unnamed = page.locator(".step.unnamed")
    assert unnamed.all_inner_texts() == ["former clerks alleges", "somebody not named asserts"]
    assert set(unnamed.evaluate_all("all => all.map(one => getComputedStyle(one).borderStyle)")) == {"dashed"}
    named = page.locator(".step", has_text="Ann")
    assert named.evaluate("one => getComputedStyle(one).borderStyle") == "solid"


def test_what_is_told_at_first_hand_joins_the_chains_on_demand(visit: Callable[..., Visit]) -> None:
    visited = visit(make_chains())
    page = visited.open("#view=chain")
    assert page.locator(".chains li").count() == 2
    page.get_by_label("also what is told at first hand").check()
    assert page.locator(".chains li").count() == 3
    page = visited.open("#" + page.url.split("#")[1])
    assert page.locator(".chains li").count() == 3
    assert page.get_by_label("also what is told at first hand").is_checked()


def test_a_step_of_a_chain_opens_its_claim(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    page.locator(".step", has_text="Bob").click()
    assert heading(page).startswith("Bob — ")
    assert page.locator(".step.chosen").all_inner_texts() == ["Bob asserts"]
    assert page.locator("#panel .chain li").all_inner_texts() == [
        "The Wire",
        "Ann asserts (“said”)",
        "Bob asserts (“told”)",
    ]


def test_chains_through_one_party_are_shown_alone(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    page.locator("#search").fill("cid")
    page.locator("#search").press("Enter")
    assert is_pressed(page, "chain")
    assert "1 chain through Cid" in page.locator("#sheet .bar").inner_text()
    page.get_by_role("button", name="All chains").click()
    assert page.locator(".chains li").count() == 2


def is_pressed(page: Page, view: str) -> bool:
    return page.locator(f'#views [data-view="{view}"]').get_attribute("aria-pressed") == "true"


def bars(page: Page, which: str) -> dict[str, int]:
    """Read a chart of the timeline: time → how many."""
    chart = page.locator(f'.chart[aria-label="Statements by the time they were {which}"]')
    labels = chart.locator(".bin").evaluate_all("bins => bins.map(bin => bin.getAttribute('aria-label'))")
    return {label.split(": ")[0]: int(label.split(": ")[1].split(" ")[0]) for label in labels}


def make_dated(days: Sequence[str]) -> Newsroom:
    """Make an article for each day, with one claim."""
    news = Newsroom()
    for at, day in enumerate(days):
        document = news.write(f"Ann said it rained on day {at}.", issued=day)
        news.claim(document, "Ann", "said", f"it rained on day {at}", who=news.name(document, "Ann"))
    return news


def make_chains() -> str:
    """Make a page of an article in which two things reach the reader through others, and one does not."""
    news = Newsroom()
    text = (
        "Ann said Bob told Cid denied it rained. Former clerks alleged a voice whispered it burned. Dan added it froze."
    )
    document = news.write(text, publisher="The Wire", title="Weather")
    ann, bob, cid, dan = (news.name(document, name) for name in ("Ann", "Bob", "Cid", "Dan"))
    clerks = news.name(document, "former clerks", f"{GK}Group")
    outer = news.claim(document, "Ann", "said", "Bob told Cid denied it rained", who=ann)
    middle = news.claim(document, "Bob", "told", "Cid denied it rained", who=bob, outer=outer)
    news.claim(document, "Cid", "denied", "it rained", who=cid, act="denies", outer=middle)
    outer = news.claim(document, "Former clerks", "alleged", "a voice whispered it burned", who=clerks, act="alleges")
    news.claim(document, "", "whispered", "it burned", outer=outer)
    news.claim(document, "Dan", "added", "it froze", who=dan)
    return render_html(news.store, title="Chains", texts=news.texts)
