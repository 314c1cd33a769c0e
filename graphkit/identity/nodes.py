"""Group chains by name, so that the number of comparisons grows with names and not with documents."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from graphkit.identity.profiles import Place, Profile
from graphkit.model import EntityType
from graphkit.model.decisions import Reference

__all__ = ["NameNode", "Rarity", "make_nodes"]

_TYPICAL = 60
_RAREST = 8
_BACKGROUND = 50


class Rarity:
    """The rarity of names in a corpus (inverse document frequency): a rare name in two articles is stronger evidence.

    Args:
        profiles: All profiles of the corpus.
        documents: The number of documents, where some have no profile.
    """

    def __init__(self, profiles: Iterable[Profile], documents: int = 0) -> None:
        companies = {profile.place[0]: profile.company for profile in profiles}
        self._frequency = Counter(name for company in companies.values() for name in company)
        # in a small corpus every name is in many of the documents
        self._documents = max(documents, len(companies), _BACKGROUND)
        self._rarest: dict[frozenset[tuple[str, str]], tuple[tuple[str, str], ...]] = {}

    def __call__(self, name: tuple[str, str]) -> float:
        """Return the rarity of a name, from 0 (in every article) to 1."""
        return 1 - math.log(max(1, self._frequency[name])) / math.log(self._documents)

    def find_rarest(self, company: frozenset[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the rarest of the names that are in more than one article."""
        if company not in self._rarest:
            shared = (name for name in company if self._frequency[name] > 1)
            self._rarest[company] = tuple(sorted(shared, key=lambda name: (self._frequency[name], name))[:_RAREST])
        return self._rarest[company]


@dataclass(frozen=True, eq=False)
class NameNode:
    """Chains that are the same by their name, to be compared with other such nodes.

    Args:
        profiles: Its chains, in order of their place.
    """

    profiles: tuple[Profile, ...]

    @property
    def first(self) -> Profile:
        """The chain that represents the node."""
        return self.profiles[0]

    @property
    def order(self) -> tuple[tuple[str, ...], str, str, Reference]:
        """The key by which nodes are sorted."""
        return self.first.name, self.first.kind.value, self.first.link or "", self.first.reference

    @property
    def sign(self) -> tuple[object, ...]:
        """Everything by which two nodes can clash: nodes with one sign clash with the same others."""
        first = self.first
        return first.kind, first.name, first.link, first.gender, first.inside

    @cached_property
    def documents(self) -> frozenset[str]:
        """The keys of its documents."""
        return frozenset(profile.place[0] for profile in self.profiles)

    @cached_property
    def roles(self) -> frozenset[tuple[str, str]]:
        """Its posts and bodies in all of its documents."""
        return frozenset(role for profile in self.profiles for role in profile.roles)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that its documents mention most."""
        return frozenset(profile.country for profile in self.profiles if profile.country)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Its acronyms in all of its documents."""
        return frozenset(acronym for profile in self.profiles for acronym in profile.acronyms)

    @cached_property
    def company(self) -> frozenset[tuple[str, str]]:
        """The other names in its documents; the most frequent ones for a node in many documents."""
        if len(self.profiles) == 1:
            return self.first.company
        counts = Counter(name for profile in self.profiles for name in profile.company)
        return frozenset(sorted(counts, key=lambda name: (-counts[name], name))[:_TYPICAL])


def make_nodes(profiles: Sequence[Profile], pinned: Set[Place]) -> list[NameNode]:
    """Group the chains of the same type, name and link, unless the name needs other evidence.

    Args:
        profiles: All profiles.
        pinned: Chains with a decision against a merge, which are compared one by one.

    Returns:
        The nodes, sorted.
    """
    groups: dict[tuple[str, ...], list[Profile]] = {}
    for profile in sorted(profiles, key=lambda p: p.place):
        groups.setdefault(_key(profile, pinned), []).append(profile)
    return sorted((NameNode(tuple(group)) for group in groups.values()), key=lambda node: node.order)


def _key(profile: Profile, pinned: Set[Place]) -> tuple[str, ...]:
    document, position = profile.place
    if profile.is_alone or profile.place in pinned:
        return "chain", document, str(position)
    inside = " ".join(profile.inside or ()) if profile.kind is EntityType.PLACE else ""
    apart = document if profile.needs_evidence and not profile.link else ""
    return "name", profile.kind.value, profile.link or "", apart, profile.gender or "", inside, *profile.name
