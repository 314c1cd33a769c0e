"""Chains become entities: by names, by evidence, and by what people decided."""

from __future__ import annotations

import importlib.util
import itertools
from dataclasses import replace

import pytest
from corpora import BODY, COUNTRY, PERSON, PLACE, decide, make_article, refer
from paths import ROOT

from graphkit.corpus.packing import pack_profiles, unpack_profiles
from graphkit.identity.candidates import find_candidates
from graphkit.identity.nodes import Rarity, make_nodes
from graphkit.identity.profiles import make_profiles
from graphkit.identity.resolution import resolve, resolve_profiles, slugify
from graphkit.model import Chain, Document, EntityType, Extraction, Mention, MentionKind
from graphkit.model.decisions import Answer
from graphkit.model.vocabulary import WIKIDATA


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
    later = max(Document(text=text, identifier=text).key for text in ("b", "c"))
    resolution = resolve([extraction("a", ANNA), extraction("b", BERG), extraction("c", BERG)])
    assert [e.slug for e in resolution.entities] == ["anna-berg", "berg", f"berg-{later[:8]}"]


def test_a_description_stays_in_its_document() -> None:
    resolution = resolve([extraction("a", REPORT), extraction("b", REPORT)])
    assert len(resolution.entities) == 2


def test_a_state_is_the_place_of_its_name() -> None:
    (norway,) = resolve([extraction("a", NORWAY), extraction("b", NORWAY_PLACE)]).entities
    assert (norway.label, norway.aliases) == ("Norway", ("Oslo",))


def test_what_was_packed_gives_the_same_entities() -> None:
    """An unnamed person ('the baker') must not make anybody comparable in one way of building and not in the other."""
    baker = Chain(label="baker", type=EntityType.PERSON, named=False)
    bill, william = (Chain(label=f"{given} Baker", type=EntityType.PERSON) for given in ("Bill", "William"))
    extractions = [
        extraction("a", baker, NORWAY, REPORT),
        extraction("b", bill, NORWAY, REPORT),
        extraction("c", william, NORWAY, BERG),
        extraction("d", ANNA, NORWAY, Chain(label="report", type=EntityType.WORK, named=False, aliases=("study",))),
    ]
    in_order = sorted(extractions, key=lambda e: e.document.key)
    packed = [unpack_profiles(pack_profiles(make_profiles(e))) for e in in_order]
    assert resolve_profiles([profile for profiles in packed for profile in profiles]) == resolve(extractions)


def test_a_link_outranks_names() -> None:
    one = Chain(label="Burma", type=EntityType.COUNTRY, link=f"{WIKIDATA}Q836")
    two = Chain(label="Myanmar", type=EntityType.COUNTRY, link=f"{WIKIDATA}Q836")
    (entity,) = resolve([extraction("a", one), extraction("b", two)]).entities
    assert entity.link == f"{WIKIDATA}Q836"
    assert {entity.label, *entity.aliases} == {"Burma", "Myanmar"}


# -- people


def merged(one: Extraction, other: Extraction, *others: Extraction) -> bool:
    """Tell whether the first chains of two articles are one entity."""
    resolution = resolve([one, other, *others])
    return resolution.places[one.document.key, 0] == resolution.places[other.document.key, 0]


def person(name: str, *beside: str, title: str, post: str = "", pronoun: str = "") -> Extraction:
    """Make an article about a person, with bodies beside them."""
    pronouns = [pronoun] * 2 if pronoun else []
    return make_article((name, *pronouns, PERSON), *((body, BODY) for body in beside), title=title, roles=[post])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ines Corvo", "Ines Corvo", True),
        ("Ms. Ines Corvo", "Inés Corvo", True),
        ("Ines Corvo", "Ines Marta Corvo", True),
        ("Ines M. Corvo", "Ines Marta Corvo", True),
        ("Ines M. Corvo", "Ines P. Corvo", False),
        ("Ines M. Corvo", "Ines M.P. Corvo", False),
        ("Ines Corvo", "Iris Corvo", False),
        ("I. Corvo", "Ines Corvo", False),
        ("I. Corvo", "I. Corvo", False),
        ("Corvo", "Ines Corvo", False),
        ("Mr. Corvo", "Mr. Corvo", False),
        ("John Smith", "John Smith", False),
        ("John Smith", "Johnny Smith", False),
        ("Pope Alexis", "Pope Alexis", True),
        ("King Olav II", "King Olav III", False),
        ("Tomas Leif Jr.", "Tomas Leif Sr.", False),
        ("Tomas Leif Jr.", "Tomas Leif, Jr.", True),
    ],
)
def test_names_of_people(one: str, other: str, same: bool) -> None:
    assert merged(person(one, title="a"), person(other, title="b")) is same


