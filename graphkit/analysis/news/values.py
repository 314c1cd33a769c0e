"""What is new in a graph, and what was known of it before, as plain frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from graphkit.analysis.brief.values import PrintedArticle
from graphkit.analysis.sayings import FoundSentence

__all__ = ["KINDS", "Followed", "Known", "NewsItem", "Passage"]

KINDS = ("claim", "changed", "withdrawn", "dispute", "reply", "position")
"""What can be new: a claim by or about somebody followed; one that a later version of its article puts otherwise, or no
longer has; a matter in dispute; the answer of somebody accused who had not answered; a speaker against himself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of what is new.

    Args:
        part: What it is in it: 'before' or 'after' in another version, the manner of a side of a dispute ('affirms',
            'rejects' …), 'for' or 'against' of a position; '' where there is one sentence.
        who: The names of those who say it; none where no article tells.
        content: What is claimed in it; '' where it holds several claims.
        found: The sentence, word for word, with who says it.
        article: The article.
    """

    part: str
    who: tuple[str, ...]
    content: str
    found: FoundSentence
    article: PrintedArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One thing that is new.

    Args:
        id: What it is known by, the same whenever and however often it is found.
        kind: One of `KINDS`.
        title: The matter of a dispute, a reply or a position; '' of a claim, which its passage tells.
        changes: How a claim was changed, the gravest first; see `changes.KINDS`.
        followed: Who or what is followed that it is by or about, as the list of the followed has it.
        day: The day of the newest of its articles, or ''.
        passages: Its sentences.
        listed: The day, or the time, under which a feed lists it; '' before it is announced.
    """

    id: str
    kind: str
    title: str
    changes: tuple[str, ...]
    followed: tuple[str, ...]
    day: str
    passages: tuple[Passage, ...]
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The claims by or about somebody, or about something, that is followed.

    Args:
        name: What is followed, as it is listed.
        claims: The addresses of the claims.
        lasting: Whether a claim that was there before may come to be one of them, because it is found to be by somebody
            else: of a subject, which is words, it may not.
    """

    name: str
    claims: frozenset[str]
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of a graph when it was last looked at, by the addresses of claims and statements.

    Args:
        disputed: What stood in a dispute, and the words of matters that were.
        unanswered: What stood in an accusation that nobody answered.
        positions: The pairs of claims in which somebody changed position.
        followed: The claims by or about each who was followed then.
    """

    disputed: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    positions: frozenset[tuple[str, str]] = frozenset()
    followed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def rename(self, pairs: Iterable[tuple[str, str]]) -> Known:
        """Return the same with the addresses that claims have in later versions and copies too.

        Args:
            pairs: Claims that were known, each with the same claim in another article.
        """
        others: dict[str, list[str]] = {}
        for old, new in pairs:
            others.setdefault(old, []).append(new)

        def list_names(thing: str) -> list[str]:
            return [thing, *others.get(thing, ())]

        def add(things: Iterable[str]) -> frozenset[str]:
            return frozenset(name for thing in things for name in list_names(thing))

        return Known(
            disputed=add(self.disputed),
            unanswered=add(self.unanswered),
            positions=frozenset(
                (min(one, other), max(one, other))
                for ends in self.positions
                for one, other in product(*map(list_names, ends))
            ),
            followed={name: add(claims) for name, claims in self.followed.items()},
        )
