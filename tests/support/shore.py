"""Two invented articles on a shore, as the brief is tested on them: a denied accusation, two numbers, and no reply."""

from __future__ import annotations

import graphkit
from graphkit import documents
from graphkit.graph import KnowledgeGraph

__all__ = ["GULL", "QUIET", "WIRE", "build_one", "build_shore"]

GULL = """Mara Lind, a fisherman, accused Norvik Ltd of dumping waste in the bay of Halden.

Norvik Ltd denied the accusation.

Tom Hale, the harbour master, said that twelve boats had been lost in the storm of Halden.

Two employees said that the pumps at the plant had failed.

Ines Corvo alleged that Radio Ansel had invented the interview.
"""
WIRE = """The coast guard said that fourteen boats had been lost in the storm of Halden.

Mara Lind accused Norvik Ltd of dumping waste in the bay of Halden. Norvik Ltd would not comment.

According to Radio Ansel, an engineer said that the storm had been foreseen.
"""
QUIET = "Tom Hale demanded that the quay be closed. Ines Corvo said that the market was open.\n"


def build_shore() -> KnowledgeGraph:
    """Build the graph of the two articles."""
    gull = graphkit.Document(
        text=GULL,
        identifier="gull.txt",
        title="Boats lost",
        publisher="Halden Gull",
        issued="2031-03-03",
        source="https://example.org/gull",
    )
    wire = graphkit.Document(
        text=WIRE, identifier="wire.txt", title="Storm", publisher="Port Wire", issued="2031-03-05"
    )
    return graphkit.build([documents.check(gull), documents.check(wire)])


def build_one(text: str) -> KnowledgeGraph:
    """Build the graph of one article of which nothing but its text is known."""
    return graphkit.build([documents.check(graphkit.Document(text=text, identifier="one.txt"))])
