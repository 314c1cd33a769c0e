"""What the panel tells of who else makes a claim, who puts it otherwise, and who quotes the same words differently."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from harbour import Harbour
from newsroom import Newsroom
from pages import SCHEMES, SIZES, Visit, heading

from graphkit.model.vocabulary import BASE
from graphkit.visualisation import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTILE = '"><img src=x onerror=window.pwned=1></mark><script>window.pwned=1</script>'


def go_to(claim: str) -> str:
    return f"#reading={quote(claim.removeprefix(BASE), safe='')}"


def section(page: Page, title: str) -> Locator:
    """Find the cards below a title of the panel."""
    return page.locator("#panel h2", has_text=title).locator("xpath=following-sibling::ul[1]").locator(".card")


def titles(page: Page) -> list[str]:
    # style sheets may write them in capitals
    return [str(title) for title in page.locator("#panel h2").evaluate_all("all => all.map(one => one.textContent)")]


@pytest.fixture(scope="module")
def harbour() -> Harbour:
    return Harbour()


def test_a_claim_shows_who_says_it_too_in_which_sentence(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.twelve))
    [card] = section(page, "Also said by").all()
    assert card.locator("b").inner_text() == "Ann Berg"
    assert card.locator("q").inner_text() == "Ann Berg said that 12 boats had gone down."
    assert card.locator("mark").all_inner_texts() == ["that 12 boats had gone down"]
    assert "Losses · Tide Daily · 2031-03-04 · characters " in card.inner_text()
    origins = page.locator("#panel").inner_text()
    assert "2 articles, 1–2 origins (a body and who has a post in it)." in origins
    assert "Taken for one claim: sure." in origins


def test_a_card_leads_to_its_claim_and_back(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.twelve))
    section(page, "Also said by").click()
    assert heading(page).startswith("Ann Berg — asserts")
    section(page, "Also said by").click()
    assert heading(page).startswith("Ida Roe — asserts")


def test_a_card_leads_into_its_article(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(f"#view=article&{go_to(harbour.twelve)[1:]}")
    section(page, "Also said by").click()
    assert page.locator("#sheet .title").inner_text() == "Losses"
    assert "that 12 boats had gone down" in "".join(page.locator("#sheet .on.content").all_inner_texts())


def test_a_claim_shows_who_puts_it_otherwise_and_in_what(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.twelve))
    [card] = section(page, "Put otherwise").all()
    assert card.inner_text().startswith("Number: Twelve / 14")
    assert card.locator("mark").all_inner_texts() == ["14"]
    assert "The guard said that 14 boats sank." in card.inner_text()


def test_both_sides_of_a_denial_are_shown(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.charge))
    [card] = section(page, "Put otherwise").all()
    assert card.inner_text().startswith("Whether it is so")
    assert card.locator("q").all_inner_texts() == ["Kester denied that a pipe leaked .", "A pipe leaked, Lund told us."]
    assert card.locator("mark").all_inner_texts() == ["that a pipe leaked", "A pipe leaked"]


@pytest.mark.parametrize("side", ["not_asked", "asked"])
def test_words_that_a_quotation_lost_are_marked(visit: Callable[..., Visit], harbour: Harbour, side: str) -> None:
    page = visit(harbour.render()).open(go_to(getattr(harbour, side)))
    [card] = section(page, "Quoted otherwise").all()
    assert card.inner_text().startswith("A negation lost; they disagree in whether it is so")
    assert card.locator("mark").all_inner_texts() == ["not"]
    assert sorted(card.locator("q").all_inner_texts()) == ["“We did ask,” Hale added.", "“We did not ask,” Hale added."]
    # the same pair is not told twice
    assert "Put otherwise" not in titles(page)


def test_a_claim_that_matches_none_shows_nothing_of_it(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.alone))
    assert heading(page).startswith("Moe")
    assert {"Also said by", "Also said elsewhere", "Put otherwise", "Quoted otherwise"}.isdisjoint(titles(page))


@pytest.mark.parametrize(("named", "title"), [(True, "Also said elsewhere"), (False, "Also said by")])
def test_only_a_named_speaker_is_known_to_say_it_again(visit: Callable[..., Visit], named: bool, title: str) -> None:
    room = Newsroom()
    claims = []
    for text, content in (("Ann said it rained.", "it rained"), ("It rained, Ann said.", "It rained")):
        document = room.write(text)
        who = room.name(document, "Ann", slug="ann") if named else None
        claims.append(room.claim(document, "Ann", "said", content, who=who))
    room.unite(*claims)
    page = visit(render_html(room.store, title="x", texts=room.texts)).open(go_to(claims[0]))
    assert title in titles(page)


def test_who_says_it_too_is_not_listed_twice(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.twelve))
    assert not [title for title in titles(page) if title.startswith("Others on the same")]
    assert page.locator("#panel b", has_text="Ann Berg").count() == 1


def test_the_box_of_a_claim_tells_its_origins(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open()
    page.locator("#search").fill("twelve boats")
    page.locator("#search").press("Enter")
    assert "2 articles, 1–2 origins (a body" in page.locator("#panel").inner_text()


def test_many_that_say_one_thing_are_folded_away(visit: Callable[..., Visit]) -> None:
    room = Newsroom()
    claims = []
    for number in range(30):
        document = room.write(f"P{number:02} said it rained.", issued=f"2031-03-{number + 1:02}")
        claims.append(
            room.claim(document, f"P{number:02}", "said", "it rained", who=room.name(document, f"P{number:02}"))
        )
    room.unite(*claims, least=30, most=30)
    page = visit(render_html(room.store, title="x", texts=room.texts)).open(go_to(claims[0]))
    names = section(page, "Also said by").locator("b")
    assert names.all_inner_texts() == [f"P{number:02}" for number in range(1, 5)]
    page.locator("#panel summary", has_text="25 more").click()
    assert page.locator("#panel details.more .card:visible").count() == 25


def test_without_the_texts_the_exact_words_are_shown(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render(with_texts=False)).open(go_to(harbour.twelve))
    assert section(page, "Also said by").locator("q").inner_text() == "that 12 boats had gone down"
    [card] = section(page, "Put otherwise").all()
    assert card.inner_text().startswith("Number: Twelve / 14")
    assert card.locator("mark").all_inner_texts() == ["14"]


@pytest.mark.parametrize("with_texts", [True, False])
def test_hostile_words_stay_words(visit: Callable[..., Visit], with_texts: bool) -> None:
    room = Harbour(HOSTILE)
    visited = visit(room.render(with_texts=with_texts))
    page = visited.open()
    for claim in (room.twelve, room.again, room.denial, room.charge, room.asked):
        visited.go(go_to(claim)[1:])
        assert page.locator("#panel img, #panel script").count() == 0
    visited.go(go_to(room.charge)[1:])
    assert HOSTILE in section(page, "Put otherwise").inner_text()
    visited.go(go_to(room.again)[1:])
    assert f"a post in it{HOSTILE}" in page.locator("#panel").inner_text()
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert visited.complaints == []
    assert visited.foreign_requests() == []


# -- without a mouse


def test_matches_are_reached_and_opened_by_keyboard(visit: Callable[..., Visit], harbour: Harbour) -> None:
    page = visit(harbour.render()).open(go_to(harbour.twelve))
    page.locator("#panel").focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('match')"):
            break
    page.keyboard.press("Enter")
    assert heading(page).startswith("Ann Berg")
    assert page.evaluate("document.activeElement.id") == "panel"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_to_object_to(
    visit: Callable[..., Visit], harbour: Harbour, scheme: str, size: tuple[int, int]
) -> None:
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    options = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme, "reduced_motion": "reduce"}
    visited = visit(harbour.render(), **options)
    page = visited.open()
    page.evaluate(library.Axe().axe_script)
    for claim in (harbour.twelve, harbour.denial, harbour.asked):
        visited.go(go_to(claim)[1:])
        violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
        assert [violation["id"] for violation in violations] == []


@pytest.mark.parametrize("width", [390, 1400])
def test_no_card_is_wider_than_the_panel(visit: Callable[..., Visit], width: int) -> None:
    room = Harbour("x" * 200)
    visited = visit(room.render(), viewport={"width": width, "height": 844})
    page = visited.open(go_to(room.charge))
    assert section(page, "Put otherwise").count() == 1
    assert page.locator("#panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
