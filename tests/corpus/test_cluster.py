"""A cluster does the same work as this machine, and the graph is the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import build, make_texts, read, write
from builds import quick as quick  # a fixture
from click.testing import CliRunner
from paths import SUPPORT

from graphkit.cli import cli
from graphkit.corpus import BuildReport, Options, Settings, building
from graphkit.errors import InputError, Kind

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    # Dask's own code leaves sockets and loops to be collected when it shuts down
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Start a scheduler and two workers, each a process that reads quickly."""
    preload = [str(SUPPORT / "quickdesk.py")]
    with (
        # A worker that dies costs some seconds; by default Dask lets a task kill four.
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", preload=preload
        ) as started,
    ):
        yield started.scheduler_address


def build_on(address: str, articles: Path, out: Path) -> BuildReport:
    return building.build(
        [articles], out, Options(settings=Settings(), base="https://example.org/kg/", cluster=address)
    )


def test_the_bytes_are_those_of_one_machine(tmp_path: Path, cluster: str) -> None:
    articles = write(tmp_path / "in", make_texts(20))
    assert build_on(cluster, articles, tmp_path / "many").documents == 20
    build(articles, tmp_path / "one")
    assert read(tmp_path / "one") == read(tmp_path / "many")


def test_no_scheduler_and_no_workers_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", make_texts(2))
    monkeypatch.setattr("graphkit.corpus.cluster._SECONDS", 1)
    with pytest.raises(InputError, match=r"127\.0\.0\.1:9: no Dask scheduler answers there"):
        build_on("tcp://127.0.0.1:9", articles, tmp_path / "out")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(InputError, match="has no workers; start some: dask worker tcp://"),
    ):
        build_on(empty.scheduler_address, articles, tmp_path / "out")


def test_an_article_that_kills_its_worker_is_named(tmp_path: Path, cluster: str) -> None:
    articles = write(tmp_path / "in", {**make_texts(5), "001.txt": "KILLME"})
    report = build_on(cluster, articles, tmp_path / "out")
    assert [p.where.rpartition("/")[2] for p in report.problems if p.kind is Kind.QUARANTINED] == ["001.txt"]
    assert report.documents == 4


def test_workers_and_a_cluster_are_not_asked_for_together(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["build", "--example", "-o", str(tmp_path), "--workers", "2", "--cluster", "tcp://127.0.0.1:1"]
    )
    assert result.exit_code == 2
    assert "the cluster's workers are its own" in result.output
