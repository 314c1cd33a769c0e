"""Write what was read in a document as JSON, and read it back as the same values.

Spans are written as their two offsets: the characters stand in the document's text, and are checked against it when a
span is made again. Nothing that is read can run code, so an output of a stranger can be opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Any

from cattrs import Converter

from graphkit.entities import Profile
from graphkit.model import Extraction, Span

__all__ = ["pack", "pack_profiles", "unpack", "unpack_profiles"]

_text: ContextVar[str] = ContextVar("text")


def pack(extraction: Extraction) -> str:
    """Write an extraction, its document included, as one line of JSON."""
    return _dump(_converter().unstructure(extraction))


def unpack(line: str) -> Extraction:
    """Read an extraction back.

    Args:
        line: What `pack` wrote.

    Raises:
        ValueError: It is something else, or its spans are not those of its text.
    """
    try:
        values = json.loads(line)
        token = _text.set(values["document"]["text"])
        try:
            return _converter().structure(values, Extraction)
        finally:
            _text.reset(token)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no extraction: {error!r}") from error


def pack_profiles(profiles: Iterable[Profile]) -> str:
    """Write the profiles of one document as one line of JSON; what they share is written once."""
    kept = list(profiles)
    shared = sorted(kept[0].company) if kept else []
    alone = [replace(profile, company=frozenset()) for profile in kept]
    return _dump({"company": shared, "profiles": _converter().unstructure(alone, list[Profile])})


def unpack_profiles(line: str) -> tuple[Profile, ...]:
    """Read the profiles of one document back.

    Args:
        line: What `pack_profiles` wrote.

    Raises:
        ValueError: It is something else.
    """
    try:
        values = json.loads(line)
        company = frozenset((kind, name) for kind, name in values["company"])
        alone = _converter().structure(values["profiles"], list[Profile])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no profiles: {error!r}") from error
    return tuple(replace(profile, company=company) for profile in alone)


def _dump(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@cache
def _converter() -> Converter:
    converter = Converter(
        omit_if_default=True, detailed_validation=False, unstruct_collection_overrides={frozenset: sorted}
    )
    converter.register_unstructure_hook(Span, lambda span: (span.start, span.end))
    converter.register_structure_hook(Span, _make_span)
    return converter


def _make_span(offsets: Any, _kind: type[Span]) -> Span:  # noqa: ANN401
    start, end = offsets
    text = _text.get()
    return Span(start=start, end=end, exact=text[start:end], text=text)
