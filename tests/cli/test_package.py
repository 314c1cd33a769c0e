"""`graphkit package` and `graphkit verify` say what they did, and what is wrong, in a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dam import build_dam

from graphkit.cli import cli
from graphkit.errors import GraphkitError


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_dam().save(tmp_path_factory.mktemp("package") / "out")


def run(*arguments: str | Path, words: str = "") -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), input=words)


def test_a_package_is_made_redacted_and_verified(out: Path, tmp_path: Path) -> None:
    file, table = tmp_path / "dam.zip", tmp_path / "redactions.csv"
    table.write_text("redact,value\nname,Zoë Brandauer\nname,Mara Lind\nkind,country\n", encoding="utf-8")
    told = run("package", out, file, "--redactions", table, "--about", "Tom Hale")
    assert told.exit_code == 0, told.output
    assert "warning: Mara Lind: matches nothing in the package; nothing was redacted for it" in told.stderr
    assert f"Wrote {file} (2 articles, 5 claims, 17 files, " in told.stderr
    assert "Redacted 2 names in " in told.stderr and f"{tmp_path / 'dam.secrets.json'} proves" in told.stderr
    assert "Not signed; --key signs it" in told.stderr

    told = run("verify", file, "--opening", tmp_path / "dam.secrets.json")
    assert told.exit_code == 0, told.output
    assert "proves words of https://example.org/kg/doc/" in told.stdout and "'Zoë Brandauer'" in told.stdout
    assert "2 articles restored, each with the hash that was committed to" in told.stdout
    assert f"{file} is as it was packed (" in told.stdout and "it is not signed" in told.stdout

    data = file.read_bytes()
    file.write_bytes(data.replace(b"mayor", b"baker"))
    told = run("verify", file)
    assert told.exit_code == 1
    assert f"{file}: claims.csv: was changed: it has not the checksum that it had" in told.stdout
    told = run("verify", file, "--json")
    assert told.exit_code == 1 and not json.loads(told.stdout)["whole"]


def test_a_locked_key_asks_for_its_password(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    locked = serialization.BestAvailableEncryption(b"sesame")
    key = tmp_path / "key.pem"
    key.write_bytes(made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
    told = run("package", out, tmp_path / "a.zip", "--key", key, words="barley\n")
    assert isinstance(told.exception, GraphkitError) and "this is not its password" in str(told.exception)
    told = run("package", out, tmp_path / "a.zip", "--key", key, "--about", "Ann May", words="sesame\n")
    assert told.exit_code == 0 and "Password of the key:" in told.stderr and "sesame" not in told.output
    assert "Signed by the key " in told.stderr
    monkeypatch.setenv("GRAPHKIT_KEY_PASSWORD", "sesame")
    assert run("package", out, tmp_path / "b.zip", "--key", key, "--about", "Ann May").exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert "signed by the key " in run("verify", tmp_path / "a.zip").stdout


def test_what_is_wrong_is_told_in_a_line(out: Path, tmp_path: Path) -> None:
    file, table, crashed = tmp_path / "x.zip", tmp_path / "redactions.csv", tmp_path / "crashed"
    table.write_text("redact,value\ngost,Hale\n", encoding="utf-8")
    (crashed / "work").mkdir(parents=True)
    cases: list[tuple[list[str | Path], str]] = [
        (
            ["package", out, file, "--redactions", table],
            "redactions.csv, line 2: 'redact' is one of name, kind, pattern",
        ),
        (["package", out, file, "--redact-pattern", "("], "the pattern '(' is no regular expression"),
        (["package", out, file, "--about", "Tom Hail"], "no entity in the graph is called 'Tom Hail'; did you mean"),
        (["package", tmp_path / "none", file], "is no output of graphkit"),
        (["package", crashed, file], "is not finished: a build is at work, or was broken off"),
        (["package", out, out], "out: is there already; name another file, or remove it"),
        (["verify", tmp_path / "none.zip"], "none.zip: cannot be read"),
    ]
    for arguments, message in cases:
        told = run(*arguments)
        assert told.exit_code == 1 and message in str(told.exception), arguments
    told = run("package", out, file, "--salt-file", table)
    assert told.exit_code == 2 and "--salt-file and --secrets go with what is redacted" in told.stderr
    assert not file.exists()
