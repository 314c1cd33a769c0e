"""The views that are text: summary, matrix, table, timeline and chains."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Visit, heading

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
