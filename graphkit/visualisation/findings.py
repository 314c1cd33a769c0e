"""Put what a search found into words, the same on the command line and in a browser, and into HTML."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.visualisation.brief.page import make_module
from graphkit.visualisation.brief.wording import count, name_article, plural_of
from graphkit.visualisation.look import look, wording

if TYPE_CHECKING:
    from graphkit.analysis.answers import Answer
    from graphkit.analysis.brief import BriefSentence, PrintedArticle
    from graphkit.analysis.sayings import FoundClaim
    from graphkit.search import FoundEntity, SearchHit, SearchResult

__all__ = [
    "HINT",
    "count_answer",
    "describe_claim",
    "describe_entity",
    "describe_result",
    "find_relation",
    "list_reporters",
    "list_speakers",
    "name_column",
    "name_hit",
    "name_speakers",
    "note_of",
    "render_hits",
    "render_rows",
    "show_cell",
    "verb_of",
]

HINT = "Words are found as they are written: try fewer of them, or only how they begin, as in permi*."
_NOBODY = "Somebody not named"
_COLUMNS = {"in": "differ in", "on": "day"}
_NOUNS = {"article": "article", "claim": "claim", "quotation": "quotation"}


def describe_result(result: SearchResult) -> str:
    """Say in a sentence how much was found, and in what.

    Args:
        result: What was found.

    Returns:
        '3 of 9 articles hold: dam permit', or 'No claim in 9 articles holds: dam; said by Mara Lind'.
    """
    wanted, total = result.wanted, result.total
    kind, searched = wanted.place, count(result.articles, "article")
    hold = "holds" if total <= 1 else "hold"
    if kind == "article":
        which = "None" if not total else f"{total:,}"
        said = f"{which} of {searched} {hold if result.articles != 1 or not total else 'holds'}"
        said = said if result.articles else "No article is there to be searched, so none holds"
    else:
        number = count(total, _NOUNS[kind]) if total else f"No {_NOUNS[kind]}"
        said = f"{number} in {searched} {hold}"
    limits = [
        f"said by {wanted.by}" if wanted.by else "",
        f"published by {wanted.publisher}" if wanted.publisher else "",
        f"since {wanted.since}" if wanted.since else "",
        f"until {wanted.until}" if wanted.until else "",
    ]
    return "; ".join(filter(None, (f"{said}: {' '.join(wanted.words.split())}", *limits)))


def render_hits(
    result: SearchResult,
    *,
    link_article: Callable[[PrintedArticle], str],
    link_sentence: Callable[[BriefSentence], str],
    link_entity: Callable[[str], str],
) -> str:
    """Render what was found as a part of a page, which copies what a button holds.

    Args:
        result: What was found.
        link_article: Returns where an article is shown.
        link_sentence: Returns where a sentence is shown in its article.
        link_entity: Returns where more is on an entity, by its address.
    """
    articles = {hit.article.iri: hit.article for hit in result.hits}
    links = {"link_sentence": link_sentence, "link_article": link_article, "link_entity": link_entity}
    module = make_module("findings.html.j2", articles, found=sys.modules[__name__], **links)
    return str(module.hits(result))  # type: ignore[attr-defined]


def render_rows(
    answer: Answer,
    *,
    link_sentence: Callable[[BriefSentence], str],
    link_question: Callable[[str, Mapping[str, str]], str],
    link_entity: Callable[[str], str],
) -> str:
    """Render the rows of an answer as a part of a page, which copies what a button holds.

    Args:
        answer: The answer.
        link_sentence: Returns where a sentence is shown in its article.
        link_question: Returns where a question is asked with some values.
        link_entity: Returns where more is on an entity, by its address.
    """
    links = {"link_sentence": link_sentence, "link_question": link_question, "link_entity": link_entity}
    module = make_module("findings.html.j2", answer.articles, found=sys.modules[__name__], **links)
    return str(module.rows(answer))  # type: ignore[attr-defined]


def count_answer(answer: Answer) -> str:
    """Say how much answers: '4 claims by 2 sources, in 3 articles', '53 rows', 'Yes.'."""
    if answer.yes is not None:
        return "Yes." if answer.yes else "No, not as far as it was read."
    if answer.graph:
        return count(answer.total, "triple")
    claims = {claim.iri: claim for row in answer.rows for one in row.sentences for claim in one.claims}
    if answer.total > answer.asked_for or not claims:
        cut = f"; the first {answer.asked_for:,} are shown" if answer.total > answer.asked_for else ""
        return f"{count(answer.total, 'row')}{cut}"
    sources = {source for claim in claims.values() for source in claim.sources}
    counted = f"{count(len(claims), 'claim')} by {count(len(sources), 'source')}"
    return f"{counted}, in {count(len(answer.articles), 'article')}"


def name_column(name: str) -> str:
    """Name a column of an answer with sentences in words.

    >>> name_column("otherNames"), name_column("forOn")
    ('other names', 'for on')
    """
    return _COLUMNS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def show_cell(column: str, cell: str) -> str:
    """Word the value of a column, where it is one of a closed list."""
    if column in ("in", "change"):
        return look().differences.get(cell, cell)
    return wording(cell) if cell.isascii() and cell.isalpha() else cell


def find_relation(answer: Answer) -> list[int]:
    """Find the columns that say together what a row is about: subject, relation and object."""
    names = {name: at for at, name in enumerate(answer.columns)}
    for relation in ("relation", "predicate"):
        if {"subject", relation, "object"} <= names.keys():
            return [names["subject"], names[relation], names["object"]]
    return []


def describe_claim(claim: FoundClaim) -> str:
    """Say who says something, by which act and through whom: 'Mara Lind denies, according to Tom Hale'."""
    via = ", ".join(name for name, _ in list_reporters(claim))
    return f"{name_speakers(claim)}{note_of(claim)} {verb_of(claim)}{f', according to {via}' if via else ''}"


def note_of(claim: FoundClaim) -> str:
    """Say that no article calls who makes a claim by a name; '' where one does, or where the words say so already."""
    told = claim.named or any(name.endswith(")") for name in claim.speakers)
    return "" if told else ", not named,"


def describe_entity(one: FoundEntity) -> str:
    """Count what there is of somebody who was found."""
    articles = count(one.articles, "article")
    return f"{count(one.claims, 'claim')} in {articles}" if one.claims else articles


def name_speakers(claim: FoundClaim) -> str:
    """Name who makes a claim."""
    return ", ".join(name for name, _ in list_speakers(claim))


def list_speakers(claim: FoundClaim) -> list[tuple[str, str]]:
    """List the names of who makes a claim, each with the address; of somebody not named that is empty."""
    return _capitalize(zip(claim.speakers, claim.sources, strict=True)) or [(_NOBODY, "")]


def list_reporters(claim: FoundClaim) -> list[tuple[str, str]]:
    """List the names of those through whom a claim is known, each with the address."""
    return _capitalize(claim.via)


def _capitalize(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name[:1].upper() + name[1:], address) for name, address in named]


def verb_of(claim: FoundClaim) -> str:
    """Return what who makes a claim does: 'denies'; of several 'deny'."""
    verb = look().verbs.get(claim.act, wording(claim.act))
    return plural_of(verb) if claim.plural else verb


def name_hit(hit: SearchHit) -> str:
    """Name the article of a hit: its outlet with its day, and its title where that is another."""
    name = name_article(hit.article)
    return f"{name}: {hit.article.title}" if hit.article.outlet else name
