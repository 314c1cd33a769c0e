"""Clauses become statements, sources take their own stances, and people hold their roles."""

from __future__ import annotations

import pytest

from graphkit.language import annotation
from graphkit.model import Document, Extraction
from graphkit.reading.extraction import extract


def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def statements(text: str) -> list[str]:
    return [
        " ".join(
            [
                s.subject_span.exact,
                f"[{s.predicate.name}]",
                s.object_span.exact,
                s.polarity.value,
                s.certainty.value,
                "within" if s.within is not None else "own",
            ]
        )
        for s in read(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway attacked Sweden.", ["Norway [attacks] Sweden positive certain own"]),
        ("Sweden was attacked by Norway.", ["Norway [attacks] Sweden positive certain own"]),
        ("Norway did not attack Sweden.", ["Norway [attacks] Sweden negative certain own"]),
        ("Norway may attack Sweden.", ["Norway [attacks] Sweden positive possible own"]),
        ("Norway and Denmark attacked Sweden.", [
            "Norway [attacks] Sweden positive certain own",
            "Denmark [attacks] Sweden positive certain own",
        ]),
        ("Norway is opposed to the treaty.", ["Norway [opposes] the treaty positive certain own"]),
        ("Angela Merkel met with Emmanuel Macron.", ["Angela Merkel [meets] Emmanuel Macron positive certain own"]),
        ("Norway said Sweden attacked Denmark.", ["Sweden [attacks] Denmark positive certain within"]),
        ("Norway supports the treaty.", ["Norway [supports] the treaty positive certain own"]),
        ("Norway refused to sign the treaty.", ["Norway [signs] the treaty positive unspecified within"]),
        ("Norway managed to sign the treaty.", ["Norway [signs] the treaty positive certain own"]),
        ("Norway tried to sign the treaty.", ["Norway [try-to-sign] the treaty positive unspecified own"]),
    ],
)  # fmt: skip
def test_statements(text: str, expected: list[str]) -> None:
    found = statements(text)
    assert [s for s in found if s in expected] == expected, found
    assert len(found) == len(expected), found


