"""Each format is read: its text, and what the file says of it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import articles
import pytest
from articles import PARAGRAPHS, SENTENCE, TITLE

from graphkit import documents
from graphkit.documents import Item
from graphkit.errors import InputError, Kind, Problem
from graphkit.model import Document

FIRST, SECOND = PARAGRAPHS
BOTH = f"{FIRST}\n\n{SECOND}\n"


def read(*inputs: Path | str) -> tuple[list[Document], list[str]]:
    problems: list[Problem] = []
    return list(documents.read(inputs, problems=problems)), [problem.what for problem in problems]


def read_bytes(form: str, data: bytes, **facts: str) -> tuple[list[Document], list[str]]:
    problems: list[Problem] = []
    item = Item(identifier="a", where="a", form=form, data=data, facts=tuple(sorted(facts.items())))
    return list(documents.read_item(item, problems=problems)), [problem.what for problem in problems]


def marked(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.boilerplate]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("a.html", {"a.html": f"{TITLE}\n\n{BOTH}"}),
        ("a.pdf", {"a.pdf": f"{FIRST}\n\n{SECOND}\n"}),
        ("a.docx", {"a.docx": f"{TITLE}\n\n{BOTH}\nCell.\n"}),
        ("a.eml", {"a.eml": f"{FIRST} {SECOND}\n"}),
        ("a.mbox", {"a.mbox:1": f"{FIRST} {SECOND}\n", "a.mbox:2": f"{SENTENCE}\n"}),
        ("a.rss", {"https://planet.example/1": f"{FIRST}\n", "https://planet.example/2": f"{SECOND}\n"}),
        ("a.atom", {"urn:1": f"{FIRST}\n", "urn:2": f"{SECOND}\n"}),
        ("a.warc", {"a.warc:1": f"{TITLE}\n\n{BOTH}"}),
        ("a.jsonl", {"r1": FIRST, "r2": SECOND}),
        ("a.csv", {"r1": FIRST, "r2": SECOND}),
        ("a.zip", {"a.zip/b.txt": BOTH[:-1], "a.zip/c.html": f"{TITLE}\n\n{BOTH}", "r1": FIRST, "r2": SECOND}),
        ("a.tar", {"a.tar/b.txt": BOTH[:-1], "a.tar/c.html": f"{TITLE}\n\n{BOTH}"}),
        ("a.tar.gz", {"a.tar.gz/b.txt": BOTH[:-1], "a.tar.gz/c.html": f"{TITLE}\n\n{BOTH}"}),
        *((f"b.txt{suffix}", {f"b.txt{suffix}": BOTH[:-1]}) for suffix in articles.COMPRESS),
    ],
)
def test_the_text_of_each_format(tmp_path: Path, name: str, texts: dict[str, str]) -> None:
    (tmp_path / name).write_bytes(articles.every()[name])
    found, _ = read(tmp_path / name)
    assert {document.identifier: document.text for document in found} == texts


def test_all_formats_in_one_folder(tmp_path: Path) -> None:
    for name, data in articles.every().items():
        (tmp_path / name).write_bytes(data)
    found, problems = read(tmp_path)
    assert len(found) == 28
    assert problems == ["1 of its 2 records are no pages: not read (request 1)"]


# -- pages


def test_a_page_tells_title_date_publisher_and_address() -> None:
    head = (
        '<link rel="canonical" href="https://planet.example/bridge"><meta property="og:site_name" content="Daily '
        'Planet"><meta property="article:published_time" content="2022-09-01T10:00:00+02:00">'
    )
    [document], problems = read_bytes("html", articles.page(*PARAGRAPHS, "Advertisement", head=head).encode())
    assert (document.title, document.issued) == (TITLE, "2022-09-01")
    assert (document.publisher, document.source) == ("Daily Planet", "https://planet.example/bridge")
    assert marked(document) == ["Advertisement"]
    assert "Home" not in document.text and "About us" not in document.text
    assert problems == []


def test_a_headline_is_not_taken_for_the_publisher() -> None:
    head = '<link rel="canonical" href="https://planet.example/bridge">'
    page = articles.page(title="The bridge is closed. | Daily Planet", head=head)
    [document], _ = read_bytes("html", page.encode())
    assert document.publisher == "planet.example"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a system that lets a process choose its time zone")
def test_a_page_is_the_same_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = articles.page().encode()
    here = read_bytes("html", page)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "XXX+99")  # the system takes it, and Python then has no local time at all
        time.tzset()
        there = read_bytes("html", page)
    time.tzset()
    assert there == here


@pytest.mark.parametrize(
    ("charset", "said", "told"),
    [
        ("cp1252", "windows-1252", []),
        ("cp1252", "iso-8859-1", []),
        ("koi8-r", "KOI8-R", []),
        ("utf-8", "utf-8", []),
        ("utf-8", "iso-8859-1", ["says that it is iso-8859-1, and is UTF-8; read as that"]),
        ("utf-8", "no-such-thing", []),
        ("utf-8", "unicode_escape", []),
    ],
)
def test_a_page_says_its_encoding(charset: str, said: str, told: list[str]) -> None:
    word = "Zoë" if charset != "koi8-r" else "Зоя"
    text = f"{word} said that the law would be changed in the course of the year."
    page = articles.page(text, head=f"<meta charset='{said}'>")
    [document], problems = read_bytes("html", page.encode(charset))
    assert text in document.text
    assert problems == told


def test_the_server_outranks_the_page_on_its_encoding() -> None:
    page = articles.page(f"Zoë said so. {SENTENCE}", head="<meta charset='koi8-r'>")
    [document], _ = read_bytes("web", page.encode("cp1252"), charset="windows-1252", type="text/html")
    assert "Zoë said so." in document.text


def test_a_page_without_text_is_quarantined() -> None:
    assert read_bytes("html", b"<html><script>alert(1)</script></html>") == ([], ["was left out: it holds no text"])


def test_a_short_page_and_one_laid_out_by_a_table() -> None:
    assert read_bytes("html", b"<p>The bridge was closed, she said.")[0][0].text == "The bridge was closed, she said.\n"
    [document], _ = read_bytes("html", f"<html><body><table><tr><td>{FIRST}</td></tr></table></body></html>".encode())
    assert document.text == f"{FIRST}\n"


# -- PDF


def test_lines_of_a_pdf_become_paragraphs_and_its_headers_are_marked() -> None:
    first = [
        "The Daily Planet, 1 September 2022",
        "",
        "The government of the island said on Monday that the bridge had to be re-",
        "paired at once, and that the well-",
        "known engineer who had built it would be asked what had become of the rail-",
        "way beside it. Nobody was hurt when it fell, the mayor of the town had said",
    ]
    second = [
        "The Daily Planet, 1 September 2022",
        "",
        "before, in a letter to the ministry that was read out in the parliament.",
        "The opposition denied that the money had been spent for other things, and it",
        "asked for an inquiry.",
    ]
    [document], problems = read_bytes("pdf", articles.pdf([*first, "", "1"], [*second, "", "2"]))
    assert document.text == (
        "The government of the island said on Monday that the bridge had to be repaired at once, and that the "
        "well-known engineer who had built it would be asked what had become of the railway beside it. Nobody was "
        "hurt when it fell, the mayor of the town had said before, in a letter to the ministry that was read out in "
        "the parliament. The opposition denied that the money had been spent for other things, and it asked for an "
        "inquiry.\n\nThe Daily Planet, 1 September 2022\n1\nThe Daily Planet, 1 September 2022\n2\n"
    )
    assert marked(document) == ["The Daily Planet, 1 September 2022", "1", "The Daily Planet, 1 September 2022", "2"]
    assert problems == []


@pytest.mark.parametrize(
    ("info", "title", "issued"),
    [
        ({"Title": TITLE, "CreationDate": "D:20220901120000Z"}, TITLE, "2022-09-01"),
        ({"Title": "Microsoft Word - bridge.docx", "CreationDate": "D:19040101000000Z"}, SENTENCE.strip(), None),
        ({"Title": "", "CreationDate": "yesterday"}, SENTENCE.strip(), None),
    ],
)
def test_metadata_of_a_pdf_where_it_is_sane(info: dict[str, str], title: str | None, issued: str | None) -> None:
    [document], _ = read_bytes("pdf", articles.pdf([SENTENCE, SENTENCE], info=info))
    assert (document.title, document.issued) == (title, issued)


def test_a_scanned_pdf_is_quarantined() -> None:
    assert read_bytes("pdf", articles.pdf([], [])) == (
        [],
        ["was left out: it holds pictures of pages only; run OCR"],
    )


def test_a_page_without_text_in_a_pdf_is_told() -> None:
    found, problems = read_bytes("pdf", articles.pdf([FIRST], []))
    assert [document.text for document in found] == [f"{FIRST}\n"]
    assert problems == ["1 of its 2 pages hold no text, pictures perhaps; run OCR for these"]


def test_an_encrypted_pdf_is_quarantined() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(articles.pdf([FIRST]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert read_bytes("pdf", file.getvalue()) == (
        [],
        ["was left out: it is encrypted; save it without a password first"],
    )


# -- Word


def test_a_word_document() -> None:
    [document], problems = read_bytes("docx", articles.docx())
    assert document.title == TITLE
    assert problems == []


# -- mail


def test_a_message_tells_subject_date_and_sender() -> None:
    [document], problems = read_bytes("email", articles.mail())
    assert (document.title, document.issued) == (TITLE, "2022-09-01T12:00:00+02:00")
    assert (document.publisher, document.source) == ("Jane Doe", None)
    assert problems == []


def test_a_message_of_text_and_html_and_an_attachment_is_read_once() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Überschwemmung: bridge closed"
    message.set_content(f"Zoë: {SENTENCE}", charset="iso-8859-1")
    message.add_alternative(f"<p>{SECOND}</p>", subtype="html")
    message.add_attachment("Not this.", filename="a.txt")
    [document], problems = read_bytes("email", message.as_bytes())
    assert document.text == f"Zoë: {SENTENCE}\n"
    assert document.title == "Überschwemmung: bridge closed"
    assert problems == []


def test_a_message_of_html_alone() -> None:
    body = f"<html><body><p>{FIRST}<p>{SECOND}</body></html>"
    [document], _ = read_bytes("email", articles.mail(body, content="text/html; charset=utf-8"))
    assert document.text == BOTH


def test_lines_of_a_message_that_were_broken_for_its_width() -> None:
    body = (
        "The government of the island said on Monday that the bridge had to be\r\n"
        "repaired at once.\r\n\r\n"
        "The opposition denied that the money had been spent for other things,\r\n"
        "and asked for an inquiry.\r\n"
    )
    [document], _ = read_bytes("email", articles.mail(body))
    assert document.text == (
        "The government of the island said on Monday that the bridge had to be repaired at once.\n\n"
        "The opposition denied that the money had been spent for other things, and asked for an inquiry.\n"
    )


def test_a_mailbox_with_from_in_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(articles.mbox(articles.mail("Yes, she said.\r\nFrom here on it rose.")))
    [document], problems = read(tmp_path)
    assert document.text == "Yes, she said.\nFrom here on it rose.\n"
    assert problems == []


# -- feeds


def test_a_feed_tells_title_date_publisher_and_address() -> None:
    found, problems = read_bytes("feed", articles.rss())
    assert [(d.title, d.issued, d.publisher, d.source) for d in found] == [
        (TITLE, "2022-09-01T10:00:00Z", "Daily Planet", f"https://planet.example/{n}") for n in (1, 2)
    ]
    assert problems == []


def test_content_of_an_entry_outranks_its_summary() -> None:
    found, _ = read_bytes("feed", articles.atom(FIRST))
    assert [document.text for document in found] == [f"{FIRST}\n"]


def test_entries_without_text_are_counted() -> None:
    found, problems = read_bytes("feed", articles.rss(FIRST, ""))
    assert len(found) == 1
    assert problems == ["1 of its entries hold no text: not read"]


def test_xml_that_is_no_feed() -> None:
    assert read_bytes("feed", b"<?xml version='1.0'?><urlset><url/></urlset>") == (
        [],
        ["was left out: XML, but no feed (RSS or Atom)"],
    )


# -- web archives


def test_a_web_archive_gives_address_and_date_and_counts_the_rest(tmp_path: Path) -> None:
    pages = [
        ("https://planet.example/1", articles.page().encode(), "Content-Type: text/html; charset=utf-8"),
        ("https://planet.example/2", SENTENCE.encode(), "Content-Type: text/plain"),
        ("https://planet.example/3", b"\x89PNG", "Content-Type: image/png"),
    ]
    (tmp_path / "a.warc.gz").write_bytes(articles.COMPRESS[".gz"](articles.warc(*pages)))
    found, problems = read(tmp_path / "a.warc.gz")
    assert [(d.identifier, d.issued, d.source) for d in found] == [
        ("a.warc.gz:1", "2022-09-02T08:00:00Z", "https://planet.example/1"),
        ("a.warc.gz:3", "2022-09-02T08:00:00Z", "https://planet.example/2"),
    ]
    assert found[1].text == SENTENCE
    assert problems == ["4 of its 6 records are no pages: not read (another media type 1, request 3)"]


# -- tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["ID", "Text", "Title", "Date", "url", "more"], ["x", f'"Zoë, ""no"":\r\n{SENTENCE}"', "Law", "2022-09-01"]]
    rows.append(["", SENTENCE, "", "", "https://planet.example/1", "?"])
    data = "".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding)
    (tmp_path / "a.csv").write_bytes(data)
    found, problems = read(tmp_path / "a.csv")
    assert [(d.identifier, d.text, d.title, d.issued, d.source) for d in found] == [
        ("x", f'Zoë, "no":\r\n{SENTENCE}', "Law", "2022-09-01", None),
        ("a.csv:4", SENTENCE, SENTENCE.strip(), None, "https://planet.example/1"),
    ]
    assert problems == []


def test_a_large_field_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{SENTENCE * 10_000}\n", encoding="utf-8")
    found, problems = read(tmp_path / "a.csv")
    assert len(found[0].text) == len(SENTENCE) * 10_000
    assert problems == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a,b\n1,2\n", "was left out: a table without a header that names a column 'text' (id, title, date, "),
        (b"", "was left out: a table without a header"),
        (b"text,id\n,x\n", "was left out: the text is empty"),
        (b"\x00\x01\x02\x03" * 9, "was left out: it is no text"),
    ],
)
def test_a_table_of_no_use(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    found, [problem] = read(tmp_path / "a.csv")
    assert found == []
    assert problem.startswith(told)


def test_more_fields_than_columns_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{SENTENCE},x\n", encoding="utf-8")
    found, problems = read(tmp_path / "a.csv")
    assert (len(found), problems) == (1, ["has 2 fields, the header 1"])


def test_ndjson_is_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(json.dumps({"id": "x", "text": SENTENCE}), encoding="utf-8")
    assert [document.identifier for document in read(tmp_path)[0]] == ["x"]


# -- patterns, folders and standard input


def test_a_pattern_that_the_shell_did_not_expand(tmp_path: Path) -> None:
    for name in (
        "2021/a.txt",
        "2022/x/b.txt",
        "2022/c.html",
        "2022/.d/e.txt",
        "out/articles/f.txt",
        "out/graphkit.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SENTENCE, encoding="utf-8")
    assert [d.identifier for d in read(tmp_path / "**" / "*.txt")[0]] == ["2021/a.txt", "2022/x/b.txt"]
    assert [d.identifier for d in read(tmp_path / "202?")[0]] == ["2021/a.txt", "2022/c.html", "2022/x/b.txt"]
    with pytest.raises(InputError, match="there is no such file, and none that matches it"):
        read(tmp_path / "*.pdf")


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(SENTENCE, encoding="utf-8")
    assert [d.identifier for d in read(tmp_path / "a[1].txt")[0]] == ["a[1].txt"]


@pytest.mark.parametrize("suffix", ["", *articles.COMPRESS])
def test_standard_input_also_compressed(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    data = articles.COMPRESS[suffix](SENTENCE.encode()) if suffix else SENTENCE.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    found, _ = read("-")
    assert [(d.identifier, d.text) for d in found] == [("stdin", SENTENCE)]


def test_a_page_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(articles.page().encode())))
    found, problems = read("-")
    assert (found[0].text, problems) == (f"{TITLE}\n\n{BOTH}", [])


# -- items


def test_items_are_small_values_that_travel(tmp_path: Path) -> None:
    import pickle

    for name, data in articles.every().items():
        (tmp_path / name).write_bytes(data)
    items = list(documents.find([tmp_path], problems=[]))
    assert pickle.loads(pickle.dumps(items)) == items
    assert len({item.digest for item in items}) == len(items) - 2  # the same two records, once in an archive


def test_what_a_library_reads_is_another_item_with_another_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a build that goes on reads anew what an extra was missing for."""

    def find() -> dict[str, str]:
        return {item.identifier: item.digest for item in documents.find([tmp_path], problems=[])}

    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(articles.pdf([FIRST]))
    before = find()
    assert find() == before
    monkeypatch.setattr("graphkit.documents.registry.list_libraries", lambda form: "pypdf -" if form == "pdf" else "")
    after = find()
    assert after["a.txt"] == before["a.txt"] and after["a.pdf"] != before["a.pdf"]


