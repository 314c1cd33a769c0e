"""Speak HTTP as a guest does: with a cache, and without cookies, passwords and the proxies of the environment.

The address that a name leads to is checked on the open connection, before anything is sent: no feed can lead this
machine into the network that it stands in.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import __version__
from graphkit.errors import OptionalDependencyError

if TYPE_CHECKING:
    from requests import Session
    from urllib3.connection import HTTPConnection

__all__ = ["AGENT", "Limits", "Refused", "explain", "open_session"]

AGENT = "graphkit"
"""What servers know it by."""


class Refused(Exception):  # noqa: N818  (no error: why something is not fetched)
    """Something is not fetched; the message completes 'was not fetched: …'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be fetched in one look.

    Args:
        size: How many bytes an answer may have.
        seconds: How long an answer may take.
        pages: How many pages that entries of feeds lead to are fetched.
        private: Whether addresses of this machine and of the network that it stands in are asked too.
    """

    size: int = 16 * 1024 * 1024
    seconds: float = 30.0
    pages: int = 0
    private: bool = False


def open_session(cache: Path, limits: Limits, connections: list[HTTPConnection]) -> Session:
    """Open what speaks HTTP, with its cache, and without what the environment would add.

    Args:
        cache: The folder of the cache.
        limits: What may be fetched.
        connections: Takes each connection that is opened.

    Raises:
        OptionalDependencyError: The extra is not installed.
    """
    try:
        import requests
        from cachecontrol.adapter import CacheControlAdapter
        from cachecontrol.caches import FileCache
        from protego import Protego  # noqa: F401
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
        from urllib3.connection import HTTPConnection, HTTPSConnection
    except ImportError:
        hint = "pip install 'graphkit[inputs,network]'"
        raise OptionalDependencyError(f"fetching needs an extra that is not installed: {hint}") from None

    def guard(connect: Callable[[Any], socket.socket]) -> Callable[[Any], socket.socket]:
        def connect_to_public(connection: Any) -> socket.socket:  # noqa: ANN401
            opened = connect(connection)
            where = opened.getpeername()[0]
            if not limits.private and not _is_public(where):
                opened.close()
                what = f"{where}, an address of this machine or of its network"
                raise Refused(f"{connection.host} is {what} (--allow-private)")
            connections.append(connection)
            return opened

        return connect_to_public

    class PublicConnection(HTTPConnection):
        _new_conn = guard(HTTPConnection._new_conn)

    class PublicTlsConnection(HTTPSConnection):
        _new_conn = guard(HTTPSConnection._new_conn)

    class PublicPool(HTTPConnectionPool):
        ConnectionCls = PublicConnection

    class PublicTlsPool(HTTPSConnectionPool):
        ConnectionCls = PublicTlsConnection

    class PublicAdapter(CacheControlAdapter):
        def init_poolmanager(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
            super().init_poolmanager(*given, **named)
            self.poolmanager.pool_classes_by_scheme = {"http": PublicPool, "https": PublicTlsPool}

    session = requests.Session()
    session.trust_env = False
    session.headers = {
        "User-Agent": f"{AGENT}/{__version__} (reads feeds and articles for its user)",
        "Accept": "application/atom+xml, application/rss+xml, application/feed+json, text/html, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    for scheme in ("http://", "https://"):
        session.mount(scheme, PublicAdapter(cache=FileCache(cache)))
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def _is_public(where: str) -> bool:
    address = ipaddress.ip_address(where.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not (mapped or address).is_multicast


def explain(error: Exception) -> str:
    """Explain what went wrong on the way to a server, in its last words."""
    reason: Any = error
    while (inner := getattr(reason, "reason", None) or next(iter(getattr(reason, "args", ())), None)) is not None:
        if not isinstance(inner, Exception):
            break
        reason = inner
    return " ".join(str(reason).split()).rpartition(": ")[2][:200] or type(error).__name__
