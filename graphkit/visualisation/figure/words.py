"""Say in words what a still figure shows, for those who do not see it, and put that into the file.

Text from the news is escaped here, and cleaned of what no file format takes: it stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from graphkit.visualisation.figure.shapes import words
from graphkit.visualisation.labels import clean, shorten
from graphkit.visualisation.scene import NOBODY, Scene, SceneLink

__all__ = ["EMPTY", "describe", "finish_svg", "metadata", "say_what_is_left_out", "title"]

EMPTY = {
    "claims": "Nobody here says anything.",
    "disputes": "Nobody here rejects what somebody else affirms.",
    "who": "Nobody here says anything of anybody else.",
}
"""What a figure says that has nothing to show, by view."""

_TITLES = {"claims": "Who says what", "disputes": "Who disputes what with whom", "who": "Who takes sides with whom"}
_STATEMENTS = 20
_COLUMNS = 160
_ORDER = {"contested": 0, "reject": 1, "affirm": 2, "allege": 3, "relay": 4}


def title(view: str) -> str:
    """Name a view."""
    return _TITLES[view]


def describe(scene: Scene, view: str, links: Sequence[SceneLink], note: str) -> str:
    """List the statements that a figure shows, those on contested points first, the first twenty in full.

    Args:
        scene: What can be shown.
        view: 'claims', 'disputes' or 'who'.
        links: What is shown.
        note: What is left out, in a sentence; may be empty.
    """
    if not links:
        return EMPTY[view]
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
    counts = Counter(_statement(scene, link) for link in ordered)
    sentences = [f"{text} ({count} times)" if count > 1 else text for text, count in counts.items()]
    # a sentence that ends with what it quotes has its full stop
    listed = " ".join(f"{text}." for text in sentences[:_STATEMENTS])
    more = len(sentences) - _STATEMENTS
    return " ".join(part for part in (listed, f"And {more:,} more." if more > 0 else "", note) if part)


def _statement(scene: Scene, link: SceneLink) -> str:
    source = "Somebody not named" if link.source.startswith(NOBODY) else shorten(scene.nodes[link.source].label, 60)
    target = scene.nodes[link.target]
    what = shorten(target.label, _COLUMNS)
    contested = " (contested)" if target.middle and target.state == "contested" else ""
    # through whom it is known, of those that the graph has a name for
    via = [shorten(scene.parties[key].label, 60) for key in link.via if key in scene.parties and key != link.source]
    through = f", according to {' and '.join(via)}" if via else ""
    quoted = f"“{what}”" if target.kind == "claim" and not set(what) & set('"“”') else what
    # a colon, since who says it may be one or many
    return f"{source}: {shorten(words(link.act), 40)} {quoted}{contested}{through}"


def say_what_is_left_out(view: str, shown: Mapping[str, int], there: Mapping[str, int]) -> str:
    """Say in a sentence how much of the graph a figure shows; nothing where it shows all.

    Args:
        view: 'claims', 'disputes' or 'who'.
        shown: How many 'points' and 'parties' it shows.
        there: How many there are.
    """
    parties = f"{shown['parties']:,} of {there['parties']:,} parties"
    if view != "who" and shown["points"] < there["points"]:
        what = "contested points" if view == "disputes" else "claims and documents"
        return f"Shown: the {shown['points']:,} most contested of {there['points']:,} {what}, and {parties}."
    if shown["parties"] < there["parties"]:
        return f"Shown: {parties}{', those who take sides first' if view == 'who' else ''}."
    return ""


def metadata(kind: str, view: str, description: str) -> dict[str, str | None]:
    """Give what the file says about itself, without when and with what it was made."""
    if kind == "svg":
        # the title and the description are put in by `finish_svg`
        return dict.fromkeys(("Date", "Creator", "Format", "Type"))
    text = clean(description)
    if kind == "pdf":
        return {"Title": title(view), "Subject": text, "CreationDate": None, "Creator": "graphkit", "Producer": None}
    return {"Title": title(view), "Description": text, "Software": None}


def finish_svg(data: bytes, view: str, description: str) -> bytes:
    """Give an SVG its title and its description, and take out the document type, which names an address.

    Args:
        data: The file as matplotlib writes it.
        view: 'claims', 'disputes' or 'who'.
        description: What it shows.
    """
    svg = re.sub(r"<!DOCTYPE[^>]*>\s*", "", data.decode(), count=1)
    head, tag, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    # ids of their own, so that several figures can stand in one page
    names = f"graphkit-{view}-title", f"graphkit-{view}-description"
    texts = escape(title(view)), escape(clean(description))
    alt = f'\n <title id="{names[0]}">{texts[0]}</title>\n <desc id="{names[1]}">{texts[1]}</desc>'
    role = f' role="img" aria-labelledby="{names[0]} {names[1]}"'
    return (head + tag + attributes + role + close + alt + body).encode()
