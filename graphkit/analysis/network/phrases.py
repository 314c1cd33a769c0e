"""Word claims and parties for people: a claim by a phrase of its article, and whoever is named by a pronoun alone."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.language import lexicon

__all__ = ["find_phrase", "name_unnamed"]

_SENTENCES = frozenset(
    {
        "according-to",
        "adverb",
        "carried-on",
        "clause",
        "introduction",
        "parenthesis",
        "quotation",
        "quotation-mixed",
        "remark",
        "turn",
        "viewpoint",
    }
)
"""Rules that read a content which is a sentence, or a quotation: it can be understood without its verb."""

_BRIEF = 2
"""Where no rule is known, a content of more words than these stands alone."""


def find_phrase(rule: str, places: Sequence[EvidencePlace]) -> str:
    """Find the phrase that says what a claim says: its verb and its content as they stand in the article.

    Args:
        rule: The rule that read the claim; empty where that is not known.
        places: Where the claim stands, in the order of the text.

    Returns:
        The phrase; empty where the content can stand alone, or no verb of the claim's own is known.

    >>> cue = EvidencePlace(start=4, end=11, part="cue", exact="accused")
    >>> find_phrase("object", [cue, EvidencePlace(start=12, end=31, part="content", exact="her of being asleep")])
    'accused her of being asleep'
    """
    contents = [place for place in places if place.part == "content"]
    if rule in _SENTENCES or (not rule and sum(len(place.exact.split()) for place in contents) > _BRIEF):
        return ""
    # a verb within the content is said there already
    cues = [
        place
        for place in places
        if place.part == "cue"
        and any(c.isalnum() for c in place.exact)
        and not any(place.start < content.end and content.start < place.end for content in contents)
    ]
    if not cues:
        return ""
    phrase, end = "", -1
    for place in sorted([*cues, *contents]):
        between = "" if end < 0 or place.start <= end else " " if place.start == end + 1 else " … "
        phrase, end = phrase + between + place.exact, place.end
    return " ".join(phrase.split())


def name_unnamed(label: str, kind: str) -> str:
    """Name whoever an article calls only by a pronoun: by what it tells of them.

    Args:
        label: The label of an entity, which is returned as it is unless it is a pronoun.
        kind: The entity's kind.

    >>> name_unnamed("She", "person"), name_unnamed("Ada", "person")
    ('a woman (not named)', 'Ada')
    """
    known, word = lexicon.unnamed(), label.casefold()
    return known.get((kind, word)) or known.get(("-", word), label)
