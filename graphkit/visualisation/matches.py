"""Turn how claims match into rows of the page's data, which refer to claims by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphkit.analysis.network.matches import ChangedQuotation, Conflict, Stretch
from graphkit.visualisation.scene import Scene

__all__ = ["list_changes", "list_clusters", "list_conflicts"]


def list_clusters(scene: Scene, readings: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """List the clusters of which the page holds two claims or more.

    Args:
        scene: The scene.
        readings: The number of each claim of the page.

    Returns:
        The claims of each in the order in which they were published, and what is said of all of its claims.
    """
    issued = {article.iri: article.issued for article in scene.articles}
    for cluster in scene.matches.clusters:
        held = [iri for iri in cluster.claims if iri in readings]
        if len(held) > 1:
            # a claim without a date comes last
            held.sort(key=lambda iri: (not issued.get(_document(iri)), issued.get(_document(iri)), readings[iri]))
            yield {
                "claims": [readings[iri] for iri in held],
                "articles": len({_document(iri) for iri in cluster.claims}),
                "least": cluster.origins_at_least,
                "most": cluster.origins_at_most,
                "confidence": cluster.confidence,
                "left": len(cluster.claims) - len(held),
                "reasons": list(cluster.reasons),
            }


def list_conflicts(scene: Scene, readings: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """List the pairs of claims of the page that cannot both be so, the likeliest first."""
    for found in sorted(scene.matches.conflicts, key=lambda found: (-found.confidence, found.iri)):
        yield from _pair(found, found.kinds, readings)


def list_changes(scene: Scene, readings: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """List the pairs of claims of the page that quote the same words differently."""
    for found in scene.matches.changes:
        yield from _pair(found, (found.kind,), readings)


def _pair(
    found: Conflict | ChangedQuotation, kinds: Iterable[str], readings: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    if found.one in readings and found.other in readings:
        yield {
            "one": readings[found.one],
            "other": readings[found.other],
            "kinds": list(kinds),
            "ones": _flatten(found.ones),
            "others": _flatten(found.others),
        }


def _flatten(stretches: Sequence[Stretch]) -> list[int]:
    return [bound for stretch in stretches for bound in (stretch.start, stretch.end)]


def _document(claim: str) -> str:
    return claim.partition("/claim/")[0]
