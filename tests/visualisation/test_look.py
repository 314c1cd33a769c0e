"""Everything that a graph can hold has its words, its shape and its colours, in one place."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from pyoxigraph import Store

from graphkit.analysis.brief.titles import tidy
from graphkit.analysis.brief.verbs import AROUND_RULES
from graphkit.analysis.network import gather, read
from graphkit.model import AXES, EntityType
from graphkit.visualisation.look import describe_look, look, palette_sheet, style_sheet, wording
from graphkit.visualisation.page import _SHAPES
from graphkit.visualisation.scene import compose

ROOM = Path(str(files("graphkit.visualisation")))


@pytest.mark.parametrize("axis", AXES)
def test_every_value_of_an_axis_has_its_words(axis: str) -> None:
    assert look().words.keys() == AXES.keys()
    assert set(look().words[axis]) == {member.value for member in AXES[axis]}
    assert all(re.fullmatch("[a-z]+( [a-z]+)*", words) for words in look().words[axis].values())


def test_every_type_of_entity_has_a_kind() -> None:
    assert sorted(kind.entity for kind in look().kinds.values() if kind.entity) == sorted(t.value for t in EntityType)


def test_what_a_graph_yields_has_its_look(quarry: Store, hostile: Store) -> None:
    for store in (quarry, hostile):
        scene = compose(store)
        assert {node.kind for node in scene.nodes.values()} <= look().kinds.keys()
        assert {node.state for node in scene.nodes.values()} <= {"", *look().states}
        assert {link.style for link in scene.links} <= look().styles.keys()
        assert {voice.style for point in gather(read(store)) for voice in point.voices} <= look().styles.keys()


def test_every_colour_that_is_named_is_in_the_palette_for_light_and_dark() -> None:
    kinds, states = look().kinds.values(), look().states
    named = {*look().styles, *states, *(s.ink for s in states.values() if s.ink)}
    named |= {colour for kind in kinds for colour in (kind.fill, kind.edge)}
    used = set(re.findall(r"var\(--([a-z-]+)\)", (ROOM / "explorer.css").read_text(encoding="utf-8")))
    defined = {"sans", "serif", "share", "tone", "tone-ink", "tone-line"}
    assert named | (used - defined) <= look().light.keys()
    for palette in (look().light, look().dark):
        assert palette.keys() == look().light.keys()
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in palette.values())


def test_shapes_and_lines_are_those_that_can_be_drawn() -> None:
    assert {kind.shape for kind in look().kinds.values()} <= _SHAPES.keys()
    assert {kind.border for kind in look().kinds.values()} <= {"solid", "heavy", "dashed"}
    assert {style.line for style in look().styles.values()} <= {"solid", "dashed", "dotted"}
    assert {style.end for style in look().styles.values()} <= {"arrow", "bar"}
    assert len({style.symbol for style in look().styles.values()}) == len(look().styles)


def test_no_colour_of_the_palette_is_written_down_elsewhere() -> None:
    colours = {*look().light.values(), *look().dark.values()} - {"#ffffff"}
    for path in [*ROOM.rglob("*.py"), *ROOM.rglob("*.js"), *ROOM.rglob("*.css"), *ROOM.rglob("*.j2")]:
        written = set(re.findall("#[0-9a-fA-F]{6}", path.read_text(encoding="utf-8")))
        assert not written & colours, path


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("denies", "denies"),
        ("denies?", "denies?"),
        ("declinesToComment", "declines to comment"),
        ("meetsWith", "meets with"),
        ("publish report on", "publish report on"),
        ("UN", "UN"),
        ("", ""),
        ("?", "?"),
        ("constructor", "constructor"),
    ],
)
def test_a_term_is_put_into_words(term: str, words: str) -> None:
    assert wording(term) == words


def test_the_page_gets_only_words_that_differ_from_their_terms() -> None:
    given = describe_look(["denies", "declinesToComment", "declinesToComment?", "meetsWith"])
    assert given["words"] == {
        "declinesToComment": "declines to comment",
        "declinesToComment?": "declines to comment?",
        "meetsWith": "meets with",
    }


def test_the_style_sheets_hold_each_colour_and_each_style() -> None:
    for by_system in (True, False):
        sheet = palette_sheet(by_system=by_system)
        for palette in (look().light, look().dark):
            assert all(f"--{name}: {colour};" in sheet for name, colour in palette.items())
        assert ("prefers-color-scheme" in sheet) == by_system
    assert {*re.findall(r"^\.([a-z]+) ", style_sheet(), re.MULTILINE)} == {*look().styles, *look().states}
    assert ".contested { --tone: var(--contested); --tone-ink: var(--contested-ink); }" in style_sheet()
    assert ".reject { --tone: var(--reject); --tone-ink: var(--reject); --tone-line: dashed; }" in style_sheet()


def test_the_page_words_a_content_by_the_rules_of_the_brief() -> None:
    script = (files("graphkit.visualisation") / "js" / "quoting.js").read_text(encoding="utf-8")
    around = re.search(r"AROUND = new Set\(\[(.*)\]\)", script)
    assert around
    assert set(re.findall(r'"([^"]+)"', around[1])) == AROUND_RULES
    leading = re.search(r"return words\.replace\(/(\^.*?)/i, ", script)
    assert leading
    for words in ("that it rained", "that, it rained", "whether it rained", "in which it rained", "which it rained"):
        assert re.sub(leading[1], "", words) == tidy(words)
