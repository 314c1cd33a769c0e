"""Verify a package: that it is whole, that nothing was added, who signed it, and what an opening proves."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import DamageError, InputError, OptionalDependencyError
from graphkit.packages import archive, signing
from graphkit.packages.commitments import Opening, commit, read_openings
from graphkit.packages.contents import COMMITMENTS, SIGNATURE, SIGNER, SUMS

__all__ = ["Finding", "Proof", "Verification", "verify_package"]

_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be.

    Args:
        file: The file in the package; empty for the package itself.
        what: What is wrong.
    """

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" if self.file else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What an opening proves.

    Args:
        id: The name of the commitment.
        what: What was redacted: 'words', 'text' and so on.
        of: The address of what it belonged to.
        value: What was there.
    """

    id: str
    what: str
    of: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of verifying a package.

    Args:
        path: The package.
        findings: What is not as it should be.
        files: How many files are in it.
        size: Its bytes.
        signed_by: The fingerprint of the key that signed it; empty where it is not signed, or not rightly.
        is_known: Whether that is the key of the one who was expected; None where nobody was.
        proofs: What the openings prove.
        restored: The documents of which all words were opened, and whose text, put back, has the hash that was
            committed to.
        commitments: How many commitments the package has.
    """

    path: Path
    findings: tuple[Finding, ...]
    files: int
    size: int
    signed_by: str = ""
    is_known: bool | None = None
    proofs: tuple[Proof, ...] = ()
    restored: tuple[str, ...] = ()
    commitments: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it should be."""
        return not self.findings

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "package": str(self.path),
            "whole": self.is_whole,
            "findings": [{"file": finding.file, "what": finding.what} for finding in self.findings],
            "files": self.files,
            "bytes": self.size,
            "signed_by": self.signed_by or None,
            "signer_known": self.is_known,
            "commitments": self.commitments,
            "proofs": [{"id": p.id, "what": p.what, "of": p.of, "value": p.value} for p in self.proofs],
            "restored": list(self.restored),
        }


def verify_package(
    path: str | os.PathLike[str],
    *,
    signer: str | os.PathLike[str] | None = None,
    opening: str | os.PathLike[str] | None = None,
) -> Verification:
    """Verify a package, byte by byte; nothing is unpacked or changed.

    Args:
        path: The package.
        signer: The public key, a PEM file, of the one who is to have signed it.
        opening: Openings that prove what was redacted: the secrets that were written with the package, or a part.

    Returns:
        What is not as it should be, and what is proved.

    Raises:
        InputError: The package, the key or the openings cannot be read.
        DamageError: It is no package at all, or so damaged that nothing in it can be read.
    """
    package = Path(path)
    openings = read_openings(Path(opening)) if opening is not None else []
    expected = _read_expected(signer)
    data, files = archive.unpack(package)
    if SUMS not in files:
        raise DamageError(f"{package}: is no package of graphkit: it has no {SUMS}")
    findings = list(_compare(files))
    signed_by, is_known = "", None
    try:
        signed_by, is_known = _check_signature(files, expected)
    except InputError as error:
        findings.append(Finding(file=SIGNATURE, what=str(error)))
    if not findings and (at := archive.find_difference(data, files)) is not None:
        what = (
            f"its files are as they were, the archive around them is not (byte {at:,}): it was packed anew or changed"
        )
        findings.append(Finding(file="", what=what))
    commitments = _read_commitments(files, findings)
    proofs = list(_open(openings, commitments, findings))
    return Verification(
        path=package,
        findings=tuple(findings),
        files=len(files),
        size=len(data),
        signed_by=signed_by,
        is_known=is_known,
        proofs=tuple(proofs),
        restored=tuple(_restore(files, commitments, proofs, findings)) if not findings else (),
        commitments=len(commitments),
    )


def _read_expected(signer: str | os.PathLike[str] | None) -> str:
    """Return the fingerprint of the key that is expected; nothing where none is."""
    if signer is None:
        return ""
    try:
        data = Path(signer).read_bytes()
    except OSError as error:
        raise InputError(f"{signer}: the key cannot be read ({error.strerror or error})") from None
    return signing.fingerprint(signing.read_public_key(data, str(signer)))


def _compare(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare files with their checksums."""
    listed: dict[str, str] = {}
    for number, line in enumerate(files[SUMS].decode("utf-8", "replace").split("\n")[:-1], start=1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            yield Finding(file=SUMS, what=f"line {number} is no checksum")
        else:
            listed[found[2]] = found[1]
    if not files[SUMS].endswith(b"\n"):
        yield Finding(file=SUMS, what="its last line is cut off")
    for name in sorted(listed.keys() | files.keys() - {SUMS, SIGNATURE}):
        if name not in files:
            yield Finding(file=name, what="is missing")
        elif name not in listed:
            yield Finding(file=name, what=f"was added: it is not in {SUMS}")
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            yield Finding(file=name, what="was changed: it has not the checksum that it had")


def _check_signature(files: Mapping[str, bytes], expected: str) -> tuple[str, bool | None]:
    """Return the fingerprint of the key that signed it, and whether that is the one that was expected.

    Raises:
        InputError: The signature is not right, or is not there.
    """
    if SIGNATURE not in files and SIGNER not in files:
        if expected:
            raise InputError("the package is not signed")
        return "", None
    if SIGNATURE not in files or SIGNER not in files:
        raise InputError(f"{SIGNATURE if SIGNATURE not in files else SIGNER} is missing")
    try:
        key = signing.read_public_key(files[SIGNER], SIGNER)
    except OptionalDependencyError as error:
        raise InputError(f"was not checked: {error}; or check it with openssl, as VERIFY.txt says") from None
    if not signing.is_signed_by(key, files[SIGNATURE], files[SUMS]):
        raise InputError(f"is not the signature of {SUMS} by the key in {SIGNER}")
    mark = signing.fingerprint(key)
    if expected and mark != expected:
        raise InputError(f"the package is signed by another key, {mark}")
    return mark, True if expected else None


def _read_commitments(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, dict[str, Any]]:
    if COMMITMENTS not in files:
        return {}
    try:
        return {str(one["id"]): one for one in json.loads(files[COMMITMENTS])["commitments"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        findings.append(Finding(file=COMMITMENTS, what="cannot be read"))
        return {}


def _open(
    openings: Iterable[Opening], commitments: Mapping[str, Mapping[str, Any]], findings: list[Finding]
) -> Iterator[Proof]:
    for one in openings:
        known = commitments.get(one.id)
        if known is None:
            findings.append(
                Finding(file=COMMITMENTS, what=f"has no commitment {one.id}: the opening is of another package")
            )
        elif len(one.salt) != len("0" * 64) or commit(one.salt, one.value) != known.get("commitment"):
            findings.append(Finding(file=COMMITMENTS, what=f"the opening of {one.id} does not prove {one.value!r}"))
        else:
            yield Proof(id=one.id, what=str(known["what"]), of=str(known["of"]), value=one.value)


def _restore(
    files: Mapping[str, bytes],
    commitments: Mapping[str, Mapping[str, Any]],
    proofs: Sequence[Proof],
    findings: list[Finding],
) -> Iterator[str]:
    """Put the opened words back where all of a document are opened, and compare its hash."""
    opened = {proof.id: proof.value for proof in proofs}
    for name, text in commitments.items():
        if text["what"] != "text" or name not in opened:
            continue
        words = [one for one in commitments.values() if one["what"] == "words" and one["of"] == text["of"]]
        if not all(one["id"] in opened for one in words):
            continue
        redacted = files.get(f"articles/{str(text['of']).rpartition('/')[2]}.txt", b"").decode("utf-8", "surrogatepass")
        parts, last = [], 0
        for one in sorted(words, key=lambda one: int(one["start"])):
            parts += [redacted[last : one["start"]], opened[one["id"]]]
            last = one["end"]
        restored = "".join((*parts, redacted[last:]))
        if hashlib.sha256(restored.encode("utf-8", "surrogatepass")).hexdigest() == opened[name]:
            yield str(text["of"])
        else:
            findings.append(Finding(file=COMMITMENTS, what=f"the words of {text['of']} do not make the text of {name}"))
