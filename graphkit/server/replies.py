"""What the server answers with."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HTML", "TEXT", "Reply", "refuse"]

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, whole: it is never sent in part.

    Args:
        body: The bytes.
        kind: Their media type.
        status: The HTTP status.
        fault: What went wrong inside, for the log alone.
    """

    body: bytes
    kind: str = TEXT
    status: int = 200
    fault: str = ""


def refuse(status: int, why: str) -> Reply:
    """Say in one line why there is no answer."""
    return Reply(body=f"{why}\n".encode(errors="replace"), status=status)
