"""Collect the evidence in a document for the identity of each of its chains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from graphkit.identity.names import fold, is_acronym, is_common, is_generic, parse_person, significant_words, slugify
from graphkit.language import lexicon
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.decisions import Reference

__all__ = ["Place", "Profile", "Unnamed", "list_others", "make_profiles", "refer"]

type Place = tuple[str, int]
"""Document key and position of a chain."""

_ENOUGH_PRONOUNS = 2
_NOWHERE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A chain with the evidence of its document.

    Args:
        place: The place of the chain.
        reference: The mention that stands for it in decisions: its first name, else its first mention.
        chain: The chain.
        kind: Its type; a state counts as a place.
        name: Its name in comparable words.
        link: Its address elsewhere, or None.
        gender: 'male' or 'female' where its pronouns agree, or None.
        inside: The place that contains it by its name ('Paris, Texas'), or None.
        acronyms: Its acronyms in its document.
        roles: Its posts and bodies in its document, as (what, words).
        company: The significant names of its document, including its own; the same value for all chains of a document.
        country: The country that its document mentions most, or None.
        is_alone: Whether its name merges it with no other: it has none, or is a lone surname.
        needs_evidence: Whether its name is so common that the name alone is no evidence.
    """

    place: Place
    reference: Reference
    chain: Chain
    kind: EntityType
    name: tuple[str, ...]
    link: str | None
    gender: str | None
    inside: tuple[str, ...] | None
    acronyms: frozenset[str]
    roles: frozenset[tuple[str, str]]
    company: frozenset[tuple[str, str]]
    country: str | None
    is_alone: bool
    needs_evidence: bool


class Unnamed(NamedTuple):
    """A chain without a name, a link or a decision: an entity of its own document.

    These are half of all chains, so they are kept as small tuples with only what their entity needs.

    Args:
        place: The place of the chain.
        label: Its label.
        type: Its type.
        aliases: Its other names, sorted.
    """

    place: Place
    label: str
    type: EntityType
    aliases: tuple[str, ...]


def make_profiles(extraction: Extraction) -> Iterator[Profile]:
    """Yield the profiles of a document's chains.

    Args:
        extraction: What was read in the document.
    """
    mentions: dict[int, list[Mention]] = {}
    for mention in extraction.mentions:
        if mention.chain is not None:
            mentions.setdefault(mention.chain, []).append(mention)
    roles = _find_roles(extraction)
    company = frozenset(
        (_coarse(chain.type).value, " ".join(_name(chain)))
        for chain in extraction.chains
        if chain.named and chain.type is not EntityType.GROUP and not _is_alone(chain) and not _needs_evidence(chain)
    )
    country = _find_country(extraction.chains, mentions)
    for position, chain in enumerate(extraction.chains):
        own = mentions.get(position, [])
        yield Profile(
            place=(extraction.document.key, position),
            reference=refer(extraction.document.key, own, position),
            chain=chain,
            kind=_coarse(chain.type),
            name=_name(chain),
            link=chain.link,
            gender=_find_gender(own) if chain.type is EntityType.PERSON else None,
            inside=_find_container(extraction, own) if chain.type is EntityType.PLACE else None,
            acronyms=frozenset("".join(fold(alias)) for alias in chain.aliases if is_acronym(alias)),
            roles=frozenset(roles.get(position, ())),
            company=company,
            country=country,
            is_alone=_is_alone(chain),
            needs_evidence=_needs_evidence(chain),
        )


def list_others(chain: Chain) -> tuple[str, ...]:
    """List the names of a chain that are not its label, sorted."""
    return tuple(sorted({*chain.aliases} - {chain.label}))


def refer(document: str, mentions: Sequence[Mention], position: int) -> Reference:
    """Return the mention that stands for a chain: its first name, or else its first mention.

    Args:
        document: The key of its document.
        mentions: Its mentions, in order of the text.
        position: Its position, which replaces offsets where it has no mentions.
    """
    first = next((m for m in mentions if m.kind is MentionKind.NAME), next(iter(mentions), None))
    if first is None:
        return Reference(document=document, start=position + _NOWHERE, end=position + _NOWHERE + 1)
    return Reference(document=document, start=first.span.start, end=first.span.end)


