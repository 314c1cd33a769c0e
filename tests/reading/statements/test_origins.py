"""Nouns and words beside a name tell where somebody lives, is from, works or has studied, and where a body is."""

from __future__ import annotations

import pytest
from facts import read_facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Ada Lind, a resident of Oslo, wept.", "Ada Lind livesIn Oslo"),
        ("Oslo resident Ada Lind wept.", "Ada Lind livesIn Oslo"),
        ("Ada Lind, a native of Norway, wept.", "Ada Lind comesFrom Norway"),
        ("Ada Lind is an Oslo native.", "Ada Lind comesFrom Oslo"),
        ("Ada Lind, a graduate of Halden University, wept.", "Ada Lind educatedAt Halden University"),
        ("Ada Lind, a student at Halden University, wept.", "Ada Lind educatedAt Halden University"),
        ("Ada Lind, an adviser to Jo Brandt, wept.", "Ada Lind worksFor Jo Brandt"),
        ("Oslo-based lawyer Ada Lind wept.", "Ada Lind livesIn Oslo"),
        ("Ada Lind, an Oslo-based lawyer, wept.", "Ada Lind livesIn Oslo"),
        ("The Oslo-based firm Calder Mining closed.", "Calder Mining locatedIn Oslo"),
        ("Tom Lind, of the Bergen consultancy Nordhav Group, left.", "Tom Lind worksFor Nordhav Group"),
        ("Isla Drummond of the Halden Institute said no.", "Isla Drummond worksFor Halden Institute"),
    ],
)
def test_what_stands_beside_a_name_is_stated(text: str, fact: str) -> None:
    found = read_facts(text)
    assert fact in found, found


@pytest.mark.parametrize(
    ("text", "no_fact"),
    [
        ("Ada Lind, a former resident of Oslo, wept.", "Ada Lind livesIn Oslo"),
        ("Ada Lind, a self-styled native of Oslo, wept.", "Ada Lind comesFrom Oslo"),
        ("Ada Lind is not a native of Oslo.", "Ada Lind comesFrom Oslo"),
        ("Ada Lind may be a native of Oslo.", "Ada Lind comesFrom Oslo"),
        ("Oslo-based Calder Mining and Bergen-based Harl Group closed.", "Harl Group locatedIn Oslo"),
        ("The Hamas-linked cleric Ada Lind wept.", "Ada Lind worksFor Hamas"),
        (
            "The book is by the Halden Post editor Ada Lind and a Post reporter, Jo Brandt.",
            "Jo Brandt editorOf Halden Post",
        ),
    ],
)
def test_what_is_past_or_denied_is_not(text: str, no_fact: str) -> None:
    found = read_facts(text)
    assert no_fact not in found, found
