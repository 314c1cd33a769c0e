"""From how many origins claims that are one may be: what is known to be one voice, and what may be."""

from __future__ import annotations

import pytest

import graphkit
from graphkit import documents
from graphkit.graph import KnowledgeGraph
from graphkit.matching.origins import Origins, Reason, Voice, count_origins
from graphkit.model import Document

AFP, HALE, ROE, GULL, TIDE = range(5)


def voice(
    document: str = "",
    *,
    says: int | None = None,
    cited: int | None = None,
    publisher: str = "",
    work: str = "",
    reported_in: int | None = None,
) -> Voice:
    return Voice(
        document=document,
        sources=frozenset() if says is None else frozenset({says}),
        bodies=frozenset(),
        utterances=frozenset(),
        reported_in=reported_in,
        anonymous=says is None,
        cited=frozenset() if cited is None else frozenset({cited}),
        publishers=frozenset({publisher}) if publisher else frozenset(),
        works=frozenset({work}) if work else frozenset(),
    )


def bounds(*voices: Voice) -> tuple[int, int, set[str]]:
    found: Origins = count_origins(voices)
    return found.least, found.most, {join.reason for join in found.joins}


def test_two_articles_that_cite_one_agency_for_somebody_unnamed_have_one_origin() -> None:
    assert bounds(voice("a", cited=AFP), voice("b", cited=AFP)) == (1, 1, {Reason.CITED.value})
    assert bounds(voice("a", cited=AFP), voice("b", says=AFP)) == (1, 1, {Reason.CITED.value})


def test_two_named_speakers_stay_two_whoever_publishes_or_cites_them() -> None:
    assert bounds(voice("a", says=HALE), voice("b", says=ROE)) == (2, 2, set())


def test_outlets_of_one_publisher_may_be_one_voice() -> None:
    found = bounds(voice("a", says=GULL, publisher="Foam"), voice("b", says=TIDE, publisher="Foam"))
    assert found == (1, 2, {Reason.PUBLISHER.value})
    found = bounds(voice("a", says=GULL, publisher="Foam"), voice("b", says=TIDE, publisher="Salt"))
    assert found == (2, 2, set())


def test_unnamed_sources_in_papers_of_one_publisher_may_be_one_for_that_reason() -> None:
    one, other = voice("a", publisher="Foam"), voice("b", publisher="Foam")
    assert bounds(one, other) == (1, 2, {Reason.PUBLISHER.value})
    assert bounds(one, other, voice("c")) == (1, 3, {Reason.PUBLISHER.value, Reason.UNNAMED.value})


def test_papers_without_a_name_that_are_called_alike_may_be_one() -> None:
    assert bounds(voice("a", work="memo"), voice("b", work="memo")) == (1, 2, {Reason.WORK.value})
    assert bounds(voice("a", work="memo"), voice("b", work="email")) == (1, 2, {Reason.UNNAMED.value})


# -- read in articles


def build(*articles: tuple[str, str | None], owners: object = ()) -> KnowledgeGraph:
    """Build a graph of texts, each with its publisher."""
    return graphkit.build(
        [
            documents.check(Document(text=text, identifier=f"{n}.txt", issued="2025-03-03", publisher=publisher))
            for n, (text, publisher) in enumerate(articles)
        ],
        owners=owners,  # type: ignore[arg-type]
    )


def origins(kg: KnowledgeGraph) -> tuple[int, int, int, tuple[str, ...]]:
    [cluster] = kg.clusters()
    return cluster.outlets, cluster.at_least, cluster.at_most, cluster.reasons


UNNAMED = "An official said that the dam at Halden was safe."
WITNESS = "A witness said that the dam at Halden was safe."


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (
            ((UNNAMED, "Daily Mail"), (WITNESS, "The Mail on Sunday")),
            (2, 1, 2, ("one publisher: DMG Media (Daily Mail; The Mail on Sunday)",)),
        ),
        (((UNNAMED, "Daily Mail"), (WITNESS, "Gull")), (2, 1, 2, ("a source that is not named",))),
        (((UNNAMED, "The Gull"), (WITNESS, "The Gull")), (1, 1, 2, ("one publisher: The Gull",))),
        (((UNNAMED, None), (WITNESS, None)), (0, 1, 2, ("a source that is not named",))),
        (
            (
                ("The Daily Mail reported that the dam at Halden was safe.", "Gull"),
                ("The Daily Express reported that the dam at Halden was safe.", "Tide"),
            ),
            (2, 2, 2, ()),
        ),
        (
            (
                ("The Daily Mirror reported that the dam at Halden was safe.", "Gull"),
                ("The Daily Express reported that the dam at Halden was safe.", "Tide"),
            ),
            (2, 1, 2, ("one publisher: Reach (Daily Express; Daily Mirror)",)),
        ),
        (
            (
                ("Ida Roe said that the dam at Halden was safe.", "Daily Mail"),
                ("Tom Hale said that the dam at Halden was safe.", "The Mail on Sunday"),
            ),
            (2, 2, 2, ()),
        ),
        (
            (
                ("Ida Roe said that the dam at Halden was safe.", "Daily Mail"),
                ("The dam at Halden was safe, Ida Roe said.", "The Mail on Sunday"),
            ),
            (2, 1, 1, ("one speaker: Ida Roe",)),
        ),
        (
            (
                ("The memo says that the dam at Halden was safe.", "Gull"),
                ("The dam at Halden was safe, the memo said.", "Tide"),
            ),
            (2, 1, 2, ("what may be one document: memo",)),
        ),
    ],
)
def test_origins_tell_outlets_and_reasons(
    articles: tuple[tuple[str, str | None], ...], expected: tuple[int, int, int, tuple[str, ...]]
) -> None:
    kg = build(*articles)
    assert origins(kg) == expected
    [row] = kg.query("origins").records()
    assert (row["articles"], row["outlets"]) == ("2", str(expected[0]))
    assert kg.validate().conforms


def test_what_one_agency_reports_of_the_unnamed_has_one_origin() -> None:
    told = "{} reported that {}, who stood on the quay for three days and saw it all, said that the dam was safe."
    kg = build((told.format("Reuters", "a witness"), "Gull"), (told.format("Reuters", "an official"), "Tide"))
    [cluster] = [found for found in kg.clusters() if found.claims[0].content == "that the dam was safe"]
    assert (cluster.at_least, cluster.at_most, cluster.reasons) == (1, 1, ("one cited source: Reuters",))
    kg = build((told.format("Reuters", "a witness"), "Gull"), (told.format("AFP", "an official"), "Tide"))
    [cluster] = [found for found in kg.clusters() if found.claims[0].content == "that the dam was safe"]
    assert (cluster.at_least, cluster.at_most, cluster.reasons) == (1, 2, ("a source that is not named",))


def test_independent_sources_and_origins_give_one_answer() -> None:
    kg = build(
        ("Ida Roe said that Kester Ltd polluted the bay.", "Gull"),
        ("Ida Roe said that Kester Ltd polluted the bay, and left.", "Tide"),
        ("Tom Hale said that Kester Ltd polluted the bay.", "Tide"),
        ("Tom Hale said that Kester Ltd owned Nordal Chemicals.", "Tide"),
    )
    columns = ("claimed", "claims", "articles", "outlets", "atLeast", "atMost", "sources", "because", "cluster")
    [told] = kg.query("origins").records()
    rows = kg.query("independent-sources", what="Kester Ltd").records()
    assert told in rows
    assert tuple(told) == columns
    assert {(row["atLeast"], row["atMost"]) for row in rows if row != told} == {("1", "1")}
    assert kg.query("independent-sources", what="Ida Roe").records() == []
