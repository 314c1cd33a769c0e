"""What changed between two versions of articles, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graphkit.model.versions import EDITS

if TYPE_CHECKING:
    from graphkit.analysis.sayings import FoundSentence

__all__ = ["KINDS", "ArticleChanges", "Change", "Changes", "Version"]

KINDS = tuple(kind for kind in EDITS if kind != "retitled")
"""The kinds of changes, the gravest first. 'reversed': it says the opposite; 'lostNegation', 'cut', 'extended' and
'altered' are of words in quotation marks; 'resourced': somebody else says it;
'number': a figure is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A claim in one of two versions.

    Args:
        claim: Its address; '' where the article itself says it.
        content: What is claimed.
        found: Its sentence, with who says it.
    """

    claim: str
    content: str
    found: FoundSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim that changed.

    Args:
        kinds: How, the gravest first; see `KINDS`.
        old: The claim before; None where it was added.
        new: The claim after; None where it was dropped.
    """

    kinds: tuple[str, ...]
    old: Version | None
    new: Version | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChanges:
    """What changed in an article that both graphs have.

    Args:
        old: Its identifier before.
        new: Its identifier after.
        old_title: Its title before.
        new_title: Its title after.
        changes: The changes, in the order of the new text; what was dropped stands where it stood.
        same: How many claims are as they were.
    """

    old: str
    new: str
    old_title: str
    new_title: str
    changes: tuple[Change, ...]
    same: int

    @property
    def is_retitled(self) -> bool:
        """Whether it has another headline."""
        return self.old_title != self.new_title and (self.old, self.new) != (self.old_title, self.new_title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one graph to another.

    Args:
        articles: The articles that both have and in which something changed, by their identifiers.
        added: The identifiers of articles that only the new one has, each with the number of its claims.
        dropped: Those of articles that only the old one has.
        same: How many articles of both have no change.
    """

    articles: tuple[ArticleChanges, ...]
    added: tuple[tuple[str, int], ...]
    dropped: tuple[tuple[str, int], ...]
    same: int

    def count(self) -> dict[str, int]:
        """Count the changes of each kind, those that there are."""
        kinds = [kind for article in self.articles for change in article.changes for kind in change.kinds]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def to_dict(self) -> dict[str, Any]:
        """Return the changes as values that JSON can hold."""
        return {**asdict(self), "counts": self.count()}
