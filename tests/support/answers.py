"""The answers that the named questions must give, and the articles that they are put to."""

from __future__ import annotations

from paths import DATA
from pyoxigraph import Store

from graphkit.files import resources
from graphkit.query.evaluation import run
from graphkit.store import GraphStore

__all__ = ["CHECKED", "EXAMPLES", "EXPECTED", "VALUES", "answer", "load_articles"]

ONTOLOGY = resources.ontology()
EXAMPLES = ONTOLOGY / "examples" / "valid"
CHECKED = DATA / "answers"
EXPECTED = ONTOLOGY / "queries" / "expected"
VALUES = {
    "claims-like": {"text": "the firm paid off public servants"},
    "dossier": {"who": "Corvo"},
    "search-claims": {"text": "BRIBED"},
    "who-said-what-about": {"about": "norvik"},
}
"""For questions that need a value: the one that their answer over the two articles is for."""
ELSEWHERE = {
    **dict.fromkeys(("changed-positions", "unnamed-chains"), "changed-positions"),
    **dict.fromkeys(("independent-sources", "near-duplicates"), "near-duplicates"),
    "reviews": "reviews",
    **dict.fromkeys(("edits", "earlier-versions"), "earlier-versions"),
    **dict.fromkeys(("disagreements", "origins", "quotation-history", "same-claim", "tensions"), "matching"),
}
"""Questions to which the two articles have no answer worth seeing, and the example that has one."""


def load_articles(name: str = "") -> Store:
    """Load the two articles, or the example that answers the question of a name."""
    store = Store()
    store.load(path=str(EXAMPLES / f"{ELSEWHERE.get(name, 'two-articles')}.trig"))
    return store


def answer(store: GraphStore, name: str, values: dict[str, dict[str, str]]) -> tuple[str, bytes]:
    """Give the name of the file that holds an answer, and what should be in it."""
    result = run(store, name, values.get(name))
    if result.kind == "graph":
        return f"{name}.ttl", result.serialize("turtle")
    return f"{name}.csv", result.serialize("csv").replace(b"\r\n", b"\n")
