"""Put a brief into words: headings, verbs, counts and citations, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from graphkit.analysis.brief import Backing, Brief, BriefSentence, Card, PrintedArticle, Side, Speaker, Stand, Unnamed
from graphkit.visualisation.look import look, wording

__all__ = [
    "FAIRNESS",
    "cite",
    "count",
    "count_claims",
    "describe_backing",
    "describe_card",
    "describe_change",
    "describe_characters",
    "describe_counts",
    "describe_kind",
    "describe_scope",
    "describe_unnamed",
    "find_heading",
    "find_headline",
    "find_nothing",
    "flat",
    "line_of",
    "list_sides",
    "locate",
    "name_article",
    "name_speakers",
    "plural_of",
    "quote_verbs",
    "say",
    "third_person",
    "title_said",
    "verb_of",
    "where",
]

FAIRNESS = "A claim is what somebody is said to say. Nothing here says who is right."
_MOST_VERBS = 3
_NOBODY = "Somebody not named"
_NO_COMMENT = "declinesToComment"

_OPENING, _CLOSING = ("“", '"'), ("”", '"')


def count(number: int, noun: str, several: str = "") -> str:
    """Count a noun.

    >>> count(1, "origin"), count(1200, "article"), count(2, "point in dispute", "points in dispute")
    ('1 origin', '1,200 articles', '2 points in dispute')
    """
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def third_person(lemma: str) -> str:
    """Return a verb as it stands behind somebody's name.

    >>> third_person("accuse"), third_person("dismiss"), third_person("deny"), third_person("speak out")
    ('accuses', 'dismisses', 'denies', 'speaks out')
    """
    verb, space, rest = lemma.partition(" ")
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        verb = verb[:-1] + "ie"
    elif verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        verb += "e"
    return f"{verb}s{space}{rest}"


def find_headline(brief: Brief) -> str:
    """Say of how many articles this is, and how much is in dispute in them."""
    number = len(brief.disputes)
    disputed = count(number, "point in dispute", "points in dispute") if number else "nothing in dispute"
    return f"{count(len(brief.articles), 'article')}, {disputed}"


def describe_scope(brief: Brief) -> str:
    """Say to what a brief was narrowed: 'About or by Norvik, published since 2031'; '' where it was not."""
    parts = [
        f"about or by {brief.about}" if brief.about else "",
        f"published since {brief.since}" if brief.since else "",
    ]
    words = ", ".join(filter(None, parts))
    return words[:1].upper() + words[1:]


def count_claims(brief: Brief) -> str:
    """Count the claims, and who makes them."""
    return f"{count(brief.claims, 'claim')} by {count(brief.sources, 'source')}"


def describe_counts(brief: Brief) -> list[tuple[str, str]]:
    """Count what the brief holds, each with the section whose rows it counts; 'who' is the list of all entities."""
    outlets = f" in {count(brief.outlets, 'outlet')}" if brief.outlets > 1 else ""
    counts = [
        (f"{count_claims(brief)}{outlets}", "who", 1),
        (f"{len(brief.alleged):,} only alleged", "alleged", len(brief.alleged)),
        (count(len(brief.unnamed), "rests on unnamed people", "rest on unnamed people"), "unnamed", len(brief.unnamed)),
        (count(len(brief.requoted), "quotation changed", "quotations changed"), "requoted", len(brief.requoted)),
        (count(len(brief.positions), "changed position", "changed positions"), "positions", len(brief.positions)),
    ]
    return [(words, section) for words, section, number in counts if number]


def find_nothing(brief: Brief) -> str:
    """Say that nothing is in dispute; '' where something is."""
    if brief.disputes:
        return ""
    number = len(brief.articles)
    where = "this article" if number == 1 else f"these {number:,} articles"
    whom = "" if not brief.about else f" that is about or by {brief.about}"
    return f"Nothing{whom} is in dispute in {where}."


def describe_kind(card: Card) -> str:
    """Say of which kind a matter is: 'Accusation · yes or no', 'Number · ‘15’ or ‘Twelve’'."""
    values = list(dict.fromkeys(side.value for side in card.sides if side.value))
    kind = look().matters.get(card.kind, "")
    words = " or ".join(f"‘{value}’" for value in values)
    if card.accusation:
        kind = f"Accusation · {kind[:1].lower() + kind[1:]}" if kind else "Accusation"
    return f"{kind} · {words}" if words else kind


def title_said(brief: Brief) -> str:
    """Return the title of what is shown where there is no card; it is found by what the first somebody does."""
    pressing = brief.said and brief.said[0].stand.act not in ("asserts", "promises", "intends", "predicts")
    return "What is denied, demanded or criticized" if pressing else "Who says what"


def find_heading(side: Side, card: Card) -> str:
    """Say who is on a side: 'Who rejects it', or the words that they alone have."""
    if side.value:
        return f"‘{side.value}’"
    names = ", ".join(speaker.name for speaker in card.accused if speaker.name)
    on = next((_take_up(stand) for stand in side.stands), "it")
    return look().manners[side.manner].text.format(name=names or "the accused", on=on)


def _take_up(stand: Stand) -> str:
    """Return the word for what a stance is on, or the name: a person is no 'it', and may be he or she."""
    if stand.on is None:
        return "it"
    return "them" if stand.on.plural else stand.on.name


def describe_backing(backing: Backing, *, alone: bool) -> str:
    """Count what is behind something: '2 articles, 2 outlets, 1 to 2 origins'.

    Args:
        backing: The counts.
        alone: Whether the graph holds one article only: then there is nothing to count but origins.
    """
    least, most = backing.origins_at_least, backing.origins_at_most
    origins = count(most, "origin") if least == most else f"{least:,} to {count(most, 'origin')}"
    outlets = count(backing.outlets, "outlet") if backing.outlets and not alone else ""
    return ", ".join(filter(None, ("" if alone else count(backing.articles, "article"), outlets, origins)))


def describe_card(card: Card, *, alone: bool) -> str:
    """Count what is behind all sides of a matter; '' where that is one article from one origin."""
    return "" if alone else describe_backing(card.backing, alone=alone)


def name_speakers(speakers: Sequence[Speaker]) -> str:
    """Name those who speak together."""
    return ", ".join(speaker.name[:1].upper() + speaker.name[1:] or _NOBODY for speaker in speakers)


def describe_unnamed(stand: Stand) -> str:
    """Say what a speaker is: the role, or that no article names whom it describes."""
    unnamed = all(not speaker.named and speaker.name for speaker in stand.speakers)
    return ", ".join(filter(None, (stand.role, "not named" if unnamed else "")))


def verb_of(stand: Stand) -> str:
    """Return what a speaker does, in the third person; of a stance, that it is one on the matter itself."""
    several = len(stand.speakers) > 1 or any(speaker.plural for speaker in stand.speakers)
    if stand.told:
        return stand.verb
    if stand.verb:
        return stand.verb if several else third_person(stand.verb)
    bare = stand.act.removesuffix("?")
    verb = look().verbs.get(bare, wording(bare))
    verb = plural_of(verb) if several else verb
    if stand.words or bare == _NO_COMMENT:
        return verb
    return f"{verb}{quote_verbs(bare, stand.said)} {_take_up(stand)}"


def quote_verbs(label: str, verbs: Sequence[str]) -> str:
    """Quote the articles' own words for a relation, where they are others.

    >>> quote_verbs("supports", ["endorsed", "supported", "been a supporter of"])
    ' (“endorsed”)'
    """
    # 'supporter' is no other word than 'supports', nor 'criticised' than 'criticizes'
    first = label.split()[0]
    stem = first[: max(3, len(first) - 3)]
    others = [verb for verb in verbs if not any(word.startswith(stem) for word in verb.split())]
    return f" ({', '.join(f'“{verb}”' for verb in others[:_MOST_VERBS])})" if others else ""


def plural_of(verb: str) -> str:
    """Return a verb as several people have it.

    >>> plural_of("denies"), plural_of("says"), plural_of("criticizes"), plural_of("would not comment")
    ('deny', 'say', 'criticize', 'would not comment')
    """
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


def say(stand: Stand) -> tuple[str, str]:
    """Return what a speaker does, and the words of the article that follow; none for who would not comment."""
    verb = verb_of(stand)
    if stand.act == _NO_COMMENT or not stand.words:
        return verb, ""
    words = flat(stand.words)
    # a sentence of its own stands behind a colon
    return (verb if stand.verb or words[:1].islower() else f"{verb}:"), words


def list_sides(card: Card) -> list[tuple[str, str]]:
    """List in short who is on each side, for a line."""
    found = []
    for side in card.sides:
        names = list(dict.fromkeys(name_speakers(stand.speakers) for stand in side.stands))
        more = f" and {len(names) - 2} more" if len(names) > 3 else ""
        shown = ", ".join(names[: 2 if more else 3]) + more or "none found"
        found.append((f"‘{side.value}’" if side.value else look().manners[side.manner].brief, shown))
    return found


def name_article(article: PrintedArticle) -> str:
    """Return the outlet of an article, else its title, with its day."""
    return f"{article.outlet or _unstop(article.title)}, {article.issued[:10] or 'undated'}"


def _unstop(title: str) -> str:
    """Return a title without a full stop at its end, which a comma would follow; that of 'U.S.' stays."""
    return re.sub(r"(?<=\w\w)\.$", "", title)


def locate(sentence: BriefSentence, articles: Mapping[str, PrintedArticle], *, alone: bool | None = None) -> str:
    """Say in which characters of which article a sentence stands.

    Args:
        sentence: The sentence.
        articles: The articles by their addresses.
        alone: Whether the graph holds one article only, which then need not be named; None where `articles` are all.
    """
    article = articles.get(sentence.article)
    unnamed = len(articles) == 1 if alone is None else alone
    name = f"{name_article(article)}, " if article and not unnamed else ""
    return f"{name}{describe_characters(sentence)}"


def where(stand: Stand, articles: Mapping[str, PrintedArticle]) -> str:
    """Say where something is said: in which article, or in which outlets."""
    known = [articles[iri] for iri in stand.articles if iri in articles]
    outlets = list(dict.fromkeys(article.outlet or _unstop(article.title) for article in known))
    if len(known) == 1:
        return name_article(known[0])
    more = f" and {len(outlets) - 3} more" if len(outlets) > 3 else ""
    return f"{', '.join(outlets[:3])}{more}"


def describe_characters(sentence: BriefSentence) -> str:
    """Say which characters of its article a sentence has."""
    return f"characters {sentence.start}–{sentence.end}"


def describe_change(change: str) -> str:
    """Say how a quotation was changed, or in what two claims differ."""
    return look().differences.get(change, look().matters.get(change, change).lower())


def cite(sentence: BriefSentence, articles: Mapping[str, PrintedArticle]) -> str:
    """Quote a sentence with its article, day, characters and address, to be put into a text of one's own."""
    article = articles.get(sentence.article)
    if article is None:
        return f"{_quote(sentence.text)} ({describe_characters(sentence)})"
    named = dict.fromkeys(filter(None, (article.title.rstrip("."), article.outlet)))
    parts = chain(named, (article.issued[:10] or "undated", describe_characters(sentence), article.address))
    return f"{_quote(sentence.text)} ({', '.join(filter(None, parts))})"


def _quote(text: str) -> str:
    """Put a sentence in quotation marks, unless it stands in some: “In our shared mission …”."""
    words = flat(text)
    return words if words[:1] in _OPENING and words[-1:] in _CLOSING else f"“{words}”"


def flat(text: str) -> str:
    """Return a text with its white space as single spaces."""
    return " ".join(text.split())


def line_of(unnamed: Unnamed) -> str:
    """Say who makes a claim that rests on unnamed people."""
    via = "".join(f", according to {name_speakers([speaker])}" for speaker in unnamed.stand.via)
    return f"{name_speakers(unnamed.stand.speakers)}{via}"
