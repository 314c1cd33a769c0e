"""What a disk forgot, or somebody changed, is found by `check`, named before it is asked, and made anew by a build."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from builds import build, make_texts, read, write
from builds import quick as quick  # a fixture
from pyoxigraph import Literal, NamedNode, Quad

import graphkit
from graphkit import store
from graphkit.corpus import checking, previous
from graphkit.errors import DamageError, InputError, OutputError, StoreError
from graphkit.files import checksums
from graphkit.files.layout import CHECKSUMS, MANIFEST

TRIPLE = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"), NamedNode("urn:g"))


def flip(path: Path) -> None:
    """Flip a bit in the middle of a file, which keeps its length and its time, as a disk does."""
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.unlink()  # it may have other names
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def list_findings(out: Path) -> list[str]:
    return [finding.file for finding in checking.check(out).findings]


def pick(out: Path, pattern: str) -> Path:
    """Pick the largest file of some."""
    return max(out.glob(pattern), key=lambda path: (path.stat().st_size, path.name))


def test_a_build_makes_anew_whatever_is_damaged(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "in", make_texts(7)), tmp_path / "out"
    build(articles, out)
    before = read(out)
    assert (list_findings(out), build(articles, out).damaged) == ([], ())
    edited, gone, *_ = sorted((out / "articles").iterdir())
    gone.unlink()
    edited.write_text("edited", encoding="utf-8")
    half = len(before["graph.html"]) // 2
    (out / "graph.html").write_bytes(before["graph.html"][:half])
    shard, index = pick(out, "work/shards/*/*"), pick(out, "store/*.sst")
    changed = ["graph.trig", "graph.ttl", "graphkit.json", "search.sqlite", "work/common/identity.tsv"]
    for path in (*(out / name for name in changed), shard, index):
        flip(path)
    assert list_findings(out) == [
        *(f"articles/{path.name}" for path in (edited, gone)),
        *("graph.html", "graph.trig", "graph.ttl", "graphkit.json", "search.sqlite"),
        *(f"store/{index.name}", "work/common", shard.relative_to(out).as_posix()),
    ]
    report = build(articles, out)
    assert 0 < report.read < 7
    assert [str(problem).removeprefix(f"{out}/") for problem in report.damaged] == [
        "work/shards: 1 file was damaged or gone: what stood in there is read anew",
        f"graph.html: was damaged (it has {half:,} bytes, and had {len(before['graph.html']):,}), and is made anew",
        "graph.trig: was damaged (it is not as it was written), and is made anew",
        "graph.ttl: was damaged (it is not as it was written), and is made anew",
        "graphkit.json: was damaged (it is not as it was written), and is made anew",
        "search.sqlite: was damaged (it is not as it was written), and is made anew",
        f"store: was damaged ({index.name}: it is not as it was written), and is made anew",
        f"articles: 2 texts were damaged or gone ({min(edited, gone).name} first), and made anew",
    ]
    assert (list_findings(out), read(out)) == ([], before)
    flip(out / CHECKSUMS)
    assert list_findings(out) == [CHECKSUMS]
    assert [problem.where for problem in build(articles, out).damaged] == [str(out / CHECKSUMS)]
    assert (list_findings(out), read(out)) == ([], before)


def test_a_damaged_manifest_loses_no_article(tmp_path: Path) -> None:
    """What is no longer among the inputs is read again from what was kept of it."""
    articles, out = write(tmp_path / "in", make_texts(5)), tmp_path / "out"
    build(articles, out)
    before = read(out)
    flip(out / MANIFEST)
    (articles / "002.txt").unlink()
    assert list_findings(out) == [MANIFEST]
    report = build(articles, out)
    assert (report.read, report.absent, report.documents) == (5, 1, 5)
    assert [problem.where for problem in report.damaged] == [str(out / MANIFEST)]
    assert {**read(out), "graphs.tsv": b""} == {**before, "graphs.tsv": b""}
    assert list_findings(out) == []
    (out / MANIFEST).write_bytes(b"x" * 8192)
    assert build(articles, out, sync=True).documents == 4


def test_what_cannot_be_read_again_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, out = write(tmp_path / "in", make_texts(3)), tmp_path / "out"
    build(articles, out)
    before = read(out)
    flip(pick(out, "work/shards/*/*"))
    lost = (articles / "001.txt").rename(tmp_path / "001.txt")
    with pytest.raises(InputError, match=r"^001\.txt: .*is damaged .*: name it again, or say --sync"):
        build(articles, out)
    assert read(out) == before
    lost.rename(articles / "001.txt")
    assert build(articles, out).documents == 3

    def note_and_fail(folder: Path, new: Path, common: Mapping[str, Mapping[str, str]]) -> None:
        note(folder, new, common)
        raise OSError(errno.ENOSPC, "No space left on device", "out")

    note = previous.note
    monkeypatch.setattr(previous, "note", note_and_fail)
    (articles / "002.txt").unlink()
    with pytest.raises(OutputError, match="no space left"):
        build(articles, out, sync=True)
    assert list_findings(out) == []  # what it had noted tells of an output that never came


def test_a_damaged_store_is_named_before_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, copy = tmp_path / "out", tmp_path / "copy"
    build(write(tmp_path / "in", make_texts(3)), out)
    told = rf"copy/store: is damaged \(store/.*\); make it anew with 'graphkit build INPUT -o {copy}'$"

    def damage(pattern: str, data: bytes | None = None) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(out, copy)
        path = pick(copy, pattern)
        flip(path) if data is None else path.write_bytes(data)

    damage("store/*.sst")
    with pytest.raises(DamageError, match=told):
        graphkit.open_graph(copy)
    graphkit.open_graph(copy, whole=False)
    # Of a large store what tells of the other files is read, and of those the size.
    monkeypatch.setattr(checksums, "CHEAP", 0)
    graphkit.open_graph(out)
    manifest = pick(out, "store/MANIFEST-*").read_bytes()
    for pattern, data in (("store/MANIFEST-*", manifest[: len(manifest) // 2]), ("store/CURRENT", None)):
        damage(pattern, data)
        with pytest.raises(DamageError, match=told):
            graphkit.open_graph(copy)
    damage("store/*.sst", b"x")
    with pytest.raises(DamageError, match=r"\.sst: it has 1 bytes, and had"):
        graphkit.open_graph(copy)


def test_a_store_that_another_program_has_changed_is_asked_and_made_anew(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "in", make_texts(3)), tmp_path / "out"
    build(articles, out)
    before = read(out)
    store.open_to_write(out / "store").add(TRIPLE)
    assert TRIPLE in set(graphkit.open_graph(out).store)
    [finding] = checking.check(out).findings
    assert (finding.file, finding.what) == ("store", "another program has changed it")
    assert [str(problem) for problem in build(articles, out).damaged] == [
        f"{out / 'store'}: was damaged (another program has changed it), and is made anew"
    ]
    assert read(out) == before


def test_a_file_that_the_engine_finds_damaged_is_named(tmp_path: Path) -> None:
    build(write(tmp_path / "in", make_texts(3)), tmp_path / "out")
    where = f"in {tmp_path}/out/store/000012.sst offset 9 size 4, block_type = Data"
    error = store.explain_damage(
        RuntimeError(f"Corruption: block checksum mismatch: stored = 1, computed = 2, type = 4  {where}")
    )
    assert str(error) == (
        f"{tmp_path}/out/store: is damaged (000012.sst: block checksum mismatch);"
        f" make it anew with 'graphkit build INPUT -o {tmp_path}/out'"
    )
    assert store.explain_damage(RuntimeError("something else")) is None


def test_an_output_of_before_checksums_is_asked_and_built_upon(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "in", make_texts(3)), tmp_path / "out"
    build(articles, out)
    before = read(out)
    (out / CHECKSUMS).unlink()
    (out / "work" / "manifest.sum").unlink()
    assert graphkit.open_graph(out).count()["documents"] == 3
    with pytest.raises(StoreError, match="an older graphkit wrote it; the next build adds them"):
        checking.check(out)
    assert build(articles, out).damaged == ()
    assert (list_findings(out), read(out)) == ([], before)


def test_an_output_whose_marker_is_damaged_is_still_known(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "in", make_texts(3)), tmp_path / "out"
    build(articles, out)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    (out / "graphkit.json").write_bytes(b"{")
    assert build(articles, out).documents == 3
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert list_findings(out) == []
