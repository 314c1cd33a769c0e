"""Store people's reviews in a CSV file that a spreadsheet can edit: read, add and revoke, never delete.

A row that cannot be read is named with its line and its reason, and stays where it is; the others count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from graphkit.errors import InputError, Problem
from graphkit.files import sheets
from graphkit.files.layout import REVIEWS
from graphkit.files.sheets import Row
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.model.decisions import Reference, free_name
from graphkit.model.reviews import Review, ReviewKind, Verdict, name_review, select_reviews

__all__ = ["ANSWER_COLUMNS", "COLUMNS", "Ledger", "add", "answer", "describe_place", "read", "read_own", "revoke"]

_CORRECTED = ("source", "content", "act", "stance", "polarity", "certainty")
ANSWER_COLUMNS = (
    *("span", "text_hash", "article", "words", "kind", "as_read", "verdict"),
    *_CORRECTED,
    *("who", "when", "why"),
)
"""The columns of a review, in a ledger and in a sheet to be filled in."""

COLUMNS = ("id", *ANSWER_COLUMNS, "revoked", "revoked_by", "revoked_why")
_NEEDED = ("span", "verdict")
_VERDICTS = {verdict.value: verdict for verdict in Verdict} | {verdict.value[0]: verdict for verdict in Verdict}
_HASH = re.compile(r"[0-9a-f]{16,64}")
_OF_AN_EDGE = ("polarity", "certainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What stands in a file of reviews.

    Args:
        reviews: The reviews, in the order of their lines, the revoked ones too.
        problems: The rows that cannot be read, and why.
    """

    reviews: tuple[Review, ...] = ()
    problems: tuple[Problem, ...] = ()


class _RowError(Exception):
    """A row cannot be read; its text says why."""


def read(path: Path, *, who: str = "", when: str = "") -> Ledger:
    """Read the reviews in a file; rows without a verdict are skipped.

    Args:
        path: The file.
        who: Who answered, for rows without it.
        when: The day, for rows without it.

    Raises:
        InputError: The file cannot be read at all.
    """
    reviews: dict[str, Review] = {}
    problems = []
    for row in sheets.load(path, _NEEDED, COLUMNS).rows:
        try:
            review = _parse(row, who=who, when=when)
            if review is None:
                continue
            other = reviews.get(review.id)
            if other is not None and other != review:
                raise _RowError(f"its id {review.id!r} is that of line {other.line}, which says another thing")
        except _RowError as error:
            what = f"{error}; the row is kept, and not carried out"
            problems.append(Problem(where=describe_place(str(path), row.line), what=what))
            continue
        reviews.setdefault(review.id, replace(review, file=str(path), line=row.line))
    return Ledger(reviews=tuple(reviews.values()), problems=tuple(problems))


def read_own(folder: Path) -> Ledger:
    """Read the reviews in an output folder; none where nobody has reviewed it yet.

    Args:
        folder: The output.

    Raises:
        InputError: The file cannot be read at all.
    """
    path = folder / REVIEWS
    return read(path) if path.exists() else Ledger()


def add(path: Path, reviews: Iterable[Review]) -> None:
    """Append reviews to a file, which is created if it does not exist; what others write at the same time is kept.

    Args:
        path: The file.
        reviews: The new reviews.

    Raises:
        InputError: The file cannot be read.
        OutputError: It cannot be written.
    """
    new = [Row(cells=_format(review)) for review in reviews]
    if new:
        with sheets.change(path, _NEEDED, COLUMNS) as rows:
            rows += new


