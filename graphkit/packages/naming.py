"""Find out which names are to be redacted, and all forms of each: other names, surnames, adjectives of a country."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, QueryError
from graphkit.files import sheets
from graphkit.identity.names import abbreviate, is_acronym, is_particle, parse_person
from graphkit.language import gazetteer
from graphkit.model.vocabulary import GK, OA, PREFIXES, RDF, SCHEMA, SKOS
from graphkit.packages.spelling import Form, Mode, fold, make_form
from graphkit.query.bindings import find_entities

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["KINDS", "Redactions", "Target", "find_targets", "read_redactions"]

KINDS: Mapping[str, tuple[str, ...]] = {
    "person": (f"{SCHEMA}Person",),
    "organization": (f"{SCHEMA}Organization",),
    "place": (f"{SCHEMA}Place", f"{SCHEMA}Country"),
    "country": (f"{SCHEMA}Country",),
}
"""The kinds of which everything that has a name can be redacted, with the addresses of their types."""
_COLUMNS = ("redact", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactions:
    """What is to be redacted.

    Args:
        names: Persons, bodies and places, by a name in any case or an address; a name that the graph does not know is
            looked for as words.
        kinds: Some of `KINDS`: everything of that kind that articles call by a name.
        patterns: Regular expressions; what one finds is redacted, each different text by a placeholder of its own.

    Raises:
        InputError: A pattern is no regular expression, or finds the empty text; or there is no such kind.
    """

    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise InputError(f"{kind!r} is no kind that can be redacted; choose one of {', '.join(KINDS)}")
        for name in self.names:
            if make_form(name) is None:
                raise InputError(f"{name!r} cannot be redacted: name two letters or more")
        for pattern in self.patterns:
            try:
                empty = re.compile(pattern).search("") is not None
            except re.error as error:
                raise InputError(f"the pattern {pattern!r} is no regular expression: {error}") from None
            if empty:
                raise InputError(f"the pattern {pattern!r} finds the empty text; let it ask for one character at least")

    def __bool__(self) -> bool:
        return bool(self.names or self.kinds or self.patterns)

    def __add__(self, other: Redactions) -> Redactions:
        return Redactions(
            names=self.names + other.names, kinds=self.kinds + other.kinds, patterns=self.patterns + other.patterns
        )


def read_redactions(path: Path) -> Redactions:
    """Read what is to be redacted from a table with the columns 'redact' (name, kind or pattern) and 'value'.

    Raises:
        InputError: It cannot be read, or a line of it is wrong.
    """
    listed: dict[str, list[str]] = {"name": [], "kind": [], "pattern": []}
    for row in sheets.load(path, _COLUMNS, _COLUMNS).rows:
        what, value = (sheets.restore(row.values[name]) for name in _COLUMNS)
        if what.casefold() not in listed or not value:
            hint = f"'redact' is one of {', '.join(listed)}, and 'value' is not empty"
            raise sheets.bad_line(path, row.line, hint)
        listed[what.casefold()].append(value)
    return Redactions(names=tuple(listed["name"]), kinds=tuple(listed["kind"]), patterns=tuple(listed["pattern"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing that is redacted.

    Args:
        asked: What the user asked for.
        names: What it is called, sorted.
        links: The addresses that it is matched with elsewhere.
        entities: The addresses of its entities; none where it is only words.
        forms: In which forms its names are looked for.
        words: What a pattern found, folded and in lower case; else empty.
    """

    asked: str
    names: tuple[str, ...]
    links: tuple[str, ...] = ()
    entities: frozenset[str] = frozenset()
    forms: tuple[Form, ...] = ()
    words: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return "\n".join((self.words, *self.names, *sorted(self.entities)))


@dataclass(slots=True)
class _Entity:
    """What a graph tells of an entity."""

    types: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        return f"{SCHEMA}Person" in self.types

    def names(self) -> Iterator[str]:
        """List what it is called; of its other names not those that only describe it ('her office')."""
        yield from self.mentions
        yield from (label for label in self.labels if not self.mentions or label[:1].isupper())

    def has_words(self, form: Form) -> bool:
        """Check whether a name of it holds words."""
        size = len(form.words)
        for name in self.mentions:
            words = tuple(word.lower() for word in re.findall(r"[^\W_]+", fold(name)))
            if any(words[at : at + size] == form.words for at in range(len(words) - size + 1)):
                return True
        return False


