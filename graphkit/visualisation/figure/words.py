"""Describe a figure in words for those who do not see it, and put the description into the file.

Text from the news is escaped here, and cleaned of what no file format takes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.sax.saxutils import escape

from graphkit.visualisation.figure.view import FigureView
from graphkit.visualisation.labels import clean, shorten
from graphkit.visualisation.look import wording
from graphkit.visualisation.scene import NOBODY, Scene, SceneLink

__all__ = ["describe", "describe_omission", "finish_svg", "metadata"]

_STATEMENTS = 20
_COLUMNS = 160
_ORDER = {"contested": 0, "reject": 1, "affirm": 2, "allege": 3, "relay": 4}


def describe(scene: Scene, links: Sequence[SceneLink], note: str) -> str:
    """List the statements of a figure, those on contested points first, the first twenty in full.

    Args:
        scene: The scene of the view.
        links: The links that the figure shows, at least one.
        note: A last sentence; may be empty.
    """
    ordered = sorted(
        links,
        key=lambda link: (
            _ORDER.get(scene.nodes[link.target].state, 5),
            link.target,
            _ORDER[link.style],
            link.source,
            link.act,
        ),
    )
    counts = Counter(_describe_link(scene, link) for link in ordered)
    statements = [f"{text} ({count} times)" if count > 1 else text for text, count in counts.items()]
    listed = " ".join(f"{text}." for text in statements[:_STATEMENTS])
    more = len(statements) - _STATEMENTS
    return " ".join(part for part in (listed, f"And {more:,} more." if more > 0 else "", note) if part)


def _describe_link(scene: Scene, link: SceneLink) -> str:
    source = "Somebody not named" if link.source.startswith(NOBODY) else shorten(scene.nodes[link.source].label, 60)
    target = scene.nodes[link.target]
    label = shorten(target.label, _COLUMNS)
    contested = " (contested)" if target.middle and target.state == "contested" else ""
    via = [shorten(scene.parties[key].label, 60) for key in link.via if key in scene.parties and key != link.source]
    through = f", according to {' and '.join(via)}" if via else ""
    quoted = f"“{label}”" if target.kind == "claim" and not set(label) & set('"“”') else label
    # a colon, since the source may be singular or plural
    return f"{source}: {shorten(wording(clean(link.act)), 40)} {quoted}{contested}{through}"


def describe_omission(view: FigureView, shown: Sequence[SceneLink], links: Sequence[SceneLink]) -> str:
    """Return a sentence on how much of the graph a figure shows; empty where it shows all of it.

    Args:
        view: The view.
        shown: The links that the figure shows.
        links: All links of the view.
    """
    (points, parties), (all_points, all_parties) = _count(view, shown), _count(view, links)
    share = f"{parties:,} of {all_parties:,} parties"
    if view.points and points < all_points:
        return f"Shown: the {points:,} most contested of {all_points:,} {view.points}, and {share}."
    if parties < all_parties:
        return f"Shown: {share}{'' if view.points else ', those who take sides first'}."
    return ""


def _count(view: FigureView, links: Sequence[SceneLink]) -> tuple[int, int]:
    """Count the points and the parties at the ends of links."""
    targets = {link.target for link in links}
    parties = {link.source for link in links}
    return len(targets), len(parties if view.points else parties | targets)


def metadata(kind: str, title: str, description: str) -> dict[str, str | None]:
    """Return the metadata of a file, without the time and the program that matplotlib would add."""
    if kind == "svg":
        # `finish_svg` adds the title and the description
        return dict.fromkeys(("Date", "Creator", "Format", "Type"))
    text = clean(description)
    if kind == "pdf":
        return {"Title": title, "Subject": text, "CreationDate": None, "Creator": "graphkit", "Producer": None}
    return {"Title": title, "Description": text, "Software": None}


def finish_svg(data: bytes, name: str, title: str, description: str) -> bytes:
    """Add a title and a description to an SVG, and remove its document type, which names an address.

    Args:
        data: The file as matplotlib writes it.
        name: The name of the view.
        title: The title.
        description: The description.
    """
    svg = re.sub(r"<!DOCTYPE[^>]*>\s*", "", data.decode(), count=1)
    head, tag, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    # the ids name the view, so that several figures can stand in one page
    title_id, description_id = f"graphkit-{name}-title", f"graphkit-{name}-description"
    alt = (
        f'\n <title id="{title_id}">{escape(title)}</title>'
        f'\n <desc id="{description_id}">{escape(clean(description))}</desc>'
    )
    role = f' role="img" aria-labelledby="{title_id} {description_id}"'
    return (head + tag + attributes + role + close + alt + body).encode()
