"""A large graph that is written in parts is the same Turtle and TriG as one that is written in one piece."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from graphkit.export import pieces
from graphkit.export.pieces import Assembly, Piece, make_parts, make_piece
from graphkit.export.terms import Terms

PREFIXES = {"x": "https://example.org/"}
NAME = "https://example.org/graph/identity"
KINDS = ("identity/{}", "doc/a{}/claim/1-{}", "doc/a/statement/{}", "entity/e{}", "doc/a#char=1,{}")


def write_lines() -> list[bytes]:
    """Write N-Triples of subjects of every rank, in no order, some twice."""
    subjects = [kind.replace("{}", str(n)) for kind in KINDS for n in range(40)]
    lines = [
        f"<https://example.org/{subject}> <https://example.org/p{n % 3}> <https://example.org/o{n}> .\n".encode()
        for subject in subjects
        for n in range(4)
    ]
    lines += lines[::7]
    random.Random(1).shuffle(lines)
    return lines


def assemble(parts: list[Piece], folder: Path) -> tuple[bytes, bytes]:
    turtle, trig = io.BytesIO(), io.BytesIO()
    with Assembly(turtle, trig, PREFIXES, folder) as assembly:
        assembly.add(parts)
        assembly.finish()
    return turtle.getvalue(), trig.getvalue()


def test_parts_are_the_same_bytes_as_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SUBJECTS", 7)
    terms, lines = Terms(PREFIXES), write_lines()
    texts = [b"".join(lines[start : start + 50]) for start in range(0, len(lines), 50)]
    parts = list(make_parts(NAME, texts, terms, tmp_path))
    assert len(parts) == -(-len(KINDS) * 40 // 7)
    assert all(part.trig.endswith(b"}\n") for part in parts)
    assert assemble(parts, tmp_path) == assemble([make_piece(NAME, b"".join(lines), terms)], tmp_path)
