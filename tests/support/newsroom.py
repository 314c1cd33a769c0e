"""Write invented articles and the graph of what is said in them, for tests that need other news than the quarry's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.model.vocabulary import DCTERMS, GK, OA, RDF, SCHEMA, SKOS, XSD, Addresses

__all__ = ["Newsroom"]

_EX = Addresses()
_MATCHING = _EX.graph("matching")
_REJECTING = frozenset({"denies", "doubts", "rejects"})


class Newsroom:
    """A graph that grows article by article; every span is found in the text by what it says."""

    def __init__(self) -> None:
        self.store = Store()
        self._texts: dict[str, str] = {}

    @property
    def texts(self) -> Mapping[str, str]:
        return self._texts

    def write(self, text: str, *, title: str = "", issued: str = "", publisher: str = "") -> str:
        """Add an article; give its address."""
        document = _EX.document(hashlib.sha256(text.encode()).hexdigest()[:16])
        self._texts[document] = text
        self._say(document, document, f"{RDF}type", NamedNode(f"{GK}Document"))
        for name, value in (("title", title), ("issued", issued), ("publisher", publisher), ("identifier", "a.txt")):
            if value:
                self._say(document, document, DCTERMS + name, Literal(value))
        return document

    def name(self, document: str, name: str, kind: str = f"{SCHEMA}Person", *, link: str = "", slug: str = "") -> str:
        """Add somebody to an article; give the address."""
        who = _EX.entity(slug or hashlib.sha256(name.encode()).hexdigest()[:8])
        self._say(document, who, f"{RDF}type", NamedNode(kind))
        self._say(document, who, f"{SKOS}prefLabel", Literal(name))
        if link:
            self._say(document, who, f"{SKOS}exactMatch", NamedNode(link))
        return who

    def claim(
        self,
        document: str,
        source: str,
        cue: str,
        content: str,
        *,
        who: str | None = None,
        act: str = "asserts",
        outer: str = "",
        said: str = "",
    ) -> str:
        """Add what an article lets somebody say; give the claim's address.

        Args:
            document: The article.
            source: How the article names who says it; the first place of these words counts, here as below.
            cue: The verb.
            content: What is said.
            who: Address of the one who says it; None for nobody.
            act: What is done in saying it.
            outer: Address of the claim that this one stands in.
            said: The day.
        """
        text = self._texts[document]
        spans = {"source": source, "cue": cue, "content": content}
        places = {role: _find(text, words) for role, words in spans.items() if words}
        start, end = min(s for s, _ in places.values()), max(e for _, e in places.values())
        claim = f"{document}/claim/{start}-{end}"
        terms = {
            "act": act,
            "stance": "rejects" if act in _REJECTING else "affirms",
            "polarity": "positive",
            "certainty": "unspecified",
            "quotation": "indirect",
        }
        self._say(document, claim, f"{RDF}type", NamedNode(f"{GK}Claim"))
        self._say(document, claim, f"{GK}inDocument", NamedNode(document))
        for name, value in terms.items():
            self._say(document, claim, GK + name, NamedNode(GK + value))
        for name, value in (("cue", cue), ("content", content), ("utteredOn", said), ("rule", "clause")):
            if value:
                self._say(document, claim, GK + name, Literal(value))
        for name, value in (("source", who or ""), ("reportedIn", outer)):
            if value:
                self._say(document, claim, GK + name, NamedNode(value))
        for role, (first, last) in places.items():
            self._say(document, claim, f"{GK}{role}Span", NamedNode(self._span(document, first, last)))
        return claim

    def unite(self, *claims: str, least: int = 1, most: int = 1, reasons: Sequence[str] = ()) -> str:
        """Make claims one; give the cluster's address."""
        cluster = self._match("cluster", "ClaimCluster", *claims)
        for claim in claims:
            self._say(_MATCHING, claim, f"{GK}inCluster", NamedNode(cluster))
        for name, number in (("originsAtLeast", least), ("originsAtMost", most)):
            self._say(_MATCHING, cluster, GK + name, Literal(number))
        for reason in reasons:
            self._say(_MATCHING, cluster, f"{GK}supportedBy", Literal(reason))
        return cluster

    def oppose(self, one: str, other: str, kind: str, *words: tuple[str, str]) -> str:
        """Let two claims disagree; give the address.

        Args:
            one: A claim.
            other: Another one.
            kind: In what.
            words: Words in which they differ, each with the claim that has them.
        """
        node = self._match("difference", "Disagreement", one, other)
        self._say(_MATCHING, node, f"{GK}disagreesIn", NamedNode(GK + kind))
        return self._compare(node, one, other, words)

    def requote(self, one: str, other: str, kind: str, *words: tuple[str, str]) -> str:
        """Let two claims quote the same words differently, as `oppose` lets them disagree."""
        node = self._match("difference", "QuotationChange", one, other)
        self._say(_MATCHING, node, f"{GK}change", NamedNode(GK + kind))
        return self._compare(node, one, other, words)

    def answer(self, one: str, other: str, who: str) -> str:
        """Let somebody say that two claims are one; give the address of the answer."""
        node = self._match("claim-decision", "ClaimDecision", one, other)
        self._say(_MATCHING, node, f"{GK}answer", NamedNode(f"{GK}same"))
        self._say(_MATCHING, node, f"{DCTERMS}creator", Literal(who))
        for claim in (one, other):
            self._say(_MATCHING, node, f"{GK}between", NamedNode(claim))
        return node

    def _match(self, folder: str, kind: str, *claims: str) -> str:
        node = f"{_EX.base}{folder}/{hashlib.sha256(' '.join((kind, *claims)).encode()).hexdigest()[:16]}"
        self._say(_MATCHING, node, f"{RDF}type", NamedNode(GK + kind))
        if kind != "ClaimDecision":
            self._say(_MATCHING, node, f"{GK}rule", Literal("by hand"))
            self._say(_MATCHING, node, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
        return node

    def _compare(self, node: str, one: str, other: str, words: Sequence[tuple[str, str]]) -> str:
        for claim in (one, other):
            self._say(_MATCHING, node, f"{GK}between", NamedNode(claim))
        for claim, differing in words:
            document = claim.partition("/claim/")[0]
            start, end = _find(self._texts[document], differing)
            self._say(_MATCHING, node, f"{GK}differingSpan", NamedNode(f"{document}#char={start},{end}"))
            self._say(_MATCHING, node, f"{GK}differingWords", Literal(differing))
        return node

    def _span(self, document: str, start: int, end: int) -> str:
        span = f"{document}#char={start},{end}"
        self._say(document, span, f"{RDF}type", NamedNode(f"{GK}Span"))
        for name, at in (("start", start), ("end", end)):
            self._say(document, span, OA + name, Literal(str(at), datatype=NamedNode(f"{XSD}nonNegativeInteger")))
        self._say(document, span, f"{OA}exact", Literal(self._texts[document][start:end]))
        return span

    def _say(self, document: str, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.store.add(Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(document)))


def _find(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)
