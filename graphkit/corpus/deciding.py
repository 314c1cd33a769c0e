"""Decide for the whole corpus who is who, and which claims are one, from what each document tells of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.corpus.packing import unpack_claims, unpack_profiles
from graphkit.identity import resolution
from graphkit.matching import matching
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.profiling import assign_chains
from graphkit.model.decisions import documents_of
from graphkit.reader import apply_decisions

if TYPE_CHECKING:
    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.documents.near_duplicates import NearDuplicate
    from graphkit.identity.resolution import Profile, Resolution, Unnamed
    from graphkit.matching.matching import Matching
    from graphkit.matching.owners import Owners
    from graphkit.model import Extraction
    from graphkit.model.decisions import Decision

__all__ = ["decide", "match_claims"]


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


def match_claims(
    corpus: Corpus,
    entries: Sequence[Entry],
    found: Resolution,
    repeated: Sequence[NearDuplicate],
    decisions: Sequence[Decision],
    claim_decisions: Sequence[Decision],
    owners: Owners,
) -> Matching:
    """Find which claims are one, and which disagree.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        found: Which entity each chain is.
        repeated: The near duplicates.
        decisions: People's decisions about who is who that stand.
        claim_decisions: Those about which claims are one.
        owners: Who owns which outlet.
    """
    return matching.match(
        matching.ClaimCorpus(
            profiles=_list_claims(corpus, entries, decisions),
            chains=found.list_chains(),
            entities=found.entities,
            originals={copy.document: copy.of for copy in repeated},
            issued={signed.document: signed.issued for signed in corpus.manifest.list_signed(entries)},
            names={entry.key: entry.identifier for entry in entries},
            decisions=claim_decisions,
            outlets=owners.find_all(corpus.manifest.list_published(entries)),
            owners=owners,
        )
    )


def _list_claims(
    corpus: Corpus, entries: Sequence[Entry], decisions: Sequence[Decision]
) -> dict[str, tuple[ClaimProfile, ...]]:
    """List what the claims of each document are compared by; where people decided on its chains, with those."""
    spoken = documents_of(decisions)
    claims = {}
    for entry, data in corpus.manifest.read_claims(entries):
        profiles = unpack_claims(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        if entry.key in spoken:
            extraction = apply_decisions(corpus.read(entry), corpus.settings.known, decisions)
            profiles = assign_chains(profiles, extraction)
        claims[entry.key] = profiles
    return claims
