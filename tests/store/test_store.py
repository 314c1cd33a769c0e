from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize
from rdflib import RDF, Literal, Namespace, URIRef

from graphkit import store
from graphkit.errors import InputError, OutputError, StoreError
from graphkit.model.vocabulary import BASE, GK
from graphkit.store import local

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


def test_a_store_that_is_kept_open_is_opened_anew_once_a_build_has_replaced_it(
    small_quads: list[Quad], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_opened", None)
    store.keep_open()
    store.create(small_quads, path=tmp_path / "store")
    first = store.open_output(tmp_path)
    assert store.open_output(tmp_path) is first
    store.create(small_quads[:3], path=tmp_path / "new")
    (tmp_path / "store").rename(tmp_path / "old")
    (tmp_path / "new").rename(tmp_path / "store")
    assert len(store.open_output(tmp_path)) == 3
    (tmp_path / "store" / "CURRENT").unlink()
    with pytest.raises(StoreError, match="there is no store here"):
        store.open_output(tmp_path)


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
    with pytest.raises(OutputError, match=r"cannot be written: .*the store is not whole"):
        store.create(small_quads, path=tmp_path / "file" / "store")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here; make one with"):
        store.open_read_only(tmp_path / "store")


def test_a_damaged_store(small_quads: list[Quad], tmp_path: Path) -> None:
    store.create(small_quads, path=tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_bytes(b"nonsense\n")
    with pytest.raises(StoreError, match=r"cannot be opened .*; make it anew with 'graphkit build INPUT -o "):
        store.open_read_only(tmp_path / "store")


# -- one writer, readers beside it


def test_a_second_writer_is_told_which_folder_is_taken(small_quads: list[Quad], tmp_path: Path) -> None:
    place = tmp_path / "store"
    store.create(small_quads, path=place)
    writer = store.open_to_write(place)
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            store.open_to_write(place)
        hint = "another process is writing to this store; wait until it is done, or open the store read-only"
        assert str(caught.value) == f"{place}: {hint}"
    code = "import sys; from pathlib import Path; from graphkit import store; store.open_to_write(Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, str(place)], capture_output=True, text=True, check=False)
    assert f"{place}: another process is writing" in done.stderr
    del writer
    store.open_to_write(place)


def test_readers_beside_a_writer_see_what_was_there_when_they_came(small_quads: list[Quad], tmp_path: Path) -> None:
    place = tmp_path / "store"
    store.create(small_quads, path=place)
    early = store.open_read_only(place)
    writer = store.open_to_write(place)
    beside = store.open_read_only(place)
    writer.remove_graph(small_quads[0].graph_name)
    writer.bulk_extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in small_quads)
    writer.flush()
    writer.optimize()
    late = store.open_read_only(place)
    assert set(early) == set(beside) == set(small_quads)
    assert set(late) == set(writer) != set(small_quads)
    code = "import sys, pathlib; from graphkit.store import *; print(len(open_read_only(pathlib.Path(sys.argv[1]))))"
    done = subprocess.run([sys.executable, "-c", code, str(place)], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(writer)


def test_what_was_changed_is_there_when_it_is_opened_again(small_quads: list[Quad], tmp_path: Path) -> None:
    place = tmp_path / "store"
    writer = store.create(small_quads, path=place)
    store.replace_graphs(writer, small_quads[:3])
    wanted = set(writer)
    del writer
    for _ in range(2):
        assert set(store.open_read_only(place)) == wanted
        assert set(store.open_to_write(place)) == wanted


def test_nobody_writes_to_a_store_that_is_open_to_be_read(small_quads: list[Quad], tmp_path: Path) -> None:
    store.create(small_quads, path=tmp_path / "store")
    reader = store.open_read_only(tmp_path / "store")
    with pytest.raises(StoreError, match="cannot be written"):
        store.replace_graphs(reader, small_quads)


def test_a_store_that_fails_half_way_leaves_nothing(small_quads: list[Quad], tmp_path: Path) -> None:
    def fail() -> Iterator[Quad]:
        yield from small_quads
        raise InputError("no more")

    with pytest.raises(InputError, match="no more"):
        store.create(fail(), path=tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


# -- files


@pytest.mark.parametrize("disk", [False, True])
def test_a_file_is_loaded_as_it_is(small_quads: list[Quad], tmp_path: Path, disk: bool) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes(serialize(small_quads, format=RdfFormat.N_QUADS) or b"")
    loaded = store.load_file(file, path=tmp_path / "store" if disk else None)
    assert set(loaded) == set(small_quads)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", "the suffix tells no RDF format"),
        ("a.nq", None, "there is no such file"),
        ("a.ttl", "<urn:a> <urn:b> .", "is no Turtle: "),
        ("a.nq", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <b> <urn:c> .", "is no N-Quads: "),
    ],
)
def test_a_file_that_cannot_be_loaded(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=message):
        store.load_file(tmp_path / name, path=tmp_path / "store")
    assert not (tmp_path / "store").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_clock_before_1970_is_told_instead_of_ending_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.create(path=tmp_path / "store")
    del made
    monkeypatch.setattr(time, "time", lambda: -1.0)
    for work in (store.create, partial(store.open_read_only, tmp_path / "store")):
        with pytest.raises(StoreError, match="the clock of this machine stands before 1970; set it"):
            work()
