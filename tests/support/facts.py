"""The plain facts that a text states, as one reads them."""

from __future__ import annotations

from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading.extraction import extract


def read_facts(text: str) -> set[str]:
    """Return what the firewall lets through: 'Norway attacks Sweden'."""
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    statements = extract(document, doc).statements
    return {f"{s.subject_span.exact} {s.predicate.name} {s.object_span.exact}" for s in statements if s.is_fact}
