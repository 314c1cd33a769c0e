"""Read where an institution is from its name: 'a professor at Rider University in Lawrenceville'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.model import EntityType, MentionKind, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["state_sites"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def state_sites(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Iterator[Statement]:
    """Yield a statement for each named institution right behind whose name stands where it is.

    A party 'in Nevada' is a part of it there, and what is built 'in Oslo' may never stand there.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each statement.
    """
    for position, mention in enumerate(index.mentions):
        if mention.kind is not MentionKind.NAME or mention.type is not EntityType.ORGANIZATION:
            continue
        name, last = parsed.doc[index.heads[position]], parsed.token_at(mention.span.end - 1)
        mobile = lexicon.words("sited_body").isdisjoint(word.casefold() for word in mention.span.exact.split())
        if mobile or name.dep_ == "dobj" or is_hedged(name) or index.at.get(name.i) != position:
            continue
        if has_child(name, "neg") or any(d.lower_ in _vague() for d in children(name, "det")):
            continue
        behind = next((c for c in children(name, "prep") if c.i == last.i + 1), None)
        if behind is None or behind.lower_ not in lexicon.grammar("site_preposition"):
            continue
        place, span = child(behind, "pobj"), parsed.span(behind.i, behind.i)
        where = index.at.get(place.i) if place is not None else None
        if where is None or span is None or index.mentions[where].type not in _PLACES:
            continue
        voice = claims.voice[name.i]
        yield Statement(
            subject=position,
            subject_span=mention.span,
            predicate=lexicon.predicates()["be-locate-in"],
            predicate_span=span,
            object=where,
            object_span=index.mentions[where].span,
            within=voice if voice >= 0 else None,
            rule="site",
        )


def _vague() -> frozenset[str]:
    return lexicon.grammar("indefinite_article") | lexicon.grammar("negative_determiner")
