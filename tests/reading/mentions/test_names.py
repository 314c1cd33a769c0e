"""Names are found whole, each names one kind of thing throughout a text, and what told its kind can be read."""

from __future__ import annotations

import re
from functools import cache

import pytest

from graphkit.language import annotation, lexicon
from graphkit.model import Document, EntityType, Extraction, Mention, MentionKind
from graphkit.reading.extraction import extract
from graphkit.reading.grammar.parsed import align as read_layout
from graphkit.reading.mentions import name_types, names
from graphkit.reading.mentions.names import find_names

PERSON, BODY, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
COUNTRY, GROUP = EntityType.COUNTRY, EntityType.GROUP
WORK, EVENT = EntityType.WORK, EntityType.EVENT


@cache
def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def named(text: str) -> list[Mention]:
    """List the names of a text."""
    return [m for m in read(text).mentions if m.kind is MentionKind.NAME]


def found(text: str) -> list[str]:
    return [m.span.exact for m in named(text)]


def told(text: str, name: str) -> tuple[EntityType | None, str | None]:
    """Find what kind of thing the first mention of a name is taken for, and what told it."""
    mention = next((m for m in named(text) if m.span.exact == name), None)
    assert mention is not None, found(text)
    return mention.type, mention.typed_by


def about(text: str) -> list[str]:
    """List what the only claim of a text is about."""
    extraction = read(text)
    (claim,) = extraction.claims
    return [extraction.chains[chain].label for chain in claim.about]


# -- what they name


@pytest.mark.parametrize(
    ("text", "name", "kind", "why"),
    [
        # what stands beside it tells a person
        ("Mr. Osric Vantle spoke.", "Osric Vantle", PERSON, "what stands beside it"),
        ("Prof. Dr. Olav Quist spoke.", "Olav Quist", PERSON, "what stands beside it"),
        ("Brevik Tandt, the mayor, arrived.", "Brevik Tandt", PERSON, "what stands beside it"),
        ("They praised Sorvale Tindrick, a poet.", "Sorvale Tindrick", PERSON, "what stands beside it"),
        ("The poet Sorvale Tindrick died.", "Sorvale Tindrick", PERSON, "what stands beside it"),
        ("Quillon Astrew, 44, lives here.", "Quillon Astrew", PERSON, "what stands beside it"),
        ("Sorvale Tindrick said he was tired.", "Sorvale Tindrick", PERSON, "what stands beside it"),
        # … or a body
        ("The figures came from Orvelin, a news agency in Gdynia.", "Orvelin", BODY, "what stands beside it"),
        ("Orvelin is a mining company that employs 300 people.", "Orvelin", BODY, "what stands beside it"),
        ("She was told that the newspaper, Tavesk, had no proof.", "Tavesk", BODY, "what stands beside it"),
        ("They met Ada Merrin, whose company, Merrin Farms, sued.", "Merrin Farms", BODY, "what stands beside it"),
        ("They met Ada Merrin, whose company, Merrin Farms, sued.", "Ada Merrin", PERSON, ""),
        ("By Tuesday afternoon Orvelin, a news agency, was silent.", "Orvelin", BODY, "what stands beside it"),
        # what its last word is
        ("The Lorvane Foundation paid.", "Lorvane Foundation", BODY, "ends as org"),
        ("Orbel Holdings did not pay.", "Orbel Holdings", BODY, "ends as org"),
        ("The Tindrick University paid.", "Tindrick University", BODY, "ends as org"),
        ("The ship left Tindrick Bay.", "Tindrick Bay", PLACE, "ends as place"),
        ("The ship left for Sorvale Island.", "Sorvale Island", PLACE, "ends as place"),
        ("It rained on the Sorvale Peninsula.", "Sorvale Peninsula", PLACE, "ends as place"),
        ("They sailed to Lake Imbra.", "Lake Imbra", PLACE, "ends as place"),
        ("They met in Halden City.", "Halden City", PLACE, "after in"),
        ("They signed the Lorvane Treaty.", "Lorvane Treaty", WORK, "signs of a work or event"),
        ("The Tindrick Award went to Anna Berg.", "Tindrick Award", EVENT, "signs of a work or event"),
        # what the tables say
        ("Norway agreed.", "Norway", COUNTRY, "table of territories"),
        ("The Republic of Korea objected.", "Republic of Korea", COUNTRY, "table of territories"),
        ("Greenland voted.", "Greenland", PLACE, "table of territories"),
        ("They drove through Oslo.", "Oslo", PLACE, "table of territories"),
        ("They met in Bergen.", "Bergen", PLACE, "name of a city"),
        ("Texas did not vote.", "Texas", PLACE, "table of territories"),
        ("The Swedes left.", "Swedes", GROUP, "name of a people"),
        ("They spoke to ethnic Uyghurs.", "Uyghurs", GROUP, "name of a people"),
    ],
)
def test_a_name_is_typed_by_the_evidence(text: str, name: str, kind: EntityType, why: str) -> None:
    type_, typed_by = told(text, name)
    assert type_ is kind
    assert typed_by is not None and typed_by.startswith(why)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Oslo denied it.", COUNTRY),
        ("Pressure from Oslo grew.", COUNTRY),
        ("Anna Berg accused Oslo of lying.", COUNTRY),
        ("Talks between Oslo and Stockholm failed.", COUNTRY),
        ("Oslo's answer was no.", COUNTRY),
        ("Oslo's streets were empty.", PLACE),
        ("The delegates met in Oslo.", PLACE),
        ("The delegates flew to Oslo.", PLACE),
        ("The delegates left Oslo.", PLACE),
        ("Delegates from Oslo arrived.", PLACE),
        ("Oslo is a city.", PLACE),
    ],
)
def test_a_capital_is_its_government_only_where_it_acts(text: str, kind: EntityType) -> None:
    assert told(text, "Oslo")[0] is kind


