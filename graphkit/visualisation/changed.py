"""Write what changed from one graph to another as paragraphs: each claim before and after, with its sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.visualisation import findings
from graphkit.visualisation.brief.wording import count, describe_characters, flat
from graphkit.visualisation.look import look
from graphkit.visualisation.paragraphs import Paragraph, mark_up

if TYPE_CHECKING:
    from graphkit.analysis.changes import ArticleChanges, Change, Changes, Version

__all__ = ["list_paragraphs", "write_changes"]

_WIDTH = 80


def write_changes(changes: Changes, format: str) -> str:
    """Write the changes.

    Args:
        changes: The changes.
        format: 'text', 'markdown' or 'json'.
    """
    if format == "json":
        return json.dumps(changes.to_dict(), indent=2, ensure_ascii=False) + "\n"
    paragraphs = list_paragraphs(changes)
    if format == "markdown":
        return "\n\n".join(mark_up(paragraphs)) + "\n"
    return "".join(f"{part}\n" for one in paragraphs for part in one.wrap(_WIDTH))


def list_paragraphs(changes: Changes) -> Iterator[Paragraph]:
    """List the paragraphs of what changed.

    Args:
        changes: The changes.
    """
    yield Paragraph(text=_head(changes), style="title")
    for article in changes.articles:
        yield Paragraph()
        yield from _list_article(article)
    for title, articles in (("New articles", changes.added), ("Articles that are gone", changes.dropped)):
        if articles:
            yield Paragraph()
            yield Paragraph(text=f"{title} ({len(articles):,})", style="title")
            for identifier, claims in articles:
                yield Paragraph(text=f"{identifier}: {count(claims, 'claim')}", indent=2)


def _head(changes: Changes) -> str:
    counts = [f"{number:,} {look().changes[kind]}" for kind, number in changes.count().items()]
    titles = sum(article.is_retitled for article in changes.articles)
    counts += [count(titles, "new headline")] if titles else []
    changed = count(len(changes.articles), "article")
    if not changes.articles and not changes.added and not changes.dropped:
        return "Nothing changed"
    return f"{changed} changed: {', '.join(counts)}" if changes.articles else "No article changed that both have"


def _list_article(article: ArticleChanges) -> Iterator[Paragraph]:
    name = article.new if article.old == article.new else f"{article.old} → {article.new}"
    yield Paragraph(text=name, style="title")
    if article.is_retitled:
        yield Paragraph(text=f"− {article.old_title}", indent=2, hang=4, style="reject")
        yield Paragraph(text=f"+ {article.new_title}", indent=2, hang=4, style="affirm")
    for change in article.changes:
        yield Paragraph()
        yield from _list_change(change)
    yield Paragraph(text=f"{count(article.same, 'claim')} as before", indent=2, style="note")


def _list_change(change: Change) -> Iterator[Paragraph]:
    yield Paragraph(text=_name(change.kinds), indent=2, style="claim")
    for sign, version, style in (("−", change.old, "reject"), ("+", change.new, "affirm")):
        if version is not None:
            yield from _list_version(sign, version, style)


def _name(kinds: Iterable[str]) -> str:
    named = ", ".join(look().changes[kind] for kind in kinds)
    return named[:1].upper() + named[1:]


def _list_version(sign: str, version: Version, style: str) -> Iterator[Paragraph]:
    who = "; ".join(dict.fromkeys(map(findings.describe_claim, version.found.claims))) or "The article itself says"
    yield Paragraph(text=f"{sign} {who}: {flat(version.content)}", indent=2, hang=4, style=style)
    yield Paragraph(text=f"“{flat(version.found.sentence.text)}”", indent=4, style="quote")
    yield Paragraph(text=describe_characters(version.found.sentence), indent=4, style="note")
