"""Read graphs back from the RDF that graphkit wrote. Nothing is ever fetched: all of a graph stands in its file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import batched
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from graphkit.errors import InputError, OutputError
from graphkit.export.registry import FORMATS, OutputFormat, find_format_of
from graphkit.model.vocabulary import GK, RDF
from graphkit.store import nesting

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Store

    from graphkit.store import GraphStore

__all__ = ["find_base", "find_documents", "read"]

_BATCH = 10_000
_DOCUMENT = re.compile(r"(.*/)doc/[^/#?]+\Z")
_ENCODING = "UTF-8"
_TOO_DEEP = f"is nested more than {nesting.DEEPEST} deep, as no graph of graphkit is"


def read(paths: Iterable[Path]) -> Store:
    """Read files of RDF into one store, in memory.

    Args:
        paths: The files; the suffix of each tells its format.

    Returns:
        What they hold; what stands in no named graph, as in Turtle, is in the default graph.

    Raises:
        InputError: A file cannot be read, and where in it the error is; or it holds what no graph of graphkit does.
    """
    from pyoxigraph import Store

    store = Store()
    for path in paths:
        for quads in batched(_parse(path, _find_format(path)), _BATCH):
            store.extend(quads)
    return store


def find_documents(store: GraphStore) -> set[str]:
    """Find the addresses of a graph's documents."""
    from pyoxigraph import NamedNode

    quads = store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Document"))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def find_base(store: GraphStore) -> str | None:
    """Find the address below which a graph's things live, by its documents.

    Returns:
        The address; None where there is no document.

    Raises:
        InputError: The documents live below several.
    """
    bases = sorted({found[1] for address in find_documents(store) if (found := _DOCUMENT.match(address))})
    if len(bases) > 1:
        raise InputError(f"the documents live below several addresses, {', '.join(bases[:3])}; read them apart")
    return bases[0] if bases else None


def _find_format(path: Path) -> OutputFormat:
    readable = [known.name for known in FORMATS.values() if known.kind in ("dataset", "graph")]
    hint = f"take one of {', '.join(f'.{name}' for name in readable)}"
    try:
        known = find_format_of(path)
    except OutputError:
        raise InputError(f"{path}: its suffix tells no format of RDF; {hint}") from None
    if known.name not in readable:
        raise InputError(f"{path}: {known.title} does not hold all of a graph, so none can be made of it; {hint}")
    return known


def _parse(path: Path, form: OutputFormat) -> Iterator[Quad]:
    import pyoxigraph
    from pyoxigraph import BlankNode, Triple

    try:
        if form.name == "rdf":
            _check_xml(path)
        else:
            _check_depth(path, json=form.name == "jsonld")
        for quad in pyoxigraph.parse(path=path, format=_to_oxigraph(form), rename_blank_nodes=True):
            for term in quad:
                if isinstance(term, BlankNode | Triple):
                    what = "a blank node" if isinstance(term, BlankNode) else "a triple about a triple"
                    raise InputError(f"{path}: holds {what}, which no graph of graphkit does: {quad.predicate}")
            yield quad
    except SyntaxError as error:
        raise InputError(f"{path}: {_explain(error)}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _to_oxigraph(form: OutputFormat) -> RdfFormat:
    from pyoxigraph import RdfFormat

    found = RdfFormat.from_extension(form.name)
    assert found is not None
    return found


def _explain(error: SyntaxError) -> str:
    text = str(error.args[0])
    if "LoadDocumentCallback" in text:
        return "its context stands elsewhere, and nothing is fetched; put the context into the file"
    where = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
    return where + re.sub(r"^Parser error at .*?: ", "", text)


def _check_depth(path: Path, *, json: bool) -> None:
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            line = nesting.find_deeper(data, json=json)
    if line is not None:
        raise InputError(f"{path}: line {line}: {_TOO_DEEP}")


def _check_xml(path: Path) -> None:
    """Check that XML is well-formed, not deep, and declares nothing: a few lines of entities make gigabytes of text."""
    # As UTF-8 and nothing else, so that what is checked here is what is parsed afterwards.
    parser = expat.ParserCreate(_ENCODING)

    def refuse(*_: object) -> None:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise InputError(f"{path}: line {line}, column {column}: holds a document type (<!DOCTYPE …>); take it out")

    depth = 0

    def descend(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > nesting.DEEPEST:
            raise InputError(f"{path}: line {parser.CurrentLineNumber}: {_TOO_DEEP}")

    def ascend(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = descend
    parser.EndElementHandler = ascend
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise InputError(f"{path}: line {error.lineno}, column {error.offset + 1}: {reason}") from error
