"""A package holds the evidence word for word, and others can check it with tools that are not ours."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat

import graphkit
from graphkit.errors import InputError, OptionalDependencyError, OutputError, QueryError
from graphkit.graph import KnowledgeGraph
from graphkit.packages import PackageReport, verify_package


def read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_claim_comes_with_its_sentence_word_for_word(packed: PackageReport) -> None:
    files = read(packed.path)
    rows = [json.loads(line) for line in files["claims.jsonl"].splitlines()]
    assert len(rows) == packed.claims == 11
    for row in rows:
        data = files[f"articles/{row['document'].rpartition('/')[2]}.txt"]
        assert hashlib.sha256(data).hexdigest() == row["article_sha256"]
        assert row["article_sha256"].startswith(row["document"].rpartition("/")[2])
        text = data.decode()
        assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
        spans = [tuple(map(int, span.split("-"))) for span in row["content_span"].split("; ")]
        assert " … ".join(text[start:end] for start, end in spans) == row["content"]
    assert rows[0]["sentence"].startswith("Zoë Brandauer, the mayor of Port Marsan, said")


def test_the_tables_say_the_same_to_a_spreadsheet(packed: PackageReport) -> None:
    files = read(packed.path)
    for name in ("claims", "statements"):
        rows = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))
        lines = [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]
        assert [row["sentence"] for row in rows] == [line["sentence"] for line in lines]


def test_the_graph_in_it_is_the_graph(packed: PackageReport, dam: KnowledgeGraph, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed.path) as archive:
        archive.extractall(tmp_path)
    again = graphkit.open_rdf(tmp_path / "graph.trig", texts=tmp_path / "articles")
    assert set(again.store) == set(dam.store)
    assert dict(again.texts) == dict(dam.texts)


def test_it_has_the_same_bytes_each_time(packed: PackageReport, dam: KnowledgeGraph, key: Path, tmp_path: Path) -> None:
    assert dam.package(tmp_path / "again.zip", key=key).path.read_bytes() == packed.path.read_bytes()


def test_sha256sum_and_openssl_verify_it(packed: PackageReport, tmp_path: Path) -> None:
    if not (shutil.which("openssl") and shutil.which("sha256sum")):
        pytest.skip("the tools are not there")
    with zipfile.ZipFile(packed.path) as archive:
        archive.extractall(tmp_path)
    page = (tmp_path / "VERIFY.txt").read_text(encoding="utf-8")
    told = []
    for command in ("sha256sum -c", "openssl pkeyutl", "openssl pkey ", "cut -c67-"):
        line = next(line.strip() for line in page.splitlines() if line.strip().startswith(command))
        line = line.replace("/tmp/there", "-") if command == "cut -c67-" else line
        listed = "\n".join(sorted(name for name in read(packed.path) if not name.startswith("SHA256SUMS"))) + "\n"
        line = line.replace("diff - -", "cat") if command == "cut -c67-" else line
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        told.append(done.stdout)
        if command == "cut -c67-":
            assert done.stdout == listed
    assert all(line.endswith(": OK") for line in told[0].splitlines())
    assert "Signature Verified Successfully" in told[1]
    assert told[2].split()[0] == packed.signed_by == verify_package(packed.path).signed_by


def test_the_nanopub_library_finds_redacted_nanopublications_valid(redacted: PackageReport) -> None:
    nanopub = pytest.importorskip("nanopub")
    parts: dict[str, list[Quad]] = {}
    for quad in pyoxigraph.parse(read(redacted.path)["nanopublications.trig"], format=RdfFormat.TRIG):
        parts.setdefault(str(quad.graph_name).rsplit("/", 1)[0], []).append(quad)
    assert len(parts) >= redacted.claims
    for quads in list(parts.values())[:2]:
        dataset = rdflib.Dataset()
        dataset.parse(data=pyoxigraph.serialize(quads, format=RdfFormat.TRIG), format="trig")
        published = nanopub.Nanopub(rdf=dataset)
        assert published.is_valid and published.has_valid_trusty


def test_about_somebody_is_what_they_say_what_is_said_of_them_and_what_that_rests_on(
    dam: KnowledgeGraph, tmp_path: Path
) -> None:
    report = dam.package(tmp_path / "hale.zip", about="Ann May")
    files = read(report.path)
    rows = [json.loads(line) for line in files["claims.jsonl"].splitlines()]
    assert {label for row in rows for label in row["source_label"]} == {"Ann May"}
    assert len(rows) == 2 and report.articles == 2
    (tmp_path / "graph.trig").write_bytes(files["graph.trig"])
    part = graphkit.open_rdf(tmp_path / "graph.trig")
    assert part.validate().conforms
    assert set(part.store) < set(dam.store)


def test_what_disagrees_with_a_claim_comes_with_it(tmp_path: Path) -> None:
    from shore import build_shore

    report = build_shore().package(tmp_path / "hale.zip", about="Tom Hale")
    rows = [json.loads(line) for line in read(report.path)["claims.jsonl"].splitlines()]
    assert {row["source_label"][0] for row in rows} == {"Tom Hale", "coast guard"}


def test_what_is_said_in_a_chosen_claim_alone_becomes_no_edge(tmp_path: Path) -> None:
    from shore import build_one

    kg = build_one("Mara Lind visited Norway. Tom Hale said that Mara Lind visited Norway.\n")
    assert kg.query("ASK { ?a gk:visits ?b }").answer
    files = read(kg.package(tmp_path / "hale.zip", about="Tom Hale").path)
    (tmp_path / "graph.trig").write_bytes(files["graph.trig"])
    part = graphkit.open_rdf(tmp_path / "graph.trig")
    assert part.validate().conforms
    assert not part.query("ASK { ?a gk:visits ?b }").answer


def test_a_name_that_fits_nothing_or_several_is_told(dam: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no entity in the graph is called 'Ann Mai'; did you mean 'ann may'"):
        dam.package(tmp_path / "x.zip", about="Ann Mai")
    with pytest.raises(QueryError, match="no claim of the graph is about or by"):
        dam.package(tmp_path / "x.zip", about="Port Marsan")
    assert list(tmp_path.iterdir()) == []


def test_without_the_texts_there_is_no_evidence(packed: PackageReport, tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_bytes(read(packed.path)["graph.trig"])
    with pytest.raises(InputError, match=r"the texts of 2 of 2 articles are not at hand.*--texts FOLDER"):
        graphkit.open_rdf(tmp_path / "graph.trig").package(tmp_path / "x.zip")


def test_what_stands_there_is_never_written_over(dam: KnowledgeGraph, salt: Path, tmp_path: Path) -> None:
    file, secrets = tmp_path / "x.zip", tmp_path / "x.secrets.json"
    secrets.write_text("precious", encoding="utf-8")
    wanted = graphkit.Redactions(names=("Tom Hale",))
    with pytest.raises(OutputError, match=r"x\.secrets\.json: is there already; name another file, or remove it"):
        dam.package(file, redactions=wanted, salt=salt)
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(OutputError, match=r"x\.zip: is there already"):
        dam.package(file)
    with pytest.raises(OutputError, match="there is no folder"):
        dam.package(tmp_path / "none" / "x.zip")
    assert file.read_text(encoding="utf-8") == secrets.read_text(encoding="utf-8") == "precious"


# -- keys


def test_a_key_that_cannot_sign_is_told(dam: KnowledgeGraph, key: Path, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    def save(name: str, key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, password: bytes = b"") -> Path:
        locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        data = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    locked = save("locked.pem", ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)), b"open sesame")
    other = save("other.pem", ec.generate_private_key(ec.SECP256R1()))
    (tmp_path / "text.pem").write_text("hello", encoding="utf-8")
    public = tmp_path / "public.pem"
    public.write_bytes(b"-----BEGIN PUBLIC KEY-----\n")
    cases = {
        (tmp_path / "none.pem", None): "none.pem: the key cannot be read .*openssl genpkey -algorithm ed25519",
        (tmp_path / "text.pem", None): "text.pem: is no private key in PEM",
        (public, None): "public.pem: is a public key; signing needs the private one",
        (other, None): r"other.pem: is a key of another kind .*, not Ed25519",
        (locked, None): "locked.pem: the key is locked; give its password",
        (locked, "open barley"): "locked.pem: the key is locked, and this is not its password",
    }
    for (path, password), message in cases.items():
        with pytest.raises(InputError, match=message):
            dam.package(tmp_path / "x.zip", key=path, password=password)
    assert not (tmp_path / "x.zip").exists()
    report = dam.package(tmp_path / "x.zip", about="Ann May", key=locked, password=lambda: "open sesame")
    assert verify_package(report.path).signed_by == report.signed_by != ""


def test_without_the_extra_nothing_is_signed_or_taken_for_checked(
    dam: KnowledgeGraph, packed: PackageReport, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(OptionalDependencyError, match=r"pip install 'graphkit\[packages\]'"):
        dam.package(tmp_path / "x.zip", key=key)
    [finding] = verify_package(packed.path).findings
    assert str(finding).startswith("SHA256SUMS.sig: was not checked: signatures need cryptography")
    assert "with openssl, as VERIFY.txt says" in str(finding)
