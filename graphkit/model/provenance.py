"""What a graph was made with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

__all__ = ["Provenance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a graph was made with.

    Args:
        version: The version of graphkit.
        model: Name and version of the spaCy pipeline ('en_core_web_md 3.8.0').
        known: The digest of the user's list of known entities, where there was one.
    """

    version: str
    model: str
    known: str | None = None

    @property
    def digest(self) -> str:
        """A name for this combination: the same tools give the same name."""
        used = (self.version, self.model, *([self.known] if self.known else []))
        return hashlib.sha256("\n".join(used).encode()).hexdigest()[:16]
