"""The pages that are the same whoever asks: the picture, the form for queries, and what they load."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from graphkit.model.vocabulary import PREFIXES
from graphkit.query import evaluation
from graphkit.server.replies import HTML, Reply, refuse

__all__ = ["POLICY", "STRICT", "explorer", "named_queries", "query_page", "static"]

_STATIC = Path(__file__).with_name("static")
_BUNDLED = _STATIC / "yasgui"
"""YASGUI's editor, which `scripts/bundle_yasgui.py` brings; without them the page is plainer."""

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_OWN = "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
STRICT = f"{_OWN}; style-src 'self'; img-src 'self' data:"
"""Nothing runs that is not a file of this server: text of an article can be no script."""

POLICY = {"Content-Security-Policy": f"{_OWN}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:"}
"""The editor sets styles as it measures text."""


def explorer(path: Path) -> Reply:
    """Give the picture as it was drawn when the graph was built; it brings its own policy."""
    try:
        return Reply(body=path.read_bytes(), kind=HTML)
    except OSError:
        return refuse(404, f"there is no picture yet; draw one with: graphkit show {path.parent.name} {path.name}")


def query_page() -> Reply:
    """Give the form for queries."""
    page = (_STATIC / "query.html").read_text(encoding="utf-8")
    names = ("yasqe.min.css", "yasqe.min.js")
    tags = {".css": '<link rel="stylesheet" href="/static/{}">', ".js": '<script src="/static/{}"></script>'}
    bundled = [tags[Path(name).suffix].format(name) for name in names if (_BUNDLED / name).is_file()]
    return Reply(body=page.replace("<!-- editor -->", "\n".join(bundled)).encode(), kind=HTML)


@cache
def named_queries() -> Reply:
    """Give the named questions with their texts, and the prefixes."""
    listed = [{**query.to_dict(), "text": query.text} for query in evaluation.named()]
    body = json.dumps({"queries": listed, "prefixes": PREFIXES}, ensure_ascii=False)
    return Reply(body=body.encode(), kind="application/json")


def static(name: str) -> Reply:
    """Give a file that a page loads, if it is one of them."""
    for folder in (_STATIC, _BUNDLED):
        known = {path.name: path for path in folder.glob("*") if path.suffix in _KINDS}
        if name in known:
            return Reply(body=known[name].read_bytes(), kind=_KINDS[known[name].suffix])
    return refuse(404, "there is no such file")