def test_weather_is_the_citys() -> None:
    assert told("Oslo was cold.", "Oslo")[0] is PLACE


def test_a_capital_acts_in_one_sentence_and_lies_on_the_map_in_the_next() -> None:
    extraction = read("Oslo announced new rules. The delegates flew to Oslo.")
    both = [m for m in extraction.mentions if m.span.exact == "Oslo"]
    assert [(m.type, m.rule) for m in both] == [(COUNTRY, "government"), (PLACE, "place-name")]
    assert [extraction.chains[m.chain].label for m in both if m.chain is not None] == ["Norway", "Oslo"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # who goes on as 'it' is nobody
        ("Customers of Kurvona left. Kurvona raised its prices.", "Kurvona", BODY),
        ("Zellvane rejected the claim. It said that its tests were sound.", "Zellvane", BODY),
        ("In Drennick, Mr. Drennick sang.", "Drennick", PERSON),
        ("They gave Sorvale a prize. Mr. Sorvale thanked them.", "Sorvale", PERSON),
        ("Drennick Foods grew. In 2010 Drennick Foods closed. He left Drennick Foods.", "Drennick Foods", BODY),
        ("Thorvald's car burned. Ragna Thorvald wept. They asked Thorvald.", "Thorvald", PERSON),
        ("Tindrick Bay is deep. They swam in Tindrick Bay. She loves Tindrick Bay.", "Tindrick Bay", PLACE),
    ],
)
def test_one_name_is_one_kind_of_thing_throughout(text: str, name: str, kind: EntityType) -> None:
    types = [m.type for m in named(text) if m.span.exact == name]
    assert len(types) == text.count(name) - (text.count(f"Ragna {name}") if name == "Thorvald" else 0)
    assert set(types) == {kind}


