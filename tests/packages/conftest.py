from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dam import REDACTIONS, build_dam

from graphkit.graph import KnowledgeGraph
from graphkit.packages import PackageReport

SALT = bytes(range(64))


@pytest.fixture(scope="session")
def dam() -> KnowledgeGraph:
    return build_dam()


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key as `openssl genpkey -algorithm ed25519` does: always the same."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = tmp_path_factory.mktemp("key") / "key.pem"
    made = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    path.write_bytes(
        made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture(scope="session")
def packed(dam: KnowledgeGraph, key: Path, tmp_path_factory: pytest.TempPathFactory) -> PackageReport:
    """Pack the graph as it is, signed."""
    return dam.package(tmp_path_factory.mktemp("packed") / "dam.zip", key=key)


@pytest.fixture(scope="session")
def salt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("salt") / "salt.key"
    path.write_bytes(SALT)
    return path


@pytest.fixture(scope="session")
def redact(dam: KnowledgeGraph, salt: Path) -> Callable[[Path], PackageReport]:
    return lambda path: dam.package(path, redactions=REDACTIONS, salt=salt)


@pytest.fixture(scope="session")
def redacted(redact: Callable[[Path], PackageReport], tmp_path_factory: pytest.TempPathFactory) -> PackageReport:
    """Pack the graph with all names redacted."""
    return redact(tmp_path_factory.mktemp("redacted") / "dam.zip")
