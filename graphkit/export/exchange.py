"""Write the network of parties and claims for the tools that draw and count: Gephi, Cytoscape, spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.store import GraphStore

__all__ = ["UNFIT_FOR_XML", "write"]

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold, not even escaped."""

_STAMP = re.compile(rb' lastmodifieddate="[^"]*"')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("source", "source_label", "kind", "label", "target", "target_label")


def write(store: GraphStore, name: str) -> bytes:
    """Write the network.

    Args:
        store: The graph.
        name: 'graphml', 'gexf' or 'csv'.

    Returns:
        The file's bytes; what XML cannot hold is U+FFFD.
    """
    from graphkit.analysis import network

    graph = network.project(store)
    writers = {"graphml": _write_graphml, "gexf": _write_gexf, "csv": _write_csv}
    return writers[name](graph)


def _write_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_clean(graph), buffer, named_key_ids=True)
    return buffer.getvalue() + b"\n"


def _write_gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_clean(graph), buffer)
    # networkx writes today's date, which is no part of the graph.
    return _STAMP.sub(b"", buffer.getvalue()) + b"\n"


def _write_csv(graph: nx.MultiDiGraph[str]) -> bytes:
    edges = list(graph.edges(data=True))
    further = sorted({key for _, _, attributes in edges for key in attributes} - set(_COLUMNS))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_COLUMNS, *further])
    for source, target, attributes in edges:
        labels = {"source_label": graph.nodes[source].get("label"), "target_label": graph.nodes[target].get("label")}
        row = {"source": source, "target": target, **labels, **attributes}
        writer.writerow([_defuse(row.get(column, "")) for column in (*_COLUMNS, *further)])
    return buffer.getvalue().encode()


def _defuse(cell: object) -> object:
    """Keep a spreadsheet from running what an article says as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


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
