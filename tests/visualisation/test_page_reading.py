"""Reading the source: the sentence in the panel, the article, and what is highlighted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

import pytest
from newsroom import Newsroom
from pages import PARTS, PICTURES, Visit, find_pixel, heading, read_ids, read_table
from pyoxigraph import Store

from graphkit.files import resources
from graphkit.model.vocabulary import BASE
from graphkit.visualisation import render_html
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REJECT = (184, 66, 10)
AWKWARD = (
    "👩‍👩‍👧‍👦 Zoë e\u0301\u0302 𝔘𝔫𝔦 said 🏔️ the dust 👍🏽 harmed 𐍈 cafe\u0301s.\r\n\r\n"
    "\ufeffÅse denied that\t🇳🇴 “the air” — in 東京 — was\r\nbad 🙂! "
    "Ole\u00a0Ö. told the 🧑‍🚒 team it\u200bcould \u202ebe\u202c fine 🎉"
)


def test_what_is_highlighted_is_the_slice_of_the_text(
    visit: Callable[..., Visit], quarry: Store, html: str, texts: Mapping[str, str]
) -> None:
    data = payload(compose(quarry), title="x", texts=texts)
    visited = visit(html)
    page = visited.open()
    articles = read_table(data["articles"])
    for reading, id_ in zip(read_table(data["readings"]), read_ids(data)["reading"], strict=True):
        text = articles[reading["article"]]["text"]
        visited.go(f"reading={id_}")
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
    assert [text.split(" ")[0] for text in chain] == ["Edda", "Tessaly", "Tessaly"]
    assert "as reported by" not in chain[0]


def test_offsets_count_characters_of_every_kind_of_text(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    document = news.write(AWKWARD, title="🏔️")
    who = [news.name(document, name) for name in ("Zoë 👩‍👩‍👧‍👦", "Åse", "Ole Ö.")]
    claims = [
        ("👩‍👩‍👧‍👦 Zoë e\u0301\u0302 𝔘𝔫𝔦", "said", "🏔️ the dust 👍🏽 harmed 𐍈 cafe\u0301s"),
        ("Åse", "denied", "🇳🇴 “the air” — in 東京 — was\r\nbad 🙂"),
        ("Ole\u00a0Ö.", "told", "it\u200bcould \u202ebe\u202c fine 🎉"),
    ]
    readings = [
        news.claim(document, *parts, who=who[at], act="denies" if at == 1 else "asserts")
        for at, parts in enumerate(claims)
    ]
    visited = visit(render_html(news.store, title="𝔘", texts=news.texts))
    page = visited.open()
    for claim, parts in zip(readings, claims, strict=True):
        visited.go(f"reading={quote(claim.removeprefix(BASE), safe='')}")
        assert page.locator(".excerpt").evaluate("box => box.textContent") == AWKWARD
        for selector in (".excerpt", "#sentence"):
            marks = page.locator(f"{selector} mark").evaluate_all("marks => marks.map(mark => mark.textContent)")
            assert marks == list(parts)
        visited.go(f"view=article&reading={quote(claim.removeprefix(BASE), safe='')}")
        assert page.locator(".paper .text").evaluate("box => box.textContent") == AWKWARD
        assert page.locator(".said.on").evaluate_all("all => all.map(one => one.textContent)") == list(parts)
    visited.go("view=table")
    cells = page.locator("#statements td.column-2").evaluate_all("cells => cells.map(cell => cell.textContent)")
    assert "🏔️ the dust 👍🏽 harmed 𐍈 cafe\u0301s" in cells
    assert visited.complaints == []


@pytest.mark.parametrize("view", PICTURES)
def test_a_click_on_a_line_leads_to_its_sentence(visit: Callable[..., Visit], html: str, view: str) -> None:
    page = visit(html).open(f"#view={view}")
    page.mouse.click(*find_pixel(page, REJECT))
    assert heading(page).count(" — ") == 2
    assert page.locator("#sentence mark").count() >= 2
    assert page.locator(".excerpt mark").count() >= page.locator("#sentence mark").count()
    assert "link=" in page.url


def test_the_panel_tells_who_says_it_with_what_office_and_how_sure(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#reading=doc%2Fd940d12c124ca508%2Fclaim%2F45-180")
    facts = dict(
        zip(page.locator("#panel dt").all_inner_texts(), page.locator("#panel dd").all_inner_texts(), strict=True)
    )
    assert facts == {
        "Who": "Veronika Sálter, head of the Mirefield Health Inspectorate",
        "Act": "asserts (“say”)",
        "Stance": "affirms",
        "Certainty": "unspecified",
        "Content": "Dust from the Halden quarry has harmed the villagers of Mirefield",
        "Quotation": "indirect",
        "Said on": "2031-03-04",
        "Published": "2031-03-04",
        "Reading": "sure",
    }
    place = page.locator("#sentence + .muted").inner_text()
    assert place == "Inspectors fault Halden quarry over dust · Mirefield Courier · 2031-03-04 · characters 45–180"


def test_the_panel_leads_on_to_others_on_the_same(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#reading=doc%2Fd940d12c124ca508%2Fclaim%2F320-374")
    others = page.locator("#panel .cards .card")
    assert [text.split("\n")[0] for text in others.all_inner_texts()] == [
        "Veronika Sálter asserts",
        "Northern Valleys Union asserts",
    ]
    others.first.click()
    assert heading(page).startswith("Veronika Sálter — asserts")


def test_without_the_texts_the_exact_words_are_shown(visit: Callable[..., Visit], quarry: Store) -> None:
    page = visit(render_html(quarry, title="x")).open("#reading=doc%2Fd940d12c124ca508%2Fclaim%2F320-374")
    marks = page.locator("#panel blockquote mark").all_inner_texts()
    assert marks == ["Halden Stone", "denied", "dust has harmed the villagers"]
    assert page.locator(".excerpt").count() == 0
    page.locator('#views [data-view="article"]').click()
    assert "does not hold the article's text" in page.locator("#sheet").inner_text()
    page.locator("#sheet .card", has_text="denied").click()
    assert heading(page).startswith("Halden Stone — denies")


def test_every_claim_of_an_article_is_marked(
    visit: Callable[..., Visit], html: str, quarry: Store, texts: Mapping[str, str]
) -> None:
    scene = compose(quarry)
    visited = visit(html)
    page = visited.open()
    readings = read_table(page.evaluate("JSON.parse(document.getElementById('data').textContent).readings"))
    for number, shown in enumerate(scene.articles):
        visited.go(f"view=article&article={quote(article(quarry, number), safe='')}")
        marked = set(
            " ".join(page.locator(".said").evaluate_all("all => all.map(one => one.dataset.readings)")).split()
        )
        claims = {str(at) for at, r in enumerate(readings) if r["article"] == number and r["act"]}
        assert claims
        assert claims <= marked
        assert page.locator(".paper .text").evaluate("box => box.textContent") == texts[shown.iri]


def test_what_a_filter_leaves_out_is_not_marked(visit: Callable[..., Visit], html: str, quarry: Store) -> None:
    page = visit(html).open(f"#view=article&article={article(quarry, 1)}")
    assert page.locator(".said", has_text="safety records").count() == 1
    page.locator('input[name="style:allege"]').uncheck()
    assert page.locator(".said", has_text="safety records").count() == 0
    assert page.locator(".said", has_text="lung disease").count() == 1


def test_claims_within_claims_have_lines_of_their_own(visit: Callable[..., Visit], html: str, quarry: Store) -> None:
    page = visit(html).open(f"#view=article&article={article(quarry, 0)}")
    inner = page.locator(".said", has_text="confidence in the company")
    assert len(inner.get_attribute("data-readings").split(" ")) == 2  # type: ignore[union-attr]
    levels = inner.evaluate("mark => mark.style.backgroundPosition.split(',').map(place => place.trim())")
    assert len(levels) == len(set(levels)) == 2


def test_a_second_click_goes_to_the_claim_around_it_and_a_third_back(
    visit: Callable[..., Visit], html: str, quarry: Store
) -> None:
    page = visit(html).open(f"#view=article&article={article(quarry, 0)}")
    seen = []
    for _ in range(3):
        page.locator(".said", has_text="confidence in the company").click()
        seen.append(heading(page).split(" — ")[0])
    assert seen == ["Edda Brandt", "Tessaly Wire", "Edda Brandt"]


def test_a_card_of_the_panel_scrolls_the_article_to_its_claim(visit: Callable[..., Visit]) -> None:
    news = Newsroom()
    filler = "Nothing of note happened here for a long while. " * 120
    document = news.write(f"Ann said it rained.\n\n{filler}\n\nBob denied that anything fell.", title="Weather")
    ann, bob = news.name(document, "Ann"), news.name(document, "Bob")
    news.claim(document, "Ann", "said", "it rained", who=ann)
    news.claim(document, "Bob", "denied", "that anything fell", who=bob, act="denies")
    page = visit(render_html(news.store, title="x", texts=news.texts)).open("#view=article")
    assert page.locator("#sheet").evaluate("sheet => sheet.scrollHeight > 2 * sheet.clientHeight")
    page.locator("#search").fill("bob")
    page.locator("#search").press("Enter")
    page.get_by_role("button", name="In the picture").click()
    page.locator('#views [data-view="article"]').click()
    page.locator("#panel .card").first.click()
    mark = page.locator(".said.on", has_text="Bob")
    assert mark.evaluate(
        "one => { const place = one.getBoundingClientRect(), sheet = one.closest('#sheet').getBoundingClientRect();"
        " return place.top >= sheet.top && place.bottom <= sheet.bottom; }"
    )


def test_the_whole_article_is_one_click_away_from_a_sentence(visit: Callable[..., Visit], html: str) -> None:
    page = visit(html).open("#reading=doc%2Fd940d12c124ca508%2Fclaim%2F320-374")
    page.get_by_role("button", name="Read the whole article").click()
    assert page.locator(".paper .title").inner_text() == "Inspectors fault Halden quarry over dust"
    assert page.locator(".said.on").all_inner_texts() == ["Halden Stone", "denied", "dust has harmed the villagers"]


def test_another_article_is_chosen_from_a_list(visit: Callable[..., Visit], html: str) -> None:
    visited = visit(html)
    page = visited.open("#view=article")
    assert page.locator(".paper .title").inner_text() == "Minister stands by quarry operator"
    page.get_by_label("Article", exact=True).select_option(label="Inspectors fault Halden quarry over dust")
    assert page.locator(".paper .title").inner_text() == "Inspectors fault Halden quarry over dust"
    page = visited.open("#" + page.url.split("#")[1])
    assert page.locator(".paper .title").inner_text() == "Inspectors fault Halden quarry over dust"


def test_copy_says_what_it_repeats_and_the_original_in_how_many_it_stands(visit: Callable[..., Visit]) -> None:
    store = Store()
    store.load(path=str(resources.ontology() / "examples" / "valid" / "near-duplicates.trig"))
    visited = visit(render_html(store, title="x"))
    said = {
        "Spill in the bay": "also in 2 near duplicates",
        "Harbour shut": "near duplicate of Spill in the bay",
        "Divers look for leak": "near duplicate of Spill in the bay",
        "Who did it?": "",
    }
    titles = {document.iri: document.title for document in compose(store).articles}
    page = visited.open()
    for claim in compose(store).claims.values():
        visited.go(f"reading={claim.iri.removeprefix(BASE)}")
        place = page.locator("#panel blockquote + .muted").inner_text()
        title = titles[claim.document]
        assert place.startswith(title)
        assert said[title] in place
        assert ("near duplicate" in place) == bool(said[title])
    for iri, title in titles.items():
        visited.go(f"view=article&article={iri.removeprefix(BASE)}")
        assert page.locator(".paper p.muted").first.inner_text().endswith(said[title])
