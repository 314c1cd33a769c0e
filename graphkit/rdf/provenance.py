"""The run that made a graph: what was used, and never when, so that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.vocabulary import GK, PROV, RDF, RDFS, SCHEMA, Addresses

__all__ = ["Run", "to_quads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a graph was made with.

    Args:
        version: The version of graphkit.
        model: Name and version of the spaCy pipeline ('en_core_web_md 3.8.0').
        known: The digest of the user's list of known entities, where there was one.
    """

    version: str
    model: str
    known: str | None = None

    @property
    def digest(self) -> str:
        """A name for this combination: the same tools give the same name."""
        used = (self.version, self.model, *([self.known] if self.known else []))
        return hashlib.sha256("\n".join(used).encode()).hexdigest()[:16]


def to_quads(run: Run, addresses: Addresses) -> Iterator[Quad]:
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

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, graph)

    yield say(activity, f"{RDF}type", NamedNode(f"{PROV}Activity"))
    yield say(activity, f"{RDFS}label", Literal(f"graphkit {run.version} with {run.model}"))
    yield say(activity, f"{PROV}wasAssociatedWith", agent)
    yield say(activity, f"{GK}model", Literal(run.model))
    if run.known:
        yield say(activity, f"{GK}knownEntities", Literal(run.known))
    yield say(agent, f"{RDF}type", NamedNode(f"{PROV}SoftwareAgent"))
    yield say(agent, f"{RDFS}label", Literal("graphkit"))
    yield say(agent, f"{SCHEMA}softwareVersion", Literal(run.version))
