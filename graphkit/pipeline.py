"""Run the stages in their order, from articles to a graph that can be asked, shown and taken away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import __version__, documents
from graphkit.errors import InputError, Kind, Problem, StoreError, same_text_problem, summarise
from graphkit.files import articles, replacement
from graphkit.files.layout import ARTICLES, CLAIM_DECISIONS, DECISIONS, OWNERS, REVIEWS, SEARCH, VERSIONS
from graphkit.graph import KnowledgeGraph
from graphkit.identity import ledger
from graphkit.model import Document
from graphkit.model.vocabulary import BASE, GK, Addresses

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graphkit import corpus
    from graphkit.analysis.changes import Changes
    from graphkit.documents.near_duplicates import NearDuplicate
    from graphkit.identity.known import KnownEntities, KnownEntity
    from graphkit.identity.resolution import Resolution
    from graphkit.matching.matching import Matching
    from graphkit.matching.owners import Owners
    from graphkit.model.decisions import Decision
    from graphkit.model.provenance import Provenance
    from graphkit.model.reviews import Review
    from graphkit.reading.explanation import Explanation
    from graphkit.reviews.values import Reviewed
    from graphkit.store import GraphStore

__all__ = [
    "Input",
    "Known",
    "Progress",
    "build",
    "build_corpus",
    "compare_articles",
    "compare_builds",
    "explain",
    "open_graph",
    "open_rdf",
]

type Input = str | os.PathLike[str] | Document
type Known = str | os.PathLike[str] | Iterable[KnownEntity]
type Location = str | os.PathLike[str]
type Progress = Callable[[int, int], None]


def build(
    inputs: Input | Iterable[Input],
    *,
    model: str | None = None,
    base_iri: str = BASE,
    known: Known | None = None,
    identities: Location | Iterable[Location] = (),
    claims: Location | Iterable[Location] = (),
    reviews: Location | Iterable[Location] = (),
    owners: Location | Iterable[Location] = (),
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read articles and make a graph of them, in memory.

    Args:
        inputs: A text file, a `.jsonl` file, a folder of them, or a `Document`; or several of these.
        model: The name of an installed spaCy pipeline; None for the one that graphkit comes with.
        base_iri: The address below which the graph's things live; it ends in '/'.
        known: The entities of your own that names are to be linked to: a CSV file, or `KnownEntity` values.
        identities: A CSV file of people's decisions about who is who, or several; see `graphkit identities`.
        claims: A CSV file of people's decisions about which claims are one, or several; see `graphkit claims`.
        reviews: A CSV file of what people found of claims and edges, or several; see `graphkit review`.
        owners: A CSV file of who owns which outlet, or several, the first of which that names an outlet counts.
        progress: Called with the articles read and their number, once before the first and after each.

    Returns:
        The graph; `problems` tells what was left out or guessed.

    Raises:
        InputError: An input or the list of entities cannot be read, nothing could be, or the base is no address.
        ModelError: There is no such pipeline, or it is unfit.
    """
    from graphkit import store
    from graphkit.documents import near_duplicates
    from graphkit.identity import resolution
    from graphkit.language import annotation
    from graphkit.matching.matching import ClaimCorpus, match
    from graphkit.matching.profiling import profile_claims
    from graphkit.matching.revising import revise_profiles
    from graphkit.model.provenance import Provenance
    from graphkit.reader import Answers, apply_answers
    from graphkit.reading.extraction import extract
    from graphkit.reviews.lost import find_lost

    listed = _read_known(known)
    addresses = Addresses(_check_base(base_iri))
    problems: list[Problem] = []
    answers = Answers(decisions=_read_decisions(identities), reviews=_read_reviews(_list(reviews), problems))
    owning = _read_owners(owners)
    found = _collect(inputs, problems)
    nlp = annotation.load(model)
    run = Provenance(version=__version__, model=annotation.describe(nlp), known=listed.digest if listed else None)
    report = progress or (lambda done, total: None)
    report(0, len(found))
    reviewed, compared = [], {}
    for document, doc in annotation.annotate(found, nlp):
        extraction = extract(document, doc)
        profiles = profile_claims(extraction, doc)
        reviewed.append(apply_answers(extraction, listed, answers))
        compared[document.key] = revise_profiles(profiles, reviewed[-1]) if answers.documents else profiles
        problems += reviewed[-1].problems
        report(len(reviewed), len(found))
    texts_by_name = {document.identifier: document.text for document in found}
    problems += find_lost(answers.reviews, {document.key for document in found}, texts_by_name.get)
    resolved = resolution.resolve((one.extraction for one in reviewed), answers.decisions)
    problems += owning.problems
    problems += resolved.problems
    repeated = near_duplicates.find(
        near_duplicates.Signed(document=one.key, issued=one.issued, signature=near_duplicates.sign(one))
        for one in found
    )
    matched = match(
        ClaimCorpus(
            profiles=compared,
            chains=resolved.chains,
            entities=resolved.entities,
            originals={copy.document: copy.of for copy in repeated},
            issued={document.key: document.issued for document in found},
            names={document.key: document.identifier for document in found},
            decisions=_read_decisions(claims),
            outlets=owning.find_all((document.key, document.publisher, document.source) for document in found),
            owners=owning,
        )
    )
    problems += matched.problems
    quads = _map(reviewed, matched, resolved, repeated, addresses, run)
    texts = {addresses.document(document.key): document.text for document in found}
    return KnowledgeGraph(store.create(quads), base_iri=base_iri, model=run.model, texts=texts, problems=problems)


