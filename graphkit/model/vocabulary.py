"""The terms of the graph and the shapes of its addresses."""

from __future__ import annotations

from urllib.parse import quote

__all__ = [
    "BASE",
    "DCTERMS",
    "GK",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "WIKIDATA",
    "XSD",
    "Addresses",
]

GK = "https://w3id.org/graphkit/ns#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"
BASE = "https://example.org/kg/"

PREFIXES: dict[str, str] = {
    "dcterms": DCTERMS,
    "gk": GK,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "wd": WIKIDATA,
    "xsd": XSD,
}
"""The prefixes that queries may use unasked and that Turtle is written with (beside `ex:` for the base)."""


class Addresses:
    """Makes the address of everything in a graph below one base.

    Args:
        base: The base IRI, ending in '/'.

    >>> Addresses().document("0123456789abcdef")
    'https://example.org/kg/doc/0123456789abcdef'
    """

    __slots__ = ("base",)

    def __init__(self, base: str = BASE) -> None:
        self.base = base

    def document(self, key: str) -> str:
        """Address the document, which is also the name of its graph."""
        return f"{self.base}doc/{key}"

    def span(self, key: str, start: int, end: int) -> str:
        """Address a stretch of the document's text (RFC 5147), which is also its mention."""
        return f"{self.base}doc/{key}#char={start},{end}"

    def claim(self, key: str, name: str) -> str:
        """Address a claim; `name` is '12-40', with '.2' behind it for a second one of the same extent."""
        return f"{self.base}doc/{key}/claim/{name}"

    def statement(self, key: str, name: str) -> str:
        """Address a statement."""
        return f"{self.base}doc/{key}/statement/{name}"

    def role(self, key: str, name: str) -> str:
        """Address a role."""
        return f"{self.base}doc/{key}/role/{name}"

    def entity(self, slug: str) -> str:
        """Address an entity."""
        return f"{self.base}entity/{quote(slug, safe='-')}"

    def predicate(self, name: str) -> str:
        """Address a predicate that is no term of the ontology."""
        return f"{self.base}predicate/{quote(name, safe='-')}"

    def proposition(self, digest: str) -> str:
        """Address a proposition: the same node in every document."""
        return f"{self.base}proposition/{digest}"

    def run(self, digest: str) -> str:
        """Address a run of graphkit: what was used, not when."""
        return f"{self.base}run/{digest}"

    def identity(self, name: str) -> str:
        """Address a decision about identity."""
        return f"{self.base}identity/{quote(name, safe='-')}"

    def cluster(self, digest: str) -> str:
        """Address a cluster of claims that are one."""
        return f"{self.base}cluster/{digest}"

    def claim_decision(self, name: str) -> str:
        """Address a decision about whether two claims are one."""
        return f"{self.base}claim-decision/{quote(name, safe='-')}"

    def review(self, name: str) -> str:
        """Address what a person found of a claim or edge."""
        return f"{self.base}review/{quote(name, safe='-')}"

    def reviewer(self, name: str) -> str:
        """Address a person who reviews."""
        return f"{self.base}reviewer/{quote(name, safe='-')}"

    def difference(self, digest: str) -> str:
        """Address a disagreement of two claims, or the change of a quotation from one to the other."""
        return f"{self.base}difference/{digest}"

    def edit(self, digest: str) -> str:
        """Address what was edited from one version of an article to the next."""
        return f"{self.base}edit/{digest}"

    def graph(self, name: str) -> str:
        """Name one of the graphs that belong to no document.

        Args:
            name: 'corpus', 'duplicates', 'identity', 'matching', 'provenance' or 'reviews'; beside
                earlier versions 'versions'.
        """
        return f"{self.base}graph/{name}"