def answer(path: Path, review: Review) -> tuple[Review, bool]:
    """Append one review, unless the newest of its claim or edge says the same; what was taken back can be said again.

    Args:
        path: The file, which is created if it does not exist.
        review: The review.

    Returns:
        The review as it stands in the file, and whether it is new there.

    Raises:
        InputError: The review contradicts itself, or the file cannot be read.
        OutputError: It cannot be written.
    """
    cells = _format(review)
    try:
        _parse(Row(cells=cells), who="", when="")
    except _RowError as error:
        raise InputError(f"{review}: {error}") from None
    with sheets.change(path, _NEEDED, COLUMNS) as rows:
        known = read(path).reviews if path.exists() else ()
        newest = next((one for one in reversed(select_reviews(known)) if _target(one) == _target(review)), None)
        if newest is not None and _statement(newest) == _statement(review):
            return newest, False
        new = replace(review, id=free_name(review.id, {one.id for one in known}))
        rows.append(Row(cells={**cells, "id": new.id}))
    return new, True


def revoke(path: Path, name: str, *, who: str, when: str, why: str) -> Review:
    """Revoke a review; its row is kept, with the day, the name and the reason.

    Args:
        path: The file.
        name: The review's id.
        who: Who revokes it.
        when: The day.
        why: The reason.

    Returns:
        The review before that.

    Raises:
        InputError: The file cannot be read, or has no review of that id that is not revoked.
        OutputError: It cannot be written.
    """
    missing = InputError(f"{path}: there is no review {name!r}; 'graphkit review OUT --verdicts' lists them")
    if not path.exists():
        raise missing
    with sheets.change(path, _NEEDED, COLUMNS) as rows:
        review = next((review for review in read(path).reviews if review.id == name), None)
        if review is None:
            raise missing
        if review.revoked:
            raise InputError(f"{path}: the review {name!r} was already revoked on {review.revoked}")
        for number, row in enumerate(rows):
            if _names(row, name):
                mark = {"revoked": when, "revoked_by": sheets.defuse(who), "revoked_why": sheets.defuse(why)}
                rows[number] = sheets.rename(row, mark)
    return review


def describe_place(file: str, line: int) -> str:
    """Name a line of a file."""
    return f"{file}, line {line}"


def _target(review: Review) -> tuple[object, ...]:
    """Return what a review is of."""
    return review.place, review.kind is ReviewKind.EDGE, review.as_read


def _statement(review: Review) -> tuple[object, ...]:
    """Return what a review says, and who says it, apart from when and why."""
    return review.who, review.verdict, *(getattr(review, name) for name in _CORRECTED)


def _names(row: Row, name: str) -> bool:
    """Check whether a row is the review of a name."""
    try:
        review = _parse(row, who="", when="")
    except _RowError:
        return False
    return review is not None and review.id == name


def _parse(row: Row, *, who: str, when: str) -> Review | None:
    """Parse a row; None where it has no verdict."""
    cells = {name: sheets.restore(value) for name, value in row.values.items()}
    given = cells.get("verdict", "")
    if row.rest:
        number = len(row.cells)
        raise _RowError(f"it has {number + len(row.rest)} cells, the head has {number}")
    if not given:
        return None
    verdict = _VERDICTS.get(given.casefold())
    if verdict is None:
        raise _RowError(f"the verdict is {given!r}; say right, wrong, corrected or missed")
    place = _read_place(cells.get("span", ""))
    who, when = cells.get("who") or who, cells.get("when") or when
    if not who:
        raise _RowError("nobody is named in the column 'who'")
    for name, day in (("when", when), ("revoked", cells.get("revoked", ""))):
        if (day or name == "when") and not sheets.is_date(day):
            raise _RowError(f"the date in the column {name!r} is {day!r}; write it as 2024-05-31")
    text_hash = cells.get("text_hash", "")
    if text_hash and not (_HASH.fullmatch(text_hash) and text_hash.startswith(place.document)):
        raise _RowError(f"the text's hash {text_hash!r} is not that of the text that the span is of")
    said = {name: cells.get(name, "") for name in (*_CORRECTED, "as_read")}
    review = Review(
        id="",
        place=place,
        kind=_read_kind(cells.get("kind", ""), verdict),
        verdict=verdict,
        text_hash=text_hash,
        words=" ".join(cells.get("words", "").split()),
        article=cells.get("article", ""),
        as_read=" ".join(said["as_read"].split()),
        source=said["source"],
        content=tuple(_read_place(part) for part in said["content"].replace(";", " ").split()),
        act=_read_value(said, "act", Act),
        stance=_read_value(said, "stance", Stance),
        polarity=_read_value(said, "polarity", Polarity),
        certainty=_read_value(said, "certainty", Certainty),
        who=who,
        when=when,
        why=cells.get("why", ""),
        revoked=cells.get("revoked", ""),
        revoked_by=cells.get("revoked_by", ""),
        revoked_why=cells.get("revoked_why", ""),
    )
    _check(review, [name for name in _CORRECTED if said[name]])
    name = cells.get("id") or name_review(place, verdict, review.kind.value, *said.values(), who, when, review.why)
    return replace(review, id=name)


