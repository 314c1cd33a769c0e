"""Find the articles and claims that hold some words, with the sentences in which they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.brief.values import BriefSentence, Mark, PrintedArticle
from graphkit.analysis.sayings import FoundClaim, FoundSentence
from graphkit.analysis.sentences import sentence
from graphkit.errors import QueryError
from graphkit.query.bindings import find_near, fold
from graphkit.search import words
from graphkit.search.index import Index
from graphkit.search.tables import GLUE
from graphkit.search.values import SearchHit, SearchResult, Wanted

__all__ = ["find"]

_MOST_SENTENCES = 3
"""So many sentences of an article are shown."""
_FROM = "FROM words JOIN passages p ON p.number = words.rowid JOIN documents d ON d.number = p.document"
_PASSAGES = f"SELECT p.number {_FROM} WHERE words MATCH ? AND %s ORDER BY bm25(words), d.day DESC, d.iri, p.number"
_PASSAGE = """SELECT p.kind, p.claim, p.act, p.stance, p.style, p.via, p.spans, p.document, d.iri, d.identifier,
  d.title, d.publisher, d.issued, d.source
  FROM passages p JOIN documents d ON d.number = p.document WHERE p.number = ?"""
_CLAIMS = (
    "SELECT number, claim, act, stance, style, via, spans FROM passages "
    "WHERE document = ? AND kind <> 'article' ORDER BY number"
)
_SPEAKERS = "SELECT name, entity, plural, named FROM speakers WHERE passage = ? ORDER BY name, entity"

type Span = tuple[int, int]


def find(
    index: Index, texts: Mapping[str, str], wanted: Wanted, *, speakers: Sequence[str] | None = None
) -> SearchResult:
    """Find what holds some words.

    Args:
        index: The index of the graph.
        texts: The articles' texts by the address of their document.
        wanted: What is searched for.
        speakers: The addresses of the entities that `wanted.by` stands for; None for anybody.

    Raises:
        QueryError: There is no word to look for, or nobody published under that name.
        StoreError: The index is damaged.
    """
    expression = words.parse(wanted.words).expression
    searched, values = _restrict(index, wanted)
    places, more = _choose_places(wanted, speakers)
    condition = " AND ".join((*searched, places))
    found = index.select(_PASSAGES % condition, (expression, *values, *more))
    chosen = found[wanted.skip : wanted.skip + wanted.limit]
    finder = _Finder(index, texts, expression)
    articles = index.select(f"SELECT COUNT(*) FROM documents d WHERE {' AND '.join(searched) or 'TRUE'}", values)
    return SearchResult(
        hits=tuple(finder.show(passage) for (passage,) in chosen),
        total=len(found),
        articles=articles[0][0],
        wanted=wanted,
    )


def _restrict(index: Index, wanted: Wanted) -> tuple[list[str], list[str]]:
    """Return the conditions on an article, and their values."""
    conditions, values = [], []
    # a date of which only the year is known is as long as that
    for day, sign in ((wanted.since, ">="), (wanted.until, "<=")):
        if day is not None:
            conditions.append(f"d.day <> '' AND substr(d.day, 1, {len(day)}) {sign} ?")
            values.append(day)
    if wanted.publisher is not None:
        published: dict[str, list[str]] = {}
        for name in index.list_publishers():
            published.setdefault(fold(name), []).append(name)
        names = published.get(fold(wanted.publisher))
        if names is None:
            near = find_near(fold(wanted.publisher), published)
            hint = f"did you mean {' or '.join(repr(published[name][0]) for name in near)}?" if near else ""
            hint = hint or ("look into the articles" if published else "no article says who published it")
            what = f"no publisher in the graph is called {wanted.publisher!r}; {hint}"
            raise QueryError(what, parameter="publisher", near=[published[name][0] for name in near])
        conditions.append(f"d.publisher IN ({_places(names)})")
        values += names
    return conditions, values


def _choose_places(wanted: Wanted, speakers: Sequence[str] | None) -> tuple[str, Sequence[str]]:
    """Return the condition on a passage, and its values."""
    if wanted.place == "article":
        # of an article whose text is not at hand, what is said in it is all that can be searched
        return ("p.kind = 'article'" if wanted.kind else "(p.kind = 'article' OR NOT d.whole)"), ()
    kind = "p.kind = 'quotation'" if wanted.place == "quotation" else "p.kind <> 'article'"
    if speakers is None:
        return kind, ()
    return f"{kind} AND p.number IN (SELECT passage FROM speakers WHERE entity IN ({_places(speakers)}))", speakers


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A row of the index."""

    kind: str
    claim: str
    told: Sequence[str]
    spans: str
    document: int
    article: PrintedArticle