def test_a_record_keeps_its_digest_when_lines_are_put_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(articles.jsonl())
    before = {item.digest for item in documents.find([tmp_path / "a.jsonl"], problems=[])}
    (tmp_path / "a.jsonl").write_bytes(json.dumps({"id": "r0", "text": "No."}).encode() + b"\n" + articles.jsonl())
    after = {item.digest for item in documents.find([tmp_path / "a.jsonl"], problems=[])}
    assert before < after


def test_text_is_read_without_the_libraries_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(articles.jsonl())
    code = (
        "import sys; from graphkit import documents\n"
        f"assert len(list(documents.read([{str(tmp_path)!r}], problems=[]))) == 3\n"
        "print([n for n in ('lxml', 'trafilatura', 'pypdf', 'docx', 'warcio', 'feedparser') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "module", "what"),
    [
        ("a.html", "lxml", "HTML"),
        ("a.html", "trafilatura", "HTML"),
        ("a.pdf", "pypdf", "PDF"),
        ("a.docx", "docx", "DOCX"),
        ("a.warc", "warcio.archiveiterator", "WARC"),
        ("a.rss", "feedparser", "a feed"),
        pytest.param(
            "b.txt.zst",
            "backports",
            "Zstandard",
            marks=pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python expands it itself"),
        ),
    ],
)
def test_an_extra_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, what: str
) -> None:
    every = articles.every()
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(every[name])
    (tmp_path / "z.txt").write_text(SENTENCE, encoding="utf-8")
    problems: list[Problem] = []
    assert [d.identifier for d in documents.read([tmp_path], problems=problems)] == ["z.txt"]
    assert [problem.what for problem in problems] == [
        f"was left out: {what} needs an extra that is not installed: pip install 'graphkit[inputs]'"
    ]
    assert [problem.kind for problem in problems] == [Kind.QUARANTINED]


