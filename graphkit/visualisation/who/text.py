"""Write the profile of an entity as plain text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.analysis.brief import PrintedArticle
from graphkit.analysis.who import Group, Line, Profile, Role, Standing, Tie
from graphkit.visualisation.brief.text import list_sentence
from graphkit.visualisation.brief.wording import name_article, name_speakers
from graphkit.visualisation.look import look
from graphkit.visualisation.paragraphs import ARROWS, Paragraph, mark_up
from graphkit.visualisation.who import wording as words

__all__ = ["list_paragraphs", "list_standings", "write_markdown", "write_text"]

_SHORT = 10
"""So many entries of a list are shown where no limit is given."""

type _Articles = Mapping[str, PrintedArticle]


def write_text(profile: Profile, *, limit: int | None = None, width: int = 80) -> str:
    """Write a profile as plain text.

    Args:
        profile: The profile.
        limit: How many entries of each list are shown; None for ten.
        width: The number of columns.
    """
    return "".join(f"{part}\n" for one in list_paragraphs(profile, limit=limit) for part in one.wrap(width))


def write_markdown(profile: Profile, *, limit: int | None = None) -> str:
    """Write a profile as Markdown.

    Args:
        profile: The profile.
        limit: How many entries of each list are shown; None for ten.
    """
    return "\n\n".join(mark_up(list_paragraphs(profile, limit=limit))) + "\n"


def list_standings(standings: Sequence[Standing], *, limit: int | None = None) -> Iterator[Paragraph]:
    """List all entities of a graph in lines.

    Args:
        standings: The entities, in their order.
        limit: How many are shown; None for all.
    """
    shown = standings if limit is None else standings[:limit]
    for one in shown:
        role = f", {one.role}" if one.role else ""
        kind = words.describe_kind(one.kind).lower()
        yield Paragraph(text=f"{one.who.name}{role} ({kind})", hang=4, style="name")
        yield Paragraph(text=words.describe_standing(one), indent=4, style="note")
    if len(shown) < len(standings):
        yield Paragraph(text=f"and {len(standings) - len(shown):,} more", style="note")


def list_paragraphs(profile: Profile, *, limit: int | None = None) -> Iterator[Paragraph]:
    """List the paragraphs of a profile; see `write_text`."""
    most = _SHORT if limit is None else limit
    yield Paragraph(text=profile.who.name, style="title")
    yield Paragraph(text=words.describe_kind(profile.kind))
    if profile.aliases:
        yield Paragraph(text=f"Also: {words.quote_names(profile.aliases)}")
    if profile.link:
        yield Paragraph(text=profile.link)
    yield Paragraph(text="; ".join(text for text, _ in words.describe_counts(profile)))
    yield from _list_roles(profile)
    yield from _list_groups("says", profile.says, profile, most)
    yield from _list_said(profile, most)
    yield from _list_sides(profile)
    yield from _list_section("relations", [_list_tie(tie, profile) for tie in profile.relations], most)
    yield from _list_section("articles", list(_list_articles(profile)), most)
    yield from _list_section("doubles", list(_list_doubles(profile)), most)
    yield Paragraph()
    yield Paragraph(text=words.describe_identity(profile), style="title")
    for naming in profile.namings:
        reason = words.word_rule(naming.rule)
        yield Paragraph(text=f"{naming.mentions:>4}  {words.describe_naming(naming)}: {reason}", hang=6)
    for decided in profile.joins:
        head, reasons = words.describe_decided(decided)
        yield Paragraph(text="; ".join((head, *reasons)), indent=6)


def _title(name: str, number: int = 0, *, counted: bool = True) -> Iterator[Paragraph]:
    section = look().profile[name]
    yield Paragraph()
    yield Paragraph(text=f"{section.text} ({number:,})" if number else section.text, style="title")
    if note := section.note if number or not counted else section.nothing:
        yield Paragraph(text=note, style="note")


def _list_section(name: str, entries: Sequence[Iterable[Paragraph]], most: int) -> Iterator[Paragraph]:
    yield from _title(name, len(entries))
    for entry in entries[:most]:
        yield from entry
    yield from _more(len(entries) - most)


def _more(number: int) -> Iterator[Paragraph]:
    if number > 0:
        yield Paragraph(text=f"and {number:,} more", indent=2, style="note")


def _list_roles(profile: Profile) -> Iterator[Paragraph]:
    yield from _title("roles", len(profile.roles))
    for role in profile.roles:
        yield Paragraph(text=words.title_role(role), indent=2, style="name")
        yield _locate_role(role, profile)
    if profile.holders:
        yield from _title("holders", len(profile.holders))
    for role in profile.holders:
        yield Paragraph(
            text=f"{name_speakers([role.holder])}: {words.describe_role(role, there=True)}", indent=2, style="name"
        )
        yield _locate_role(role, profile)


def _locate_role(role: Role, profile: Profile) -> Paragraph:
    stated = words.describe_stated(role.sentences, profile.find_articles(), alone=profile.total == 1)
    return Paragraph(text=" · ".join(filter(None, (words.describe_period(role), stated))), indent=2, style="note")


def _list_groups(name: str, groups: Sequence[Group], profile: Profile, most: int) -> Iterator[Paragraph]:
    yield from _title(name, sum(group.claims for group in groups))
    for group in groups:
        yield from _list_group(group, profile, most, named=name == "said")


def _list_group(group: Group, profile: Profile, most: int, *, named: bool) -> Iterator[Paragraph]:
    section = look().profile[group.name]
    yield Paragraph()
    yield Paragraph(text=f"{section.text} ({group.claims:,})", style="claim")
    if section.note:
        yield Paragraph(text=section.note, style="note")
    for line in group.lines[:most]:
        yield from _list_line(line, profile.find_articles(), alone=profile.total == 1, named=named)
    yield from _more(len(group.lines) - most)


def _list_line(line: Line, articles: _Articles, *, alone: bool, named: bool) -> Iterator[Paragraph]:
    text = f"{ARROWS[line.style]} {words.word_line(line, named=named)}"
    yield Paragraph(text=text, indent=2, hang=6, style=line.style)
    if line.stand.via:
        yield Paragraph(text=f"↳ according to {name_speakers(line.stand.via)}", indent=6)
    disputed = " · in dispute" if line.dispute else ""
    yield Paragraph(text=f"{words.describe_place(line, articles, alone=alone)}{disputed}", indent=6, style="note")
    for sentence in line.sentences:
        yield from list_sentence(sentence, articles, 6, alone=alone)


def _list_said(profile: Profile, most: int) -> Iterator[Paragraph]:
    yield from _title("said", counted=False)
    yield Paragraph()
    section = look().profile["voiced"]
    yield Paragraph(text=f"{section.text} ({len(profile.voiced):,})", style="claim")
    yield Paragraph(text=section.note if profile.voiced else section.nothing, style="note")
    for sentence in profile.voiced[:most]:
        yield from list_sentence(sentence, profile.find_articles(), 2, alone=profile.total == 1)
    yield from _more(len(profile.voiced) - most)
    if profile.unattributed:
        yield Paragraph()
        section = look().profile["unattributed"]
        yield Paragraph(text=f"{section.text} ({len(profile.unattributed):,})", style="claim")
        yield Paragraph(text=section.note, style="note")
    for sentence in profile.unattributed[:most]:
        yield from list_sentence(sentence, profile.find_articles(), 2, alone=profile.total == 1)
    yield from _more(len(profile.unattributed) - most)
    if not profile.said:
        yield Paragraph(text=look().profile["firsthand"].nothing, style="note")
    for group in profile.said:
        yield from _list_group(group, profile, most, named=True)


def _list_sides(profile: Profile) -> Iterator[Paragraph]:
    yield from _title("sides", len(profile.sides))
    for name, ties in words.list_sides(profile):
        side = look().sides[name]
        yield Paragraph(text=f"{ARROWS[side['style']]} {side['text']}", indent=2, style=side["style"])
        for tie in ties:
            yield from _list_tie(tie, profile)


def _list_tie(tie: Tie, profile: Profile) -> Iterator[Paragraph]:
    before, behind = words.split_tie(tie, profile.who.name)
    yield Paragraph(text=f"{before}{tie.other.name}{behind}", indent=2, style="name")
    for sentence in tie.sentences:
        yield from list_sentence(sentence, profile.find_articles(), 6, alone=profile.total == 1)


def _list_articles(profile: Profile) -> Iterator[list[Paragraph]]:
    for one in profile.articles:
        yield [
            Paragraph(text=one.article.title, indent=2, style="name"),
            Paragraph(text=f"{name_article(one.article)} · {words.describe_appearance(one)}", indent=2, style="note"),
        ]


def _list_doubles(profile: Profile) -> Iterator[list[Paragraph]]:
    for double in profile.doubles:
        kind = words.describe_kind(double.kind).lower()
        found = [
            Paragraph(text=f"{name_speakers([double.other])} ({kind})", indent=2, style="name"),
            Paragraph(text=words.describe_double(double), indent=2),
        ]
        for decided in double.decided:
            head, reasons = words.describe_decided(decided)
            found.append(Paragraph(text="; ".join((head, *reasons)), indent=2, style="note"))
        yield found
