"""Bind the parameters of a query, as RDF terms that are serialised and never as pasted text."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from graphkit.errors import QueryError
from graphkit.language.relations import relations
from graphkit.model.vocabulary import DCTERMS, GK, RDF, RDFS, SKOS, XSD
from graphkit.query.catalogue import CHOICES, NamedQuery, Parameter
from graphkit.query.syntax import parses

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from graphkit.store import GraphStore

__all__ = ["Term", "bind", "find_entities", "find_near", "fold", "list_names"]

Term = NamedNode | Literal

_NAMES = {
    "entity": (f"{SKOS}prefLabel", f"{SKOS}altLabel"),
    "document": (f"{DCTERMS}identifier", f"{DCTERMS}title"),
    "predicate": (f"{RDFS}label",),
}
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([^\s<>\"{}|^`\\]*)")
_ADDRESS = re.compile(r"<([^<>]*)>|((?:https?|urn):\S+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TIMES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def bind(
    store: GraphStore, query: NamedQuery, values: Mapping[str, str], prefixes: Mapping[str, str]
) -> tuple[str, dict[str, tuple[Term, ...]]]:
    """Bind values in a query.

    Args:
        store: The graph, in which names are looked up.
        query: The query and the parameters that its head names.
        values: What was given, by variable.
        prefixes: What prefixed names stand for.

    Returns:
        The SPARQL text with the values in it, and the terms that each value was taken for.

    Raises:
        QueryError: A value is missing, fits nothing, or is for a variable that the query does not have.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    _check_names(query, parameters, values)
    bound: dict[str, tuple[Term, ...]] = {}
    for name, value in values.items():
        parameter = parameters.get(name.lstrip("?$"), Parameter(name=name.lstrip("?$"), kind="anything"))
        bound[parameter.name] = tuple(sorted(_terms(store, parameter, value, prefixes), key=str))
    text = query.text
    loose = {}
    for name in {**parameters, **bound}:
        place = re.compile(rf"VALUES\s*[?$]{name}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)
        if name not in bound:
            # No value means anybody: without the block the engine need not join with 'undefined'.
            text = place.sub("", text)
        elif place.search(text):
            block = f"VALUES ?{name} {{ {' '.join(map(str, bound[name]))} }}"
            text = place.sub(lambda _, block=block: block, text)  # type: ignore[misc]
        else:
            loose[name] = bound[name]
    return (_append(text, loose, prefixes) if loose else text), bound


def find_entities(
    store: GraphStore, value: str, prefixes: Mapping[str, str], *, name: str = "entity"
) -> tuple[NamedNode, ...]:
    """Find the entities that a value stands for, as a query's parameter of this kind has it.

    Args:
        store: The graph.
        value: An address, a prefixed name, or what it is called, in any case.
        prefixes: What prefixed names stand for.
        name: What the value is for, to be named in errors.

    Raises:
        QueryError: Nothing is called so.
    """
    terms = _terms(store, Parameter(name=name, kind="entity"), value, prefixes)
    return tuple(sorted((term for term in terms if isinstance(term, NamedNode)), key=str))


def find_document(store: GraphStore, value: str, prefixes: Mapping[str, str], *, name: str) -> NamedNode:
    """Find the article that a value means: by its identifier, its title or its address.

    Args:
        store: The graph.
        value: What it is called.
        prefixes: What prefixed names stand for.
        name: What the value is for, to be named in errors.

    Raises:
        QueryError: Nothing is called so, or several articles are.
    """
    terms = _terms(store, Parameter(name=name, kind="document"), value, prefixes)
    kind, document = NamedNode(f"{RDF}type"), NamedNode(f"{GK}Document")
    found = sorted(
        (t for t in terms if isinstance(t, NamedNode) and any(store.quads_for_pattern(t, kind, document, t))), key=str
    )
    if len(found) != 1:
        what = "no article" if not found else f"{len(found)} articles, {found[0]} first,"
        raise QueryError(f"the graph has {what} that {value!r} means; give an address", parameter=name)
    return found[0]


def list_names(store: GraphStore, kind: str) -> tuple[dict[str, set[NamedNode]], dict[str, str]]:
    """List what is called by each name, folded, and how the name is written.

    Args:
        store: The graph.
        kind: 'entity', 'document' or 'predicate'.
    """
    names: dict[str, set[NamedNode]] = {}
    written: dict[str, str] = {}
    for predicate in _NAMES[kind]:
        # A name stands in the graph of each document that has it; the engine drops the repeats ten times as fast.
        query = f"SELECT DISTINCT ?thing ?name {{ ?thing <{predicate}> ?name }}"
        for thing, name in cast("QuerySolutions", store.query(query, use_default_graph_as_union=True)):
            if isinstance(name, Literal) and isinstance(thing, NamedNode):
                folded = fold(name.value)
                names.setdefault(folded, set()).add(thing)
                # 'Lind' rather than 'LIND'
                written[folded] = min(written.get(folded, name.value), name.value, key=lambda own: (own.isupper(), own))
    return names, written


def find_near(wanted: str, names: Iterable[str]) -> list[str]:
    """Find the names, folded as `wanted` is, that somebody may have meant by it; three at most."""
    known = list(names)
    return difflib.get_close_matches(wanted, known, n=3, cutoff=0.6) or sorted(n for n in known if wanted in n)[:3]


def _check_names(query: NamedQuery, parameters: Mapping[str, Parameter], values: Mapping[str, str]) -> None:
    what = f"the query {query.name}" if query.name else "the query"
    given = {name.lstrip("?$") for name in values}
    for name in given:
        if not re.fullmatch(r"\w+", name):
            raise QueryError(f"{name!r} is no name of a variable; give NAME=VALUE")
        if parameters and name not in parameters:
            raise QueryError(f"{what} takes no {name!r}; it takes: {', '.join(parameters)}")
        if not re.search(rf"[?$]{name}\b", query.text):
            raise QueryError(f"{what} has no variable ?{name}, so no value can be given for it")
    missing = [p.name for p in parameters.values() if not p.optional and p.name not in given]
    if missing:
        example = " ".join(f"--bind {name}=…" for name in missing)
        raise QueryError(f"{what} needs a value for {' and '.join(missing)}: {example}")


def _append(text: str, loose: Mapping[str, tuple[Term, ...]], prefixes: Mapping[str, str]) -> str:
    """Add a VALUES block at the end, which SPARQL joins with the whole pattern."""
    rows = " ".join(f"({' '.join(map(str, row))})" for row in product(*loose.values()))
    whole = f"{text.rstrip()}\nVALUES ({' '.join(f'?{name}' for name in loose)}) {{ {rows} }}"
    if not parses(whole, prefixes) and parses(text, prefixes):
        name = next(iter(loose))
        raise QueryError(
            f"the query ends in VALUES of its own; write VALUES ?{name} {{ UNDEF }} where the value of {name} belongs"
        )
    return whole


def _terms(store: GraphStore, parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> Iterable[Term]:
    """Find the terms that a value stands for."""
    name, kind = parameter.name, parameter.kind
    value = unicodedata.normalize("NFC", value).strip()
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QueryError(f"the value of {name} holds half a character (a lone surrogate); write it anew") from None
    if not value:
        raise QueryError(f"the value of {name} is empty")
    if kind == "text":
        return (Literal(value),)
    if kind == "date":
        if not _TIME.fullmatch(value):
            raise QueryError(f"the value of {name} is {value!r}; a date is written 2024-05-31, 2024-05 or 2024")
        return (Literal(value, datatype=NamedNode(XSD + _TIMES[len(value)])),)
    address = _address(value, prefixes, name)
    if kind in CHOICES:
        return (_choice(parameter, value, address),)
    if address is not None:
        return (address,)
    if kind in _NAMES:
        return _look_up(store, parameter, value)
    return _anything(store, value)


def _address(value: str, prefixes: Mapping[str, str], name: str) -> NamedNode | None:
    match = _ADDRESS.fullmatch(value)
    if match:
        iri = match[1] or match[2] or ""
    else:
        prefixed = _PREFIXED.fullmatch(value)
        if not prefixed or prefixed[1] not in prefixes:
            return None
        iri = prefixes[prefixed[1]] + prefixed[2]
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"the value of {name} is no address: {value!r} ({error})") from None


def _choice(parameter: Parameter, value: str, address: NamedNode | None) -> NamedNode:
    """Take one concept out of a closed list, by its name or address."""
    choices = CHOICES[parameter.kind]
    wanted = address.value.removeprefix(GK) if address else value
    for choice in choices:
        if choice.casefold() == wanted.casefold().replace(" ", "").replace("-", ""):
            return NamedNode(GK + choice)
    raise QueryError(f"the value of {parameter.name} is {value!r}; {parameter.kind} is one of: {', '.join(choices)}")


def _look_up(store: GraphStore, parameter: Parameter, value: str) -> set[NamedNode]:
    """Find what is called by a name; several things can be. A relation is known by its name in the ontology too."""
    if parameter.kind == "predicate" and value in relations():
        return {NamedNode(GK + value)}
    names, written = list_names(store, parameter.kind)
    wanted = fold(value)
    if wanted in names:
        return names[wanted]
    near = find_near(wanted, names)
    hint = f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else "; give its name or its address"
    what = f"no {parameter.kind} in the graph is called {value!r}{hint}"
    raise QueryError(what, parameter=parameter.name, near=[written[name] for name in near])


def fold(text: str) -> str:
    """Make names comparable: case, accents, spaces, the shape of apostrophes and a leading 'the' do not matter."""
    letters = text
    if not text.isascii():
        parts = unicodedata.normalize("NFD", text)
        letters = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c))) or text
    folded = " ".join(letters.casefold().replace("’", "'").split())
    return folded.removeprefix("the ") or folded


def _anything(store: GraphStore, value: str) -> set[Term]:
    """Read plain text for a variable of unknown kind as the text itself, and as whatever has that name.

    The pattern in which the variable stands picks what fits, so a name works for an entity and a word for a label.
    """
    terms: set[Term] = {Literal(value), *list_names(store, "entity")[0].get(fold(value), ())}
    if re.fullmatch(r"[+-]?\d+", value):
        terms |= {Literal(value, datatype=NamedNode(XSD + kind)) for kind in ("integer", "nonNegativeInteger")}
    elif re.fullmatch(r"[+-]?\d*\.\d+", value):
        terms.add(Literal(value, datatype=NamedNode(f"{XSD}decimal")))
    elif value in ("true", "false"):
        terms.add(Literal(value, datatype=NamedNode(f"{XSD}boolean")))
    elif _DATE.fullmatch(value):
        terms.add(Literal(value, datatype=NamedNode(f"{XSD}date")))
    return terms
