from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import dist

import pytest
from crowd import make_crowd
from paths import ROOT, SUPPORT
from pyoxigraph import Store

from graphkit.analysis.network.matches import Matches
from graphkit.visualisation.groups import find_groups
from graphkit.visualisation.layout import Placed
from graphkit.visualisation.overview import place_overview
from graphkit.visualisation.scene import Scene, SceneLink, SceneNode, compose
from graphkit.visualisation.shelves import shelve
from graphkit.visualisation.spring import Springs, relax

_ELSEWHERE = """
from crowd import make_crowd
from graphkit.visualisation.overview import place_overview
from graphkit.visualisation.scene import compose
scene = compose(make_crowd(600, contents=300, speakers=90).store)
print([(p.id, p.x, p.y) for p in place_overview(scene, scene.claim_links())])
"""


@pytest.fixture(scope="module")
def scene() -> Scene:
    return compose(make_crowd(600, contents=300, speakers=90).store)


def make_scene(pairs: Iterable[tuple[str, str]], contested: str = "") -> Scene:
    """Make a scene of parties in small letters and claims in capitals."""
    links = tuple(
        SceneLink(
            source=a,
            target=b,
            group="voice",
            act="asserts",
            style="affirm",
            sign=1,
            reading="",
            document="",
            certainty="certain",
            via=(),
        )
        for a, b in pairs
    )
    ends = sorted({end for link in links for end in (link.source, link.target)})
    nodes = {
        key: SceneNode(
            id=key,
            kind="claim" if key.isupper() else "person",
            label=f"{key} or other " * 20,
            middle=key.isupper(),
            state="contested" if key in contested.split() else "",
        )
        for key in ends
    }
    return Scene(
        articles=(),
        nodes=nodes,
        parties={},
        links=links,
        claims={},
        points={},
        posts=(),
        places={},
        matches=Matches(),
    )


def place(scene: Scene) -> Mapping[str, Placed]:
    return {placed.id: placed for placed in place_overview(scene, scene.links)}


def far(one: Placed, other: Placed) -> float:
    return dist((one.x, one.y), (other.x, other.y))


def reach(placed: Placed, box: bool) -> tuple[int, int]:
    """Return half the width and half the height that a node may take."""
    lines = placed.label.count("\n") + 1
    return (105 if box else 60), (16 * lines + 18 if box else 16 * lines + 34) // 2


