"""Find how deep a text is nested before the engine parses it, which descends on its stack and ends the process."""

from __future__ import annotations

import re
from collections.abc import Buffer

__all__ = ["DEEPEST", "find_deeper"]

DEEPEST = 100
"""How deep RDF may be nested: graphkit writes a few levels, and the engine bears some thousands."""

# Brackets in an address, a text or a comment are no nesting. Each piece takes all that it may, so that the time is that
# of the length, whatever is not closed.
_JSON = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_TURTLE = re.compile(
    rb"\\."
    rb'|"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?"
    rb'|"(?:[^"\\\n]++|\\.)*+"?'
    rb"|'(?:[^'\\\n]++|\\.)*+'?"
    rb"|(?P<open><<|[\[({])|(?P<close>>>|[\])}])"
    rb"|<[^<>\n]*+>"
    rb"|\#[^\n]*+",
    re.DOTALL,
)


def find_deeper(data: Buffer, *, json: bool) -> int | None:
    """Find where a text is nested deeper than `DEEPEST`, reading it once.

    Args:
        data: The text, as UTF-8.
        json: Whether it is JSON; else it is Turtle, or one of the formats that are part of it.

    Returns:
        The line, from 1; None where it is nowhere.

    >>> find_deeper(b'{"a": "[[["}' + b"[" * 101, json=True), find_deeper(b"<x:> <x:> '<<(' .", json=False)
    (1, None)
    """
    depth = 0
    for found in (_JSON if json else _TURTLE).finditer(data):
        if found.lastgroup == "open":
            depth += 1
        elif found.lastgroup == "close":
            depth = max(0, depth - 1)
        if depth > DEEPEST:
            return bytes(memoryview(data)[: found.start()]).count(b"\n") + 1
    return None
