"""Decide for the whole corpus who is who, and which claims are one, from what each document tells of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.corpus.packing import unpack_claims, unpack_profiles
from graphkit.corpus.pairs import KeptPairs
from graphkit.identity import resolution
from graphkit.matching import matching
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.revising import revise_profiles
from graphkit.matching.vocabulary import Vocabulary
from graphkit.reader import apply_answers
from graphkit.reviews.lost import find_lost

if TYPE_CHECKING:
    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.documents.near_duplicates import NearDuplicate
    from graphkit.errors import Problem
    from graphkit.identity.resolution import Profile, Resolution, Unnamed
    from graphkit.matching.matching import Matching
    from graphkit.matching.owners import Owners
    from graphkit.model import Extraction
    from graphkit.model.decisions import Decision
    from graphkit.model.reviews import Review
    from graphkit.reader import Answers
    from graphkit.reviews.values import Reviewed

__all__ = ["carry_out", "decide", "find_lost_reviews", "match_claims"]


def carry_out(corpus: Corpus, entries: Sequence[Entry], answers: Answers) -> dict[str, Reviewed]:
    """Carry out what persons said of documents, and return those that they spoke of, by key.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        answers: What they said.
    """
    spoken = answers.documents
    return {
        entry.key: apply_answers(corpus.read(entry), corpus.settings.known, answers)
        for entry in entries
        if entry.key in spoken
    }


def find_lost_reviews(corpus: Corpus, entries: Sequence[Entry], reviews: Sequence[Review]) -> tuple[Problem, ...]:
    """Find the reviews of texts that are not in the corpus.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        reviews: The reviews that are not revoked.
    """
    places = {entry.identifier: entry for entry in entries}
    return find_lost(
        reviews,
        {entry.key for entry in entries},
        lambda name: corpus.read(places[name]).document.text if name in places else None,
    )


def decide(
    corpus: Corpus, entries: Sequence[Entry], decisions: Sequence[Decision], reviewed: Mapping[str, Reviewed]
) -> Resolution:
    """Assign every chain of every document its entity.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        decisions: People's decisions about who is who that stand.
        reviewed: The documents that people spoke of, by key.
    """
    decided = {key: found.extraction for key, found in reviewed.items()}
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
    reviewed: Mapping[str, Reviewed],
    claim_decisions: Sequence[Decision],
    owners: Owners,
) -> Matching:
    """Find which claims are one, and which disagree.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        found: Which entity each chain is.
        repeated: The near duplicates.
        reviewed: The documents that people spoke of, by key.
        claim_decisions: People's decisions about which claims are one that stand.
        owners: Who owns which outlet.
    """
    claims = _list_claims(corpus, entries, reviewed)
    given = matching.ClaimCorpus(
        profiles=claims,
        chains=found.chains,
        entities=found.entities,
        originals={copy.document: copy.of for copy in repeated},
        issued={signed.document: signed.issued for signed in corpus.manifest.list_signed(entries)},
        names={entry.key: entry.identifier for entry in entries},
        decisions=claim_decisions,
        outlets=owners.find_all(corpus.manifest.list_published(entries)),
        owners=owners,
    )
    with corpus.manifest.change():
        kept = KeptPairs(corpus, entries, found, claims, reviewed)
        matched = matching.match(given, kept)
        kept.forget()
    return matched


def _list_claims(
    corpus: Corpus, entries: Sequence[Entry], reviewed: Mapping[str, Reviewed]
) -> dict[str, tuple[ClaimProfile, ...]]:
    """List what the claims of each document are compared by; where people spoke of it, as they said."""
    claims = {}
    vocabulary = Vocabulary()
    for entry, data in corpus.manifest.read_claims(entries):
        profiles = unpack_claims(zlib.decompress(data).decode("utf-8", "surrogatepass"), vocabulary)
        found = reviewed.get(entry.key)
        claims[entry.key] = profiles if found is None else revise_profiles(profiles, found)
    return claims
