"""Keep a brief as bytes, so that who shows it later need not read a graph."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from graphkit.analysis.brief.values import Brief

__all__ = ["dump_brief", "load_brief"]


def dump_brief(brief: Brief, note: str) -> bytes:
    """Write a brief as JSON.

    Args:
        brief: The brief.
        note: A sentence on which part of a larger graph it is of, or ''.
    """
    kept = {"note": note, "brief": brief}
    text = json.dumps(kept, default=_list_values, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="surrogatepass") + b"\n"


def load_brief(data: bytes) -> tuple[Brief, str] | None:
    """Read a brief from what `dump_brief` wrote.

    Returns:
        The brief and the note; None where another version of graphkit kept other things of it.
    """
    try:
        kept = json.loads(data.decode(errors="surrogatepass"))
        return _make(Brief, kept["brief"]), str(kept["note"])
    except (ValueError, KeyError, TypeError):
        return None


def _list_values(value: Any) -> list[Any]:  # noqa: ANN401
    """Return the values of the fields: their names, some ten thousand times, would be two thirds of the file."""
    return [getattr(value, field.name) for field in fields(value)]


def _make(kind: Any, value: Any) -> Any:  # noqa: ANN401
    """Make a value of a type from what JSON has of it."""
    if value is None or kind in (str, int, bool):
        return value
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_make(inner, one) for one in value)
    if get_origin(kind) in (Union, types.UnionType):
        return _make(get_args(kind)[0], value)
    hints = _list_types(kind)
    if len(hints) != len(value):
        raise TypeError
    return kind(**{name: _make(hint, one) for (name, hint), one in zip(hints.items(), value, strict=True)})


@cache
def _list_types(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
