"""A vault opens safely everywhere: its links lead somewhere, and nothing in an article is obeyed."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom
from shore import build_shore

from graphkit import export
from graphkit.cli import cli
from graphkit.export.characters import UNFIT_FOR_XML, escape_markdown, widen
from graphkit.export.names import name_file, name_files
from graphkit.graph import KnowledgeGraph

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MARKUP = (
    "![[x]] [a](javascript:b) <script>alert(1)</script> <img src=x> `c` $d$ %%e%% ==f== #g https://evil.example "
    "www.h.org i@j.org &lt;b&gt; ^k obsidian://open"
)
LINK = re.compile(r"\[\[([^\]|]+)\|([^\]|]+)\]\]")
MARKS = re.compile(r"(?<!\\)[`<>\[\]#$%|^@*_~]|(?<!\\)==|https?://|obsidian://|www\.|(?<!\\)&\w+;", re.IGNORECASE)


@pytest.fixture(scope="module")
def shore() -> KnowledgeGraph:
    return build_shore()


def read(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def make_hostile() -> Newsroom:
    room = Newsroom()
    document = room.write(f"Roe said {MARKUP}.", title=MARKUP, issued=MARKUP, publisher=MARKUP)
    room.claim(document, "Roe", "said", MARKUP, who=room.name(document, f"Roe {MARKUP}", slug="roe"))
    return room


def test_a_party_has_its_claims_each_with_its_sentence_its_article_and_its_characters(shore: KnowledgeGraph) -> None:
    note = read(shore.serialize("obsidian"))["parties/Tom Hale.md"]
    assert "# Tom Hale\n\n## Says\n" in note
    line, quote = note.splitlines()[-2:]
    assert line.startswith("- [[parties/Tom Hale|Tom Hale]] (asserts): ")
    found = re.search(r" – \[\[articles/Boats lost\|Boats lost\]\], characters (\d+) to (\d+)$", line)
    text = next(text for text in shore.texts.values() if "twelve boats" in text)
    assert found and text[int(found[1]) : int(found[2])].endswith("twelve boats had been lost in the storm of Halden")
    assert quote == ("  > Tom Hale, the harbour master, said that twelve boats had been lost in the storm of Halden.")


def test_a_dispute_has_both_sides_and_their_sentences(shore: KnowledgeGraph) -> None:
    notes = read(shore.serialize("obsidian"))
    disputes = {name: text for name, text in notes.items() if name.startswith("disputes/")}
    assert len(disputes) == len(shore.brief().disputes) > 0
    boats = next(text for text in disputes.values() if "twelve boats" in text and "fourteen boats" in text)
    assert "[[parties/Tom Hale|Tom Hale]]" in boats and "Nothing here says who is right" in boats
    assert "  > The coast guard said that fourteen boats had been lost in the storm of Halden." in boats


def test_an_accusation_keeps_the_verb_of_the_article_and_a_report_its_reporter(shore: KnowledgeGraph) -> None:
    notes = read(shore.serialize("obsidian"))
    assert "]] (alleges): accused Norvik Ltd of dumping waste" in notes["parties/Mara Lind.md"]
    assert (
        "(according to [[parties/Radio Ansel|Radio Ansel]]) – [[articles/Storm|Storm]]" in notes["parties/engineer.md"]
    )


def test_every_link_leads_to_a_note(shore: KnowledgeGraph) -> None:
    for data in (shore.serialize("obsidian"), export.serialize(make_hostile().store, "obsidian")):
        notes = read(data)
        linked = {path for text in notes.values() for path, _ in LINK.findall(text)}
        assert {f"{path}.md" for path in linked} == set(notes) - {"Index.md"}


@pytest.mark.parametrize("with_texts", [True, False])
def test_no_markup_in_an_article_is_obeyed(with_texts: bool) -> None:
    room = make_hostile()
    notes = read(export.serialize(room.store, "obsidian", texts=room.texts if with_texts else None))
    for text in notes.values():
        properties, _, body = text.rpartition("\n---\n")
        for line in [*properties.splitlines(), *body.splitlines()]:
            own = re.sub(r"^(#+ |- |\s*> |---$|(?:address|link): \"https://example.org/kg/.*|\*A claim is.*)", "", line)
            assert not MARKS.search(LINK.sub("", own)), line
            assert all(not MARKS.search(part) for found in LINK.findall(own) for part in found), line
    assert any("(only what was read of it" in text for text in notes.values()) is not with_texts


def test_properties_are_json_that_yaml_reads(shore: KnowledgeGraph) -> None:
    for text in read(shore.serialize("obsidian")).values():
        if text.startswith("---\n"):
            for line in text.split("---\n")[1].splitlines():
                json.loads(line.partition(": ")[2])


@given(TEXTS)
def test_an_escaped_text_is_one_line_and_is_read_as_it_was(text: str) -> None:
    line = escape_markdown(text)
    assert len(line.splitlines()) <= 1
    assert not MARKS.search(line.replace("\\\\", ""))
    read_back = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line)
    assert read_back == UNFIT_FOR_XML.sub("\ufffd", " ".join(text.split()))


@given(
    st.lists(TEXTS | st.sampled_from(["con", "NUL.txt", "ada", "ADA", "a" * 300, "é" * 99, "..", "ß", "SS", "Com1 .x"]))
)
def test_names_of_files_fit_windows_and_macos(labels: list[str]) -> None:
    names = list(name_files((str(number), label) for number, label in enumerate(labels)).values())
    folded = {unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold()) for name in names}
    assert len(folded) == len(names)
    for name in names:
        assert len(f"{name}.md".encode()) <= 100
        assert not re.search(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f]', name)
        assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)", name.partition(".")[0].strip(), re.IGNORECASE)
        assert name == name.strip(" .") != ""


def test_names_stay_readable() -> None:
    assert name_file("Who said: “yes/no”?") == "Who said： “yes／no”？"
    assert widen("AT&T – 50 %") == "AT&T – 50 ％"


def test_a_vault_is_written_from_the_command_line_or_not_at_all(shore: KnowledgeGraph, tmp_path: Path) -> None:
    out, path = shore.save(tmp_path / "out"), tmp_path / "vault.obsidian.zip"
    done = CliRunner().invoke(cli, ["export", str(out), str(path)])
    assert done.exit_code == 0, done.output
    assert path.read_bytes() == shore.serialize("obsidian")
    failed = CliRunner().invoke(cli, ["export", str(tmp_path / "none"), str(tmp_path / "other.obsidian.zip")])
    assert failed.exit_code != 0 and not (tmp_path / "other.obsidian.zip").exists()
