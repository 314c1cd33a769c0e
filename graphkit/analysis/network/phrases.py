"""Word claims and parties for people: a claim by a phrase of its article, and whoever is named by a pronoun alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.language import lexicon

__all__ = ["find_phrase", "find_verb", "is_plural", "name_unnamed"]

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
        "credit",
        "turn",
        "viewpoint",
    }
)
"""Rules that read a content which is a sentence, or a quotation: it can be understood without its verb."""

_SINGULAR_ENDINGS = ("ss", "us", "is")
"""Of words that end as a plural does: 'witness', 'campus', 'crisis'."""

_BEHIND = "with-"
"""Rules by which the content stands behind a preposition of its verb."""

_BETWEEN = re.compile(r"[\s\"“”]+")

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
    if rule.startswith(_BEHIND) and contents and contents[-1].end <= cues[0].start:
        # 'the message that he is talking about' is what he is talking about
        return " ".join(" ".join(place.exact for place in (*cues, *contents)).split())
    phrase, end = "", -1
    for place in sorted([*cues, *contents]):
        between = "" if end < 0 or place.start <= end else " " if place.start == end + 1 else " … "
        phrase, end = phrase + between + place.exact, place.end
    return " ".join(phrase.split())


def find_verb(places: Sequence[EvidencePlace]) -> str:
    """Find the words of a relation as they stand in the article, in small letters.

    Args:
        places: Where the statement of it stands.
    """
    words = " ".join(place.exact for place in places if place.part == "cue")
    return _BETWEEN.sub(" ", words).strip().lower()


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


def is_plural(label: str, *, named: bool = False) -> bool:
    """Check whether a verb behind somebody has no ending: behind 'laws', 'I' and 'two of them', but not behind 'Ada'.

    Args:
        label: What they are called.
        named: Whether that is a name, of which nothing tells the number: 'Reuters'.

    >>> is_plural("Laws"), is_plural("results of a poll"), is_plural("I"), is_plural("people (not named)")
    (True, True, True, True)
    >>> is_plural("member of two boards"), is_plural("witness"), is_plural("whoever speaks (not named)")
    (False, False, False)
    """
    if named:
        return False
    words = label.casefold().split()
    if label in lexicon.unnamed().values():
        return words[0] in lexicon.grammar("irregular_plural")
    at = next((at for at, word in enumerate(words) if at and word in lexicon.prepositions()), len(words))
    head = next((word for word in reversed(words[:at]) if not word.startswith("(") and not word.endswith(")")), "")
    if head in _list_pronouns():
        return True
    plural = head.endswith(tuple(lexicon.sequence("plural_ending"))) and not head.endswith(_SINGULAR_ENDINGS)
    return plural or head in lexicon.grammar("irregular_plural")


@cache
def _list_pronouns() -> frozenset[str]:
    """List the pronouns behind which a verb has no ending: those of who speaks, who is spoken to, and of several."""
    forms = lexicon.pronouns()
    return frozenset(form for form, pronoun in forms.items() if pronoun.name in ("i", "we", "you", "they"))