# -- where they begin and end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the model missed, or saw only once
        ("Dr. Ragna Thorvald resigned. Thorvald wept.", ["Ragna Thorvald", "Thorvald"]),
        ("Dr. Ragna Thorvald resigned. Ragna was ill.", ["Ragna Thorvald", "Ragna"]),
        ("Brevik Tandt, the mayor, arrived. Nobody greeted Tandt.", ["Brevik Tandt", "Tandt"]),
        # titles stand outside
        ("President Ragna Thorvald resigned.", ["Ragna Thorvald"]),
        ("Prime Minister Ragna Thorvald and President Olav Quist met.", ["Ragna Thorvald", "Olav Quist"]),
        ("Former senator Olav Quist spoke.", ["Olav Quist"]),
        ("Professor Quist spoke.", ["Quist"]),
        # possessives and articles too
        ("Ragna Thorvald's house burned.", ["Ragna Thorvald"]),
        ("Ragna Thorvald’s car burned.", ["Ragna Thorvald"]),
        ("Nobody saw Ragna Thorvald. They saw Thorvald’s car.", ["Ragna Thorvald", "Thorvald"]),
        ("The Halden Bank paid.", ["Halden Bank"]),
        # a dash stands between two
        ("Norway – Sweden is on Monday.", ["Norway", "Sweden"]),
        ("The group has Sweden — Belgium.", ["Sweden", "Belgium"]),
        ("Anna Berg — Jo Roe argued.", ["Anna Berg", "Jo Roe"]),
        # a part of a country is not the country
        ("It rained in southern Norway. Norway agreed.", ["southern Norway", "Norway"]),
        ("They fled to eastern Ukraine. Ukraine protested.", ["eastern Ukraine", "Ukraine"]),
        # a post written large is no name
        ("The Vice President left.", []),
        # words in small letters name nobody
        ("A clerk of the justice ministry left.", []),
        # an adjective names nobody
        ("The Swedish delegates left.", []),
    ],
)
def test_a_name_has_its_own_words_and_no_others(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_word_that_only_looks_like_a_surname_found_before_is_none() -> None:
    assert found("Ragna Thorvald sang. A thorvald is a tool.") == ["Ragna Thorvald"]


def test_southern_norway_is_another_thing_than_norway() -> None:
    extraction = read("It rained in southern Norway. Norway agreed.")
    assert [(c.label, c.type) for c in extraction.chains] == [("southern Norway", PLACE), ("Norway", COUNTRY)]


def test_a_part_of_a_persons_name_is_a_person_because_of_the_whole() -> None:
    assert told("Dr. Ragna Thorvald resigned. Thorvald wept.", "Thorvald") == (PERSON, "part of a person's name")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Catherine of Halden prayed. Halden is a town.", "Halden"),
        ("Ragna Norway sang. Norway voted.", "Norway"),
    ],
)
def test_a_place_in_the_name_of_a_person_stays_a_place_elsewhere(text: str, name: str) -> None:
    assert told(text, name)[0] in (PLACE, COUNTRY)


def test_a_companys_short_name_is_found_again() -> None:
    extraction = read("Corvane Corporation bought a ship. Later Corvane sold it.")
    assert {c.label for c in extraction.chains if c.named} == {"Corvane Corporation"}


# -- places inside longer names


@pytest.mark.parametrize(
    ("text", "place", "body"),
    [
        ("The University of Copenhagen closed.", "Copenhagen", "University of Copenhagen"),
        ("The Oslo Trade Council met.", "Oslo", "Oslo Trade Council"),
        ("The Bank of Norway failed.", "Norway", "Bank of Norway"),
        ("The US Navy sailed.", "US", "US Navy"),
    ],
)
def test_a_place_inside_a_longer_name_is_a_mention_of_its_own(text: str, place: str, body: str) -> None:
    assert told(text, body)[0] is BODY
    kind, why = told(text, place)
    assert kind in (PLACE, COUNTRY)
    assert why == "table of places"


def test_the_place_inside_is_the_place_that_is_named_alone() -> None:
    extraction = read("The Bank of Norway failed. Norway paid.")
    places = [m for m in extraction.mentions if m.span.exact == "Norway"]
    assert len(places) == 2
    assert len({m.chain for m in places}) == 1


def test_a_capital_inside_a_longer_name_is_no_government() -> None:
    extraction = read("The University of Oslo denied the charge.")
    (place,) = (m for m in extraction.mentions if m.span.exact == "Oslo")
    assert (place.type, place.rule) == (PLACE, "place-name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jo Berg said the Bank of Norway had failed.", ["Bank of Norway"]),
        ("Jo Berg said Norway had failed.", ["Norway"]),
        ("Jo Berg praised the University of Copenhagen.", ["University of Copenhagen"]),
        ("Jo Berg praised the Bank of Norway and Norway.", ["Bank of Norway", "Norway"]),
        pytest.param(
            "Jo Berg criticized the Oslo Trade Council.",
            ["Oslo Trade Council"],
        ),
    ],
)
def test_who_speaks_of_a_body_does_not_speak_of_the_place_in_its_name(text: str, expected: list[str]) -> None:
    assert about(text) == expected


def test_the_middle_of_eastern_europe_is_not_europe() -> None:
    assert found("The Eastern Europe desk closed.") == ["Eastern Europe"]