def _read_place(text: str) -> Reference:
    try:
        return Reference.parse(text)
    except ValueError:
        raise _RowError(f"{text!r} is no place in a text; write it as doc/0123456789abcdef#char=12,40") from None


def _read_kind(text: str, verdict: Verdict) -> ReviewKind:
    missed = verdict is Verdict.MISSED
    if not text:
        return ReviewKind.MISSED if missed else ReviewKind.CLAIM
    try:
        kind = ReviewKind(text.casefold())
    except ValueError:
        raise _RowError(f"the kind is {text!r}; say claim, edge or missed") from None
    if missed is not (kind is ReviewKind.MISSED):
        raise _RowError(f"it contradicts itself: the kind is {kind.value!r}, the verdict {verdict.value!r}")
    return kind


def _read_value[E: Enum](cells: Mapping[str, str], name: str, values: type[E]) -> E | None:
    text = cells[name]
    known = {value.value.casefold(): value for value in values}
    if text and text.casefold() not in known:
        raise _RowError(f"the {name} is {text!r}; say {', '.join(value.value for value in values)}")
    return known.get(text.casefold())


def _check(review: Review, given: list[str]) -> None:
    """Check that a review does not contradict itself."""
    verdict = review.verdict
    if verdict in (Verdict.RIGHT, Verdict.WRONG) and given:
        raise _RowError(f"it contradicts itself: the verdict is {verdict.value!r}, and {given[0]!r} is corrected")
    if verdict is Verdict.CORRECTED and not given:
        raise _RowError(f"it says 'corrected', and not what: fill in one of {', '.join(_CORRECTED)}")
    others = [name for name in given if name not in _OF_AN_EDGE]
    if review.kind is ReviewKind.EDGE and others:
        raise _RowError(f"it contradicts itself: of an edge polarity and certainty can be corrected, not {others[0]!r}")
    if any(piece.document != review.document for piece in review.content):
        raise _RowError("it contradicts itself: the content is of another text than the span")
    if verdict is Verdict.MISSED and review.content and review.place not in review.content:
        raise _RowError("it contradicts itself: the content of a missed claim begins at its span")
    pieces = sorted(review.content)
    if any(one.end > other.start for one, other in itertools.pairwise(pieces)):
        raise _RowError("it contradicts itself: two pieces of the content overlap")


def _format(review: Review) -> dict[str, str]:
    def name(value: Enum | None) -> str:
        return str(value.value) if value is not None else ""

    return {
        "id": review.id,
        "span": str(review.place),
        "text_hash": review.text_hash,
        "article": sheets.defuse(review.article),
        "words": sheets.defuse(review.words),
        "kind": review.kind.value,
        "as_read": review.as_read,
        "verdict": review.verdict.value,
        "source": sheets.defuse(review.source),
        "content": " ".join(map(str, review.content)),
        "act": name(review.act),
        "stance": name(review.stance),
        "polarity": name(review.polarity),
        "certainty": name(review.certainty),
        "who": sheets.defuse(review.who),
        "when": review.when,
        "why": sheets.defuse(review.why),
        "revoked": review.revoked,
        "revoked_by": sheets.defuse(review.revoked_by),
        "revoked_why": sheets.defuse(review.revoked_why),
    }
