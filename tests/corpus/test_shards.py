"""How articles are shared out among workers."""

from __future__ import annotations

import pytest

from graphkit.corpus import running
from graphkit.documents import Item


def share_out(number: int, *, rounds: int) -> list[int]:
    """Share out so many articles, and return how many each shard has."""
    filler = running._Filler(24, number, rounds=rounds)
    items = (Item(identifier=str(n), where=str(n), form="text", data=b"Yes.") for n in range(number))
    shards = [*filter(None, map(filler.add, items)), *filter(None, [filler.empty()])]
    return [len(shard.items) for shard in shards]


@pytest.mark.parametrize("number", [1, 9, 84, 1000])
def test_no_worker_waits_long_for_the_last_shard(number: int) -> None:
    left = number
    for size in share_out(number, rounds=8):
        assert 1 <= size <= max(1, left // 8)
        left -= size
    assert left == 0


def test_one_process_alone_reads_full_shards() -> None:
    assert share_out(50, rounds=1) == [24, 24, 2]
