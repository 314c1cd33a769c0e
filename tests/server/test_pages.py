"""The pages of the server in a real browser: they can be used, and text in them is only text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from serving import Served, open_watched

import graphkit
from graphkit import documents
from graphkit.model import Document
from graphkit.server import pages
from graphkit.server.index import render_index

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with open_watched(browser, served, "data:", "blob:") as page:
        yield page


def wait_for_status(page: Page, word: str) -> None:
    page.locator("#status", has_text=word).wait_for()


@pytest.fixture
def hostile(out: Path) -> str:
    """The path of the article with hostile text."""
    [path] = [path for path in (out / "articles").iterdir() if b"<script>" in path.read_bytes()]
    return f"doc/{path.stem}"


def test_an_article_shows_its_text_as_it_is(page: Page, served: Served, hostile: str, out: Path) -> None:
    page.goto(hostile)
    text = (out / "articles" / f"{hostile.removeprefix('doc/')}.txt").read_text(encoding="utf-8")
    assert page.locator("article").evaluate("element => element.textContent") == text
    assert page.locator("body script, img, svg, b:has(script)").count() == 0
    assert page.title() == '"><script>alert(4)</script>'


def test_a_claim_leads_to_its_words_and_back(page: Page, hostile: str) -> None:
    page.goto(hostile)
    first = page.locator(".claims li").first
    first.locator("a[href^='#claim=']").first.click()
    page.locator(".claims li:first-child.chosen").wait_for()
    assert "Oslo" in "".join(page.locator("mark.chosen").all_inner_texts())
    page.locator("mark.content").last.click()
    page.locator(".claims li:first-child:not(.chosen)").wait_for()
    assert page.locator(".claims li.chosen").count() == 1


def test_the_address_of_a_span_leads_to_it(page: Page, hostile: str) -> None:
    page.goto(f"{hostile}#char=0,4")
    assert page.locator("mark.chosen").all_inner_texts() == ["Oslo"]


def test_offsets_are_of_characters_and_not_of_halves(page: Page, hostile: str) -> None:
    page.goto(hostile)
    marked = page.locator("mark.content").all_inner_texts()
    assert "that the bridge 😀 was safe" in "".join(marked)


def test_a_question_is_chosen_filled_in_and_answered(page: Page) -> None:
    page.goto("query")
    page.locator("#named option[value=who-said-what]").wait_for(state="attached")
    page.select_option("#named", "who-said-what")
    page.fill('#parameters input[name="$who"]', "Norway")
    with page.expect_response("**/sparql") as answered:
        page.click("#run")
    assert answered.value.status == 200
    bindings = answered.value.json()["results"]["bindings"]
    assert bindings
    wait_for_status(page, "Answered")
    assert "Norway" in page.locator("#answer").inner_text()


def test_answers_are_only_text(page: Page) -> None:
    page.goto(
        "query?query="
        + "SELECT DISTINCT ?content ?x { ?c gk:content ?content BIND('<img src=x onerror=alert(5)>' AS ?x) }"
    )
    wait_for_status(page, "Answered")
    assert page.locator("#answer img").count() == 0
    assert "onerror=alert(5)" in page.locator("#answer").inner_text()


def test_a_mistake_is_shown(page: Page) -> None:
    page.goto("query?query=SELECT")
    wait_for_status(page, "No answer")
    assert "does not parse" in page.locator("#answer").inner_text()


def test_every_page_leads_to_every_other(page: Page, hostile: str) -> None:
    page.goto("")
    page.locator("nav a", has_text="Articles").click()
    page.locator("h1", has_text="Articles").wait_for()
    page.locator(f'a[href="/{hostile}"]').click()
    page.locator("article").wait_for()
    page.get_by_role("link", name="See it in the picture").click()
    page.locator("#sheet .paper").wait_for()
    assert page.locator("#sheet .paper h2").inner_text() == '"><script>alert(4)</script>'
    page.locator("#pages a", has_text="Query").click()
    page.locator("#form").wait_for()
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("link", name="Picture").click()
    page.locator("#network").wait_for()
    # what is a page of its own is no view besides
    assert not page.locator("#views").get_by_role("button", name="Brief").is_visible()
    assert page.locator("#pages a").all_inner_texts() == ["Brief", "Picture", "Who", "Articles", "Ask", "Query"]


def test_the_index_lists_every_article_with_its_claims(page: Page) -> None:
    page.goto("doc/")
    rows = page.locator("tbody tr")
    assert rows.count() == 2
    assert "2 articles" in page.locator("header p").inner_text()
    claims = rows.locator("td:last-child").all_inner_texts()
    assert all(int(number) > 0 for number in claims)
    assert page.locator("body script").count() == 0


def test_the_editor_of_queries_is_dark_where_the_page_is(browser: Browser, served: Served) -> None:
    page = browser.new_page(color_scheme="dark", base_url=served.address)
    page.goto("query")
    editor = page.locator(".CodeMirror").first
    if not editor.count():
        pytest.skip("the editor is not bundled")
    red = editor.evaluate("one => Number(/\\d+/.exec(getComputedStyle(one).backgroundColor)[0])")
    page.close()
    assert red < 80


def test_without_the_bundled_editor_the_page_is_plainer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pages, "_BUNDLED", tmp_path)
    page = pages.query_page().body.decode()
    assert "yasqe" not in page
    assert "<textarea" in page


def test_the_brief_leads_to_the_article_and_the_picture(page: Page) -> None:
    page.goto("")
    assert page.locator("nav a").all_inner_texts() == ["Brief", "Picture", "Who", "Articles", "Ask", "Query"]
    page.locator("details.matter[open] .sentence footer a").first.click()
    page.locator(".claims li.chosen").wait_for()
    page.goto("")
    page.locator("details.matter[open] .stand a").first.click()
    page.wait_for_url("**/who/*")
    page.get_by_role("link", name="In the picture").click()
    page.wait_for_url("**/picture#view=claims&node=*")
    page.wait_for_selector("[data-ready]", state="attached")
    assert page.locator("#panel h3").count() == 1
    # with the links of the server the header stays whole
    for width in (1300, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [
            page.locator(f"header {part}").bounding_box() for part in ("h1", ".search", "#views", "#theme", "#pages")
        ]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        assert page.evaluate("(h => h.scrollHeight <= h.clientHeight)(document.querySelector('h1'))")
        assert page.locator("header").evaluate("h => h.offsetHeight") < 120


def test_a_sentence_of_the_brief_is_copied_with_its_citation(page: Page) -> None:
    page.goto("")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (t) => { window.kept = t; } } })"
    )
    button = page.locator(".copy").first
    button.click()
    page.locator("#copied", has_text="Copied").wait_for(state="attached")
    assert "characters " in page.evaluate("window.kept")


def test_an_address_of_the_picture_that_was_kept_still_leads_to_it(page: Page) -> None:
    page.goto("#view=who")
    page.wait_for_url("**/picture#view=who*")


def test_a_name_leads_to_the_page_on_whoever_bears_it(page: Page) -> None:
    page.goto("")
    page.locator("#speakers .more summary").click()
    page.locator(".speaker a", has_text="Johanne Lie").first.click()
    page.wait_for_url("**/who/johanne-lie")
    assert page.locator("h1").inner_text() == "Johanne Lie"
    line = page.locator(".line").first
    line.locator("summary").click()
    line.locator(".sentence footer a").click()
    page.locator(".claims li.chosen").wait_for()
    page.go_back()
    page.wait_for_url("**/who/johanne-lie")
    page.locator(".counts a").first.click()
    page.wait_for_url("**/who/johanne-lie#says")
    page.locator("nav a", has_text="Who").click()
    page.get_by_role("link", name="Norway", exact=True).click()
    page.wait_for_url("**/who/norway")


def test_names_in_an_article_and_in_an_answer_lead_there(page: Page, out: Path) -> None:
    page.goto("doc/")
    page.locator("tbody tr", has_not_text="script").locator("a").first.click()
    page.locator(".claims b a", has_text="Johanne Lie").first.click()
    page.wait_for_url("**/who/johanne-lie")
    page.goto("query?query=SELECT DISTINCT ?who { ?who gk:opposes ?what }")
    page.locator("#answer td a", has_text="/entity/norway").click()
    page.wait_for_url("**/who/norway")


def test_the_page_on_somebody_leads_to_where_mentions_are_merged_and_split(page: Page) -> None:
    page.goto("who/norway")
    page.locator("#namings summary").click()
    page.get_by_role("link", name="Merge or split its mentions").click()
    page.get_by_role("heading", name="Norway", exact=True).wait_for()
    # an article is called by its title, and not by the name of its file
    assert "Coastal watchdog publishes" in page.locator("#answered").inner_text()
    assert "example.txt" not in page.locator("#answered").inner_text()


def test_who_is_not_there_is_said_in_a_line(served: Served) -> None:
    for key in ("nobody", "https://example.net/x", "%3Cscript%3E", "a/b"):
        answer = served.client.get(f"who/{key}")
        assert (answer.status_code, answer.text) == (404, "no article mentions such an entity\n")


def test_the_pages_on_entities_hold_no_element_of_the_news(page: Page) -> None:
    page.goto("who/")
    addresses = page.locator(".standings a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    for address in addresses[:12]:
        page.goto(address.removeprefix("/"))
        assert page.locator("main script, main img, main iframe").count() == 0
    page.goto("who/")
    field = page.get_by_role("searchbox", name="Find in this list")
    field.press_sequentially("norw")
    assert page.locator(".filter-list output").inner_text().endswith(f" of {len(addresses)}")
    field.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/who/norway"


def test_the_index_leads_from_a_publisher_to_what_articles_say_of_it(tmp_path: Path) -> None:
    article = Document(
        text="Radio Ansel denied the report.", identifier="a.txt", title="Denied", publisher="Radio Ansel"
    )
    other = Document(text="Norway denied the report.", identifier="b.txt", publisher="The Wire")
    graphkit.build([documents.check(article), documents.check(other)]).save(tmp_path / "out")
    listed = render_index(tmp_path / "out").body.decode()
    assert '<td><a href="/who/radio-ansel">Radio Ansel</a></td>' in listed
    assert "<td>The Wire</td>" in listed
    assert "Denied</a> <small>a.txt</small>" in listed
