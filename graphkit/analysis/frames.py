"""List what a graph holds as tables: plain columns of text, numbers and lists, for pandas and Parquet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.analysis.network import Records, read
from graphkit.errors import OptionalDependencyError, QueryError
from graphkit.model import AXES

if TYPE_CHECKING:
    import pandas

    from graphkit.store import GraphStore

__all__ = ["DECIMALS", "INTEGERS", "LISTS", "TABLES", "list_claims", "make_frame"]

type Columns = dict[str, list[object]]

INTEGERS = frozenset({"start", "end", "valence", "claims_made", "origins_at_least", "origins_at_most"})
"""The columns of whole numbers."""

DECIMALS = frozenset({"confidence"})
"""The columns of other numbers."""

LISTS = frozenset(
    {
        *("source", "source_label", "addressee", "addressee_label", "about", "about_label"),
        *("disagrees_with", "disagrees_in", "quoted_otherwise_in", "quotation_change"),
        *("aliases", "kinds", "one_source", "other_source", "one_words", "other_words"),
        *("claims", "contents", "reasons"),
    }
)
"""The columns of lists of texts; all others are of texts."""


def list_claims(records: Records) -> Columns:
    """List the claims, one a row, with the cluster of each and the claims it disagrees with or quotes differently."""
    labels = records.label_parties()
    articles = {article.iri: article for article in records.articles}
    claims = records.utterances
    columns: Columns = {
        "claim": [claim.iri for claim in claims],
        "document": [claim.document or None for claim in claims],
    }
    for name in ("identifier", "title", "issued", "publisher", "near_duplicate_of"):
        found = [getattr(articles.get(claim.document), name, None) for claim in claims]
        columns[f"article_{name}"] = [value or None for value in found]
    for name, member in (("source", "sources"), ("addressee", "addressees"), ("about", "about")):
        groups = [getattr(claim, member) for claim in claims]
        columns[name] = [list(group) for group in groups]
        columns[f"{name}_label"] = [_label(group, labels) for group in groups]
    for name in (*AXES, "cue", "content", "rule"):
        columns[name] = [getattr(claim, name) or None for claim in claims]
    columns["uttered_on"] = [claim.date or None for claim in claims]
    columns["reported_in"] = [claim.outer or None for claim in claims]
    columns["confidence"] = [claim.confidence for claim in claims]
    columns |= _list_matches(records)
    for index, name in enumerate(("start", "end")):
        columns[name] = [claim.extent[index] for claim in claims]
    return columns


def _list_matches(records: Records) -> Columns:
    clusters = records.matches.find_clusters()
    conflicts, changes = records.matches.find_conflicts(), records.matches.find_changes()
    own = [clusters.get(claim.iri) for claim in records.utterances]
    against = [conflicts.get(claim.iri, ()) for claim in records.utterances]
    changed = [changes.get(claim.iri, ()) for claim in records.utterances]
    return {
        "cluster": [cluster and cluster.iri for cluster in own],
        "origins_at_least": [cluster and cluster.origins_at_least for cluster in own],
        "origins_at_most": [cluster and cluster.origins_at_most for cluster in own],
        "disagrees_with": [[other for other, _ in pairs] for pairs in against],
        "disagrees_in": [[", ".join(conflict.kinds) for _, conflict in pairs] for pairs in against],
        "quoted_otherwise_in": [[other for other, _ in pairs] for pairs in changed],
        "quotation_change": [[change.kind for _, change in pairs] for pairs in changed],
    }


def _list_entities(records: Records) -> Columns:
    parties = records.parties
    made = Counter(source for claim in records.utterances for source in claim.sources)
    return {
        "entity": [party.iri for party in parties],
        "label": [party.label for party in parties],
        "kind": [party.kind for party in parties],
        "aliases": [list(party.aliases) for party in parties],
        "link": [party.link or None for party in parties],
        "claims_made": [made[party.iri] for party in parties],
    }


def _list_statements(records: Records) -> Columns:
    labels, relations = records.label_parties(), records.relations
    return {
        "statement": [relation.statement for relation in relations],
        "subject": [relation.subject for relation in relations],
        "subject_label": [labels.get(relation.subject) for relation in relations],
        "predicate": [relation.predicate for relation in relations],
        "predicate_label": [relation.label for relation in relations],
        "object": [relation.object for relation in relations],
        "object_label": [labels.get(relation.object) for relation in relations],
        "valence": [relation.valence for relation in relations],
        "document": [relation.document for relation in relations],
        "claim": [relation.claim or None for relation in relations],
        "rule": [relation.rule or None for relation in relations],
    }


def _list_disagreements(records: Records) -> Columns:
    labels, claims = records.label_parties(), {claim.iri: claim for claim in records.utterances}
    # a graph that was changed by hand may match what is no claim
    conflicts = [one for one in records.matches.conflicts if one.one in claims and one.other in claims]
    columns: Columns = {
        "disagreement": [conflict.iri for conflict in conflicts],
        "kinds": [list(conflict.kinds) for conflict in conflicts],
        "confidence": [conflict.confidence for conflict in conflicts],
    }
    for name in ("one", "other"):
        sides = [claims[getattr(conflict, name)] for conflict in conflicts]
        columns[name] = [claim.iri for claim in sides]
        columns[f"{name}_source"] = [_label(claim.sources, labels) for claim in sides]
        columns[f"{name}_content"] = [claim.content or None for claim in sides]
        columns[f"{name}_document"] = [claim.document or None for claim in sides]
        differing = [getattr(conflict, f"{name}s") for conflict in conflicts]
        columns[f"{name}_words"] = [[stretch.words for stretch in stretches] for stretches in differing]
    return columns


def _list_clusters(records: Records) -> Columns:
    clusters = records.matches.clusters
    contents = {claim.iri: claim.content for claim in records.utterances}
    return {
        "cluster": [cluster.iri for cluster in clusters],
        "claims": [list(cluster.claims) for cluster in clusters],
        "contents": [[contents.get(claim, "") for claim in cluster.claims] for cluster in clusters],
        "origins_at_least": [cluster.origins_at_least for cluster in clusters],
        "origins_at_most": [cluster.origins_at_most for cluster in clusters],
        "confidence": [cluster.confidence for cluster in clusters],
        "reasons": [list(cluster.reasons) for cluster in clusters],
    }


def _label(addresses: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    return [labels.get(address, address) for address in addresses]


TABLES: Mapping[str, Callable[[Records], Columns]] = {
    "claims": list_claims,
    "entities": _list_entities,
    "statements": _list_statements,
    "disagreements": _list_disagreements,
    "clusters": _list_clusters,
}
"""What makes the columns of each table, by its name."""


def make_frame(store: GraphStore, name: str) -> pandas.DataFrame:
    """Make a data frame of one table of a graph, sorted by address.

    Args:
        store: The graph: one named graph per document.
        name: One of `TABLES`.

    Returns:
        A frame with the same columns whatever the graph holds; a text that is not there is None, a number is NA.

    Raises:
        QueryError: There is no such table.
        OptionalDependencyError: pandas is not installed.
    """
    if name not in TABLES:
        raise QueryError(f"{name!r} is no table of a graph; choose one of {', '.join(TABLES)}")
    try:
        import pandas
    except ImportError as error:
        raise OptionalDependencyError(
            "A data frame needs pandas: install it with `pip install 'graphkit[frames]'`"
        ) from error
    columns = TABLES[name](read(store))
    # said of each column: of an empty one pandas would guess, and of one with gaps it makes floats
    return pandas.DataFrame(
        {column: pandas.Series(values, dtype=_find_type(column)) for column, values in columns.items()}
    )


def _find_type(column: str) -> str:
    return "Int64" if column in INTEGERS else "float64" if column in DECIMALS else "object"
