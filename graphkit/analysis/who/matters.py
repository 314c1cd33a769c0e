"""Find who is for or against what is somebody's: their words, plans and deeds.

'Oslo rejected Mara Lind's plan' is no edge to Mara Lind, and yet what is asked for by who is for and against her.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.network.chains import VALENCED, is_open, list_relays
from graphkit.analysis.network.phrases import find_verb
from graphkit.language import lexicon
from graphkit.language.relations import relations

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context, Mentioned
    from graphkit.analysis.network.records import Utterance

__all__ = ["Matter", "list_matters"]

_OBJECT = "object"
_BEHIND = "with-"
"""Rules by which the content is what the verb has as its object, or behind its preposition: 'agrees with her plan'."""
_OWNERS = frozenset({"person", "organization", "outlet"})
_PARTIES = _OWNERS | {"group", "country"}
_OWNING = re.compile(r"['’‘]s?\s+\w")
_OWNED = re.compile(r"\s+(?P<word>\w+)")
_ENDING = re.compile(r"['’‘]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """That somebody is for or against something of somebody else.

    Args:
        holder: The address of who takes the side.
        owner: The address of whose it is.
        sign: 1 for, -1 against.
        label: The relation: 'supports'.
        verb: The article's word for it, in small letters: 'endorsed'.
        words: What it is, as the article calls it: 'Sanders’ approach'.
        claim: The claim that it was read in.
    """

    holder: str
    owner: str
    sign: int
    label: str
    verb: str
    words: str
    claim: str


def list_matters(context: Context) -> Iterator[Matter]:
    """List what is somebody's and others are for or against, where an article says so itself.

    Args:
        context: What is known of the claims.
    """
    for claim in context.records.utterances:
        sign = VALENCED.get(claim.act, 0)
        fits = claim.rule == _OBJECT or claim.rule.startswith(_BEHIND)
        if not sign or not fits or is_open(claim, context.outers(claim.iri)) or list_relays(claim, context.claims):
            continue
        for owner in dict.fromkeys(_find_owners(claim, context)):
            for holder in claim.sources:
                if holder != owner:
                    yield Matter(
                        holder=holder,
                        owner=owner,
                        sign=sign,
                        label=relations()[claim.act].label,
                        verb=find_verb(context.records.places.get(claim.iri, ())),
                        words=" ".join(context.find_part(claim.iri, "content")[0].exact.split()),
                        claim=claim.iri,
                    )


def _find_owners(claim: Utterance, context: Context) -> Iterator[str]:
    """Find whose the content of a claim is: with whom in the genitive it begins."""
    contents = context.find_part(claim.iri, "content")
    if not contents:
        return
    first = contents[0]
    there = context.mentions.get(claim.document, {}).get(first.start, ())
    for one in there:
        # 'Oslo's mayor' is the mayor, not what is Oslo's
        longer = (other for other in there if other.end > one.end and other.entity != one.entity)
        if context.kinds.get(one.entity) in _OWNERS and not any(
            context.kinds.get(other.entity) in _PARTIES for other in longer
        ):
            if _is_owner(one, first.exact):
                yield one.entity


def _is_owner(one: Mentioned, content: str) -> bool:
    words, rest = content[: one.end - one.start], content[one.end - one.start :]
    owned = _OWNED.match(rest)
    if one.kind == "pronoun":
        own = words.casefold() in lexicon.grammar("possessive_determiner")
        return own and owned is not None and owned["word"].casefold() not in lexicon.grammar("after_object_pronoun")
    return _OWNING.match(rest) is not None or (_ENDING.search(words) is not None and owned is not None)
