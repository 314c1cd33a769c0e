"""What is done with one document after the other: the order of the stages up to what all documents decide together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graphkit import __version__
from graphkit.files import resources
from graphkit.identity import splitting
from graphkit.identity.linking import link
from graphkit.language import annotation, meaning
from graphkit.matching.profiling import profile_claims
from graphkit.model.decisions import documents_of
from graphkit.model.provenance import Provenance
from graphkit.reading.extraction import extract
from graphkit.reviews import applying

if TYPE_CHECKING:
    from spacy.language import Language

    from graphkit.identity.known import KnownEntities
    from graphkit.matching.profiles import ClaimProfile
    from graphkit.model import Document, Extraction
    from graphkit.model.decisions import Decision
    from graphkit.model.reviews import Review
    from graphkit.reviews.values import Outcome, Reviewed

__all__ = ["Answers", "Reader", "Settings", "apply_answers", "apply_decisions", "order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What articles are read with; sent to every worker.

    Args:
        model: The name of an installed spaCy pipeline; None for the one that graphkit comes with.
        known: The user's own list of entities, or None.
    """

    model: str | None = None
    known: KnownEntities | None = None

    @property
    def version(self) -> str:
        """A name for all that the reading of an article depends on, beside the article."""
        known = self.known.digest if self.known else ""
        return f"{__version__} {resources.fingerprint()} {self.model or ''} {known} {meaning.name_judge()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What persons said of documents, as far as it changes what stands in the graph of one.

    Args:
        decisions: Their decisions about who is who that stand.
        reviews: What they found of claims and edges, where that is not revoked.
    """

    decisions: tuple[Decision, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def documents(self) -> set[str]:
        """The keys of the documents that they spoke of."""
        return documents_of(self.decisions) | {review.document for review in self.reviews}


class Reader:
    """Reads documents with a spaCy pipeline, which is loaded once in a process.

    Args:
        settings: What to read with.

    Raises:
        ModelError: There is no such pipeline, or it is unfit.
    """

    def __init__(self, settings: Settings) -> None:
        self._known = settings.known
        self._nlp = _load(settings.model)

    @property
    def run(self) -> Provenance:
        """What the graph says that it was made with."""
        known = self._known.digest if self._known else None
        return Provenance(version=__version__, model=annotation.describe(self._nlp), known=known)

    def read(self, document: Document) -> tuple[Extraction, tuple[ClaimProfile, ...]]:
        """Read one document: evidence, whoever decides what of its entities, and what its claims are compared by."""
        [(_, doc)] = annotation.annotate([document], self._nlp)
        extraction = extract(document, doc)
        return extraction, profile_claims(extraction, doc)


def apply_decisions(
    extraction: Extraction, known: KnownEntities | None, decisions: Iterable[Decision] = ()
) -> Extraction:
    """Draw the chains of a document as people decided, and link them to what is known.

    Args:
        extraction: What was read in it.
        known: The user's own list of entities, or None.
        decisions: The decisions that stand.
    """
    return link(splitting.split_chains(extraction, decisions), known)


def apply_answers(extraction: Extraction, known: KnownEntities | None, answers: Answers) -> Reviewed:
    """Carry out on a document what persons said of it, and link its chains to what is known.

    Args:
        extraction: What was read in it.
        known: The user's own list of entities, or None.
        answers: What they said, of this document and others.
    """
    reviewed = applying.apply(extraction, answers.reviews)
    decided = apply_decisions(reviewed.extraction, known, answers.decisions)

    def find_sources(outcome: Outcome) -> Outcome:
        mentions = outcome.claim.sources if outcome.claim is not None else ()
        chains = (decided.mentions[mention].chain for mention in mentions)
        return replace(outcome, sources=tuple(sorted({chain for chain in chains if chain is not None})))

    return replace(reviewed, extraction=decided, outcomes=tuple(map(find_sources, reviewed.outcomes)))


def order(document: Document) -> tuple[str, ...]:
    """Return the key that documents are sorted by, so that of several with one text the same is always first."""
    known = (document.identifier, document.title, document.issued, document.publisher, document.source)
    return (document.key, *(value or "" for value in (*known, document.modified)))


@cache
def _load(model: str | None) -> Language:
    return annotation.load(model)
