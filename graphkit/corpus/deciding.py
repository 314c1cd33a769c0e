"""Decide for the whole corpus who is who, from what each document tells of its entities."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.corpus.packing import unpack_profiles
from graphkit.identity import resolution
from graphkit.model.decisions import documents_of
from graphkit.reader import apply_decisions

if TYPE_CHECKING:
    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.identity.resolution import Profile, Resolution, Unnamed
    from graphkit.model import Extraction
    from graphkit.model.decisions import Decision

__all__ = ["decide"]


def decide(corpus: Corpus, entries: Sequence[Entry], decisions: Sequence[Decision]) -> Resolution:
    """Assign every chain of every document its entity.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        decisions: People's decisions that stand.
    """
    spoken = documents_of(decisions)
    decided = {
        entry.key: apply_decisions(corpus.read(entry), corpus.settings.known, decisions)
        for entry in entries
        if entry.key in spoken
    }
    return resolution.resolve_profiles(_list_profiles(corpus, entries, decided), decisions, decided)


def _list_profiles(
    corpus: Corpus, entries: Sequence[Entry], decided: dict[str, Extraction]
) -> Iterator[Profile | Unnamed]:
    for key, data in corpus.manifest.read_profiles(entries):
        if key in decided:
            yield from resolution.make_profiles(decided[key])
        else:
            yield from unpack_profiles(zlib.decompress(data).decode("utf-8", "surrogatepass"))
