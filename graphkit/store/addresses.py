"""The endpoints of a SPARQL server, and our credentials, which come from the environment alone."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from graphkit.errors import StoreError

__all__ = ["VARIABLES", "Credentials", "Endpoints", "read_timeout"]

VARIABLES = {"query": "GRAPHKIT_STORE_QUERY", "update": "GRAPHKIT_STORE_UPDATE", "data": "GRAPHKIT_STORE_DATA"}
"""What in the environment names an endpoint that is not where Oxigraph has it."""

_BELOW = {"query": "query", "update": "update", "data": "store"}
_LIMIT = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """The addresses of a server.

    Args:
        url: The one that was given, for messages.
        query: Where SPARQL 1.1 Query is spoken.
        update: Where SPARQL 1.1 Update is spoken.
        data: Where the Graph Store Protocol is spoken.
    """

    url: str
    query: str
    update: str
    data: str

    @classmethod
    def derive(cls, url: str, **given: str | None) -> Endpoints:
        """Derive the addresses from one, those that neither the caller nor the environment gives.

        Raises:
            StoreError: One is no address, or holds a user or a password.

        >>> Endpoints.derive("http://localhost:3030/news/", data="data").data
        'http://localhost:3030/news/data'
        """
        base = _check(url).rstrip("/")
        found = {}
        for role, below in _BELOW.items():
            place = given.get(role) or os.environ.get(VARIABLES[role]) or below
            found[role] = _check(place if "://" in place else f"{base}/{place.lstrip('/')}")
        return cls(url=base, **found)

    def find_role(self, address: str) -> str:
        """Return what one of these addresses is for: 'query', 'update' or 'data'."""
        return next(role for role in _BELOW if getattr(self, role) == address)


class Credentials:
    """Who we are to a server, as the environment tells; it shows itself to nobody but the server."""

    __slots__ = ("_header", "_secrets")

    def __init__(self) -> None:
        user, password = os.environ.get("GRAPHKIT_STORE_USER"), os.environ.get("GRAPHKIT_STORE_PASSWORD")
        token = os.environ.get("GRAPHKIT_STORE_TOKEN")
        if token and (user or password):
            raise StoreError("set GRAPHKIT_STORE_TOKEN, or GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD, not both")
        if bool(user) != bool(password):
            raise StoreError("GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD go together: set both, or neither")
        if token and not (token.isascii() and token.isprintable()):
            raise StoreError("GRAPHKIT_STORE_TOKEN holds what no header can: a line end or a letter beyond ASCII")
        self._header, self._secrets = "", tuple(secret for secret in (token, password) if secret)
        if token:
            self._header = f"Bearer {token}"
        elif user and password:
            pair = base64.b64encode(f"{user}:{password}".encode()).decode()
            self._header, self._secrets = f"Basic {pair}", (*self._secrets, pair)

    def __bool__(self) -> bool:
        return bool(self._header)

    def __repr__(self) -> str:
        return f"<Credentials {'set' if self else 'none'}>"

    def __reduce__(self) -> str:
        raise StoreError("credentials stay in the process that read them")

    def headers(self) -> dict[str, str]:
        """Return the header that authenticates us to the server."""
        return {"Authorization": self._header} if self._header else {}

    def redact(self, text: str) -> str:
        """Take the secrets out of a text: a server may send back what it was sent."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def read_timeout() -> float:
    """Read how many seconds an answer may take.

    Raises:
        StoreError: The environment does not give a number of seconds.
    """
    text = os.environ.get("GRAPHKIT_STORE_TIMEOUT", "")
    try:
        seconds = float(text or _LIMIT)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise StoreError(f"GRAPHKIT_STORE_TIMEOUT is {text!r}; give a number of seconds, such as 600")
    return seconds


def _check(address: str) -> str:
    """Check an address, and never repeat one that holds a password."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise StoreError("the address of the store is malformed; give one such as http://localhost:7878") from None
    if "@" in parts.netloc:
        hint = "set GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD instead, and give the address without them"
        raise StoreError(f"the address of the store on {host} holds a user or a password, which others can see; {hint}")
    if parts.scheme not in ("http", "https") or not host:
        raise StoreError("the address of a store begins with http:// or https://, such as http://localhost:7878")
    if parts.query or parts.fragment or any(c.isspace() or not c.isprintable() for c in address):
        raise StoreError(f"the address of the store on {host} holds a '?', a '#' or a space; give it without")
    return address
