"""The page on one person, body or place: reached from every name, and left with the browser's own way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from faces import build_faces
from pages import KEEP_CLIPBOARD, SCHEMES, SIZES, Visit, heading, is_pressed
from pyoxigraph import Store
from shore import build_shore

from graphkit.visualisation import render_html
from graphkit.visualisation.who.wording import describe_counts, word_line

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graphkit.graph import KnowledgeGraph

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THORVALD = "#who/entity/ragna-thorvald"


@pytest.fixture(scope="module")
def faces() -> KnowledgeGraph:
    return build_faces()


@pytest.fixture(scope="module")
def page_of_faces(faces: KnowledgeGraph) -> str:
    return faces.show().html


def name(page: Page) -> str:
    return page.locator(".headline").inner_text()


def flatten(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_it_shows_what_the_profile_holds(
    visit: Callable[..., Visit], page_of_faces: str, faces: KnowledgeGraph
) -> None:
    visited = visit(page_of_faces)
    page = visited.open(THORVALD)
    profile = faces.who("Ragna Thorvald")
    assert name(page) == "Ragna Thorvald"
    assert page.title() == "Ragna Thorvald – 2 articles"
    assert page.locator(".counts").inner_text() == " · ".join(words for words, _ in describe_counts(profile))
    shown = [flatten(text) for text in page.locator(".line .told").all_inner_texts()]
    told = [(word_line(line, named=False), line) for group in profile.says for line in group.lines]
    told += [(word_line(line, named=True), line) for group in profile.said for line in group.lines]
    assert len(shown) == len(told)
    for text, (words, line) in zip(shown, told, strict=True):
        assert text.startswith(words)
        assert all(speaker.name in text for speaker in line.stand.via)
    assert [text.strip() for text in page.locator("#who-voiced .sentence p").all_inner_texts()] == [
        sentence.text for sentence in profile.voiced
    ]
    aside = flatten(page.locator(".asides").inner_text())
    for words in ("mayor of Halden", "David Brown accuses Ragna Thorvald", "visits Mirefield", "Tide turns"):
        assert words in aside
    assert visited.complaints == []
    assert visited.foreign_requests() == []


def test_a_line_opens_to_its_sentence_which_is_copied_with_its_citation(
    visit: Callable[..., Visit], page_of_faces: str
) -> None:
    page = visit(page_of_faces).open(THORVALD)
    page.evaluate(KEEP_CLIPBOARD)
    line = page.locator(".line", has_text="denies")
    line.locator("summary").click()
    line.locator(".copy").click()
    assert page.evaluate("window.kept") == (
        "“She denied that the ferry had leaked.” (Ferry safe, Halden Gull, 2031-05-02, characters 113–150)"
    )
    line.locator(".sentence a").click()
    assert is_pressed(page, "article")
    assert "the ferry had leaked" in "".join(page.locator("#sheet .on").all_inner_texts())


@pytest.mark.parametrize("what", ["role-of", "tie"])
def test_roles_and_relations_open_to_their_sentences(
    visit: Callable[..., Visit], page_of_faces: str, what: str
) -> None:
    visited = visit(page_of_faces)
    page = visited.open(THORVALD)
    one = page.locator(f".{what}", has_text="mayor of" if what == "role-of" else "visits")
    one.locator("summary").click()
    one.locator(".sentence").wait_for()
    assert "Ragna Thorvald, the mayor of Halden, visited Mirefield" in one.locator(".sentence p").inner_text()
    one.locator(".sentence a").click()
    assert is_pressed(page, "article")
    assert heading(page)
    assert visited.complaints == []


@pytest.mark.parametrize(
    ("fragment", "link"),
    [
        ("", ".speaker a >> nth=0"),
        ("#view=claims&node=entity%2Fragna-thorvald", "#panel h3 a"),
        ("#view=claims", "#panel .cards a >> nth=0"),
        ("#view=table", "#statements a >> text=Ragna Thorvald >> nth=0"),
        ("#who/entity/halden", ".asides a >> text=Ragna Thorvald >> nth=0"),
        ("#who", ".standings a >> nth=0"),
    ],
)
def test_a_name_anywhere_leads_to_the_page_and_the_way_back_returns(
    visit: Callable[..., Visit], page_of_faces: str, fragment: str, link: str
) -> None:
    visited = visit(page_of_faces)
    page = visited.open(fragment)
    before = page.url.split("#")[1] if "#" in page.url else ""
    page.locator(link).click()
    assert name(page) == "Ragna Thorvald"
    assert page.url.endswith(THORVALD)
    page.go_back()
    page.wait_for_function("before => (location.hash.slice(1)) === before", arg=before)
    page.go_forward()
    page.wait_for_function("after => location.hash === after", arg=THORVALD)
    assert name(page) == "Ragna Thorvald"
    assert visited.complaints == []


def test_a_name_in_the_panel_of_a_claim_leads_there_too(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces).open("#view=table")
    page.locator("#statements tbody tr", has_text="The ferry is safe").first.locator("td.column-6").click()
    assert heading(page)
    page.locator("#panel dd .person", has_text="Ragna Thorvald").first.click()
    assert name(page) == "Ragna Thorvald"


def test_search_finds_whoever_no_line_leads_to(visit: Callable[..., Visit], page_of_faces: str) -> None:
    visited = visit(page_of_faces)
    page = visited.open("#view=claims")
    page.keyboard.press("/")
    page.keyboard.type("mirefield")
    page.keyboard.press("Enter")
    assert name(page) == "Mirefield"
    assert "0 own claims · 0 claims of others" in page.locator(".counts").inner_text()
    assert visited.complaints == []


def test_the_way_back_returns_to_where_one_had_read(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces, viewport={"width": 1000, "height": 300}).open("")
    page.locator("#sheet").evaluate("sheet => { sheet.scrollTop = 250; }")
    page.locator(".speaker a", has_text="Ines Corvo").evaluate("link => link.click()")
    assert page.locator("#sheet").evaluate("sheet => sheet.scrollTop") == 0
    page.go_back()
    page.locator(".speaker").first.wait_for()
    assert page.locator("#sheet").evaluate("sheet => sheet.scrollTop") == 250


def test_a_count_leads_to_the_rows_it_counts(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces).open(THORVALD)
    for at, section in enumerate(("says", "about", "voiced", "articles")):
        page.locator(".counts button").nth(at).click()
        assert page.evaluate("document.activeElement.id") == f"who-{section}"
    assert page.locator("#who-says .line").count() == 5
    assert page.locator("#who-about .line").count() == 3
    assert page.locator("#who-voiced .sentence").count() == 1
    assert page.locator("#who-articles .entry").count() == 2
    page.locator('#views [data-view="brief"]').click()
    page.locator(".counts button").first.click()
    assert name(page) == "Who there is"
    # the list is narrowed while one types, and Enter opens the first
    field = page.get_by_role("searchbox", name="Find in this list")
    field.press_sequentially("person BRÓWN")
    assert page.locator(".standings tbody tr").count() == 2
    assert page.locator(".filter-list output").inner_text() == "2 of 12"
    field.press("Escape")
    assert (field.input_value(), page.locator(".standings tbody tr").count()) == ("", 12)
    field.press_sequentially("thorv")
    field.press("Enter")
    assert name(page) == "Ragna Thorvald"


def test_a_dispute_leads_to_its_card(visit: Callable[..., Visit]) -> None:
    page = visit(build_shore().show().html).open("#who/entity/tom-hale")
    page.get_by_role("link", name="see the dispute").click()
    assert is_pressed(page, "brief")
    assert page.evaluate("document.activeElement.closest('details').open") is True
    assert "twelve boats" in page.evaluate("document.activeElement.closest('details').textContent")


def test_a_double_is_named_with_the_reason_and_is_reached(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces).open("#who/entity/david-brown")
    double = page.locator("#who-doubles .entry")
    assert "Not decided: same common name." in double.inner_text()
    assert "a name that many bear" in double.inner_text()
    double.locator("a").click()
    assert page.url.endswith("#who/entity/david-brown-9622f2a5")
    page.locator("#who-doubles summary").click()
    assert "a pronoun, by gender" in page.locator("#who-doubles table").inner_text()


def test_it_leads_to_the_picture_and_to_the_table_narrowed_to_it(
    visit: Callable[..., Visit], page_of_faces: str
) -> None:
    page = visit(page_of_faces).open(THORVALD)
    page.get_by_role("button", name="In the table").click()
    assert is_pressed(page, "table")
    rows = page.locator("#statements tbody tr").all_inner_texts()
    assert rows
    assert all("Thorvald" in row for row in rows)
    page.go_back()
    page.locator(".profile").wait_for()
    page.get_by_role("button", name="In the picture").click()
    assert heading(page) == "Ragna Thorvald"


@pytest.mark.parametrize("fragment", ["#who/entity/nobody", "#who/", "#who/%E0%A4%A", "#who/__proto__"])
def test_an_address_that_names_nobody_lists_all(visit: Callable[..., Visit], page_of_faces: str, fragment: str) -> None:
    visited = visit(page_of_faces)
    page = visited.open(fragment)
    assert name(page) == "Who there is"
    assert page.locator(".standings tbody tr").count() == 12
    assert visited.complaints == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_to_object_to(
    visit: Callable[..., Visit], page_of_faces: str, axe: str, scheme: str, size: tuple[int, int]
) -> None:
    visited = visit(
        page_of_faces, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    page = visited.open(THORVALD)
    page.evaluate(axe)
    for fragment in (THORVALD, "#who", "#who/entity/david-brown"):
        visited.go(fragment.removeprefix("#"))
        for summary in page.locator(".profile summary").all():
            summary.click(position={"x": 2, "y": 2})
        violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
        assert [describe(violation) for violation in violations] == []


def describe(violation: Mapping[str, Any]) -> str:
    return f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"


def test_it_can_be_used_by_keyboard(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces).open(THORVALD)
    line = page.locator(".line").first
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    line.locator(".sentence").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.sentence') !== null")
    page.locator(".asides a", has_text="Halden").first.focus()
    page.keyboard.press("Enter")
    assert name(page) == "Halden"


def test_it_fits_a_phone_and_paper(visit: Callable[..., Visit], page_of_faces: str) -> None:
    page = visit(page_of_faces, viewport={"width": 390, "height": 844}).open(THORVALD)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".copy").first.is_hidden()
    assert page.locator(".profile .tools").is_hidden()
    # on paper nothing is folded
    assert page.locator(".line details:not([open])").count() == 0
    assert page.locator(".line .sentence").count() >= 8


def test_the_words_of_the_news_are_only_words(
    visit: Callable[..., Visit], hostile: Store, texts: Mapping[str, str]
) -> None:
    visited = visit(render_html(hostile, title="x", texts=texts))
    page = visited.open("#who")
    page.locator(".standings a").first.click()
    assert page.locator(".profile script, .profile img, .profile iframe").count() == 0
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert visited.complaints == []


def test_without_the_texts_it_shows_the_exact_words(visit: Callable[..., Visit], quarry: Store) -> None:
    visited = visit(render_html(quarry, title="The quarry"))
    page = visited.open("#who/entity/halden-stone")
    page.locator(".line summary").first.click()
    page.locator(".line .sentence").first.wait_for()
    assert page.locator(".line .sentence p").first.inner_text()
    assert visited.complaints == []
