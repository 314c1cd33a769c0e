"""The graphs that belong to no document: what stands in each of them of every subject, and in which version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.corpus.rendering import write_lines
from graphkit.files import collector
from graphkit.model.vocabulary import Addresses
from graphkit.rdf import corpus as sharing
from graphkit.rdf import duplicates as repetition
from graphkit.rdf import identity, matching, provenance, reviews

if TYPE_CHECKING:
    from graphkit.corpus.planning import Plan

__all__ = ["Common", "list_common"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A graph that belongs to no document.

    Args:
        versions: The version of what is said of each subject, by the subject's address.
        write: Writes what is said of some subjects as N-Triples; of all of them where it is given None.
    """

    versions: Mapping[str, str]
    write: Callable[[Collection[str] | None], bytes]


@collector.paused()
def list_common(plan: Plan) -> dict[str, Common]:
    """List the graphs that belong to no document, by name.

    Args:
        plan: What there is to write.
    """
    addresses, run, manifest = Addresses(plan.corpus.base), plan.made_by, plan.corpus.manifest
    originals = {copy.document: copy.of for copy in plan.repeated}
    things = (*plan.list_shared(addresses), *manifest.list_shared())
    shared = sharing.share(things, originals)

    def write_identity(names: Collection[str] | None) -> bytes:
        return write_lines(identity.to_quads(plan.resolution, addresses=addresses, run=run, only=names))

    return {
        "corpus": _make(write_lines(sharing.to_quads(shared, addresses=addresses, run=run))),
        "duplicates": _make(write_lines(repetition.to_quads(plan.repeated, addresses=addresses, run=run))),
        "identity": Common(
            versions=identity.list_versions(plan.resolution, addresses=addresses, run=run), write=write_identity
        ),
        "matching": _make(write_lines(matching.to_quads(plan.matching, addresses=addresses, run=run))),
        "provenance": _make(write_lines(provenance.to_quads(run, addresses))),
        "reviews": _make(write_lines(reviews.to_quads(plan.list_reviews(), addresses=addresses))),
    }


def _make(lines: bytes) -> Common:
    """Make a graph of its N-Triples."""
    subjects: dict[str, list[bytes]] = {}
    for line in lines.splitlines(keepends=True):
        subjects.setdefault(line[1 : line.index(b">")].decode(), []).append(line)
    written = {subject: b"".join(sorted(lines)) for subject, lines in subjects.items()}

    def write(names: Collection[str] | None) -> bytes:
        return lines if names is None else b"".join(written[name] for name in names)

    return Common(
        versions={subject: hashlib.sha256(lines).hexdigest()[:16] for subject, lines in written.items()}, write=write
    )
