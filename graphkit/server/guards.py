"""Refuse requests that pages of other sites make a browser send, and set the headers that protect answers."""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
import time
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK", "Gate", "Guards"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine for itself."""

_TOKEN = "x-graphkit-token"
_OTHERS = ("cross-site", "same-site")
"""What browsers say of requests that pages of other sites, or of other ports of this machine, lead to."""
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^][:/?#@\s]+))(?::[0-9]{1,5})?", re.I)
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
    rebinding: Host is then that name), send a form here (Origin is then that site), or load what is here and measure
    how long that takes (Sec-Fetch-Site then says so). What is no browser sends neither Origin nor Sec-Fetch-Site.

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

        app = self._refuse(scope) or self._app
        try:
            await app(scope, receive, guarded)
        finally:
            # neither queries nor headers are logged, since they may be private
            took = 1000 * (time.monotonic() - begin)
            _LOG.info("%s %s %d %.0f ms", scope["method"], ascii(scope["path"][:80])[1:-1], status, took)

    def _refuse(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if "content-length" in headers and "transfer-encoding" in headers:
            # Where a request ends is then understood differently by different servers (RFC 9112, 6.3).
            why = "a request has a Content-Length or a Transfer-Encoding, not both"
            return PlainTextResponse(f"{why}\n", status_code=400, headers={"Connection": "close"})
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            why = "this server is not known by the name in Host; see graphkit serve --allow-host"
            return PlainTextResponse(f"{why}\n", status_code=403)
        origin = headers.get("origin")
        foreign = origin is not None and origin.partition("://")[2].casefold() != hosts[0].casefold()
        if foreign or (headers.get("sec-fetch-site") in _OTHERS and not _is_visit(scope, headers)):
            return PlainTextResponse("pages of other sites may not ask this server\n", status_code=403)
        return None


def _is_visit(scope: Scope, headers: Headers) -> bool:
    """Check whether somebody follows a link of another site to a page of this one.

    Whatever that site loads itself, or shows inside of its own pages, tells it by how long it takes what the answer is;
    a query is its author's question, so not even a link may ask it.
    """
    whole = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"
    return whole and scope["method"] == "GET" and not (scope["path"] == "/sparql" and scope["query_string"])


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
        if not _is_loopback(client) or _name(headers.get("host", "")) not in LOOPBACK:
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


def _name(host: str) -> str | None:
    """Find the name in a Host header; None where it has more or less than a name and a port."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).casefold() if found else None
