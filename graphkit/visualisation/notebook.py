"""Show a page in a notebook, locked into a frame."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

__all__ = ["Page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that Jupyter shows by itself as the result of a cell; nothing is written to disk.

    Args:
        html: The page.
        height: How high the frame is, in pixels.
    """

    html: str
    height: int = 720

    def _repr_html_(self) -> str:
        """Lay the page into a frame of its own origin: it may run its script and save files, and reach nothing else."""
        look = "border:1px solid #d8d5cd;border-radius:8px"
        return (
            '<iframe sandbox="allow-scripts allow-downloads" title="Who says what" width="100%" '
            f'height="{self.height}" style="{look}" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Page of {len(self.html):,} characters; Jupyter shows it, kg.show('graph.html') writes it>"
