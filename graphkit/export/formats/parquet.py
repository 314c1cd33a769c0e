"""Write the claims as one table in Parquet, for DuckDB, pandas, Polars and Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.errors import OptionalDependencyError
from graphkit.export.registry import OutputFormat, Target

if TYPE_CHECKING:
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
    from graphkit.analysis import frames, network

    columns = frames.list_claims(network.read(store))
    text = pyarrow.string()
    kinds = {
        **dict.fromkeys(frames.INTEGERS, pyarrow.int64()),
        **dict.fromkeys(frames.DECIMALS, pyarrow.float64()),
        **dict.fromkeys(frames.LISTS, pyarrow.list_(text)),
    }
    schema = pyarrow.schema([(name, kinds.get(name, text)) for name in columns], metadata={"description": _NOTE})
    parquet.write_table(pyarrow.table(columns, schema=schema), target.file)


FORMATS = (
    OutputFormat(
        name="parquet", title="Parquet, a row a claim", kind="claims", write=write, help="needs the extra 'parquet'"
    ),
)
