"""Reading a file of any format takes time that grows with it, and no faster; what would is left out with its reason."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial

import articles
import pytest
from articles import SENTENCE
from steps import measure_growth

from graphkit.documents import Item, expansion, registry
from graphkit.documents.reading import read_item
from graphkit.errors import Problem

type Make = Callable[[int], bytes]

RESPONSE = ("https://planet.example/1", SENTENCE.encode(), "Content-Type: text/plain")
ARTICLE = SENTENCE * 20  # so long that its language can be told


def page(*, body: str = "", head: str = "") -> bytes:
    return articles.page(head=head).replace("</article>", f"{body}</article>").encode()


def data(members: str) -> bytes:
    return page(head=f'<script type="application/ld+json">{{"@type":"NewsArticle",{members}}}</script>')


def mail_with_files(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = "jane@planet.example"
    message.set_content(SENTENCE)
    for _ in range(number):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="x.bin")
    return message.as_bytes()


def encode(make: Callable[[int], str], number: int) -> bytes:
    return make(number).encode()


TEXTS: dict[str, Callable[[int], str]] = {
    "sentences": lambda n: SENTENCE * n,
    "paragraphs": lambda n: f"{SENTENCE}\n\n" * n,
    "lines": lambda n: f"{SENTENCE}\n" * n,
    "quotation marks": lambda n: ARTICLE + '" “a ' * n,
    "dashes": lambda n: ARTICLE + "-" * n + " — " * n,
    "capitals": lambda n: ARTICLE + "A" * n + " BRIDGE" * n,
    "white space": lambda n: ARTICLE + " \n" * n + " " * n + "x",
    "dates": lambda n: ARTICLE + "1 September 2022, " * n,
    "bylines": lambda n: ARTICLE + "\nBy Jane Doe\n" * n,
    "tags": lambda n: ARTICLE + "<p>" * n,
}
FILES: dict[str, tuple[str, Make]] = {
    **{f"text: {name}": ("a.txt", partial(encode, make)) for name, make in TEXTS.items()},
    "page: paragraphs": ("a.html", lambda n: page(body=f"<p>{SENTENCE}</p>" * n)),
    "page: pieces of a paragraph": ("a.html", lambda n: page(body=f"<p>{f'<b>{SENTENCE}</b>' * n}</p>")),
    "page: lines": ("a.html", lambda n: page(body=f"<p>{f'{SENTENCE}<br>' * n}</p>")),
    "page: links": ("a.html", lambda n: page(body=f"<a href='/x'>{SENTENCE}</a>" * n)),
    "page: a list": ("a.html", lambda n: page(body=f"<ul>{f'<li>{SENTENCE}</li>' * n}</ul>")),
    "page: a table": ("a.html", lambda n: page(body=f"<table>{f'<tr><td>{SENTENCE}</td></tr>' * n}</table>")),
    "page: metadata": ("a.html", lambda n: page(head="<meta name='author' content='Jane Doe'>" * n)),
    "page: attributes": ("a.html", lambda n: page(body="<p " + "".join(f"a{i}='x' " for i in range(n)) + ">x</p>")),
    "page: keywords in JSON-LD": ("a.html", lambda n: data(f'"keywords":[{",".join(["1"] * n)}]')),
    "page: scripts of JSON-LD": ("a.html", lambda n: data('"headline":"x"').replace(b"</head>", b"") * n),
    "mail: lines": ("a.eml", lambda n: articles.mail(f"{SENTENCE}\r\n" * n)),
    "mail: headers": ("a.eml", lambda n: articles.mail(headers="X-A: b\r\n" * n)),
    "mail: a folded header": ("a.eml", lambda n: articles.mail(headers="X-A: b" + "\r\n b" * n + "\r\n")),
    "mail: attached files": ("a.eml", mail_with_files),
    "mail: a page": ("a.eml", lambda n: articles.mail(f"<p>{f'<b>{SENTENCE}</b>' * n}</p>", content="text/html")),
    "mailbox": ("a.mbox", lambda n: articles.mbox(*[articles.mail()] * n)),
    "feed: entries": ("a.rss", lambda n: articles.rss(*[SENTENCE] * n)),
    "feed: a long entry": ("a.rss", lambda n: articles.rss(SENTENCE * n)),
    "feed: Atom": ("a.atom", lambda n: articles.atom(*[SENTENCE] * n)),
    "Word: paragraphs": ("a.docx", lambda n: articles.docx(*[SENTENCE] * n)),
    "PDF: pages": ("a.pdf", lambda n: articles.pdf(*[[SENTENCE]] * n)),
    "PDF: lines": ("a.pdf", lambda n: articles.pdf(["The govern-"] * n)),
    "web archive": ("a.warc", lambda n: articles.warc(*[RESPONSE] * n)),
    "JSON Lines": ("a.jsonl", lambda n: (json.dumps({"text": SENTENCE}) + "\n").encode() * n),
    "JSON: a long record": ("a.jsonl", lambda n: json.dumps({"text": SENTENCE * n}).encode()),
    "JSON: other fields": ("a.jsonl", lambda n: json.dumps({"text": SENTENCE, "x": [{"y": 1}] * n}).encode()),
    "CSV: rows": ("a.csv", lambda n: b"text\r\n" + f"{SENTENCE}\r\n".encode() * n),
    "CSV: columns": ("a.csv", lambda n: b"text" + b",x" * n + f"\r\n{SENTENCE}".encode() + b",y" * n),
    "ZIP": ("a.zip", lambda n: articles.zipped({f"{i}.txt": SENTENCE.encode() for i in range(n)})),
    "tar": ("a.tar", lambda n: articles.tarred({f"{i}.txt": SENTENCE.encode() for i in range(n)})),
}  # fmt: skip


def read(name: str, data: bytes) -> list[Problem]:
    problems: list[Problem] = []
    for item in expansion.expand(io.BytesIO(data), name, name, problems):
        list(read_item(item, problems=problems))
    return problems


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_the_steps_of_reading_grow_with_the_file_and_no_faster(file: str) -> None:
    name, make = FILES[file]
    size = 200 if name == "a.txt" else 8
    assert measure_growth(make, lambda data: read(name, data), size) <= 2.3


def test_every_format_is_among_them() -> None:
    assert {registry.classify(name)[1] for name, _ in FILES.values()} == {
        name for name, row in registry.formats().items() if row.suffixes
    }


@pytest.mark.parametrize("data", ["a ", "a='x' ", 'a="> "\n', "a/"])
def test_an_element_with_attributes_without_end_is_left_out(data: str) -> None:
    [problem] = read("a.html", page(body=f"<p {data * 20_000}>x</p>"))
    assert problem.what == "was left out: one of its elements has 20,000 attributes"


@pytest.mark.parametrize("body", ["<script>if (a<b) { x = ' %s }</script>", "<!-- <p %s -->", "<p title='%s'>x</p>"])
def test_what_only_looks_like_attributes_is_none(body: str) -> None:
    item = Item(identifier="a", where="a", form="html", data=page(body=body % ("1, " * 20_000)))
    problems: list[Problem] = []
    assert len(list(read_item(item, problems=problems))) == 1
    assert problems == []