class TestPlaces:
    def test_nothing_has_no_places(self) -> None:
        assert place_overview(compose(Store()), ()) == ()

    def test_every_end_of_a_link_has_one_place_in_whole_numbers(self, scene: Scene) -> None:
        for links, names in ((scene.claim_links(), False), (scene.party_links(), True)):
            placed = place_overview(scene, links, names=names)
            assert [p.id for p in placed] == sorted({end for link in links for end in (link.source, link.target)})
            assert all(type(p.x) is type(p.y) is int for p in placed)
            assert all(p.label for p in placed)

    @pytest.mark.parametrize("names", [False, True])
    def test_no_two_nodes_overlap(self, scene: Scene, names: bool) -> None:
        links = scene.party_links() if names else scene.claim_links()
        placed = place_overview(scene, links, names=names)
        assert len(placed) > 50
        for number, one in enumerate(placed):
            for other in placed[:number]:
                (a, b), (c, d) = (reach(p, scene.nodes[p.id].middle and not names) for p in (one, other))
                assert abs(one.x - other.x) >= a + c or abs(one.y - other.y) >= b + d, (one, other)

    def test_the_same_graph_gets_the_same_places(self, scene: Scene) -> None:
        assert place_overview(scene, scene.claim_links()) == place_overview(scene, scene.claim_links()[::-1])

    @pytest.mark.slow
    @pytest.mark.parametrize("setting", [{"PYTHONHASHSEED": "7"}, {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"}])
    def test_another_process_or_processor_places_them_alike(self, scene: Scene, setting: dict[str, str]) -> None:
        path = os.pathsep.join((str(SUPPORT), str(ROOT)))
        said = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _ELSEWHERE],
            env={**os.environ, "PYTHONPATH": path, **setting},
            check=True,
            capture_output=True,
            text=True,
        )
        placed = place_overview(scene, scene.claim_links())
        assert said.stdout.strip() == str([(p.id, p.x, p.y) for p in placed])


class TestOrder:
    def test_linked_nodes_are_nearer_than_others(self, scene: Scene) -> None:
        placed = {p.id: p for p in place_overview(scene, scene.claim_links())}
        linked = [far(placed[link.source], placed[link.target]) for link in scene.claim_links()]
        dice = random.Random(0)
        keys = sorted(placed)
        others = [far(placed[dice.choice(keys)], placed[dice.choice(keys)]) for _ in range(2000)]
        assert 2 * sum(linked) / len(linked) < sum(others) / len(others)

    def test_what_is_contested_is_in_the_middle(self) -> None:
        shared = [(party, f"SHARED {n}") for party in ("ann", "bob") for n in range(10)]
        own = [(party, f"{party.upper()} {n}") for party in ("ann", "bob") for n in range(40)]
        scene = make_scene([*shared, *own])
        contested = {key for key in scene.nodes if key.startswith("SHARED")}
        scene = replace(
            scene, nodes={k: replace(n, state="contested" if k in contested else "") for k, n in scene.nodes.items()}
        )
        placed = place(scene)
        middle = sum(p.x for p in placed.values()) / len(placed), sum(p.y for p in placed.values()) / len(placed)
        away = {key: dist((p.x, p.y), middle) for key, p in placed.items()}
        outside = [far for key, far in away.items() if key not in contested]
        assert max(away[key] for key in contested) < sum(outside) / len(outside)

    def test_what_one_party_says_stands_around_it(self) -> None:
        own = [("ann", f"CLAIM {n}") for n in range(12)] + [("bob", f"POINT {n}") for n in range(12)]
        placed = place(make_scene([*own, ("ann", "SHARED"), ("bob", "SHARED")]))
        for party, claim in own:
            other = "bob" if party == "ann" else "ann"
            assert far(placed[party], placed[claim]) < far(placed[other], placed[claim])
        across = far(placed["ann"], placed["bob"])
        assert far(placed["ann"], placed["SHARED"]) < across
        assert far(placed["bob"], placed["SHARED"]) < across

    def test_groups_stand_apart(self) -> None:
        pairs = [(f"{g}{n}", f"{g}{m}".upper()) for g in "ab" for n in range(6) for m in range(6) if n != m]
        placed = place(make_scene([*pairs, ("a0", "B0")]))
        groups = [[p for key, p in placed.items() if key.casefold().startswith(g)] for g in "ab"]
        (ax, ay), (bx, by) = ((sum(p.x for p in g) / len(g), sum(p.y for p in g) / len(g)) for g in groups)
        for p in groups[0]:
            assert dist((p.x, p.y), (ax, ay)) < dist((p.x, p.y), (bx, by))

    def test_a_small_dispute_stands_nearer_to_the_largest_component_than_agreement(self) -> None:
        pairs = [("hub", f"CLAIM {n}") for n in range(80)]
        pairs += [(f"p{n:03}", f"PAIR {n:03}") for n in range(200)]
        placed = place(make_scene(pairs, contested="none"))
        dispute = place(make_scene([*pairs, ("zoe", "ZERO"), ("zed", "ZERO")], contested="ZERO"))
        agreed = sorted(far(placed["hub"], placed[f"p{n:03}"]) for n in range(200))
        assert far(dispute["hub"], dispute["ZERO"]) < agreed[100]


@pytest.mark.parametrize(
    "pairs",
    [
        [("hub", f"C {n}") for n in range(500)],
        [(f"p{n // 2}" if n % 2 else f"P{n // 2}", f"C {(n + 1) // 2}") for n in range(500)],
        [(f"p{n}", f"C {n}") for n in range(250)],
        [(party, f"C {n}") for party in ("ann", "bob") for n in range(250)],
        [("ann", "ann"), ("ann", "C")],
    ],
    ids=["star", "chain", "pairs", "two-share-all", "self"],
)
def test_any_shape_is_placed(pairs: list[tuple[str, str]]) -> None:
    scene = make_scene(pairs)
    placed = place(scene)
    assert placed.keys() == scene.nodes.keys()
    assert len({(p.x, p.y) for p in placed.values()}) == len(placed)


class TestGroups:
    def test_cliques_are_groups(self) -> None:
        cliques = [(8 * c + a, 8 * c + b, 1) for c in range(5) for a in range(8) for b in range(a)]
        bridges = [(8 * c, 8 * c + 9, 1) for c in range(4)]
        assert find_groups(40, cliques + bridges) == [list(range(8 * c, 8 * c + 8)) for c in range(5)]

    def test_what_is_not_linked_is_a_group_of_its_own(self) -> None:
        assert find_groups(3, [(0, 2, 1)]) == [[0, 2], [1]]
        assert find_groups(0, []) == []


class TestSpring:
    def test_the_bits_are_the_same_everywhere(self) -> None:
        dice = random.Random(0)
        links = [(a, dice.randrange(a), 1 + a % 3) for a in range(1, 700)]
        x, y = relax(Springs(weights=[1.0 + a % 5 for a in range(700)], pulls=[0.05] * 700, links=links))
        # another digest on another machine would mean that places depend on it; after a change of the forces renew it
        assert hashlib.sha256(x.tobytes() + y.tobytes()).hexdigest()[:16] == "36764ce92c3f7c18"


def test_the_largest_block_is_in_the_middle_and_none_overlap() -> None:
    blocks = [{f"{number} {row}": (0, row) for row in range(1 + number % 4)} for number in range(90)]
    large = {f"large {number}": (number % 10, number // 10) for number in range(100)}
    packed = shelve([*blocks, large], (240, 100), many=60, wanted={"7 0"})
    assert len(set(packed.values())) == len(packed) == len(large) + sum(map(len, blocks))
    columns, rows = [packed[key][0] for key in large], [packed[key][1] for key in large]
    assert min(rows) <= 0 <= max(rows)
    assert sum(column < min(columns) for column, _ in packed.values()) > 0
    assert sum(column > max(columns) for column, _ in packed.values()) > 0
    assert min(abs(packed["7 0"][1] - row) for row in rows) <= 1
