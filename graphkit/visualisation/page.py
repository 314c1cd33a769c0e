"""Render the data of a page as one HTML file through pyvis: offline, static, and safe whatever the news contains."""

from __future__ import annotations

import base64
import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graphkit.files.imports import leaving_out
from graphkit.visualisation.brief.page import answers_sheet, brief_sheet
from graphkit.visualisation.bundle import bundle
from graphkit.visualisation.look import look, palette_sheet, style_sheet
from graphkit.visualisation.tables import Payload, make_table
from graphkit.visualisation.views import PAGE_VIEWS, VIEWS

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["SCRIPTS", "Page", "render_page"]

SCRIPTS = (*(f"views/{name}.js" for name in PAGE_VIEWS), "profile.js", "main.js")
"""The modules that the page starts with: the views register themselves, and so do the pages on entities."""

_SHAPES = {
    "circle": "dot",
    "square": "square",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "triangle": "triangle",
    "card": "box",
    "sheet": "box",
}
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {"dragNodes": False, "selectable": False, "hover": False, "multiselect": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that Jupyter shows as the result of a cell; nothing is written to disk.

    Args:
        html: The page.
        height: The height of its frame in pixels.
    """

    html: str
    height: int = 720

    def _repr_html_(self) -> str:
        """Return a frame of its own origin, in which the page may run its script and save files, and nothing else."""
        style = f"border:1px solid {look().light['line']};border-radius:8px"
        return (
            '<iframe sandbox="allow-scripts allow-downloads" title="Who says what" width="100%" '
            f'height="{self.height}" style="{style}" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Page of {len(self.html):,} characters; Jupyter shows it, kg.show('graph.html') writes it>"


def render_page(data: Payload) -> str:
    """Render the data of a page.

    Args:
        data: The data, from `payload`.

    Returns:
        The text of the file, the same for the same data. It requests nothing but itself.
    """
    library, script = _library(), _script()
    network = _network(data)
    network.templateEnv.globals.update(
        data={key: value for key, value in data.items() if key != "edges"},
        title=data["title"],
        views=[view for view in VIEWS if view.title],
        style=palette_sheet(by_system=False) + style_sheet() + _read("explorer.css") + brief_sheet() + answers_sheet(),
        library=library,
        script=script,
        policy=_policy(library, script),
        lines=_list_lines(network),
    )
    html: str = network.generate_html(name="graph.html")
    return html


class _Ids(dict[int, None]):
    """Replaces pyvis' list of ids, in which it looks up every node and both ends of every edge."""

    def append(self, number: int) -> None:
        self[number] = None


def _network(data: Payload) -> Network:
    """Fill a pyvis network with a template of ours; pyvis' own asks a CDN and lets HTML in labels run."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    with _importing_pyvis():
        from pyvis.network import Network

    class Picture(Network):  # type: ignore[misc]
        """A pyvis network that is drawn by graphkit's template."""

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
            # the page lists styles and kinds in the order of look.toml; spaces would be a sixth of a large page
            self.templateEnv.policies["json.dumps_kwargs"] = {"sort_keys": False, "separators": (",", ":")}

    network = Picture()
    network.options = _OPTIONS
    column = data["nodes"]["fields"].index("kind") if data["nodes"]["rows"] else 0
    kinds = data["nodes"]["words"]["kind"]
    for number, row in enumerate(data["nodes"]["rows"][: data["drawn"]]):
        kind = kinds[row[column]]
        # the page draws the label itself; for an empty one pyvis would show the number
        network.add_node(number, label=" ", shape=_SHAPES[look().kinds[kind].shape], group=kind)
    for edge in data["edges"]:
        network.add_edge(edge["from"], edge["to"], view=edge["view"], style=edge["style"], links=edge["links"])
    return network


def _list_lines(network: Network) -> Payload:
    """List the edges of a network as a table: as pyvis writes them they would be a tenth of the page.

    Of the nodes the page has all that it draws in its data.
    """
    fields = ("view", "style", "from", "to", "links")
    return make_table(({field: edge[field] for field in fields} for edge in network.edges), coded=fields[:2])


def _importing_pyvis() -> AbstractContextManager[None]:
    """Leave out what pyvis shows pictures in notebooks by, reads graphs from and writes options with.

    graphkit's pages show themselves, and give it neither.
    """
    return leaving_out("IPython", "IPython.display", "networkx", "jsonpickle")


@cache
def _library() -> str:
    """Read pyvis' own copy of vis-network; its licence is in its first lines."""
    with _importing_pyvis():
        folder = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _script() -> str:
    """Bundle the page's own modules."""
    folder = files("graphkit.visualisation") / "js"
    return bundle(folder, SCRIPTS)


def _read(name: str) -> str:
    return (files("graphkit.visualisation") / name).read_text(encoding="utf-8")


def _policy(*scripts: str) -> str:
    """Return a policy that allows nothing but the page's own scripts, by their hashes."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
