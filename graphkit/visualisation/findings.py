"""Put what a search found into words, the same on the command line and in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.visualisation.brief.wording import count, name_article, plural_of
from graphkit.visualisation.look import look, wording

if TYPE_CHECKING:
    from graphkit.search import FoundClaim, SearchHit, SearchResult

__all__ = ["HINT", "describe_claim", "describe_result", "name_hit"]

HINT = "Words are found as they are written: try fewer of them, or only how they begin, as in permi*."
_NOBODY = "Somebody not named"
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


def describe_claim(claim: FoundClaim) -> str:
    """Say who says something and by which act: 'Mara Lind denies', 'Two employees say'."""
    names = ", ".join(name[:1].upper() + name[1:] for name in claim.speakers) or _NOBODY
    verb = look().verbs.get(claim.act, wording(claim.act))
    return f"{names} {plural_of(verb) if claim.plural else verb}"


def name_hit(hit: SearchHit) -> str:
    """Name the article of a hit: its outlet with its day, and its title where that is another."""
    name = name_article(hit.article)
    return f"{name}: {hit.article.title}" if hit.article.outlet else name
