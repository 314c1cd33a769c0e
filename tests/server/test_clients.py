"""A client that nobody here wrote asks the server: Comunica, which `./run tests` brings with npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from paths import ROOT
from serving import QUESTION, Served

from graphkit import pipeline

pytestmark = [pytest.mark.model, pytest.mark.slow]

COMUNICA = ROOT / ".clients" / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"


def ask(served: Served, query: str, form: str) -> str:
    node = shutil.which("node")
    if node is None or not COMUNICA.is_file():
        pytest.skip("no Comunica (./run tests brings it where there is npm)")
    source = f"sparql@{served.address}sparql"
    run = subprocess.run(
        [node, str(COMUNICA), source, "-q", query, "-t", form],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_comunica_gets_rows(served: Served, out: Path) -> None:
    query = f"PREFIX gk: <https://w3id.org/graphkit/ns#> {QUESTION}"
    rows = json.loads(ask(served, query, "application/sparql-results+json"))["results"]["bindings"]
    expected = [row[0].value for row in pipeline.open_graph(out).query(QUESTION).rows]  # type: ignore[union-attr]
    assert sorted(row["who"]["value"] for row in rows) == sorted(expected)


def test_comunica_gets_a_graph(served: Served, out: Path) -> None:
    query = (
        "PREFIX gk: <https://w3id.org/graphkit/ns#> CONSTRUCT { ?who gk:opposes ?what } WHERE { ?who gk:opposes ?what }"
    )
    lines = ask(served, query, "application/n-triples").splitlines()
    expected = pipeline.open_graph(out).query(query).serialize("nt").decode().splitlines()
    assert sorted(set(filter(None, lines))) == sorted(expected)


def test_comunica_gets_yes_or_no(served: Served) -> None:
    answer = ask(served, "ASK { ?s a <https://w3id.org/graphkit/ns#Claim> }", "application/sparql-results+json")
    assert json.loads(answer)["boolean"] is True
