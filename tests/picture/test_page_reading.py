"""Reading the source: the sentence in the panel, the article, and what is highlighted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from pages import PARTS, Visit, heading, read_table
from pyoxigraph import Store

from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose
from graphkit.vocabulary import BASE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
