"""The index of articles as a page. It is made in a process of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit import pipeline
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.server.who import link_entity
from graphkit.store import GraphStore
from graphkit.store.tables import read_first, select

__all__ = ["render_index"]

# loaded here, so that a new process has the template compiled
_TEMPLATE = load_template("index.html.j2")
_TERMS = ("dcterms:identifier", "dcterms:title", "dcterms:issued", "dcterms:publisher", "gk:nearDuplicateOf")
_CLAIMS = """
SELECT ?document (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a gk:Claim ; gk:inDocument ?document } GROUP BY ?document
"""

_OUTLETS = "SELECT DISTINCT ?outlet ?name WHERE { ?outlet a schema:Organization ; skos:prefLabel ?name }"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An article as it is listed; `key` and `repeats` are the last parts of addresses, the second often empty.

    `name` is what the input called it; '' where that is its title.

    `outlet` is where the page on its publisher is; '' where no article speaks of it.
    """

    key: str
    title: str
    name: str
    issued: str
    publisher: str
    outlet: str
    claims: int
    repeats: str


def render_index(folder: Path) -> Reply:
    """Render a page that lists the articles, the latest first, and those without a day last.

    Args:
        folder: The output folder of graphkit.
    """
    rows = sorted(_list_articles(pipeline.open_graph(folder, whole=False).store), key=lambda row: (row.title, row.key))
    rows.sort(key=lambda row: row.issued, reverse=True)
    # a column in which nothing stands is left out
    page = _TEMPLATE.render(
        rows=rows, published=any(row.publisher for row in rows), dated=any(row.issued for row in rows)
    )
    return Reply(body=page.encode(), kind=HTML)


def _list_articles(store: GraphStore) -> Iterator[_Row]:
    outlets: dict[str, str] = {}
    for outlet, name in sorted(select(store, _OUTLETS)):
        outlets.setdefault(name.casefold(), outlet)
    claims = Counter({document: int(number) for document, number in select(store, _CLAIMS)})
    for iri, row in read_first(store, "?thing a gk:Document", _TERMS).items():
        yield _Row(
            key=iri.rpartition("/")[2],
            title=row["dcterms:title"] or row["dcterms:identifier"] or iri,
            name=row["dcterms:identifier"] if row["dcterms:title"] not in ("", row["dcterms:identifier"]) else "",
            issued=row["dcterms:issued"],
            publisher=row["dcterms:publisher"],
            outlet=link_entity(outlets.get(row["dcterms:publisher"].casefold(), "")),
            claims=claims[iri],
            repeats=row["gk:nearDuplicateOf"].rpartition("/")[2],
        )
