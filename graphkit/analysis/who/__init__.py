"""Tell all that a graph has of one entity: its roles, what it says, what is said of it, and why it is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.analysis.brief import make_cards
from graphkit.analysis.brief.context import read_context
from graphkit.analysis.network import gather, read
from graphkit.analysis.who.evidence import read_evidence
from graphkit.analysis.who.profiles import Profiles
from graphkit.analysis.who.values import (
    Appearance,
    Decided,
    Double,
    Group,
    Line,
    Naming,
    Profile,
    Role,
    Standing,
    Tie,
)

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = [
    "Appearance",
    "Decided",
    "Double",
    "Group",
    "Line",
    "Naming",
    "Profile",
    "Profiles",
    "Role",
    "Standing",
    "Tie",
    "read_evidence",
    "read_profiles",
]


def read_profiles(store: GraphStore, texts: Mapping[str, str]) -> Profiles:
    """Read what the profiles of a graph's entities are made from.

    Args:
        store: The graph: one named graph per document.
        texts: The articles' texts by the address of their document; without one only the exact spans are given.

    Returns:
        What makes the profile of an entity; the same for the same graph. It counts what the brief counts.
    """
    records = read(store)
    context = read_context(store, records, texts)
    return Profiles(context, read_evidence(store, context), make_cards(gather(records), context))
