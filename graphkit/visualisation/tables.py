"""Tables of a page's data: rows, of which the names of the fields and words that repeat stand there once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["Payload", "make_table"]

type Payload = dict[str, Any]


def make_table(records: Iterable[Payload], *, coded: Sequence[str] = ()) -> Payload:
    """Write records with the same fields as rows; empty values at the end of a row are left off.

    Args:
        records: The records.
        coded: Fields of few different words: each row has the position of its word in a list of them, `words`.
    """
    fields: list[str] = []
    rows = []
    words: dict[str, dict[str, int]] = {field: {} for field in coded}
    for record in records:
        fields = list(record)
        row = [words[f].setdefault(v, len(words[f])) if f in words and v else v for f, v in record.items()]
        while row and row[-1] in (None, "", []):
            row.pop()
        rows.append(row)
    table: Payload = {"fields": fields, "rows": rows}
    return {**table, "words": {field: list(known) for field, known in words.items()}} if words else table
