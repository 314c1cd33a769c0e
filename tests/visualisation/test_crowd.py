"""The made-up graphs are what the tests and the benchmark take them for."""

from __future__ import annotations

from crowd import make_crowd

from graphkit.visualisation.scene import compose


def test_every_span_is_true_of_the_text() -> None:
    crowd = make_crowd(300)
    scene = compose(crowd.store)
    assert len(scene.claims) >= 300
    for iri, claim in scene.claims.items():
        assert scene.places[iri]
        assert all(crowd.texts[claim.document][p.start : p.end] == p.exact for p in scene.places[iri])


def test_the_same_numbers_give_the_same_graph() -> None:
    one, two, other = make_crowd(90), make_crowd(90), make_crowd(90, seed=1)
    assert set(one.store) == set(two.store) != set(other.store)
    assert one.texts == two.texts != other.texts


def test_some_things_are_said_by_several_and_denied_by_some() -> None:
    scene = compose(make_crowd(600, contents=300, speakers=80).store)
    styles = {link.style for link in scene.claim_links()}
    assert styles == {"affirm", "reject", "allege", "relay"}
    assert sum(node.state == "contested" for node in scene.nodes.values()) > 10
    assert {node.kind for node in scene.nodes.values()} >= {
        "person",
        "group",
        "organization",
        "outlet",
        "work",
        "claim",
    }
    assert scene.party_links()
