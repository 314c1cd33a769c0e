"""Pack evidence so that somebody else can check it without graphkit: files, checksums, a signature, redactions."""

from __future__ import annotations

from graphkit.packages.naming import KINDS, Redactions
from graphkit.packages.verifying import Finding, Proof, Verification, verify_package
from graphkit.packages.writing import Draft, PackageReport, check_places, draft, write

__all__ = [
    "KINDS",
    "Draft",
    "Finding",
    "PackageReport",
    "Proof",
    "Redactions",
    "Verification",
    "check_places",
    "draft",
    "verify_package",
    "write",
]
