"""Keep the checksums of an output's files, and find those that are no longer as they were written.

Disks forget bits, copies break off, and people edit what they should not. A CRC-32 finds that at the speed of the disk,
and is not meant to find what somebody forges. The texts of articles need none: each is named by its digest. What `work`
holds has checksums of its own, for builds change it in place.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import DamageError
from graphkit.files import durable
from graphkit.files.layout import CHECKSUMS, LEDGERS, MARKER, STORE, VERSIONS, WORK

__all__ = [
    "CHEAP",
    "Checksum",
    "Inspection",
    "check_store",
    "inspect",
    "measure",
    "name_command",
    "read",
    "read_sound",
    "write",
]

_BLOCK = 1 << 20
_THREADS = 4
_TABLE = ".sst"
"""The suffix of the files that hold what is in a store; the others are small, and tell of these."""
CHEAP = 256 << 20
"""A store of so many bytes is read whole before it is asked: a tenth of a second, for some 250 to 450 articles."""
_UNCHECKED = re.compile(r"LOCK|LOG(\.old\.\d+)?")
"""What the engine writes into a store whenever it opens it."""
_CURRENT = re.compile(rb"MANIFEST-\d+\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """What a file is recognised by.

    Args:
        size: How many bytes it has.
        crc: Their CRC-32.
    """

    size: int
    crc: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was found of the files of an output.

    Args:
        sound: The checksums of those that are as they were written, by their path below the output.
        damaged: What is wrong with the others.
    """

    sound: Mapping[str, Checksum]
    damaged: Mapping[str, str]

    def is_sound(self, name: str) -> bool:
        """Check whether a file, or all of a folder, is as it was written."""
        below = f"{name}/"
        return any(path == name or path.startswith(below) for path in self.sound) and not any(
            path == name or path.startswith(below) for path in self.damaged
        )


def measure(path: Path) -> Checksum:
    """Measure a file.

    Raises:
        OSError: It cannot be read.
    """
    size = crc = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            size += len(block)
            crc = zlib.crc32(block, crc)
    return Checksum(size=size, crc=crc)


def write(folder: Path, *, old: Path | None = None, known: Mapping[str, Checksum] | None = None) -> None:
    """Write down the checksums of what stands in a new output.

    Args:
        folder: The output, with all its files.
        old: The output that it takes the place of.
        known: The checksums of files of the old output, by their path in it: what has the same file is not read again.
    """
    carried = {}
    for name, checksum in (known or {}).items():
        if old is not None:
            status = (old / name).stat()
            carried[(status.st_dev, status.st_ino)] = checksum

    def find(name: str) -> Checksum:
        status = (folder / name).stat()
        found = carried.get((status.st_dev, status.st_ino))
        return found if found is not None and found.size == status.st_size else measure(folder / name)

    names = sorted(_list_files(folder))
    with closing(_map(find, names)) as results:
        lines = [_write_line(name, found) for name, found in zip(names, results, strict=True)]
    body = "".join(lines)
    own = Checksum(size=len(body.encode()), crc=zlib.crc32(body.encode()))
    path = folder / CHECKSUMS
    path.write_bytes((body + _write_line(CHECKSUMS, own)).encode())
    durable.sync_file(path)


def read(folder: Path) -> dict[str, Checksum]:
    """Read the checksums of an output, by the path of each file below it.

    Raises:
        FileNotFoundError: There are none.
        DamageError: They are damaged themselves.
    """
    path = folder / CHECKSUMS
    data = path.read_bytes()
    try:
        *lines, last = data.decode().splitlines(keepends=True)
        body = "".join(lines).encode()
        if _read_line(last) != (CHECKSUMS, Checksum(size=len(body), crc=zlib.crc32(body))):
            raise ValueError
        return dict(map(_read_line, lines))
    except ValueError:
        raise DamageError(f"{path}: is damaged; make it anew with {name_command(folder)}") from None


def read_sound(folder: Path, name: str) -> bytes | None:
    """Read a file of an output.

    Args:
        folder: The output.
        name: The path of the file below it.

    Returns:
        Its bytes; None where it is not there, or not as it was written.
    """
    try:
        data = (folder / name).read_bytes()
        wanted = read(folder).get(name)
    except (OSError, DamageError):
        return None
    return data if wanted == Checksum(size=len(data), crc=zlib.crc32(data)) else None


def inspect(folder: Path, *, tell: Callable[[int, int], None] = lambda done, total: None) -> Inspection | None:
    """Compare all files of an output, but for the articles and `work`, with their checksums.

    Args:
        folder: The output.
        tell: Called with how many bytes are read, and how many there are.

    Returns:
        What was found; None where there are no checksums: an older graphkit wrote it.
    """
    try:
        wanted = read(folder)
    except FileNotFoundError:
        return None
    except DamageError:
        return Inspection(sound={}, damaged={CHECKSUMS: "it is not as it was written"})
    total, done = sum(checksum.size for checksum in wanted.values()), 0
    damaged, sound = {}, {}
    with closing(_map(lambda name: _compare(folder / name, wanted[name]), wanted)) as results:
        for (name, checksum), what in zip(wanted.items(), results, strict=True):
            if what is None:
                sound[name] = checksum
            else:
                damaged[name] = what
            done += checksum.size
            tell(done, total)
    if _is_changed(folder / STORE, wanted):
        damaged = {name: what for name, what in damaged.items() if not name.startswith(f"{STORE}/")}
        damaged[STORE] = "another program has changed it"
    return Inspection(sound=sound, damaged=damaged)


