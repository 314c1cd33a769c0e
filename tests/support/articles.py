"""Articles in every format that graphkit reads, made by hand: bytes for the tests of reading."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterable, Mapping

SENTENCE = "The minister said that the law would be changed. "
PARAGRAPHS = (
    "The bridge over the Sela was closed on Monday after the flood, the mayor of Port Marsan said.",
    "She added that it would not be opened before the river had fallen, and that nobody had been hurt.",
)
TITLE = "Bridge closed after flood"


def page(*paragraphs: str, head: str = "", title: str = TITLE) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>About us</footer></body></html>"
    )


def pdf(*pages: Iterable[str], info: Mapping[str, str] | None = None, extra: bytes = b"") -> bytes:
    """Write a PDF file: lines of Latin text in Helvetica, 14 points apart."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(
            b"1 0 0 1 72 %d Tm (%b) Tj\n" % (760 - 14 * at, _escape(line)) for at, line in enumerate(lines) if line
        )
        stream = b"BT /F1 11 Tf\n" + shown + b"ET"
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R" + extra
    if info is not None:
        objects.append(b"<<" + b"".join(b"/%b(%b)" % (k.encode(), _escape(v)) for k, v in info.items()) + b">>")
        trailer += b"/Info %d 0 R" % len(objects)
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d%b>>\n" % (size, table, size, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def _escape(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def docx(*paragraphs: str, title: str | None = TITLE) -> bytes:
    from docx import Document

    document = Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs or PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.add_table(1, 2).rows[0].cells[1].text = "Cell."
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def mail(body: str | None = None, *, headers: str = "", content: str = "text/plain; charset=utf-8") -> bytes:
    return (
        f"From: Jane Doe <jane@planet.example>\r\nTo: desk@planet.example\r\nSubject: {TITLE}\r\n"
        f"Date: Thu, 01 Sep 2022 12:00:00 +0200\r\n{headers}MIME-Version: 1.0\r\nContent-Type: {content}\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{' '.join(PARAGRAPHS) if body is None else body}\r\n"
    ).encode()


def mbox(*messages: bytes) -> bytes:
    return b"".join(
        b"From jane Thu Sep  1 12:00:00 2022\n"
        + message.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
        + b"\n"
        for message in messages or (mail(), mail(SENTENCE))
    )


def rss(*texts: str, prolog: str = "") -> bytes:
    items = "".join(
        f"<item><title>{TITLE}</title><link>https://planet.example/{n}</link>"
        f"<pubDate>Thu, 01 Sep 2022 12:00:00 +0200</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        for n, text in enumerate(texts or PARAGRAPHS, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<rss version="2.0"><channel><title>Daily Planet</title>'
        f"<link>https://planet.example/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def atom(*texts: str) -> bytes:
    entries = "".join(
        f"<entry><id>urn:{n}</id><title>{TITLE}</title><link href='https://planet.example/{n}'/>"
        f"<updated>2022-09-01T12:00:00Z</updated><summary>{text[:9]}</summary>"
        f"<content type='html'>&lt;p&gt;{text}&lt;/p&gt;</content></entry>"
        for n, text in enumerate(texts or PARAGRAPHS, start=1)
    )
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><title>Daily Planet</title>{entries}</feed>"
    return f"<?xml version='1.0'?>{feed}".encode()


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    """Write a web archive: a response for each address, body and HTTP headers beyond the status, and its request."""
    data = b""
    for address, body, headers in pages or (("https://planet.example/1", page().encode(), "Content-Type: text/html"),):
        response = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
        for kind, block in (("response", response), ("request", b"GET / HTTP/1.1\r\nHost: planet.example\r\n\r\n")):
            data += (
                f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-09-02T08:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{kind}>\r\nContent-Type: application/http; msgtype={kind}\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            ).encode()
            data += block + b"\r\n\r\n"
    return data


def jsonl() -> bytes:
    return b"".join(json.dumps({"id": f"r{n}", "text": text}).encode() + b"\n" for n, text in enumerate(PARAGRAPHS, 1))


def table(delimiter: str = ",") -> bytes:
    rows = [["id", "title", "text"], *([f"r{n}", TITLE, f'"{text}"'] for n, text in enumerate(PARAGRAPHS, 1))]
    return "".join(delimiter.join(row) + "\r\n" for row in rows).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def zstd(data: bytes) -> bytes:
    import sys

    if sys.version_info >= (3, 14):
        from compression.zstd import compress
    else:
        from backports.zstd import compress
    return compress(data)


COMPRESS = {
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}


def every() -> dict[str, bytes]:
    """One file of each format, by its name."""
    text = "\n\n".join(PARAGRAPHS).encode()
    return {
        "a.txt": text,
        "a.html": page().encode(),
        "a.pdf": pdf([PARAGRAPHS[0][:46], PARAGRAPHS[0][46:]], [PARAGRAPHS[1]]),
        "a.docx": docx(),
        "a.eml": mail(),
        "a.mbox": mbox(),
        "a.rss": rss(),
        "a.atom": atom(),
        "a.warc": warc(),
        "a.jsonl": jsonl(),
        "a.csv": table(),
        "a.zip": zipped({"b.txt": text, "c.html": page().encode(), "d.jsonl": jsonl()}),
        "a.tar": tarred({"b.txt": text, "c.html": page().encode()}),
        "a.tar.gz": tarred({"b.txt": text, "c.html": page().encode()}, "w:gz"),
        **{f"b.txt{suffix}": compress(text) for suffix, compress in COMPRESS.items()},
    }
