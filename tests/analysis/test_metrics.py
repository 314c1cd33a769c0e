from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO

import networkx as nx
import pytest
from paths import DATA
from pyoxigraph import Store

from graphkit.analysis import metrics, network
from graphkit.analysis.tables import tables

TRIG = DATA / "picture" / "quarry.trig"


@pytest.fixture(scope="module")
def report(quarry: Store) -> metrics.Analysis:
    return metrics.analyse(quarry)


def test_disputes_name_both_sides_and_the_evidence(report: metrics.Analysis) -> None:
    disputes = {d.label: d for d in report.disputes}
    assert set(disputes) == {
        "the inspectorate's report",
        "dust has harmed the villagers",
        "safety records had been destroyed",
    }
    dust = disputes["dust has harmed the villagers"]
    assert dust.kind == "claim"
    assert set(dust.affirm) == {"Northern Valleys Union", "Veronika Sálter"}
    assert dust.reject == ("Halden Stone",)
    assert len(dust.evidence) == 3
    assert all("/claim/" in iri for iri in dust.evidence)
    assert disputes["the inspectorate's report"].kind == "entity"


def test_the_widest_dispute_comes_first(report: metrics.Analysis) -> None:
    sizes = [len(d.affirm) + len(d.reject) for d in report.disputes]
    assert sizes == sorted(sizes, reverse=True)


def test_ranks_sum_to_one_and_the_target_of_all_leads(report: metrics.Analysis) -> None:
    assert sum(s.pagerank for s in report.standings) == pytest.approx(1, abs=1e-4)
    assert report.standings[0].label == "Halden Stone"
    assert [s.pagerank for s in report.standings] == sorted((s.pagerank for s in report.standings), reverse=True)


def test_pagerank_agrees_with_networkx_in_a_known_case() -> None:
    cycle: nx.DiGraph[str] = nx.DiGraph()
    cycle.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("c", "a", 1)])
    assert metrics.pagerank(cycle) == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    star: nx.DiGraph[str] = nx.DiGraph()
    star.add_weighted_edges_from([("a", "hub", 1), ("b", "hub", 2)])
    ranks = metrics.pagerank(star)
    # by hand: r(a) = r(b) = x, r(hub) = x + 0.85 · 2x, and all three sum to 1
    assert ranks["a"] == ranks["b"] == pytest.approx(1 / 4.7)
    assert ranks["hub"] == pytest.approx(2.7 / 4.7)


def test_communities_part_the_linked_parties(report: metrics.Analysis) -> None:
    members = [name for community in report.communities for name in community.members]
    assert len(members) == len(set(members))
    assert [c.number for c in report.communities] == list(range(1, len(report.communities) + 1))
    assert all(len(c.members) > 1 for c in report.communities)


def test_brokers_reach_other_communities_than_their_own(report: metrics.Analysis) -> None:
    assert report.brokers
    for broker in report.brokers:
        assert broker.community not in broker.reaches
        assert broker.links >= len(broker.reaches)


def test_condensing_counts_links_and_leaves_out_loops(quarry: Store) -> None:
    parties = metrics.condense(network.project(quarry))
    assert all(data["kind"] != "claim" for _, data in parties.nodes(data=True))
    assert nx.number_of_selfloops(parties) == 0
    assert all(data["weight"] >= 1 for _, _, data in parties.edges(data=True))


def test_the_report_goes_to_json_and_back(report: metrics.Analysis) -> None:
    data = json.loads(json.dumps(report.to_dict()))
    assert data["documents"] == 2
    assert data["disputes"][0]["label"] == report.disputes[0].label


@pytest.mark.slow
def test_two_processes_with_other_hash_seeds_agree() -> None:
    code = (
        "import sys, json, pyoxigraph as ox; from graphkit.analysis.metrics import analyse; s = ox.Store();"
        "s.bulk_load(path=sys.argv[1], format=ox.RdfFormat.TRIG); print(json.dumps(analyse(s).to_dict()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(TRIG)],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=TRIG.parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_tables_show_every_part(report: metrics.Analysis) -> None:
    from rich.console import Console

    console = Console(width=140, record=True, file=StringIO())
    for table in tables(report):
        console.print(table)
    text = console.export_text()
    for words in ("Points in dispute (3)", "Halden Stone", "Communities", "Brokers"):
        assert words in text


def test_names_are_shown_not_obeyed_by_the_terminal(hostile: Store) -> None:
    from rich.console import Console

    console = Console(width=4000, file=StringIO(), force_terminal=True, color_system="truecolor", record=True)
    for table in tables(metrics.analyse(hostile)):
        console.print(table)
    assert "[bold red]rich[/]" in console.export_text()


def test_long_tables_say_how_much_they_leave_out(report: metrics.Analysis) -> None:
    first = next(iter(tables(report, rows=2)))
    assert str(first.title) == "Points in dispute (2 of 3)"
    assert first.row_count == 2


def test_an_empty_graph_gives_an_empty_report() -> None:
    report = metrics.analyse(Store())
    assert (report.claims, report.parties, report.disputes, report.standings) == (0, 0, (), ())
    assert list(tables(report)) == []
