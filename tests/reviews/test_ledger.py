"""Reviews are kept in a file that people edit: nothing is lost, and a bad row is named and does no harm."""

from __future__ import annotations

import csv
import io
import multiprocessing
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict, name_review, select_reviews
from graphkit.reviews import ledger

KEY = "0123456789abcdef"
SPAN = f"doc/{KEY}#char=12,40"
HEAD = "span,verdict,kind,source,content,act,polarity,certainty,who,when,text_hash,id,revoked"


def review(number: int = 0, *, who: str = "Mara", when: str = "2025-03-01") -> Review:
    place = Reference(document=KEY, start=number, end=number + 5)
    return Review(
        id=name_review(place, Verdict.CORRECTED, who, when),
        place=place,
        kind=ReviewKind.CLAIM,
        verdict=Verdict.CORRECTED,
        text_hash=KEY * 4,
        words="=1+1 is what, she said",
        article="gull",
        as_read="denies rejects positive certain 0,9",
        source='Ida "Roe"; Bo',
        content=(place, Reference(document=KEY, start=100, end=120)),
        act=Act.DECLINES_TO_COMMENT,
        stance=Stance.REJECTS,
        polarity=Polarity.NEGATIVE,
        certainty=Certainty.POSSIBLE,
        who=who,
        when=when,
        why="two\nlines; and, more",
    )


def write(folder: Path, *rows: str) -> Path:
    path = folder / "reviews.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return path


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    made = [review(0), review(50)]
    ledger.add(path, made[:1])
    ledger.add(path, made[1:])
    assert list(ledger.read(path).reviews) == made
    (first, _) = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert first["words"].startswith("'=1+1")  # no spreadsheet runs it


def test_revoking_keeps_the_row_and_takes_the_review_back(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    ledger.add(path, [review(0), review(50)])
    taken = ledger.revoke(path, review(0).id, who="Bo", when="2025-03-02", why="too quick")
    assert taken == review(0)
    (first, second) = ledger.read(path).reviews
    assert (first.revoked, first.revoked_by, first.revoked_why) == ("2025-03-02", "Bo", "too quick")
    assert select_reviews([first, second, review(0)]) == (second,)  # another copy does not know it yet
    with pytest.raises(InputError, match="was already revoked on 2025-03-02"):
        ledger.revoke(path, first.id, who="Bo", when="2025-03-02", why="")
    with pytest.raises(InputError, match="'graphkit review OUT --verdicts' lists them"):
        ledger.revoke(path, "nobody", who="Bo", when="2025-03-02", why="")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("here,right,,,,,,,Mara,2025-03-01", "'here' is no place in a text"),
        (f'"{SPAN}",good,,,,,,,Mara,2025-03-01', "the verdict is 'good'; say right, wrong, corrected or missed"),
        (f'"{SPAN}",right,row,,,,,,Mara,2025-03-01', "the kind is 'row'"),
        (f'"{SPAN}",right,,,,,,,,2025-03-01', "nobody is named in the column 'who'"),
        (f'"{SPAN}",right,,,,,,,Mara,1 March', "the date in the column 'when' is '1 March'"),
        (f'"{SPAN}",right,,,,,,,Mara,2025-03-01,ffffffffffffffff', "is not that of the text that the span is of"),
        (
            f'"{SPAN}",missed,claim,,,,,,Mara,2025-03-01',
            "contradicts itself: the kind is 'claim', the verdict 'missed'",
        ),
        (f'"{SPAN}",right,missed,,,,,,Mara,2025-03-01', "contradicts itself: the kind is 'missed'"),
        (f'"{SPAN}",wrong,,Bo,,,,,Mara,2025-03-01', "contradicts itself: the verdict is 'wrong', and 'source'"),
        (f'"{SPAN}",corrected,,,,,,,Mara,2025-03-01', "it says 'corrected', and not what"),
        (f'"{SPAN}",corrected,,,,shouts,,,Mara,2025-03-01', "the act is 'shouts'; say asserts, denies"),
        (f'"{SPAN}",corrected,edge,Bo,,,,,Mara,2025-03-01', "of an edge polarity and certainty can be"),
        (f'"{SPAN}",corrected,,,"doc/ffffffffffffffff#char=1,2",,,,Mara,2025-03-01', "the content is of another text"),
        (f'"{SPAN}",missed,,,"doc/{KEY}#char=1,2",,,,Mara,2025-03-01', "the content of a missed claim begins at its"),
        (f'"{SPAN}",corrected,,,"{SPAN} doc/{KEY}#char=20,50",,,,Mara,2025-03-01', "two pieces of the content overlap"),
        (f'"{SPAN}",right,,,,,,,Mara,2025-03-01,,,,too much', "it has 14 cells, the head has 13"),
    ],
)
def test_a_bad_row_is_named_and_kept_and_the_others_count(tmp_path: Path, row: str, reason: str) -> None:
    good = f'"doc/{KEY}#char=100,140",right,,,,,,,Mara,2025-03-01'
    path = write(tmp_path, row, good)
    found = ledger.read(path)
    assert [one.place.start for one in found.reviews] == [100]
    (problem,) = found.problems
    assert problem.where == f"{path}, line 2"
    assert reason in problem.what
    ledger.add(path, [review()])
    assert row.split(",")[-1] in path.read_text("utf-8-sig").splitlines()[1]
    again = ledger.read(path)
    assert (len(again.reviews), len(again.problems)) == (2, 1)


