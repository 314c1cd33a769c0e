"""Look once: build what has arrived, and announce what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import corpus, pipeline, store
from graphkit.analysis.brief import make_cards, read_context
from graphkit.analysis.network import gather, read
from graphkit.analysis.network.records import list_articles
from graphkit.analysis.news import Followed, NewsItem, Versions, compare_versions, find_news, read_known, read_positions
from graphkit.documents.values import is_address
from graphkit.errors import InputError, Kind, Problem, QueryError, StoreError
from graphkit.files import lock, replacement, resources
from graphkit.files.history import read_history
from graphkit.files.layout import CLAIM_DECISIONS, DECISIONS, FOLLOWED, NEWS, OWNERS, REVIEWS, WATCH
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, Addresses
from graphkit.watching import announcing
from graphkit.watching.announcing import State
from graphkit.watching.arrivals import Arrivals, list_arrivals
from graphkit.watching.feeds import UNDATED
from graphkit.watching.fetching import fetch
from graphkit.watching.following import PERSON, SUBJECT, Following, read_following, resolve
from graphkit.watching.session import Limits

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.records import Article
    from graphkit.documents import Found

__all__ = ["Looked", "Settings", "look"]

_BUILT_WITH = (DECISIONS, CLAIM_DECISIONS, REVIEWS, OWNERS)
_FETCHED = "fetched"
_ALL = 1_000_000
"""So many claims of one subject are found at once, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How is watched.

    Args:
        everything: Whether all that is there at the first look is news too.
        only_followed: Whether disputes, replies and positions are announced only where they concern the followed.
        day: The day in the feed of what has none, ISO 8601; '' for the newest of its articles.
        settle: For how many seconds a file has to stay as it is before it is read.
        base: The base IRI; None for that of the output.
        model: The name of an installed spaCy pipeline; None for the one that graphkit comes with.
        known: A CSV file of the entities of your own; None for none.
        workers: How many processes read; None leaves it to the number of articles and of processors.
        network: What may be fetched; None for nothing.
    """

    everything: bool = False
    only_followed: bool = False
    day: str = ""
    settle: float = 2.0
    base: str | None = None
    model: str | None = None
    known: Path | None = None
    workers: int | None = None
    network: Limits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look found.

    Args:
        items: What is new, and was announced.
        problems: What was left out or guessed, of what arrived in this look.
        report: What was built; None where nothing was.
        is_first: Whether it was the first look at this output: what stands there counts as known.
        articles: How many articles the graph holds; 0 where there is none.
        lost: Whether a place that is watched cannot be listed at all.
        changed: Whether anything had changed since the last look.
        reread: Whether another graphkit read the articles anew: what it finds otherwise in them is no news.
    """

    items: tuple[NewsItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    report: corpus.BuildReport | None = None
    is_first: bool = False
    articles: int = 0
    lost: bool = False
    changed: bool = True
    reread: bool = False


def look(
    sources: Sequence[Path | str],
    folder: Path,
    settings: Settings,
    *,
    progress: Callable[[corpus.Progress], None] | None = None,
) -> Looked:
    """Build what has arrived since the last look, and announce what is new.

    Killed at any moment, the next look goes on where it stopped, and announces what it would have.

    Args:
        sources: Files, folders, maildirs, patterns, saved feeds and mailboxes; addresses of feeds and pages, where
            `settings.network` allows for them.
        folder: The output.
        settings: How.
        progress: Called with how far the building is.

    Raises:
        InputError: An option cannot be read.
        OutputError: The output cannot be written, or another run is writing it.
        StoreError: The output is damaged.
    """
    corpus.recover_output(folder)
    problems: list[Problem] = []
    addresses = [str(source) for source in sources if is_address(str(source))]
    if addresses and settings.network is None:
        raise InputError(f"{addresses[0]}: the network is not asked unless that is allowed (--allow-network)")
    fetched: tuple[Found, ...] = ()
    if settings.network is not None and addresses:
        fetched = fetch(addresses, folder / WATCH / _FETCHED, settings.network, problems)
    places = [Path(source) for source in sources if not is_address(str(source))]
    arrivals = list_arrivals(places, settle=settings.settle, fetched=fetched, problems=problems)
    if not {file.name for file in fetched}.issuperset(addresses):
        arrivals = replace(arrivals, lost=True)
    return _Look(folder, settings, progress).look(arrivals)


class _Look:
    """One look, step by step.

    Args:
        folder: The output.
        settings: How.
        progress: Called with how far the building is.
    """

    def __init__(self, folder: Path, settings: Settings, progress: Callable[[corpus.Progress], None] | None) -> None:
        self._folder = folder
        self._settings = settings
        self._progress = progress
        self._problems: list[Problem] = []
        self._built = False
        self._reader = f"{resources.fingerprint()} {settings.model or ''}".strip()

    def look(self, arrivals: Arrivals) -> Looked:
        """Run all steps."""
        folder = self._folder
        self._problems += arrivals.problems
        looked = Looked(problems=arrivals.problems, lost=arrivals.lost)
        wanted = self._digest(arrivals)
        if announcing.read_seen(folder) == wanted | {"graph": announcing.name_graph(folder)}:
            return replace(looked, changed=False)
        state = announcing.read_state(folder)
        is_first = state is None
        if state is None and not self._settings.everything and announcing.name_graph(folder):
            state, _ = self._announce(None, silently=True)
        reread = state is not None and state.reader not in ("", self._reader)
        before = state.items if state else ()
        report = None
        if arrivals.inputs and announcing.read_seen(folder).get("inputs") != wanted["inputs"]:
            report = self._build(arrivals.inputs)
        if not announcing.name_graph(folder):
            return replace(looked, problems=tuple(self._problems), is_first=is_first)
        state, articles = self._announce(state, silently=state is None and not self._settings.everything)
        # what was built by is from before the building; what was shown, from after it
        seen = {**self._digest(arrivals), "inputs": wanted["inputs"], "graph": announcing.name_graph(folder)}
        announcing.write_seen(folder, seen)
        return replace(
            looked,
            items=state.items[len(before) :],
            problems=tuple(dict.fromkeys(self._problems)),
            report=report,
            is_first=is_first,
            articles=articles,
            reread=reread,
        )

    def _digest(self, arrivals: Arrivals) -> dict[str, str]:
        """Digest all that a look depends on besides the graph: what has arrived, and what people decided and follow."""
        settings = self._settings
        built = [str(part or "") for part in (settings.base, settings.known, settings.model)]
        inputs = [arrivals.digest, self._reader, *built, *map(self._digest_file, _BUILT_WITH)]
        shown = [settings.day, *map(self._digest_file, (FOLLOWED, *NEWS))]
        return {"inputs": _digest(inputs), "shown": _digest(shown)}

    def _digest_file(self, name: str) -> str:
        try:
            return hashlib.sha256((self._folder / name).read_bytes()).hexdigest()
        except OSError:
            return ""

    def _build(self, inputs: Sequence[pipeline.Location]) -> corpus.BuildReport | None:
        """Build what has arrived; where all of it is unreadable, say so."""
        settings, folder = self._settings, self._folder
        try:
            facts = replacement.read_marker(folder)
        except StoreError:
            facts = {}
        try:
            report = pipeline.build_corpus(
                inputs,
                folder,
                model=settings.model,
                base_iri=settings.base or str(facts.get("base_iri", BASE)),
                known=settings.known,
                workers=settings.workers,
                progress=self._progress,
            )
        except InputError as error:
            if not str(error).startswith("there was nothing to read"):
                raise
            self._problems.append(Problem(where=str(folder), what=str(error), kind=Kind.QUARANTINED))
            return None
        self._built = True
        told = {(kept["where"], kept["what"]) for kept in facts.get("problems", ())}
        self._problems += report.damaged
        self._problems += (problem for problem in report.problems if (problem.where, problem.what) not in told)
        return report

    def _announce(self, state: State | None, *, silently: bool = False) -> tuple[State, int]:
        """Find what is new in the graph as it is now, and keep that it was announced; silently, keep it as known."""
        folder = self._folder
        with lock.hold(folder):
            replacement.finish_replacement(folder)
            kg = pipeline.open_graph(folder)
            records = read(kg.store)
            articles = {article.iri: article for article in records.articles}
            context = read_context(kg.store, records, kg.texts)
            cards = make_cards(gather(records), context)
            positions = read_positions(kg.store, base=kg.base_iri)
            earlier, versions = self._compare(kg, state, articles)
            followed = self._find_followed(kg, context, versions)
            items = state.items if state else ()
            if not silently:
                found = find_news(
                    kg.store,
                    context,
                    cards,
                    followed,
                    positions,
                    known=(state or State(reader="")).known,
                    versions=versions,
                    earlier=earlier,
                )
                if state is not None and state.reader != self._reader:
                    # what another graphkit read otherwise in what was there is no news
                    found = tuple(item for item in found if _is_in(item, versions.fresh))
                there = {item.id for item in items}
                new = {item.id: item for item in found if item.id not in there and self._is_wanted(item)}
                newest = max((article.issued for article in records.articles), default="")
                day = self._settings.day or newest or UNDATED
                items = (*items, *(replace(item, listed=item.day or day) for item in new.values()))
            known = read_known(cards, followed, positions)
            # what read an output that is there at first is not known
            reader = self._reader if self._built else state.reader if state else ""
            state = announcing.keep(folder, kg, State(reader=reader, known=known, items=items))
            announcing.write_files(folder, state, base=kg.base_iri)
            return state, len(articles)

    def _is_wanted(self, item: NewsItem) -> bool:
        return bool(item.followed) or not self._settings.only_followed

    def _compare(
        self, kg: KnowledgeGraph, state: State | None, articles: Mapping[str, Article]
    ) -> tuple[Mapping[str, Article], Versions]:
        """Compare the graph with the one that was known; nothing is to be compared where no article came or went."""
        old = announcing.open_announced(self._folder, state, kg.base_iri)
        earlier = {article.iri: article for article in list_articles(old[0])} if old else {}
        history, addresses = read_history(self._folder), Addresses(kg.base_iri)
        replaced = {
            addresses.document(text.replaced_by or ""): addresses.document(text.document)
            for text in (history.replaced if history else ())
        }
        return earlier, compare_versions(old, earlier, (kg.store, kg.texts), articles, replaced)

    def _find_followed(self, kg: KnowledgeGraph, context: Context, versions: Versions) -> list[Followed]:
        """Find the claims by or about the followed: of subjects, those in new articles."""
        listed, problems = read_following(self._folder)
        self._problems += problems
        entities = resolve(kg, listed, self._problems)
        found = []
        for one in listed:
            if one.kind == PERSON:
                claims = frozenset(
                    claim.iri
                    for claim in context.records.utterances
                    if not entities[one].isdisjoint((*claim.sources, *claim.about))
                )
                found.append(Followed(name=one.label, claims=claims))
        subjects = [one for one in listed if one.kind == SUBJECT]
        if subjects and versions.fresh:
            part = _take(kg, versions.fresh)
            found += (Followed(name=one.label, claims=self._search(part, one), lasting=False) for one in subjects)
        return found

    def _search(self, kg: KnowledgeGraph, subject: Following) -> frozenset[str]:
        try:
            result = kg.search(subject.name, kind="claim", limit=_ALL)
        except QueryError as error:
            self._problems.append(Problem(where=f"{self._folder / FOLLOWED}, line {subject.line}", what=str(error)))
            return frozenset()
        return frozenset(claim.iri for hit in result.hits for found in hit.sentences for claim in found.claims)


def _take(kg: KnowledgeGraph, documents: frozenset[str]) -> KnowledgeGraph:
    """Take the graph of some articles."""
    from pyoxigraph import NamedNode

    part = store.Part(kg.store, [NamedNode(document) for document in sorted(documents)])
    return KnowledgeGraph(part, base_iri=kg.base_iri, texts=kg.texts)


def _is_in(item: NewsItem, documents: frozenset[str]) -> bool:
    return any(passage.article.iri in documents for passage in item.passages)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
