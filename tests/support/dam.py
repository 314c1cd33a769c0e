"""Two invented articles on a dam, in one of which a name is spelt in every way in which names are."""

from __future__ import annotations

from functools import cache

import graphkit
from graphkit import Redactions, documents
from graphkit.graph import KnowledgeGraph

__all__ = ["DAM", "FIELDS", "REDACTIONS", "build_dam"]

DAM = """Zoë Brandauer, the mayor of Port Marsan, said that the dam was safe. Tom Hale, a harbour master, denied that \
Brandauer had seen the report.

“The dam will hold,” Brandauer told reporters in Norway. BRANDAUER said that Norwegian engineers had checked it. \
Tom Hale accused Zoe\u0308 Brandau-
er of hiding a letter. He called +47 555 0199.

Brandauer’s office said that the letter was lost. Write to zoe.brandauer@marsan.example, or see \
https://marsan.example/zo%C3%AB-brandauer/dam?by=BRANDAUER and #brandauer.

Ann May said that the wall may break in May. Peter Brandauer, a farmer, said that the fields were wet.
"""
FIELDS = "Tom Hale said that the dam was safe. Ann May said that Oslo had been told.\n"
REDACTIONS = Redactions(names=("Zoë Brandauer", "Ann May"), kinds=("country",), patterns=(r"\+\d[\d ]{5,}\d",))


@cache
def build_dam() -> KnowledgeGraph:
    """Build the graph of the two articles."""
    dam = graphkit.Document(
        text=DAM,
        identifier="zoe-brandauer.txt",
        title="Zoë Brandauer says dam is safe",
        publisher="Marsan Gull",
        issued="2031-03-03",
        source="https://marsan.example/news/4711",
    )
    fields = graphkit.Document(text=FIELDS, identifier="fields.txt", title="Fields", issued="2031-03-05")
    return graphkit.build([documents.check(dam), documents.check(fields)])
