"""Reviewing in a real browser: by keys and by hand, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reviewing import PIPE, build, find_key, read_rows
from serving import Served, serve
from tiers import nightly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
type Visit = Callable[..., Page]

MARK = """
([first, last]) => {
  const article = document.querySelector("#desk article");
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const long = node.textContent.length;
    if (first >= at && first < at + long) range.setStart(node, first - at);
    if (last > at && last <= at + long) range.setEnd(node, last - at);
    at += long;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return build(tmp_path)


@pytest.fixture
def served(out: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(out, tmp_path / "log.txt") as server:
        yield server


@pytest.fixture
def visit(browser: Browser, served: Served, out: Path) -> Iterator[Visit]:
    """Open the article as somebody whose name is known, unless it is not to be."""
    contexts, complaints, asked = [], [], []

    def open_page(who: str = "Mara", **options: object) -> Page:
        context = browser.new_context(base_url=served.address, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        if who:
            page.add_init_script(f"localStorage.setItem('graphkit-who', '{who}')")
        page.goto(f"doc/{find_key(out)}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((served.address, "data:"))] == []
    assert [told for told in complaints if not told.startswith("Failed to load resource")] == []


def chosen(page: Page) -> Locator:
    return page.locator(".entry.chosen")


def test_claims_are_reviewed_by_keys_alone(visit: Visit, out: Path) -> None:
    page = visit()
    page.keyboard.press("j")
    assert PIPE in chosen(page).inner_text()
    page.keyboard.press("r")
    page.locator('.entry[data-state="right"] .undo').wait_for()
    assert PIPE not in chosen(page).inner_text()  # it goes on to the next
    page.keyboard.press("w")
    page.locator('.entry[data-state="wrong"] .undo').wait_for()
    assert page.locator("[data-show=read]").inner_text() == "Reviewed 2"
    assert page.locator('mark[data-state="wrong"]').count() > 0
    page.keyboard.press("u")
    page.locator('.entry[data-state="wrong"]').wait_for(state="detached")
    page.keyboard.press("u")
    page.locator('.entry[data-state="right"]').wait_for(state="detached")
    assert page.locator("#undo").is_disabled()
    assert [row["revoked"] != "" for row in read_rows(out / "reviews.csv")] == [True, True]


def test_fast_keys_lose_no_answer(visit: Visit, out: Path) -> None:
    page = visit()
    page.keyboard.press("j")
    for key in "rwr":
        page.keyboard.press(key)
    page.locator(".verdict .undo").nth(2).wait_for()
    assert [row["verdict"] for row in read_rows(out / "reviews.csv")] == ["right", "wrong", "right"]


def test_the_name_is_asked_once_and_can_be_changed(visit: Visit, out: Path) -> None:
    page = visit(who="")
    page.keyboard.press("j")
    page.keyboard.press("r")
    dialog = page.locator("dialog[open]")
    # neither the key that was pressed nor the login, which may be anybody's
    assert dialog.get_by_label("Your name").input_value() == ""
    dialog.locator("input").fill("Tomas Leif")
    page.keyboard.press("Enter")
    page.locator('.entry[data-state="right"] .undo').wait_for()
    page.keyboard.press("w")
    page.locator('.entry[data-state="wrong"] .undo').wait_for()
    assert "You answer as Tomas Leif" in page.locator("#reviewer").inner_text()
    assert {row["who"] for row in read_rows(out / "reviews.csv")} == {"Tomas Leif"}
    page.reload()
    assert "You answer as Tomas Leif" in page.locator("#reviewer").inner_text()


def test_nothing_is_kept_from_somebody_who_gives_no_name(visit: Visit, out: Path) -> None:
    page = visit(who="")
    page.keyboard.press("j")
    page.keyboard.press("w")
    page.locator("dialog[open] button", has_text="Cancel").click()
    page.locator("dialog[open]").wait_for(state="detached")
    assert page.locator('.entry[data-state="wrong"]').count() == 0
    assert not (out / "reviews.csv").exists()


def test_a_claim_is_corrected_with_words_that_are_marked(visit: Visit, out: Path) -> None:
    page = visit()
    page.keyboard.press("j")
    page.keyboard.press("c")
    form = page.locator(".entry .correction")
    assert form.locator("[name=source]").input_value() == "Nordal Chemicals"
    text = page.locator("#desk article").evaluate("article => article.textContent")
    start = text.index("a pipe")
    page.evaluate(MARK, [start, start + 15])
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect(form.locator("[name=words]")).to_have_value("a pipe had leaked")
    form.locator("[name=source]").fill("Nobody At All")
    form.locator(".main").click()
    form.locator(".complaint", has_text="stands nowhere in the article").wait_for()
    form.locator("[name=source]").fill("Ida Roe")
    form.locator(".main").click()
    page.locator('.entry[data-state="corrected"]').wait_for()
    [row] = read_rows(out / "reviews.csv")
    assert (row["source"], row["content"].rpartition("=")[2]) == ("Ida Roe", f"{start},{start + 17}")
    assert chosen(page).locator("del").all_inner_texts() == ["Nordal Chemicals", PIPE]


def test_marking_words_opens_the_form_for_a_missed_claim(visit: Visit, out: Path) -> None:
    page = visit()
    text = page.locator("#desk article").evaluate("article => article.textContent")
    start = text.index("The police")
    page.evaluate(MARK, [start, start + 22])
    form = page.locator("#missed .correction")
    form.locator("h3", has_text="A claim the machine missed. Who said it?").wait_for()
    assert form.locator("[name=words]").input_value() == "The police arrested Bo"
    assert page.evaluate("document.activeElement.name") == "source"
    page.keyboard.type("Ida Roe")
    page.keyboard.press("Enter")
    page.locator('.entry[data-state="missed"]').wait_for()
    assert page.locator("#missed").is_hidden()
    assert "Ida Roe says: The police arrested Bo" in chosen(page).inner_text()


def test_a_missed_claim_is_added_without_a_mouse(visit: Visit, out: Path) -> None:
    page = visit()
    page.locator("#miss").focus()
    page.keyboard.press("Enter")
    page.locator("#missed [name=words]").fill("the police  ARRESTED")
    page.keyboard.press("Escape")
    assert page.locator("#missed").is_hidden()
    page.locator("#miss").focus()
    page.keyboard.press("Enter")
    page.locator("#missed [name=words]").fill("the police  ARRESTED")
    page.locator("#missed .main").click()
    page.locator('.entry[data-state="missed"]').wait_for()
    assert read_rows(out / "reviews.csv")[0]["words"] == "The police arrested"


def test_only_what_is_to_be_read_is_shown(visit: Visit) -> None:
    page = visit()
    number = page.locator(".claims:not(.edges) .entry:visible").count()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator(".verdict .undo").wait_for()
    page.locator("[data-show=unread]").click()
    assert page.locator(".claims:not(.edges) .entry:visible").count() == number - 1
    page.locator("[data-show=read]").click()
    assert page.locator(".entry:visible").count() == 1


def test_an_answer_that_cannot_be_kept_is_said_and_not_shown_as_kept(visit: Visit, out: Path) -> None:
    page = visit()
    (out / "reviews.csv").write_bytes(b"\xff\xfe no table")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator("#said", has_text="Not kept").wait_for()


@pytest.mark.parametrize("size", [(1400, 900), *nightly([(390, 844)])])
@pytest.mark.parametrize("scheme", ["light", *nightly(["dark"])])
def test_axe_finds_nothing_to_object_to(visit: Visit, served: Served, scheme: str, size: tuple[int, int]) -> None:
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = visit(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce")

    def find_violations() -> list[str]:
        page.evaluate(library.Axe().axe_script)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    assert find_violations() == []
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator('.entry[data-state="right"] .undo').wait_for()
    page.keyboard.press("w")
    page.locator('.entry[data-state="wrong"] .undo').wait_for()
    page.keyboard.press("c")
    assert find_violations() == []
    page.keyboard.press("Escape")
    page.locator("#miss").click()
    assert find_violations() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for address in ("identities", "identities?who=Ida+Roe&other=Nordal+Chemicals"):
        page.goto(address)
        assert find_violations() == []


def test_people_are_parted_in_the_page(visit: Visit, out: Path) -> None:
    page = visit()
    page.goto("identities?who=Ida+Roe&other=Nordal+Chemicals")
    page.locator("[data-answer=different]").first.click()
    page.locator(".verdict", has_text="Not the same").first.wait_for()
    assert [row["answer"] for row in read_rows(out / "identities.csv")] == ["different"]
    page.locator("[data-revoke]").first.click()
    page.locator(".verdict").first.wait_for(state="detached")
    assert read_rows(out / "identities.csv")[0]["revoked_by"] == "Mara"
