"""Turn what a person finds of a claim or an edge into a review, whoever asks: the command or a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, Verdict, name_review

if TYPE_CHECKING:
    from graphkit.analysis.readings import Reading
    from graphkit.model.decisions import Author

__all__ = ["check_source", "find_words", "make_review"]


def make_review(reading: Reading, verdict: Verdict, author: Author, **corrected: object) -> Review:
    """Make a review of a claim or an edge.

    Args:
        reading: What it is of; of what was missed, what is known of its place.
        verdict: What was found.
        author: Who found it, when and why.
        corrected: The corrected fields of the review.
    """
    said = [f"{name}={value}" for name, value in sorted(corrected.items())]
    review = Review(
        id=name_review(reading.place, verdict, reading.as_read, *said, author.who, author.when, author.why),
        place=reading.place,
        kind=reading.kind,
        verdict=verdict,
        text_hash=reading.text_hash,
        words=reading.words,
        article=reading.article,
        as_read=reading.as_read,
        who=author.who,
        when=author.when,
        why=author.why,
    )
    return replace(review, **corrected)  # type: ignore[arg-type]


def check_source(text: str, given: str, *, read: str = "") -> str:
    """Check that those who are named as a claim's source stand in the article.

    Args:
        text: The article's text; empty where it is not at hand, and nothing is checked.
        given: Names or places, semicolons between them.
        read: The source as it was read, whose names are known whatever the article calls them.

    Raises:
        ValueError: A name does not stand there.
    """
    for name in filter(None, (part.strip() for part in given.split(";"))):
        if text and name not in read and not _is_place(name) and _search(text, name) is None:
            raise ValueError(f"{name!r} stands nowhere in the article")
    return given


def find_words(text: str, document: str, given: str, *, near: int = 0) -> Reference:
    """Find words in an article, whatever white space is between them.

    Args:
        text: The article's text.
        document: The key of its document.
        given: The words.
        near: Where they stand several times, the place nearest to this offset is meant.

    Raises:
        ValueError: They stand nowhere in it.
    """
    if not text:
        raise ValueError("the article's text is not at hand")
    found = _search(text, given, near)
    if found is None:
        raise ValueError("these words stand nowhere in the article")
    return Reference(document=document, start=found[0], end=found[1])


def _search(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def _is_place(text: str) -> bool:
    try:
        Reference.parse(text)
    except ValueError:
        return False
    return True