def build_corpus(
    inputs: Location | Iterable[Location],
    output: Location,
    *,
    model: str | None = None,
    base_iri: str = BASE,
    known: Known | None = None,
    identities: Location | Iterable[Location] = (),
    claims: Location | Iterable[Location] = (),
    reviews: Location | Iterable[Location] = (),
    owners: Location | Iterable[Location] = (),
    workers: int | None = None,
    cluster: str | None = None,
    sync: bool = False,
    day: str | None = None,
    most_versions: int | None = None,
    progress: Callable[[corpus.Progress], None] | None = None,
    watch: corpus.Watch | None = None,
) -> corpus.BuildReport:
    """Read articles and write their graph to a folder, however many there are.

    What was read is kept in the folder: the same call again goes on where the last one was broken off, and reads only
    what is new or has changed. Articles of earlier calls that are not among the inputs stay, unless `sync` is set.

    Args:
        inputs: Files, folders and the like; none, where what was read before is to be written anew with what people
            have decided since.
        output: The folder: nothing, an empty folder, or an output of graphkit. People's decisions in its
            `identities.csv`, `claims.csv` and `reviews.csv` are carried out, and its `owners.csv` is read.
        model: The name of an installed spaCy pipeline; None for the one that graphkit comes with.
        base_iri: The address below which the graph's things live; it ends in '/'.
        known: The entities of your own that names are to be linked to: a CSV file, or `KnownEntity` values.
        identities: A CSV file of people's decisions about who is who, or several, beside the folder's own.
        claims: A CSV file of people's decisions about which claims are one, or several, beside the folder's own.
        reviews: A CSV file of what people found of claims and edges, or several, beside the folder's own.
        owners: A CSV file of who owns which outlet, or several, the first of which that names an outlet counts; the
            folder's own comes after them.
        workers: How many processes read; None leaves it to the number of articles and of processors.
        cluster: The address of a Dask scheduler whose workers read instead; needs the extra `cluster`.
        sync: Whether articles that are no longer among the inputs leave the graph.
        day: The day that this build is said to be of, as 2024-05-31; None for the newest that any article carries.
        most_versions: How many earlier versions of an article are kept; None keeps all.
        progress: Called with how far it is.
        watch: Follows it article by article, and may end the reading: then the graph of what was read is written.

    Returns:
        What was done; `open_graph` opens the graph.

    Raises:
        InputError: An input cannot be read, or nothing could be, or the base is no address.
        ModelError: There is no such pipeline, or it is unfit.
        OutputError: The output cannot be written, or another run is writing it.
    """
    from graphkit import corpus

    folder = Path(output)
    corpus.recover_output(folder)  # people's decisions may stand in what a killed build has put aside
    who_is_who, same_claims, found = (
        [*([own] if (own := folder / name).is_file() else []), *_list(given)]
        for name, given in ((DECISIONS, identities), (CLAIM_DECISIONS, claims), (REVIEWS, reviews))
    )
    problems: list[Problem] = []
    options = corpus.Options(
        settings=corpus.Settings(model=model, known=_read_known(known)),
        base=_check_base(base_iri),
        answers=corpus.Answers(decisions=_read_decisions(who_is_who), reviews=_read_reviews(found, problems)),
        claim_decisions=_read_decisions(same_claims),
        owners=_read_owners([*_list(owners), *([own] if (own := folder / OWNERS).is_file() else [])]),
        problems=tuple(problems),
        workers=workers,
        cluster=cluster,
        sync=sync,
        watch=watch,
        day=day,
        most_versions=most_versions,
    )
    return corpus.build(_list(inputs), folder, options, progress)


