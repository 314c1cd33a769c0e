"""Read of SPARQL what can be told without parsing it."""

from __future__ import annotations

import re

__all__ = ["blank"]

# What can hold a bracket or a colon that is none: addresses, texts (the long ones first), comments.
_OPAQUE = re.compile(
    r"<[^<>\"{}|^`\\\s]*>|'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*", re.DOTALL
)


def blank(text: str) -> str:
    """Blank out addresses, texts and comments, and leave everything else where it stands.

    >>> blank("ASK { ?s ?p 'a{b' } # {")
    'ASK { ?s ?p       }    '
    """
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
