"""Keep whom and what people follow in a CSV file beside their decisions, and find them again in every graph.

Whoever is in the graph already is kept by one of the mentions that name them, too: that is the same characters of the
same article, whatever the entity is called after people have merged or parted it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, Problem
from graphkit.files import sheets
from graphkit.files.layout import FOLLOWED
from graphkit.files.sheets import Row
from graphkit.model.decisions import Reference
from graphkit.query.bindings import fold, list_names
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

__all__ = ["PERSON", "SUBJECT", "Following", "find_mention", "follow", "read_following", "resolve", "unfollow"]

PERSON, SUBJECT = "person", "subject"
_COLUMNS = ("kind", "name", "mention", "who", "when")
_NEEDED = ("kind", "name")
_MENTIONS = """SELECT ?mention ?start { VALUES ?who { <%s> }
  ?mention gk:refersTo ?who ; gk:mentionKind gk:name ; oa:start ?start
}"""
_REFERRED = "SELECT ?who { <%s> gk:refersTo ?who }"
_MENTIONED = "SELECT DISTINCT ?who { ?mention gk:refersTo ?who }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Somebody, or something, that people follow.

    Args:
        kind: `PERSON` for a person, a body or a place; `SUBJECT` for words.
        name: The name, or the words as `graphkit search` takes them.
        mention: A mention that names them; None where no article did when they were added, and of a subject.
        who: Who added it, or ''.
        when: On which day, or ''.
        line: The line of the file; 0 where it is new.
    """

    kind: str
    name: str
    mention: Reference | None = None
    who: str = ""
    when: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What makes it another than the others: the kind, and the name in any case."""
        return self.kind, fold(self.name)

    @property
    def label(self) -> str:
        """How it is named where people and subjects stand side by side."""
        return f"“{self.name}”" if self.kind == SUBJECT else self.name


def read_following(folder: Path) -> tuple[tuple[Following, ...], list[Problem]]:
    """Read whom and what is followed in an output, each once, and which rows cannot be used.

    Args:
        folder: The output; it may hold no such file.

    Raises:
        InputError: The file cannot be read at all.
    """
    path = folder / FOLLOWED
    if not path.exists():
        return (), []
    found: dict[tuple[str, str], Following] = {}
    problems = []
    for row in sheets.load(path, _NEEDED, _COLUMNS).rows:
        try:
            one = _parse(row)
        except ValueError as error:
            what = f"{error}; the row is kept, and not followed"
            problems.append(Problem(where=f"{path}, line {row.line}", what=what))
            continue
        found.setdefault(one.key, one)
    return tuple(found.values()), problems


def follow(folder: Path, one: Following) -> bool:
    """Follow somebody or something from now on; what others write at the same time is kept.

    Returns:
        Whether that is new.

    Raises:
        InputError: The file cannot be read.
        OutputError: It cannot be written.
    """
    with sheets.change(folder / FOLLOWED, _NEEDED, _COLUMNS) as rows:
        if any(_has_key(row, one.key) for row in rows):
            return False
        rows.append(
            Row(
                cells={
                    "kind": one.kind,
                    "name": sheets.defuse(one.name),
                    "mention": str(one.mention or ""),
                    "who": sheets.defuse(one.who),
                    "when": one.when,
                }
            )
        )
    return True


def unfollow(folder: Path, name: str, *, kind: str | None = None) -> tuple[Following, ...]:
    """Follow somebody or something no more.

    Args:
        folder: The output.
        name: The name, or the words of a subject, in any case.
        kind: `PERSON` or `SUBJECT`; None for either.

    Returns:
        Those who were followed under that name.

    Raises:
        InputError: Nobody is, or the file cannot be read.
        OutputError: It cannot be written.
    """
    known, _ = read_following(folder)
    gone = tuple(one for one in known if fold(name) == fold(one.name) and kind in (None, one.kind))
    if not gone:
        listed = ", ".join(one.label for one in known) or "nobody"
        raise InputError(f"{folder / FOLLOWED}: {name!r} is not followed; followed: {listed}")
    keys = {one.key for one in gone}
    with sheets.change(folder / FOLLOWED, _NEEDED, _COLUMNS) as rows:
        rows[:] = [row for row in rows if not any(_has_key(row, key) for key in keys)]
    return gone


def find_mention(kg: KnowledgeGraph, entity: str) -> Reference | None:
    """Find the first mention that names an entity, by document and place.

    Args:
        kg: The graph.
        entity: The address.
    """
    rows = sorted(
        (mention.partition("#")[0], int(start), mention) for mention, start in select(kg.store, _MENTIONS % entity)
    )
    return Reference.parse(rows[0][2].removeprefix(kg.base_iri)) if rows else None


def resolve(
    kg: KnowledgeGraph, followed: Iterable[Following], problems: list[Problem]
) -> Mapping[Following, frozenset[str]]:
    """Find the entities of the people, bodies and places that are followed.

    Args:
        kg: The graph.
        followed: Who is followed; subjects are passed over.
        problems: Takes whose name several have: all of them are then followed, so that nothing is missed.

    Returns:
        The addresses of each; none of those who are not in the graph yet.
    """
    people = [one for one in followed if one.kind == PERSON]
    if not people:
        return {}
    names, _ = list_names(kg.store, "entity")
    there = {who for (who,) in select(kg.store, _MENTIONED)}
    found: dict[Following, frozenset[str]] = {}
    for one in people:
        meant = (
            {who for (who,) in select(kg.store, _REFERRED % f"{kg.base_iri}{one.mention}")} if one.mention else set()
        )
        if not meant:
            meant = {term.value for term in names.get(fold(one.name), ())} & there
            if len(meant) > 1:
                problems.append(_describe_several(kg, one, sorted(meant)))
        found[one] = frozenset(meant)
    return found


def _describe_several(kg: KnowledgeGraph, one: Following, meant: Sequence[str]) -> Problem:
    addresses = ", ".join(address.removeprefix(kg.base_iri) for address in meant)
    what = f"{len(meant)} are called so ({addresses}), and all are followed; to follow one, remove {one.name!r} and add"
    return Problem(where=f"{FOLLOWED}, line {one.line}: {one.name}", what=f"{what} its address")


def _has_key(row: Row, key: tuple[str, str]) -> bool:
    try:
        return _parse(row).key == key
    except ValueError:
        return False


def _parse(row: Row) -> Following:
    """Parse a row.

    Raises:
        ValueError: It cannot be used.
    """
    cells = {name: sheets.restore(value) for name, value in row.values.items()}
    if row.rest:
        raise ValueError(f"it has {len(row.cells) + len(row.rest)} cells, the head has {len(row.cells)}")
    kind, name = cells.get("kind", "").casefold(), cells.get("name", "")
    if kind not in (PERSON, SUBJECT):
        raise ValueError(f"the kind is {cells.get('kind', '')!r}; say {PERSON} or {SUBJECT}")
    if not name:
        raise ValueError("it has no name")
    mention = cells.get("mention", "")
    return Following(
        kind=kind,
        name=name,
        mention=Reference.parse(mention) if mention else None,
        who=cells.get("who", ""),
        when=cells.get("when", ""),
        line=row.line,
    )
