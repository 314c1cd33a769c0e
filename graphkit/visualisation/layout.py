"""Place the nodes: the same graph gets the same integers everywhere, so that pictures can be compared.

The claims view has columns: those who affirm or report, works that speak, claims, those who reject. The order within
a column is by barycentre (Sugiyama et al., 1981); contested points pull harder. Only additions, divisions and
comparisons are used there, which IEEE 754 defines to the last bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.visualisation.force import settle
from graphkit.visualisation.labels import wrap
from graphkit.visualisation.scene import Scene, SceneLink, SceneNode
from graphkit.visualisation.selection import select_party_links

__all__ = ["Placed", "label", "place_claims", "place_parties"]

_COLUMNS = {"left": -450, "works": -205, "claims": 85, "right": 370}
_THREE_COLUMNS = {"left": -290, "works": 0, "claims": 0, "right": 290}
_NARROW_COLUMNS = {"left": -165, "works": 0, "claims": 0, "right": 165}
_LINE = 16
_GAP = 22
_CONTESTED = 4
_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node in its place; `label` is wrapped to the lines that the place was made for."""

    id: str
    x: int
    y: int
    label: str
    column: str


def label(node: SceneNode) -> str:
    """Wrap a node's label: boxes are wider than the names below symbols."""
    if node.middle:
        return wrap(node.label, 30, 3)
    return wrap(node.label, 18, 3)


def _narrow_label(node: SceneNode, column: str) -> str:
    """Wrap a label for the width of a phone, where what stands beside the claims has little room."""
    return wrap(node.label, 20, 5) if column == "claims" else wrap(node.label, 14, 4)


def place_claims(scene: Scene, shown: frozenset[str], *, narrow: bool = False) -> tuple[Placed, ...]:
    """Place the claims view.

    Args:
        scene: What can be shown.
        shown: The nodes to show, some dozens.
        narrow: Place them for the width of a phone: works that speak stand among the parties.
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
    y = _pile(middle, heights)
    for _ in range(_ROUNDS):
        for name in sides:
            y.update(_stack(sides[name], heights, lambda key: _mean(around[key], y)))
        pulled = {key: _mean(around[key], y, y[key]) for key in middle}
        middle.sort(key=lambda key: (pulled[key], key))
        y.update(_pile(middle, heights))
    middle = _centre(middle, columns, around, y)
    y.update(_pile(middle, heights))
    if sum(y[link.target] for link in links if link.sign < 0) > 0:
        # what somebody rejects is looked at first: it belongs to the upper half
        middle.reverse()
        y.update(_pile(middle, heights))
    for name in sides:
        y.update(_stack(sides[name], heights, lambda key: _mean(around[key], y)))
    # a work that speaks stands beside the claims, in a row of its own, so that lines to it pass between them
    xs = _NARROW_COLUMNS if narrow else _COLUMNS if "works" in columns.values() else _THREE_COLUMNS
    return tuple(
        Placed(id=key, x=xs[columns[key]], y=round(y[key]), label=labels[key], column=columns[key])
        for key in sorted(shown)
    )


def _centre(
    middle: Sequence[str],
    columns: Mapping[str, str],
    around: Mapping[str, Mapping[str, int]],
    y: Mapping[str, float],
) -> list[str]:
    """Move works that speak amid what they say: sorted with the claims that they pull, they end up beside them."""
    claims = [key for key in middle if columns[key] == "claims"]
    works = sorted((_mean(around[key], y, y[key]), key) for key in middle if columns[key] == "works")
    for wish, key in reversed(works):
        at = sum(y[claim] < wish for claim in claims)
        claims.insert(at, key)
    return claims


def _columns(scene: Scene, links: Sequence[SceneLink], shown: frozenset[str], narrow: bool) -> dict[str, str]:
    """Tell the column of each node: parties by what they mostly do, works that speak beside the claims."""
    against: dict[str, int] = defaultdict(int)
    speaking: dict[str, int] = defaultdict(int)
    for link in links:
        speaking[link.source] += 1
        if link.sign < 0:
            # to reject what others affirm places a party more than any number of its own claims
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
    """Average the places of the neighbours that have one, each by its pull."""
    placed = [(pull, y[key]) for key, pull in around.items() if key in y]
    total = sum(pull for pull, _ in placed)
    return sum(pull * at for pull, at in placed) / total if total else default


def _pile(keys: Sequence[str], heights: Mapping[str, int]) -> dict[str, float]:
    """Place nodes below one another in the order given, around zero."""
    top = -sum(heights[key] for key in keys) / 2
    placed = {}
    for key in keys:
        placed[key] = top + heights[key] / 2
        top += heights[key]
    return placed


def _stack(keys: Iterable[str], heights: Mapping[str, int], wish: Callable[[str], float]) -> dict[str, float]:
    """Place nodes below one another as near to where they wish to be as their heights allow (pool adjacent violators).

    Nodes that wish for the same place keep their order.
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
            # the joint block is centred where its members, weighed by number, wish to be
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
        scene: What can be shown.
        narrow: Place them for the width of a phone.

    Returns:
        The parties, of many only those with the most to say to one another, those who take sides first.
    """
    around: dict[str, dict[str, int]] = defaultdict(dict)
    for link in select_party_links(scene):
        for one, other in ((link.source, link.target), (link.target, link.source)):
            around[one][other] = around[one].get(other, 0) + 1
    order = _walk(around)
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


def _walk(around: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Order nodes so that linked ones come near one another: from the best linked on, the best linked next."""
    left = dict.fromkeys(sorted(around, key=lambda key: (-sum(around[key].values()), key)))
    order: list[str] = []
    while left:
        # nodes linked with the last few that were placed come first
        recent = order[-6:]
        candidates = [k for r in reversed(recent) for k in sorted(around[r], key=lambda k: (-around[r][k], k))]
        key = next((k for k in candidates if k in left), None) or next(iter(left))
        order.append(key)
        del left[key]
    return order
