"""What the server answers with, and the templates of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

__all__ = ["HTML", "TEXT", "Reply", "load_template", "refuse"]

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; no answer is sent in parts.

    Args:
        body: The bytes.
        kind: Their media type.
        status: The HTTP status.
    """

    body: bytes
    kind: str = TEXT
    status: int = 200


def refuse(status: int, why: str) -> Reply:
    """Return a refusal with its reason in one line."""
    return Reply(body=f"{why}\n".encode(errors="replace"), status=status)


def load_template(name: str) -> Template:
    """Return a template of a page; all values in it are escaped."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("graphkit.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