def read_as(text: str) -> set[tuple[str, str, str]]:
    return {(s.subject_span.exact, s.predicate.name, s.object_span.exact) for s in read(text).statements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A party that stands deeper in the object.
        ("Syria withdrew its troops from Lebanon.", ("Syria", "withdraw-from", "Lebanon")),
        ("Qatar launched a mediation effort between Oman and Yemen.", ("Qatar", "launch-effort-between", "Yemen")),
        ("Tutu called for sanctions against Nigeria.", ("Tutu", "call-for-sanction-against", "Nigeria")),
        ("Rwandan rebels demanded the removal of Paul Biya.", ("Rwandan rebels", "demand-removal-of", "Paul Biya")),
        ("Israeli tanks fired shells at targets in Jericho.", ("Israeli tanks", "fire-shell-at-target-in", "Jericho")),
        ("The Senate passed a resolution condemning Iran.", ("Senate", "pass-resolution-condemning", "Iran")),
        ("Turkish police stopped the protest staged by Kurdish students.", (
            "Turkish police", "stop-protest-by", "Kurdish students")),
        # A chain of verbs, adjectives and nouns names the predicate.
        ("Norway is likely to invade Sweden.", ("Norway", "likely-to-invade", "Sweden")),
        ("Norway tried to reach Sweden.", ("Norway", "try-to-reach", "Sweden")),
        ("Norway launched a campaign to isolate Sweden.", ("Norway", "launch-campaign-to-isolate", "Sweden")),
        ("Norway used drones to attack Sweden.", ("Norway", "attacks", "Sweden")),
        # Light verbs.
        ("Norway expressed support for Sweden.", ("Norway", "supports", "Sweden")),
        ("Norway imposed sanctions on Sweden.", ("Norway", "sanctions", "Sweden")),
        ("Norway launched an attack on Sweden.", ("Norway", "attacks", "Sweden")),
        ("Norway came under pressure from Sweden.", ("Sweden", "pressure-on", "Norway")),
        ("Norway drew criticism from Sweden.", ("Sweden", "criticizes", "Norway")),
        # Nouns that name a deed or a bond.
        ("China’s criticism of Norway made headlines.", ("China", "criticizes", "Norway")),
        ("Talks between Norway and Sweden broke down.", ("Norway", "meets", "Sweden")),
        ("Rosa Diaz, a critic of Norway, spoke.", ("Rosa Diaz", "criticizes", "Norway")),
        ("Tom Berg, a Norway supporter, spoke.", ("Tom Berg", "supports", "Norway")),
        ("Rosa Diaz was an opponent of Norway.", ("Rosa Diaz", "be-opponent-of", "Norway")),
        # Whom a demand is made of.
        ("Norway demanded that Sweden withdraw.", ("Norway", "urges", "Sweden")),
        ("Norway said Sweden must withdraw.", ("Norway", "urges", "Sweden")),
        # Passives.
        ("A missionary was arrested in Lebanon.", ("Lebanon", "arrests", "A missionary")),
    ],
)  # fmt: skip
def test_relations(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read_as(text), read_as(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An object of plain words is part of the predicate, wherever the parse hangs what follows it.
        ("Norway sold submarines to Denmark.", ["Norway [sell] submarines", "Norway [sellsTo] Denmark"]),
        ("Denmark granted asylum to Rosa Diaz.", ["Denmark [grant-asylum-to] Rosa Diaz"]),
        ("The ministry gave a loan to Tom Berg.", ["The ministry [give-loan-to] Tom Berg"]),
        ("Denmark shipped grain to Norway last week.", ["Denmark [ship] grain", "Denmark [supplies] Norway"]),
        ("Rosa Diaz raised doubts about Tom Berg.", ["Rosa Diaz [raise-doubt-about] Tom Berg"]),
        ("Norway diverted water from Sweden.", ["Norway [divert-water-from] Sweden"]),
        ("Norway gave Sweden a loan.", ["Norway [give-loan-to] Sweden"]),
        ("Rosa Diaz owes money to Tom Berg.", ["Rosa Diaz [owe-money-to] Tom Berg"]),
        ("Norway seized guns and ammunition from Sweden.", ["Norway [seize-gun-from] Sweden"]),
        # Who is threatened by what is threatened with.
        ("Norway threatened to leave the talks if Sweden sends ships.", [
            "Norway [threatens] Sweden",
            "Norway [leaves] the talks",
            "Sweden [send] ships",
        ]),
        ("Sweden has threatened to boycott the summit unless Denmark apologises.", [
            "Sweden [threatens] Denmark",
            "Sweden [opposes] the summit",
        ]),
        ("The union threatened to strike if the government cuts pensions.", ["the government [cut] pensions"]),
        ("Rosa Diaz is threatening to sue unless Tom Berg withdraws.", []),
        ("Norway will threaten to close the strait if Sweden objects.", [
            "Norway [threatens] Sweden",
            "Norway [close] the strait",
        ]),
        ("Sweden threatened that it would leave if Norway stayed.", ["Sweden [threatens] Norway"]),
        ("Norway threatened retaliation if Sweden attacks.", ["Norway [threatens] retaliation"]),
        ("Rosa Diaz threatened to resign if she is not heard.", []),
        ("Norway did not threaten to leave if Sweden stays.", []),
        ("Tom Berg said Norway threatened to invade if Sweden joined the pact.", [
            "Norway [threatens] Sweden",
            "Sweden [joins] the pact",
        ]),
        ("Norway threatened Sweden with war.", ["Norway [threatens] Sweden"]),
        ("Norway threatened to leave.", []),
        # A place that is called by its name.
        ("The president travelled to the city of Bergen.", ["The president [travelsTo] Bergen"]),
        ("Troops entered the town of Bergen.", ["Troops [visits] Bergen"]),
        ("Rosa Diaz was arrested in the province of Hordaland.", ["Hordaland [arrests] Rosa Diaz"]),
        ("Norway bombed the village of Kiruna.", ["Norway [attacks] Kiruna"]),
        ("Protesters marched through the city of Bergen.", ["Protesters [march-through] Bergen"]),
        ("Tom Berg visited the island of Gotland.", ["Tom Berg [visits] Gotland"]),
        ("Rosa Diaz lives in the state of Ohio.", ["Rosa Diaz [livesIn] Ohio"]),
        ("Denmark annexed the region of Scania.", ["Denmark [occupies] Scania"]),
        # A body that a participle behind a comma describes, and a person whom one does not.
        ("Norvik bought Halden Steel, run by Tom Berg, in March.", [
            "Norvik [buys] Halden Steel",
            "Tom Berg [operates] Halden Steel",
        ]),
        ("Rosa Diaz left the party, accused by Tom Berg of theft.", [
            "Rosa Diaz [leaves] the party",
            "Tom Berg [accuses] Rosa Diaz",
        ]),
        ("Tom Berg met the mayor of the city of Bergen.", ["Tom Berg [meets] the mayor of the city of Bergen"]),
        # A bare noun that only makes a verb of another one.
        ("Police in Oslo opened fire.", []),
        ("The summit took place in Oslo.", ["The summit [locatedIn] Oslo"]),
        ("Tom Berg paid tribute to Rosa Diaz.", ["Tom Berg [praises] Rosa Diaz"]),
        ("Norway gave way to Sweden.", ["Norway [give-way-to] Sweden"]),
        ("Rosa Diaz made money.", []),
        # Whom a deed is between.
        ("Fighting broke out between Norway and Sweden.", ["Norway [fighting-with] Sweden"]),
        ("Tensions rose between Norway and Sweden.", ["Norway [tension-with] Sweden"]),
        ("A dispute erupted between Rosa Diaz and Tom Berg.", ["Rosa Diaz [opposes] Tom Berg"]),
        ("Talks resumed between the United Nations and Norway.", ["United Nations [meets] Norway"]),
        ("Trade has grown between Norway and Japan.", ["Norway [trade-with] Japan"]),
        ("War broke out between Sweden and Denmark.", ["Sweden [fights] Denmark"]),
        ("Cooperation ended between Norway and Sweden.", ["Norway [cooperation-with] Sweden"]),
        ("Ties have improved between Norway and Denmark.", ["Norway [tie-with] Denmark"]),
        # Where somebody was met says nothing of who; who meets somebody's people meets them.
        ("Norway met Rosa Diaz in Oslo.", ["Norway [meets] Rosa Diaz"]),
        ("Norway detained two Swedish diplomats in Oslo.", ["Norway [arrests] two Swedish diplomats"]),
        ("Denmark expelled workers of the Halden Group.", ["Denmark [expels] workers of the Halden Group"]),
        ("Rosa Diaz is an ally of Norway.", ["Rosa Diaz [alliedWith] Norway"]),
        # A fuller reading of the same words.
        ("Norway launched a campaign to isolate Sweden.", ["Norway [launch-campaign-to-isolate] Sweden"]),
        ("Norway took several steps to appease Sweden.", ["Norway [take-step-to-appease] Sweden"]),
        ("Rosa Diaz made an effort to help Tom Berg.", ["Rosa Diaz [make-effort-to-help] Tom Berg"]),
        # 'It' that can or will.
        ("Norway says it is willing to withdraw its troops from Denmark.", [
            "it [withdraw] its troops",
            "it [withdraw-from] Denmark",
        ]),
        ("Sweden said it was prepared to attack Norway.", ["it [attacks] Norway"]),
        ("Norway said it was clear that Sweden had attacked Denmark.", ["Sweden [attacks] Denmark"]),
        ("Sweden said it is reluctant to join Norway.", ["it [joins] Norway"]),
        ("Norway announced it is ready to recognise Sweden.", ["it [recognise] Sweden"]),
        ("Norway began a drive to persuade Sweden to join the pact.", [
            "Norway [begin-drive-to-persuade] Sweden",
            "Sweden [joins] the pact",
        ]),
        # What a noun that takes a side is about.
        ("China's criticism of the report came late.", ["China [criticizes] the report"]),
        ("Norway's support for the treaty is strong.", ["Norway [supports] the treaty"]),
        ("Rosa Diaz's opposition to the law is known.", ["Rosa Diaz [opposes] the law"]),
        ("The Halden Group's condemnation of the ruling came late.", ["Halden Group [criticizes] the ruling"]),
        ("Sweden's accusations against the ambassador were false.", ["Sweden [accuses] the ambassador"]),
        ("Denmark's endorsement of the candidate mattered.", ["Denmark [supports] the candidate"]),
        ("Rosa Diaz's complaints about the ministry went unanswered.", ["Rosa Diaz [criticizes] the ministry"]),
        ("Norway's alleged support for the treaty is in doubt.", ["Norway [supports] the treaty"]),
        ("Norway's trip to the island was short.", []),
        ("Praise for the minister was rare.", []),
        # What somebody undergoes, the other one does.
        ("Norway came under fire from Sweden.", ["Sweden [attacks] Norway"]),
        ("Norway came under scrutiny from the United Nations.", ["United Nations [scrutiny-of] Norway"]),
        ("Rosa Diaz faced scrutiny from Norway.", ["Norway [scrutiny-of] Rosa Diaz"]),
        ("Norway drew criticism from Sweden.", ["Sweden [criticizes] Norway"]),
        ("Norway came under pressure from Sweden.", ["Sweden [pressure-on] Norway"]),
        ("Norway took aim at Sweden.", ["Norway [criticizes] Sweden"]),
        ("Norway is at odds with Sweden.", ["Norway [opposes] Sweden"]),
        # Whom a deed is done to, also without a name, wherever the parse hangs them.
        ("Norway imposed sanctions on the rebels.", ["Norway [sanctions] the rebels"]),
        ("Norway staged a raid on the rebels.", ["Norway [stage-raid-on] the rebels"]),
        ("Norway held talks with the rebels.", ["Norway [meets] the rebels"]),
        ("The minister announced talks with the strikers.", ["The minister [announce-talk-with] the strikers"]),
        ("Rosa Diaz led a protest against the government.", ["Rosa Diaz [opposes] the government"]),
        ("Norway lifted its embargo on the rebels.", ["Norway [lift-embargo-on] the rebels"]),
        ("Norway ended its support for the rebels.", ["Norway [end-support-for] the rebels"]),
        ("Tom Berg survived an attack by the rebels.", [
            "the rebels [attack-on] Tom Berg",
            "Tom Berg [survive] an attack by the rebels",
        ]),
        ("Norway planned an attack on the rebels.", ["Norway [plan-attack-on] the rebels"]),
        ("Norway intensified its war against the rebels.", ["Norway [intensify-war-against] the rebels"]),
        # Nowhere that has a name.
        ("The risk is in Oslo.", []),
        ("Rosa Diaz spoke at the meeting.", []),
    ],
)  # fmt: skip
def test_nothing_is_read_twice(text: str, expected: list[str]) -> None:
    found = {f"{a} [{name}] {b}" for a, name, b in read_as(text)}
    assert found == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Norway tried to attack Sweden.",
        "Norway is willing to attack Sweden.",
        "Norway wants to attack Sweden.",
        "Norway called for an attack on Sweden.",
        "Norway planned an attack on Sweden.",
        "Norway has a plan to attack Sweden.",
        "Norway urged Denmark to attack Sweden.",
        "Norway used drones to attack Sweden.",
        "Talks between Norway and Sweden are unlikely.",
        "Rosa Diaz was arrested in Sweden.",
        "Norway said Sweden was corrupt.",
    ],
)
def test_what_is_not_vouched_for_is_no_fact(text: str) -> None:
    found = [s for s in read(text).statements if "Sweden" in (s.subject_span.exact, s.object_span.exact)]
    assert found
    assert not any(s.is_fact for s in found), statements(text)


