"""Write the network of parties and claims for the tools that draw and count: Gephi, Cytoscape, spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from graphkit.export.characters import UNFIT_FOR_XML, defuse
from graphkit.export.registry import OutputFormat, Target

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_STAMP = re.compile(rb' lastmodifieddate="[^"]*"')
_COLUMNS = ("source", "source_label", "kind", "label", "target", "target_label")


def _project(store: GraphStore) -> nx.MultiDiGraph[str]:
    from graphkit.analysis import network

    return network.project(store)


def _write_graphml(store: GraphStore, target: Target) -> None:
    import networkx as nx

    nx.write_graphml_xml(_clean(_project(store)), target.file, named_key_ids=True)
    target.file.write(b"\n")


def _write_gexf(store: GraphStore, target: Target) -> None:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_clean(_project(store)), buffer)
    # networkx writes today's date, which is no part of the graph.
    target.file.write(_STAMP.sub(b"", buffer.getvalue()) + b"\n")


def _write_csv(store: GraphStore, target: Target) -> None:
    graph = _project(store)
    edges = list(graph.edges(data=True))
    further = sorted({key for _, _, attributes in edges for key in attributes} - set(_COLUMNS))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_COLUMNS, *further])
    for source, end, attributes in edges:
        labels = {"source_label": graph.nodes[source].get("label"), "target_label": graph.nodes[end].get("label")}
        row = {"source": source, "target": end, **labels, **attributes}
        writer.writerow([defuse(row.get(column, "")) for column in (*_COLUMNS, *further)])
    target.file.write(buffer.getvalue().encode())


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    clean = graph.copy()
    for _, attributes in clean.nodes(data=True):
        _clean_attributes(attributes)
    for _, _, attributes in clean.edges(data=True):
        _clean_attributes(attributes)
    return clean


def _clean_attributes(attributes: dict[str, object]) -> None:
    for key, value in attributes.items():
        if isinstance(value, str):
            attributes[key] = UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", value)


FORMATS = (
    OutputFormat(name="graphml", title="GraphML", kind="network", write=_write_graphml, help="for Gephi or Cytoscape"),
    OutputFormat(name="gexf", title="GEXF", kind="network", write=_write_gexf),
    OutputFormat(name="csv", title="CSV, a row an edge", kind="network", write=_write_csv),
)
