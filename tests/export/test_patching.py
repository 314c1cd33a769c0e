"""Turtle of which some subjects have changed is what would be written of all anew, wherever they stand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graphkit import export
from graphkit.export.patching import describe_lines, patch_turtle
from graphkit.export.streaming import sort_key
from graphkit.export.terms import Terms

BASE = "https://example.org/kg/"


def say(number: int, words: str) -> list[bytes]:
    subject = f"<{BASE}doc/{number % 7}/claim/{number}>".encode()
    return [b'%b <https://w3id.org/graphkit/ns#content> "%b %d" .\n' % (subject, words.encode(), n) for n in range(3)]


def write(path: Path, said: dict[int, str], terms: Terms) -> bytes:
    found = describe_lines([line for number in said for line in say(number, said[number])], terms)
    path.write_bytes(terms.declare() + b"".join(found[name] for name in sorted(found, key=sort_key)))
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_what_changes_is_found_near_and_far(tmp_path: Path, seed: int) -> None:
    chance, terms = random.Random(seed), Terms(export.list_prefixes(BASE))
    before = {number: "It is so" for number in chance.sample(range(3000), chance.choice([1, 2, 40, 900]))}
    write(tmp_path / "old.ttl", before, terms)
    first = chance.randrange(3000)
    near, far = range(first, min(3000, first + 30)), chance.sample(range(3000), chance.choice([0, 1, 50]))
    after = {**before, **dict.fromkeys((*near, *far), "It is not so, and never was")}
    for number in chance.sample(sorted(after), len(after) // 10):
        del after[number]
    changed = {number for number in {*before, *after} if before.get(number) != after.get(number)}
    subjects: dict[bytes, bytes | None] = {say(number, "")[0].split(b" ")[0]: None for number in changed}
    new = [line for number in changed & after.keys() for line in say(number, after[number])]
    patch_turtle(tmp_path / "old.ttl", tmp_path / "new.ttl", {**subjects, **describe_lines(new, terms)}, terms)
    assert (tmp_path / "new.ttl").read_bytes() == write(tmp_path / "clean.ttl", after, terms)