def open_graph(folder: Location | None = None, *, store: str | None = None, whole: bool = True) -> KnowledgeGraph:
    """Open what `graphkit build` or `KnowledgeGraph.save` wrote, or what a SPARQL server holds.

    Args:
        folder: The output folder.
        store: The address of a SPARQL 1.1 server, to read the graph from there; a folder then gives the articles'
            texts, and none is needed. For a server that is not laid out as Oxigraph is, and for who we are to it, see
            `graphkit.store.connect`.
        whole: Whether the folder's store is first compared with its checksums where it is not large; the sizes of its
            files are compared in any case.

    Raises:
        StoreError: It is no output of graphkit, or a damaged one; or the server does not answer.
    """
    from graphkit import store as stores

    if folder is None:
        if store is None:
            raise StoreError("name the folder that 'graphkit build' wrote, or the address of a store")
        server = stores.connect(store)
        return KnowledgeGraph(server, base_iri=_find_base(server))
    path = Path(folder)
    facts = replacement.read_marker(path)
    base = str(facts.get("base_iri", BASE))
    texts = articles.Articles(path / ARTICLES, Addresses(base))
    opened = stores.connect(store) if store else stores.open_output(path, whole=whole)
    problems = [
        Problem(where=kept["where"], what=kept["what"], kind=Kind(kept.get("kind", Kind.NOTED.value)))
        for kept in facts.get("problems", ())
    ]
    return KnowledgeGraph(
        opened,
        base_iri=base,
        model=str(facts.get("model", "")),
        texts=texts,
        problems=problems,
        index=None if store else path / SEARCH,
        earlier=path / VERSIONS,
    )


def compare_builds(
    folder: Location, *, since: str | None = None, first: int | None = None, last: int | None = None
) -> Changes:
    """Say what changed in an output from one build to another: claims that came, went, were hedged or re-sourced.

    Args:
        folder: The output folder.
        since: A day, as 2024-05-31, or a month or year: all that changed in builds of that day and later.
        first: The number of the build before; None for the last but one.
        last: The number of the build after; None for the last.

    Returns:
        The changes.

    Raises:
        StoreError: It is no output of graphkit, a damaged one, or has no history.
        InputError: There is no such build, or none is of any day.
    """
    from graphkit import corpus

    output = Path(folder)
    builds = corpus.read_builds(output)
    end = builds[-1].number if last is None else last
    if since is not None:
        start = corpus.find_build(output, since)
    else:
        start = max(0, end - 1) if first is None else first
    return corpus.compare_builds(output, open_graph(output, whole=False).store, start, end)


