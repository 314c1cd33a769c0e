"""The folder that the tests of the server serve: an article with hostile text, and the example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Served, serve

import graphkit
from graphkit.files import resources
from graphkit.model import Document

HOSTILE = (
    'Oslo denied the report. "<script>alert(1)</script> <img src=x onerror=alert(2)> is false," Mara Lind said. '
    "Norway's </mark></article><svg onload=alert(3)> said on Monday that the bridge 😀 was safe."
)


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "out"
    article = Document(text=HOSTILE, identifier="<b>hostile</b>.txt", title='"><script>alert(4)</script>')
    graphkit.build([resources.example(), article]).save(folder)
    return folder


@pytest.fixture(scope="session")
def served(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(out, tmp_path_factory.mktemp("log") / "log.txt") as server:
        yield server
