"""Keep what was announced, and the graph as it was then, so that nothing is announced twice and nothing is lost.

One file is the truth, and is replaced whole: it holds every item that was announced, what is known of the graph, and
the name of the folder with that graph. The files that people read are made from it, and made again where they differ.
So a process may be killed at any moment: what it had not yet kept, the next look finds once more, under the same ids.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import store
from graphkit.analysis.news import Known, NewsItem
from graphkit.errors import DamageError, StoreError
from graphkit.files import articles, durable, faults, replacement
from graphkit.files.layout import ARTICLES, CHECKSUMS, NEWS, STORE, WATCH
from graphkit.model.vocabulary import Addresses
from graphkit.watching.feeds import write_news

if TYPE_CHECKING:
    from cattrs import Converter

    from graphkit.graph import KnowledgeGraph
    from graphkit.store import GraphStore

__all__ = ["State", "keep", "name_graph", "open_announced", "read_seen", "read_state", "write_files", "write_seen"]

_VERSION = 1
_STATE = "state.json"
_SEEN = "seen"
_GRAPH = "graph-"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was announced, and what was known then.

    Args:
        reader: What the articles were read with.
        graph: The name of the folder with the graph as it was known; '' where nothing was.
        known: What was known of it.
        items: The news, in the order in which it was announced.
    """

    reader: str
    graph: str = ""
    known: Known = field(default_factory=Known)
    items: tuple[NewsItem, ...] = ()


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter()
    converter.register_unstructure_hook_func(lambda kind: kind == frozenset[str], sorted)
    converter.register_unstructure_hook_func(lambda kind: kind == frozenset[tuple[str, str]], sorted)
    return converter


def read_state(folder: Path) -> State | None:
    """Read what was announced of an output; None where it was never watched.

    Raises:
        DamageError: What was kept is damaged.
    """
    path = folder / WATCH / _STATE
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if kept["version"] != _VERSION:
            raise ValueError(f"version {kept['version']}")
        return _converter().structure(kept["state"], State)
    except FileNotFoundError:
        return None
    except Exception as error:
        hint = f"remove {path.parent}, and what stands in {folder} now counts as known"
        raise DamageError(
            f"{path}: is damaged, or of another version ({type(error).__name__}: {error}); {hint}"
        ) from error


def name_graph(folder: Path) -> str:
    """Name the graph that an output holds now, by its checksums; '' where there is none."""
    try:
        return _GRAPH + hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def open_announced(folder: Path, state: State | None, base: str) -> tuple[GraphStore, articles.Articles] | None:
    """Open the graph as it was known, with the texts of its articles; None where nothing was.

    Raises:
        StoreError: It is damaged, or gone.
    """
    if state is None or not state.graph:
        return None
    place = folder / WATCH / state.graph
    return store.open_read_only(place / STORE), articles.Articles(place / ARTICLES, Addresses(base))


def keep(folder: Path, kg: KnowledgeGraph, state: State) -> State:
    """Keep what is announced now, with the graph as it is now. Whoever calls it holds the output's lock.

    Args:
        folder: The output.
        kg: Its graph.
        state: What is announced.

    Returns:
        The state as it is kept.

    Raises:
        OutputError: It cannot be written; what was kept before is kept still.
        DamageError: The output is damaged.
    """
    place = folder / WATCH
    kept = replace(state, graph=name_graph(folder))
    try:
        place.mkdir(exist_ok=True)
        if not (place / kept.graph).is_dir():
            _copy_graph(folder, kg, place / kept.graph)
        text = json.dumps({"version": _VERSION, "state": _converter().unstructure(kept)}, ensure_ascii=False, indent=1)
        replacement.write_file(place / _STATE, f"{text}\n".encode(errors="replace"))
        for old in place.iterdir():
            if old.name.lstrip(".").startswith(_GRAPH) and old.name != kept.graph:
                shutil.rmtree(old, ignore_errors=True)
    except DamageError:
        raise
    except (OSError, StoreError) as error:  # the store has an error of its own for a disk that is full
        raise faults.explain(place, error, kept="nothing was announced, and nothing is lost") from error
    return kept


def _copy_graph(folder: Path, kg: KnowledgeGraph, place: Path) -> None:
    """Copy the graph of an output, at next to no cost: both have the same files (hard links)."""
    new = place.with_name(f".{place.name}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    copy = store.copy(folder / STORE, new / STORE)
    copy.flush()
    del copy  # lets go of the files
    prefix = Addresses(kg.base_iri).document("")
    missing, _ = articles.link((iri.removeprefix(prefix) for iri in kg.texts), folder / ARTICLES, new / ARTICLES)
    if missing:
        raise DamageError(f"{folder / ARTICLES}: {len(missing)} texts are damaged or gone; build it again")
    durable.sync_tree(new)
    new.rename(place)
    durable.sync_folder(place.parent)


def write_files(folder: Path, state: State, *, base: str) -> None:
    """Write the news for people and programs, each file that is not so already.

    Args:
        folder: The output.
        state: What was announced.
        base: The address below which the graph's things live.

    Raises:
        OutputError: A file cannot be written.
    """
    for name in NEWS:
        data = write_news(state.items, name.rpartition(".")[2], base=base)
        path = folder / name
        try:
            same = path.read_bytes() == data
        except OSError:
            same = False
        if not same:
            replacement.write_file(path, data)


def read_seen(folder: Path) -> dict[str, str]:
    """Read by which digests the last look would find that nothing has changed; none where that is not known."""
    try:
        found = json.loads((folder / WATCH / _SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_seen(folder: Path, seen: dict[str, str]) -> None:
    """Keep by which digests the next look finds that nothing has changed."""
    replacement.write_file(folder / WATCH / _SEEN, json.dumps(seen, indent=1).encode())