def _is_alone(chain: Chain) -> bool:
    return not chain.named or (chain.type is EntityType.PERSON and parse_person(chain.label).is_lone)


def _needs_evidence(chain: Chain) -> bool:
    if chain.type is EntityType.PERSON:
        person = parse_person(chain.label)
        return len(person.given) == 1 or is_common(person)
    return chain.type is EntityType.ORGANIZATION and is_generic(chain.label)


def _coarse(kind: EntityType) -> EntityType:
    return EntityType.PLACE if kind is EntityType.COUNTRY else kind


def _name(chain: Chain) -> tuple[str, ...]:
    if chain.type is EntityType.PERSON:
        person = parse_person(chain.label)
        words = (person.given, *person.middle, person.surname, person.suffix)
        return tuple(word for word in words if word) or (slugify(chain.label),)
    words = significant_words(chain.label) if chain.type is EntityType.ORGANIZATION else fold(chain.label)
    return words or (slugify(chain.label),)


def _find_roles(extraction: Extraction) -> Mapping[int, list[tuple[str, str]]]:
    """Return the posts of each chain, its bodies, and both together."""
    roles: dict[int, list[tuple[str, str]]] = {}
    for role in extraction.roles:
        member = extraction.mentions[role.member].chain
        if member is None:
            continue
        title = " ".join(fold(role.title))
        own = roles.setdefault(member, [])
        own.append(("title", title))
        body = None if role.organization is None else extraction.mentions[role.organization].chain
        if body is not None and body != member and extraction.chains[body].named:
            name = " ".join(_name(extraction.chains[body]))
            own += [("body", name), ("post", title if name in title else f"{title}, {name}")]
    return roles


def _find_country(chains: Sequence[Chain], mentions: Mapping[int, list[Mention]]) -> str | None:
    """Return the country that is mentioned most; None where two are mentioned equally often."""
    counts = Counter(
        {" ".join(_name(c)): len(mentions.get(n, [])) for n, c in enumerate(chains) if c.type is EntityType.COUNTRY}
    )
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


def _find_gender(mentions: Sequence[Mention]) -> str | None:
    """Return the gender that a chain's pronouns agree in; a single pronoun may be resolved wrongly."""
    forms = (m.span.exact.casefold() for m in mentions if m.kind is MentionKind.PRONOUN)
    pronouns = (lexicon.pronouns().get(form) for form in forms)
    genders = [pronoun.gender for pronoun in pronouns if pronoun is not None and pronoun.gender is not None]
    return genders[0] if len(genders) >= _ENOUGH_PRONOUNS and len(set(genders)) == 1 else None


@cache
def _conjunction() -> re.Pattern[str]:
    """Match a conjunction that continues a list."""
    words = "|".join(map(re.escape, (*lexicon.sequence("list_conjunction"), "&")))
    return re.compile(rf",?\s+(?:{words})\s")


def _find_container(extraction: Extraction, mentions: Sequence[Mention]) -> tuple[str, ...] | None:
    """Return the place after one of the mentions and a comma: 'Paris, Texas', but not in a list."""
    joined = (", ", *(f" {word} " for word in lexicon.sequence("additive_conjunction")))
    text = extraction.document.text
    starts = {m.span.start: m for m in extraction.mentions if m.kind is MentionKind.NAME}
    for mention in mentions:
        end = mention.span.end
        following = starts.get(end + 2) if text[end : end + 2] == ", " else None
        if following is None or following.chain is None or text[: mention.span.start].endswith(joined):
            continue
        chain = extraction.chains[following.chain]
        listed = _conjunction().match(text, following.span.end) is not None
        if _coarse(chain.type) is EntityType.PLACE and chain.named and not listed:
            return fold(chain.label)
    return None
