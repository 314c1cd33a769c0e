"""The page of what was edited in articles, and the page of an earlier version. Each is made in a process of its own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit import pipeline
from graphkit.analysis.changes import Edited, EditedClaim, read_editions
from graphkit.files.layout import VERSIONS
from graphkit.server.replies import HTML, Reply, load_template, refuse
from graphkit.visualisation.look import look

__all__ = ["render", "render_version"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("changes.html.j2")
_VERSION = load_template("version.html.j2")
_KEY = re.compile(r"[0-9a-f]{16}")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 40
"""So many articles are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """An edit as it is shown.

    Args:
        kinds: How it was edited, in words.
        before: The sentence before in stretches, each with whether the later one lacks it.
        after: The sentence after in stretches, each with whether the earlier one lacks it.
        here: What stands behind the address of the later article to lead to the claim; '' where there is none.
    """

    kinds: str
    before: Sequence[tuple[str, bool]]
    after: Sequence[tuple[str, bool]]
    here: str


def render(folder: Path, given: Mapping[str, str]) -> Reply:
    """Render what was edited in articles, the last build first.

    Args:
        folder: The output folder of graphkit.
        given: The parameters of the request: `article`, what the one is called that is to be shown; `kind`, the kind
            of edits that are; `skip`, how many articles are left out.
    """
    kind, article = given.get("kind", ""), given.get("article", "").strip()
    every = read_editions(pipeline.open_graph(folder, whole=False).versions.store)
    fitting = [one for one in every if not article or one.identifier == article]
    if kind:
        fitting = [one for one in fitting if any(kind in edit.kinds for edit in one.edits)]
    skip = int(given["skip"]) if given.get("skip", "").isdecimal() and len(given["skip"]) < 9 else 0
    shown = [(one, list(_show(one, kind))) for one in fitting[skip : skip + _MOST]]
    found = {name for one in every for edit in one.edits for name in edit.kinds}
    page = _TEMPLATE.render(
        shown=shown,
        number=len(fitting),
        every=len(every),
        kinds=[(name, words) for name, words in look().changes.items() if name in found],
        kind=kind,
        article=article,
        known_by=look().known_by,
        further=skip + _MOST if len(fitting) > skip + _MOST else 0,
        key=lambda iri: iri.rpartition("/")[2],
    )
    return Reply(body=page.encode(), kind=HTML)


def render_version(folder: Path, key: str) -> Reply:
    """Render an earlier version of an article as it was, with what took its place.

    Args:
        folder: The output folder of graphkit.
        key: The key of the text, the last part of its address.
    """
    path = folder / VERSIONS / f"{key}.txt"
    if not _KEY.fullmatch(key) or not path.is_file():
        return refuse(404, "there is no such article")
    text = path.read_bytes().decode()
    every = read_editions(pipeline.open_graph(folder, whole=False).versions.store)
    own = next((one for one in every if one.earlier.rpartition("/")[2] == key), None)
    if own is None:
        return refuse(404, "there is no such article")
    page = _VERSION.render(version=own, text=text, later=own.later.rpartition("/")[2], known_by=look().known_by)
    return Reply(body=page.encode(), kind=HTML)


def _show(one: Edited, kind: str) -> Iterator[_Shown]:
    for edit in one.edits:
        if kind and kind not in edit.kinds:
            continue
        words = ", ".join(look().changes[name] for name in edit.kinds)
        before, after = _compare(edit)
        here = edit.claim_after.rpartition("/")[2]
        yield _Shown(
            kinds=words[:1].upper() + words[1:], before=before, after=after, here=f"#claim={here}" if here else ""
        )


def _compare(edit: EditedClaim) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Cut both sentences into stretches that the other has or lacks; one that stands alone is marked nowhere."""
    if not edit.before or not edit.after:
        return [(edit.before, False)] if edit.before else [], [(edit.after, False)] if edit.after else []
    ones, others = _WORDS.findall(edit.before), _WORDS.findall(edit.after)
    before, after = [], []
    for what, i, j, k, m in difflib.SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if i < j:
            before.append(("".join(ones[i:j]), what != "equal"))
        if k < m:
            after.append(("".join(others[k:m]), what != "equal"))
    return before, after
