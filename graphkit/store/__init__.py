"""Keep the graph in Oxigraph, in memory or on disk, or in any SPARQL 1.1 server: one face, whichever it is.

The face is `GraphStore`, and a `pyoxigraph.Store` has it as it comes: local stores are passed around as they are, with
nothing between. A server has it by way of HTTP (`connect`).
"""

from graphkit.store.apart import ApartLoader
from graphkit.store.dataset import make_dataset
from graphkit.store.face import GraphStore
from graphkit.store.loading import Loader
from graphkit.store.local import (
    check_clock,
    create,
    explain_damage,
    keep_open,
    load_file,
    open_output,
    open_read_only,
    open_to_write,
)
from graphkit.store.operations import close, connect, dump, replace_graphs, send_graphs
from graphkit.store.part import Part
from graphkit.store.updating import change_graph, copy, load_trig, read_graph, read_subjects, read_trig, remove_graph
from graphkit.store.versions import open_versions

__all__ = [
    "ApartLoader",
    "GraphStore",
    "Loader",
    "Part",
    "change_graph",
    "check_clock",
    "close",
    "connect",
    "copy",
    "create",
    "dump",
    "explain_damage",
    "keep_open",
    "load_file",
    "load_trig",
    "make_dataset",
    "open_output",
    "open_read_only",
    "open_to_write",
    "open_versions",
    "read_graph",
    "read_subjects",
    "read_trig",
    "remove_graph",
    "replace_graphs",
    "send_graphs",
]
