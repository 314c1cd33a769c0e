"""Disputes, replies that had been missing, and changes of position are news; who is followed stays so by any name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builds import in_this_process as in_this_process  # a fixture
from builds import write

import graphkit
from graphkit import watching
from graphkit.errors import QueryError
from graphkit.identity import ledger
from graphkit.model.decisions import Answer, Author, Ends
from graphkit.watching import Following, Looked, Settings

ACCUSED = "Mara Lind, a fisherman, accused Norvik Ltd of dumping waste in the bay of Halden.\n"
SILENT = f"{ACCUSED}\nNorvik Ltd would not comment.\n"
DENIED = f"{ACCUSED}\nNorvik Ltd denied the accusation.\n"
TWELVE = "Tom Hale said that twelve boats had been lost in the storm of Halden.\n"
FOURTEEN = "The coast guard said that fourteen boats had been lost in the storm of Halden.\n"
FIFTEEN = "Tom Hale said that fifteen boats had been lost in the storm of Halden.\n"


def look(inbox: Path, out: Path, *, only_followed: bool = False) -> Looked:
    return watching.look([inbox], out, Settings(settle=0, only_followed=only_followed))


def test_a_dispute_is_told_when_the_second_side_is_there_and_not_again(tmp_path: Path) -> None:
    inbox, out = write(tmp_path / "in", {"a.txt": TWELVE}), tmp_path / "out"
    look(inbox, out)
    write(inbox, {"b.txt": FOURTEEN})
    [item] = look(inbox, out).items
    assert item.kind == "dispute"
    assert sorted(passage.found.sentence.text for passage in item.passages) == [FOURTEEN.strip(), TWELVE.strip()]
    write(inbox, {"b.txt": f"In brief.\n\n{FOURTEEN}"})
    assert look(inbox, out).items == ()
    assert "New dispute: " in (out / "news.md").read_text(encoding="utf-8")


def test_a_reply_that_was_missing_is_told_with_the_accusation(tmp_path: Path) -> None:
    inbox, out = write(tmp_path / "in", {"a.txt": SILENT}), tmp_path / "out"
    look(inbox, out)
    write(inbox, {"b.txt": DENIED})
    [item] = look(inbox, out).items
    assert (item.kind, item.passages[-1].part, item.passages[-1].who) == ("reply", "replies", ("Norvik Ltd",))
    assert item.passages[-1].found.sentence.text == "Norvik Ltd denied the accusation."
    assert look(inbox, out).items == ()


def test_a_speaker_against_himself_is_told_once(tmp_path: Path) -> None:
    first = {"text": TWELVE, "id": "1", "date": "2031-03-03"}
    then = {"text": FIFTEEN, "id": "2", "date": "2031-03-05"}
    inbox, out = write(tmp_path / "in", {"a.jsonl": json.dumps(first)}), tmp_path / "out"
    look(inbox, out)
    write(inbox, {"b.jsonl": json.dumps(then)})
    [item] = look(inbox, out).items
    assert (item.kind, item.day) == ("position", "2031-03-05")
    assert [passage.article.issued for passage in item.passages] == ["2031-03-03", "2031-03-05"]


def test_what_concerns_nobody_followed_may_be_left_out_for_good(tmp_path: Path) -> None:
    inbox, out = write(tmp_path / "in", {"a.txt": TWELVE}), tmp_path / "out"
    look(inbox, out)
    write(inbox, {"b.txt": FOURTEEN})
    assert look(inbox, out, only_followed=True).items == ()
    assert look(inbox, out).items == ()


def test_somebody_is_followed_by_any_name_that_people_give(tmp_path: Path) -> None:
    inbox = write(tmp_path / "in", {"a.txt": "Mara Lind said that the bay was dirty.\n"})
    write(inbox, {"b.txt": "Ines Corvo said that the market was open.\n"})
    out = tmp_path / "out"
    look(inbox, out)
    kg = graphkit.open_graph(out)
    lind, corvo = (watching.find_mention(kg, kg.identify(name).who.iri) for name in ("Mara Lind", "ines corvo"))
    assert lind is not None
    assert corvo is not None
    watching.follow(out, Following(kind=watching.PERSON, name="Ines Corvo", mention=corvo))
    ends = Ends(first=lind, second=corvo, labels=("Mara Lind", "Ines Corvo"))
    ledger.answer(out / "identities.csv", Author(who="Ada", when="2031-03-03", why="").decide(ends, Answer.SAME))
    write(inbox, {"c.txt": "Mara Lind said that the quay was closed.\n"})
    contents = [item.passages[0].content for item in look(inbox, out).items]
    assert "that the quay was closed" in contents
    with pytest.raises(QueryError, match="no entity in the graph is called 'Hugo Berg'") as caught:
        kg.identify("Hugo Berg")
    assert caught.value.parameter == "who"
