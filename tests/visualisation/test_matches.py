"""How claims match, as the page holds it and as its pictures put it."""

from __future__ import annotations

import json

import pyoxigraph
import pytest
from harbour import Harbour
from newsroom import Newsroom
from pages import read_ids, read_table
from pyoxigraph import NamedNode

from graphkit.files import resources
from graphkit.model.vocabulary import BASE, GK, SKOS
from graphkit.visualisation.look import look
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose


@pytest.fixture(scope="module")
def harbour() -> Harbour:
    return Harbour()


def test_the_page_refers_to_claims_that_match_by_number(harbour: Harbour) -> None:
    data = payload(compose(harbour.store), title="x", texts=harbour.texts)
    numbers = {f"{BASE}{id_}": at for at, id_ in enumerate(read_ids(data)["reading"])}
    [cluster] = read_table(data["clusters"])
    assert cluster["claims"] == [numbers[harbour.twelve], numbers[harbour.again]]
    assert (cluster["articles"], cluster["least"], cluster["most"], cluster["left"]) == (2, 1, 2, 0)
    pairs = {frozenset((row["one"], row["other"])): row["kinds"] for row in read_table(data["conflicts"])}
    assert pairs[frozenset((numbers[harbour.twelve], numbers[harbour.fourteen]))] == ["number"]
    assert [row["kinds"] for row in read_table(data["changes"])] == [["lostNegation"]]


def test_a_graph_without_matches_adds_next_to_nothing(harbour: Harbour) -> None:
    matching = NamedNode(f"{BASE}graph/matching")
    bare = pyoxigraph.Store()
    bare.extend(quad for quad in harbour.store if quad.graph_name != matching)
    data = payload(compose(bare), title="x", texts={})
    assert [data[name] for name in ("clusters", "conflicts", "changes")] == [{"fields": [], "rows": []}] * 3


def test_a_cluster_of_which_the_graph_holds_one_claim_is_left_out(harbour: Harbour) -> None:
    other = Harbour()
    document = other.again.partition("/claim/")[0]
    other.store.remove_graph(NamedNode(document))
    data = payload(compose(other.store), title="x", texts={})
    assert data["clusters"]["rows"] == []
    assert json.dumps(data["conflicts"]["rows"]).count("number") == 1


def test_every_difference_of_the_ontology_has_its_words() -> None:
    schemes = {NamedNode(f"{GK}{name}Scheme") for name in ("Disagreement", "Change")}
    ontology = pyoxigraph.parse(path=resources.ontology() / "graphkit.ttl")
    concepts = {q.subject for q in ontology if q.predicate.value == f"{SKOS}inScheme" and q.object in schemes}
    assert {str(concept)[1:-1].removeprefix(GK) for concept in concepts} <= look().differences.keys()


def test_who_says_the_opposite_of_a_point_is_not_said_to_assert_it() -> None:
    room = Newsroom()
    first, second = room.write("Ann said no pipe leaked."), room.write("Bob said that a pipe leaked at the plant.")
    one = room.claim(first, "Ann", "said", "no pipe leaked", who=room.name(first, "Ann"))
    other = room.claim(second, "Bob", "said", "that a pipe leaked at the plant", who=room.name(second, "Bob"))
    room.oppose(one, other, "polarity")
    scene = compose(room.store)
    [label] = {scene.nodes[link.target].label for link in scene.claim_links()}
    acts = {scene.claims[link.reading].content.removeprefix("that "): link.act for link in scene.claim_links()}
    assert acts.pop(label) == "asserts"
    assert list(acts.values()) == ["asserts the opposite"]
