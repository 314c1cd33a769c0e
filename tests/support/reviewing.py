"""What the tests of reviews in pages share: a small output, its page, and a client that has the page's token."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import httpx
from serving import Served

import graphkit

ARTICLES = {
    "gull": "Nordal Chemicals denied that a pipe had leaked. Ida Roe of Halden said that the whole plant should be "
    "closed down. The police arrested Bo Ek.",
    "tide": "Nordal Chemicals said that no pipe had leaked. Ida Roe of Halden wants production to end.",
}
PIPE = "that a pipe had leaked"


def build(folder: Path) -> Path:
    """Build the two articles into `folder/out`, again where it is there already."""
    news = folder / "news.jsonl"
    news.write_text("\n".join(json.dumps({"id": k, "text": text}) for k, text in ARTICLES.items()), encoding="utf-8")
    graphkit.build_corpus(news, folder / "out")
    return folder / "out"


def find_key(out: Path, name: str = "gull") -> str:
    """Return the last part of the address of an article."""
    kg = graphkit.open_graph(out)
    return next(iri.rpartition("/")[2] for iri, text in kg.texts.items() if text == ARTICLES[name])


def read_entries(page: str) -> list[dict[str, str]]:
    """Read the entries of a page: their attributes, and their line without its tags."""
    found = []
    for part in page.split('<li id="claim=')[1:]:
        tag, _, body = part.partition(">")
        attributes = {name: html.unescape(value) for name, value in re.findall(r'data-([a-z_-]+)="([^"]*)"', tag)}
        line = re.search(r'<p class="saying"[^>]*>(.*?)</p>', body, re.DOTALL)
        text = html.unescape(re.sub(r"<[^>]+>", "", line[1])) if line else ""
        found.append({**attributes, "line": " ".join(text.split())})
    return found


def find_entry(page: str, words: str) -> dict[str, str]:
    """Find the entry whose line holds some words."""
    return next(entry for entry in read_entries(page) if words in entry["line"])


def describe(entry: dict[str, str], verdict: str, **fields: str) -> dict[str, str]:
    """Return the answer that a page sends for an entry."""
    said = {"verdict": verdict, "kind": entry["kind"], "place": entry["place"], "as_read": entry["as-read"]}
    return {"who": "Mara", **said, **fields}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a ledger."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def find_token(page: str) -> str:
    """Return the token in a page; '' where it has none."""
    found = re.search(r'name="graphkit-token" content="([^"]+)"', page)
    return found[1] if found else ""


def post(served: Served, path: str, fields: object, token: str, **headers: str) -> httpx.Response:
    """Send an answer as the page does."""
    own = {"X-Graphkit-Token": token, "Content-Type": "application/json", **headers}
    body = fields if isinstance(fields, bytes) else json.dumps(fields).encode()
    return served.client.post(path, content=body, headers=own)