class _Finder:
    """Shows what was found."""

    def __init__(self, index: Index, texts: Mapping[str, str], expression: str) -> None:
        self._index = index
        self._texts = texts
        self._expression = expression

    def show(self, number: int) -> SearchHit:
        """Show an article or a claim that was found."""
        passage = self._read(number)
        found = self._index.find_words(number, self._expression)
        text = self._texts.get(passage.article.iri)
        if passage.claim:
            sentences, more = [self._cut_claim(number, passage, found, text)], 0
        else:
            sentences, more = self._cut_article(passage, found, text or "")
        return SearchHit(kind=passage.kind, article=passage.article, sentences=tuple(sentences), more=more)

    def _read(self, number: int) -> _Passage:
        [(kind, claim, *told, spans, document, iri, identifier, title, publisher, issued, source)] = self._index.select(
            _PASSAGE, (number,)
        )
        article = PrintedArticle(
            iri=iri,
            identifier=identifier,
            title=title or identifier,
            outlet=publisher,
            issued=issued,
            address=source if source.startswith(("http://", "https://")) else "",
        )
        return _Passage(kind=kind, claim=claim, told=told, spans=spans, document=document, article=article)

    def _cut_article(self, passage: _Passage, found: Sequence[Span], text: str) -> tuple[list[FoundSentence], int]:
        """Cut the sentences of an article that hold most of the words, and count the others."""
        groups: list[tuple[Span, list[Span]]] = []
        for span in found:
            if groups and span[0] < groups[-1][0][1]:
                groups[-1][1].append(span)
            else:
                groups.append((sentence(text, *span), [span]))

        def weigh(group: tuple[Span, list[Span]]) -> tuple[int, int, Span]:
            distinct = {fold(text[start:end]) for start, end in group[1]}
            return -len(distinct), -len(group[1]), group[0]

        chosen = sorted(sorted(groups, key=weigh)[:_MOST_SENTENCES])
        said = self._index.select(_CLAIMS, (passage.document,))
        sentences = [self._cut_sentence(passage, bounds, spans, text, said) for bounds, spans in chosen]
        return sentences, len(groups) - len(chosen)

    def _cut_sentence(
        self, passage: _Passage, bounds: Span, found: Sequence[Span], text: str, said: Iterable[Sequence[Any]]
    ) -> FoundSentence:
        claims, marks = [], {Mark(start=start, end=end, part="found") for start, end in found}
        for number, iri, *told, spans in said:
            parts = json.loads(spans)
            if any(_overlaps(part, found) for part in parts if part[2] == "content"):
                claims.append(self._show_claim(number, iri, told))
                marks |= _mark(parts, bounds)
        return FoundSentence(
            sentence=BriefSentence(
                claims=tuple(claim.iri for claim in claims),
                article=passage.article.iri,
                start=bounds[0],
                end=bounds[1],
                text=text[slice(*bounds)],
                exact=True,
                marks=tuple(sorted(marks)),
            ),
            claims=tuple(claims),
        )

    def _cut_claim(self, number: int, passage: _Passage, found: Iterable[Span], text: str | None) -> FoundSentence:
        parts = json.loads(passage.spans)
        contents = [(start, end) for start, end, part in parts if part == "content"]
        bounds = min((p[0] for p in parts), default=0), max((p[1] for p in parts), default=0)
        marks: set[Mark] = set()
        exact = False
        if text is not None and contents:
            exact = True
            bounds = sentence(text, *bounds)
            words = text[slice(*bounds)]
            marks = {Mark(start=low, end=high, part="found") for low, high in _return(found, contents)}
            marks |= _mark(parts, bounds)
        else:
            [(words,)] = self._index.select("SELECT text FROM words WHERE rowid = ?", (number,))
        return FoundSentence(
            sentence=BriefSentence(
                claims=(passage.claim,),
                article=passage.article.iri,
                start=bounds[0],
                end=bounds[1],
                text=words,
                exact=exact,
                marks=tuple(sorted(marks)),
            ),
            claims=(self._show_claim(number, passage.claim, passage.told),),
        )

    def _show_claim(self, number: int, iri: str, told: Sequence[str]) -> FoundClaim:
        act, stance, style, via = told
        named = [(name, address) for name, address in json.loads(via)]
        speakers = self._index.select(_SPEAKERS, (number,))
        told_of = [(name, entity, bool(plural), bool(called)) for name, entity, plural, called in speakers]
        return FoundClaim.make(iri, told_of, act=act, stance=stance, style=style, via=named)


def _overlaps(part: Sequence[Any], found: Iterable[Span]) -> bool:
    return any(part[0] < end and start < part[1] for start, end in found)


def _mark(parts: Iterable[Sequence[Any]], bounds: Span) -> set[Mark]:
    """Mark the parts of a claim that stand in a sentence."""
    return {
        Mark(start=max(start, bounds[0]), end=min(end, bounds[1]), part=part)
        for start, end, part in parts
        if start < bounds[1] and bounds[0] < end
    }


def _return(found: Iterable[Span], contents: Sequence[Span]) -> Iterator[Span]:
    """Return offsets in the parts of a content, as they are joined in the index, to the article."""
    for start, end in found:
        at = 0
        for low, high in contents:
            if at <= start and end <= at + high - low:
                yield low + start - at, low + end - at
            at += high - low + len(GLUE)
