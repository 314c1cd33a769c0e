"""What is redacted is nowhere in a package, whoever looks for it; and who has it can prove that it was there."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dam import DAM, REDACTIONS

import graphkit
from graphkit import Redactions, documents
from graphkit.errors import InputError, OutputError
from graphkit.graph import KnowledgeGraph
from graphkit.packages import PackageReport, verify_package

# As somebody writes them down who knows them: what these tests look for, and by their own means.
NAMES = ("Zoë", "Brandauer", "Brandau", "Ann May", "Norway", "Norwegian", "Oslo", "Q20", "555 0199")
SHORT = ("May",)


def read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpack(data: bytes, depth: int = 2) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    for _ in range(3):
        yield text
        text = re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text)
        text = urllib.parse.unquote(html.unescape(text))
    for packed in set(re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text)) if depth else ():
        try:
            decoded = base64.b64decode(packed + "=" * (-len(packed) % 4))
        except ValueError:
            continue
        yield from unpack(decoded, depth - 1) if decoded.isascii() else ()
        for bits in (15, 31, -15):
            try:
                yield from unpack(zlib.decompress(decoded, bits), depth - 1)
            except zlib.error:
                continue


def squash(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", plain.casefold())


def find_leaks(path: Path, empty: str) -> set[tuple[str, str]]:
    page = squash(empty)
    found = set()
    for name, data in read(path).items():
        for text in (name, *unpack(data)):
            squashed = squash(text)
            found |= {(name, leak) for leak in NAMES if squash(leak) in squashed and squash(leak) not in page}
            if name != "explorer.html":  # whose script has a month of May
                found |= {(name, leak) for leak in SHORT if re.search(rf"\b{leak}\b", text)}
    return found


@pytest.fixture(scope="module")
def empty() -> str:
    from graphkit import store

    return KnowledgeGraph(store.create([])).show().html


def test_no_file_holds_what_is_redacted(redacted: PackageReport, packed: PackageReport, empty: str) -> None:
    assert {leak for _, leak in find_leaks(packed.path, empty)} == {*NAMES, *SHORT}
    assert find_leaks(redacted.path, empty) == set()
    files = read(redacted.path)
    [text] = [files[name].decode() for name in files if name.startswith("articles/") and b"mayor" in files[name]]
    assert re.sub(r" \d+\]", " N]", text) == (
        "[redacted N], the mayor of Port Marsan, said that the dam was safe. Tom Hale, a harbour master, denied that"
        " [redacted N] had seen the report.\n\n“The dam will hold,” [redacted N] told reporters in [redacted N]."
        " [redacted N] said that [redacted N] engineers had checked it. Tom Hale accused [redacted N] of hiding a"
        " letter. He called [redacted N].\n\n[redacted N]’s office said that the letter was lost. Write to"
        " [redacted N]@marsan.example, or see https://marsan.example/[redacted N]/dam?by=[redacted N] and"
        " #[redacted N].\n\n[redacted N] said that the wall may break in [redacted N]. Peter [redacted], a farmer,"
        " said that the fields were wet.\n"
    )


def test_no_digest_is_left_that_guesses_could_be_tried_against(
    redacted: PackageReport, packed: PackageReport, dam: KnowledgeGraph
) -> None:
    whole = b"\n".join(read(redacted.path).values()).decode("utf-8", "replace")
    digest = hashlib.sha256(DAM.encode()).hexdigest()
    assert digest not in whole and not re.search(rf"\b{digest[:8]}", whole)
    rows = dam.query("SELECT DISTINCT ?p { ?p a gk:Proposition ; rdf:subject|rdf:object ?who . "
                     "?who skos:prefLabel ?name FILTER(REGEX(?name, 'Brandau|May|Norw')) }").rows  # fmt: skip
    assert rows and not any(str(row[0]).rpartition("/")[2].strip("<>") in whole for row in rows)
    assert "https://marsan.example/news/4711" not in whole


def test_the_redacted_graph_is_a_graph_like_any_other(redacted: PackageReport, tmp_path: Path) -> None:
    with zipfile.ZipFile(redacted.path) as archive:
        archive.extractall(tmp_path)
    again = graphkit.open_rdf(tmp_path / "graph.trig", texts=tmp_path / "articles")
    assert not again.problems and again.validate().conforms
    assert again.count()["claims"] == 11
    rows = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        text = again.texts[row["document"]]
        assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]


def test_who_has_the_original_can_prove_it(redacted: PackageReport, tmp_path: Path) -> None:
    assert redacted.secrets is not None
    done = verify_package(redacted.path, opening=redacted.secrets)
    assert done.is_whole and len(done.proofs) == done.commitments > 10
    assert len(done.restored) == 2
    assert {"Zoë Brandauer", "Brandauer", "+47 555 0199"} <= {proof.value for proof in done.proofs}
    # By hand, as VERIFY.txt says.
    opening = json.loads(redacted.secrets.read_text(encoding="utf-8"))["openings"][0]
    commitments = json.loads(read(redacted.path)["redactions.json"])["commitments"]
    digest = hashlib.sha256((opening["salt"] + opening["value"]).encode()).hexdigest()
    assert digest == next(one["commitment"] for one in commitments if one["id"] == opening["id"])
    assert len(opening["salt"]) == 64


def test_a_part_can_be_opened_and_a_lie_cannot(redacted: PackageReport, tmp_path: Path) -> None:
    assert redacted.secrets is not None
    secrets = json.loads(redacted.secrets.read_text(encoding="utf-8"))
    part = tmp_path / "part.json"
    part.write_text(json.dumps({**secrets, "openings": secrets["openings"][3:4]}), encoding="utf-8")
    done = verify_package(redacted.path, opening=part)
    assert done.is_whole and len(done.proofs) == 1 and not done.restored
    lie = {**secrets["openings"][3], "value": "Tom Hale"}
    part.write_text(json.dumps({**secrets, "openings": [lie, {**lie, "id": "c999"}]}), encoding="utf-8")
    told = [str(finding) for finding in verify_package(redacted.path, opening=part).findings]
    assert told == [
        f"redactions.json: the opening of {lie['id']} does not prove 'Tom Hale'",
        "redactions.json: has no commitment c999: the opening is of another package",
    ]
    for text in ("{}", "[", '{"kind": "x"}'):
        part.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"part\.json: holds no openings"):
            verify_package(redacted.path, opening=part)


def test_the_same_salts_give_the_same_bytes_and_others_give_others(
    redacted: PackageReport, redact: Callable[[Path], PackageReport], dam: KnowledgeGraph, tmp_path: Path
) -> None:
    again = redact(tmp_path / "again.zip")
    assert again.path.read_bytes() == redacted.path.read_bytes()
    assert again.secrets is not None and redacted.secrets is not None
    assert again.secrets.read_bytes() == redacted.secrets.read_bytes()
    assert again.secrets.stat().st_mode & 0o077 == 0
    other = dam.package(tmp_path / "other.zip", redactions=REDACTIONS)
    commitments = [
        {one["commitment"] for one in json.loads(read(report.path)["redactions.json"])["commitments"]}
        for report in (redacted, other)
    ]
    assert not commitments[0] & commitments[1]


def test_a_salt_that_can_be_guessed_is_refused(dam: KnowledgeGraph, tmp_path: Path) -> None:
    for data in (b"password", bytes(64)):
        (tmp_path / "salt").write_bytes(data)
        with pytest.raises(InputError, match=r"whoever guesses the salt file.*openssl rand -hex 32"):
            dam.package(tmp_path / "x.zip", redactions=REDACTIONS, salt=tmp_path / "salt")
    with pytest.raises(InputError, match="none: the salt file cannot be read"):
        dam.package(tmp_path / "x.zip", redactions=REDACTIONS, salt=tmp_path / "none")


def test_what_matches_nothing_is_told_and_the_rest_is_done(dam: KnowledgeGraph, salt: Path, tmp_path: Path) -> None:
    wanted = Redactions(names=("Mara Lind", "harbour master"), patterns=(r"\d{9}",))
    report = dam.package(tmp_path / "x.zip", redactions=wanted, salt=salt)
    assert [problem.where for problem in report.problems] == ["Mara Lind", r"\d{9}"]
    assert report.redacted == {"[redacted 1]": 1}


def test_of_two_with_one_surname_the_other_is_not_taken_for_the_first(redacted: PackageReport) -> None:
    rows = [json.loads(line) for line in read(redacted.path)["claims.jsonl"].splitlines()]
    assert "Peter [redacted]" in {label for row in rows for label in row["source_label"]}


def test_a_list_of_known_entities_tells_nothing(tmp_path: Path, salt: Path) -> None:
    article = documents.check(graphkit.Document(text=DAM, identifier="dam.txt"))
    known = [graphkit.KnownEntity(name="Zoë Brandauer", iri="https://parliament.example/member/77")]
    kg = graphkit.build(article, known=known)
    [[run]] = kg.query("SELECT ?run { ?run a prov:Activity }").rows
    [[listed]] = kg.query("SELECT ?listed { ?run gk:knownEntities ?listed }").rows
    report = kg.package(tmp_path / "x.zip", redactions=Redactions(names=("Zoë Brandauer",)), salt=salt)
    whole = b"\n".join(read(report.path).values()).decode("utf-8", "replace")
    for told in (str(run).rpartition("/")[2].strip(">"), str(listed).split('"')[1], "parliament.example"):
        assert told not in whole
    assert report.secrets is not None and "parliament.example" in report.secrets.read_text(encoding="utf-8")


def test_two_articles_that_become_the_same_are_told(tmp_path: Path, salt: Path) -> None:
    texts = ("Tom Hale called the harbour master.\n", "Tom Hale called the Harbour-Master.\n")
    articles = [graphkit.Document(text=text, identifier=f"{n}.txt") for n, text in enumerate(texts)]
    kg = graphkit.build([documents.check(article) for article in articles])
    with pytest.raises(OutputError, match="two articles are the same once they are redacted"):
        kg.package(tmp_path / "x.zip", redactions=Redactions(names=("harbour master",)), salt=salt)


def test_a_name_inside_a_redacted_one_stays_where_it_stands_alone(tmp_path: Path, salt: Path) -> None:
    text = "The Oslo Council said that the dam was safe. Tom Hale, a farmer, said that Oslo was wet.\n"
    kg = graphkit.build([documents.check(graphkit.Document(text=text, identifier="one.txt"))])
    files = read(kg.package(tmp_path / "x.zip", redactions=Redactions(names=("Oslo Council",)), salt=salt).path)
    [row, other] = [json.loads(line) for line in files["claims.jsonl"].splitlines()]
    assert row["sentence"] == "The [redacted 1] said that the dam was safe."
    assert other["content"] == "that Oslo was wet"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Redactions, None),
        (lambda: Redactions(patterns=("(",)), r"the pattern '\(' is no regular expression"),
        (lambda: Redactions(patterns=("x*",)), "finds the empty text"),
        (lambda: Redactions(kinds=("ghost",)), "'ghost' is no kind that can be redacted; choose one of person"),
        (lambda: Redactions(names=(" ",)), "' ' cannot be redacted: name two letters or more"),
    ],
)
def test_what_cannot_be_redacted_is_told(given: Callable[[], Redactions], message: str | None) -> None:
    if message is None:
        assert not given()
        return
    with pytest.raises(InputError, match=message):
        given()
