"""The pages that are the same for everybody: the picture, the form for queries, and the files that pages load."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path

from graphkit.model.vocabulary import PREFIXES
from graphkit.query import evaluation
from graphkit.server.replies import HTML, Reply, load_template, refuse
from graphkit.visualisation.brief.page import answers_sheet, brief_sheet
from graphkit.visualisation.look import palette_sheet, style_sheet

__all__ = ["POLICY", "STRICT", "explorer", "named_queries", "query_page", "static"]

_STATIC = Path(__file__).with_name("static")
_BUNDLED = _STATIC / "yasgui"
"""YASGUI's editor, from `scripts/bundle_yasgui.py`; without it the page has a plain text field."""

_PLACE = b"<!-- links of a server -->"
"""Stands once in the picture, which is read from disk as well, where there are no other pages."""

_LINKS = (
    b'<nav id="pages" aria-label="Pages"><a href="/">Brief</a> <a href="/picture" aria-current="page">Picture</a> '
    b'<a href="/who/">Who</a> <a href="/doc/">Articles</a> <a href="/ask">Ask</a> <a href="/query">Query</a></nav>'
)
"""What has a page of its own needs no button among the views: the style sheet of the picture hides those."""

_EDITOR = ("yasqe.min.css", "yasqe.min.js")
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_OWN = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
STRICT = f"{_OWN}; style-src 'self'; img-src 'self' data:"
"""Only files of this server run: text of an article can never be a script."""

POLICY = {"Content-Security-Policy": f"{_OWN}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:"}
"""The editor sets styles when it measures text."""


def explorer(path: Path) -> Reply:
    """Return the picture as it was drawn when the graph was built, with links to the other pages.

    It brings its own policy, which says nothing of what has no script.
    """
    try:
        return Reply(body=path.read_bytes().replace(_PLACE, _LINKS, 1), kind=HTML)
    except OSError:
        return refuse(404, f"there is no picture yet; draw one with: graphkit show {path.parent.name} {path.name}")


def query_page() -> Reply:
    """Return the form for queries."""
    has_editor = all((_BUNDLED / name).is_file() for name in _EDITOR)
    return Reply(body=load_template("query.html.j2").render(has_editor=has_editor).encode(), kind=HTML)


@cache
def named_queries() -> Reply:
    """Return the named questions with their texts, and the prefixes."""
    queries = [{**query.to_dict(), "text": query.text} for query in evaluation.named()]
    body = json.dumps({"queries": queries, "prefixes": PREFIXES}, ensure_ascii=False)
    return Reply(body=body.encode(), kind="application/json")


def static(name: str) -> Reply:
    """Return a file that a page loads, if there is one of this name."""
    if name == "palette.css":
        return Reply(body=palette_sheet(by_system=True).encode(), kind=_KINDS[".css"])
    if name == "brief.css":
        return Reply(body=(style_sheet() + brief_sheet() + answers_sheet()).encode(), kind=_KINDS[".css"])
    if name == "completion.js":
        shared = resources.files("graphkit.visualisation") / "js" / name
        return Reply(body=shared.read_bytes(), kind=_KINDS[".js"])
    for folder in (_STATIC, _BUNDLED):
        files = {path.name: path for path in folder.glob("*") if path.suffix in _KINDS}
        if name in files:
            return Reply(body=files[name].read_bytes(), kind=_KINDS[files[name].suffix])
    return refuse(404, "there is no such file")