def find_targets(store: GraphStore, base: str, wanted: Redactions, texts: Iterable[str]) -> tuple[Target, ...]:
    """Find what is to be redacted.

    Args:
        store: The graph; the more of it, the more names of a thing are known.
        base: The address below which its things live.
        wanted: What is wanted.
        texts: The texts in which patterns are looked for.

    Returns:
        The targets, sorted by what tells them apart; those of one address elsewhere are one.
    """
    known = _read_entities(store, f"{base}entity/")
    asked: dict[str, str] = {}
    targets = []
    for name in wanted.names:
        found = _find(store, base, name, known)
        for entity in found:
            asked.setdefault(entity, name)
        if not found:
            form = make_form(name)
            assert form is not None
            targets.append(Target(asked=name, names=(name,), forms=(form,)))
    for kind in wanted.kinds:
        for entity, facts in known.items():
            if facts.mentions and not facts.types.isdisjoint(KINDS[kind]):
                asked.setdefault(entity, f"every {kind}")
    targets += [_make_target(asked[group[0]], group, known) for group in _group(asked, known)]
    matched: dict[str, Target] = {}
    for pattern in wanted.patterns:
        compiled = re.compile(pattern)
        for text in texts:
            for match in compiled.finditer(text):
                words = fold(match[0]).lower()
                matched.setdefault(words, Target(asked=pattern, names=(match[0],), words=words))
        if pattern not in {target.asked for target in matched.values()}:
            targets.append(Target(asked=pattern, names=(pattern,)))
    return tuple(sorted((*targets, *matched.values()), key=lambda target: target.key))


def _read_entities(store: GraphStore, prefix: str) -> dict[str, _Entity]:
    from pyoxigraph import NamedNode

    known: defaultdict[str, _Entity] = defaultdict(_Entity)
    for name, member in ((f"{SKOS}prefLabel", "labels"), (f"{SKOS}altLabel", "labels"), (f"{SKOS}exactMatch", "links")):
        for quad in store.quads_for_pattern(None, NamedNode(name), None, None):
            getattr(known[_value(quad.subject)], member).add(_value(quad.object))
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), None, None):
        if (entity := _value(quad.subject)).startswith(prefix):
            known[entity].types.add(_value(quad.object))
    named = NamedNode(f"{GK}mentionKind"), NamedNode(f"{GK}name")
    mentions = {_value(quad.subject) for quad in store.quads_for_pattern(None, *named, None)}
    refers = store.quads_for_pattern(None, NamedNode(f"{GK}refersTo"), None, None)
    entities = {_value(quad.subject): _value(quad.object) for quad in refers}
    for quad in store.quads_for_pattern(None, NamedNode(f"{OA}exact"), None, None):
        mention = _value(quad.subject)
        if mention in mentions and mention in entities:
            known[entities[mention]].mentions.add(_value(quad.object))
    return dict(sorted(known.items()))


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _find(store: GraphStore, base: str, name: str, known: Mapping[str, _Entity]) -> list[str]:
    """Find the entities that a name stands for: those called so, else the persons whose name holds it."""
    wanted = f"{base}{name}" if name.startswith("entity/") else name
    try:
        found = [term.value for term in find_entities(store, wanted, {**PREFIXES, "ex": base}, name="redact")]
    except QueryError:
        found = []
    form = make_form(name)
    if form is not None:
        found += [entity for entity, facts in known.items() if facts.is_person and facts.has_words(form)]
    return [entity for entity in dict.fromkeys(found) if entity in known]


def _group(chosen: Iterable[str], known: Mapping[str, _Entity]) -> list[list[str]]:
    """Group entities that are matched with one address; whatever else is matched with it comes along."""
    by_link = defaultdict(set)
    for entity, facts in known.items():
        for link in facts.links:
            by_link[link].add(entity)
    groups, seen = [], set[str]()
    for entity in chosen:
        if entity not in seen:
            group = {entity}.union(*(by_link[link] for link in known[entity].links)) - seen
            seen |= group
            groups.append([entity, *sorted(group - {entity})])
    return groups


def _make_target(asked: str, group: list[str], known: Mapping[str, _Entity]) -> Target:
    facts = [known[entity] for entity in group]
    names = sorted({name for one in facts for name in one.names()})
    links = tuple(sorted({link for one in facts for link in one.links}))
    forms = list[Form | None]()
    for one in facts:
        forms += _make_forms(one)
    unique = sorted({form for form in forms if form is not None}, key=lambda f: (f.words, f.mode.value))
    return Target(asked=asked, names=tuple(names), links=links, entities=frozenset(group), forms=tuple(unique))


def _make_forms(facts: _Entity) -> Iterator[Form | None]:
    for name in facts.names():
        yield make_form(name)
        if facts.is_person:
            if name in facts.mentions:
                yield from _take_apart(name)
        elif not is_acronym(name) and len(short := abbreviate(name)) > 2:
            yield Form(words=(short,), mode=Mode.CAPITALS)
    if not facts.types.isdisjoint(KINDS["place"]):
        links = {link.rpartition("/")[2] for link in facts.links}
        own = {name for place in gazetteer.places() if place.id in links for name in place.names} | set(facts.names())
        for territory in gazetteer.territories():
            called = {territory.name, *territory.aliases}
            if not called.isdisjoint(own):
                own |= called | set(territory.demonyms)
        yield from (make_form(name) for name in own)


def _take_apart(name: str) -> Iterator[Form | None]:
    """Make the forms of the parts of a person's name; of a single word nobody knows which part it is."""
    parts = parse_person(re.sub(r"['’]s?(?!\w)", "", name))
    written = {re.sub(r"[\W_]", "", fold(word)).lower(): word for word in name.split()}
    if parts.given:
        yield make_form(written.get(parts.given, ""), given=True)
        yield from (
            make_form(written.get(part, "")) for part in (*parts.middle, parts.surname) if not is_particle(part)
        )
