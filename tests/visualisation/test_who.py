"""A profile is written as text, Markdown, HTML and JSON, with the same content in each."""

from __future__ import annotations

import json
import re

import pytest
from faces import build_faces

from graphkit.analysis.who import Profile
from graphkit.errors import OutputError
from graphkit.visualisation.look import look
from graphkit.visualisation.who import PROFILE_FORMATS, write_profile
from graphkit.visualisation.who.wording import describe_counts


@pytest.fixture(scope="module")
def thorvald() -> Profile:
    return build_faces().who("Ragna Thorvald")


@pytest.mark.parametrize("form", PROFILE_FORMATS)
def test_every_format_has_what_is_said_and_where(thorvald: Profile, form: str) -> None:
    written = re.sub(r"<[^>]+>|&#34;|[\\\"]", "", write_profile(thorvald, form)) if form != "json" else ""
    flat = " ".join(written.split())
    if form == "json":
        data = json.loads(write_profile(thorvald, form))
        assert data["who"]["name"] == "Ragna Thorvald"
        assert [role["title"] for role in data["roles"]] == ["mayor of Halden", "teacher"]
        return
    for words in (
        "the ferry would sail again",
        "according to Radio Ansel",
        "mayor of Halden",
        "2031-05-02, characters 113–150",
        "In the articles’ own voice",
        "a pronoun, by gender, number and place in the text",
    ):
        assert words in flat
    for counted, _ in describe_counts(thorvald):
        assert counted in flat


def test_the_file_asks_for_nothing_and_runs_nothing(thorvald: Profile) -> None:
    page = write_profile(thorvald, "html")
    assert not re.search(r"<script|src=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_an_unknown_format_is_named(thorvald: Profile) -> None:
    with pytest.raises(OutputError, match="no format 'pdf' of a profile"):
        write_profile(thorvald, "pdf")


def test_a_limit_cuts_lists_and_says_so(thorvald: Profile) -> None:
    written = write_profile(thorvald, "text", limit=1)
    assert "and 2 more" in written
    assert "the ferry had leaked" not in written


def test_every_rule_of_mentions_and_every_section_has_its_words(thorvald: Profile) -> None:
    assert {naming.rule for naming in thorvald.namings} <= look().mentions.keys()
    assert {double.reason for double in thorvald.doubles} <= look().doubles.keys()
    assert all(section.text for section in look().profile.values())
