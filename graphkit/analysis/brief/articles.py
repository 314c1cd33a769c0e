"""Describe articles as they are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.brief.values import PrintedArticle

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Article

__all__ = ["print_article"]


def print_article(article: Article) -> PrintedArticle:
    """Describe an article as it is cited."""
    return PrintedArticle(
        iri=article.iri,
        identifier=article.identifier,
        title=article.title,
        outlet=article.publisher,
        issued=article.issued,
        address=article.source if article.source.startswith(("http://", "https://")) else "",
    )
