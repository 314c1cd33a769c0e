from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import RDF, Literal, Namespace, URIRef

from graphkit import store
from graphkit.errors import OutputError, StoreError
from graphkit.vocabulary import BASE, GK

EX = Namespace(f"{BASE}entity/")
OPPOSES = URIRef(f"{GK}opposes")


def test_memory_and_disk_hold_the_same(small_quads: list[Quad], tmp_path: Path) -> None:
    memory = store.create(small_quads)
    disk = store.create(iter(small_quads), path=tmp_path / "store")
    assert set(memory) == set(disk) == set(small_quads)


def test_what_was_written_is_there_for_many_readers(small_quads: list[Quad], tmp_path: Path) -> None:
    store.create(small_quads, path=tmp_path / "store")
    first, second = (store.open_read_only(tmp_path / "store") for _ in range(2))
    assert set(first) == set(second) == set(small_quads)


def test_a_dataset_sees_every_graph_and_knows_the_prefixes(small_quads: list[Quad]) -> None:
    dataset = store.make_dataset(store.create(small_quads))
    assert set(dataset.objects(EX["zhang-jun"], OPPOSES)) == {EX["the-report"]}
    rows = list(dataset.query("SELECT DISTINCT ?who { ?who gk:opposes ?what }"))
    assert [row[0] for row in rows] == [EX["zhang-jun"]]  # type: ignore[index]
    assert dict(dataset.namespaces())["ex"] == URIRef(BASE)
    assert len({graph.identifier for graph in dataset.graphs()} - {dataset.default_graph.identifier}) == 2


def test_a_dataset_is_live_on_the_store(small_quads: list[Quad]) -> None:
    kept = store.create(small_quads)
    dataset = store.make_dataset(kept)
    dataset.graph(URIRef(f"{BASE}graph/identity")).add((EX.a, RDF.type, Literal("added")))
    assert len(kept) == len(small_quads) + 1


def test_a_place_that_is_taken_is_refused(small_quads: list[Quad], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="something is here already"):
        store.create(small_quads, path=tmp_path)


def test_a_place_that_cannot_be_written(small_quads: list[Quad], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="the store cannot be written"):
        store.create(small_quads, path=tmp_path / "file" / "store")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here; make one with"):
        store.open_read_only(tmp_path / "store")


def test_a_damaged_store(small_quads: list[Quad], tmp_path: Path) -> None:
    store.create(small_quads, path=tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_bytes(b"nonsense\n")
    with pytest.raises(StoreError, match="build it again"):
        store.open_read_only(tmp_path / "store")