@pytest.mark.parametrize(("full", "name"), [("Ines Corvo", "I. Corvo"), ("Mary Brown", "Mary Brown")])
def test_an_initial_or_a_common_name_merges_with_more_evidence(full: str, name: str) -> None:
    held = person(full, "Halden Water", "Nordal Chemicals", title="a", post="director of Halden Water")
    assert merged(held, person(name, "Halden Water", "Nordal Chemicals", title="b", post="director of Halden Water"))
    alone = person(name, "Tromsdal School", title="c")
    assert not merged(held, alone)
    assert len(resolve([held, alone]).uncertain) == 1


def test_a_lone_surname_merges_nobody_whatever_speaks_for_it_but_is_listed() -> None:
    one = person("Ines Corvo", "Halden Water", "Nordal Chemicals", title="a", post="mayor of Halden")
    other = person("Corvo", "Halden Water", "Nordal Chemicals", title="b", post="mayor of Halden")
    assert not merged(one, other)
    (link,) = resolve([one, other]).uncertain
    assert link.rule == "lone name"
    assert "both are mayor of halden" in link.supporting


def test_he_and_she_are_two_and_who_is_neither_is_uncertain() -> None:
    he, she = (person("Kim Corvo", title=p, pronoun=p) for p in ("he", "she"))
    assert not merged(he, she)
    nobody = person("Kim Corvo", title="x")
    assert merged(he, nobody)
    resolution = resolve([he, she, nobody])
    assert len(resolution.entities) == 3
    assert "it may as well be another 'Kim Corvo'" in {reason for u in resolution.uncertain for reason in u.opposing}


def test_one_article_s_slip_does_not_take_a_name_apart() -> None:
    known = [person("Kim Corvo", title=f"he {n}", pronoun="he") for n in range(4)]
    slip, nobody = person("Kim Corvo", title="slip", pronoun="she"), person("Kim Corvo", title="x")
    resolution = resolve([*known, slip, nobody])
    assert len(resolution.entities) == 2
    assert merged(known[0], nobody, *known[1:], slip)
    assert len(resolution.uncertain) == 1


def test_an_initial_joins_nobody_to_somebody_of_another_name() -> None:
    """J. Ek may be John or Jane: whoever it is, John and Jane stay two."""
    post, beside = "director of Halden Water", ("Halden Water", "Nordal Chemicals", "Tromsdal School")
    articles = [person(name, *beside, title=name, post=post) for name in ("J. Ek", "John Ek", "Jane Ek")]
    assert len({resolve(articles).places[a.document.key, 0] for a in articles[1:]}) == 2


# -- bodies and places


def body(name: str, country: str = "", *, title: str, kind: EntityType = BODY) -> Extraction:
    """Make an article about a body, and the country that it speaks of."""
    countries = [(country, COUNTRY)] if country else []
    return make_article((name, kind), *countries, title=title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nordal Chemicals", "the Nordal Chemicals Inc.", True),
        ("UN", "United Nations", True),
        ("the U.N.", "United Nations", True),
        ("FBI", "Federal Bureau of Investigation", True),
        ("HWB", "Halden Water Board", False),
        ("Halden University", "University of Halden", False),
        ("Supreme Court", "Supreme Court", False),
        ("Supreme Court of Norway", "Supreme Court of Norway", True),
        ("Ministry of Health", "Ministry of Health", False),
    ],
)
def test_names_of_bodies(one: str, other: str, same: bool) -> None:
    assert merged(body(one, title="a"), body(other, title="b")) is same


