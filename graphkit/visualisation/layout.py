"""Place the nodes of the pictures. The same graph gets the same integers everywhere, so that pictures can be compared.

The claims view has columns: parties that affirm or report, works that speak, claims, parties that reject. Nodes within
a column are ordered by barycentre (Sugiyama et al., 1981), in which contested points weigh more. Only additions,
divisions and comparisons are used there, which IEEE 754 defines to the last bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.visualisation.force import settle
from graphkit.visualisation.labels import wrap
from graphkit.visualisation.scene import Scene, SceneLink, SceneNode
from graphkit.visualisation.selection import select_opening, select_party_links

__all__ = ["CLAIMS", "WHO", "Picture", "Placed", "label", "place_claims", "place_parties"]

_COLUMNS = {"left": -450, "works": -205, "claims": 85, "right": 370}
_THREE_COLUMNS = {"left": -290, "works": 0, "claims": 0, "right": 290}
_NARROW_COLUMNS = {"left": -165, "works": 0, "claims": 0, "right": 165}
_LINE = 16
_GAP = 22
_CONTESTED = 4
_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node in its place; `label` is wrapped to the lines for which the place has room."""

    id: str
    x: int
    y: int
    label: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A view that the page draws; `graphkit.visualisation.views` lists them.

    Args:
        links: Returns the links of the view.
        place: Places what the view opens on: for a wide window, and for a phone.
        names: Whether nodes are symbols with narrow names below them, rather than boxes and symbols mixed.
    """

    links: Callable[[Scene], Sequence[SceneLink]]
    place: Callable[[Scene], tuple[Sequence[Placed], Sequence[Placed]]]
    names: bool


def label(node: SceneNode) -> str:
    """Wrap the label of a node: boxes are wider than names below symbols."""
    if node.middle:
        return wrap(node.label, 30, 3)
    return wrap(node.label, 18, 3)


def _narrow_label(node: SceneNode, column: str) -> str:
    """Wrap the label of a node for a phone, where there is little room beside the claims."""
    return wrap(node.label, 20, 5) if column == "claims" else wrap(node.label, 14, 4)


def place_claims(scene: Scene, shown: frozenset[str], *, narrow: bool = False) -> tuple[Placed, ...]:
    """Place the claims view.

    Args:
        scene: The scene.
        shown: The nodes to show, some dozens.
        narrow: Whether to place them for a phone, where works that speak stand among the parties.
    """
    links = [link for link in scene.claim_links() if link.source in shown and link.target in shown]
    columns = _columns(scene, links, shown, narrow)
    around: dict[str, dict[str, int]] = defaultdict(dict)
    for link in links:
        heavy = scene.nodes[link.target].state == "contested" or link.sign < 0
        pull = _CONTESTED if heavy else 1
        around[link.source][link.target] = max(pull, around[link.source].get(link.target, 0))
        around[link.target][link.source] = max(pull, around[link.target].get(link.source, 0))
    middle = sorted(
        (key for key in shown if columns[key] in ("claims", "works")),
        key=lambda key: (scene.nodes[key].state != "contested", -len(around[key]), key),
    )
    labels = {
        key: _narrow_label(scene.nodes[key], columns[key]) if narrow else label(scene.nodes[key]) for key in shown
    }
    heights = {key: _height(labels[key], scene.nodes[key].middle) for key in shown}
    sides = {name: sorted(k for k in shown if columns[k] == name) for name in ("left", "right")}
    y = _stack(middle, heights)
    for _ in range(_ROUNDS):
        for name in sides:
            y.update(_align(sides[name], heights, lambda key: _mean(around[key], y)))
        pulled = {key: _mean(around[key], y, y[key]) for key in middle}
        middle.sort(key=lambda key: (pulled[key], key))
        y.update(_stack(middle, heights))
    middle = _insert_works(middle, columns, around, y)
    y.update(_stack(middle, heights))
    if sum(y[link.target] for link in links if link.sign < 0) > 0:
        # what is rejected belongs to the upper half, where readers look first
        middle.reverse()
        y.update(_stack(middle, heights))
    for name in sides:
        y.update(_align(sides[name], heights, lambda key: _mean(around[key], y)))
    # works stand beside the claims in rows of their own, so that lines to them pass between the claims
    xs = _NARROW_COLUMNS if narrow else _COLUMNS if "works" in columns.values() else _THREE_COLUMNS
    return tuple(
        Placed(id=key, x=xs[columns[key]], y=round(y[key]), label=labels[key], column=columns[key])
        for key in sorted(shown)
    )


def _insert_works(
    middle: Sequence[str],
    columns: Mapping[str, str],
    around: Mapping[str, Mapping[str, int]],
    y: Mapping[str, float],
) -> list[str]:
    """Move works that speak into the middle of their claims; sorted with the claims they would end beside them."""
    claims = [key for key in middle if columns[key] == "claims"]
    works = sorted((_mean(around[key], y, y[key]), key) for key in middle if columns[key] == "works")
    for wish, key in reversed(works):
        at = sum(y[claim] < wish for claim in claims)
        claims.insert(at, key)
    return claims


def _columns(scene: Scene, links: Sequence[SceneLink], shown: frozenset[str], narrow: bool) -> dict[str, str]:
    """Return the column of each node: that of a party depends on whether it mostly rejects."""
    against: dict[str, int] = defaultdict(int)
    speaking: dict[str, int] = defaultdict(int)
    for link in links:
        speaking[link.source] += 1
        if link.sign < 0:
            # rejecting what others affirm weighs more than any number of a party's own claims
            against[link.source] += _CONTESTED if scene.nodes[link.target].state == "contested" else 1
    columns = {}
    for key in shown:
        node = scene.nodes[key]
        if node.middle:
            columns[key] = "claims" if not speaking[key] else "left" if narrow else "works"
        else:
            columns[key] = "right" if 3 * against[key] >= max(1, speaking[key]) else "left"
    return columns


def _height(text: str, box: bool) -> int:
    lines = text.count("\n") + 1
    return lines * _LINE + (14 + _GAP if box else 36 + _GAP)


def _mean(around: Mapping[str, int], y: Mapping[str, float], default: float = 0.0) -> float:
    """Return the mean place of the neighbours that have one, weighted by their pull."""
    placed = [(pull, y[key]) for key, pull in around.items() if key in y]
    total = sum(pull for pull, _ in placed)
    return sum(pull * at for pull, at in placed) / total if total else default


def _stack(keys: Sequence[str], heights: Mapping[str, int]) -> dict[str, float]:
    """Place nodes below one another in the given order, centred at zero."""
    top = -sum(heights[key] for key in keys) / 2
    placed = {}
    for key in keys:
        placed[key] = top + heights[key] / 2
        top += heights[key]
    return placed


def _align(keys: Iterable[str], heights: Mapping[str, int], wish: Callable[[str], float]) -> dict[str, float]:
    """Place nodes below one another as near to their wishes as their heights allow (pool adjacent violators).

    Nodes with the same wish keep their order.
    """
    ordered = list(keys)
    wishes = {key: wish(key) for key in ordered}
    ordered.sort(key=lambda key: wishes[key])
    blocks: list[tuple[float, float, list[str]]] = []
    for key in ordered:
        height = float(heights[key])
        blocks.append((wishes[key] - height / 2, height, [key]))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            (top, high, upper), (low_top, low, lower) = blocks[-2], blocks[-1]
            # the joint block is centred at the mean of its members' wishes
            centre = ((top + high / 2) * len(upper) + (low_top + low / 2) * len(lower)) / (len(upper) + len(lower))
            upper.extend(lower)
            blocks[-2:] = [(centre - (high + low) / 2, high + low, upper)]
    placed: dict[str, float] = {}
    for top, _, members in blocks:
        for key in members:
            placed[key] = top + heights[key] / 2
            top += heights[key]
    return placed


def place_parties(scene: Scene, *, narrow: bool = False) -> tuple[Placed, ...]:
    """Place the who-vs-whom view: linked parties near one another.

    Args:
        scene: The scene.
        narrow: Whether to place them for a phone.

    Returns:
        The parties; of many only those that `select_party_links` selects.
    """
    around: dict[str, dict[str, int]] = defaultdict(dict)
    for link in select_party_links(scene):
        for one, other in ((link.source, link.target), (link.target, link.source)):
            around[one][other] = around[one].get(other, 0) + 1
    order = _order_by_links(around)
    across, down = (105.0, 104.0) if narrow else (128.0, 92.0)
    at = settle(order, around, wide=0.8 if narrow else 1.1, lying=not narrow)
    return tuple(
        Placed(
            id=key,
            x=round(across * at[key][0]),
            y=round(down * at[key][1]),
            label=wrap(scene.nodes[key].label, 16, 3),
            column="ring",
        )
        for key in sorted(order)
    )


def _order_by_links(around: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Order nodes so that linked ones are near one another, beginning with the best linked."""
    pending = dict.fromkeys(sorted(around, key=lambda key: (-sum(around[key].values()), key)))
    order: list[str] = []
    while pending:
        # neighbours of the last few nodes come first
        recent = order[-6:]
        candidates = [k for r in reversed(recent) for k in sorted(around[r], key=lambda k: (-around[r][k], k))]
        key = next((k for k in candidates if k in pending), None) or next(iter(pending))
        order.append(key)
        del pending[key]
    return order


def _place_opening(scene: Scene) -> tuple[Sequence[Placed], Sequence[Placed]]:
    shown = select_opening(scene)
    return place_claims(scene, shown), place_claims(scene, shown, narrow=True)


CLAIMS = Picture(links=Scene.claim_links, place=_place_opening, names=False)
WHO = Picture(
    links=Scene.party_links,
    place=lambda scene: (place_parties(scene), place_parties(scene, narrow=True)),
    names=True,
)