def check_store(folder: Path, *, most: int | None = CHEAP) -> None:
    """Check the store of an output before it is asked: on a damaged one the engine may search without end.

    Args:
        folder: The output.
        most: So many bytes it may have to be read whole; None reads any. Of a larger one the names and sizes of all
            files are compared, and what is in those by which the engine finds the others.

    Raises:
        DamageError: It is damaged.
    """
    why = _find_store_damage(folder, most)
    if why is not None:
        raise DamageError(f"{folder / STORE}: is damaged ({why}); make it anew with {name_command(folder)}")


def _find_store_damage(folder: Path, most: int | None) -> str | None:
    """Find what is damaged in a store, if anything is known of it, and no other program has changed it."""
    while True:
        try:
            data = (folder / CHECKSUMS).read_bytes()
            why = _compare_store(folder, read(folder), most)
        except FileNotFoundError:
            return None
        except DamageError:
            return f"{CHECKSUMS} is not as it was written"
        # A build may have replaced the output between one file and the next.
        if why is None or not (folder / CHECKSUMS).exists() or data == (folder / CHECKSUMS).read_bytes():
            return why


def _compare_store(folder: Path, checksums: Mapping[str, Checksum], most: int | None) -> str | None:
    wanted = {name: found for name, found in checksums.items() if name.startswith(f"{STORE}/")}
    if _is_changed(folder / STORE, wanted):
        return None
    whole = most is None or sum(found.size for found in wanted.values()) <= most
    for name in sorted(wanted, key=lambda name: (name.endswith(_TABLE), name)):
        why = _compare(folder / name, wanted[name], whole=whole or not name.endswith(_TABLE))
        if why is not None:
            return f"{name}: {why}"
    return None


def _is_changed(store: Path, wanted: Mapping[str, Checksum]) -> bool:
    """Check whether another program has opened a store to write: the engine then begins a new list of its files."""
    try:
        data = (store / "CURRENT").read_bytes()
    except OSError:
        return False
    name = data.decode(errors="replace").strip()
    return bool(_CURRENT.fullmatch(data)) and f"{STORE}/{name}" not in wanted and (store / name).is_file()


def _map[R](work: Callable[[str], R], names: Iterable[str]) -> Generator[R]:
    """Read files several at a time, in their order, and no more once the generator is closed."""
    pool = ThreadPoolExecutor(_THREADS)
    try:
        yield from pool.map(work, names)
    finally:
        pool.shutdown(cancel_futures=True)


def _compare(path: Path, wanted: Checksum, *, whole: bool = True) -> str | None:
    """Compare a file with its checksum, and return what is wrong."""
    try:
        size = path.stat().st_size
        if size != wanted.size:
            return f"it has {size:,} bytes, and had {wanted.size:,}"
        return "it is not as it was written" if whole and measure(path) != wanted else None
    except FileNotFoundError:
        return "it is gone"
    except OSError as error:
        return f"it cannot be read ({(error.strerror or str(error)).lower()})"


def _list_files(folder: Path) -> Iterator[str]:
    """List the files that have checksums: all but the articles, `work`, and what people answered."""
    for path in folder.iterdir():
        if path.is_file() and path.name not in (CHECKSUMS, *LEDGERS):
            yield path.name
    yield from _list_store(folder)
    if (folder / VERSIONS).is_dir():
        yield from (f"{VERSIONS}/{path.name}" for path in (folder / VERSIONS).iterdir() if path.is_file())


def _list_store(folder: Path) -> Iterable[str]:
    try:
        names = [path.name for path in (folder / STORE).iterdir()]
    except OSError:
        return []
    return [f"{STORE}/{name}" for name in names if not _UNCHECKED.fullmatch(name)]


def _write_line(name: str, checksum: Checksum) -> str:
    return f"{name}\t{checksum.size}\t{checksum.crc:08x}\n"


def _read_line(line: str) -> tuple[str, Checksum]:
    name, size, crc = line.rstrip("\n").split("\t")
    return name, Checksum(size=int(size), crc=int(crc, 16))


def name_command(folder: Path) -> str:
    """Name the command that makes an output anew: where `work` is not kept, it was imported."""
    imported = (folder / MARKER).is_file() and not (folder / WORK).is_dir()
    return f"'graphkit import FILE -o {folder}'" if imported else f"'graphkit build INPUT -o {folder}'"
