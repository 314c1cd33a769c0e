"""Who says what in a sentence, looked up by the addresses of claims and statements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import TYPE_CHECKING

from graphkit.analysis.brief.values import BriefSentence, Mark, PrintedArticle
from graphkit.analysis.network.chains import find_style, name_reporters
from graphkit.analysis.network.phrases import is_plural, name_unnamed
from graphkit.analysis.network.records import find_kind
from graphkit.analysis.sentences import sentence
from graphkit.model.vocabulary import DCTERMS, GK, PREFIXES
from graphkit.store.tables import find_values

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = [
    "FoundClaim",
    "FoundSentence",
    "Saying",
    "find_document",
    "read_articles",
    "read_sayings",
    "read_speakers",
]

_AT_ONCE = 200
_THING = re.compile(r"(.+/doc/[^/#]+)/(?:claim|statement)/[^/#]+")
_SPAN = re.compile(r".*#char=(\d+),(\d+)", re.ASCII)
_PARTS = {
    "sourceSpan": "source",
    "cueSpan": "cue",
    "contentSpan": "content",
    "subjectSpan": "source",
    "predicateSpan": "cue",
    "objectSpan": "content",
}
_TERMS = ("act", "stance", "polarity", "source", "content", "derivedFrom", "reportedIn", *_PARTS)
_PRINTED = ("identifier", "title", "publisher", "issued", "source")
_NAMES = """SELECT ?document ?source ?name ?kind { VALUES (?document ?source) { %s }
  GRAPH ?document { ?source skos:prefLabel ?name ; a ?kind }
}"""
_NAMED = """SELECT DISTINCT ?document ?source { VALUES (?document ?source) { %s }
  GRAPH ?document { ?mention gk:refersTo ?source ; gk:mentionKind gk:name }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim that was found.

    Args:
        iri: Its address.
        speakers: The names of who says it; none where the text names nobody.
        sources: Their addresses, in the same order.
        plural: Whether a verb behind them has no ending: behind several people, 'laws' and 'I'.
        named: Whether an article calls one of them by a name, or the text names nobody at all.
        act: What they do: 'asserts', 'denies' …
        stance: Whether they stand by it: 'affirms', 'rejects' or 'uncommitted'.
        style: How it is drawn: 'affirm', 'reject', 'allege' or 'relay'.
        via: The name and the address of each through whom it is known, from the nearest to the farthest.
    """

    iri: str
    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    plural: bool
    named: bool
    act: str
    stance: str
    style: str
    via: tuple[tuple[str, str], ...]

    @classmethod
    def make(
        cls,
        iri: str,
        speakers: Sequence[tuple[str, str, bool, bool]],
        *,
        act: str,
        stance: str,
        style: str,
        via: Iterable[tuple[str, str]],
    ) -> FoundClaim:
        """Make a claim.

        Args:
            iri: Its address.
            speakers: The name and the address of each who says it, whether a verb behind it has no ending, and whether
                it is called by a name.
            act: What they do.
            stance: Whether they stand by it.
            style: How it is drawn.
            via: The name and the address of each through whom it is known.
        """
        return cls(
            iri=iri,
            speakers=tuple(name for name, _, _, _ in speakers),
            sources=tuple(source for _, source, _, _ in speakers),
            plural=len(speakers) > 1 or any(plural for _, _, plural, _ in speakers),
            named=not speakers or any(named for _, _, _, named in speakers),
            act=act,
            stance=stance,
            style=style,
            via=tuple(via),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSentence:
    """A sentence that was found.

    Args:
        sentence: The sentence, with who says what in it; words that were looked for have the part 'found'.
        claims: The claims in it for which it was found; none where the article itself says it.
    """

    sentence: BriefSentence
    claims: tuple[FoundClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim, or a statement, with its sentence.

    Args:
        found: The sentence, and the claim where it is one.
        content: What is claimed; '' of a statement.
        words: The words of its parts.
        bounds: The offsets of its parts.
    """

    found: FoundSentence
    content: str
    words: tuple[str, ...]
    bounds: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A claim as far as its way to the reader goes."""

    iri: str
    sources: tuple[str, ...]
    act: str
    stance: str
    polarity: str
    outer: str

    @classmethod
    def make(cls, iri: str, values: Mapping[str, set[str]]) -> _Told:
        def term(name: str) -> str:
            return min(values.get(name) or {""}).removeprefix(GK)

        return cls(
            iri=iri,
            sources=tuple(sorted(values.get("source", ()))),
            act=term("act"),
            stance=term("stance"),
            polarity=term("polarity"),
            outer=term("reportedIn"),
        )


def find_document(thing: str) -> str:
    """Find the address of the document of a claim or a statement; '' of what is neither.

    >>> find_document("https://example.org/kg/doc/0123456789abcdef/claim/12-40")
    'https://example.org/kg/doc/0123456789abcdef'
    """
    match = _THING.fullmatch(thing)
    return match[1] if match else ""


def read_sayings(store: GraphStore, texts: Mapping[str, str], things: Iterable[str]) -> dict[str, Saying]:
    """Read claims and statements; a statement that was made of a claim comes with the sentence of that.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        things: Their addresses.

    Returns:
        What was found, by its address.
    """
    wanted = sorted(set(things))
    values = _read_values(store, wanted)
    claims = {thing: min(own["derivedFrom"]) for thing, own in values.items() if own["derivedFrom"]}
    values |= _read_values(store, sorted(set(claims.values()) - values.keys()))
    told = _read_told(store, values)
    named = {(find_document(claim.iri), source) for claim in told.values() for source in claim.sources}
    names = read_speakers(store, named)
    made = {thing: _make(thing, own, told, names, texts.get(find_document(thing))) for thing, own in values.items()}
    return {thing: _join(made[thing], made.get(claims.get(thing, ""))) for thing in wanted if thing in made}


def read_speakers(
    store: GraphStore, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, bool, bool]]:
    """Read what those who speak are called.

    Args:
        store: The graph.
        wanted: The addresses of documents, each with that of one who speaks in it.

    Returns:
        Of each the name, whether a verb behind it has no ending, and whether it is no unnamed person or group.
    """
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    types: dict[tuple[str, str], set[str]] = defaultdict(set)
    called: set[tuple[str, str]] = set()
    for chosen in batched(sorted(set(wanted)), _AT_ONCE):
        pairs = " ".join(f"(<{document}> <{source}>)" for document, source in chosen)
        for document, source, name, type_ in _select(store, _NAMES % pairs):
            names[document, source].add(name)
            types[document, source].add(type_)
        called |= {(document, source) for document, source in _select(store, _NAMED % pairs)}
    found = {}
    for key, own in names.items():
        kind, named = find_kind(types[key]), key in called
        label = name_unnamed(min(own), kind)
        plural = kind == "group" or is_plural(label, named=named or kind == "person")
        # what is neither people nor a thing of which nothing tells the kind needs no name
        people = kind in ("group", "person") or (kind == "unknown" and label[:1].islower())
        found[key] = label, plural, named or not people
    return found


def read_articles(store: GraphStore, documents: Iterable[str]) -> dict[str, PrintedArticle]:
    """Read what is cited of articles, by their addresses."""
    about: dict[str, dict[str, str]] = {document: {} for document in sorted(set(documents))}
    for some in batched(about, _AT_ONCE):
        query = _ask_values((f"dcterms:{term}" for term in _PRINTED), zip(some, some, strict=True))
        for document, term, value in _select(store, query):
            own, name = about[document], term.removeprefix(DCTERMS)
            own[name] = min(own.get(name, value), value)
    return {document: _print(document, own) for document, own in about.items()}


def _read_values(store: GraphStore, things: Sequence[str]) -> dict[str, dict[str, set[str]]]:
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for some in batched(things, _AT_ONCE):
        query = _ask_values((f"gk:{term}" for term in _TERMS), ((find_document(thing), thing) for thing in some))
        for thing, term, value in _select(store, query):
            values[thing][term.removeprefix(GK)].add(value)
    return values


def _read_told(store: GraphStore, values: Mapping[str, Mapping[str, set[str]]]) -> dict[str, _Told]:
    """Read claims as they were told: those of some values, and all in which these are reported."""
    told: dict[str, _Told] = {}
    waiting = values
    while waiting:
        told |= {thing: _Told.make(thing, own) for thing, own in waiting.items()}
        waiting = _read_values(store, sorted({claim.outer for claim in told.values()} - told.keys() - {""}))
    return told


def _join(saying: Saying, claim: Saying | None) -> Saying:
    """Put a claim in the place of the statement that was made of it."""
    if claim is None:
        return saying
    return replace(claim, words=claim.words + saying.words, bounds=claim.bounds + saying.bounds)


def _print(document: str, about: Mapping[str, str]) -> PrintedArticle:
    identifier, source = about.get("identifier", document), about.get("source", "")
    return PrintedArticle(
        iri=document,
        identifier=identifier,
        title=about.get("title") or identifier,
        outlet=about.get("publisher", ""),
        issued=about.get("issued", ""),
        address=source if source.startswith(("http://", "https://")) else "",
    )


def _make(
    thing: str,
    values: Mapping[str, set[str]],
    told: Mapping[str, _Told],
    names: Mapping[tuple[str, str], tuple[str, bool, bool]],
    text: str | None,
) -> Saying:
    document, own = find_document(thing), told[thing]
    content = min(values.get("content") or {""})
    called = sorted(
        (*names.get((document, source), (source, False, False)), source) for source in values.get("source", ())
    )
    speakers = [(name, source, plural, named) for name, plural, named, source in called]
    via = [(names.get((document, source), (source,))[0], source) for source in name_reporters(own, told)]
    claim = FoundClaim.make(thing, speakers, act=own.act, stance=own.stance, style=find_style(own, told), via=via)
    marks = sorted(_read_marks(values))
    return Saying(
        found=FoundSentence(sentence=_cut(thing, document, marks, text, content), claims=(claim,) if claim.act else ()),
        content=content,
        words=tuple(text[mark.start : mark.end] for mark in marks) if text is not None else (),
        bounds=tuple(sorted({bound for mark in marks for bound in (mark.start, mark.end)})),
    )


def _read_marks(values: Mapping[str, set[str]]) -> Iterator[Mark]:
    for term, part in _PARTS.items():
        for address in values.get(term, ()):
            if span := _SPAN.fullmatch(address):
                yield Mark(start=int(span[1]), end=int(span[2]), part=part)


def _cut(thing: str, document: str, marks: Sequence[Mark], text: str | None, content: str) -> BriefSentence:
    start, end = min((m.start for m in marks), default=0), max((m.end for m in marks), default=0)
    if text is not None and marks:
        start, end = sentence(text, start, end)
    exact = text is not None and bool(marks)
    return BriefSentence(
        claims=(thing,),
        article=document,
        start=start,
        end=end,
        text=text[start:end] if text is not None and exact else content,
        exact=exact,
        marks=tuple(marks) if exact else (),
    )


def _ask_values(terms: Iterable[str], things: Iterable[tuple[str, str]]) -> str:
    """Write a SELECT of the values of some properties of things, each with its document, in the graph of that."""
    pairs = " ".join(f"(<{document}> <{thing}>)" for document, thing in things)
    return f"SELECT ?thing ?term ?value {{ VALUES (?document ?thing) {{ {pairs} }} {find_values(terms)} }}"


def _select(store: GraphStore, query: str) -> Iterator[tuple[str, ...]]:
    """Run a SELECT that names its graphs, and give each row as strings."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    for row in solutions:
        yield tuple("" if term is None else term.value for term in row)
