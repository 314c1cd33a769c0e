"""A new store is filled with the same, by this process or by one of its own, and whatever befalls that is told."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from graphkit import store
from graphkit.errors import OutputError, StoreError

OPENING = b"@prefix x: <https://example.org/> .\n"


def write_graph(number: int) -> bytes:
    return b'x:g%d {\n\tx:s%d x:p x:o , "%d" .\n}\n' % (number, number, number)


def test_a_process_of_its_own_fills_a_store_with_the_same(tmp_path: Path) -> None:
    written = []
    for name, make in (("here", store.Loader), ("apart", store.ApartLoader)):
        with make(tmp_path / name, OPENING, threads=2) as loader:
            for number in range(50):
                loader.add(write_graph(number))
            loader.finish()
        filled = store.open_to_write(tmp_path / name)
        filled.add(next(iter(filled)))  # it can be changed
        written.append(sorted((serialize(filled, format=RdfFormat.N_QUADS) or b"").splitlines()))
    assert written[0] == written[1]
    assert len(written[0]) == 100


def test_a_store_that_cannot_be_written_is_told_before_all_of_it_is_sent(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("something else")
    with (
        pytest.raises(OutputError, match="store"),
        store.ApartLoader(tmp_path / "store", OPENING, threads=1) as loader,
    ):
        for _ in range(100_000):
            loader.add(write_graph(1) * 100)


@pytest.mark.skipif(os.name == "nt", reason="processes are ended otherwise there")
def test_the_end_of_the_process_that_fills_a_store_is_told(tmp_path: Path) -> None:
    with store.ApartLoader(tmp_path / "store", OPENING, threads=1) as loader:
        loader.add(write_graph(1))
        [child] = multiprocessing.active_children()
        child.kill()
        with pytest.raises(StoreError, match="ended with -9; build again"):
            loader.finish()
