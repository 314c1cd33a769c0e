"""Check quickly that a graph meets the shapes, so that only a graph of which this is not certain is put to pyshacl.

A conforming graph is the usual case, and pyshacl takes a third of a second for it. What is read here of SHACL is what
the ontology's shapes use; where they used anything else, or a value is of no kind known here, the answer is 'not sure'
and pyshacl decides. So this may err on one side only, and the tests hold it to what pyshacl finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from graphkit.files import resources
from graphkit.model.vocabulary import RDF, RDFS, XSD
from graphkit.rdf.validation.findings import SH
from graphkit.rdf.validation.index import Index, Properties, Term, make_index

__all__ = ["surely_conforms"]

Test = Callable[[Sequence[Term], Properties], bool]

_KINDS = {"IRI": NamedNode, "Literal": Literal}
_SAID = frozenset((f"{RDF}type", f"{SH}path", f"{SH}message", f"{SH}severity", f"{SH}name", f"{SH}description"))
_TARGETS = frozenset((f"{SH}targetClass", f"{SH}targetSubjectsOf", f"{SH}targetObjectsOf"))
_LEXICAL = {
    f"{XSD}string": re.compile(r".*", re.DOTALL),
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}decimal": re.compile(r"[+-]?\d+(\.\d+)?"),
    f"{XSD}integer": re.compile(r"[+-]?\d+"),
    f"{XSD}date": re.compile(
        r"[12]\d{3}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    ),
    f"{XSD}gYearMonth": re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])"),
    f"{XSD}gYear": re.compile(r"[12]\d{3}"),
}
"""The values of each datatype that are surely well formed; of a 29 February, pyshacl is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Which nodes a shape looks at, and what it asks of the values of each property."""

    classes: frozenset[Term]
    subjects: frozenset[str]
    objects: frozenset[str]
    asked: tuple[tuple[tuple[str, ...], tuple[Test, ...]], ...]


class _UnknownError(Exception):
    """A shape uses what is not read here."""


def surely_conforms(index: Index) -> bool:
    """Check whether a graph certainly meets the ontology's shapes.

    Args:
        index: The triples of the graph.

    Returns:
        False also where it may meet them, but that is not sure.
    """
    shapes = _load()
    if shapes is None:
        return False
    if any(f"{RDFS}subClassOf" in properties for properties in index.values()):
        return False
    subjects = {name for shape in shapes for name in shape.subjects}
    objects = {name for shape in shapes for name in shape.objects}
    by_class: dict[Term, list[Term]] = {}
    by_property: dict[str, list[Term]] = {}
    values: dict[str, set[Term]] = {}
    for node, properties in index.items():
        for kind in properties.get(f"{RDF}type", ()):
            by_class.setdefault(kind, []).append(node)
        for name in properties.keys() & subjects:
            by_property.setdefault(name, []).append(node)
        for name in properties.keys() & objects:
            values.setdefault(name, set()).update(properties[name])
    for shape in shapes:
        nodes = {node for kind in shape.classes for node in by_class.get(kind, ())}
        nodes.update(node for name in shape.subjects for node in by_property.get(name, ()))
        nodes.update(
            value for name in shape.objects for value in values.get(name, ()) if not isinstance(value, Literal)
        )
        for node in nodes:
            properties = index.get(node, {})
            for path, tests in shape.asked:
                found = properties.get(path[0], []) if len(path) == 1 else _gather(properties, path)
                if not all(test(found, properties) for test in tests):
                    return False
    return True


def _gather(properties: Properties, path: Iterable[str]) -> list[Term]:
    return list({value for name in path for value in properties.get(name, ())})


@cache
def _load() -> tuple[_Shape, ...] | None:
    """Read the shapes; None where they use what is not read here."""
    index = make_index(pyoxigraph.parse(path=resources.ontology() / "shapes" / "graphkit.ttl"))
    kind = NamedNode(f"{SH}NodeShape")
    try:
        return tuple(
            _read_shape(index, properties) for properties in index.values() if kind in properties.get(f"{RDF}type", ())
        )
    except _UnknownError:
        return None


def _read_shape(index: Index, properties: Properties) -> _Shape:
    if properties.keys() - _TARGETS - {f"{RDF}type", f"{SH}property"}:
        raise _UnknownError
    return _Shape(
        classes=frozenset(properties.get(f"{SH}targetClass", ())),
        subjects=frozenset(_iri(term) for term in properties.get(f"{SH}targetSubjectsOf", ())),
        objects=frozenset(_iri(term) for term in properties.get(f"{SH}targetObjectsOf", ())),
        asked=tuple(
            (_read_path(index, index[asked]), tuple(_read_tests(index, index[asked])))
            for asked in properties.get(f"{SH}property", ())
        ),
    )


def _read_path(index: Index, properties: Properties) -> tuple[str, ...]:
    [path] = properties[f"{SH}path"]
    if isinstance(path, NamedNode):
        return (path.value,)
    if index[path].keys() != {f"{SH}alternativePath"}:
        raise _UnknownError
    return tuple(_iri(term) for term in _list(index, index[path][f"{SH}alternativePath"][0]))


def _read_tests(index: Index, properties: Properties) -> Iterator[Test]:
    """Make a test of each thing that a shape asks of values."""
    for name, wanted in properties.items():
        if name in _SAID:
            continue
        make = _MAKERS.get(name.removeprefix(SH))
        if make is None:
            raise _UnknownError
        for term in wanted:
            yield make(index, term)


def _list(index: Index, head: Term) -> list[Term]:
    found = []
    while head in index:
        found.append(index[head][f"{RDF}first"][0])
        head = index[head][f"{RDF}rest"][0]
    return found


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise _UnknownError
    return term.value


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def _number(term: Term) -> Decimal:
    """Read a number; what is none is like no number, and compares as nothing."""
    if not isinstance(term, Literal) or not term.datatype.value.startswith(XSD):
        return Decimal("NaN")
    try:
        return Decimal(term.value)
    except InvalidOperation:
        return Decimal("NaN")


def _compares(one: Decimal, other: Decimal) -> bool:
    return one.is_finite() and other.is_finite() and one <= other


def _of_each(test: Callable[[Term], bool]) -> Test:
    return lambda values, _: all(map(test, values))


def _make_datatype(_: Index, kind: Term) -> Test:
    wanted = _LEXICAL.get(_text(kind))
    if wanted is None:
        raise _UnknownError
    return _of_each(lambda v: isinstance(v, Literal) and v.datatype == kind and bool(wanted.fullmatch(v.value)))


def _make_kind(_: Index, kind: Term) -> Test:
    wanted = _KINDS.get(_text(kind).removeprefix(SH))
    if wanted is None:
        raise _UnknownError
    return _of_each(lambda value: isinstance(value, wanted))


def _make_pattern(_: Index, pattern: Term) -> Test:
    wanted = re.compile(_text(pattern))
    return _of_each(lambda value: not isinstance(value, BlankNode) and wanted.search(_text(value)) is not None)


def _make_or(index: Index, head: Term) -> Test:
    choices = [tuple(_read_tests(index, index[choice])) for choice in _list(index, head)]
    return lambda values, properties: all(
        any(all(test([value], properties) for test in tests) for tests in choices) for value in values
    )


def _make_not(index: Index, shape: Term) -> Test:
    # Only of a pattern is it as sure that a value does not meet it as that it does.
    if index[shape].keys() - {f"{SH}pattern"}:
        raise _UnknownError
    tests = tuple(_read_tests(index, index[shape]))
    return lambda values, properties: not any(all(test([v], properties) for test in tests) for v in values)


def _make_less(_: Index, name: Term) -> Test:
    def test(values: Sequence[Term], properties: Properties) -> bool:
        others = [_number(other) for other in properties.get(_iri(name), ())]
        numbers = [_number(value) for value in values]
        return all(_compares(one, other) and one != other for one in numbers for other in others)

    return test


_MAKERS: dict[str, Callable[[Index, Term], Test]] = {
    "minCount": lambda _, n: lambda values, __: len(values) >= int(_text(n)),
    "maxCount": lambda _, n: lambda values, __: len(values) <= int(_text(n)),
    "minLength": lambda _, n: _of_each(lambda value: len(_text(value)) >= int(_text(n))),
    "minInclusive": lambda _, n: _of_each(lambda value: _compares(_number(n), _number(value))),
    "maxInclusive": lambda _, n: _of_each(lambda value: _compares(_number(value), _number(n))),
    "hasValue": lambda _, wanted: lambda values, __: wanted in values,
    "in": lambda index, head: (lambda allowed: _of_each(lambda value: value in allowed))(set(_list(index, head))),
    "disjoint": lambda _, name: lambda values, properties: set(values).isdisjoint(properties.get(_iri(name), ())),
    "lessThan": _make_less,
    "datatype": _make_datatype,
    "nodeKind": _make_kind,
    "pattern": _make_pattern,
    "or": _make_or,
    "not": _make_not,
}
