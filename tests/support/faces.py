"""Two invented articles with one person in both, another of a common name in each, and what others say of them."""

from __future__ import annotations

import graphkit
from graphkit import documents
from graphkit.graph import KnowledgeGraph

__all__ = ["FERRY", "TIDE", "build_faces"]

FERRY = """Ragna Thorvald, the mayor of Halden, visited Mirefield on Monday.

"The ferry is safe," Thorvald told reporters. She denied that the ferry had leaked.

David Brown, the director of Nordal Chemicals, accused Thorvald of hiding the report.

According to Radio Ansel, Thorvald said that the report was lost.
"""
TIDE = """Ragna Thorvald, a former teacher, promised that the ferry would sail again.

Thorvald praised Ines Corvo. Ines Corvo said that Thorvald had read the report.

David Brown opposed the new school, he said.
"""


def build_faces() -> KnowledgeGraph:
    """Build the graph of the two articles."""
    ferry = graphkit.Document(
        text=FERRY, identifier="ferry.txt", title="Ferry safe", publisher="Halden Gull", issued="2031-05-02"
    )
    tide = graphkit.Document(
        text=TIDE, identifier="tide.txt", title="Tide turns", publisher="Port Wire", issued="2031-05-09"
    )
    return graphkit.build([documents.check(ferry), documents.check(tide)])
