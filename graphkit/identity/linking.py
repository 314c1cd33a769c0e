"""Link the entities of a document to the same things elsewhere: to a user's own list, and places to Wikidata.

An uncertain link is left out. A name that several places have is linked only where one of them is by far the best
known and nothing in the document speaks for another, or where the document says which is meant: 'Paris, Texas', or
'Birmingham' in an article that names Alabama.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.identity.known import KnownEntities
from graphkit.language import gazetteer, lexicon
from graphkit.language.gazetteer import Place
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.vocabulary import WIKIDATA

__all__ = ["link"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_FAR = 5
"""How many times the inhabitants of any other a place has that is by far the best known."""
_BEHIND = re.compile(r"\s*,\s+(?:in\s+)?(?:the\s+)?((?:[A-Z][\w.’'-]*)(?:\s+(?:[A-Z][\w.’'-]*|of|and|the))*)")
_BEFORE = re.compile(r"((?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*)*)\s*,\s+$")
_STATE = re.compile(r"\s+(?:state|State)\b(?!\s+Univ)")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A chain that may be a place.

    Args:
        chain: Its position.
        candidates: The places that it can be.
        beside: The regions and states that the text names right behind it.
        first: Those right behind its first mention.
    """

    chain: int
    candidates: tuple[Place, ...]
    beside: tuple[Place, ...]
    first: tuple[Place, ...]


def link(extraction: Extraction, known: KnownEntities | None = None) -> Extraction:
    """Give the chains of a document their links.

    Args:
        extraction: What was read in it.
        known: The user's own list of entities, which comes first.

    Returns:
        The same extraction, with the links that are certain.
    """
    chains = list(extraction.chains)
    open_: list[int] = []
    for number, chain in enumerate(chains):
        if not chain.named:
            continue
        found = known.find(chain) if known else ()
        if len(found) == 1:
            chains[number] = replace(chain, link=found[0], linked_by="known-list")
        elif not found and chain.type in _PLACES:
            open_.append(number)
    names = defaultdict(list)
    for mention in extraction.mentions:
        if mention.kind is MentionKind.NAME and mention.chain is not None:
            names[mention.chain].append(mention)
    cases = [_make_case(number, chains[number], names[number], extraction.document.text) for number in open_]
    for number, place, rule in _decide([case for case in cases if case.candidates], extraction.document.text):
        chain = chains[number]
        kind = chain.type if place.kind == "state" else EntityType.PLACE
        chains[number] = replace(chain, type=kind, link=f"{WIKIDATA}{place.id}", linked_by=rule)
    return replace(extraction, chains=tuple(chains))


# -- what a chain can be


def _make_case(number: int, chain: Chain, mentions: Sequence[Mention], text: str) -> _Case:
    """Find which places the names of a chain can be; all of its names must agree."""
    candidates = _find(chain.label)
    if chain.type is EntityType.COUNTRY:  # a capital may stand for it, which says nothing where the state is not named
        if not any(place in _find(mention.span.exact) for place in candidates for mention in mentions):
            candidates = ()
    else:
        for name in chain.aliases:
            if others := _find(name):
                candidates = tuple(place for place in candidates if place in others)
    beside: list[list[Place]] = []
    for mention in mentions:
        inside = [place for part in mention.span.exact.split(",")[1:] for place in _find_region(part.strip())]
        beside.append([*inside, *_read_behind(text, mention.span.end)])
    if mentions and all(_stands_behind(text, mention.span.start, candidates) for mention in mentions):
        candidates = tuple(place for place in candidates if place.kind != "city")  # 'Rochester, New York'
    if any(_STATE.match(text, mention.span.end) for mention in mentions):
        candidates = tuple(place for place in candidates if place.kind != "city")  # 'New York state'
    every = tuple(place for found in beside for place in found)
    return _Case(chain=number, candidates=candidates, beside=every, first=tuple(beside[0]) if beside else ())


def _find(name: str) -> tuple[Place, ...]:
    """Find the places of a name, also where it says what sort of place it is ('Kansas City', 'the State of Hawaii')."""
    name = re.sub(r"['’]s?$|^These\s+", "", " ".join(name.split(",")[0].split()))
    words = name.removeprefix("The ").split()
    while (
        len(words) > 1
        and words[0].islower()
        and words[1] != "of"
        and "part" not in lexicon.place_sorts().get(words[0], ())
    ):
        words = words[1:]
    if found := gazetteer.find(" ".join(words)):
        return found
    if len(words) > 1 and (kinds := lexicon.place_sorts().get(words[-1].casefold())):
        return tuple(place for place in gazetteer.find(" ".join(words[:-1])) if place.kind in kinds)
    if len(words) > 2 and words[1] == "of" and (kinds := lexicon.place_sorts().get(words[0].casefold())):
        return tuple(place for place in gazetteer.find(" ".join(words[2:])) if place.kind in kinds)
    return ()


def _read_behind(text: str, end: int) -> list[Place]:
    """Read which regions the text names right behind a place: 'Preston, Victoria, Australia'."""
    out: list[Place] = []
    while match := _BEHIND.match(text, end):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            if found := _find_region(" ".join(words[:count])):
                out += found
                break
        else:
            return out
        end = match.start(1) + len(match[1]) if count == len(words) else len(text)
    return out


def _find_region(name: str) -> list[Place]:
    """Find the regions and states that a name or its abbreviation ('Mass.', 'CA') stands for."""
    name = re.sub(r"['’]s?$", "", name).rstrip(".")
    found = gazetteer.find(name) or gazetteer.decode(name)
    return [place for place in found if place.kind in ("region", "state", "area", "former")]