@pytest.mark.parametrize(
    ("head", "modified"),
    [
        ('<meta property="article:modified_time" content="2024-05-02T10:00:00Z">', "2024-05-02T10:00:00Z"),
        ('<script type="application/ld+json">{"dateModified": "2024-05-03"}</script>', "2024-05-03"),
        ('<meta property="article:modified_time" content="yesterday">', None),
        (
            '<script type="application/ld+json">{"datePublished": "2024-05-02", "dateModified": "2024-05-02"}</script>',
            None,
        ),
    ],
)
def test_a_page_tells_when_it_was_last_changed(head: str, modified: str | None) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><head>{head}<title>{TITLE}</title></head><body><article>{body}</article></body></html>"
    [document], _ = read_bytes("html", page.encode())
    assert document.modified == modified


def test_a_record_and_a_row_tell_when_they_were_last_changed(tmp_path: Path) -> None:
    record = {"text": FIRST, "modified": "2024-05-02"}
    [document], _ = read_bytes("record", json.dumps(record).encode())
    assert document.modified == "2024-05-02"
    [document], problems = read_bytes("record", json.dumps({**record, "modified": "May"}).encode())
    assert document.modified is None
    assert problems == ["its modified 'May' was left out: not of the form 2022-09-01"]
    (tmp_path / "a.csv").write_text(f'text,modified\n"{FIRST}",2024-05-02\n', encoding="utf-8")
    [document], _ = read(tmp_path / "a.csv")
    assert document.modified == "2024-05-02"