def test_a_body_that_every_country_has_merges_within_one_country() -> None:
    assert merged(body("Supreme Court", "Norway", title="a"), body("Supreme Court", "Norway", title="b"))
    assert not merged(body("Supreme Court", "Norway", title="a"), body("Supreme Court", "Chile", title="b"))


def test_initials_that_one_article_explains_are_known_in_the_others() -> None:
    both = make_article(("Halden Water Board", "HWB", BODY), title="a")
    assert merged(both, body("HWB", title="b"))


def test_initials_of_two_bodies_join_neither() -> None:
    boards = [make_article((name, "HWB", BODY), title=name) for name in ("Halden Water Board", "Hamar Wool Bureau")]
    short = body("HWB", title="b")
    resolution = resolve([*boards, short])
    assert len(resolution.entities) == 3
    assert len(resolution.uncertain) >= 1


def test_a_newspaper_is_one_as_body_and_as_work() -> None:
    assert merged(body("Halden Post", title="a"), body("Halden Post", title="b", kind=EntityType.WORK))
    assert not merged(body("Halden", title="a"), body("Halden", title="b", kind=EntityType.PLACE))


def test_places_of_one_name_in_two_places_are_two() -> None:
    def place(text: str, *names: str) -> Extraction:
        document = Document(text=text, identifier=text)
        spans = [document.span(text.index(name), text.index(name) + len(name)) for name in names]
        mentions = tuple(
            Mention(span=s, head=s, kind=MentionKind.NAME, type=PLACE, chain=n) for n, s in enumerate(spans)
        )
        return Extraction(document=document, mentions=mentions, chains=tuple(Chain(label=n, type=PLACE) for n in names))

    north = place("In Ansel, Nordal, it rained.", "Ansel", "Nordal")
    south = place("In Ansel, Sordal.", "Ansel", "Sordal")
    assert not merged(north, south)
    assert merged(north, place("Ansel was quiet.", "Ansel"))
    assert merged(place("In Ansel, Nordal and Ek it rained.", "Ansel", "Nordal"), south)
    assert merged(body("State of Ansel", title="a", kind=PLACE), body("Ansel", title="b", kind=PLACE))
    assert not merged(body("Ansel City", title="a", kind=PLACE), body("Ansel", title="b", kind=COUNTRY))
    assert not merged(body("Ansel City", title="a", kind=PLACE), body("Ansel", title="b", kind=PLACE))
    assert merged(place("In Ansel, Nordal, it rained.", "Ansel", "Nordal"), place("In Ansel, Nd.", "Ansel", "Nd"))


def test_two_links_are_two_whatever_the_name() -> None:
    one, other = (Chain(label="Georgia", type=EntityType.PLACE, link=link) for link in ("Q230", "Q1428"))
    unlinked = Chain(label="Georgia", type=EntityType.PLACE)
    resolution = resolve([extraction("a", one), extraction("b", other), extraction("c", unlinked)])
    assert len(resolution.entities) == 3
    assert len(resolve([extraction("a", one), extraction("c", unlinked)]).entities) == 1


# -- people's decisions


A, B, C = (person("Ines Corvo", title=title) for title in "abc")


def test_a_merge_is_undone_and_the_others_go_where_they_belong() -> None:
    parted = decide(refer(A, "Ines Corvo"), Answer.DIFFERENT, refer(B, "Ines Corvo"))
    assert len(resolve([A, B], [parted]).entities) == 2
    near_b = person("Ines Corvo", "Halden Water", title="d")
    b = person("Ines Corvo", "Halden Water", title="b")
    parted = decide(refer(A, "Ines Corvo"), Answer.DIFFERENT, refer(b, "Ines Corvo"))
    resolution = resolve([A, b, near_b], [parted])
    assert resolution.places[b.document.key, 0] == resolution.places[near_b.document.key, 0]
    assert resolution.places[A.document.key, 0] != resolution.places[b.document.key, 0]


