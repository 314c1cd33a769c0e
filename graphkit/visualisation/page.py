"""Make one HTML file out of a scene, through pyvis: offline, still, and safe against what the news may hold."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graphkit.visualisation.payload import Payload

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["render_page"]

_SCRIPTS = (
    "data",
    "dom",
    "state",
    "placement",
    "geometry",
    "paint",
    "canvas",
    "evidence",
    "panel",
    "legend",
    "search",
    "table",
    "matrix",
    "timeline",
    "chain",
    "article",
    "summary",
    "address",
    "main",
)
"""In the order in which they stand in the page; each uses only what stands before it, but for calls at run time."""

_SHAPES = {
    "person": "dot",
    "organization": "square",
    "outlet": "diamond",
    "country": "hexagon",
    "place": "triangle",
    "group": "dot",
    "nobody": "dot",
    "work": "box",
    "event": "box",
    "claim": "box",
}
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {"dragNodes": False, "selectable": False, "hover": False, "multiselect": False},
}


class _Ids(dict[int, None]):
    """Stands for pyvis' list of ids, in which it looks up every node and both ends of every edge."""

    def append(self, number: int) -> None:
        self[number] = None


def render_page(data: Payload) -> str:
    """Render the data of a page.

    Args:
        data: What `payload` made.

    Returns:
        The file's text: the same for the same data; it asks for nothing but itself.
    """
    library = _library()
    script = _script()
    network = _network(data)
    network.templateEnv.globals.update(
        data={key: value for key, value in data.items() if key != "edges"},
        title=data["title"],
        style=_read("explorer.css"),
        library=library,
        script=script,
        policy=_policy(library, script),
    )
    html: str = network.generate_html(name="graph.html")
    return html


def _network(data: Payload) -> Network:
    """Fill a pyvis network whose template is ours: pyvis' own asks a CDN and lets HTML in labels run."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
    from pyvis.network import Network

    class Picture(Network):  # type: ignore[misc]
        """A pyvis network that is drawn by graphkit's own template."""

        def __init__(self) -> None:
            super().__init__(height="100%", directed=True, cdn_resources="in_line")
            self.node_ids = _Ids()
            self.path = "explorer.html.j2"
            self.templateEnv = Environment(
                loader=PackageLoader("graphkit", "visualisation"),
                autoescape=select_autoescape(default=True),
                undefined=StrictUndefined,
                keep_trailing_newline=True,
            )

    network = Picture()
    network.options = _OPTIONS
    at = data["nodes"]["fields"].index("kind") if data["nodes"]["rows"] else 0
    for number, row in enumerate(data["nodes"]["rows"]):
        # the page draws the label itself; for an empty one pyvis would show the number
        network.add_node(number, label=" ", shape=_SHAPES[row[at]], group=row[at])
    for edge in data["edges"]:
        ends = {"view": edge["view"], "style": edge["style"], "links": edge["links"]}
        network.add_edge(edge["from"], edge["to"], **ends)
    return network


def _library() -> str:
    """Read pyvis' own copy of vis-network; its licence stands in its first lines."""
    folder = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    return _one_line_ends((folder / "vis-network.min.js").read_text(encoding="utf-8"))


def _script() -> str:
    parts = "\n".join(_read(f"js/{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def _read(name: str) -> str:
    return _one_line_ends((files("graphkit.visualisation") / name).read_text(encoding="utf-8"))


def _one_line_ends(text: str) -> str:
    # a browser turns CRLF into LF before it takes the hash that the policy names
    return text.replace("\r\n", "\n")


def _policy(*scripts: str) -> str:
    """Allow nothing but the page's own two scripts, by their hashes."""
    digests: Mapping[str, str] = {s: base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests.values())
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
