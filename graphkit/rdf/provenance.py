"""The run that made a graph: what was used, and never when, so that the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import GK, PROV, RDF, RDFS, SCHEMA, Addresses

__all__ = ["to_quads"]


def to_quads(run: Provenance, addresses: Addresses) -> Iterator[Quad]:
    """Describe a run in the graph of its own.

    Args:
        run: What was used.
        addresses: Where the graph's things live.

    Returns:
        Its quads, in no particular order.
    """
    graph = NamedNode(addresses.graph("provenance"))
    activity = NamedNode(addresses.run(run.digest))
    agent = NamedNode(f"{addresses.base}agent/graphkit")

    def quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, graph)

    yield quad(activity, f"{RDF}type", NamedNode(f"{PROV}Activity"))
    yield quad(activity, f"{RDFS}label", Literal(f"graphkit {run.version} with {run.model}"))
    yield quad(activity, f"{PROV}wasAssociatedWith", agent)
    yield quad(activity, f"{GK}model", Literal(run.model))
    if run.known:
        yield quad(activity, f"{GK}knownEntities", Literal(run.known))
    yield quad(agent, f"{RDF}type", NamedNode(f"{PROV}SoftwareAgent"))
    yield quad(agent, f"{RDFS}label", Literal("graphkit"))
    yield quad(agent, f"{SCHEMA}softwareVersion", Literal(run.version))