@pytest.mark.parametrize(
    ("text", "name", "valence"),
    [
        ("Norway imposed sanctions on Sweden.", "sanctions", -1),
        ("Norway lifted sanctions on Sweden.", "lift-sanction-on", 1),
        ("Norway refused to help Sweden.", "helps", 1),
        ("Norway wants to help Sweden.", "helps", 1),
        ("Norway tried to attack Sweden.", "try-to-attack", -1),
        ("Norway condemned the attack on Sweden.", "condemn-attack-on", 1),
        ("Norway met a critic of Sweden.", "meet-critic-of", 0),
    ],
)
def test_valence_is_composed(text: str, name: str, valence: int) -> None:
    assert {s.predicate.valence for s in read(text).statements if s.predicate.name == name} == {valence}, read_as(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway said Sweden was corrupt.", "criticizes"),
        ("Norway said Sweden was not corrupt.", "praises"),
        ("Norway said Sweden made a mistake.", "criticizes"),
        ("Norway said Sweden deserved better.", "praises"),
    ],
)
def test_what_a_source_says_of_somebody_can_be_blame_or_praise(text: str, expected: str) -> None:
    (judged,) = [s for s in read(text).statements if s.rule == "judgement"]
    assert (judged.subject_span.exact, judged.predicate.name) == ("Norway", expected)
    assert judged.object_span.exact == "Sweden"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran-backed rebels crossed the border.", ("Iran", "supports", "Iran-backed rebels")),
        ("Norway blamed the crisis on Sweden.", ("Norway", "accuses", "Sweden")),
        ("Rosa Diaz won the endorsement of Norway.", ("Norway", "supports", "Rosa Diaz")),
        ("Rosa Diaz received the backing of Norway.", ("Norway", "supports", "Rosa Diaz")),
        ("Norway and Sweden clashed over fish.", ("Norway", "quarrelsWith", "Sweden")),
        ("Rosa Diaz was disappointed in Sweden.", ("Rosa Diaz", "criticizes", "Sweden")),
        ("Rosa Diaz said Norway's plan would hurt workers.", ("Rosa Diaz", "criticizes", "Norway")),
        ("Rosa Diaz made fun of Emmanuel Macron.", ("Rosa Diaz", "criticizes", "Emmanuel Macron")),
    ],
)
def test_who_takes_which_side(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read_as(text), read_as(text)


def test_who_is_blamed_is_not_the_crisis() -> None:
    assert ("Norway", "accuses", "the crisis") not in read_as("Norway blamed the crisis on Sweden.")
    assert ("Rosa Diaz", "supports", "Norway") not in read_as("Rosa Diaz won the endorsement of Norway.")


def test_a_pronoun_shows_the_phrase_that_it_takes_up() -> None:
    (met,) = [s for s in read("Angela Merkel said she met Emmanuel Macron.").statements if s.predicate.name == "meets"]
    assert met.subject_span.exact == "she"
    assert met.subject_antecedent is not None
    assert met.subject_antecedent.exact == "Angela Merkel"
    assert met.object_antecedent is None


def test_an_object_of_plain_words_yields_to_the_party_in_it() -> None:
    assert read_as("Norway paid compensation to Sweden.") == {("Norway", "pays", "Sweden")}


def derived(text: str) -> list[tuple[str, str, str, str]]:
    extraction = read(text)

    def label(mention: int | None) -> str:
        chain = None if mention is None else extraction.mentions[mention].chain
        return "-" if chain is None else extraction.chains[chain].label

    return [
        (label(s.subject), s.predicate.name, label(s.object), s.rule)
        for s in extraction.statements
        if s.rule in ("own-stance", "speaks-for")
    ]


def test_a_source_takes_the_stance_that_it_states() -> None:
    text = 'Angela Merkel said she was "firmly opposed" to the treaty.'
    assert derived(text) == [("Angela Merkel", "opposes", "treaty", "own-stance")]


def test_an_ambassador_speaks_for_the_state() -> None:
    text = "Norway's ambassador, Henrik Aasland, said Oslo was opposed to the treaty."
    assert set(derived(text)) == {
        ("Henrik Aasland", "opposes", "treaty", "own-stance"),
        ("Norway", "opposes", "treaty", "speaks-for"),
    }


def test_what_a_source_says_of_others_is_not_its_own() -> None:
    assert derived("Angela Merkel said Norway opposes the treaty.") == []


def test_a_stance_that_is_itself_reported_stays_inside() -> None:
    text = "State media quoted Angela Merkel as saying she opposes the treaty."
    extraction = read(text)
    assert all(s.within is not None for s in extraction.statements if s.predicate.name == "opposes")


@pytest.mark.parametrize(
    ("text", "title", "member", "organization", "current"),
    [
        ("Emmanuel Macron, the former head of Acme, spoke.", "head of Acme", "Emmanuel Macron", "Acme", False),
        ("Norway's ambassador, Henrik Aasland, spoke.", "ambassador", "Henrik Aasland", "Norway", True),
        ("Angela Merkel is head of the Red Cross.", "head of the Red Cross", "Angela Merkel", "Red Cross", True),
        ("France, a member of the Green League, voted.", "member of the Green League", "France", "Green League", True),
        ("Angela Merkel served as chancellor.", "chancellor", "Angela Merkel", None, False),
    ],
)  # fmt: skip
def test_roles(text: str, title: str, member: str, organization: str | None, current: bool) -> None:
    extraction = read(text)
    (role,) = extraction.roles
    body = None if role.organization is None else extraction.mentions[role.organization].span.exact
    assert (role.title, extraction.mentions[role.member].span.exact, body, role.current) == (
        title,
        member,
        organization,
        current,
    )


@pytest.mark.parametrize(
    "text", ["Angela Merkel, the alleged leader of the gang, spoke.", "Angela Merkel is not the leader of the party."]
)
def test_no_role_where_it_is_not_vouched_for(text: str) -> None:
    assert read(text).roles == ()