def compare_articles(folder: Location, one: str, other: str) -> Changes:
    """Say what one article of an output has of what another says: what is added, dropped, hedged, said by another.

    Args:
        folder: The output folder.
        one: What the one is called: its identifier, its title, or its address.
        other: What the other is called.

    Returns:
        The changes from the one to the other.

    Raises:
        StoreError: It is no output of graphkit, or a damaged one.
        QueryError: No article is called so, or several are.
    """
    from graphkit import corpus
    from graphkit.model.vocabulary import PREFIXES
    from graphkit.query.bindings import find_document

    output = Path(folder)
    kg = open_graph(output, whole=False)
    prefix = Addresses(kg.base_iri).document("")
    prefixes = {**PREFIXES, "ex": kg.base_iri}
    first, second = (
        find_document(kg.store, name, prefixes, name="article").value.removeprefix(prefix) for name in (one, other)
    )
    return corpus.compare_articles(output, kg.store, first, second)


def open_rdf(
    files: Location | Iterable[Location],
    *,
    texts: Location | None = None,
    base_iri: str | None = None,
) -> KnowledgeGraph:
    """Read a graph back from RDF that graphkit wrote: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML.

    Turtle, N-Triples and RDF/XML do not tell which article a triple is from. It is found again by what the triple is
    about; of two articles that call one entity by two names, either then has both.

    Args:
        files: The file, or several of them that are to be one graph; the suffix tells the format.
        texts: Where the articles are, a file or a folder, so that claims can be shown in their sentences.
        base_iri: The address below which the graph's things live; None finds it by the documents.

    Returns:
        The graph, in memory; `problems` names the articles whose text was not found.

    Raises:
        InputError: A file cannot be read, and where in it the error is; or its documents live elsewhere.
    """
    from graphkit.export import parsing, recovery

    given = _list(files)
    store = parsing.read([Path(path) for path in given])
    found = parsing.find_base(store)
    base = _check_base(base_iri or found or BASE)
    if found and base != found:
        raise InputError(f"the documents live below {found}, not below {base}; leave the base IRI to them")
    recovery.restore_graphs(store, Addresses(base))
    problems: list[Problem] = []
    kept = _match_texts(store, texts, Addresses(base), problems)
    return KnowledgeGraph(store, base_iri=base, model=_find_model(store), texts=kept, problems=problems)


def explain(article: Input, *, model: str | None = None, problems: list[Problem] | None = None) -> Explanation:
    """Explain which rules fired in one article, which nearly did, and what was missed.

    Args:
        article: A file with one article, or a `Document`.
        model: The name of an installed spaCy pipeline; None for the one that graphkit comes with.
        problems: What was left out or guessed in reading it is added to these.

    Raises:
        InputError: It cannot be read, or is more than one article.
        ModelError: There is no such pipeline, or it is unfit.
    """
    from graphkit.language import annotation
    from graphkit.reading import explanation
    from graphkit.reading.extraction import extract

    found = _collect(article, [] if problems is None else problems)
    if len(found) > 1:
        raise InputError(f"{article} holds {len(found)} articles; only one at a time can be explained: take it out")
    [(document, doc)] = annotation.annotate(found, annotation.load(model))
    return explanation.explain(document, doc, extract(document, doc))


def _map(
    reviewed: Sequence[Reviewed],
    matched: Matching,
    resolution: Resolution,
    repeated: Sequence[NearDuplicate],
    addresses: Addresses,
    run: Provenance,
) -> Iterator[Quad]:
    from graphkit.rdf import corpus, duplicates, identity, mapping, matching, provenance, reviews

    yield from provenance.to_quads(run, addresses)
    yield from identity.to_quads(resolution, addresses=addresses, run=run)
    yield from duplicates.to_quads(repeated, addresses=addresses, run=run)
    documents: dict[str, set[str]] = {}
    for one in reviewed:
        key, entities = one.extraction.document.key, resolution.list_entities(one.extraction)
        own = reviews.DocumentReviews(document=key, outcomes=one.outcomes, entities=entities)
        yield from reviews.to_quads([own], addresses=addresses)
        for entity in entities:
            documents.setdefault(addresses.entity(entity.slug), set()).add(key)
        for quad in mapping.to_quads(one.extraction, entities, addresses=addresses, run=run, marks=one.marks):
            if proposition := corpus.proposition_of(quad):
                documents.setdefault(proposition, set()).add(key)
            yield quad
    originals = {copy.document: copy.of for copy in repeated}
    yield from corpus.to_quads(corpus.share(documents.items(), originals), addresses=addresses, run=run)
    yield from matching.to_quads(matched, addresses=addresses, run=run)


