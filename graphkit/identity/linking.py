"""Link the entities of a document: to the entries of a user's own list, and places to Wikidata.

Uncertain links are left out. The name of several places is linked only where one of them is by far the best known and
the document has no evidence for another, or where the document determines which one it is: 'Paris, Texas', or
'Birmingham' in an article that names Alabama.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graphkit.identity.known import KnownEntities
from graphkit.language import gazetteer, lexicon
from graphkit.language.gazetteer import Place
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.vocabulary import WIKIDATA

__all__ = ["link"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_FAR = 5
"""How many times as many inhabitants as any other a place must have to be by far the best known."""
_BEFORE = re.compile(r"((?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*)*)\s*,\s+$")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A chain that may be a place.

    Args:
        chain: Its position.
        candidates: The places that it can be.
        following: The regions and states right after its mentions.
        first: Those right after its first mention.
    """

    chain: int
    candidates: tuple[Place, ...]
    following: tuple[Place, ...]
    first: tuple[Place, ...]


def link(extraction: Extraction, known: KnownEntities | None = None) -> Extraction:
    """Add links to the chains of a document.

    Args:
        extraction: What was read in it.
        known: The user's own list of entities, which has priority.

    Returns:
        The same extraction, with the links that are certain.
    """
    chains = list(extraction.chains)
    open_: list[int] = []
    for number, chain in enumerate(chains):
        if not chain.named:
            continue
        addresses = known.find(chain) if known else ()
        if len(addresses) == 1:
            chains[number] = replace(chain, link=addresses[0], linked_by="known-list")
        elif not addresses and chain.type in _PLACES:
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


# -- the candidates of a chain


def _make_case(number: int, chain: Chain, mentions: Sequence[Mention], text: str) -> _Case:
    """Find the places that a chain can be by all of its names."""
    candidates = _find(chain.label)
    if chain.type is EntityType.COUNTRY:  # a capital may stand for a state that is never named
        if not any(place in _find(mention.span.exact) for place in candidates for mention in mentions):
            candidates = ()
    else:
        for name in chain.aliases:
            if others := _find(name):
                candidates = tuple(place for place in candidates if place in others)
    following: list[list[Place]] = []
    for mention in mentions:
        inside = [place for part in mention.span.exact.split(",")[1:] for place in _find_region(part.strip())]
        following.append([*inside, *_regions_after(text, mention.span.end)])
    if mentions and all(_follows_place(text, mention.span.start, candidates) for mention in mentions):
        candidates = tuple(place for place in candidates if place.kind != "city")  # 'Rochester, New York'
    if any(_state_label().match(text, mention.span.end) for mention in mentions):
        candidates = tuple(place for place in candidates if place.kind != "city")  # 'New York state'
    every = tuple(place for places in following for place in places)
    return _Case(chain=number, candidates=candidates, following=every, first=tuple(following[0]) if following else ())


def _find(name: str) -> tuple[Place, ...]:
    """Find the places of a name, also with the sort of place in it: 'Kansas City', 'the State of Hawaii'."""
    name = _trimmings().sub("", " ".join(name.split(",")[0].split()))
    genitive = lexicon.grammar("genitive")
    for article in lexicon.sequence("definite_article"):
        name = name.removeprefix(f"{article.capitalize()} ")
    words = name.split()
    while (
        len(words) > 1
        and words[0].islower()
        and words[1] not in genitive
        and "part" not in lexicon.place_sorts().get(words[0], ())
    ):
        words = words[1:]
    if places := gazetteer.find(" ".join(words)):
        return places
    if len(words) > 1 and (kinds := lexicon.place_sorts().get(words[-1].casefold())):
        return tuple(place for place in gazetteer.find(" ".join(words[:-1])) if place.kind in kinds)
    if len(words) > 2 and words[1] in genitive and (kinds := lexicon.place_sorts().get(words[0].casefold())):
        return tuple(place for place in gazetteer.find(" ".join(words[2:])) if place.kind in kinds)
    return ()


@cache
def _trimmings() -> re.Pattern[str]:
    """Match what is no part of a place's name: a possessive ending, a determiner written large."""
    ending = "|".join(map(re.escape, lexicon.sequence("possessive_ending")))
    determiner = "|".join(re.escape(word.capitalize()) for word in lexicon.sequence("capital_determiner"))
    return re.compile(rf"['’](?:{ending})?$|^(?:{determiner})\s+")


@cache
def _state_label() -> re.Pattern[str]:
    """Match the label of a region after its name: 'New York state', but not 'Ohio State University'."""
    labels = "|".join(f"{re.escape(word)}|{re.escape(word.capitalize())}" for word in lexicon.sequence("state_label"))
    others = "|".join(re.escape(word.capitalize()) for word in lexicon.sequence("not_state_label"))
    return re.compile(rf"\s+(?:{labels})\b(?!\s+(?:{others}))")


@cache
def _region_after() -> re.Pattern[str]:
    """Match a name after a comma: ', Victoria', ', in the Isle of Man'."""

    def words(group: str) -> str:
        return "|".join(map(re.escape, lexicon.sequence(group)))

    capital = r"[A-Z][\w.’'-]*"
    before = rf"(?:(?:{words('region_preposition')})\s+)?(?:(?:{words('definite_article')})\s+)?"
    return re.compile(rf"\s*,\s+{before}((?:{capital})(?:\s+(?:{capital}|{words('region_joiner')}))*)")


