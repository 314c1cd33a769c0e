"""Whoever is killed while writing leaves nothing half written under a final name."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from paths import SUPPORT
from pyoxigraph import Literal, NamedNode, Quad
from tiers import nightly

import graphkit
from graphkit import store
from graphkit.errors import StoreError
from graphkit.store import GraphStore

pytestmark = pytest.mark.slow

KILLS = [0, *nightly(range(1, 12))]
SIZE = 4_000
# Each scenario writes for ever, one version after the other; a version is as many quads that all say its number.
CHILD = """
import itertools, sys
from pathlib import Path
sys.path[:0] = {folders!r}
from test_kill import make
from graphkit import store
from graphkit.graph import KnowledgeGraph
place = sys.argv[2]
graphs = [KnowledgeGraph(store.create(make(version))) for version in (0, 1)]
target = store.open_to_write(Path(place)) if sys.argv[1] == "replace" else None
print("ready", flush=True)
for number in itertools.count():
    if sys.argv[1] == "save":
        graphs[number % 2].save(place)
    elif sys.argv[1] == "create":
        store.create(make(number % 2), path=Path(place) / str(number))
    elif sys.argv[1] == "replace":
        store.replace_graphs(target, make(number % 2))
    else:
        graphs[number % 2].upload(place)
"""


def make(version: int) -> list[Quad]:
    graph, says = NamedNode("https://example.org/kg/doc/aaaaaaaaaaaaaaaa"), NamedNode("urn:says")
    return [Quad(NamedNode(f"urn:{number}"), says, Literal(version), graph) for number in range(SIZE)]


def kill_while(scenario: str, place: Path | str, seed: int) -> None:
    """Let a process write, and kill it after a time that the seed tells, between nothing and about three rounds."""
    code = CHILD.format(folders=[str(Path(__file__).parent), str(SUPPORT)])
    command = [sys.executable, "-c", code, scenario, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        ready = process.stdout.readline() == b"ready\n"
        try:
            process.wait(timeout=random.Random(seed).uniform(0, 1.5 if scenario == "save" else 0.4))
        except subprocess.TimeoutExpired:
            process.kill()
        errors = process.stderr.read().decode()
    assert ready, errors
    assert process.returncode == -9, errors


def is_whole(found: GraphStore) -> bool:
    quads = set(found)
    return quads in (set(make(0)), set(make(1)))


@pytest.mark.parametrize("seed", KILLS)
def test_an_output_is_whole_or_absent(tmp_path: Path, seed: int) -> None:
    out = tmp_path / "out"
    kill_while("save", out, seed)
    if out.exists():
        kg = graphkit.open_graph(out)
        assert is_whole(kg.store)
        assert (out / "graph.ttl").read_bytes() == kg.serialize("ttl")
        assert (out / "graph.trig").read_bytes() == kg.serialize("trig")
        assert (out / "graph.html").read_bytes().rstrip().endswith(b"</html>")
    # And nothing stands in the way of the next one.
    graphkit.KnowledgeGraph(store.create(make(0))).save(out)
    assert set(graphkit.open_graph(out).store) == set(make(0))


@pytest.mark.parametrize("seed", KILLS)
def test_a_new_store_is_whole_or_absent(tmp_path: Path, seed: int) -> None:
    kill_while("create", tmp_path, seed)
    for path in tmp_path.iterdir():
        if not path.name.startswith("."):
            assert is_whole(store.open_read_only(path))


@pytest.mark.parametrize("seed", KILLS)
def test_a_graph_is_replaced_whole_or_not_at_all(tmp_path: Path, seed: int) -> None:
    place = tmp_path / "store"
    store.create(make(1), path=place)
    kill_while("replace", place, seed)
    assert is_whole(store.open_read_only(place))
    writer = store.open_to_write(place)
    assert is_whole(writer)
    store.replace_graphs(writer, make(0))
    with pytest.raises(StoreError, match="another process is writing"):
        store.open_to_write(place)
    assert set(writer) == set(make(0))


@pytest.mark.parametrize("seed", KILLS)
def test_a_server_keeps_whole_graphs(empty_server: str, seed: int) -> None:
    server = store.connect(empty_server)
    store.replace_graphs(server, make(1))
    kill_while("upload", empty_server, seed)
    assert is_whole(server)
    store.close(server)