# -- the weighing, by hand


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        ([{"label PERSON"}], PERSON),
        ([{"label ORG"}], BODY),
        ([{"label GPE"}], PLACE),
        ([{"label LOC"}], PLACE),
        ([{"label FAC"}], PLACE),
        ([{"label none"}], None),
        ([{"label LAW"}], None),
        ([], None),
        # the form of a name against the model
        ([{"label PERSON", "ends as org", "holds word of org"}], BODY),
        ([{"label ORG", "ends as place", "after in"}], PLACE),
        ([{"label none", "after title", "given name and surname"}], PERSON),
        ([{"label none", "name of a city", "after in"}], PLACE),
        # the more frequent label against the rarer one
        ([{"label ORG"}, {"label ORG"}, {"label PERSON"}], BODY),
        ([{"label PERSON"}, {"label PERSON"}, {"label ORG"}], PERSON),
        ([{"label GPE"}, {"label GPE"}, {"label GPE"}, {"label PERSON"}], PLACE),
        # one clear occurrence speaks for those that tell nothing
        ([{"label PERSON", "after title"}, {"label PERSON"}, {"label none"}], PERSON),
        ([{"label GPE", "after in"}, {"label GPE", "after in"}, {"label PERSON", "after VERB"}], PLACE),
    ],
)
def test_the_kind_for_which_most_speaks_is_taken(evidence: list[set[str]], kind: EntityType | None) -> None:
    assert name_types.decide(evidence)[0] is kind


def test_the_two_weightiest_pieces_are_told_the_weightier_first() -> None:
    evidence = [{"label ORG", "ends as org", "words 2"}]
    assert name_types.decide(evidence) == (BODY, "ends as org, label ORG")


def test_nothing_weighed_tells_nothing() -> None:
    assert name_types.decide([]) == (None, "")


def test_a_piece_that_was_never_weighed_changes_nothing() -> None:
    known = [{"label PERSON", "surname"}]
    assert name_types.decide([{*known[0], "no such piece"}]) == name_types.decide(known)


def test_neither_order_nor_repetition_of_the_occurrences_matters() -> None:
    some = [{"label ORG"}, {"label PERSON", "after title"}, {"label GPE", "after in"}]
    decided = name_types.decide(some)
    assert name_types.decide(reversed(some)) == decided
    assert name_types.decide([*some, *some]) == decided
    assert name_types.decide([[*pieces, *pieces] for pieces in some]) == decided


# -- the table of weights

_TAGS = "ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|SYM|VERB|X|SPACE"
_KINDS = "|".join(kind.value for kind in EntityType)
_LABELS = "PERSON|ORG|GPE|LOC|FAC|EVENT|WORK_OF_ART|LAW|NORP"
_OTHER_LABELS = "PRODUCT|LANGUAGE|DATE|TIME|PERCENT|MONEY|QUANTITY|ORDINAL|CARDINAL"
_PREPOSITIONS = "in|at|near|from|to|of|for|by|with|on|against|between|under|about|as|like|per|via|through|around"
_GRAMMAR = re.compile(
    rf"bias|label ({_LABELS}|none)(, unknown name)?"
    rf"|after ({_TAGS}|({_KINDS}|noun)( of)?|the|a|my|determiner|preposition|title|comma|bracket|quotation mark)"
    rf"|after ({_PREPOSITIONS})"
    rf"|before ({_TAGS}|{_KINDS}|noun|bracket|comma|stop|comma and territory|age|year|who|which|where)"
    rf"|apposed ({_KINDS}|noun)|is a ({_KINDS})|has ({_KINDS}|thing)|beside ({_LABELS}|{_OTHER_LABELS}|no name)"
    rf"|words [1-5]|tagged ({_TAGS})|like (person|organization|place|thing|event|nothing)|then (he|it|they)"
    r"|(ends as|holds word of|begins as) (org|place|work|event)"
    r"|acronym|capitals|digits|inner capital|inner dot|ampersand|of inside|small word inside|plural|foreign letters"
    r"|given name( of either| and surname)?|surname( alone| that says)?|lives|possessive|begins a line|ends a line"
    r"|alone in quotation marks|name of a (city|region)|called a (body|person)"
    r"|goes on as (he|it)|goes on by its (first|last) word|(begins|ends) a longer name|stands alone"
)
"""All that can be said for a kind of name: no word of a document is among it but the most common ones."""


def test_every_row_is_evidence_that_can_be_found_with_a_weight_for_each_kind() -> None:
    rows = lexicon.rows("weights/name_types", 1 + len(name_types.KINDS))
    pieces = [piece for piece, *_ in rows]
    assert len(pieces) == len(set(pieces)) > 100
    assert [piece for piece in pieces if not _GRAMMAR.fullmatch(piece)] == []
    for piece, *weights in rows:
        assert all(-3 < float(weight) < 3 for weight in weights), piece
        assert any(float(weight) for weight in weights), piece


