"""Each kind of bad input has one clear line or one counted warning, and costs nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graphkit import documents
from graphkit.errors import InputError, Problem
from graphkit.model import Document

SENTENCE = "The minister said that the law would be changed. "


def read(*inputs: Path | str) -> tuple[list[Document], list[str]]:
    problems: list[Problem] = []
    return list(documents.read(inputs, problems=problems)), [str(problem) for problem in problems]


def put(path: Path, data: bytes) -> tuple[list[str], list[str]]:
    """Read bytes beside a good article, which must come through whatever they are."""
    (path / "a.txt").write_bytes(data)
    (path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    found, problems = read(path)
    texts = [document.text for document in found]
    assert texts[-1] == SENTENCE
    return texts[:-1], [problem.removeprefix(f"{path}{os.sep}") for problem in problems]


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: there is no such file or folder"):
        read(tmp_path / "gone.txt")


def test_a_missing_input_is_told_before_any_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    with pytest.raises(InputError, match="no such file"):
        documents.read([tmp_path, tmp_path / "gone"], problems=[])


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read("a\0b")


def test_no_input_at_all() -> None:
    with pytest.raises(InputError, match="no input given"):
        read()


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"no article in this folder; it needs text, .*\.pdf.* or pages \(\.html\)"):
        read(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_text(tmp_path: Path, data: bytes) -> None:
    assert put(tmp_path, data) == ([], ["a.txt: was left out: the text is empty"])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{\\rtf1 yes}", "is an RTF document, no plain text; take its text out first"),
        (b"PK\x03\x04rest", "is a ZIP archive or an Office document, no plain text; take its text out first"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture, no plain text; take its text out first"),
        (bytes(range(256)) * 4, "is no text: 108 of its first 1024 bytes are control characters"),
    ],
)
def test_a_binary_file(tmp_path: Path, data: bytes, told: str) -> None:
    assert put(tmp_path, data) == ([], [f"a.txt: was left out: it {told}"])


def test_windows_encoding(tmp_path: Path) -> None:
    text = "“Never,” said Zoë Müller of the ministry, and that was it – for a while."
    assert put(tmp_path, text.encode("cp1252")) == ([text], ["a.txt: is not UTF-8 (byte 0); read as cp1252, a guess"])


def test_another_encoding_is_guessed_and_told(tmp_path: Path) -> None:
    text = "The Prague office said: „Příliš žluťoučký kůň úpěl ďábelské ódy“, and that the law would be changed. " * 3
    texts, [told] = put(tmp_path, text.encode("cp1250"))
    assert len(texts) == 1
    assert told.startswith("a.txt: is not UTF-8 (byte 24); read as cp12") and told.endswith(", a guess")


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    data = "“Never,” said Zoë. ".encode() + "She said “no” to it.".encode("cp1252")
    assert put(tmp_path, data) == (
        ["“Never,” said Zoë. She said “no” to it."],
        ["a.txt: is not all UTF-8: 2 bytes, the first at byte 33, were read as Windows-1252, a guess"],
    )


def test_a_file_that_was_cut_off_in_a_character(tmp_path: Path) -> None:
    texts, [told] = put(tmp_path, ("Zoë said “no”. " + "é").encode()[:-1])
    assert texts == ["Zoë said “no”. \ufffd"]
    assert told.startswith("a.txt: is not all UTF-8: 1 bytes")


def test_damaged_utf16(tmp_path: Path) -> None:
    texts, [told] = put(tmp_path, b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x00\xd8A")
    assert texts[0].startswith(SENTENCE)
    assert told.startswith("a.txt: is damaged UTF-16")


def test_nul_bytes(tmp_path: Path) -> None:
    text = SENTENCE * 4 + "\0" + SENTENCE
    assert put(tmp_path, text.encode()) == (
        [text],
        ["a.txt: holds 1 NUL characters, kept as they are; the file may be damaged"],
    )


def test_html(tmp_path: Path) -> None:
    text = f"<html><body><p>{SENTENCE}</p><script>alert(1)</script></body></html>"
    assert put(tmp_path, text.encode()) == (
        [text],
        ["a.txt: holds 8 HTML tags, read as text; name it .html to have the text taken out"],
    )


def test_another_language(tmp_path: Path) -> None:
    text = "Der Minister sagte, dass die Regierung das Gesetz noch in diesem Jahr ändern werde. " * 3
    assert put(tmp_path, text.encode()) == (
        [],
        ["a.txt: was left out: it is in German, not in English"],
    )


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    found, problems = read(tmp_path)
    assert [document.identifier for document in found] == ["b.txt"]
    assert problems == [f"{tmp_path / 'a.txt'}: was left out: no such file or directory"]


@pytest.mark.skipif(os.name != "posix", reason="needs a file system of bytes")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    found, problems = read(tmp_path)
    assert [document.identifier for document in found] == [r"a\xff.txt"]
    assert problems == []


def test_an_output_below_the_input_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "out" / "articles").mkdir(parents=True)
    (tmp_path / "out" / "graphkit.json").write_text("{}", encoding="utf-8")
    (tmp_path / "out" / "articles" / "0123.txt").write_text(SENTENCE, encoding="utf-8")
    found, problems = read(tmp_path)
    assert [document.identifier for document in found] == ["good.txt"]
    assert problems == []


def test_a_text_too_large_for_the_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(300 << 20)
    found, problems = read(tmp_path)
    assert found == []
    assert problems == [f"{tmp_path / 'a.txt'}: was left out: more than 256 MB; split it"]


def test_a_text_of_five_megabytes_is_read(tmp_path: Path) -> None:
    text = (SENTENCE * 20 + "\n\n") * 5_200
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found, problems = read(tmp_path)
    assert len(found[0].text) > 5_000_000
    assert problems == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"text": "cut', "was left out: no JSON at column 10: Unterminated string starting at"),
        (b'["text"]', 'was left out: it is no JSON object with a string "text"'),
        (b'{"id": "x"}', 'was left out: it is no JSON object with a string "text"'),
        (b'{"text": 7}', 'was left out: it is no JSON object with a string "text"'),
        (b'{"text": " "}', "was left out: the text is empty"),
        (b"[" * 100_000, "was left out: no JSON that can be read"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "was left out: no JSON that can be read"),
    ],
)
def test_a_bad_line_among_good_ones(tmp_path: Path, line: bytes, told: str) -> None:
    good = json.dumps({"id": "good", "text": SENTENCE}).encode()
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([line, good]))
    found, problems = read(tmp_path)
    assert [document.identifier for document in found] == ["good"]
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path / 'a.jsonl'}, line 1: {told}")


def test_a_lone_surrogate_in_a_record(tmp_path: Path) -> None:
    line = '{"id": "x\\udc00", "text": "' + SENTENCE + '\\ud800 \\ud83d\\ude00"}'
    (tmp_path / "a.jsonl").write_text(line, encoding="ascii")
    found, problems = read(tmp_path)
    assert [(d.identifier, d.text) for d in found] == [("x\ufffd", SENTENCE + "\ufffd \U0001f600")]
    assert len(problems) == 2
    assert problems[0].endswith("its text holds lone surrogates; each was read as '\ufffd'")


def test_a_record_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "The cl\xe9 said that the law would be changed."}')
    found, problems = read(tmp_path)
    assert found[0].text == "The clé said that the law would be changed."
    assert problems == [f"{tmp_path / 'a.jsonl'}, line 1: is not UTF-8 (byte 16); read as cp1252, a guess"]
