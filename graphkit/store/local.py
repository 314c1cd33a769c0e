"""Make and open stores on this machine, in memory or on disk: Oxigraph, as it is."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DamageError, InputError, OutputError, StoreError
from graphkit.files import checksums, faults
from graphkit.files.layout import STORE

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

__all__ = [
    "check_clock",
    "create",
    "explain_damage",
    "keep_open",
    "load_file",
    "open_output",
    "open_read_only",
    "open_to_write",
    "writing",
]

_opened: dict[Path, tuple[object, Store]] | None = None
"""The store that was opened last, by its folder, with what its files were like; None where none is kept."""
_DAMAGED_FILE = re.compile(r"(?P<what>Corruption: [^:]*).* in (?P<folder>.+)/[^/]+/(?P<file>\d+\.sst)", re.DOTALL)
"""What the engine says of a block of a file whose checksum is not that of its bytes."""


def check_clock() -> None:
    """Refuse to work by a clock that stands before 1970, of which the engine ends the process.

    Raises:
        StoreError: The clock of this machine is that wrong.
    """
    if time.time() < 0:
        raise StoreError("the clock of this machine stands before 1970; set it, for queries cannot be answered by it")


def create(quads: Iterable[Quad] = (), *, path: Path | None = None) -> Store:
    """Make a store and fill it.

    Args:
        quads: What to load, streamed: they are never all in memory at once.
        path: The folder to make it in, which must not exist; None for one in memory. It gets its name when the store
            is whole, so that there is never half a store under it.

    Returns:
        The store, to read and to write.

    Raises:
        OutputError: The folder exists or cannot be written.
    """
    return _make(lambda store: store.bulk_extend(quads), path)


def load_file(file: Path, *, path: Path | None = None) -> Store:
    """Make a store of an RDF file, which the engine reads itself, on one core.

    Args:
        file: The file, in the format that its suffix tells: .nq, .trig, .nt, .ttl, .rdf or .jsonld.
        path: The folder to make it in, which must not exist; None for one in memory.

    Returns:
        The store, to read and to write.

    Raises:
        InputError: The file is not there, has no such suffix, or is malformed.
        OutputError: The folder exists or cannot be written.
    """
    from pyoxigraph import RdfFormat

    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if form is None:
        raise InputError(f"{file}: the suffix tells no RDF format; take .nq, .trig, .nt, .ttl, .rdf or .jsonld")
    if not file.is_file():
        raise InputError(f"{file}: there is no such file")

    def fill(store: Store) -> None:
        try:
            store.bulk_load(path=file, format=form)
        except SyntaxError as error:
            raise InputError(f"{file}: is no {form.name}: {error.msg}") from None

    return _make(fill, path)


def open_read_only(path: Path) -> Store:
    """Open a store on disk to read it; any number of readers may do so at once, beside a writer too.

    They see what the store held when they opened it.

    Raises:
        StoreError: There is none, or it is damaged.
    """
    from pyoxigraph import Store

    check_clock()
    _check_there(path)
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        what = " ".join(str(error).split())
        hint = f"make it anew with {checksums.name_command(path.parent)}"
        raise StoreError(f"{path}: the store cannot be opened ({what}); {hint}") from error


def open_output(folder: Path, *, whole: bool = True) -> Store:
    """Open the store of an output to read it, once it is checked that it is as it was written.

    Args:
        folder: The output.
        whole: Whether all of it is checked where it is not large, which takes up to a tenth of a second; see
            `checksums.check_store`.

    Raises:
        DamageError: It is damaged.
        StoreError: There is none.
    """
    global _opened
    path = folder / STORE
    _check_there(path)
    checksums.check_store(folder, most=checksums.CHEAP if whole else 0)
    if _opened is None:
        return open_read_only(path)
    state = _describe_files(path)
    if path not in _opened or _opened[path][0] != state:
        _opened = {}  # what is no longer wanted is let go of before the next is opened
        _opened = {path: (state, open_read_only(path))}
    return _opened[path][1]


def keep_open() -> None:
    """Have `open_output` keep what it opens, for whoever opens it next in this process while its files are the same.

    For processes that answer one query after another: opening takes ten times as long as most answers.
    """
    global _opened
    _opened = {}


def _describe_files(path: Path) -> object:
    """Describe the files of a store, but for the one that the engine writes a log of each opening into."""
    try:
        with os.scandir(path) as entries:
            facts = [(entry.name, entry.stat()) for entry in entries if not entry.name.startswith("LOG")]
    except FileNotFoundError:
        return object()  # a build has just replaced it
    return sorted((name, status.st_ino, status.st_size, status.st_mtime_ns) for name, status in facts)


def explain_damage(error: BaseException) -> DamageError | None:
    """Make the error that says which store is damaged, of what the engine says; None where it says something else."""
    found = _DAMAGED_FILE.search(str(error))
    if found is None:
        return None
    folder, what = Path(found["folder"]), found["what"].removeprefix("Corruption: ").strip()
    hint = f"make it anew with {checksums.name_command(folder)}"
    return DamageError(f"{folder / STORE}: is damaged ({found['file']}: {what}); {hint}")


def open_to_write(path: Path) -> Store:
    """Open a store on disk to change it; one process may do so at a time, and holds it until it drops the store.

    Raises:
        StoreError: There is none, it is damaged, or somebody is writing to it.
    """
    from pyoxigraph import Store

    check_clock()
    _check_there(path)
    try:
        return Store(path)
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            hint = "wait until it is done, or open the store read-only"
            raise StoreError(f"{path}: another process is writing to this store; {hint}") from None
        hint = f"make it anew with {checksums.name_command(path.parent)}"
        raise StoreError(f"{path}: the store cannot be opened ({error}); {hint}") from error


def _check_there(path: Path) -> None:
    if not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: there is no store here; make one with {checksums.name_command(path.parent)}")


def _make(fill: Callable[[Store], None], path: Path | None) -> Store:
    """Make a store beside its place, and name it when it is whole and on the disk."""
    from pyoxigraph import Store

    check_clock()
    if path is None:
        store = Store()
        fill(store)
        return store
    if path.exists():
        raise OutputError(f"{path}: a store would be made here, but something is here already")
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        with writing(path):
            store = Store(new)
            fill(store)
            store.flush()
            del store  # lets go of the files: they cannot be renamed under it
            new.rename(path)
            return Store(path)
    finally:
        shutil.rmtree(new, ignore_errors=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong in the block into an error that says that a store cannot be written, and why."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise faults.explain(path, error, kept="the store is not whole, and removed") from error
