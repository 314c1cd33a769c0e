"""List the claims and statements of a package, each with its sentence word for word and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.analysis.frames import list_claims
from graphkit.analysis.network import Records
from graphkit.analysis.sentences import sentence
from graphkit.files import sheets
from graphkit.model.vocabulary import GK
from graphkit.store.tables import read_first

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["claim_rows", "dump_lines", "dump_sheet", "statement_rows"]

_LEFT_OUT = ("source", "addressee", "about", "quotation_change", "quoted_otherwise_in")
_STATEMENT = (
    *("gk:inDocument", "rdf:subject", "rdf:predicate", "rdf:object", "gk:polarity", "gk:certainty"),
    *("gk:within", "gk:derivedFrom", "gk:rule"),
)
_PARTS = {"source": "source_span", "cue": "cue_span", "content": "content_span"}


def claim_rows(records: Records, texts: Mapping[str, str], hashes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the claims, sorted by address.

    Args:
        records: What was read out of the graph.
        texts: The articles' texts by the address of their document.
        hashes: The SHA-256 of each.

    Returns:
        Rows with the same columns; offsets are code points into the text whose hash the row gives.
    """
    columns = {name: values for name, values in list_claims(records).items() if name not in _LEFT_OUT}
    for number, address in enumerate(columns["claim"]):
        row = {name: values[number] for name, values in columns.items()}
        document = str(row["document"])
        yield {**row, **_locate(records, str(address), texts[document]), "article_sha256": hashes[document]}


def statement_rows(
    store: GraphStore, records: Records, texts: Mapping[str, str], hashes: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the statements, sorted by address; see `claim_rows`."""
    labels = records.label_parties()
    names = read_first(store, "?thing rdfs:subPropertyOf gk:relatesTo", ("rdfs:label",))
    for address, row in read_first(store, "?thing a gk:Statement", _STATEMENT).items():
        document, predicate = row["gk:inDocument"], row["rdf:predicate"]
        yield {
            "statement": address,
            "document": document,
            "subject": labels.get(row["rdf:subject"], row["rdf:subject"]),
            "predicate": names[predicate]["rdfs:label"] if predicate in names else predicate,
            "object": labels.get(row["rdf:object"], row["rdf:object"]),
            "polarity": row["gk:polarity"].removeprefix(GK),
            "certainty": row["gk:certainty"].removeprefix(GK),
            "within": row["gk:within"],
            "derived_from": row["gk:derivedFrom"],
            "rule": row["gk:rule"],
            **_locate(records, str(address), texts[document]),
            "article_sha256": hashes[document],
        }


def _locate(records: Records, address: str, text: str) -> dict[str, Any]:
    """Locate a thing in its article, and give the sentence around it."""
    places = records.places.get(address, ())
    if not places:
        return {}
    start, end = min(place.start for place in places), max(place.end for place in places)
    first, last = sentence(text, start, end)
    spans = {
        column: "; ".join(f"{place.start}-{place.end}" for place in places if place.part == part)
        for part, column in _PARTS.items()
    }
    where = {"start": start, "end": end, "sentence_start": first, "sentence_end": last, "sentence": text[first:last]}
    return {**spans, **where}


def dump_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as JSON Lines, without what they have not."""
    kept = ({name: value for name, value in row.items() if value not in (None, "", [])} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept).encode("utf-8", "surrogatepass")


def dump_sheet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write rows as a table for a spreadsheet: a cell that would run as a formula has an apostrophe before it."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return sheets.dump(({name: _spell(row.get(name)) for name in columns} for row in rows), columns)


def _spell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
