"""Open the page in a real browser, from disk, and use it as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import PARTS, PICTURES, VIEWS, Visit, find_pixel, heading, read_table
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.visualisation import render_html
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose
from graphkit.vocabulary import BASE, GK, RDF, SCHEMA, SKOS, XSD, Addresses

if TYPE_CHECKING:
    pass

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTESTED, REJECT = (199, 119, 0), (184, 66, 10)


@pytest.mark.parametrize("view", VIEWS)
def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    visit: Callable[..., Visit], html: str, view: str
) -> None:
    visited = visit(html)
    page = visited.open(f"#view={view}")
    assert [url for url in visited.requests if url != "about:blank"] == [visited.file.as_uri()]
    assert visited.complaints == []
    assert page.locator("h1").count() == 1
    assert page.locator("canvas").count() == (1 if view in PICTURES else 0)
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    assert page.locator(f'#views [data-view="{view}"]').get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("which", ["hostile", "rotated"])
@pytest.mark.parametrize("with_text", [True, False])
def test_hostile_text_runs_nothing_and_makes_no_element(
    visit: Callable[..., Visit], request: pytest.FixtureRequest, payloads: list[str], which: str, with_text: bool
) -> None:
    store: Store = request.getfixturevalue(which)
    text = "\n".join(payloads) * 3
    documents = {q.graph_name.value for q in store if isinstance(q.graph_name, NamedNode)}
    texts = dict.fromkeys(documents, text) if with_text else {}
    data = payload(compose(store), title="x", texts=texts)
    visited = visit(render_html(store, title=payloads[1] + payloads[2], texts=texts))
    page = visited.open()
    for view in VIEWS:
        visited.go(f"view={view}")
        for key, kind in (("nodes", "node"), ("readings", "reading")):
            for entry in read_table(data[key])[:: 1 if view == "claims" else 6]:
                visited.go(f"view={view}&{kind}={entry['id'].replace('#', '%23').replace('&', '%26')}")
    page.keyboard.press("/")
    page.keyboard.type("<")
    page.keyboard.press("Escape")
    assert page.evaluate("typeof window.pwned") == "undefined"
    made = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => e.tagName === 'svg' || !e.closest('svg'))"
        ".map(e => e.tagName.toLowerCase())"
    )
    assert not {"img", "iframe", "object", "embed", "base", "link", "form", "math", "video", "audio", "i"} & set(made)
    assert made.count("script") == 4
    assert made.count("style") == 1
    assert page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).every(n => !/^on/.test(n))"
    )
    targets = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert all(target.startswith(("#", "http://www.wikidata.org/entity/Q")) for target in targets)
    assert visited.complaints == []
    assert {url.split("#")[0] for url in visited.requests} <= {visited.file.as_uri(), "about:blank"}


def test_what_is_highlighted_is_the_slice_of_the_text(
    visit: Callable[..., Visit], quarry: Store, html: str, texts: Mapping[str, str]
) -> None:
    data = payload(compose(quarry), title="x", texts=texts)
    visited = visit(html)
    page = visited.open()
    articles = read_table(data["articles"])
    for reading in read_table(data["readings"]):
        text = articles[reading["article"]]["text"]
        visited.go(f"reading={reading['id']}")
        marks = page.locator(".excerpt mark").evaluate_all(
            "marks => marks.map(m => [m.dataset.part.split(' '), m.textContent])"
        )
        for part in ("source", "cue", "content"):
            spans = zip(*[iter(reading["spans"])] * 3, strict=True)
            covered = sorted({at for start, end, p in spans if PARTS[p] == part for at in range(start, end)})
            assert "".join(m for parts, m in marks if part in parts) == "".join(text[at] for at in covered)
        assert page.locator(".excerpt").evaluate("box => box.textContent") == text
        start, end = reading["sentence"]
        assert page.locator("#sentence").evaluate("box => box.textContent") == text[start:end]
        first = page.locator(".excerpt mark").first
        assert first.evaluate(
            "m => { const a = m.getBoundingClientRect(), b = m.closest('.excerpt').getBoundingClientRect();"
            " return a.top >= b.top && a.top < b.bottom; }"
        )


def article(quarry: Store, number: int) -> str:
    return compose(quarry).articles[number].iri.removeprefix(BASE)


def test_every_claim_is_marked_in_the_article_and_leads_to_who_said_it(
    visit: Callable[..., Visit], html: str, quarry: Store
) -> None:
    page = visit(html).open(f"#view=article&article={article(quarry, 1)}")
    said = page.locator(".said", has_text="safety records had been destroyed")
    said.click()
    assert heading(page) == "Former quarry workers — alleges — safety records had been destroyed"
    on = page.locator("#sheet .on").all_inner_texts()
    assert on == ["Former quarry workers", "alleged", "safety records had been destroyed"]


def test_the_innermost_of_nested_claims_is_opened_first_then_the_one_around_it(
    visit: Callable[..., Visit], html: str, quarry: Store
) -> None:
    page = visit(html).open(f"#view=article&article={article(quarry, 0)}")
    page.locator(".said", has_text="confidence in the company").click()
    assert heading(page).startswith("Edda Brandt — supports")
    chain = page.locator(".chain li").all_inner_texts()
    assert [text.split(" ")[0] for text in chain] == ["Tessaly", "Tessaly", "Edda"]
    assert "as reported by" not in chain[0]


def test_search_opens_a_node_and_escape_clears(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.keyboard.press("/")
    page.keyboard.type("salter")
    assert page.locator("#hits li").first.inner_text().startswith("Veronika Sálter")
    page.keyboard.press("Enter")
    assert heading(page) == "Veronika Sálter"
    assert "head of the Mirefield Health Inspectorate" in page.locator("#panel").inner_text()
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


def test_a_click_on_a_box_and_on_a_line_fills_the_panel(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.mouse.click(*find_pixel(page, CONTESTED, below=8))
    assert "contested" in page.locator("#panel .chip.contested").inner_text().casefold()
    assert page.locator("#panel .card").count() >= 2
    page.keyboard.press("Escape")
    page.mouse.click(*find_pixel(page, REJECT))
    assert page.locator("#panel dl").inner_text().count("rejects") == 1
    assert page.locator("#sentence mark").count() >= 2


def test_a_switch_of_the_legend_changes_what_is_counted_and_drawn(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    before = page.locator("#status").inner_text()
    drawn = page.locator("#network").screenshot()
    assert before.startswith("20 of 20 statements")
    page.locator('input[name="style:reject"]').uncheck()
    assert page.locator("#status").inner_text().startswith("15 of 20 statements")
    assert page.locator("#network").screenshot() != drawn
    page.locator('input[name="style:reject"]').check()
    assert page.locator("#status").inner_text() == before
    page.locator('input[name="kind:person"]').uncheck()
    assert not page.locator("#status").inner_text().startswith("20 of")


def test_two_visits_see_the_same_picture(visit: Callable[..., Visit], html: str) -> None:
    for view in ("claims", "who"):
        shots = []
        for _ in range(2):
            page = visit(html).open(f"#view={view}")
            shots.append(page.locator("#network").screenshot())
        assert shots[0] == shots[1]


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


def test_the_picture_is_walked_with_the_keyboard(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.locator("#network").focus()
    seen = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        seen.append(heading(page))
    page.keyboard.press("ArrowUp")
    assert len(set(seen)) == 3
    assert heading(page) == seen[1]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


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


def test_the_picture_is_saved_as_png(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    with page.expect_download() as download:
        page.locator("#png").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert download.value.suggested_filename == "graph-claims.png"


def test_it_opens_in_a_frame_that_is_locked_down(visit: Callable[..., Visit], html: str) -> None:
    from html import escape

    size = "width=1200 height=700"
    frame = f'<!doctype html><iframe {size} sandbox="allow-scripts allow-downloads" srcdoc="{escape(html)}"></iframe>'
    visited = visit(frame)
    visited.page.goto(visited.file.as_uri())
    inside = visited.page.frame_locator("iframe")
    inside.locator("[data-ready]").wait_for(state="attached")
    inside.locator("#panel .card").first.click()
    assert inside.locator("#panel h3").count() == 1
    assert visited.complaints == []


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_text_stand_out(visit: Callable[..., Visit], html: str, scheme: str) -> None:
    page = visit(html, color_scheme=scheme).open()
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    names = sorted(set(re.findall(r"--([a-z-]+): #", html)))
    tones = page.evaluate(
        "names => { const style = getComputedStyle(document.documentElement);"
        " return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()])); }",
        names,
    )
    for ground in ("bg", "surface"):
        for line in (
            "affirm",
            "reject",
            "allege",
            "relay",
            "contested",
            "node-line",
            "outlet-line",
            "control",
            "focus",
        ):
            assert contrast(tones[line], tones[ground]) >= 3, (line, ground)
        for text in ("ink", "muted", "affirm", "reject", "allege", "relay", "contested-ink"):
            assert contrast(tones[text], tones[ground]) >= 4.5, (text, ground)
    assert contrast(tones["active-ink"], tones["active"]) >= 4.5
    for mark in ("mark", "mark-strong"):
        assert contrast(tones["mark-ink"], tones[mark]) >= 4.5
    for box in ("claim", "work"):
        assert contrast(tones["ink"], tones[box]) >= 4.5


def test_the_theme_can_be_changed(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"


def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html, viewport={"width": 390, "height": 844})
    for view in VIEWS:
        page = visited.open(f"#view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page = visited.open()
    page.locator("#panel .card").first.click()
    panel = page.locator("#panel").bounding_box()
    assert panel
    assert panel["y"] + panel["height"] <= 845
    page.locator("#close").click()
    assert heading(page) == ""


def make_crowd(claims: int) -> Store:
    """Make a graph of many claims, few of them contested."""
    store, addresses, key = Store(), Addresses(), "f" * 16
    doc = NamedNode(addresses.document(key))
    quads = [Quad(doc, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Document"), doc)]

    def say(s: str, p: str, o: str | Literal) -> None:
        quads.append(Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o, doc))

    for number in range(claims):
        who, claim = addresses.entity(f"p{number % 50}"), addresses.claim(key, f"{number}-{number + 1}")
        say(who, f"{RDF}type", f"{SCHEMA}Person")
        say(who, f"{SKOS}prefLabel", Literal(f"Person {number % 50}"))
        say(claim, f"{RDF}type", f"{GK}Claim")
        say(claim, f"{GK}inDocument", doc.value)
        say(claim, f"{GK}source", who)
        say(
            claim,
            f"{GK}content",
            Literal(f"the thing of number {number // 20 * 20 if number % 20 == 1 else number} happened"),
        )
        say(claim, f"{GK}act", GK + ("denies" if number % 20 == 1 else "asserts"))
        say(claim, f"{GK}stance", GK + ("rejects" if number % 20 == 1 else "affirms"))
        say(claim, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
    store.bulk_extend(quads)
    return store


def test_a_large_graph_opens_on_a_part_and_shows_the_rest_on_demand(visit: Callable[..., Visit]) -> None:
    visited = visit(render_html(make_crowd(1000), title="A crowd"))
    page = visited.open()
    assert int(page.locator("#status").inner_text().split(" ")[0]) < 60
    page.keyboard.press("/")
    page.keyboard.type("number 777 ")
    page.keyboard.press("Enter")
    assert heading(page) == "the thing of number 777 happened"
    page.locator("#panel .card").first.click()
    assert heading(page).startswith("Person 27 — asserts")
    page.keyboard.press("Escape")
    page.locator("#all").click()
    assert page.locator("#status").inner_text().startswith("1,000 of 1,000")
    assert visited.complaints == []


def test_a_filter_brings_what_the_opening_left_out(visit: Callable[..., Visit]) -> None:
    page = visit(render_html(make_crowd(1000), title="A crowd")).open()
    page.locator("summary", has_text="Act").click()
    page.locator('input[name="act:denies"]').uncheck()
    page.locator('input[name="style:reject"]').uncheck()
    shown = int(page.locator("#status").inner_text().split(" ")[0])
    assert shown >= 8
    page.keyboard.press("Escape")
    page.locator("#network").focus()
    page.keyboard.press("ArrowDown")
    assert heading(page)
