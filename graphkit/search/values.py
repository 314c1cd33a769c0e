"""What is searched for and what is found, as plain frozen values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from graphkit.analysis.brief.values import PrintedArticle
from graphkit.analysis.sayings import FoundSentence
from graphkit.errors import QueryError
from graphkit.query.narrowing import Criteria

__all__ = ["KINDS", "FoundEntity", "SearchHit", "SearchResult", "Wanted"]

KINDS = ("article", "claim", "quotation")
"""Where words are looked for: in whole articles, in what somebody is said to say, or in what is quoted of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntity:
    """Somebody or something of that name.

    Args:
        iri: The address.
        name: The label.
        claims: In how many claims it speaks or is spoken of.
        articles: How many articles mention it.
    """

    iri: str
    name: str
    claims: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for.

    Args:
        words: What somebody typed; see `graphkit.search.words`.
        kind: One of `KINDS`; None for articles, and for claims where `by` is given.
        by: Whose claims: a name in any case, or an address; None for anybody's.
        since: The first day on which the article was issued ('2024-05-31'), or the month or year; None for any.
        until: The last one.
        publisher: Who published it, in any case; None for anybody.
        limit: How many hits are wanted at most.
        skip: How many of the first are left out.

    Raises:
        QueryError: There is no such kind, nobody says what an article itself says, a date is none, or a number is less
            than it can be.
    """

    words: str
    kind: str | None = None
    by: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    limit: int = 20
    skip: int = 0

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise QueryError(f"the value of kind is {self.kind!r}; it is one of: {', '.join(KINDS)}")
        if self.by is not None and self.kind == "article":
            raise QueryError("articles are not said by anybody; look for what somebody says by the kind 'claim'")
        if self.limit < 1 or self.skip < 0:
            raise QueryError("ask for one hit at least, and leave out none or more")
        Criteria(since=self.since, until=self.until)

    @property
    def place(self) -> str:
        """Where the words are looked for, one of `KINDS`."""
        return self.kind or ("article" if self.by is None else "claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """An article, or a claim, that holds the words that were looked for.

    Args:
        kind: 'article', 'claim', or 'quotation' for a claim in the speaker's own words, partly at least.
        article: The article, or that of the claim.
        sentences: The sentence of the claim; of an article those with most of the words, in the order of the text.
        more: In how many further sentences of the article some of the words stand.
    """

    kind: str
    article: PrintedArticle
    sentences: tuple[FoundSentence, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What was found.

    Args:
        hits: The hits that were wanted, the best first (by BM25); of equal ones the latest article first.
        total: How many there are in all.
        articles: How many articles were searched, as far as they meet the criteria.
        wanted: What was searched for.
    """

    hits: tuple[SearchHit, ...]
    total: int
    articles: int
    wanted: Wanted

    def to_dict(self) -> dict[str, Any]:
        """Return the result as values that JSON can hold."""
        return asdict(self)
