"""Small corpora made by hand, for the tests of who is who."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.identity import resolution, splitting
from graphkit.identity.resolution import Resolution
from graphkit.model import Chain, Document, Entity, EntityType, Extraction, Mention, MentionKind, Role
from graphkit.model.decisions import Answer, Decision, Reference, name_decision, select_standing

PERSON, BODY, PLACE, COUNTRY = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.COUNTRY
_PRONOUNS = {"he", "she", "it", "his", "her"}


def make_article(*named: Sequence[str | EntityType], title: str = "", roles: Sequence[str] = ()) -> Extraction:
    """Make an extraction of a document that lists names, each after a full stop.

    Args:
        named: For each chain its names and pronouns, and its kind at the end.
        title: What the document begins with, so that documents with the same names differ.
        roles: For each chain, from the first, the title of a post, or an empty text.
    """
    texts = [(str(text), n) for n, (*words, _) in enumerate(named) for text in words]
    document = Document(text=f"{title}: " + ". ".join(text for text, _ in texts), identifier=title or "article")
    mentions, start = [], len(title) + 2
    for text, chain in texts:
        span = document.span(start, start + len(text))
        kind = _find_kind(text)
        mentions.append(Mention(span=span, head=span, kind=kind, type=kind_of(named[chain]), chain=chain))
        start += len(text) + 2
    chains = tuple(_make_chain(item) for item in named)
    posts = tuple(
        Role(member=_first(mentions, n), organization=None, title=post, title_span=mentions[0].span)
        for n, post in enumerate(roles)
        if post
    )
    return Extraction(document=document, mentions=tuple(mentions), chains=chains, roles=posts)


def kind_of(item: Sequence[str | EntityType]) -> EntityType:
    """Take the kind from behind the names of a chain."""
    kind = item[-1]
    assert isinstance(kind, EntityType)
    return kind


def refer(extraction: Extraction, words: str, number: int = 0) -> Reference:
    """Name a mention by its words, and by which of them it is."""
    found = [m for m in extraction.mentions if m.span.exact == words]
    return refer_to(extraction, found[number])


def refer_to(extraction: Extraction, mention: Mention) -> Reference:
    """Name a mention."""
    return Reference(document=extraction.document.key, start=mention.span.start, end=mention.span.end)


def decide(
    first: Reference, answer: Answer, second: Reference, *, when: str = "2024-05-01", who: str = "Ada"
) -> Decision:
    """Make a decision."""
    name = name_decision(first, second, answer, who=who, when=when)
    return Decision(id=name, first=first, second=second, answer=answer, who=who, when=when)


def resolve(
    extractions: Iterable[Extraction], decisions: Iterable[Decision] = ()
) -> tuple[list[Extraction], Resolution]:
    """Draw chains anew as decided, and resolve them, as a build does."""
    standing = select_standing(decisions)
    drawn = [splitting.split_chains(extraction, standing) for extraction in extractions]
    return drawn, resolution.resolve(drawn, standing)


def find_entity(resolved: tuple[list[Extraction], Resolution], reference: Reference) -> Entity:
    """Look up the entity of a mention."""
    drawn, resolution = resolved
    (extraction,) = (e for e in drawn if e.document.key == reference.document)
    (mention,) = (m for m in extraction.mentions if refer_to(extraction, m) == reference)
    assert mention.chain is not None
    return resolution.entity(reference.document, mention.chain)


def _make_chain(item: Sequence[str | EntityType]) -> Chain:
    names = [str(text) for text in item[:-1] if _find_kind(str(text)) is MentionKind.NAME]
    label = max(names, key=lambda name: len(name.split()), default=str(item[0]))
    return Chain(label=label, type=kind_of(item), aliases=tuple(sorted({*names} - {label})), named=bool(names))


def _find_kind(text: str) -> MentionKind:
    if text in _PRONOUNS:
        return MentionKind.PRONOUN
    return MentionKind.NOMINAL if text.startswith("the ") and text.islower() else MentionKind.NAME


def _first(mentions: Sequence[Mention], chain: int) -> int:
    return next(n for n, mention in enumerate(mentions) if mention.chain == chain)
