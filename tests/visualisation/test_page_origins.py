"""When it was said and through whom it came: the timeline and the chains."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest
from newsroom import Newsroom
from pages import Visit, count_shown, heading, is_pressed
from tiers import nightly

from graphkit.model.vocabulary import GK
from graphkit.visualisation import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_bars_count_what_was_said_apart_from_what_was_published(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    assert bars(page, "said") == {"2031-03-04": 1, "2031-03-06": 1}
    assert bars(page, "published") == {"2031-03-04": 12, "2031-03-06": 11}
    assert "21 lines of 23: the article does not say when it was said." in page.locator("#sheet").inner_text()


def test_a_bar_narrows_everything_to_its_day(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    page.locator('.bin[aria-label="2031-03-06: 11 lines published"]').click()
    assert count_shown(page) == 11
    assert "dates=published+2031-03-06+2031-03-06" in page.url
    assert bars(page, "published") == {"2031-03-06": 11}
    page.locator('#views [data-view="table"]').click()
    assert set(page.locator("#statements td.column-8").all_inner_texts()) == {"2031-03-06"}
    page.locator("#clear").click()
    assert count_shown(page) == 23


def test_a_bar_of_what_was_said_leaves_out_what_was_said_on_no_day(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=timeline")
    page.locator('.bin[aria-label="2031-03-04: 1 line said"]').click()
    assert count_shown(page) == 1
    assert page.locator(".days .card").inner_text().startswith("Veronika Sálter")
    assert "Every line has a day." in page.locator("#sheet").inner_text()


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
        ["2031-03-04", "2051-02-05"],
        ["2031-03-04T10:00:00Z", "2031-03-04T23:59:59Z"],
        *nightly(
            [
                ["2031-03-04", "2031-09-05"],
                ["2031-03-04", "2033-02-05"],
                ["2031-03", "2031"],
                ["2031-03", "2034"],
            ]
        ),
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


@pytest.mark.parametrize(
    "day",
    ["yesterday", "2031-13-45", "9999-12-31", *nightly(["0001-01-01", "12 March", "-", "20310304"])],
)
def test_a_day_that_is_none_breaks_nothing(visit: Callable[..., Visit], day: str) -> None:
    visited = visit(render_html(make_dated([day, day]).store, title="x"))
    page = visited.open()
    visited.go("view=timeline")
    assert visited.complaints == []
    assert page.locator("#sheet").inner_text().count("it rained on day") in (0, 2)
    visited.go("view=table")
    assert set(page.locator("#statements td.column-8").all_inner_texts()) == {day}
    assert visited.complaints == []


def test_a_chain_goes_from_who_said_it_first_to_who_reports_it(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    assert "2 chains · 1 on unnamed sources alone" in page.locator("#sheet .bar").inner_text()
    rows = page.locator(".chains li")
    steps = [rows.nth(at).locator(".step").all_inner_texts() for at in range(2)]
    assert steps[0] == ["Cid denies", "Bob asserts", "Ann asserts", "The Wire"]
    assert steps[1] == ["somebody not named asserts", "former clerks alleges", "The Wire"]
    assert rows.locator("q").all_inner_texts() == ["it rained", "it burned"]


def test_who_is_not_named_is_dashed_in_a_chain(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    unnamed = page.locator(".step.unnamed")
    assert unnamed.all_inner_texts() == ["somebody not named asserts", "former clerks alleges"]
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
        "Bob asserts (“told”)",
        "Ann asserts (“said”)",
        "The Wire",
    ]


def test_chains_through_one_party_are_shown_alone(visit: Callable[..., Visit]) -> None:
    page = visit(make_chains()).open("#view=chain")
    page.locator("#search").fill("cid")
    page.locator("#search").press("Enter")
    assert is_pressed(page, "chain")
    assert "1 chain through Cid" in page.locator("#sheet .bar").inner_text()
    page.get_by_role("button", name="All chains").click()
    assert page.locator(".chains li").count() == 2


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
