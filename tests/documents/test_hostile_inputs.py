"""Files that lie, are damaged, or were made to trip a reader: each costs one line, and the rest is read."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import random
import re
import socket
import struct
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path

import articles
import pytest
from articles import PARAGRAPHS, SENTENCE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import documents
from graphkit.documents import Item, streams
from graphkit.errors import InputError, Kind, Problem
from graphkit.model import Document

ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
SECRET = '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


def put(folder: Path, name: str, data: bytes) -> tuple[list[Document], list[str]]:
    """Read a file beside a good one, which must come through."""
    (folder / name).write_bytes(data)
    (folder / "z-good.txt").write_text(SENTENCE, encoding="utf-8")
    problems: list[Problem] = []
    found = list(documents.read([folder], problems=problems))
    assert found[-1].identifier == "z-good.txt"
    return found[:-1], [str(problem).removeprefix(f"{folder}{os.sep}") for problem in problems]


def quarantined(folder: Path, name: str, data: bytes) -> str:
    found, [problem] = put(folder, name, data)
    assert found == []
    return problem


# -- files that are not what their names say


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.rss", "a.eml"])
def test_a_page_by_another_name_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    found, problems = put(tmp_path, name, articles.page().encode())
    assert PARAGRAPHS[0] in found[0].text and "<p>" not in found[0].text
    assert problems == [f"{name}: is an HTML page, whatever its name says; read as that"]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.eml"])
def test_a_pdf_by_another_name_is_read_as_pdf(tmp_path: Path, name: str) -> None:
    found, problems = put(tmp_path, name, articles.pdf([PARAGRAPHS[0]]))
    assert [document.text for document in found] == [f"{PARAGRAPHS[0]}\n"]
    assert problems == [f"{name}: is a PDF file, whatever its name says; read as that"]


def test_a_word_document_by_another_name(tmp_path: Path) -> None:
    found, problems = put(tmp_path, "a.html", articles.docx())
    assert PARAGRAPHS[0] in found[0].text
    assert problems == ["a.html: is a Word document, whatever its name says; read as that"]


def test_a_compressed_file_by_another_name(tmp_path: Path) -> None:
    found, problems = put(tmp_path, "a.jsonl", gzip.compress(articles.jsonl()))
    assert len(found) == 2
    assert problems == ["a.jsonl: is compressed by gzip, whatever its name says; read as that"]


def test_a_file_that_is_not_compressed_although_it_is_called_so(tmp_path: Path) -> None:
    found, problems = put(tmp_path, "a.txt.gz", SENTENCE.encode())
    assert [document.text for document in found] == [SENTENCE]
    assert problems == ["a.txt.gz: is not compressed by gzip, whatever its name says; read as it is"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", SENTENCE.encode(), "not a PDF file, whatever its name says"),
        ("a.docx", SENTENCE.encode(), "not a Word document, whatever its name says"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 99, "an old or an encrypted Office document; save it as .docx, without"),
        ("a.docx", articles.zipped({"x": b"y"}), "no Word document"),
        ("a.eml", b"\n\nJust text.", "no message: its first line is no header"),
        ("a.mbox", SENTENCE.encode(), "no mailbox: its first line does not begin with 'From '"),
        ("a.warc", SENTENCE.encode(), "no WARC: it does not begin with 'WARC/'"),
        ("a.zip", SENTENCE.encode(), "it is damaged (File is not a zip file)"),
        ("a.tar", SENTENCE.encode() * 99, "it is damaged ("),
        ("a.html", b"\x00\x01\x02\xff" * 99, "it is no text: "),
        ("a.jsonl", b"\x00\x01\x02\xff" * 99, "it is no text: "),
    ],
)
def test_a_file_that_is_nothing_that_its_name_says(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    assert quarantined(tmp_path, name, data).startswith(f"{name}: was left out: {told}")


@pytest.mark.parametrize("name", [*articles.every()])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    found, problems = put(tmp_path, name, b"")
    assert found == []
    assert len(problems) <= 1


# -- what would take for ever


@pytest.mark.parametrize("key", ['"author":', '"publisher":', '"author":[{"@type":"Person","name":"A B"}],'])
def test_data_for_machines_that_names_thousands_is_not_read(tmp_path: Path, key: str) -> None:
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle",{key * 33_000}"x"}}</script></head>'
    found, [problem] = put(tmp_path, "a.html", articles.page().replace("</head>", data).encode())
    assert PARAGRAPHS[0] in found[0].text
    assert problem.startswith("a.html: its data for machines (JSON-LD) was not read: it names ")


@pytest.mark.parametrize("name", ["Content-Type", "content-disposition", "From", "Subject", "Date"])
@pytest.mark.parametrize("join", ["; a=b", ";\r\n a=b", "=?utf-8?q?a?= ", "a@b.example, "])
def test_a_header_of_a_message_without_end(tmp_path: Path, name: str, join: str) -> None:
    data = f"To: a@b.example\r\n{name}: text/plain{join * 40_000}\r\n\r\n{SENTENCE}"
    told = quarantined(tmp_path, "a.eml", data.encode())
    assert told == f"a.eml: was left out: its {name} is longer than 8 kB, as no message has it"


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        (
            b"(" + SENTENCE.encode() * 22_000 + b") Tj",
            "one of its pages holds more text than a book, as only a trap does",
        ),
        (b"0 0 m " * 2_000_000, "one of its pages is drawn in 11 MB, as no page of an article is"),
        (b"0 0 m " * 700_000, r"it has [\d,]+ bytes and draws 4 MB, as only a trap does"),
    ],
    ids=["text", "many lines", "lines"],
)
def test_a_small_pdf_that_expands_to_an_enormous_page(tmp_path: Path, drawn: bytes, told: str) -> None:
    packed = zlib.compress(b"BT /F1 11 Tf 72 700 Td " + drawn + b" ET")
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)
    data = articles.pdf([PARAGRAPHS[0]], ["x"])
    start, end = data.rindex(b"<</Length "), data.rindex(b"endstream") + len(b"endstream")
    data = data[:start] + stream + data[end:]
    assert len(data) < 50_000
    assert re.fullmatch(f"a.pdf: was left out: {told}", quarantined(tmp_path, "a.pdf", data))


def test_a_word_document_asks_for_no_style_of_paragraphs_that_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx
    from docx.styles.styles import Styles

    asked: list[object] = []
    default = Styles.default

    def count(styles: Styles, kind: object) -> object:
        asked.append(kind)
        return default(styles, kind)  # type: ignore[arg-type]

    document, buffer = docx.Document(), io.BytesIO()
    for _ in range(100):
        document.add_paragraph(SENTENCE)
    document.save(buffer)
    monkeypatch.setattr(Styles, "default", count)
    found, problems = put(tmp_path, "a.docx", buffer.getvalue())
    assert (found[0].text.count("\n\n"), problems, asked) == (99, [], [])


def test_long_lines_in_the_body_of_a_message_are_no_headers(tmp_path: Path) -> None:
    found, problems = put(tmp_path, "a.eml", f"From: a@b.example\n\nNote: {SENTENCE * 400}".encode())
    assert (len(found), problems) == (1, [])


# -- XML


@pytest.mark.parametrize("prolog", [ENTITIES, SECRET])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_not_expanded(tmp_path: Path, prolog: str, encoding: str) -> None:
    data = articles.rss(f"{SENTENCE} &c;", prolog=prolog).decode().replace("utf-8", encoding).replace("&amp;c;", "&c;")
    assert quarantined(tmp_path, "a.xml", data.encode(encoding)) == (
        "a.xml: was left out: it declares entities, as no feed needs to"
    )


@pytest.mark.parametrize("prolog", [ENTITIES, SECRET])
def test_entities_of_a_word_document_are_not_expanded(tmp_path: Path, prolog: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(articles.docx())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"standalone='yes'?>", b"?>").replace(b"?>", b"?>" + prolog.encode(), 1)
                data = data.replace(b"hurt.", b"hurt. &c;")
            new.writestr(name, data)
    found, problems = put(tmp_path, "a.docx", file.getvalue())
    assert all("hahaha" not in document.text and "root:" not in document.text for document in found)
    assert len(found) + len(problems) == 1


@pytest.mark.parametrize("prolog", [ENTITIES, SECRET])
def test_entities_of_a_page_are_not_expanded(tmp_path: Path, prolog: str) -> None:
    page = articles.page(f"{SENTENCE} &c;").replace("<!DOCTYPE html>", f"<?xml version='1.0'?>{prolog}<!DOCTYPE html>")
    found, _ = put(tmp_path, "a.xhtml", page.encode())
    assert all("hahaha" not in document.text and "root:" not in document.text for document in found)


def test_a_deeply_nested_page(tmp_path: Path) -> None:
    put(tmp_path, "a.html", b"<html><body>" + b"<div>" * 100_000 + SENTENCE.encode())
    put(tmp_path, "a.html", b"<html><body>" + b"<b><i>" * 100_000 + SENTENCE.encode())


# -- traps


@pytest.mark.parametrize("suffix", [*articles.COMPRESS])
def test_what_expands_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(streams, "FREE", 1 << 20)
    told = quarantined(tmp_path, f"a.txt{suffix}", articles.COMPRESS[suffix](bytes(50 << 20)))
    assert told == f"a.txt{suffix}: was left out: it expands to more than 500 times its size, as only a trap does"


def test_a_text_that_repeats_itself_is_no_trap(tmp_path: Path) -> None:
    found, problems = put(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode() * 50_000))
    assert (len(found), problems) == (1, [])


def test_xz_that_asks_for_much_memory(tmp_path: Path) -> None:
    data = lzma.compress(SENTENCE.encode(), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])
    assert quarantined(tmp_path, "a.txt.xz", data).startswith(
        "a.txt.xz: was left out: it is damaged (Memory usage limit"
    )


def test_a_zip_of_zeros_and_one_whose_members_share_their_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "FREE", 1 << 20)
    bomb = articles.zipped({"a.txt": bytes(50 << 20)})
    told = "a.zip: was left out: it expands to more than 500 times its size, as only a trap does"
    assert quarantined(tmp_path, "a.zip", bomb) == told
    with zipfile.ZipFile(io.BytesIO(articles.zipped({"a.txt": SENTENCE.encode() * 4_000}))) as archive:
        [member] = archive.infolist()
        assert archive.fp is not None
        archive.fp.seek(0)
        packed = archive.fp.read()
    start = packed.rfind(b"PK\x01\x02")
    end = packed.rfind(b"PK\x05\x06")
    entry = packed[start:end]
    number = 900
    shared = (
        packed[:start]
        + entry * number
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(entry) * number, start, 0)
    )
    assert member.file_size * number > 500 * len(shared)
    assert quarantined(tmp_path, "a.zip", shared) == told


def test_archives_in_archives(tmp_path: Path) -> None:
    one = articles.zipped({"a.txt": SENTENCE.encode()})
    two = articles.tarred({"one.zip": one})
    found, problems = put(tmp_path, "a.tar", two)
    assert [document.identifier for document in found] == ["a.tar/one.zip/a.txt"]
    assert problems == []
    three = articles.tarred({"two.tar": two})
    assert quarantined(tmp_path, "a.tar", three) == (
        "a.tar, two.tar, one.zip: was left out: an archive in an archive in an archive; unpack it first"
    )


@pytest.mark.slow
def test_a_word_document_that_is_a_trap(tmp_path: Path) -> None:
    data = articles.zipped({"word/document.xml": bytes(300 << 20)})
    assert quarantined(tmp_path, "a.docx", data) == ("a.docx: was left out: it expands to 300 MB, as only a trap does")


def test_names_in_archives_are_only_names(tmp_path: Path) -> None:
    members = {"../../escape.txt": SENTENCE.encode(), "/etc/root.txt": SENTENCE.encode() + b"Yes."}
    for name, data in (("in.zip", articles.zipped(members)), ("in.tar", articles.tarred(members))):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        found, problems = put(folder, name, data)
        assert [document.identifier for document in found] == [f"{name}/../../escape.txt", f"{name}//etc/root.txt"]
        assert problems == []
        assert sorted(path.name for path in folder.iterdir()) == [name, "z-good.txt"]
    assert not (tmp_path.parent / "escape.txt").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    for name in ("caf\udce9.txt", "café.txt", "caf\ufffd.txt", r"caf\xe9.txt", "f\udcff/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{SENTENCE} {name!a}", encoding="utf-8")
    problems: list[Problem] = []
    found = {document.identifier for document in documents.read([tmp_path], problems=problems)}
    assert found == {r"caf\xe9.txt", "café.txt", "caf\ufffd.txt", r"caf\\xe9.txt", r"f\xff/a.txt"}
    assert problems == []


def test_a_member_whose_name_is_no_text(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("caf\udce9.txt")
        member.size = len(SENTENCE)
        archive.addfile(member, io.BytesIO(SENTENCE.encode()))
    found, problems = put(tmp_path, "a.tar", buffer.getvalue())
    assert ([document.identifier for document in found], problems) == ([r"a.tar/caf\xe9.txt"], [])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_folders_deeper_than_the_system_can_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2100):
        os.mkdir("d", dir_fd=descriptor)
        below = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    problems: list[Problem] = []
    assert [document.identifier for document in documents.read([tmp_path], problems=problems)] == ["a.txt"]
    assert [problem.kind for problem in problems] == [Kind.QUARANTINED]
    assert problems[0].what == "was left out: file name too long"


def test_links_devices_and_holes_in_a_tar(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.CHRTYPE), ("c.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
    assert put(tmp_path, "a.tar", file.getvalue()) == (
        [],
        ["a.tar: 3 of its members are no articles by their names: not read"],
    )


def test_an_encrypted_member(tmp_path: Path) -> None:
    data = bytearray(articles.zipped({"a.txt": SENTENCE.encode(), "b.txt": SENTENCE.encode()}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found, problems = put(tmp_path, "a.zip", bytes(data))
    assert [document.identifier for document in found] == ["a.zip/b.txt"]
    assert problems == ["a.zip, a.txt: was left out: encrypted; unpack it with its password first"]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(articles.zipped({"a.txt": random.Random(1).randbytes(999), "b.txt": SENTENCE.encode()}))
    data[100] ^= 0xFF
    found, problems = put(tmp_path, "a.zip", bytes(data))
    assert [document.identifier for document in found] == ["a.zip/b.txt"]
    assert problems[0].startswith("a.zip, a.txt: was left out: it is damaged (")


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkit.documents.formats.table._LONGEST_FIELD", 1000)
    table = f'id,text\nx,{SENTENCE}\ny,"{SENTENCE * 99}'.encode()
    found, problems = put(tmp_path, "a.csv", table)
    assert [document.identifier for document in found] == ["x"]
    [told] = problems
    assert told.startswith("a.csv: was left out: what follows line 3: field larger than field limit (1000); is a quot")


def test_what_is_too_large(tmp_path: Path) -> None:
    assert quarantined(tmp_path, "a.html", bytes(17 << 20)) == "a.html: was left out: more than 16 MB; split it"


# -- what stands in a folder


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_and_sockets_in_a_folder_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "b.txt"))
        (tmp_path / "c.txt").symlink_to("/dev/zero")
        (tmp_path / "z.txt").write_text(SENTENCE, encoding="utf-8")
        problems: list[Problem] = []
        assert [d.identifier for d in documents.read([tmp_path], problems=problems)] == ["z.txt"]
    assert [problem.kind for problem in problems] == [Kind.QUARANTINED] * 3
    assert problems[0].what == problems[2].what == "was left out: no regular file: a pipe, a device or a socket"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_that_the_user_names_is_read(tmp_path: Path) -> None:
    import threading

    os.mkfifo(tmp_path / "a.txt")
    writer = threading.Thread(target=(tmp_path / "a.txt").write_text, args=(SENTENCE,))
    writer.start()
    assert [d.text for d in documents.read([tmp_path / "a.txt"], problems=[])] == [SENTENCE]
    writer.join()


def test_links_that_lead_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to("self.txt")
    (tmp_path / "a" / "x.txt").write_text(SENTENCE, encoding="utf-8")
    problems: list[Problem] = []
    assert [d.identifier for d in documents.read([tmp_path], problems=problems)] == ["a/x.txt"]
    assert [problem.what for problem in problems] == [
        "1 links in it lead to folders: not followed; name these as well",
        "was left out: too many levels of symbolic links",
    ]
    assert [d.identifier for d in documents.read([tmp_path / "**" / "x.txt"], problems=[])] == ["a/x.txt"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(articles.jsonl())
    problems: list[Problem] = []
    drawn = documents.read([tmp_path], problems=problems)
    next(drawn)
    with (tmp_path / "a.jsonl").open("ab") as file:
        file.write(b'{"text": "New."}\n')
    list(drawn)
    assert [problem.what for problem in problems] == ["changed while it was read; read it again when it is done"]


def test_a_file_that_nothing_installed_can_read_beside_nothing_else(tmp_path: Path) -> None:
    import graphkit

    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(InputError, match=r"nothing to read: .*a\.pdf: was left out"):
        graphkit.build(tmp_path)


# -- the network


def test_nothing_is_ever_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a request to the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    address = "https://planet.example/other"
    links = (
        f"<link rel='canonical' href='{address}'><link rel='stylesheet' href='{address}'><base href='{address}'>"
        f"<script src='{address}'></script><meta http-equiv='refresh' content='0;url={address}'>"
    )
    for name, data in articles.every().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b.html").write_text(articles.page(f"<img src='{address}'>{SENTENCE}", head=links), encoding="utf-8")
    (tmp_path / "b.xml").write_bytes(articles.rss(prolog=f'<!DOCTYPE rss SYSTEM "{address}">'))
    (tmp_path / "b.rss").write_bytes(address.encode())
    (tmp_path / "c.html").write_bytes(address.encode())
    problems: list[Problem] = []
    assert len(list(documents.read([tmp_path], problems=problems))) >= 30
    assert not any("network" in problem.what for problem in problems)


# -- damage of all kinds

FORMS = {
    "text": "a.txt",
    "html": "a.html",
    "web": "a.html",
    "pdf": "a.pdf",
    "docx": "a.docx",
    "email": "a.eml",
    "feed": "a.rss",
    "unknown": "a.html",
}


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS])
def test_damaged_items_never_raise(form: str) -> None:
    whole = articles.every()[FORMS[form]]

    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
    @given(
        st.integers(0, len(whole)),
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=12),
    )
    def check(end: int, flips: list[tuple[int, int]]) -> None:
        data = bytearray(whole)
        for at, value in flips:
            data[at] = value
        for damaged in (bytes(data), bytes(data[:end])):
            problems: list[Problem] = []
            found = list(
                documents.read_item(Item(identifier="a", where="a", form=form, data=damaged), problems=problems)
            )
            assert found or problems
            assert all(documents.check(document) for document in found)

    check()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in articles.every() if name.count(".") > 1 or name[2:] not in FORMS])
def test_damaged_files_never_raise(tmp_path: Path, name: str) -> None:
    whole = articles.every()[name]
    chance = random.Random(name)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.randrange(6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / name).write_bytes(bytes(data[: chance.randrange(len(data) + 1)]))
        list(documents.read([tmp_path / name], problems=[]))


def test_the_recursion_limit_is_left_alone() -> None:
    before = sys.getrecursionlimit()
    list(documents.read_item(Item(identifier="a", where="a", form="html", data=articles.page().encode()), problems=[]))
    assert sys.getrecursionlimit() == before


def test_a_page_of_more_elements_than_an_article_has(tmp_path: Path) -> None:
    page = articles.page(*["Yes."] * 40_000).encode()
    assert quarantined(tmp_path, "a.html", page).endswith("elements are more than an article has; split it")