def test_the_weights_of_a_piece_only_choose_among_the_kinds() -> None:
    """What makes every kind likelier says nothing."""
    for piece, *weights in lexicon.rows("weights/name_types", 1 + len(name_types.KINDS)):
        assert abs(sum(map(float, weights))) < 0.05, piece


def test_the_signs_that_overrule_the_weights_can_be_found() -> None:
    signs = names._PERSON_SIGNS | names._BODY_SIGNS | names._EVENT_SIGNS | names._WORK_SIGNS
    assert [sign for sign in sorted(signs) if not _GRAMMAR.fullmatch(sign)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Osric Vantle, 44, praised the ÖRB, a zorvic council.",
        "Zorvic's quelp burned (Zorvic, 1988) beside “Zorvic” in McQuelp-Brannock & Sons.",
        "The quelp of Zorvic, who resigned, said she zorved Lake Imbra and the University of Zorvic.",
        "Unlike ZORVIC, the Quelp brothers and the U.S.-based X9 marched via Oslo, Norway.",
        "Karen Astrew died after she left quelping Zorvic Act; her Zorvic, which is a party, is Zorvic's.",
    ],
)
def test_what_is_found_is_no_word_of_the_text(text: str) -> None:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    parsed = read_layout(document, doc)
    pieces: set[str] = set()
    for token in doc:
        for label in ("", "PERSON"):
            pieces |= {*name_types.observe_form(doc.cut(token.i, token.i + 1))} if token.is_alpha else set()
            pieces |= {*name_types.observe(parsed, doc.cut(token.i, token.i + 1), label)}
    assert [piece for piece in sorted(pieces) if not _GRAMMAR.fullmatch(piece)] == []


def test_each_name_says_what_told_its_kind() -> None:
    text = "Mr. Osric Vantle of Orbel Holdings met Vantle in Oslo. The Swedes of the Bank of Norway left."
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    assert all(name.why for name in find_names(read_layout(document, doc)))
    assert all(m.typed_by for m in read(text).mentions if m.kind is not MentionKind.PRONOUN)


def test_a_month_is_nobody() -> None:
    text = "Prime minister Theresa May spoke in Halden. The council will meet in May 2031."
    assert text.index("May 2031") not in {m.span.start for m in read(text).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At a rally on Sunday, Catalina Reyes criticized Hugo Brandsen.", ["Catalina Reyes", "Hugo Brandsen"]),
        ("Sundvik Paper bought Larch Packaging on Thursday.", ["Sundvik Paper", "Larch Packaging"]),
        ("Tollman Group sold Radio Meridian to Bexley Partners on Friday.", [
            "Tollman Group",
            "Radio Meridian",
            "Bexley Partners",
        ]),
        ("Princess Leonora visited Norway.", ["Leonora", "Norway"]),
    ],
)  # fmt: skip
def test_names_are_read_whole_and_apart(text: str, expected: list[str]) -> None:
    assert [m.span.exact for m in read(text).mentions if m.kind is MentionKind.NAME] == expected


@pytest.mark.parametrize("text", ["Sen. Jo Roe (D-Ohio) left.", "Rep. Jo Roe, R-Conn., left the room."])
def test_the_mark_of_a_party_is_no_name(text: str) -> None:
    assert not any("-" in name for name in found(text))


def test_a_text_may_begin_with_a_dash() -> None:
    """As a line of a feed does; the model takes the dash for a part of the name."""
    extraction = read("- Ray Berg knows exactly how he wants to end his career.")
    assert "Ray Berg" in [m.span.exact for m in extraction.mentions]


def test_a_headline_in_title_case_gives_no_names_of_its_own() -> None:
    text = (
        "Jo Tarvik Auctioning Off Boat Used To Rescue Ferry Crew.\n\n"
        "Jo Tarvik is selling the boat with which he saved nine people in 2012, he told Radio Mira on Monday.\n"
    )
    names = [m.span.exact for m in read(text).mentions if m.kind is MentionKind.NAME]
    assert names == ["Jo Tarvik", "Jo Tarvik", "Radio Mira"]
    assert [c.label for c in read(text).chains if c.named] == ["Jo Tarvik", "Radio Mira"]
