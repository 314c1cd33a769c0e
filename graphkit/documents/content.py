"""What a converter takes out of a file: text with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graphkit.errors import Kind, Problem

__all__ = ["Content", "Unreadable", "extra", "quarantine"]


class Unreadable(Exception):  # noqa: N818  (no error: how a converter says that it cannot)
    """Something cannot be read; the message completes 'was left out: …'. It never leaves the stage."""


class Unequipped(Unreadable):
    """Something cannot be read on this machine, for want of an extra."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of one article with what its file says of it, neither checked nor marked.

    Args:
        text: The article.
        title: Its headline.
        issued: When it was published, ISO 8601.
        modified: When it was last changed, ISO 8601.
        publisher: Who published it.
        source: Its address.
        furniture: Stretches (start, end) that are known to be no part of it, in code points.
        number: Its place in an item of several articles, from 1.
    """

    text: str
    title: str | None = None
    issued: str | None = None
    modified: str | None = None
    publisher: str | None = None
    source: str | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    number: int | None = None


@contextmanager
def extra(what: str) -> Iterator[None]:
    """Import what comes with the extra 'inputs', or say how to install it.

    Args:
        what: What cannot be read without it: 'HTML'.

    Raises:
        Unequipped: An import inside fails.
    """
    try:
        yield
    except ImportError:
        raise Unequipped(f"{what} needs an extra that is not installed: pip install 'graphkit[inputs]'") from None


def quarantine(where: str, reason: str, *, opened: bool = True) -> Problem:
    """Make the problem of what could not be read.

    Args:
        where: The file, folder or member.
        reason: Why.
        opened: Whether it could be opened at all.
    """
    return Problem(where=where, what=f"was left out: {reason}", kind=Kind.QUARANTINED, opened=opened)
