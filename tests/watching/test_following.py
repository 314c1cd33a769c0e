"""Whom and what people follow stands in a sheet: nothing in it is lost, and what cannot be used is named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from builds import write

from graphkit import watching
from graphkit.errors import InputError
from graphkit.watching import Following, Settings


def person(name: str) -> Following:
    return Following(kind=watching.PERSON, name=name, who="Ada", when="2031-03-03")


def test_followers_come_and_go_and_rows_that_are_bad_stay(tmp_path: Path) -> None:
    sheet = tmp_path / "followed.csv"
    rows = "kind;name;note\r\nperson;Anna Berg;mayor\r\nparson;Eva Frost;\r\nsubject;;\r\nsubject;dam;;;x\r\n"
    sheet.write_text(rows, encoding="utf-8")
    _, problems = watching.read_following(tmp_path)
    kept = "; the row is kept, and not followed"
    assert [str(problem) for problem in problems] == [
        f"{sheet}, line 3: the kind is 'parson'; say person or subject{kept}",
        f"{sheet}, line 4: it has no name{kept}",
        f"{sheet}, line 5: it has 5 cells, the head has 3{kept}",
    ]
    assert watching.follow(tmp_path, person("anna  BERG")) is False
    assert watching.follow(tmp_path, person("=Carl Dahl")) is True
    listed, again = watching.read_following(tmp_path)
    assert [(one.name, one.who) for one in listed] == [("Anna Berg", ""), ("=Carl Dahl", "Ada")]
    assert len(again) == 3
    assert [one.name for one in watching.unfollow(tmp_path, "Anna berg")] == ["Anna Berg"]
    assert "parson;Eva Frost" in sheet.read_text(encoding="utf-8-sig")
    with pytest.raises(InputError, match="'Anna Berg' is not followed; followed: =Carl Dahl"):
        watching.unfollow(tmp_path, "Anna Berg")


def test_of_two_who_add_at_once_nothing_is_lost(tmp_path: Path) -> None:
    names = [f"Person {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda name: watching.follow(tmp_path, person(name)), names))
    assert sorted(one.name for one in watching.read_following(tmp_path)[0]) == sorted(names)


def test_what_is_wrong_with_the_sheet_is_named_and_the_others_are_followed(tmp_path: Path) -> None:
    inbox, out = write(tmp_path / "in", {"a.txt": "Anna Berg said the bridge was closed."}), tmp_path / "out"
    watching.look([inbox], out, Settings(settle=0))
    (out / "followed.csv").write_text("kind,name\r\nperson,Anna Berg\r\nsubject,-road\r\nx,y\r\n", encoding="utf-8")
    write(inbox, {"b.txt": "Anna Berg said the road was open."})
    looked = watching.look([inbox], out, Settings(settle=0))
    assert [item.followed for item in looked.items] == [("Anna Berg",)]
    told = [str(problem).removeprefix(str(out)) for problem in looked.problems]
    assert [line[:25] for line in told] == ["/followed.csv, line 4: the"[:25], "/followed.csv, line 3: the"[:25]]
