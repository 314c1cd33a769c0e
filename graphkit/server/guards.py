"""Refuse requests that pages of other sites make a browser send, and set the headers that protect answers."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK", "Gate", "Guards"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine for itself."""

_TOKEN = "x-graphkit-token"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
_LOG = logging.getLogger("graphkit.server")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guards:
    """Checks Host and Origin, sets protective headers, and logs requests without their content.

    A page of another site cannot read answers of this server, but it can point a name of its own at this machine (DNS
    rebinding: Host is then that name) or send a form here (Origin is then that site).

    Args:
        app: The application.
        hosts: The names of the server, without ports.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the application, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.monotonic()
        status = 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        why = self._refuse(Headers(scope=scope))
        app = PlainTextResponse(f"{why}\n", status_code=403) if why else self._app
        try:
            await app(scope, receive, guarded)
        finally:
            # neither queries nor headers are logged, since they may be private
            took = 1000 * (time.monotonic() - begin)
            _LOG.info("%s %s %d %.0f ms", scope["method"], ascii(scope["path"][:80])[1:-1], status, took)

    def _refuse(self, headers: Headers) -> str | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name(f"//{hosts[0]}") not in self._hosts:
            return "this server is not known by the name in Host; see graphkit serve --allow-host"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].casefold() != hosts[0].casefold():
            return "pages of other sites may not ask this server"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            return "pages of other sites may not ask this server"
        return None


class Gate:
    """Decides whose requests may write: those of pages of this server, on this machine.

    A page of this server holds a token, which is new at every start. A page of another site can read neither the page
    nor the token, and a header of its own makes a browser ask first whether it may be sent, which nobody allows.

    Args:
        writes: Whether anybody may write at all.
    """

    def __init__(self, *, writes: bool) -> None:
        self.token = secrets.token_urlsafe(32) if writes else ""

    def refuse(self, method: str, headers: Headers, client: str) -> tuple[int, str] | None:
        """Return why a request may not write, with the status that says it; None where it may.

        Args:
            method: The method of the request.
            headers: Its headers.
            client: The address that it comes from.
        """
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not self.token:
            return 403, "this server only reads: it was started with --read-only, or for others than this machine"
        if method != "POST":
            return 405, "answers are posted"
        if not _is_loopback(client) or _name(f"//{headers.get('host', '')}") not in LOOPBACK:
            return 403, "only this machine itself may write here"
        if any(name in headers for name in _FORWARDED):
            return 403, "what another server passes on may not write here"
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return 403, "pages of other sites may not write here"
        if not secrets.compare_digest(headers.get(_TOKEN, "").encode(), self.token.encode()):
            return 403, "the page is of an earlier start of this server; load it again"
        if kind not in ("application/json", "application/octet-stream"):
            return 415, "an answer is sent as application/json"
        return None


def _is_loopback(client: str) -> bool:
    try:
        return ipaddress.ip_address(client.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
