"""The values that pass between the stages: frozen, keyword-only, and free of any library's types.

Offsets are Unicode code points into `Document.text`. Positions into a tuple of the same `Extraction` (a mention's
chain, a claim's sources, the claim that a statement stands in) are plain integers, so that an `Extraction` is one
self-contained value which can be compared, hashed and stored.
"""

from graphkit.model.axes import AXES, Act, Certainty, Polarity, Quotation, Stance
from graphkit.model.entities import Chain, Entity, EntityType, Mention, MentionKind
from graphkit.model.extraction import Claim, Extraction, Predicate, Role, Statement
from graphkit.model.text import Document, Span

__all__ = [
    "AXES",
    "Act",
    "Certainty",
    "Chain",
    "Claim",
    "Document",
    "Entity",
    "EntityType",
    "Extraction",
    "Mention",
    "MentionKind",
    "Polarity",
    "Predicate",
    "Quotation",
    "Role",
    "Span",
    "Stance",
    "Statement",
]
