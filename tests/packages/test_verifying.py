"""Whatever was done to a package on its way is noticed, and a package that means harm does none."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import DamageError, InputError
from graphkit.export.archive import write_zip
from graphkit.packages import PackageReport, verify_package


def repack(source: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with target.open("wb") as file:
        write_zip(file, sorted(files.items()))
    return target


def tell(path: Path) -> list[str]:
    return [str(finding) for finding in verify_package(path).findings]


def test_a_package_as_it_was_packed_is_whole(packed: PackageReport, redacted: PackageReport, key: Path) -> None:
    done = verify_package(packed.path)
    assert done.is_whole and done.signed_by == packed.signed_by and done.is_known is None
    assert verify_package(redacted.path).is_whole


def test_every_flipped_byte_is_noticed(packed: PackageReport, tmp_path: Path) -> None:
    data = packed.path.read_bytes()
    with zipfile.ZipFile(packed.path) as archive:
        headers = [info.header_offset for info in archive.infolist()]
        directory = archive.start_dir
    chosen = random.Random(3)
    places = {
        *(chosen.randrange(len(data)) for _ in range(30)),
        *(chosen.randrange(directory, len(data)) for _ in range(30)),
        *(header + chosen.randrange(30) for header in headers),
        *range(len(data) - 22, len(data)),
    }
    file = tmp_path / "flipped.zip"
    for place in sorted(places):
        flipped = bytearray(data)
        flipped[place] ^= 1 << chosen.randrange(8)
        file.write_bytes(flipped)
        with contextlib.suppress(DamageError):
            assert not verify_package(file).is_whole, place


def test_what_was_changed_added_or_taken_away_is_named(packed: PackageReport, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["claims.csv"] += b"x"
        files["more.txt"] = b"more"
        del files["brief.md"]

    assert tell(repack(packed.path, tmp_path / "x.zip", change)) == [
        "brief.md: is missing",
        "claims.csv: was changed: it has not the checksum that it had",
        "more.txt: was added: it is not in SHA256SUMS",
    ]


def test_checksums_that_were_made_to_fit_are_not_what_was_signed(packed: PackageReport, tmp_path: Path) -> None:
    from graphkit.packages.contents import SIGNATURE, SUMS, list_sums

    def change(files: dict[str, bytes]) -> None:
        files["claims.csv"] += b"x"
        files[SUMS] = list_sums({name: data for name, data in files.items() if name not in (SUMS, SIGNATURE)})

    told = tell(repack(packed.path, tmp_path / "x.zip", change))
    assert told == ["SHA256SUMS.sig: is not the signature of SHA256SUMS by the key in signer.pem"]


def test_a_signature_that_was_taken_away_is_missed(packed: PackageReport, tmp_path: Path) -> None:
    told = tell(repack(packed.path, tmp_path / "x.zip", lambda files: files.pop("SHA256SUMS.sig")))
    assert told == ["SHA256SUMS.sig: SHA256SUMS.sig is missing"]


def test_another_key_than_the_senders_is_told(packed: PackageReport, redacted: PackageReport, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    with zipfile.ZipFile(packed.path) as archive:
        (tmp_path / "own.pem").write_bytes(archive.read("signer.pem"))
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    pem = other.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "other.pem").write_bytes(pem)
    assert verify_package(packed.path, signer=tmp_path / "own.pem").is_known
    [finding] = verify_package(packed.path, signer=tmp_path / "other.pem").findings
    assert f"the package is signed by another key, {packed.signed_by}" in str(finding)
    [finding] = verify_package(redacted.path, signer=tmp_path / "own.pem").findings
    assert "the package is not signed" in str(finding)
    with pytest.raises(InputError, match=r"none\.pem: the key cannot be read"):
        verify_package(packed.path, signer=tmp_path / "none.pem")


def test_an_archive_that_was_packed_anew_is_told(packed: PackageReport, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(packed.path) as archive, zipfile.ZipFile(file, "w") as new:
        for name in archive.namelist():
            new.writestr(zipfile.ZipInfo(name, (2031, 3, 3, 0, 0, 0)), archive.read(name))
    [told] = tell(file)
    assert told.startswith("its files are as they were, the archive around them is not (byte 12)")


@pytest.mark.parametrize("left", [0, 1, 1000, -1, -22, -400])
def test_a_package_that_was_cut_off_is_told(packed: PackageReport, tmp_path: Path, left: int) -> None:
    (tmp_path / "x.zip").write_bytes(packed.path.read_bytes()[:left])
    with pytest.raises(DamageError, match=r"x\.zip: is no whole package .*it was cut off or damaged"):
        verify_package(tmp_path / "x.zip")


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.zip: cannot be read \(no such file or directory\)"):
        verify_package(tmp_path / "none.zip")
    with (tmp_path / "x.zip").open("wb") as file:
        write_zip(file, [("a.txt", b"a")])
    with pytest.raises(DamageError, match=r"is no package of graphkit: it has no SHA256SUMS"):
        verify_package(tmp_path / "x.zip")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "C:\\x", "a//b", "é", ".hidden", "a\nb", "x/"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with (tmp_path / "x.zip").open("wb") as file:
        write_zip(file, [("SHA256SUMS", b""), (name, b"")])
    with pytest.raises(DamageError, match="is no name that graphkit gives; unpack nothing"):
        verify_package(tmp_path / "x.zip")


def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "x.zip").open("wb") as file:
        write_zip(file, [("SHA256SUMS", b""), ("a", b""), ("A", b"")])
    with pytest.raises(DamageError, match="holds A twice; unpack nothing"):
        verify_package(tmp_path / "x.zip")


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SHA256SUMS", bytes(10_000_000))
    (tmp_path / "x.zip").write_bytes(buffer.getvalue())
    with pytest.raises(DamageError, match="SHA256SUMS is compressed or locked"):
        verify_package(tmp_path / "x.zip")
    with (tmp_path / "y.zip").open("wb") as file:
        write_zip(file, [("SHA256SUMS", b"abc")])
    data = (tmp_path / "y.zip").read_bytes()
    grown = data.replace((3).to_bytes(4, "little") * 2, (2**31).to_bytes(4, "little") * 2)
    (tmp_path / "y.zip").write_bytes(grown)
    with pytest.raises(DamageError, match="claim to be larger than it is"):
        verify_package(tmp_path / "y.zip")
