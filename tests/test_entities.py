"""Chains become entities: the same full name is one, a lone surname or a description is nobody else's."""

from __future__ import annotations

import itertools

import pytest

from graphkit.entities import resolve, slugify
from graphkit.model import Chain, Document, EntityType, Extraction
from graphkit.vocabulary import WIKIDATA


def extraction(text: str, *chains: Chain) -> Extraction:
    return Extraction(document=Document(text=text, identifier=text), chains=chains)


ANNA = Chain(label="Anna Berg", type=EntityType.PERSON, aliases=("Berg",))
BERG = Chain(label="Berg", type=EntityType.PERSON)
REPORT = Chain(label="report", type=EntityType.WORK, named=False)
NORWAY = Chain(label="Norway", type=EntityType.COUNTRY, aliases=("Oslo",))
NORWAY_PLACE = Chain(label="Norway", type=EntityType.PLACE)


def test_a_full_name_is_one_person_in_all_documents() -> None:
    resolution = resolve([extraction("a", ANNA), extraction("b", ANNA)])
    (anna,) = resolution.entities
    assert (anna.slug, anna.label, anna.aliases) == ("anna-berg", "Anna Berg", ("Berg",))


def test_a_lone_surname_merges_nobody() -> None:
    resolution = resolve([extraction("a", ANNA), extraction("b", BERG), extraction("c", BERG)])
    assert [e.slug for e in resolution.entities] == ["anna-berg", "berg", "berg-2"]


def test_a_description_stays_in_its_document() -> None:
    resolution = resolve([extraction("a", REPORT), extraction("b", REPORT)])
    assert len(resolution.entities) == 2


def test_a_state_is_the_place_of_its_name() -> None:
    (norway,) = resolve([extraction("a", NORWAY), extraction("b", NORWAY_PLACE)]).entities
    assert (norway.label, norway.aliases) == ("Norway", ("Oslo",))


def test_a_link_outranks_names() -> None:
    one = Chain(label="Burma", type=EntityType.COUNTRY, link=f"{WIKIDATA}Q836")
    two = Chain(label="Myanmar", type=EntityType.COUNTRY, link=f"{WIKIDATA}Q836")
    (entity,) = resolve([extraction("a", one), extraction("b", two)]).entities
    assert entity.link == f"{WIKIDATA}Q836"
    assert {entity.label, *entity.aliases} == {"Burma", "Myanmar"}


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [extraction("a", ANNA, REPORT), extraction("b", BERG, ANNA), extraction("c", BERG, NORWAY)]
    first, *others = [resolve(order) for order in itertools.permutations(documents)]
    for other in others:
        assert other == first


def test_unknown_chain() -> None:
    with pytest.raises(KeyError):
        resolve([]).entity("0" * 16, 0)


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Ségolène Royal’s office", "segolene-royals-office"),
        ("!!!", "unnamed"),
        ("习近平", "习近平"),
        ("A" * 200, "a" * 80),
    ],
)
def test_slugs(label: str, slug: str) -> None:
    assert slugify(label) == slug
