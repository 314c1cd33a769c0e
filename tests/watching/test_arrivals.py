"""Feeds, mailboxes and maildirs can be watched, and what leaves them is not lost."""

from __future__ import annotations

import json
from pathlib import Path

from articles import mail, mbox, rss
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from builds import write

import graphkit
from graphkit import documents, watching
from graphkit.errors import Problem
from graphkit.watching import Looked, Settings
from graphkit.watching.arrivals import list_arrivals

TEXTS = ("Anna Berg said the bridge was closed.", "Carl Dahl said the inn was full.")


def look(source: Path, out: Path) -> Looked:
    return watching.look([source], out, Settings(settle=0))


def list_names(source: Path) -> tuple[list[str], list[str]]:
    problems: list[Problem] = []
    arrivals = list_arrivals([source], settle=0)
    found = [document.identifier for document in documents.read(arrivals.inputs, problems=problems)]
    return found, [str(problem) for problem in (*arrivals.problems, *problems)]


def test_an_entry_that_leaves_a_feed_stays_in_the_graph(tmp_path: Path) -> None:
    feed, out = tmp_path / "wire.rss", tmp_path / "out"
    feed.write_bytes(rss(*TEXTS))
    look(feed, out)
    feed.write_bytes(rss(*TEXTS[:1]).replace(b"planet.example/1", b"planet.example/3").replace(b"closed", b"open"))
    assert look(feed, out).articles == 3
    names = {row["article"] for row in graphkit.open_graph(out).query("who-said-what").records()}
    assert names == {f"https://planet.example/{number}" for number in (1, 2, 3)}


def test_a_json_feed_is_one_too(tmp_path: Path) -> None:
    items = [
        {"id": 7, "content_text": TEXTS[0], "date_published": "2031-03-03T10:00:00Z", "url": "https://e.example/7"},
        {"id": "https://e.example/8", "content_html": f"<p>{TEXTS[1]}</p>", "summary": "Short."},
        {"id": "9", "title": "No text"},
    ]
    version = "https://jsonfeed.org/version/1.1"
    feed = {"version": version, "title": "Gull", "home_page_url": "https://e.example/", "items": items}
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(feed), encoding="utf-8")
    problems: list[Problem] = []
    found = list(documents.read([path], problems=problems))
    assert [(d.identifier, d.text, d.issued, d.publisher, d.source) for d in found] == [
        ("https://e.example/#7", f"{TEXTS[0]}\n", "2031-03-03T10:00:00Z", "Gull", "https://e.example/7"),
        ("https://e.example/8", f"{TEXTS[1]}\n", None, "Gull", None),
    ]
    assert [str(problem) for problem in problems] == [f"{path}: 1 of its entries hold no text: not read"]
    half = {"version": version, "items": [{"id": "\ud800", "content_text": f"{TEXTS[0]} \udc00"}, "x"]}
    path.write_text(json.dumps(half), encoding="utf-8")
    assert list_names(path)[0] == ["feed.json#�"]
    path.write_text('{"version": "https://jsonfeed.org/version/1.1", "items": 3}', encoding="utf-8")
    assert list_names(path)[1] == [f"{path}: was left out: a damaged feed ('items' is no list)"]
    path.write_text('{"text": "Yes."}', encoding="utf-8")
    assert "JSON, but no JSON Feed; articles as JSON stand one a line" in list_names(path)[1][0]


def test_a_feed_may_lead_to_files_beside_it_and_to_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    (folder / "stories").mkdir(parents=True)
    write(folder / "stories", {"a.txt": TEXTS[0]})
    write(tmp_path, {"secret.txt": TEXTS[1]})
    entries = ("stories/a.txt", f"file://{tmp_path}/secret.txt", "../secret.txt", "gone.txt")
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in entries)
    feed = write(folder, {"f.rss": f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"})
    found, problems = list_names(feed / "f.rss")
    assert found == ["stories/a.txt"]
    refused = [line.partition("leads to ")[2].partition(",")[0] for line in problems[:3]]
    assert refused == [f"{tmp_path}/secret.txt", "../secret.txt", "gone.txt"]


def test_a_mail_that_leaves_a_mailbox_is_not_taken_for_another(tmp_path: Path) -> None:
    path = tmp_path / "desk.mbox"
    mails = [mail(text, headers=f"Message-ID: <{n}@planet.example>\r\n") for n, text in enumerate(TEXTS)]
    path.write_bytes(mbox(*mails, mail("Eva Frost said it.")))
    assert list_names(path)[0] == ["0@planet.example", "1@planet.example", "desk.mbox:3"]
    path.write_bytes(mbox(*mails[1:]))
    assert list_names(path)[0] == ["1@planet.example"]


def test_a_maildir_is_read_whatever_the_flags_of_its_mails(tmp_path: Path) -> None:
    box = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    (box / "new" / "1.host").write_bytes(mail(TEXTS[0]))
    (box / "cur" / "2.host:2,S").write_bytes(mail(TEXTS[1]))
    (box / "tmp" / "3.host").write_bytes(mail("Half"))
    before = list_names(box)
    assert before == (["1.host", "2.host"], [])
    (box / "new" / "1.host").rename(box / "cur" / "1.host:2,RS")
    assert list_names(box) == before


def test_a_damaged_feed_or_mailbox_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.rss": "<?xml version='1.0'?><rss><channel", "b.mbox": "no mailbox", "c.txt": TEXTS[0]})
    found, problems = list_names(tmp_path)
    assert found == ["c.txt"]
    assert [line.removeprefix(f"{tmp_path}/")[:22] for line in problems] == [
        "a.rss: was left out: a"[:22],
        "b.mbox: was left out: no"[:22],
    ]
