"""A brief as a file: text of the news is only text in it, and it asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from pyoxigraph import Store
from shore import QUIET, build_one, build_shore

from graphkit.analysis.brief import Brief, BriefSentence, PrintedArticle, brief
from graphkit.errors import OutputError
from graphkit.visualisation.brief import BRIEF_FORMATS, write_brief
from graphkit.visualisation.brief.wording import cite


@pytest.fixture(scope="module")
def made() -> Brief:
    return build_shore().brief()


def test_the_page_asks_nobody_and_runs_nothing(made: Brief) -> None:
    html = write_brief(made, "html")
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert not re.search(r"\b(?:src|srcset)=|url\(|@import|<link", html)


def test_the_page_shows_the_sentence_with_its_parts(made: Brief) -> None:
    html = write_brief(made, "html")
    assert '<mark class="content">the accusation</mark>' in html
    assert '<mark class="differs content">twelve</mark>' in html
    assert (
        '<a href="https://example.org/gull">Halden Gull, <span class="whole">2031-03-03</span>, '
        'characters <span class="whole">83–116</span></a>' in html
    )
    assert html.count('<details class="matter"') == 3


def test_what_does_not_fit_into_cards_stands_in_a_table(made: Brief) -> None:
    html = write_brief(made, "html", limit=1)
    assert html.count('<details class="matter"') == 1
    assert "All 3 in the table" in html
    assert html.count("Radio Ansel had invented the interview") >= 2


def test_hostile_text_is_only_text(hostile: Store, texts: Mapping[str, str]) -> None:
    made = brief(hostile, texts)
    html = write_brief(made, "html")
    assert "&lt;script&gt;" in html
    assert not re.search(r"<(script|img|svg on|iframe)", html)
    markdown = write_brief(made, "markdown")
    assert not re.search(r"(?<!\\)<", markdown)


def test_an_empty_graph_has_a_brief_in_every_format() -> None:
    made = brief(Store(), {})
    for form in BRIEF_FORMATS:
        assert write_brief(made, form)
    assert "Nothing is in dispute" in write_brief(made, "text")


def test_where_nothing_is_disputed_the_sections_say_so() -> None:
    html = write_brief(build_one(QUIET).brief(), "html")
    assert "Nothing is in dispute in this article." in html
    assert "Nothing is only alleged here." in html
    # of one article no two can have different words
    assert "Quotations that changed" not in html


def test_a_sentence_is_cited_with_article_day_characters_and_address() -> None:
    article = PrintedArticle(
        iri="d", identifier="a.txt", title="Boats", outlet="Gull", issued="2031-03-03", address="https://example.org/a"
    )
    sentence = BriefSentence(claims=(), article="d", start=3, end=9, text="It\nrained.", exact=True, marks=())
    assert cite(sentence, {"d": article}) == (
        "“It rained.” (Boats, Gull, 2031-03-03, characters 3–9, https://example.org/a)"
    )


def test_a_format_that_is_none_is_named() -> None:
    with pytest.raises(OutputError, match="there is no format 'docx'"):
        write_brief(brief(Store(), {}), "docx")