def test_one_id_with_two_meanings_is_named(tmp_path: Path) -> None:
    row = f'"{SPAN}",%s,,,,,,,Mara,2025-03-01,,abc'
    found = ledger.read(write(tmp_path, row % "right", row % "wrong"))
    assert [one.verdict for one in found.reviews] == [Verdict.RIGHT]
    assert "its id 'abc' is that of line 2, which says another thing" in found.problems[0].what


def test_a_file_that_is_no_table_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("who,when\n", encoding="utf-8")
    with pytest.raises(InputError, match="the head has no column 'span' and no column 'verdict'"):
        ledger.read(path)
    before = path.read_bytes()
    with pytest.raises(InputError):
        ledger.add(path, [review()])
    assert path.read_bytes() == before


def _add_many(path: Path, who: str, number: int) -> None:
    for n in range(number):
        ledger.add(path, [review(1000 * n, who=who)])


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, who, 25)) for who in ("Mara", "Bo")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = ledger.read(path)
    assert not found.problems
    assert sorted((one.who, one.place.start) for one in found.reviews) == sorted(
        (who, 1000 * n) for who in ("Mara", "Bo") for n in range(25)
    )


def say(number: int, verdict: Verdict, *, who: str = "Mara") -> Review:
    """Make a plain verdict, all of one day."""
    when, place = "2025-03-01", Reference(document=KEY, start=number, end=number + 5)
    name = name_review(place, verdict, who, when)
    return Review(id=name, place=place, kind=ReviewKind.CLAIM, verdict=verdict, who=who, when=when)


def verdicts(path: Path) -> list[Verdict]:
    return [one.verdict for one in select_reviews(ledger.read(path).reviews)]


def test_a_verdict_can_be_changed_and_taken_back_and_given_again_on_one_day(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT):
        assert ledger.answer(path, say(0, verdict))[1]
    assert verdicts(path) == [Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT]
    last, new = ledger.answer(path, say(0, Verdict.RIGHT))
    assert not new
    ledger.revoke(path, last.id, who="Mara", when="2025-03-01", why="")
    assert verdicts(path) == [Verdict.RIGHT, Verdict.WRONG]
    assert ledger.answer(path, say(0, Verdict.RIGHT))[1]
    assert verdicts(path) == [Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT]


def test_an_answer_that_contradicts_itself_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    with pytest.raises(InputError, match="says 'corrected', and not what"):
        ledger.answer(path, say(0, Verdict.CORRECTED))
    assert not path.exists()