def _stands_behind(text: str, start: int, candidates: Iterable[Place]) -> bool:
    """Tell whether a name stands behind one of a place in it: 'Rochester, New York'."""
    match = _BEFORE.search(text, max(0, start - 60), start)
    if match is None:
        return False
    words = match[1].split()
    regions = [place.id for place in candidates if place.kind == "region"]
    return any(
        gazetteer.contains(region, place)
        for first in range(len(words))
        for place in gazetteer.find(" ".join(words[first:]))
        for region in regions
    )


# -- which one it is


def _decide(cases: Sequence[_Case], text: str) -> Iterator[tuple[int, Place, str]]:
    """Decide case by case, the plain ones first: what they name tells of the others."""
    context = _Context()
    hard: list[tuple[_Case, list[Place]]] = []
    for case in cases:
        fitting = [place for place in case.candidates if any(_can_hold(outer, place) for outer in case.beside)]
        candidates = _shed(fitting or _leave_out(case))
        if len(candidates) > 1:
            hard.append((case, candidates))
        elif candidates:
            context.add(candidates[0].id)
            if candidates[0].id is not None:
                yield case.chain, candidates[0], "place-region" if fitting else "place-name"
    if hard:
        context.read(text)
    for case, candidates in hard:
        choice, rule = _choose(candidates, context)
        if choice is not None and choice.id is not None:
            yield case.chain, choice, rule


def _leave_out(case: _Case) -> list[Place]:
    """Leave out what the text puts elsewhere: the cities of 'Paris, Texas', the state of 'Lebanon, Pennsylvania'."""
    elsewhere = [outer for outer in case.first if outer.kind == "region" and outer not in case.candidates]
    return [
        place
        for place in case.candidates
        if not (elsewhere and place.kind == "city")
        and not (place.kind == "state" and any(not gazetteer.contains(place.id, outer) for outer in elsewhere))
    ]


def _can_hold(outer: Place, place: Place) -> bool:
    """Tell whether a place lies in another, or can: of Exeter the table knows England, which Devon lies in too."""
    same = place.kind == "city" and outer.kind == "region" and outer.within is not None and outer.within == place.within
    return gazetteer.contains(outer.id, place) or same


def _shed(candidates: list[Place]) -> list[Place]:
    """Leave out a region for the city in it that has its name, and all else in a state for the state."""
    states = [place for place in candidates if place.kind == "state"]
    out = [p for p in candidates if not any(gazetteer.contains(state.id, p) for state in states)]
    cities = [place for place in out if place.kind == "city"]
    return [p for p in out if p.kind != "region" or not any(gazetteer.contains(p.id, city) for city in cities)]


class _Context:
    """The places that a document names beside the one in question, as far as they are plain."""

    def __init__(self) -> None:
        self.around: set[str] = set()  # the places, and all that they lie in
        self.outside: set[str] = set()  # what they lie in

    def add(self, number: str | None) -> None:
        if number is not None:
            self.around |= gazetteer.surroundings(number)
            self.outside |= gazetteer.surroundings(number) - {number}

    def read(self, text: str) -> None:
        """Add the regions and states that a text names anywhere, also where they are part of a longer name."""
        for match in _NAME.finditer(text):
            words = match[0].split()
            for first in range(len(words)):
                for last in range(first + 1, min(len(words), first + 4) + 1):
                    found = gazetteer.find(" ".join(words[first:last]))
                    if len(found) == 1 and found[0].kind in ("region", "state"):
                        self.add(found[0].id)


def _choose(candidates: Sequence[Place], context: _Context) -> tuple[Place | None, str]:
    """Choose among places of one name: the one that the document speaks for, else the one by far best known."""
    strong = [place for place in candidates if _speaks_for(place, candidates, context)]
    weak = [place for place in candidates if _hints_at(place, candidates, context)]
    weights = {place: _weigh(place, candidates) for place in candidates}
    first, second, *_ = sorted(candidates, key=lambda place: -weights[place])
    if weights[first] >= _FAR * max(weights[second], 1):
        if all(place == first for place in strong):
            return first, "place-name"
        return (strong[0], "place-context") if len(strong) == 1 and first not in weak else (None, "")
    if len(strong or weak) == 1:
        return (strong or weak)[0], "place-context"
    return None, ""


def _weigh(place: Place, rivals: Sequence[Place]) -> float:
    """Weigh how well known a place is: a region less than a city of as many inhabitants, as Canterbury shows."""
    beside_a_city = place.kind == "region" and any(rival.kind == "city" for rival in rivals)
    return place.inhabitants / (10 if beside_a_city else 1)


def _speaks_for(place: Place, rivals: Sequence[Place], context: _Context) -> bool:
    """Tell whether the document names something in a place, or the region that it lies in and no other does."""
    if place.id in context.outside:
        return True
    # that the United States are named says little of Georgia; that Ohio is, says that it is theirs
    named = context.outside if place.kind == "region" else context.around
    return place.within in named and place.within not in _around_others(place, rivals)


def _hints_at(place: Place, rivals: Sequence[Place], context: _Context) -> bool:
    """Tell whether the document names what a place lies in and none of the others does."""
    others = _around_others(place, rivals)
    if place.kind == "state":  # another state is named, and not the one that the others lie in
        named = gazetteer.states() & context.around
        return bool(named) and not named & others
    if any(rival.kind == "state" for rival in rivals):
        return False
    return bool((gazetteer.surroundings(place.within) - others) & context.around)


def _around_others(place: Place, rivals: Sequence[Place]) -> set[str | None]:
    return {n for rival in rivals if rival != place for n in (rival.id, *gazetteer.surroundings(rival.within))}