def test_who_may_be_either_is_asked_about() -> None:
    parted = decide(refer(A, "Ines Corvo"), Answer.DIFFERENT, refer(B, "Ines Corvo"))
    resolution = resolve([A, B, C], [parted])
    assert len(resolution.entities) == 3
    assert {reason for link in resolution.uncertain for reason in link.opposing} == {
        "it may as well be another 'Ines Corvo'"
    }


def test_people_outrank_links_and_names() -> None:
    one, other = (Chain(label="Georgia", type=EntityType.PLACE, link=link) for link in ("Q230", "Q1428"))
    two = [make_article(("Georgia", PLACE), title=title) for title in "ab"]
    linked = [replace(two[0], chains=(one,)), replace(two[1], chains=(other,))]
    same = decide(refer(two[0], "Georgia"), Answer.SAME, refer(two[1], "Georgia"))
    assert len(resolve(linked, [same]).entities) == 1


def test_contradictory_answers_are_reported_and_never_merge() -> None:
    a, b, c = (refer(article, "Ines Corvo") for article in (A, B, C))
    decisions = [
        decide(a, Answer.SAME, b, when="2024-05-01"),
        replace(decide(b, Answer.SAME, c, when="2024-05-02"), line=3),
        replace(decide(a, Answer.DIFFERENT, c, when="2024-04-01"), line=4),
    ]
    resolution = resolve([A, B, C], decisions)
    assert len(resolution.entities) == 2
    assert resolution.places[A.document.key, 0] == resolution.places[B.document.key, 0]
    (problem,) = resolution.problems
    assert "line 3: " in problem.what and "was set aside: it contradicts line 4: " in problem.what


def test_unsure_keeps_the_machine_from_merging_but_no_person() -> None:
    a, b, c = (refer(article, "Ines Corvo") for article in (A, B, C))
    unsure = decide(a, Answer.UNSURE, b)
    assert len(resolve([A, B], [unsure]).entities) == 2
    assert resolve([A, B], [unsure]).uncertain == ()
    assert len(resolve([A, B, C], [unsure, decide(a, Answer.SAME, c), decide(c, Answer.SAME, b)]).entities) == 1


def test_a_mention_that_is_gone_is_said_and_one_that_moved_a_little_is_found() -> None:
    a, b = refer(A, "Ines Corvo"), refer(B, "Ines Corvo")
    moved = replace(a, start=a.start + 2)
    resolution = resolve([A, B], [decide(moved, Answer.DIFFERENT, b)])
    assert len(resolution.entities) == 2
    assert resolution.decisions[0].first == a
    gone = replace(decide(replace(a, start=0, end=1), Answer.DIFFERENT, b), first_label="Ines Corvo")
    (problem,) = resolve([A, B], [gone]).problems
    assert "was not carried out: a has no mention at 'Ines Corvo' (doc/" in problem.what


def test_decisions_about_other_articles_are_counted() -> None:
    away = decide(replace(refer(A, "Ines Corvo"), document="f" * 16), Answer.SAME, refer(B, "Ines Corvo"))
    (problem,) = resolve([B], [away]).problems
    assert problem.what.startswith("1 decision speaks of articles that are not in this build; kept")


@pytest.mark.slow
def test_the_pairs_that_are_compared_grow_little_faster_than_the_articles() -> None:
    path = ROOT / "tests" / "benchmarks" / "identity.py"
    spec = importlib.util.spec_from_file_location("identity_benchmark", path)
    assert spec is not None and spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    counts = []
    for size in (500, 2_000):
        profiles = [p for article in benchmark.make_articles(size) for p in make_profiles(article)]
        pairs = find_candidates(make_nodes(profiles, frozenset()), Rarity(profiles))
        counts.append(sum(1 for _ in pairs))
    assert counts[1] < counts[0] * 4**1.25


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
