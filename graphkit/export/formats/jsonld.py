"""Write JSON-LD that can be read offline: its context stands in it, and no other is ever asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from graphkit.export import streaming
from graphkit.export.registry import OutputFormat, Target
from graphkit.files import resources
from graphkit.model.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode

    from graphkit.store import GraphStore

__all__ = ["FORMATS", "read_context"]

# What JSON calls a number is a floating-point one to many readers: a larger integer would lose its last digits.
_LARGEST = 2**53
_INTEGER = re.compile(r"(0|-?[1-9]\d{0,15})\Z", re.ASCII)


@cache
def read_context() -> Mapping[str, Any]:
    """Read the context that comes with the ontology: the prefixes, and which terms lead to addresses."""
    text = (resources.ontology() / "context.jsonld").read_text(encoding="utf-8")
    context: Mapping[str, Any] = json.loads(text)["@context"]
    return context


def write(store: GraphStore, target: Target) -> None:
    """Write JSON-LD: one object a graph, and in it one a subject, in the order of reading.

    Args:
        store: The graph.
        target: What to write to; its prefixes are added to those of the context.
    """
    from pyoxigraph import DefaultGraph

    context = {**read_context(), **target.prefixes}
    terms = ",\n".join(f" {json.dumps(term)}: {json.dumps(value)}" for term, value in context.items())
    target.file.write(f'{{\n"@context": {{\n{terms}\n}},\n"@graph": ['.encode())
    plain = _Writer(context)
    separator = b"\n"
    for graph in streaming.list_graphs(store):
        named = not isinstance(graph, DefaultGraph)
        writer = plain.spare([str(graph)])
        opening = _dump({**writer.local, "@id": writer.name(str(graph))})[:-2] + b',\n "@graph": [\n' if named else b""
        empty = True
        for subject in streaming.read_subjects(store, [graph], target.folder):
            described = _dump(writer.describe(streaming.to_lines(subject)))
            target.file.write(separator + (opening if empty else b"") + described)
            separator, empty = b",\n", False
        target.file.write(b"\n]}" if named and not empty else b"")
    target.file.write(b"\n]\n}\n")


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


class _Writer:
    """Abbreviates by a context.

    Args:
        context: What a prefix stands for, and what kind of value a term has.
        spared: The prefixes of the context that are not to be used.
    """

    def __init__(self, context: Mapping[str, Any], spared: frozenset[str] = frozenset()) -> None:
        self._context = context
        self._spared = spared
        used = {term: value for term, value in context.items() if term.partition(":")[0] not in spared}
        self._types = {term: value["@type"] for term, value in used.items() if isinstance(value, dict)}
        namespaces = [(value, term) for term, value in used.items() if isinstance(value, str)]
        # The longest comes first: what is below doc/ is below the base too.
        self._namespaces = sorted(namespaces, key=lambda pair: -len(pair[0]))
        self.name = lru_cache(4096)(self._name)

    @property
    def local(self) -> dict[str, Any]:
        """What an object has to say of its own where a prefix is not to be used in it."""
        return {"@context": dict.fromkeys(sorted(self._spared))} if self._spared else {}

    def spare(self, terms: Iterable[str]) -> _Writer:
        """Return a writer for terms of which <doc:1> would be read as abbreviated by the prefix 'doc'."""
        schemes = {term[1:].partition(":")[0] for term in terms if term.startswith("<")}
        more = self._spared | {scheme for scheme in schemes if scheme in self._context}
        return self if more == self._spared else _Writer(self._context, more)

    def describe(self, lines: bytes) -> dict[str, Any]:
        """Describe a subject, given lines of N-Triples about it."""
        import pyoxigraph
        from pyoxigraph import Literal, RdfFormat

        triples = [quad.triple for quad in pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES)]
        terms = (str(term) for triple in triples for term in triple if not isinstance(term, Literal))
        writer = self.spare(terms)
        values: dict[str, list[Any]] = {}
        for _, predicate, value in triples:
            name = writer.name(str(predicate))
            if predicate.value == f"{RDF}type" and not isinstance(value, Literal):
                values.setdefault("@type", []).append(writer.name(str(value)))
            else:
                values.setdefault(name, []).append(writer.value(value, name))
        new = {} if writer is self else writer.local
        few = {name: group[0] if len(group) == 1 else group for name, group in values.items()}
        return {**new, "@id": writer.name(str(triples[0].subject)), **few}

    def value(self, term: NamedNode | BlankNode | Literal, name: str) -> Any:  # noqa: ANN401
        """Write a value, shorter where the context tells of what kind the values of that name are."""
        from pyoxigraph import Literal

        expected = self._types.get(name)
        if not isinstance(term, Literal):
            return self.name(str(term)) if expected == "@id" else {"@id": self.name(str(term))}
        text, kind = term.value, term.datatype.value
        if term.language:
            return {"@value": text, "@language": term.language}
        if expected == self.name(str(term.datatype)):
            return text
        if kind == f"{XSD}string":
            return {"@value": text} if expected else text
        if not expected and kind == f"{XSD}boolean" and text in ("true", "false"):
            return text == "true"
        if not expected and kind == f"{XSD}integer" and _INTEGER.match(text) and abs(int(text)) < _LARGEST:
            return int(text)
        return {"@value": text, "@type": self.name(str(term.datatype))}

    def _name(self, term: str) -> str:
        """Abbreviate a term that is no text, as N-Triples writes it."""
        if term.startswith("_:"):
            return term
        iri = term[1:-1]
        for namespace, prefix in self._namespaces:
            rest = iri.removeprefix(namespace)
            # 'doc://…' would be an address of its own
            if rest != iri and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return iri


FORMATS = (OutputFormat(name="jsonld", title="JSON-LD", kind="dataset", write=write, suffixes=("json",)),)
