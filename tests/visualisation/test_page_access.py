"""Who uses no mouse, or hears the page, reaches all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from pages import SIZES, SOME_VIEWS, VIEWS, Visit, heading

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SELECTIONS = ("", "&node=entity%2Fhalden-stone", "&reading=doc%2Fd940d12c124ca508%2Fclaim%2F320-374")
_NAME = "(one) => one.name || one.id || one.dataset.view || one.getAttribute('aria-label') || one.textContent"
_FOCUSED = f"""
() => {{
  const name = {_NAME};
  const one = document.activeElement;
  const wide = (text) => parseFloat(text) >= 2;
  const rings = [one, one.querySelector(".catch") ?? one].map(getComputedStyle);
  const box = one.getBoundingClientRect();
  return {{
    body: one === document.body,
    name: name(one),
    ringed: rings.some((look) => (look.outlineStyle !== "none" && wide(look.outlineWidth))
      || (look.stroke !== "none" && wide(look.strokeWidth))),
    seen: getComputedStyle(one).opacity === "1" && box.width > 0 && box.left > -1 && box.left < innerWidth,
  }};
}}
"""
_FOCUSABLE = f"""
() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((one) => one.checkVisibility({{ visibilityProperty: true }})).map({_NAME})
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_object_to(
    visit: Callable[..., Visit], html: str, axe: str, scheme: str, size: tuple[int, int]
) -> None:
    # without motion no colour is measured on its way to another
    visited = visit(html, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = visited.open()
    page.evaluate(axe)
    found = {}
    for view in VIEWS:
        for selection in SELECTIONS[:2] if view in ("summary", "who") else SELECTIONS[::2]:
            visited.go(f"view={view}{selection}")
            violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
            if violations:
                found[f"{view}{selection}"] = [describe(violation) for violation in violations]
    assert found == {}


def test_axe_finds_nothing_in_search_filters_and_an_empty_view(
    visit: Callable[..., Visit], html: str, axe: str
) -> None:
    visited = visit(html, reduced_motion="reduce")
    page = visited.open()
    page.evaluate(axe)
    found = []
    for summary in page.locator("details.facet > summary").all():
        summary.click()
    page.locator("#search").fill("halden")
    found += page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
    page.locator("#search").fill("zzz")
    found += page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
    for view in VIEWS:
        visited.go(f"view={view}&only=act%3Anothing")
        found += page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
    assert [describe(violation) for violation in found] == []


def describe(violation: Mapping[str, Any]) -> str:
    return f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"


@pytest.mark.parametrize("view", SOME_VIEWS)
def test_everything_is_reached_with_tab_and_is_seen_to_be(visit: Callable[..., Visit], html: str, view: str) -> None:
    visited = visit(html, reduced_motion="reduce")
    page = visited.open(f"#view={view}&node=entity%2Fhalden-stone")
    for at in range(page.locator("details.facet > summary").count()):
        page.locator("details.facet > summary").nth(at).click()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus()")
    wanted = page.evaluate(_FOCUSABLE)
    reached = tab_through(page, most=len(wanted) + 20)
    names = [one["name"] for one in reached]
    assert names[0] == "Skip to the picture"
    assert set(wanted) <= set(names)
    assert [one["name"] for one in reached if not one["seen"]] == []
    # a field for a day is gone through part by part, of which the browser rings only some
    assert set(names) == {one["name"] for one in reached if one["ringed"]}
    assert "" not in names


def tab_through(page: Page, most: int) -> list[dict[str, Any]]:
    """Press Tab until the page has been gone through; give what had the focus on the way."""
    page.evaluate(f"() => {{ window.reached = []; addEventListener('keyup', () => reached.push(({_FOCUSED})())); }}")
    for at in range(most):
        page.keyboard.press("Tab")
        if at % 8 == 7 and page.evaluate("reached.some((one) => one.body)"):
            break
    reached: list[dict[str, Any]] = page.evaluate("reached")
    return reached[: next((at for at, one in enumerate(reached) if one["body"]), len(reached))]


def test_the_skip_link_leads_past_the_filters(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "stage"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "network"
    assert heading(page) == ""


@pytest.mark.parametrize(
    ("view", "control"),
    [
        ("matrix", ".matrix .cell >> nth=3"),
        ("matrix", ".matrix tbody .plain >> nth=2"),
        ("table", "#statements .cell >> nth=5"),
        ("timeline", ".days .card >> nth=4"),
        ("chain", ".step:not(.root) >> nth=1"),
        ("article", ".said >> nth=6"),
    ],
)
def test_the_focus_stays_where_it_is_when_something_is_opened(
    visit: Callable[..., Visit], html: str, view: str, control: str
) -> None:
    visited = visit(html)
    page = visited.open(f"#view={view}")
    page.locator(control).focus()
    before = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Space")
    assert heading(page)
    visited.go(f"view={view}")
    assert heading(page) == ""
    page.locator(control).focus()
    page.keyboard.press("Enter")
    assert heading(page)
    assert page.evaluate("document.activeElement.textContent") == before


@pytest.mark.parametrize("name", ["2031-03-04: 12 lines published", "2031-03-06: 11 lines published"])
def test_the_focus_stays_on_the_bar_that_was_pressed(visit: Callable[..., Visit], html: str, name: str) -> None:
    page = visit(html).open("#view=timeline")
    page.locator(f'.bin[aria-label="{name}"]').focus()
    page.keyboard.press("Enter")
    assert page.locator("#status").inner_text().startswith(("11 of", "12 of"))
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


@pytest.mark.parametrize("name", ["style:reject", "kind:person"])
def test_the_focus_stays_on_a_switch_of_the_legend(visit: Callable[..., Visit], html: str, name: str) -> None:
    page = visit(html).open()
    page.locator(f'input[name="{name}"]').focus()
    page.keyboard.press("Space")
    assert not page.locator(f'input[name="{name}"]').is_checked()
    assert page.evaluate("document.activeElement.name") == name


def test_the_focus_stays_in_the_panel_when_a_card_of_it_is_opened(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.locator("#panel .card").first.focus()
    page.keyboard.press("Enter")
    assert heading(page) == "the inspectorate's report"
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")


def test_the_focus_is_not_lost_when_the_filters_are_cleared(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#off=style%3Areject")
    page.locator("#clear").focus()
    page.keyboard.press("Enter")
    assert page.locator("#clear").count() == 0
    assert page.evaluate("document.activeElement !== document.body")


def test_the_focus_is_not_lost_when_a_match_of_the_search_is_opened(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    for view in VIEWS:
        page = visited.open(f"#view={view}")
        page.keyboard.press("/")
        page.keyboard.type("halden stone")
        page.keyboard.press("Enter")
        if view == "chain":
            # there it narrows to the chains through somebody
            assert heading(page) == "Halden Stone"
        else:
            assert page.locator(".headline").inner_text() == "Halden Stone", view
        assert page.evaluate("document.activeElement !== document.body"), view


def test_the_table_tells_what_its_rows_and_columns_are(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    assert page.locator("#statements caption").inner_text() == "23 lines"
    assert (
        page.locator('#statements thead th[scope="col"]').count() == page.locator("#statements thead th").count() == 9
    )
    assert page.locator('#statements tbody th[scope="row"]').count() == 23
    assert page.locator("#statements [aria-sort]").get_attribute("aria-sort") == "ascending"
    page.get_by_label("Filter the rows").fill("kesk")
    assert page.locator("#statements caption").inner_text() == "2 lines"


def test_the_matrix_tells_what_its_rows_and_columns_are(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=matrix")
    assert page.locator(".matrix caption").inner_text() == "Who takes which stance on what"
    assert page.locator('.matrix thead th[scope="col"]').count() == page.locator(".matrix thead th").count()
    assert page.locator('.matrix tbody th[scope="row"]').count() == page.locator(".matrix tbody tr").count()


def test_stance_is_told_by_more_than_colour(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#view=table")
    symbols = page.locator("#statements .cell").evaluate_all(
        "cells => cells.map(cell => [cell.className.split(' ')[1], cell.textContent.trim()[0]])"
    )
    assert {("affirm", "✔"), ("reject", "✖"), ("allege", "?"), ("relay", "❝")} <= {tuple(pair) for pair in symbols}


def test_what_changes_is_announced(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    assert page.locator("#status").get_attribute("role") == "status"
    assert page.locator("#panel").get_attribute("aria-live") == "polite"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "The quarry"
