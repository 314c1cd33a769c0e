"""Hold a graph of who said what, with what it takes to ask it, look at it and take it away."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, overload

from graphkit import __version__, articles, lock, output
from graphkit.errors import Problem, StoreError
from graphkit.vocabulary import BASE, DCTERMS, GK, RDF, Addresses

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from graphkit import identities, metrics, queries, visualisation
    from graphkit.rdf import validation
    from graphkit.store import GraphStore

__all__ = ["ARTICLES", "PICTURE", "STORE", "KnowledgeGraph"]

PICTURE = "graph.html"
STORE = "store"
ARTICLES = "articles"

_COUNTED = {"documents": "Document", "claims": "Claim", "statements": "Statement", "mentions": "Mention"}


class KnowledgeGraph:
    """A graph of who said what, with what it takes to ask it, look at it and take it away.

    Args:
        store: The graph, one named graph per document.
        base_iri: The address below which its things live.
        model: Name and version of the spaCy pipeline that read the articles.
        texts: The articles' texts by the address of their document, so that claims can be shown in their sentences.
        problems: What was left out or guessed when it was built.
    """

    def __init__(
        self,
        store: GraphStore,
        *,
        base_iri: str = BASE,
        model: str = "",
        texts: Mapping[str, str] | None = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        self.store = store
        self.base_iri = base_iri
        self.model = model
        self.texts = texts or {}
        self.problems = tuple(problems)

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as a plain `rdflib.Dataset`, live on the store; its default graph is the union of all."""
        from graphkit import store

        return store.make_dataset(self.store, base=self.base_iri)

    def query(
        self, query: str | os.PathLike[str], bindings: Mapping[str, str] | None = None, **values: str
    ) -> queries.Result:
        """Answer a SPARQL query.

        Args:
            query: SPARQL, the path of a `.rq` file, or the name of a question that comes with the ontology.
            bindings: Values for the query's variables.
            values: The same, as keywords: `kg.query("denials", who="China")`.

        Raises:
            QueryError: The query is unknown or malformed, or a value does not fit.
        """
        from graphkit import queries

        text = query if isinstance(query, str) else Path(query)
        return queries.run(self.store, text, {**(bindings or {}), **values}, base=self.base_iri)

    def network(self) -> nx.MultiDiGraph[str]:
        """Project the graph onto a NetworkX network of parties and claims."""
        from graphkit import network

        return network.project(self.store)

    def analyse(self) -> metrics.Report:
        """Tell who is central, who disputes what, and which communities there are."""
        from graphkit import metrics

        return metrics.analyse(self.store)

    def validate(self) -> validation.Report:
        """Check the graph against the shapes of the ontology and the rules that shapes cannot say."""
        from graphkit.rdf import validation

        return validation.validate(self.store)

    def identities(self) -> tuple[identities.Pair, ...]:
        """List the pairs of which the machine is unsure whether they are one; `graphkit identities` asks about them."""
        from graphkit import identities

        return identities.find_uncertain(self.store, self.texts)

    def serialize(self, format: str) -> bytes:
        """Write the graph in a format, in UTF-8.

        Args:
            format: Its name, one of `graphkit.serialisation.FORMATS`: 'ttl', 'trig', 'jsonld' and so on.

        Raises:
            OutputError: There is no such format, or it cannot hold the graph.
        """
        from graphkit import serialisation

        return serialisation.serialize(self.store, format, base=self.base_iri)

    def export(self, path: str | os.PathLike[str], *, format: str | None = None) -> Path:
        """Write the graph to a file.

        Args:
            path: Where.
            format: The format's name; None takes it from the path's suffix.

        Raises:
            OutputError: There is no such format, or the file cannot be written.
        """
        from graphkit import serialisation

        target = Path(path)
        known = serialisation.find_format(format) if format else serialisation.tell_format(target)
        # Beside a device or a pipe nothing can be put aside.
        folder = None if target.exists() and not target.is_file() else target.resolve().parent
        with output.replace_file(target) as file:
            self.write(file, known.name, folder=folder)
        return target

    def write(self, file: IO[bytes], format: str, *, folder: Path | None = None) -> None:
        """Write the graph to a file that is open for bytes, such as `sys.stdout.buffer`.

        Args:
            file: Where to.
            format: The format's name.
            folder: Where to put aside what memory does not hold; None for the system's folder for such files.

        Raises:
            OutputError: There is no such format, or it cannot hold the graph.
        """
        from graphkit import serialisation

        serialisation.write(self.store, format, file, base=self.base_iri, folder=folder)

    @overload
    def show(self, path: None = None, *, view: str | None = None) -> visualisation.Page: ...

    @overload
    def show(self, path: str | os.PathLike[str], *, view: str | None = None) -> Path: ...

    def show(self, path: str | os.PathLike[str] | None = None, *, view: str | None = None) -> Path | visualisation.Page:
        """Draw the graph: in a notebook, or to a file.

        Args:
            path: Where; the suffix tells how: `.html` for a page to explore, `.svg`, `.png` or `.pdf` for a figure.
                None writes nothing and gives the page to the notebook.
            view: What a page opens on: 'summary', 'claims', 'who', 'matrix', 'table', 'timeline', 'chain' or 'article';
                what a figure shows: 'claims' (parties and what they say), 'disputes' (only what is contested) or 'who'
                (parties and their stances on one another). None leaves it to the picture.

        Returns:
            The path that was written, or a page that Jupyter shows as the result of a cell.

        Raises:
            OutputError: There is no such picture, or the file cannot be written.
            OptionalDependencyError: A figure is wanted without the extra `figures`.
        """
        from graphkit import visualisation

        target = None if path is None else Path(path)
        if target and target.suffix.lower() not in (".html", ".htm"):
            figure = visualisation.render_figure(self.store, view=view or "claims", suffix=target.suffix.lower())
            output.write_file(target, figure)
            return target
        html = visualisation.render_html(
            self.store, title=self._title(), texts=self.texts, base=self.base_iri, view=view
        )
        if target is None:
            return visualisation.Page(html=html)
        output.write_file(target, html.encode())
        return target

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write the graph as `graph.ttl`, `graph.trig`, `graph.html` and a store, all or nothing.

        Args:
            folder: Where: a new or empty folder, or an output of graphkit, which is then replaced.

        Raises:
            OutputError: The folder holds something else or cannot be written.
        """
        with lock.hold(Path(folder)):
            output.recover(Path(folder))
            with output.replace_folder(Path(folder)) as new:
                self._write(new)
        return Path(folder)

    def upload(self, url: str) -> int:
        """Replace the graph's named graphs on a SPARQL server, each whole or not at all.

        Args:
            url: The server's address; see `graphkit.store.connect`.

        Returns:
            How many graphs of others the server holds; they stay as they are.

        Raises:
            StoreError: The server does not answer, or does not let us write.
        """
        from pyoxigraph import DefaultGraph

        from graphkit import store

        server = store.connect(url)
        names = set(self.store.named_graphs())
        done = 0
        try:
            # One graph at a time is in memory. The documents come before what is said of all of them together.
            for name in (DefaultGraph(), *sorted(names, key=str)):
                done += store.replace_graphs(server, self.store.quads_for_pattern(None, None, None, name))
            return len(set(server.named_graphs()) - names)
        except StoreError as error:
            stands = f"{done} of {len(names)} graphs were replaced, each whole: load them again"
            raise StoreError(f"{error}; {stands}") from None
        finally:
            store.close(server)

    def count(self) -> dict[str, int]:
        """Count the documents, claims, statements and mentions, and the entities that are mentioned."""
        from pyoxigraph import NamedNode

        kind = NamedNode(f"{RDF}type")
        counts = {
            name: len({str(q.subject) for q in self.store.quads_for_pattern(None, kind, NamedNode(GK + term))})
            for name, term in _COUNTED.items()
        }
        counts["entities"] = len(self._find_objects(f"{GK}refersTo"))
        return counts

    def __repr__(self) -> str:
        counted = " ".join(f"{name}={number}" for name, number in self.count().items())
        return f"<KnowledgeGraph {counted}>"

    def _write(self, folder: Path) -> None:
        from graphkit import store

        store.create(self.store, path=folder / STORE)
        articles.save(self.texts, folder / ARTICLES, Addresses(self.base_iri))
        for name in ("ttl", "trig"):
            self.export(folder / f"graph.{name}")
        self.show(folder / PICTURE)
        output.write_marker(folder, self.describe())

    def describe(self) -> dict[str, object]:
        """Say what the graph was made with and what it holds, as `graphkit.json` does."""
        return {
            "graphkit": __version__,
            "model": self.model,
            "base_iri": self.base_iri,
            "counts": self.count(),
            "problems": [
                {"where": problem.where, "what": problem.what, "kind": problem.kind.value} for problem in self.problems
            ],
        }

    def _title(self) -> str:
        for term in ("title", "identifier"):
            names = self._find_objects(DCTERMS + term)
            if len(names) == 1:
                return names.pop()
        return f"{self.count()['documents']} articles"

    def _find_objects(self, predicate: str) -> set[str]:
        from pyoxigraph import Literal, NamedNode

        quads = self.store.quads_for_pattern(None, NamedNode(predicate), None)
        return {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}
