"""Sign a list of checksums with the user's own Ed25519 key, so that `openssl` can check it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, OptionalDependencyError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["MISSING", "Signer", "fingerprint", "is_signed_by", "load_key", "read_public_key"]

MISSING = "signatures need cryptography: install it with `pip install 'graphkit[packages]'`"
_HOW = "make one with 'openssl genpkey -algorithm ed25519 -out key.pem'"


class Signer:
    """Signs with a key.

    Args:
        key: The key.
    """

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> bytes:
        """The public key, as a PEM file."""
        from cryptography.hazmat.primitives import serialization

        return self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, data: bytes) -> bytes:
        """Return the signature: 64 bytes, the same for the same data."""
        return self._key.sign(data)


def load_key(path: Path, ask: Callable[[], str | None]) -> Signer:
    """Load a private key.

    Args:
        path: A PEM file.
        ask: Asks for its password where it is locked; None where nobody knows it.

    Raises:
        InputError: It cannot be read, is no Ed25519 key, or is locked and the password is not right.
        OptionalDependencyError: cryptography is not installed.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise OptionalDependencyError(MISSING) from error
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the key cannot be read ({error.strerror or error}); {_HOW}") from None
    if b"PUBLIC KEY" in data and b"PRIVATE KEY" not in data:
        raise InputError(f"{path}: is a public key; signing needs the private one")
    try:
        try:
            key = load_pem_private_key(data, None)
        except TypeError:
            password = ask()
            if not password:
                raise InputError(f"{path}: the key is locked; give its password") from None
            try:
                key = load_pem_private_key(data, password.encode())
            except ValueError:
                raise InputError(f"{path}: the key is locked, and this is not its password") from None
    except (ValueError, UnsupportedAlgorithm):
        raise InputError(f"{path}: is no private key in PEM; {_HOW}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(f"{path}: is a key of another kind ({_name(key)}), not Ed25519; {_HOW}")
    return Signer(key)


def read_public_key(data: bytes, where: str) -> Ed25519PublicKey:
    """Read a public key.

    Args:
        data: A PEM file.
        where: What it is, to be named in errors.

    Raises:
        InputError: It is none, or of another kind.
        OptionalDependencyError: cryptography is not installed.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError as error:
        raise OptionalDependencyError(MISSING) from error
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise InputError(f"{where}: is no public key in PEM") from None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(f"{where}: is a key of another kind ({_name(key)}), not Ed25519")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return by what people compare a key: the SHA-256 of its DER, in hexadecimal."""
    from cryptography.hazmat.primitives import serialization

    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def is_signed_by(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Check a signature."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _name(key: object) -> str:
    return type(key).__name__.strip("_").removesuffix("PrivateKey").removesuffix("PublicKey") or "unknown"
