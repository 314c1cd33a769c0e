"""Places are linked where an article tells which is meant, and nowhere else."""

from __future__ import annotations

import re

import pytest

from graphkit import documents
from graphkit.identity.known import KnownEntities, KnownEntity
from graphkit.identity.linking import link
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.vocabulary import WIKIDATA

PLACE = EntityType.PLACE
STATES = frozenset({"Georgia", "China", "Norway", "Russia", "Jordan", "United States", "Armenia", "Lebanon", "Spain"})


def read(text: str, *names: str, kind: EntityType | None = None, aliases: tuple[str, ...] = ()) -> Extraction:
    """Make the extraction of a text in which these names were found, each a chain with all its mentions."""
    document = documents.make(text, identifier="a.txt")
    chains, mentions = [], []
    for number, name in enumerate(names):
        type_ = kind or (EntityType.COUNTRY if name in STATES else PLACE)
        chains.append(Chain(label=name, type=type_, aliases=aliases))
        for form in (name, *aliases):
            for match in re.finditer(rf"\b{re.escape(form)}", text):
                span = document.span(*match.span())
                mentions.append(Mention(span=span, head=span, kind=MentionKind.NAME, type=type_, chain=number))
    return Extraction(document=document, mentions=tuple(mentions), chains=tuple(chains))


def linked(text: str, *names: str) -> list[str | None]:
    return [chain.link.removeprefix(WIKIDATA) if chain.link else None for chain in link(read(text, *names)).chains]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # one place of the name, or one by far the best known
        ("They met in Oslo.", ["Oslo"], ["Q585"]),
        ("They met in Paris.", ["Paris"], ["Q90"]),
        ("She lives in London.", ["London"], ["Q84"]),
        ("A spokesman in Washington declined.", ["Washington"], ["Q61"]),
        ("New York is large.", ["New York"], ["Q60"]),
        ("A senator of New York state spoke.", ["New York"], ["Q1384"]),
        ("Victoria went to the polls.", ["Victoria"], [None]),
        ("Australia is warm. Victoria went to the polls.", ["Victoria"], ["Q36687"]),
        ("They prayed in Canterbury.", ["Canterbury"], [None]),
        ("They prayed in Canterbury. England is small.", ["Canterbury"], ["Q29303"]),
        ("They live in Luxembourg.", ["Luxembourg"], ["Q32"]),
        # the text names the region behind it
        ("She was born in Birmingham, Alabama.", ["Birmingham", "Alabama"], ["Q79867", "Q173"]),
        ("He studied in Cambridge, Massachusetts.", ["Cambridge"], ["Q49111"]),
        ("He studied in Cambridge, Mass., and left.", ["Cambridge"], ["Q49111"]),
        ("A fire in Portland, OR, is out.", ["Portland"], ["Q6106"]),
        ("A bridge in London, Ontario, is closed.", ["London"], ["Q92561"]),
        ("She was born in Rochester, New York.", ["Rochester", "New York"], ["Q49218", "Q1384"]),
        ("He was born in Basel, in Switzerland.", ["Basel"], ["Q78"]),
        # … one that the table has no city of that name in
        ("A man from Paris, Texas, was held.", ["Paris"], [None]),
        ("A rally in Moscow, Idaho, drew few.", ["Moscow"], [None]),
        ("He was born in Lebanon, Pennsylvania.", ["Lebanon"], [None]),
        ("In Spain, Catalonia voted.", ["Spain"], ["Q29"]),
        # a list is no such thing
        ("They toured Paris, London and Berlin.", ["Paris", "London"], ["Q90", "Q84"]),
        ("Voters in Ohio, Texas and Florida chose.", ["Ohio", "Texas"], ["Q1397", "Q1439"]),
        # the article names the region elsewhere
        ("Birmingham mourns. The governor of Alabama came.", ["Birmingham", "Alabama"], ["Q79867", "Q173"]),
        ("In Cambridge nobody voted. Massachusetts did.", ["Cambridge"], ["Q49111"]),
        ("The University of Ohio is in Columbus.", ["Columbus"], ["Q16567"]),
        ("Charleston flooded.", ["Charleston"], [None]),
        ("Springfield flooded.", ["Springfield"], [None]),
        # a state or another state's region
        ("Georgia votes on Tuesday.", ["Georgia"], [None]),
        ("Atlanta counts. Georgia votes on Tuesday.", ["Atlanta", "Georgia"], ["Q23556", "Q1428"]),
        ("In Tbilisi they wait. Georgia votes.", ["Tbilisi", "Georgia"], ["Q994", "Q230"]),
        ("Russia and Georgia signed it.", ["Russia", "Georgia"], ["Q159", "Q230"]),
        ("The United States and Georgia signed it.", ["United States", "Georgia"], ["Q30", None]),
        ("Georgia and Ohio voted.", ["Georgia", "Ohio"], ["Q1428", "Q1397"]),
        # what sort of place it is
        ("Washington State is burning.", ["Washington State"], ["Q1223"]),
        ("The Kingdom of Norway objects.", ["Kingdom of Norway"], ["Q20"]),
        ("A united Norway objects.", ["united Norway"], ["Q20"]),
        ("It rained in southern Norway.", ["southern Norway"], [None]),
        ("The port of Oslo closed.", ["port of Oslo"], [None]),
        ("The city of Oslo closed it.", ["city of Oslo"], ["Q585"]),
        # no place of the table
        ("They met in Auenthal.", ["Auenthal"], [None]),
        ("They met in Congo.", ["Congo"], [None]),
    ],
)
def test_places(text: str, names: list[str], expected: list[str | None]) -> None:
    assert linked(text, *names) == expected


