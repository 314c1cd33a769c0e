"""Write the network of parties and claims as the CSV files that `neo4j-admin database import` takes, in one zip.

A claim is a node of its own, with its axes; the only edges between parties are the plain ones of the graph (STANCE,
with the predicate) and the posts that articles themselves give (ROLE). Claims that are one lead to a node for all of
them (IN_CLUSTER), and those that differ to one another (DISAGREES, REQUOTES). A line end in a text becomes a space,
since the importer takes a file with line ends in its cells only when it is told to. Cells are as they are otherwise:
the files are for a database, not for a spreadsheet, which would take a cell that begins with '=' for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.export.archive import write_zip
from graphkit.export.characters import UNFIT_FOR_XML
from graphkit.export.registry import OutputFormat, Target
from graphkit.model import AXES

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.analysis.network import Records
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_LABELS = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "Organization;Outlet",
    "country": "Place;Country",
    "place": "Place",
    "group": "Group",
    "work": "Work",
    "event": "Event",
    "unknown": "Unknown",
    "claim": "Claim",
}
_NODE = (
    "link",
    "aliases",
    *AXES,
    "cue",
    "confidence",
    "date",
    "document",
    "near_duplicate_of",
    "origins_at_least",
    "origins_at_most",
)
_EDGE = ("label", "predicate", "valence", "current", "act", "stance", "polarity", "certainty", "document", "claim")
_TYPES = {
    "confidence": "float",
    "valence": "int",
    "current": "int",
    "origins_at_least": "int",
    "origins_at_most": "int",
}
_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write(store: GraphStore, target: Target) -> None:
    """Write a zip of `nodes.csv` and `relationships.csv`."""
    from graphkit.analysis import network

    records = network.read(store)
    graph = network.build(records)
    nodes = (["iri:ID", ":LABEL", "name", *_type(_NODE), "identifier"], _list_nodes(records, graph))
    edges = ([":START_ID", ":END_ID", ":TYPE", *_type(_EDGE)], _list_edges(records, graph))
    tables = {"nodes.csv": nodes, "relationships.csv": edges}
    write_zip(target.file, ((name, _write_csv(head, rows)) for name, (head, rows) in tables.items()))


def _type(names: Iterable[str]) -> list[str]:
    return [f"{name}:{_TYPES[name]}" if name in _TYPES else name for name in names]


def _list_nodes(records: Records, graph: nx.MultiDiGraph[str]) -> Iterator[Sequence[object]]:
    for article in records.articles:
        about = {"date": article.issued, "near_duplicate_of": article.near_duplicate_of}
        cells = [about.get(name, "") for name in _NODE]
        yield [article.iri, "Article", article.title, *cells, article.identifier]
    for iri, known in graph.nodes(data=True):
        yield [iri, _LABELS[known["kind"]], known["label"], *(known.get(name, "") for name in _NODE), ""]
    for cluster in records.matches.clusters:
        names = [graph.nodes[claim]["label"] for claim in cluster.claims]
        found = {name: getattr(cluster, name, "") for name in ("confidence", "origins_at_least", "origins_at_most")}
        cells = [found.get(name, "") for name in _NODE]
        yield [cluster.iri, "ClaimCluster", min(names, key=lambda name: (len(name), name)), *cells, ""]


def _list_edges(records: Records, graph: nx.MultiDiGraph[str]) -> Iterator[Sequence[object]]:
    for source, target, known in graph.edges(data=True):
        yield [source, target, known["kind"].upper(), *(known.get(name, "") for name in _EDGE)]
    for iri, known in graph.nodes(data=True):
        if known["kind"] == "claim" and known["document"]:
            yield [iri, known["document"], "IN_ARTICLE", *("" for _ in _EDGE)]
    for cluster in records.matches.clusters:
        for claim in cluster.claims:
            yield [claim, cluster.iri, "IN_CLUSTER", *("" for _ in _EDGE)]
    for copy, original in records.find_originals().items():
        yield [copy, original, "NEAR_DUPLICATE_OF", *("" for _ in _EDGE)]


def _write_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_clean(cell) if isinstance(cell, str) else cell for cell in row])
    return buffer.getvalue().encode()


def _clean(text: str) -> str:
    return UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub(" ", text))


FORMATS = (
    OutputFormat(
        name="neo4j",
        title="CSV for Neo4j's import, zipped",
        kind="network",
        write=write,
        suffixes=("neo4j.zip",),
        help="for neo4j-admin database import",
    ),
)