def _regions_after(text: str, end: int) -> list[Place]:
    """Find the regions right after a place: 'Preston, Victoria, Australia'."""
    out: list[Place] = []
    while match := _region_after().match(text, end):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            if regions := _find_region(" ".join(words[:count])):
                out += regions
                break
        else:
            return out
        end = match.start(1) + len(match[1]) if count == len(words) else len(text)
    return out


def _find_region(name: str) -> list[Place]:
    """Find the regions and states of a name or an abbreviation: 'Mass.', 'CA'."""
    ending = "|".join(map(re.escape, lexicon.sequence("possessive_ending")))
    name = re.sub(rf"['’](?:{ending})?$", "", name).rstrip(".")
    places = gazetteer.find(name) or gazetteer.decode(name)
    return [place for place in places if place.kind in ("region", "state", "area", "former")]


def _follows_place(text: str, start: int, candidates: Iterable[Place]) -> bool:
    """Check whether a name follows that of a place in it: 'Rochester, New York'."""
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


# -- the choice among candidates


def _decide(cases: Sequence[_Case], text: str) -> Iterator[tuple[int, Place, str]]:
    """Yield the place of each chain and the rule; the clear cases come first, as context of the others."""
    context = _Context()
    hard: list[tuple[_Case, list[Place]]] = []
    for case in cases:
        fitting = [place for place in case.candidates if any(_can_hold(outer, place) for outer in case.following)]
        candidates = _without_containers(fitting or _without_elsewhere(case))
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


def _without_elsewhere(case: _Case) -> list[Place]:
    """Return the candidates that the text does not place elsewhere: 'Lebanon, Pennsylvania' is no state."""
    elsewhere = [outer for outer in case.first if outer.kind == "region" and outer not in case.candidates]
    return [
        place
        for place in case.candidates
        if not (elsewhere and place.kind == "city")
        and not (place.kind == "state" and any(not gazetteer.contains(place.id, outer) for outer in elsewhere))
    ]


def _can_hold(outer: Place, place: Place) -> bool:
    """Check whether a place can contain another: Devon can contain Exeter, since both are in England."""
    same = place.kind == "city" and outer.kind == "region" and outer.within is not None and outer.within == place.within
    return gazetteer.contains(outer.id, place) or same


def _without_containers(candidates: list[Place]) -> list[Place]:
    """Return the candidates without regions that contain a candidate city, and without places in a candidate state."""
    states = [place for place in candidates if place.kind == "state"]
    out = [p for p in candidates if not any(gazetteer.contains(state.id, p) for state in states)]
    cities = [place for place in out if place.kind == "city"]
    return [p for p in out if p.kind != "region" or not any(gazetteer.contains(p.id, city) for city in cities)]


class _Context:
    """The unambiguous places that a document names."""

    def __init__(self) -> None:
        self.around: set[str] = set()  # the places, and all that contains them
        self.outside: set[str] = set()  # what contains them

    def add(self, number: str | None) -> None:
        """Add a place by its id."""
        if number is not None:
            self.around |= gazetteer.surroundings(number)
            self.outside |= gazetteer.surroundings(number) - {number}

    def read(self, text: str) -> None:
        """Add the regions and states that a text names, also as part of a longer name."""
        for match in _NAME.finditer(text):
            words = match[0].split()
            for first in range(len(words)):
                for last in range(first + 1, min(len(words), first + 4) + 1):
                    places = gazetteer.find(" ".join(words[first:last]))
                    if len(places) == 1 and places[0].kind in ("region", "state"):
                        self.add(places[0].id)


def _choose(candidates: Sequence[Place], context: _Context) -> tuple[Place | None, str]:
    """Choose among the places of one name: the only one with evidence in the document, or the one by far best known."""
    strong = [place for place in candidates if _is_supported(place, candidates, context)]
    weak = [place for place in candidates if _is_possible(place, candidates, context)]
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
    """Return how well known a place is: a region less than a city of as many inhabitants, as for Canterbury."""
    beside_a_city = place.kind == "region" and any(rival.kind == "city" for rival in rivals)
    return place.inhabitants / (10 if beside_a_city else 1)


def _is_supported(place: Place, rivals: Sequence[Place], context: _Context) -> bool:
    """Check whether the document names something in a place, or the region that contains it alone."""
    if place.id in context.outside:
        return True
    # the United States are little evidence for Georgia as a region of theirs, another of their regions is
    named = context.outside if place.kind == "region" else context.around
    return place.within in named and place.within not in _around_others(place, rivals)


def _is_possible(place: Place, rivals: Sequence[Place], context: _Context) -> bool:
    """Check whether the document names something that contains a place and none of the others."""
    others = _around_others(place, rivals)
    if place.kind == "state":  # another state is named, and none that contains the others
        named = gazetteer.states() & context.around
        return bool(named) and not named & others
    if any(rival.kind == "state" for rival in rivals):
        return False
    return bool((gazetteer.surroundings(place.within) - others) & context.around)


def _around_others(place: Place, rivals: Sequence[Place]) -> set[str | None]:
    return {n for rival in rivals if rival != place for n in (rival.id, *gazetteer.surroundings(rival.within))}
