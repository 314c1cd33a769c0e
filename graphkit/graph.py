"""A graph of who said what, with everything that can be asked of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, overload

from graphkit import __version__
from graphkit.errors import Problem
from graphkit.files import articles, checksums, lock, replacement
from graphkit.files.layout import ARTICLES, BRIEF, PICTURE, SEARCH, STORE, TRIG, TURTLE
from graphkit.model.vocabulary import BASE, PREFIXES, Addresses
from graphkit.query import counts

if TYPE_CHECKING:
    import networkx as nx
    import pandas
    from rdflib import Dataset

    from graphkit import visualisation
    from graphkit.analysis import claims, identities, metrics
    from graphkit.analysis.brief import Brief
    from graphkit.analysis.changes import Changes
    from graphkit.analysis.who import Profile, Profiles, Standing
    from graphkit.asking import Answered
    from graphkit.packages import PackageReport, Redactions
    from graphkit.query import evaluation, narrowing
    from graphkit.query.catalogue import NamedQuery
    from graphkit.rdf import validation
    from graphkit.search import Index, SearchResult
    from graphkit.store import GraphStore

__all__ = ["KnowledgeGraph"]


PICTURED = 100
"""Of more documents a picture shows so many; those with most claims, long ones, are drawn in five seconds."""

_OTHERS = "graphkit show --about NAME … draws others"


class KnowledgeGraph:
    """A graph of who said what, with what it takes to ask it, look at it and take it away.

    Args:
        store: The graph, one named graph per document.
        base_iri: The address below which its things live.
        model: Name and version of the spaCy pipeline that read the articles.
        texts: The articles' texts by the address of their document, so that claims can be shown in their sentences.
        problems: What was left out or guessed when it was built.
        narrowed: Which of the store's documents the graph is about; None for all of them.
        index: Where the index of words is; None has it made in memory when words are first searched.
        earlier: The folder of earlier versions of the articles; None where there is none.
    """

    def __init__(
        self,
        store: GraphStore,
        *,
        base_iri: str = BASE,
        model: str = "",
        texts: Mapping[str, str] | None = None,
        problems: Iterable[Problem] = (),
        narrowed: narrowing.Narrowed | None = None,
        index: Path | None = None,
        earlier: Path | None = None,
    ) -> None:
        self._index_file = index
        self._earlier = earlier
        self._is_earlier = False
        self._whole = store
        self._narrowed = narrowed
        self.base_iri = base_iri
        self.model = model
        self.texts = texts or {}
        self.problems = tuple(problems)
        self._index: Index | None = None

    @cached_property
    def store(self) -> GraphStore:
        """The graph, one named graph per document; of a narrowed graph a copy in memory, made when it is asked for."""
        if self._narrowed is None:
            return self._whole
        copy = self._narrowed.copy()
        self._narrowed = replace(self._narrowed, store=copy)
        return copy

    @property
    def _seen(self) -> GraphStore:
        """What the network, the analysis and the picture read: they need no copy of a narrowed graph."""
        return self._narrowed.view() if self._narrowed and "store" not in self.__dict__ else self.store

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as a plain `rdflib.Dataset`, live on the store; its default graph is the union of all."""
        from graphkit import store

        return store.make_dataset(self.store, base=self.base_iri)

    @cached_property
    def versions(self) -> KnowledgeGraph:
        """The earlier versions of the articles, each a graph of its own, and what was edited in them."""
        from graphkit import store
        from graphkit.files import articles
        from graphkit.model.vocabulary import Addresses

        folder = self._earlier
        graph = store.create() if folder is None else store.open_versions(folder, self.base_iri)
        texts = {} if folder is None else articles.Articles(folder, Addresses(self.base_iri))
        earlier = KnowledgeGraph(graph, base_iri=self.base_iri, model=self.model, texts=texts)
        earlier._is_earlier = True
        return earlier

    def choose_for(self, question: NamedQuery) -> KnowledgeGraph:
        """Choose what a question is put to: this graph, or the earlier versions of its articles."""
        return self.versions if question.of == "versions" and not self._is_earlier else self

    def query(
        self, query: str | os.PathLike[str], bindings: Mapping[str, str] | None = None, **values: str
    ) -> evaluation.QueryResult:
        """Answer a SPARQL query. A question that is about earlier versions is put to those.

        Args:
            query: SPARQL, the path of a `.rq` file, or the name of a question that comes with the ontology.
            bindings: Values for the query's variables.
            values: The same, as keywords: `kg.query("denials", who="China")`.

        Raises:
            QueryError: The query is unknown or malformed, or a value does not fit.
        """
        from graphkit.query import evaluation

        text = query if isinstance(query, str) else Path(query)
        asked = self.choose_for(evaluation.read_query(text))
        return evaluation.run(asked.store, text, {**(bindings or {}), **values}, base=self.base_iri)

    def narrow(
        self,
        *,
        about: str | None = None,
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        most: int | None = None,
        min_confidence: float | None = None,
    ) -> KnowledgeGraph:
        """Return the graph of some of its documents: those that meet all the criteria.

        Args:
            about: An entity that they speak of: its name in any case, or its address.
            source: An entity that says something in them.
            since: The first day on which they were issued ('2024-05-31'), or the month or year; what has no date is
                left out.
            until: The last one.
            publisher: Who published them, in any case.
            most: At most so many: those in which most is rejected, then those with the most claims. Of articles that
                repeat one another one is taken, and the others where there is room left.
            min_confidence: The least confidence of a claim that is kept: 0.8 leaves those that are right about 8 times
                in 10 or more, and nothing that rests on another.

        Returns:
            A graph in memory with these documents and their texts; `problems` is empty. The documents are copied when
            it is first asked, validated or taken away; `show`, `analyse` and `network` need no copy.

        Raises:
            QueryError: A name fits nothing, a date or a confidence is none, or no document is left.
        """
        from graphkit.query import narrowing

        criteria = narrowing.Criteria(
            about=about,
            source=source,
            since=since,
            until=until,
            publisher=publisher,
            most=most,
            min_confidence=min_confidence,
        )
        narrowed = narrowing.narrow(self.store, criteria, base=self.base_iri)
        texts = articles.Some(self.texts, narrowed.documents)
        return KnowledgeGraph(self.store, base_iri=self.base_iri, model=self.model, texts=texts, narrowed=narrowed)

    @property
    def pictured(self) -> narrowing.Narrowed | None:
        """The documents that a picture shows, where those are not all of the graph's."""
        from graphkit.query import narrowing

        criteria = self._narrowed.criteria if self._narrowed else narrowing.Criteria()
        if criteria.most is not None or counts.count_documents(self._seen) <= PICTURED:
            return self._narrowed
        whole = self._narrowed.store if self._narrowed else self.store
        return narrowing.narrow(whole, replace(criteria, most=PICTURED), base=self.base_iri)

    def network(self) -> nx.MultiDiGraph[str]:
        """Project the graph onto a NetworkX network of parties and claims."""
        from graphkit.analysis import network

        return network.project(self._seen)

    def frame(self, name: str) -> pandas.DataFrame:
        """Return a table of the graph as a pandas data frame.

        Args:
            name: 'claims', a row each as in Parquet; 'entities'; 'statements', the plain edges, each with the statement
                that vouches for it; 'disagreements', the pairs of claims that cannot both be so; or 'clusters', the
                claims that are one, with the bounds of their independent origins.

        Returns:
            A frame sorted by address, with the same columns whatever the graph holds; a text that is not there is
            None, a number is NA.

        Raises:
            QueryError: There is no such table.
            OptionalDependencyError: pandas is not installed.
        """
        from graphkit.analysis import frames

        return frames.make_frame(self._seen, name)

    def analyse(self) -> metrics.Analysis:
        """Measure who is central, who disputes what, and which communities there are."""
        from graphkit.analysis import metrics

        return metrics.analyse(self._seen)

    def brief(self, *, about: str | None = None, since: str | None = None) -> Brief:
        """Brief on what is in dispute: who says so, who does not, in which sentences, and whether the accused answer.

        Args:
            about: Only what is about or by this: its name in any case, or its address.
            since: Only what was published, in part at least, on this day ('2024-05-31') or later, or in this month or
                year or later.

        Returns:
            The brief: `cards`, the disputes and accusations; `speakers`, `unnamed`, `requoted` and `positions`.

        Raises:
            QueryError: The name fits nothing, or the day is none.
        """
        from graphkit.analysis import brief
        from graphkit.query import bindings, narrowing

        narrowing.Criteria(about=about, since=since)
        who: frozenset[str] = frozenset()
        if about is not None:
            prefixes = {**PREFIXES, "ex": self.base_iri}
            who = frozenset(term.value for term in bindings.find_entities(self._seen, about, prefixes, name="about"))
        return brief.brief(self._seen, self.texts, about=who, since=since or "")

    def who(self, name: str) -> Profile:
        """Tell all that the graph has of one person, body or place.

        Args:
            name: Its name in any case, or its address, of which what stands before 'entity/' may be left out.

        Returns:
            The profile: `roles`, what it `says`, what is `said` of it and `voiced` by articles themselves, the `sides`
            for and against it, its `relations`, `articles`, `namings` and `doubles`. `profiles` makes many at once.

        Raises:
            QueryError: Nothing or nobody is called so, or several are: then the message has their addresses.
        """
        profiles = self.profiles()
        return profiles.make(self._choose(name, profiles, what="who").who.iri)

    def identify(self, name: str) -> Standing:
        """Return whom or what a name means.

        Args:
            name: Its name in any case, or its address; see `who`.

        Raises:
            QueryError: Nothing or nobody is called so (`parameter` is then 'who'), or several are: then the message has
                their addresses.
        """
        return self._choose(name, self.profiles(), what="who")

    def _choose(self, name: str, profiles: Profiles, *, what: str) -> Standing:
        """Return the one thing that a name stands for.

        Raises:
            QueryError: Nothing or nobody is called so, or several are; `parameter` is then `what`.
        """
        from graphkit.errors import QueryError
        from graphkit.query import bindings

        prefixes = {**PREFIXES, "ex": self.base_iri}
        wanted = f"{self.base_iri}{name}" if name.startswith("entity/") else name
        found = [term.value for term in bindings.find_entities(self._seen, wanted, prefixes, name=what)]
        mentioned = [standing for standing in profiles.rank() if standing.who.iri in found]
        if not mentioned:
            raise QueryError(f"no article mentions {name!r}", parameter=what)
        if len(mentioned) > 1:
            several = (f"{one.who.iri.removeprefix(self.base_iri)} ({one.who.name}, {one.kind})" for one in mentioned)
            raise QueryError(f"{len(mentioned)} are called {name!r}; give the address of one: {', '.join(several)}")
        return mentioned[0]

    def profiles(self) -> Profiles:
        """Read what the profiles of all entities are made from: `rank()` lists them, `make(address)` makes one."""
        from graphkit.analysis.who import read_profiles

        return read_profiles(self._seen, self.texts)

    def ask(self, question: str, *, most: int = 20) -> Answered:
        """Answer a question in plain words, by the named question that it is understood as.

        Args:
            question: The question, in English: 'What does Mara Lind say about the dam?'.
            most: How many rows are wanted at most.

        Returns:
            How the question is understood, what else it may mean, and the rows with their sentences: nothing is said
            that no article says.
        """
        from graphkit import asking
        from graphkit.analysis import answers

        asked = asking.understand(question, asking.Names(self._seen))
        best = asked.best
        if best is None:
            return asking.Answered(asked=asked, answer=None)
        kg = self.choose_for(best.question)
        found = answers.answer(kg._seen, kg.texts, best.question, best.values, base=self.base_iri, most=most)
        found = answers.back(kg._seen, kg.texts, found, base=self.base_iri)
        wider = []
        if found.is_empty:
            wider = answers.find_wider(kg._seen, best.question, best.values, base=self.base_iri)
        return asking.Answered(
            asked=asked,
            answer=found,
            wider=tuple((asking.Reading(question=best.question, values=left), number) for left, number in wider),
        )

    def compare(self, older: KnowledgeGraph) -> Changes:
        """Say what changed from an older graph to this one: claims that came, went, were hedged, re-sourced or cut.

        Args:
            older: The graph before, of the same articles or of earlier versions of them.
        """
        from graphkit.analysis import changes

        return changes.compare(older.store, older.texts, self.store, self.texts)

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        by: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        limit: int = 20,
        skip: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> SearchResult:
        """Find the articles, or the claims, that hold some words, with the sentences in which they stand.

        Args:
            words: The words, whatever their case and accents; '"a phrase"', 'begin*', 'one OR other', '-without'.
            kind: 'article', 'claim', or 'quotation' for claims in the speaker's own words, partly at least; None for
                articles, and for claims where `by` is given.
            by: Whose claims: a name in any case, or an address.
            since: The first day on which the article was issued ('2024-05-31'), or the month or year.
            until: The last one.
            publisher: Who published it, in any case.
            limit: How many hits are wanted at most.
            skip: How many of the first are left out.
            progress: Called with how many articles are indexed and how many there are, where no build has done so.

        Returns:
            The hits, the best first, and how many there are in all.

        Raises:
            QueryError: There is no word to look for, a name fits nothing, or a date is none.
            StoreError: The SQLite of this Python has no full-text search, or the index is damaged.
        """
        from graphkit import search
        from graphkit.query import bindings

        wanted = search.Wanted(
            words=words, kind=kind, by=by, since=since, until=until, publisher=publisher, limit=limit, skip=skip
        )
        speakers = None
        if by is not None:
            prefixes = {**PREFIXES, "ex": self.base_iri}
            speakers = [term.value for term in bindings.find_entities(self._seen, by, prefixes, name="by")]
        return search.find(self._open_index(progress), self.texts, wanted, speakers=speakers)

    def _open_index(self, progress: Callable[[int, int], None] | None) -> Index:
        from graphkit import search
        from graphkit.search import rows

        if self._index is None and self._index_file is not None:
            self._index = search.Index.open(self._index_file)
        if self._index is None:
            documents = rows.list_documents(self._seen)
            tell = progress or (lambda done, total: None)
            self._index = search.Index.make(
                self._seen, self.texts, documents, tell=lambda done: tell(done, len(documents))
            )
        return self._index

    def validate(self, *, progress: Callable[[int, int], None] | None = None) -> validation.ValidationReport:
        """Check the graph against the shapes of the ontology and the rules that shapes cannot say.

        Args:
            progress: Called with how many checks are done and how many there are.
        """
        from graphkit.rdf import validation

        return validation.validate(self.store, progress=progress)

    def identities(self) -> tuple[identities.Pair, ...]:
        """List the pairs of which the machine is unsure whether they are one; `graphkit identities` asks about them."""
        from graphkit.analysis import identities

        return identities.find_uncertain(self.store, self.texts)

    def clusters(self, text: str | None = None) -> tuple[claims.ClaimCluster, ...]:
        """List the claims that are one claim, in whatever words, those with most independent origins first.

        Args:
            text: What a claim of each must hold, in any case; None for all.
        """
        from graphkit.analysis import claims

        return claims.find_clusters(self.store, self.texts, text)

    def serialize(self, format: str) -> bytes:
        """Write the graph in a format, in UTF-8.

        Args:
            format: Its name, one of `graphkit.export.FORMATS`: 'ttl', 'trig', 'jsonld' and so on.

        Raises:
            OutputError: There is no such format, or it cannot hold the graph.
        """
        from graphkit import export

        return export.serialize(self.store, format, base=self.base_iri, texts=self.texts)

    def export(self, path: str | os.PathLike[str], *, format: str | None = None) -> Path:
        """Write the graph to a file.

        Args:
            path: Where.
            format: The format's name; None takes it from the path's suffix.

        Raises:
            OutputError: There is no such format, or the file cannot be written.
        """
        from graphkit import export

        target = Path(path)
        known = export.find_format(format) if format else export.find_format_of(target)
        # Beside a device or a pipe nothing can be put aside.
        folder = None if target.exists() and not target.is_file() else target.resolve().parent
        with replacement.replace_file(target) as file:
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
        from graphkit import export

        export.write(self.store, format, file, base=self.base_iri, folder=folder, texts=self.texts)

    @overload
    def show(self, path: None = None, *, view: str | None = None) -> visualisation.Page: ...

    @overload
    def show(self, path: str | os.PathLike[str], *, view: str | None = None, may_be_empty: bool = True) -> Path: ...

    def show(
        self, path: str | os.PathLike[str] | None = None, *, view: str | None = None, may_be_empty: bool = True
    ) -> Path | visualisation.Page:
        """Draw the graph: in a notebook, or to a file.

        Of more than a hundred documents those in which most is rejected are drawn, and the picture says so; a graph
        that was narrowed by `most` is drawn as it is.

        Args:
            path: Where; the suffix tells how: `.html` for a page to explore, `.svg`, `.png` or `.pdf` for a figure.
                None writes nothing and gives the page to the notebook.
            view: What a page opens on, or what a figure shows: a name from `visualisation.PAGE_VIEWS` or
                `FIGURE_VIEWS`, as 'claims', 'who' or 'disputes'. None opens a page on the brief.
            may_be_empty: Whether a figure that shows nothing is written, with a sentence that says so.

        Returns:
            The path that was written, or a page that Jupyter shows as the result of a cell.

        Raises:
            OutputError: There is no such picture, the file cannot be written, or nothing is to be drawn.
            OptionalDependencyError: A figure is wanted without the extra `figures`.
        """
        from graphkit import visualisation

        target = None if path is None else Path(path)
        if target and target.suffix.lower() not in (".html", ".htm"):
            store, counted, which = self._choose_drawn(self.pictured)
            suffix = target.suffix.lower()
            note = f"{counted}: {which}." if which else ""
            figure = visualisation.render_figure(
                store, view=view or "claims", suffix=suffix, note=note, may_be_empty=may_be_empty
            )
            replacement.write_file(target, figure)
            return target
        html, _, _ = self._draw(view, self.pictured)
        if target is None:
            return visualisation.Page(html=html)
        replacement.write_file(target, html.encode())
        return target

    def draw(self, pictured: narrowing.Narrowed | None = None) -> dict[str, bytes]:
        """Draw the page to explore, and beside it the brief that a server shows first.

        Args:
            pictured: The documents that the page shows, where `pictured` has told them already.

        Returns:
            What is to stand in the files of an output, by their names.
        """
        from graphkit.analysis.brief import dump_brief

        html, brief, note = self._draw(None, pictured or self.pictured)
        return {PICTURE: html.encode(), BRIEF: dump_brief(brief, note)}

    def _choose_drawn(self, pictured: narrowing.Narrowed | None) -> tuple[GraphStore, str, str]:
        """Return what a picture shows: the graph, how many of how many articles these are, and which."""
        store = self._seen if pictured is self._narrowed or pictured is None else pictured.view()
        which = pictured.describe() if pictured else ""
        return store, pictured.counted if pictured and which else "", which

    def _draw(self, view: str | None, pictured: narrowing.Narrowed | None) -> tuple[str, Brief, str]:
        """Draw the page to explore; beside it come its brief, and which articles that is of."""
        from graphkit import visualisation

        store, counted, which = self._choose_drawn(pictured)
        name = counts.find_name(store)
        title = name or counted or f"{counts.count_documents(store)} articles"
        note = f"{counted}: {which}" if name and which else which[:1].upper() + which[1:]
        note = f"{note}; {_OTHERS}" if pictured is not self._narrowed else note
        html, brief = visualisation.draw_page(
            store, title=title, texts=self.texts, base=self.base_iri, view=view, note=note
        )
        return html, brief, f"{counted}: {which}" if which else ""

    def package(
        self,
        path: str | os.PathLike[str],
        *,
        about: str | Iterable[str] = (),
        redactions: Redactions | None = None,
        salt: str | os.PathLike[str] | None = None,
        secrets: str | os.PathLike[str] | None = None,
        key: str | os.PathLike[str] | None = None,
        password: str | Callable[[], str | None] | None = None,
    ) -> PackageReport:
        """Pack evidence as one zip that others can check without graphkit; `graphkit.verify_package` checks it too.

        In it are the claims with their sentences, the articles, the graph, the brief, the page to explore, what it was
        made with, nanopublications, a checksum of each file, and a page that says how all of that is checked.

        Args:
            path: Where: a file that is not there yet. The same graph and options give the same bytes.
            about: Only what is about or by these, and what that rests on: names in any case, or addresses.
            redactions: The names to redact, in all their forms and in every file; see `graphkit.Redactions`.
            salt: A file of 32 random bytes or more from which the salts of the commitments are derived; None for salts
                at random. The same file makes the same package again.
            secrets: Where what proves the redactions is written; None for a file beside the package. Keep it.
            key: The Ed25519 key that signs it, a PEM file; None leaves it unsigned. Needs the extra `packages`.
            password: The password of a locked key, or what asks for it.

        Returns:
            What was written; `problems` names what was to be redacted and is nowhere.

        Raises:
            QueryError: Nothing or nobody is called so, or several are, or no claim is about or by them.
            InputError: The key or the salt file cannot be used, or the text of an article is not there.
            OutputError: Something stands there already, it cannot be written, or a redaction would leak.
            OptionalDependencyError: A key was given and cryptography is not installed.
        """
        from graphkit import packages, store
        from graphkit.packages import signing

        target = Path(path)
        wanted = redactions or packages.Redactions()
        proofs = Path(secrets) if secrets is not None else target.with_suffix(".secrets.json")
        packages.check_places(target, proofs if wanted else None)
        ask = password if callable(password) else lambda: password
        signer = signing.load_key(Path(key), ask) if key is not None else None
        names = [about] if isinstance(about, str) else list(about)
        profiles = self.profiles() if names else None
        drafted = packages.draft(
            self.store,
            self.texts,
            base=self.base_iri,
            model=self.model,
            about=[self._choose(name, profiles, what="about").who.iri for name in names] if profiles else [],
            redactions=wanted,
            salt=None if salt is None else Path(salt),
        )
        source = drafted.source

        def draw(graph: GraphStore, texts: Mapping[str, str]) -> str:
            return KnowledgeGraph(graph, base_iri=self.base_iri, model=self.model, texts=texts).draw()[PICTURE].decode()

        return packages.write(
            target,
            drafted,
            draw(source.store, source.texts),
            empty_page=lambda: draw(store.create([]), {}),
            secrets=proofs,
            signer=signer,
        )

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write the graph as `graph.ttl`, `graph.trig`, `graph.html` and a store, all or nothing.

        Args:
            folder: Where: a new or empty folder, or an output of graphkit, which is then replaced.

        Raises:
            OutputError: The folder holds something else or cannot be written.
        """
        with lock.hold(Path(folder)):
            replacement.finish_replacement(Path(folder))
            with replacement.replace_folder(Path(folder)) as new:
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
        try:
            store.send_graphs(server, self.store, [DefaultGraph(), *sorted(names, key=str)])
            return len(set(server.named_graphs()) - names)
        finally:
            store.close(server)

    def count(self) -> dict[str, int]:
        """Count the documents, claims, statements and mentions, and the entities that are mentioned."""
        return counts.count(self._seen)

    def __repr__(self) -> str:
        counted = " ".join(f"{name}={number}" for name, number in self.count().items())
        return f"<KnowledgeGraph {counted}>"

    def _write(self, folder: Path) -> None:
        from graphkit import store
        from graphkit.search import index, rows

        store.create(self.store, path=folder / STORE)
        articles.save(self.texts, folder / ARTICLES, Addresses(self.base_iri))
        for name in (TURTLE, TRIG):
            self.export(folder / name)
        for name, drawn in self.draw().items():
            replacement.write_file(folder / name, drawn)
        versions = dict.fromkeys(rows.list_documents(self.store), "")
        index.write(folder / SEARCH, None, self.store, self.texts, versions)
        replacement.write_marker(folder, self.describe())
        checksums.write(folder)

    def describe(self) -> dict[str, object]:
        """Describe what the graph was made with and what it holds, as `graphkit.json` does."""
        return {
            "graphkit": __version__,
            "model": self.model,
            "base_iri": self.base_iri,
            "counts": self.count(),
            "problems": [
                {"where": problem.where, "what": problem.what, "kind": problem.kind.value} for problem in self.problems
            ],
        }
