"""Put the profile of an entity into words: counts, roles and reasons, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphkit.analysis.brief import BriefSentence, PrintedArticle
from graphkit.analysis.who import Appearance, Decided, Double, Line, Naming, Profile, Role, Standing, Tie
from graphkit.visualisation.brief.wording import (
    count,
    flat,
    locate,
    name_article,
    name_speakers,
    quote_verbs,
    say,
    where,
)
from graphkit.visualisation.look import describe_sureness, look

__all__ = [
    "count_claims",
    "describe_appearance",
    "describe_counts",
    "describe_decided",
    "describe_double",
    "describe_identity",
    "describe_kind",
    "describe_naming",
    "describe_period",
    "describe_place",
    "describe_role",
    "describe_standing",
    "describe_stated",
    "list_sides",
    "quote_names",
    "split_tie",
    "summarize",
    "title_role",
    "word_line",
    "word_relation",
    "word_rule",
]

_MOST_NAMES = 6


def describe_kind(kind: str) -> str:
    """Say of which kind an entity is: 'Person'."""
    text = look().kinds[kind].text
    return text[:1].upper() + text[1:]


def describe_counts(profile: Profile) -> list[tuple[str, str]]:
    """Count what a profile holds, each with the name of the section whose rows it counts."""
    secondhand = f", {profile.secondhand:,} at second hand" if profile.secondhand else ""
    repeats = profile.own - profile.without_repeats
    repeated = f", {profile.without_repeats:,} without what articles repeat" if repeats else ""
    by = f" by {count(profile.sources, 'source')}" if profile.sources else ""
    voiced = count(len(profile.voiced), "sentence in the articles’ own voice", "sentences in the articles’ own voice")
    return [
        (f"{count(profile.own, 'own claim')}{secondhand}{repeated}", "says"),
        (f"{count(profile.about, 'claim of others', 'claims of others')}{by}", "about"),
        (voiced, "voiced"),
        (f"{count(profile.mentions, 'mention')} in {count(len(profile.articles), 'article')}", "articles"),
    ]


def describe_identity(profile: Profile) -> str:
    """Say how many mentions are one."""
    several = "mentions are" if profile.mentions != 1 else "mention is"
    return f"Why {profile.mentions:,} {several} one"


def quote_names(names: Sequence[str]) -> str:
    """Return names in a row, of many the first."""
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def describe_place(line: Line, articles: Mapping[str, PrintedArticle], *, alone: bool) -> str:
    """Say where something is said (a single article is not named), and how sure it is that it was read rightly."""
    claims = len(line.stand.claims)
    if claims > 1:
        number = f"{count(claims, 'claim')} in {count(len(line.stand.articles), 'article')}"
        place = number if alone else f"{number}: {where(line.stand, articles)}"
    else:
        place = locate(line.sentences[0], articles, alone=alone)
    return f"{place} · {describe_sureness(line.confidence)}"


def count_claims(number: int) -> str:
    """Count claims, for the heading of a group."""
    return count(number, "claim")


def describe_role(role: Role, *, there: bool = False) -> str:
    """Say what somebody is: 'formerly mayor', 'chief executive, Tarrow'.

    Args:
        role: The role.
        there: Whether it is told of the body itself, which then need not be named.
    """
    body = role.body.name if role.body and not there else ""
    told = not body or body.casefold() in role.title.casefold()
    title = role.title if told else f"{role.title}, {body}"
    return title if role.current or "former" in role.title.split() else f"formerly {title}"


def title_role(role: Role) -> str:
    """Say what somebody is, as a title: 'Formerly mayor'."""
    words = describe_role(role)
    return words[:1].upper() + words[1:]


def describe_period(role: Role) -> str:
    """Say from when to when a role is held, as far as an article says so."""
    since = f"since {role.since}" if role.since else ""
    until = f"until {role.until}" if role.until else ""
    return " ".join(filter(None, (since, until)))


def describe_stated(sentences: Sequence[BriefSentence], articles: Mapping[str, PrintedArticle], *, alone: bool) -> str:
    """Say where something is stated: in which characters of which article, or in which articles."""
    if len(sentences) == 1:
        return locate(sentences[0], articles, alone=alone)
    names = list(dict.fromkeys(name_article(articles[one.article]) for one in sentences if one.article in articles))
    more = f" and {count(len(names) - 2, 'more article')}" if len(names) > 3 else ""
    told = "" if alone else f": {'; '.join(names[: 2 if more else 3])}{more}"
    return f"{count(len(sentences), 'sentence')}{told}"


def list_sides(profile: Profile) -> Iterator[tuple[str, list[Tie]]]:
    """List the groups of `look().sides` that hold somebody."""
    for name, outgoing, sign in (
        ("for", False, 1),
        ("against", False, -1),
        ("stands_for", True, 1),
        ("stands_against", True, -1),
    ):
        ties = [tie for tie in profile.sides if tie.outgoing == outgoing and tie.sign == sign]
        if ties:
            yield name, ties


def split_tie(tie: Tie, name: str) -> tuple[str, str]:
    """Return what stands before and behind the name of the other in a relation: 'visits' and ''."""
    relation = word_relation(tie)
    if tie.matter:
        return (f"{relation} {tie.matter} (", ")") if tie.outgoing else ("", f" {relation} {tie.matter}")
    return (f"{relation} ", "") if tie.outgoing else ("", f" {relation} {name}")


def word_relation(tie: Tie) -> str:
    """Return a relation with the articles' own words where they are others: 'supports (“endorsed”)'."""
    return f"{tie.label}{quote_verbs(tie.label, tie.verbs)}"


