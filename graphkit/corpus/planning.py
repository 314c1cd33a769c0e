"""Plan what has to be written anew: which documents' graphs, and what each of them depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched, groupby
from typing import TYPE_CHECKING

from graphkit.corpus.rendering import Job, Rendering, digest_basis
from graphkit.rdf.reviews import DocumentReviews
from graphkit.reader import Answers

if TYPE_CHECKING:
    from graphkit.corpus.manifest import Manifest
    from graphkit.corpus.records import Entry
    from graphkit.corpus.revising import Revised
    from graphkit.corpus.shards import Shelf
    from graphkit.documents.near_duplicates import NearDuplicate
    from graphkit.identity.resolution import Resolution
    from graphkit.matching.matching import Matching
    from graphkit.model import Extraction
    from graphkit.model.vocabulary import Addresses
    from graphkit.reader import Settings
    from graphkit.reviews.values import Reviewed

__all__ = ["Corpus", "Plan"]

_JOBS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Where what was read stands.

    Args:
        manifest: The manifest.
        shelf: The shards.
        settings: What articles are read with.
        base: The base IRI.
    """

    manifest: Manifest
    shelf: Shelf
    settings: Settings
    base: str

    def read(self, entry: Entry) -> Extraction:
        """Read what was read in a document."""
        return self.shelf.open(entry.shard).extraction(entry.line)


class Plan:
    """What there is to write: of which documents the graph is to be written anew, and with what.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        resolution: Which entity each of their chains is.
        answers: What persons said of documents.
        reviewed: The documents that they spoke of, with that carried out, by key.
        repeated: Which documents repeat another.
        matching: Which claims are one, and which disagree.
        revised: Which texts they took the place of.
    """

    def __init__(
        self,
        corpus: Corpus,
        entries: Sequence[Entry],
        resolution: Resolution,
        answers: Answers,
        reviewed: Mapping[str, Reviewed],
        repeated: Sequence[NearDuplicate],
        matching: Matching,
        revised: Revised,
    ) -> None:
        self.corpus = corpus
        self.entries = entries
        self.resolution = resolution
        self.answers = answers
        self.reviewed = reviewed
        self.repeated = repeated
        self.matching = matching
        self.revised = revised
        self.made_by = corpus.manifest.read_run(corpus.settings.version)
        self.bases = self._digest_bases()
        known = corpus.manifest.list_bases()
        self.wanted = [entry for entry in entries if known.get(entry.key) != self.bases[entry.key]]

    def _digest_bases(self) -> dict[str, str]:
        """Digest what the graph of each document depends on: what was read, by what, who is who, people's answers."""
        # Of most entities one document alone speaks: to name each by a digest first would be half of the work.
        described = [f"{e.slug} {e.label!r} {e.type.value} {e.aliases} {e.link}" for e in self.resolution.entities]
        own: dict[str, list[str]] = {}
        for decision in self.answers.decisions:
            for key in {decision.first.document, decision.second.document}:
                own.setdefault(key, []).append(repr(decision))
        for review in self.answers.reviews:
            own.setdefault(review.document, []).append(repr(review))
        settings, base = self.corpus.settings, self.corpus.base
        return {
            entry.key: digest_basis(
                settings.version,
                base,
                self.made_by.digest,
                *map(str, entry.item),
                *own.get(entry.key, ()),
                entities=[described[position] for position in self.chains.get(entry.key, ())],
            )
            for entry in self.entries
        }

    @property
    def chains(self) -> Mapping[str, Sequence[int]]:
        """The position of the entity of each chain, by the key of the document."""
        return self.resolution.chains

    def list_shared(self, addresses: Addresses) -> Iterator[tuple[str, set[str]]]:
        """List the addresses of the entities of several documents, each with the keys of its documents."""
        first: dict[int, str] = {}
        shared: dict[int, set[str]] = {}
        for key, positions in self.chains.items():
            for position in positions:
                if first.setdefault(position, key) != key:
                    shared.setdefault(position, {first[position]}).add(key)
        for position, keys in sorted(shared.items()):
            yield addresses.entity(self.resolution.entities[position].slug), keys

    def list_reviews(self) -> Iterator[DocumentReviews]:
        """List what persons found, document by document."""
        for key, found in sorted(self.reviewed.items()):
            entities = [self.resolution.entities[position] for position in self.chains.get(key, ())]
            yield DocumentReviews(document=key, outcomes=found.outcomes, entities=entities)

    def make_jobs(self, entries: Iterable[Entry]) -> Iterator[Rendering]:
        """Group the documents of one shard, to have their graphs written."""
        spoken = self.answers.documents
        by_shard = sorted(entries, key=lambda entry: (entry.shard, entry.line))
        for shard, group in groupby(by_shard, key=lambda entry: entry.shard):
            file = self.corpus.shelf.open(shard)
            for batch in batched(group, _JOBS):
                jobs = tuple(
                    Job(
                        key=entry.key,
                        line=file.line(entry.line),
                        entities=tuple(self.resolution.entities[n] for n in self.chains.get(entry.key, ())),
                        basis=self.bases[entry.key],
                    )
                    for entry in batch
                )
                own = self.answers if any(job.key in spoken for job in jobs) else Answers()
                yield Rendering(jobs=jobs, answers=own, base=self.corpus.base, made_by=self.made_by)
