"""A verb states the relation that its subject and object can stand in, or none, and who is who in it."""

from __future__ import annotations

import pytest
from facts import read_facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # the object tells what the verb means
        ("The Halden Institute released a report on Friday.", "Halden Institute publishes a report"),
        ("The rebels released Jo Brandt on Friday.", "The rebels releases Jo Brandt"),
        ("The Calder Group released a video and Jo Brandt is furious.", "Calder Group publishes a video"),
        ("Norway hosted the peace talks in March.", "Norway organizes the peace talks"),
        ("Ada Lind addressed the summit on Monday.", "Ada Lind participatesIn the summit"),
        ("Jo Brandt won Ohio and Utah.", "Jo Brandt wins Utah"),
        ("The Halden Alliance was started in May by Jo Brandt.", "Jo Brandt founds Halden Alliance"),
        ("Ada Lind, a reporter based in Oslo, wept.", "Ada Lind livesIn Oslo"),
        ("Ada Lind was elected to the Senate in 2014.", "Ada Lind joins Senate"),
        ("Ada Lind had breakfast with Jo Brandt.", "Ada Lind meets Jo Brandt"),
        ("Ada Lind, who was raised in Oslo, wept.", "Ada Lind comesFrom Oslo"),
        # subject and object change places
        ("Denmark lost to Norway in the final.", "Norway defeats Denmark"),
        ("Jo Brandt lost the primary to Ada Lind.", "Ada Lind defeats Jo Brandt"),
        ("The study was published in the Calder Medical Journal.", "Calder Medical Journal publishes The study"),
        ("Calder Mining employs Jo Brandt.", "Jo Brandt worksFor Calder Mining"),
        ("The Northern Alliance consists of Norway, Sweden and Denmark.", "Denmark memberOf Northern Alliance"),
        # a description stands for the name that it is of
        ("The Calder Fund, a charity financed by Jo Brandt, closed.", "Jo Brandt funds Calder Fund"),
        ("Ada Lind, a pollster with the party who worked with Jo Brandt, wept.", "Ada Lind cooperatesWith Jo Brandt"),
        # by force, not in words
        ("Rebels attacked Jo Brandt.", "Rebels attacks Jo Brandt"),
        ("Jo Brandt was attacked by Ada Lind outside a cinema in Oslo.", "Ada Lind attacks Jo Brandt"),
        # a name given to somebody is blame or praise by itself
        ("Ada Lind called the mayor of Oslo a liar.", "Ada Lind criticizes the mayor of Oslo"),
        ("Jo Brandt, calling Ada Lind a hero, wept.", "Jo Brandt praises Ada Lind"),
        # blows that kill, and what is seized
        ("Jo Brandt was shot dead by police on Friday.", "police kills Jo Brandt"),
        ("Ada Lind stabbed Jo Brandt to death.", "Ada Lind kills Jo Brandt"),
        ("Rebels seized the town of Halden.", "Rebels occupies Halden"),
        ("Jo Brandt captured Ohio.", "Jo Brandt wins Ohio"),
        # nouns with a light verb
        ("Jo Brandt made a visit to Oslo.", "Jo Brandt visits Oslo"),
        ("Jo Brandt gave her support to Ada Lind.", "Jo Brandt supports Ada Lind"),
        ("Jo Brandt threw her support behind Ada Lind.", "Jo Brandt supports Ada Lind"),
        ("Jo Brandt joined forces with Ada Lind.", "Jo Brandt cooperatesWith Ada Lind"),
        ("Jo Brandt received $5,000 from Calder Mining.", "Calder Mining pays Jo Brandt"),
        ("Norway and Sweden sent weapons to Denmark.", "Sweden supplies Denmark"),
        # states, and what two do together
        ("Jo Brandt is married to Ada Lind.", "Jo Brandt marriedTo Ada Lind"),
        ("Jo Brandt and Ada Lind met in Oslo on Monday.", "Jo Brandt meets Ada Lind"),
        ("Jo Brandt spoke at the congress of miners.", "Jo Brandt participatesIn the congress of miners"),
        # who is against what, and what it is called
        ("Senator Jo Brandt, a longtime critic of the program, wept.", "Jo Brandt criticizes the program"),
        ("Jo Brandt denounced Ada Lind as a liar.", "Jo Brandt criticizes Ada Lind"),
        # what goes on is no forecast
        ("Ada Lind has been feuding with Jo Brandt since May.", "Ada Lind quarrelsWith Jo Brandt"),
        ("Ada Lind has vigorously supported Jo Brandt.", "Ada Lind supports Jo Brandt"),
        ("Ada Lind denounced the treaty as proof of weakness.", "Ada Lind criticizes the treaty"),
        ("Ada Lind is a lawyer representing Jo Brandt.", "a lawyer represents Jo Brandt"),
    ],
)  # fmt: skip
def test_what_is_told_is_stated(text: str, fact: str) -> None:
    found = read_facts(text)
    assert fact in found, found


@pytest.mark.parametrize(
    ("text", "no_fact"),
    [
        ("The Calder Group released a video and Jo Brandt is furious.", "Calder Group releases Jo Brandt"),
        ("Jo Brandt started a quarrel.", "Jo Brandt founds a quarrel"),
        ("Jo Brandt lost the races in Ohio to Ada Lind and Utah to Tom Berg.", "Utah defeats Jo Brandt"),
        ("Jo Brandt attacked Ada Lind in a debate.", "Jo Brandt attacks Ada Lind"),
        ("Jo Brandt gave Ada Lind a pass.", "Jo Brandt supplies Ada Lind"),
        ("Jo Brandt received praise from Ada Lind.", "Ada Lind pays Jo Brandt"),
        ("Jo Brandt joined forces with Ada Lind.", "Jo Brandt joins forces"),
        ("The council passed laws on Monday.", "The council approves laws"),
        ("Jo Brandt, whose father founded Calder Mining, wept.", "whose father founds Calder Mining"),
        ("Jo Brandt built his career on that.", "Jo Brandt makes his career"),
        ("Jo Brandt adopted a harsher tone.", "Jo Brandt approves a harsher tone"),
        ("Jo Brandt took on a new campaign.", "Jo Brandt criticizes a new campaign"),
        ("Ada Lind challenged Jo Brandt over his remarks.", "Ada Lind competesWith Jo Brandt"),
        ("Some support Ada Lind.", "Some supports Ada Lind"),
        ("Ada Lind deems Jo Brandt a liar.", "Ada Lind criticizes Jo Brandt"),
        ("Jo Brandt said the next president should choose the judge.", "Jo Brandt urges the next president"),
        ("Ada Lind, a leader in the Green Party, wept.", "Ada Lind leads Green Party"),
        ("Jo Brandt dismissed Ada Lind as a clown.", "Jo Brandt dismisses Ada Lind"),
        ("Jo Brandt released a statement.", "Jo Brandt publishes a statement"),
        ("Jo Brandt has not registered as a lobbyist representing Norway.", "a lobbyist represents Norway"),
        ("Jo Brandt held talks with Ada Lind brokered by Tom Berg.", "Tom Berg meets Ada Lind"),
        ("Jo Brandt said the new platform should name Norway.", "Jo Brandt urges the new platform"),
        ("The likeliest outcome is Norway invading Sweden.", "Norway attacks Sweden"),
        ("The forecast has Ada Lind beating Jo Brandt.", "Ada Lind defeats Jo Brandt"),
    ],
)  # fmt: skip
def test_what_is_meant_otherwise_is_not(text: str, no_fact: str) -> None:
    found = read_facts(text)
    assert no_fact not in found, found
