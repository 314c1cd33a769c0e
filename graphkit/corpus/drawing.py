"""Draw what an output shows first, in a process that ends: it takes more memory than all that is written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import store
from graphkit.files import articles
from graphkit.files.layout import ARTICLES, STORE
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import Addresses
from graphkit.query.narrowing import Criteria, Narrowed

if TYPE_CHECKING:
    from graphkit.reader import Settings

__all__ = ["Drawing"]

_BYTES = 100_000
"""As many as it takes as long to read as to draw a hundred articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The page to explore and the brief of an output of which store and articles are written.

    Args:
        folder: The output.
        base: The base IRI.
        model: The pipeline that its articles were read with.
        documents: The addresses of the documents that the page shows, where those are not all.
        total: How many the output holds.
    """

    folder: Path
    base: str
    model: str
    documents: tuple[str, ...] | None
    total: int

    @property
    def size(self) -> int:
        """About how many bytes it takes as long to read."""
        return _BYTES

    def run(self, settings: Settings) -> dict[str, bytes]:
        """Draw, and return what is to stand in files, by their names."""
        graph = store.open_read_only(self.folder / STORE)
        texts = articles.Articles(self.folder / ARTICLES, Addresses(self.base))
        kg = KnowledgeGraph(graph, base_iri=self.base, model=self.model, texts=texts)
        if self.documents is None:
            return kg.draw()
        criteria = Criteria(most=len(self.documents))
        return kg.draw(
            Narrowed(
                store=graph,
                base=self.base,
                criteria=criteria,
                documents=self.documents,
                fitting=self.total,
                total=self.total,
            )
        )
