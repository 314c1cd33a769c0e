"""Write the claims as one table in Parquet, for DuckDB, pandas, Polars and Spark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graphkit.errors import OptionalDependencyError
from graphkit.export.registry import OutputFormat, Target
from graphkit.model import AXES

if TYPE_CHECKING:
    from graphkit.analysis.network import Records
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_NOTE = "A row is a claim: an article reports that somebody says so. It is not said that what they say is true."


def write(store: GraphStore, target: Target) -> None:
    """Write one row a claim, sorted by address; the bytes are the same for the same release of pyarrow.

    Raises:
        OptionalDependencyError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OptionalDependencyError(
            "Parquet needs pyarrow: install it with `pip install 'graphkit[parquet]'`"
        ) from error
    from graphkit.analysis import network

    records = network.read(store)
    labels = records.label_parties()
    articles = {article.iri: article for article in records.articles}
    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    columns: dict[str, tuple[object, list[object]]] = {}

    def add(name: str, kind: object, values: list[object]) -> None:
        columns[name] = (kind, values)

    claims = records.utterances
    add("claim", text, [claim.iri for claim in claims])
    add("document", text, [claim.document or None for claim in claims])
    for name in ("identifier", "title", "issued", "publisher", "near_duplicate_of"):
        found = [getattr(articles.get(claim.document), name, None) for claim in claims]
        add(f"article_{name}", text, [value or None for value in found])
    for name, member in (("source", "sources"), ("addressee", "addressees"), ("about", "about")):
        groups = [getattr(claim, member) for claim in claims]
        add(name, texts, [list(group) for group in groups])
        add(f"{name}_label", texts, [[labels.get(iri, iri) for iri in group] for group in groups])
    for name in (*AXES, "cue", "content", "rule"):
        add(name, text, [getattr(claim, name) or None for claim in claims])
    add("uttered_on", text, [claim.date or None for claim in claims])
    add("reported_in", text, [claim.outer or None for claim in claims])
    add("confidence", pyarrow.float64(), [claim.confidence for claim in claims])
    _add_matches(add, records)
    for index, name in enumerate(("start", "end")):
        add(name, pyarrow.int64(), [claim.extent[index] for claim in claims])
    schema = pyarrow.schema([(name, kind) for name, (kind, _) in columns.items()], metadata={"description": _NOTE})
    table = pyarrow.table({name: values for name, (_, values) in columns.items()}, schema=schema)
    parquet.write_table(table, target.file)


def _add_matches(add: Callable[[str, object, list[object]], None], records: Records) -> None:
    """Add the cluster of each claim, and the claims that it disagrees with or quotes differently."""
    import pyarrow

    claims, text, count = records.utterances, pyarrow.string(), pyarrow.int64()
    clusters = records.matches.find_clusters()
    own = [clusters.get(claim.iri) for claim in claims]
    add("cluster", text, [cluster and cluster.iri for cluster in own])
    add("origins_at_least", count, [cluster and cluster.origins_at_least for cluster in own])
    add("origins_at_most", count, [cluster and cluster.origins_at_most for cluster in own])
    texts = pyarrow.list_(text)
    conflicts, changes = records.matches.find_conflicts(), records.matches.find_changes()
    against = [conflicts.get(claim.iri, ()) for claim in claims]
    add("disagrees_with", texts, [[other for other, _ in pairs] for pairs in against])
    add("disagrees_in", texts, [[", ".join(conflict.kinds) for _, conflict in pairs] for pairs in against])
    changed = [changes.get(claim.iri, ()) for claim in claims]
    add("quoted_otherwise_in", texts, [[other for other, _ in pairs] for pairs in changed])
    add("quotation_change", texts, [[change.kind for _, change in pairs] for pairs in changed])


FORMATS = (
    OutputFormat(
        name="parquet", title="Parquet, a row a claim", kind="claims", write=write, help="needs the extra 'parquet'"
    ),
)