def describe_appearance(one: Appearance) -> str:
    """Count what an article has of an entity."""
    parts = [count(one.mentions, "mention")]
    if one.own:
        parts.append(count(one.own, "own claim"))
    if one.about:
        parts.append(count(one.about, "claim of others", "claims of others"))
    return ", ".join(parts)


def word_rule(rule: str) -> str:
    """Return a rule of mentions as a reason."""
    return look().mentions.get(rule, rule.replace("-", " "))


def describe_naming(naming: Naming) -> str:
    """Return the words of mentions."""
    return quote_names(naming.words)


def describe_decided(decided: Decided) -> tuple[str, list[str]]:
    """Say what was decided about two mentions, by whom, and what speaks for it and against it."""
    pair = f"{decided.first} and {decided.second}"
    if decided.who:
        verdict = {"same": "the same", "different": "not the same", "unsure": "not sure"}[decided.answer]
        head = f"{pair}: {verdict}, said {decided.who} on {decided.when}"
        return head, list(decided.supporting)
    score = f", score {decided.score:.2f}" if decided.score is not None else ""
    reasons = [*decided.supporting, *(f"against it: {reason}" for reason in decided.opposing)]
    return f"{pair}: {decided.rule}{score}", reasons


def describe_double(double: Double) -> str:
    """Say why somebody may be the same."""
    if any(decided.answer == "different" for decided in double.decided):
        return "Kept apart by a person."
    if double.decided:
        return f"Not decided: {', '.join(dict.fromkeys(decided.rule for decided in double.decided if decided.rule))}."
    return look().doubles[double.reason]


def describe_standing(one: Standing) -> str:
    """Count what a graph has of an entity, for a line of a list."""
    return (
        f"{count(one.own, 'own claim')}, {count(one.about, 'claim of others', 'claims of others')}, "
        f"{count(one.articles, 'article')}"
    )


def word_line(line: Line, *, named: bool) -> str:
    """Say in a line who says what."""
    who = f"{name_speakers(line.stand.speakers)} " if named else ""
    return f"{who}{' '.join(filter(None, say(line.stand)))}"


def summarize(profile: Profile) -> str:
    """Say in a few sentences who it is, and what there is of it."""
    roles = "; ".join(dict.fromkeys(describe_role(role) for role in profile.roles))
    counts = "; ".join(words for words, _ in describe_counts(profile))
    return flat(f"{profile.who.name}: {describe_kind(profile.kind).lower()}. {f'{roles}. ' if roles else ''}{counts}.")
