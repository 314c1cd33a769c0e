"""Clauses become statements, sources take their own stances, and people hold their roles."""

from __future__ import annotations

import pytest

from graphkit import annotation
from graphkit.extraction import extract
from graphkit.model import Document, Extraction

pytestmark = pytest.mark.model


def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def statements(text: str) -> list[str]:
    return [
        " ".join(
            [
                s.subject_span.exact,
                f"[{s.predicate.name}]",
                s.object_span.exact,
                s.polarity.value,
                s.certainty.value,
                "within" if s.within is not None else "own",
            ]
        )
        for s in read(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway attacked Sweden.", ["Norway [attack] Sweden positive certain own"]),
        ("Sweden was attacked by Norway.", ["Norway [attack] Sweden positive certain own"]),
        ("Norway did not attack Sweden.", ["Norway [attack] Sweden negative certain own"]),
        ("Norway may attack Sweden.", ["Norway [attack] Sweden positive possible own"]),
        ("Norway and Denmark attacked Sweden.", [
            "Norway [attack] Sweden positive certain own",
            "Denmark [attack] Sweden positive certain own",
        ]),
        ("Norway is opposed to the treaty.", ["Norway [opposes] the treaty positive certain own"]),
        ("Angela Merkel met with Emmanuel Macron.", ["Angela Merkel [meets] Emmanuel Macron positive certain own"]),
        ("Norway said Sweden attacked Denmark.", ["Sweden [attack] Denmark positive certain within"]),
        ("Norway supports the treaty.", ["Norway [supports] the treaty positive certain own"]),
        ("Norway refused to sign the treaty.", ["Norway [sign] the treaty positive unspecified within"]),
        ("Norway managed to sign the treaty.", ["Norway [sign] the treaty positive certain own"]),
        ("Norway tried to sign the treaty.", ["Norway [try-to-sign] the treaty positive unspecified own"]),
    ],
)  # fmt: skip
def test_statements(text: str, expected: list[str]) -> None:
    found = statements(text)
    assert [s for s in found if s in expected] == expected, found
    assert len(found) == len(expected), found


def derived(text: str) -> list[tuple[str, str, str, str]]:
    extraction = read(text)

    def label(mention: int | None) -> str:
        chain = None if mention is None else extraction.mentions[mention].chain
        return "-" if chain is None else extraction.chains[chain].label

    return [
        (label(s.subject), s.predicate.name, label(s.object), s.rule)
        for s in extraction.statements
        if s.rule in ("own-stance", "speaks-for")
    ]


def test_a_source_takes_the_stance_that_it_states() -> None:
    text = 'Angela Merkel said she was "firmly opposed" to the treaty.'
    assert derived(text) == [("Angela Merkel", "opposes", "treaty", "own-stance")]


def test_an_ambassador_speaks_for_the_state() -> None:
    text = "Norway's ambassador, Henrik Aasland, said Oslo was opposed to the treaty."
    assert set(derived(text)) == {
        ("Henrik Aasland", "opposes", "treaty", "own-stance"),
        ("Norway", "opposes", "treaty", "speaks-for"),
    }


def test_what_a_source_says_of_others_is_not_its_own() -> None:
    assert derived("Angela Merkel said Norway opposes the treaty.") == []


def test_a_stance_that_is_itself_reported_stays_inside() -> None:
    text = "State media quoted Angela Merkel as saying she opposes the treaty."
    extraction = read(text)
    assert all(s.within is not None for s in extraction.statements if s.predicate.name == "opposes")


@pytest.mark.parametrize(
    ("text", "title", "member", "organization", "current"),
    [
        ("Emmanuel Macron, the former head of Acme, spoke.", "head of Acme", "Emmanuel Macron", "Acme", False),
        ("Norway's ambassador, Henrik Aasland, spoke.", "ambassador", "Henrik Aasland", "Norway", True),
        ("Angela Merkel is head of the Red Cross.", "head of the Red Cross", "Angela Merkel", "Red Cross", True),
        ("France, a member of the Green League, voted.", "member of the Green League", "France", "Green League", True),
        ("Angela Merkel served as chancellor.", "chancellor", "Angela Merkel", None, True),
    ],
)  # fmt: skip
def test_roles(text: str, title: str, member: str, organization: str | None, current: bool) -> None:
    extraction = read(text)
    (role,) = extraction.roles
    body = None if role.organization is None else extraction.mentions[role.organization].span.exact
    assert (role.title, extraction.mentions[role.member].span.exact, body, role.current) == (
        title,
        member,
        organization,
        current,
    )


@pytest.mark.parametrize(
    "text", ["Angela Merkel, the alleged leader of the gang, spoke.", "Angela Merkel is not the leader of the party."]
)
def test_no_role_where_it_is_not_vouched_for(text: str) -> None:
    assert read(text).roles == ()
