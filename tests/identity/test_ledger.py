"""The file of decisions: read as spreadsheets leave it, written whole or not at all, and never shortened."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.errors import InputError, OutputError
from graphkit.files import sheets
from graphkit.identity import ledger
from graphkit.model.decisions import Answer, Decision, Reference, name_decision, select_standing

ONE, TWO, THREE = (Reference(document=str(n) * 16, start=0, end=4) for n in range(3))
A, B, C = map(str, (ONE, TWO, THREE))
ROW = f"{A},{B},same,Ada,2024-05-01"
HEAD = "first,second,answer,who,when"


def decide(first: Reference = ONE, second: Reference = TWO, answer: Answer = Answer.SAME, **values: str) -> Decision:
    name = name_decision(first, second, answer, who="Ada", when="2024-05-01", why=values.get("why", ""))
    return Decision(id=name, first=first, second=second, answer=answer, who="Ada", when="2024-05-01", **values)  # type: ignore[arg-type]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "identities.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "identities.csv"
    made = [decide(first_label='Anna "Bo" Berg, Jr.', why="a\nb; c"), decide(second=THREE, answer=Answer.UNSURE)]
    ledger.add(path, made[:1])
    ledger.add(path, made[1:])
    assert list(ledger.read(path)) == made
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,first,")
    assert {p.name for p in tmp_path.iterdir()} == {"identities.csv", ".identities.csv.lock"}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{ROW}\n",
        f"\ufeff{HEAD}\r\n{ROW}\r\n",
        f"{HEAD}\n\n,,,,\n{ROW}",
        f"who;answer;When;FIRST;second;notes\nAda;Same;2024-05-01;{A};{B};mine\n".replace(A, f'"{A}"').replace(
            B, f'"{B}"'
        ),
        f"{HEAD}\n{ROW},,\n{A},{B},,,\n".replace(A, f'"{A}"').replace(B, f'"{B}"'),
    ],
)
def test_it_is_read_as_spreadsheets_leave_it(tmp_path: Path, text: str) -> None:
    quoted = text if '"' in text else text.replace(A, f'"{A}"').replace(B, f'"{B}"')
    (found,) = ledger.read(write(tmp_path, quoted))
    assert (found.first, found.second, found.answer, found.who) == (ONE, TWO, Answer.SAME, "Ada")
    assert found.id.isalpha()


def test_an_empty_file_holds_no_decisions(tmp_path: Path) -> None:
    assert ledger.read(write(tmp_path, "")) == ()
    assert ledger.read(write(tmp_path, "\ufeff\r\n")) == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A,B,maybe,Ada,2024-05-01", "line 3: the answer is 'maybe'; say same, different or unsure"),
        ("A,B,same,,2024-05-01", "line 3: nobody is named in the column 'who'"),
        ("A,B,same,Ada,01/05/2024", "line 3: the date in the column 'when' is '01/05/2024'; write it as 2024-05-31"),
        ("A,B,same,Ada,", "line 3: the date in the column 'when' is ''"),
        ("A,A,same,Ada,2024-05-01", "line 3: both mentions are the same characters"),
        ("Anna,B,same,Ada,2024-05-01", "line 3: 'Anna' names no mention; write it as doc/"),
        ("A,B,same,Ada,2024-05-01,more", "line 3: it has 6 cells, the head has 5"),
        ('A,B,same,"Ada,2024-05-01', "line 3: it cannot be read"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, row: str, told: str) -> None:
    row = row.replace("A,", f'"{A}",', 1).replace("A,", f'"{A}",', 1) if row.startswith("A,A") else row
    row = row.replace("A,", f'"{A}",', 1) if row.startswith("A,") else row
    row = row.replace("B,", f'"{B}",', 1)
    path = write(tmp_path, f'{HEAD}\n"{A}","{C}",same,Ada,2024-05-01\n{row}\n')
    before = path.read_bytes()
    for attempt in (
        lambda: ledger.read(path),
        lambda: ledger.add(path, [decide()]),
        lambda: ledger.revoke(path, "x", who="Ada", when="2024-05-02", why=""),
    ):
        with pytest.raises(InputError) as error:
            attempt()
        assert told in str(error.value)
        assert "identities.csv" in str(error.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("first,answer\n", "line 1: the head has no column 'second'"),
        ("first,second,answer,Answer\n", "line 1: the head has the column 'answer' twice"),
        ("first,second,answer\nx\xff".encode("latin-1"), "is no UTF-8 text .*save it .* as 'CSV UTF-8'"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        ledger.read(write(tmp_path, text))
    with pytest.raises(InputError, match="there is no such file"):
        ledger.read(tmp_path / "gone.csv")


def test_two_rows_of_one_id_must_say_the_same(tmp_path: Path) -> None:
    head = f"id,{HEAD}"
    row = f'abc,"{A}","{B}",same,Ada,2024-05-01'
    assert len(ledger.read(write(tmp_path, f"{head}\n{row}\n{row}\n"))) == 1
    with pytest.raises(InputError, match=r"line 3: its id 'abc' is that of line 2, which says another thing"):
        ledger.read(write(tmp_path, f"{head}\n{row}\n{row.replace('same', 'unsure')}\n"))


def test_what_others_wrote_stays_when_a_row_is_added(tmp_path: Path) -> None:
    path = write(tmp_path, f'notes,When,{HEAD.removesuffix(",when")}\nmine,2024-05-01,"{A}","{C}",,\n')
    ledger.add(path, [decide(why="seen")])
    first, second = rows(path)
    assert (first["notes"], first["When"], first["second"], first["answer"]) == ("mine", "2024-05-01", C, "")
    assert (second["notes"], second["When"], second["second"], second["why"]) == ("", "2024-05-01", B, "seen")


def test_revoking_marks_the_row_and_deletes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "identities.csv"
    ledger.add(path, [decide(), decide(second=THREE)])
    before = rows(path)
    taken = ledger.revoke(path, before[0]["id"], who="Bo", when="2024-06-01", why="an error")
    assert taken == decide()
    after = rows(path)
    assert after[1] == before[1]
    marks = {"revoked": "2024-06-01", "revoked_by": "Bo", "revoked_why": "an error"}
    assert after[0] == {**before[0], **marks}
    with pytest.raises(InputError, match="was already revoked on 2024-06-01"):
        ledger.revoke(path, before[0]["id"], who="Bo", when="2024-06-02", why="")
    with pytest.raises(InputError, match="there is no decision 'nonsense'"):
        ledger.revoke(path, "nonsense", who="Bo", when="2024-06-02", why="")


def test_revoking_works_in_a_file_without_ids_or_those_columns(tmp_path: Path) -> None:
    path = write(tmp_path, f'{HEAD}\n"{A}","{B}",same,Ada,2024-05-01\n')
    ledger.revoke(path, ledger.read(path)[0].id, who="Bo", when="2024-06-01", why="")
    assert ledger.read(path)[0].revoked == "2024-06-01"


def test_no_formula_of_an_article_gets_into_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    sheets.write(path, [{"first": A, "first_label": '=HYPERLINK("x")'}], ("first", "first_label"))
    assert rows(path) == [{"first": A, "first_label": '\'=HYPERLINK("x")'}]
    told = replace(decide(first_label="@SUM(1)"), who="=1+1", why="-2")
    ledger.add(tmp_path / "b.csv", [told])
    [row] = rows(tmp_path / "b.csv")
    assert (row["first_label"], row["who"], row["why"]) == ("'@SUM(1)", "'=1+1", "'-2")
    assert ledger.read(tmp_path / "b.csv") == (told,)


def test_an_answer_that_was_taken_back_can_be_given_again_on_the_same_day(tmp_path: Path) -> None:
    path = tmp_path / "identities.csv"
    first, new = ledger.answer(path, decide())
    assert new
    assert ledger.answer(path, decide()) == (first, False)
    ledger.revoke(path, first.id, who="Bo", when="2024-06-01", why="")
    again, new = ledger.answer(path, decide())
    assert new
    assert again.id != first.id
    assert [d.id for d in select_standing(ledger.read(path))] == [again.id]


def test_a_file_stands_as_it_was_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "identities.csv"
    ledger.add(path, [decide()])
    before = path.read_bytes()

    def fail(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="free some space"):
        ledger.add(path, [decide(second=THREE)])
    monkeypatch.undo()
    assert path.read_bytes() == before
