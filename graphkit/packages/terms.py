"""Look at terms of a graph without asking each time of which kind they are."""

from __future__ import annotations

import hashlib
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode

from graphkit.model.vocabulary import XSD

__all__ = ["hash_text", "is_node", "is_text", "value_of"]

_STRING = f"{XSD}string"


def value_of(term: object) -> str:
    """Return the address or the text of a term."""
    return str(getattr(term, "value", term))


def is_node(term: object) -> TypeGuard[NamedNode]:
    """Check whether a term is an address."""
    return isinstance(term, NamedNode)


def is_text(term: object) -> TypeGuard[Literal]:
    """Check whether a term is a text: no number, no date, no truth value."""
    return isinstance(term, Literal) and term.datatype.value == _STRING


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
