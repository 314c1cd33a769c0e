"""Find the reviews of texts that are not there: of an earlier text of an article, or of an article that is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from graphkit.errors import Problem
from graphkit.model.reviews import Review
from graphkit.reviews.applying import explain_problem

__all__ = ["find_lost"]


def find_lost(
    reviews: Iterable[Review], documents: Collection[str], read_text: Callable[[str], str | None]
) -> tuple[Problem, ...]:
    """Find the reviews of texts that are not in a build, and say what is known of each.

    Args:
        reviews: The reviews that are not revoked.
        documents: The keys of the documents in the build.
        read_text: Returns the text of the article of a name as it is now, or None where there is none of that name.
    """
    return tuple(
        explain_problem(review, _explain(review, read_text(review.article) if review.article else None))
        for review in reviews
        if review.document not in documents
    )


def _explain(review: Review, text: str | None) -> str:
    if text is None:
        name = f"{review.article}, " if review.article else ""
        return f"it speaks of {name}an article that is not in this build"
    if not review.words:
        return f"it is of an earlier text of {review.article}"
    there = review.words.casefold() in " ".join(text.split()).casefold()
    return f"it is of an earlier text of {review.article}; its words are {'still' if there else 'no longer'} in it"
