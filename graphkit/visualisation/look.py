"""Read how claims are worded and drawn from `look.toml`, for every part that shows them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graphkit.language import lexicon

__all__ = [
    "Finding",
    "Kind",
    "Look",
    "Manner",
    "State",
    "Style",
    "describe_look",
    "describe_sureness",
    "look",
    "palette_sheet",
    "style_sheet",
    "wording",
]

_CAMEL_CASE = re.compile(r"[a-z]+[A-Z][A-Za-z]*\??")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a link is drawn.

    Args:
        text: What it means, in a legend.
        symbol: A sign for it, where colours alone would tell it apart.
        line: 'solid', 'dashed' or 'dotted'.
        end: 'arrow' or 'bar'.
    """

    text: str
    symbol: str
    line: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the border of a claim is worded: what all say together on it.

    Args:
        text: The words on the page.
        brief: The words in a figure.
        ink: The colour of text; '' where it is that of the border.
    """

    text: str
    brief: str
    ink: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How those on a side of a matter speak on it.

    Args:
        text: The heading of the side.
        brief: What stands before their names where all sides stand in one line.
        style: The style whose line and colour stand before the heading.
    """

    text: str
    brief: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a brief lists beside its matters.

    Args:
        text: The title.
        note: What is listed.
        nothing: What is said where nothing is.
    """

    text: str
    note: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a node is drawn.

    Args:
        text: What it is, in a legend.
        shape: 'circle', 'square', 'diamond', 'hexagon' or 'triangle' with the name beside it, 'card' or 'sheet' around
            the words.
        fill: The name of a colour.
        edge: The name of a colour.
        border: 'solid', 'heavy' or 'dashed'.
        entity: The class of entities of this kind; '' where the entity's class does not decide it.
    """

    text: str
    shape: str
    fill: str
    edge: str
    border: str = "solid"
    entity: str = ""

    @property
    def is_box(self) -> bool:
        """Whether the words stand inside the shape."""
        return self.shape in ("card", "sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How a verdict of a person is shown.

    Args:
        text: What was found.
        sign: A sign for it.
    """

    text: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that `look.toml` says.

    Args:
        words: The wording of each value, by axis.
        verbs: The acts as what somebody does.
        matters: The kinds of disputes.
        manners: How those on a side of a dispute speak on it.
        sections: What a brief lists, in its order.
        profile: What the page on one entity holds, in its order.
        sides: The groups of those who are for or against somebody.
        mentions: The rules that put a mention to its entity, as a reason.
        doubles: Why somebody may be the same.
        verdicts: What a person can find of a claim or an edge.
        known_by: The wording of by what two texts are known to be versions of one article.
        changes: The wording of how a claim changed from one version to another.
        news: What each kind of news is called, `text`, and how many of it are counted: `one` and `many`.
        passages: What a sentence is in a piece of news.
        differences: The wording of what two claims differ in, and of how a quotation was changed.
        sureness: The least confidence of a claim and the words for it, the highest first.
        hearsay: What a legend says of hearsay (`text`), and what a cell or a line does (`brief`).
        styles: The styles of links.
        states: The states of claims, in the order of a legend.
        kinds: The kinds of nodes, in the order of a legend.
        light: The colours on a light background, as '#rrggbb'.
        dark: The colours on a dark background.
    """

    words: Mapping[str, Mapping[str, str]]
    verbs: Mapping[str, str]
    matters: Mapping[str, str]
    manners: Mapping[str, Manner]
    sections: Mapping[str, Section]
    profile: Mapping[str, Section]
    sides: Mapping[str, Mapping[str, str]]
    mentions: Mapping[str, str]
    doubles: Mapping[str, str]
    verdicts: Mapping[str, Finding]
    known_by: Mapping[str, str]
    changes: Mapping[str, str]
    news: Mapping[str, Mapping[str, str]]
    passages: Mapping[str, str]
    differences: Mapping[str, str]
    sureness: tuple[tuple[float, str], ...]
    hearsay: Mapping[str, str]
    styles: Mapping[str, Style]
    states: Mapping[str, State]
    kinds: Mapping[str, Kind]
    light: Mapping[str, str]
    dark: Mapping[str, str]


@cache
def look() -> Look:
    """Return the look, read once."""
    rows = tomllib.loads((files("graphkit.visualisation") / "look.toml").read_text(encoding="utf-8"))
    return Look(
        words=rows["words"],
        verbs=rows["verbs"],
        matters=rows["matters"],
        manners={name: Manner(**row) for name, row in rows["manners"].items()},
        sections={name: Section(**row) for name, row in rows["sections"].items()},
        profile={name: Section(**row) for name, row in rows["profile"].items()},
        sides=rows["sides"],
        mentions=rows["mentions"],
        doubles=rows["doubles"],
        verdicts={name: Finding(**row) for name, row in rows["verdicts"].items()},
        known_by=rows["known_by"],
        changes=rows["changes"],
        news=rows["news"],
        passages=rows["passages"],
        differences=rows["differences"],
        sureness=tuple((row["least"], row["text"]) for row in rows["sureness"]),
        hearsay=rows["hearsay"],
        styles={name: Style(**row) for name, row in rows["styles"].items()},
        states={name: State(**row) for name, row in rows["states"].items()},
        kinds={name: Kind(**row) for name, row in rows["kinds"].items()},
        light={name: light for name, (light, _) in rows["palette"].items()},
        dark={name: dark for name, (_, dark) in rows["palette"].items()},
    )


def wording(term: str) -> str:
    """Return the words for a value of an axis, or for a predicate without a label.

    Args:
        term: The local name, with a '?' at its end where the text leaves open whether it applies.

    >>> wording("declinesToComment?"), wording("meetsWith"), wording("publish report on")
    ('declines to comment?', 'meets with', 'publish report on')
    """
    bare = term.removesuffix("?")
    for words in look().words.values():
        if bare in words:
            return words[bare] + term[len(bare) :]
    return re.sub("[A-Z]", lambda letter: f" {letter[0].lower()}", term) if _CAMEL_CASE.fullmatch(term) else term


def describe_sureness(confidence: float) -> str:
    """Describe in words how sure it is that a claim was read rightly.

    Args:
        confidence: The claim's confidence, from 0 to 1.

    >>> describe_sureness(1), describe_sureness(0.7), describe_sureness(0.2)
    ('clear wording', 'likely', 'doubtful')
    """
    return next(text for least, text in look().sureness if confidence >= least)


def describe_look(terms: Iterable[str]) -> dict[str, Any]:
    """Return what the page's script needs of the look, as values for JSON.

    Args:
        terms: The values and predicates that occur in the page.
    """
    return {
        "words": {term: words for term in sorted(set(terms)) if (words := wording(term)) != term},
        "verbs": dict(look().verbs),
        "manners": {name: asdict(manner) for name, manner in look().manners.items()},
        "sections": {name: asdict(section) for name, section in look().sections.items()},
        "profile": {name: asdict(section) for name, section in look().profile.items()},
        "sides": dict(look().sides),
        "mentions": dict(look().mentions),
        "doubles": dict(look().doubles),
        "differences": dict(look().differences),
        "sureness": [list(row) for row in look().sureness],
        "hearsay": dict(look().hearsay),
        "styles": {name: asdict(style) for name, style in look().styles.items()},
        "states": {name: asdict(state) for name, state in look().states.items()},
        "kinds": {name: {**asdict(kind), "box": kind.is_box} for name, kind in look().kinds.items()},
        "colours": list(look().light),
        "abbreviations": sorted(lexicon.words("abbreviation_inside")),
        "openers": sorted(lexicon.words("sentence_opener")),
    }


def palette_sheet(*, by_system: bool) -> str:
    """Return the palette as CSS custom properties.

    Args:
        by_system: Whether the reader's system chooses between light and dark; else the page does, by `data-theme`.
    """
    light, dark = _declare(look().light), _declare(look().dark)
    if by_system:
        system = f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
        return f":root {{ color-scheme: light dark; {light} }}\n{system}\n"
    return f':root {{ color-scheme: light; {light} }}\n[data-theme="dark"] {{ color-scheme: dark; {dark} }}\n'


def style_sheet() -> str:
    """Return a CSS class for each style and state.

    The class, for example `.affirm`, sets `--tone`, `--tone-ink` and, unless its line is solid, `--tone-line`.
    """
    rules = []
    for name in dict.fromkeys([*look().styles, *look().states]):
        style, state = look().styles.get(name), look().states.get(name)
        ink = state.ink if state and state.ink else name
        # without it a rule can choose a line of its own
        line = f" --tone-line: {style.line};" if style and style.line != "solid" else ""
        rules.append(f".{name} {{ --tone: var(--{name}); --tone-ink: var(--{ink});{line} }}\n")
    return "".join(rules)


def _declare(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