def test_the_rule_is_told() -> None:
    rules = [
        chain.linked_by for chain in link(read("Oslo, Norway. Birmingham is in Alabama.", "Oslo", "Birmingham")).chains
    ]
    assert rules == ["place-region", "place-context"]


def test_a_region_that_was_taken_for_a_state_is_a_place() -> None:
    chain = link(read("Atlanta counts. Georgia votes.", "Georgia", "Atlanta")).chains[0]
    assert (chain.link, chain.type) == (f"{WIKIDATA}Q1428", PLACE)


@pytest.mark.parametrize("kind", [EntityType.PERSON, EntityType.ORGANIZATION, EntityType.WORK, EntityType.GROUP])
def test_people_organisations_and_works_are_no_places(kind: EntityType) -> None:
    assert link(read("Jordan and Paris spoke.", "Jordan", "Paris", kind=kind)) == read(
        "Jordan and Paris spoke.", "Jordan", "Paris", kind=kind
    )


def test_a_state_that_acts_is_linked_and_its_capital_does_not_matter() -> None:
    made = link(read("China said no. Beijing said so.", "China", aliases=("Beijing",)))
    assert made.chains[0].link == f"{WIKIDATA}Q148"


def test_a_capital_alone_does_not_say_that_its_state_is_meant() -> None:
    extraction = read("Beijing's mayor spoke.", "China", aliases=("Beijing",))
    assert link(extraction).chains[0].link is None


def test_what_has_no_name_is_not_linked() -> None:
    document = documents.make("The country said no.", identifier="a.txt")
    chain = Chain(label="Norway", type=EntityType.COUNTRY, named=False)
    assert link(Extraction(document=document, chains=(chain,))).chains == (chain,)


def test_a_list_of_the_user_comes_first() -> None:
    known = KnownEntities([KnownEntity(name="Oslo", type=PLACE, iri="https://example.org/oslo")])
    chain = link(read("They met in Oslo.", "Oslo"), known).chains[0]
    assert (chain.link, chain.linked_by) == ("https://example.org/oslo", "known-list")


def test_what_the_users_list_leaves_open_no_table_decides() -> None:
    known = KnownEntities([KnownEntity(name="Oslo", iri=f"https://example.org/{n}") for n in (1, 2)])
    assert link(read("They met in Oslo.", "Oslo"), known).chains[0].link is None
