"""What arrives is built, and what is new is told: each thing once, whatever befalls the machine."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import feedparser
import pytest
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from builds import write
from powercut import Disk
from tiers import nightly

import graphkit
from graphkit import watching
from graphkit.errors import DamageError, OutputError, StoreError
from graphkit.files import lock
from graphkit.files.layout import NEWS
from graphkit.watching import Following, Looked, Settings

AT_ONCE = Settings(settle=0)
LONG = (
    "Anna Berg said the old bridge over the river was closed on Monday after the flood had torn away two of its"
    " piers and a part of the road. Carl Dahl denied the town had known for years how badly the piers were worn."
)


def look(source: Path, out: Path, settings: Settings = AT_ONCE) -> Looked:
    return watching.look([source], out, settings)


def follow(out: Path, *names: str) -> None:
    out.mkdir(exist_ok=True)
    for name in names:
        watching.follow(out, Following(kind=watching.PERSON, name=name))


def read_news(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "news.jsonl").read_text(encoding="utf-8").splitlines()]


def list_told(out: Path) -> list[tuple[str, str]]:
    return [(item["kind"], item["passages"][-1]["content"]) for item in read_news(out)]


def read_files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in NEWS}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write(tmp_path / "in", {"old.txt": "Anna Berg said the bridge was closed."})


def test_what_is_there_at_first_is_known_and_what_comes_is_told_once(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg")
    first = look(inbox, out)
    assert (first.is_first, first.articles, first.items) == (True, 1, ())
    write(inbox, {"new.txt": "Anna Berg said the road was open. Carl Dahl said the inn was full."})
    [item] = look(inbox, out).items
    [passage] = item.passages
    sentence = passage.found.sentence
    assert (item.kind, item.followed, passage.who) == ("claim", ("Anna Berg",), ("Anna Berg",))
    assert (sentence.text, sentence.start, sentence.end) == ("Anna Berg said the road was open.", 0, 33)
    assert passage.article.identifier == "new.txt"
    before = read_files(out)
    again = look(inbox, out)
    assert (again.items, again.changed, read_files(out)) == ((), False, before)
    os.utime(inbox / "new.txt", (0, 0))  # another time, and the same words
    assert (look(inbox, out).items, read_files(out)) == ((), before)


def test_all_that_is_there_is_told_where_that_is_wished(inbox: Path, tmp_path: Path) -> None:
    follow(tmp_path / "out", "Anna Berg")
    assert len(look(inbox, tmp_path / "out", Settings(settle=0, everything=True)).items) == 1
    assert look(inbox, tmp_path / "out", Settings(settle=0, everything=True)).items == ()


def test_an_output_that_is_there_is_known_and_what_arrives_is_told(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    (out / "watch" / "state.json").unlink()
    follow(out, "Anna Berg")
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    looked = look(inbox, out)
    assert (looked.is_first, list_told(out)) == (True, [("claim", "the road was open")])


def test_what_somebody_said_before_being_followed_is_no_news(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    follow(out, "Anna Berg")
    assert look(inbox, out).items == ()
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    assert len(look(inbox, out).items) == 1


def test_of_an_edited_article_only_what_changed_is_told(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg", "Carl Dahl")
    write(inbox, {"new.txt": "Anna Berg said the road was open. Carl Dahl said that 12 boats sank in the storm."})
    look(inbox, out)
    write(inbox, {"new.txt": "Now. Anna Berg said the road was open. Carl Dahl said that 15 boats sank in the storm."})
    [item] = look(inbox, out).items
    assert (item.kind, item.changes) == ("changed", ("number",))
    assert [(p.part, p.content) for p in item.passages] == [
        ("before", "that 12 boats sank in the storm"),
        ("after", "that 15 boats sank in the storm"),
    ]
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    assert [(item.kind, item.followed) for item in look(inbox, out).items] == [("withdrawn", ("Carl Dahl",))]


def test_an_article_that_comes_back_under_another_name_tells_nothing_twice(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg", "Carl Dahl")
    look(inbox, out)
    write(inbox, {"wire.txt": LONG})
    assert len(look(inbox, out).items) == 2
    write(inbox, {"copy.txt": f"{LONG} Anna Berg said the ferry would run at night."})
    assert [item.passages[0].content for item in look(inbox, out).items] == ["the ferry would run at night"]
    (inbox / "copy.txt").unlink()
    record = {"id": "1", "text": LONG.replace("Monday", "Sunday"), "url": "https://example.org/a"}
    other = {"id": "2", "text": "Eva Frost said it. Anna Berg said the ice held.", "url": "https://example.org/a"}
    write(inbox, {"a.jsonl": json.dumps(record)})
    assert [item.changes for item in look(inbox, out).items] == [("reworded",)]
    write(inbox, {"a.jsonl": json.dumps(other)})
    assert [item.kind for item in look(inbox, out).items] == ["claim"]


def test_a_subject_is_words_as_they_are_searched_for(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    watching.follow(out, Following(kind=watching.SUBJECT, name='"night ferry" OR dyke'))
    write(inbox, {"new.txt": "Eva Frost said the Night Ferry left. Anna Berg said the ferry left at night."})
    [item] = look(inbox, out).items
    assert item.followed == ('“"night ferry" OR dyke”',)
    assert item.passages[0].content == "the Night Ferry left"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Disk, Path, dict[str, bytes]]]:
    return []


@pytest.mark.parametrize("seed", [*range(3), *nightly(range(3, 150))])
def test_a_power_failure_at_any_moment_loses_no_news_and_doubles_none(
    recorded: list[tuple[Disk, Path, dict[str, bytes]]],
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    seed: int,
) -> None:
    if not recorded:
        folder = tmp_path_factory.mktemp("recorded")
        place = folder / "disk"
        place.mkdir()
        inbox, out = write(folder / "in", {"old.txt": LONG}), place / "out"
        follow(out, "Anna Berg", "Carl Dahl")
        look(inbox, out)
        write(inbox, {"new.txt": "Anna Berg said the road was open. Carl Dahl said the inn was full."})
        write(inbox, {"old.txt": LONG.replace("two of its", "three of its")})
        disk = Disk(place)
        with disk.recording():
            look(inbox, out)
        assert [kind for kind, _ in list_told(out)] == ["claim", "claim", "changed"]
        recorded.append((disk, inbox, read_files(out)))
    disk, inbox, wanted = recorded[0]
    disk.fail(seed, tmp_path / "failed")
    out = tmp_path / "failed" / "out"
    look(inbox, out)
    assert read_files(out) == wanted
    assert look(inbox, out).items == ()


def test_files_of_news_that_somebody_removed_are_written_again(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    before = read_files(out)
    (out / "news.md").unlink()
    (out / "news.atom").write_text("x", encoding="utf-8")
    assert look(inbox, out).items == ()
    assert read_files(out) == before


def test_a_file_that_is_being_written_is_left_for_the_next_look(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg")
    look(inbox, out)
    write(inbox, {"new.txt": "Anna Berg said the ro"})
    waited: list[float] = []

    def grow(seconds: float) -> None:
        waited.append(seconds)
        write(inbox, {"new.txt": "Anna Berg said the road was open."})

    monkeypatch.setattr("graphkit.watching.arrivals.time.sleep", grow)
    looked = look(inbox, out, Settings(settle=3))
    assert [str(problem).removeprefix(str(inbox)) for problem in looked.problems] == [
        "/new.txt: is still being written: left for the next look"
    ]
    assert (looked.items, waited) == ((), [3])
    monkeypatch.setattr("graphkit.watching.arrivals.time.sleep", waited.append)
    look(inbox, out, Settings(settle=3))
    assert list_told(out) == [("claim", "the road was open")]


def test_a_place_that_is_gone_is_named_and_the_others_go_on(inbox: Path, tmp_path: Path) -> None:
    out, empty = tmp_path / "out", tmp_path / "empty"
    empty.mkdir()
    looked = watching.look([inbox, tmp_path / "gone", empty], out, AT_ONCE)
    assert [str(problem) for problem in looked.problems] == [
        f"{tmp_path / 'gone'}: there is no such file or folder",
        f"{empty}: holds no article yet",
    ]
    assert (looked.lost, looked.articles) == (True, 1)
    assert watching.look([empty], tmp_path / "other", AT_ONCE).articles == 0


def test_what_cannot_be_read_is_named_and_tried_again(tmp_path: Path) -> None:
    inbox, out = write(tmp_path / "in", {"a.pdf": "no PDF"}), tmp_path / "out"
    looked = look(inbox, out)
    assert "not a PDF file" in str(looked.problems[0])
    write(inbox, {"b.txt": "Anna Berg said the road was open."})
    assert look(inbox, out).articles == 1


def test_an_output_that_another_process_writes_is_left_alone(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    before = read_files(out)
    with lock.hold(out), pytest.raises(OutputError, match="is writing it"):
        look(inbox, out)
    assert read_files(out) == before


def fill_up(*_: object) -> None:
    raise StoreError("the store cannot be copied: No space left on device")


def test_what_cannot_be_kept_on_a_full_disk_is_told_later(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg")
    look(inbox, out)
    before = read_files(out)
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    with monkeypatch.context() as patch:
        patch.setattr("graphkit.store.copy", fill_up)
        with pytest.raises(OutputError, match="no space left on device; nothing was announced, and nothing is lost"):
            look(inbox, out)
    assert read_files(out) == before
    assert len(look(inbox, out).items) == 1


def test_a_state_that_is_damaged_is_named(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    look(inbox, out)
    (out / "watch" / "state.json").write_text("{", encoding="utf-8")
    (out / "watch" / "seen").unlink()
    with pytest.raises(DamageError, match=r"state\.json: is damaged"):
        look(inbox, out)


def test_what_was_said_of_a_bad_file_is_not_said_again(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(inbox, {"bad.pdf": "no PDF"})
    assert len(look(inbox, out).problems) == 1
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    assert look(inbox, out).problems == ()


@pytest.mark.parametrize("built", [False, True])
def test_what_another_graphkit_reads_otherwise_is_no_news_and_what_is_new_is_told(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg")
    look(inbox, out)
    monkeypatch.setattr("graphkit.files.resources.fingerprint", lambda: "another")
    write(inbox, {"new.txt": "Anna Berg said the road was open."})
    if built:  # and killed before it was told
        graphkit.build_corpus([inbox], out)
    looked = look(inbox, out)
    assert (looked.reread, len(looked.items)) == (True, 1)
    assert look(inbox, out).reread is False


def test_the_feed_is_one_that_readers_take(tmp_path: Path) -> None:
    out = tmp_path / "out"
    follow(out, "Anna Berg")
    text = "Anna Berg said <b>it</b> & \x01 rose."
    records = [
        {"id": "1", "text": text, "date": "2031-03-05", "url": "https://example.org/1", "publisher": "Gull"},
        {"id": "2", "text": "Anna Berg said the road was open.", "date": "2031-03-06T10:00:00+02:00"},
        {"id": "3", "text": "Anna Berg said the inn was full."},
    ]
    inbox = write(tmp_path / "in", {"a.jsonl": "\n".join(map(json.dumps, records))})
    look(inbox, out, Settings(settle=0, everything=True))
    feed = feedparser.parse(str(out / "news.atom"))
    assert (feed.bozo, feed.version, feed.feed.updated) == (False, "atom10", "2031-03-06T08:00:00Z")
    assert [(entry.updated, [link.href for link in entry.get("links", ())]) for entry in feed.entries] == [
        ("2031-03-06T08:00:00Z", []),
        ("2031-03-06T08:00:00Z", []),
        ("2031-03-05T00:00:00Z", ["https://example.org/1"]),
    ]
    assert len({entry.id for entry in feed.entries}) == 3
    assert "<blockquote>Anna Berg said &lt;b&gt;it&lt;/b&gt; &amp; � rose.</blockquote>" in feed.entries[2].summary
    assert "characters 0–34" in feed.entries[2].summary
    assert (out / "news.md").read_text(encoding="utf-8").startswith("# News\n\n### New claim: Anna Berg says: the inn")