def _list(given: Location | Iterable[Location]) -> list[Location]:
    """Make a list of one place or several."""
    return [given] if isinstance(given, str | os.PathLike) else list(given)


def _read_known(known: Known | None) -> KnownEntities | None:
    from graphkit.identity.known import KnownEntities, read

    if known is None:
        return None
    return read(known) if isinstance(known, str | os.PathLike) else KnownEntities(known)


def _read_decisions(ledgers: Location | Iterable[Location]) -> tuple[Decision, ...]:
    from graphkit.model.decisions import select_standing

    return select_standing(decision for path in _list(ledgers) for decision in ledger.read(Path(path)))


def _read_reviews(ledgers: Iterable[Location], problems: list[Problem]) -> tuple[Review, ...]:
    from graphkit.model.reviews import select_reviews
    from graphkit.reviews import ledger

    files = [ledger.read(Path(path)) for path in ledgers]
    problems += (problem for file in files for problem in file.problems)
    return select_reviews(review for file in files for review in file.reviews)


def _read_owners(lists: Location | Iterable[Location]) -> Owners:
    from graphkit.matching.owners import Owners, load_shipped, read

    return Owners([*(read(Path(path)) for path in _list(lists)), load_shipped()])


def _match_texts(
    store: GraphStore, texts: Location | None, addresses: Addresses, problems: list[Problem]
) -> dict[str, str]:
    """Find the texts of a graph's documents, each by the digest that its address ends in."""
    from graphkit.export import parsing

    if texts is None:
        return {}
    wanted = parsing.find_documents(store)
    read = {addresses.document(document.key): document.text for document in documents.read([texts], problems=problems)}
    for address in sorted(wanted - read.keys()):
        problems.append(Problem(where=address, what=f"its text is not in {texts}: its claims are shown without it"))
    return {address: read[address] for address in sorted(wanted & read.keys())}


def _find_model(store: GraphStore) -> str:
    """Find what the articles were read with; nothing where several builds meet in one graph."""
    from pyoxigraph import Literal, NamedNode

    quads = store.quads_for_pattern(None, NamedNode(f"{GK}model"), None)
    models = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    return models.pop() if len(models) == 1 else ""


def _collect(inputs: Input | Iterable[Input], problems: list[Problem]) -> list[Document]:
    """Read every document, in an order that does not depend on that of the inputs, and each text once."""
    from graphkit import reader

    given = [inputs] if isinstance(inputs, str | os.PathLike | Document) else list(inputs)
    paths = [item for item in given if not isinstance(item, Document)]
    found = [documents.check(item) for item in given if isinstance(item, Document)]
    if paths or not found:
        found += documents.read(paths, problems=problems)
    kept: dict[str, Document] = {}
    for document in sorted(found, key=reader.order):
        if document.key in kept:
            problems.append(same_text_problem(document.identifier, kept[document.key].identifier))
        else:
            kept[document.key] = document
    if not kept:
        raise InputError(f"there was nothing to read: {summarise(problems)}")
    return list(kept.values())


def _find_base(store: GraphStore) -> str:
    """Find below which address the things of a graph live, by where its first document does."""
    from graphkit.export import parsing

    documents = sorted(parsing.find_documents(store))
    base, folder, _ = documents[0].rpartition("doc/") if documents else ("", "", "")
    return base if folder else BASE


def _check_base(base_iri: str) -> str:
    from pyoxigraph import NamedNode

    try:
        NamedNode(base_iri)
    except ValueError as error:
        raise InputError(f"the base IRI {base_iri!r} is no absolute address: {error}") from None
    if not base_iri.endswith("/") or "#" in base_iri or "?" in base_iri:
        raise InputError(f"the base IRI {base_iri!r} must end in '/', and have no '#' or '?': names are put behind it")
    return base_iri
