"""What the page of an article tells of claims that match those in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from newsroom import Newsroom

from graphkit.graph import KnowledgeGraph
from graphkit.server import articles

HOSTILE = "</em><script>alert(1)</script>"


class Quay(Newsroom):
    """An article whose claims two others repeat, contradict and quote otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.here = self.write("Twelve boats sank, Roe said. “We did not ask,” Hale added. It rained, Moe told us.")
        there = self.write(
            f"It was late. Berg said that 12 boats {HOSTILE} sank. “We did ask,” Hale added.",
            title="Losses",
            publisher="Tide",
            issued="2031-03-04",
        )
        wire = self.write("A guard said that 14 boats sank.", title="Wire")
        twelve = self.claim(self.here, "Roe", "said", "Twelve boats sank", who=self.name(self.here, "Roe"))
        again = self.claim(there, "Berg", "said", f"that 12 boats {HOSTILE} sank", who=self.name(there, "Berg"))
        fourteen = self.claim(wire, "A guard", "said", "that 14 boats sank")
        quoted = self.claim(self.here, "Hale", "added", "“We did not ask,”", who=self.name(self.here, "Hale"))
        changed = self.claim(there, "Hale", "added", "“We did ask,”", who=self.name(there, "Hale"))
        self.claim(self.here, "Moe", "told us", "It rained", who=self.name(self.here, "Moe"))
        self.unite(twelve, again, least=1, most=2, reasons=["a source that is not named"])
        self.oppose(twelve, fourteen, "number", (twelve, "Twelve"), (fourteen, "14"))
        self.requote(quoted, changed, "lostNegation", (quoted, "not"))
        self.oppose(quoted, changed, "polarity")
        self.again = again


@pytest.fixture(scope="module")
def quay() -> Quay:
    return Quay()


@pytest.fixture(scope="module")
def page(quay: Quay, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("quay") / "out"
    KnowledgeGraph(quay.store, texts=quay.texts).save(folder)
    return render(folder, quay.here)


def render(folder: Path, document: str) -> str:
    return articles.render(folder, document.rpartition("/")[2]).body.decode()


def find(page: str, tag: str) -> list[str]:
    """Find what stands in elements of a kind."""
    return [unescape(text) for text in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL)]


def test_an_article_tells_how_its_claims_match_others(page: str) -> None:
    assert find(page, "summary") == [
        "also said in 1 other claim; 1–2 origins (a source that is not named)",
        "put otherwise in 1 other claim",
        "quoted otherwise in 1 other claim",
    ]


def test_a_match_has_its_sentence_with_the_words_marked(page: str) -> None:
    quotes = [text for text in find(page, "q") if "<em>" in text]
    assert quotes[0] == f"Berg said <em>that 12 boats {HOSTILE} sank</em>."
    assert quotes[1] == "A guard said that <em>14</em> boats sank."
    assert "“We did ask,” Hale added." in find(page, "q")


def test_both_sides_of_a_difference_are_named(page: str) -> None:
    small = find(page, "small")
    assert "number: Twelve / 14" in small
    assert "a negation lost: only here “not”; they disagree in whether it is so" in small


def test_a_match_leads_to_its_claim_in_its_article(page: str, quay: Quay) -> None:
    document, _, name = quay.again.partition("/claim/")
    assert f'href="/doc/{document.rpartition("/")[2]}#claim={name}"' in page
    assert "Losses · Tide · <time>2031-03-04</time>" in page


def test_words_of_other_articles_are_only_words(page: str) -> None:
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_article_without_matches_says_nothing_of_them(tmp_path: Path) -> None:
    room = Newsroom()
    document = room.write("It rained, Moe said.")
    room.claim(document, "Moe", "said", "It rained", who=room.name(document, "Moe"))
    KnowledgeGraph(room.store, texts=room.texts).save(tmp_path / "out")
    assert "<details" not in render(tmp_path / "out", document)
