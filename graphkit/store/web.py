"""Send requests to a SPARQL server, within a time limit, and say in plain words what goes wrong.

urllib3 does the speaking: it verifies certificates against those that the system trusts, and its retries keep to what
can be said twice. It reads no settings of its own from the environment, and follows no redirect: what was meant for one
server, credentials and graph, goes to no other.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from graphkit.errors import GraphkitError, StoreError
from graphkit.store.addresses import VARIABLES, Credentials, Endpoints

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

__all__ = ["Client", "HttpAnswer"]

_CONNECT = 10.0
_SHOWN = 200
_PIECE = 1 << 16
# A request that is sent twice must do no more than one that is sent once; whether it was received at all is known only
# where no connection came about, and then any is tried again.
_RETRIES = urllib3.Retry(
    connect=2,
    read=1,
    status=2,
    redirect=0,
    other=0,
    allowed_methods=("GET", "PUT"),
    status_forcelist=(502, 503, 504),
    backoff_factor=0.2,
    respect_retry_after_header=False,
    raise_on_status=False,
)


class HttpAnswer:
    """What a server answers, as a file that is read as it comes; to take too long is an error.

    Args:
        client: Who asked.
        address: Whom.
        response: What urllib3 gives.
    """

    def __init__(self, client: Client, address: str, response: BaseHTTPResponse) -> None:
        self._client = client
        self.address = address
        self._response = response
        self._waited = 0.0
        self.kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def read(self, size: int = -1) -> bytes:
        """Read a piece; an empty one is the end."""
        started = time.monotonic()
        try:
            piece = self._response.read1(size if size > 0 else _PIECE)
        except HTTPError as error:
            self.close()
            self._client.explain(self.address, error)
        # Only the waiting counts, not what the reader does in between.
        self._waited += time.monotonic() - started
        if self._waited > self._client.timeout:
            self.close()
            raise StoreError(self._client.describe_timeout(self.address))
        if not piece:
            self._response.release_conn()
        return piece

    def read_all(self) -> bytes:
        """Read to the end."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Iterate over the pieces."""
        while piece := self.read():
            yield piece

    def close(self) -> None:
        """Break off."""
        self._response.close()


class Client:
    """Speaks with one server.

    Args:
        endpoints: Its addresses.
        credentials: Who we are.
        timeout: How many seconds an answer may take.
    """

    def __init__(self, endpoints: Endpoints, credentials: Credentials, timeout: float) -> None:
        self.endpoints = endpoints
        self.timeout = timeout
        self._credentials = credentials
        limit = urllib3.Timeout(connect=min(_CONNECT, timeout), read=timeout)
        # Rows are read as they come, so that a second question may be on its way beside the first.
        self._pool = urllib3.PoolManager(timeout=limit, retries=_RETRIES, maxsize=4)

    def __repr__(self) -> str:
        return f"<Client {self.endpoints.url}>"

    def send(
        self,
        method: str,
        address: str,
        *,
        parameters: Sequence[tuple[str, str]] = (),
        body: bytes | None = None,
        kind: str | None = None,
        accept: str = "*/*",
        refused: type[GraphkitError] = StoreError,
    ) -> HttpAnswer:
        """Send a request.

        Args:
            method: 'GET', 'PUT' and so on.
            address: One of the endpoints.
            parameters: What follows the '?'.
            body: What is sent along.
            kind: Its media type.
            accept: The media types that would do for an answer.
            refused: The error to raise where the server does not take what was sent.

        Raises:
            StoreError: The server cannot be reached, is too slow, wants other credentials, or does not do such things.
        """
        headers = {"Accept": accept, "User-Agent": "graphkit", **self._credentials.headers()}
        if kind is not None:
            headers["Content-Type"] = kind
        url = f"{address}?{urlencode(parameters)}" if parameters else address
        try:
            response = self._pool.request(
                method, url, body=body, headers=headers, preload_content=False, redirect=False
            )
        except HTTPError as error:
            self.explain(address, error)
        answer = HttpAnswer(self, address, response)
        if response.status >= 300:
            try:
                self._refuse(address, response, answer, refused)
            finally:
                answer.close()
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def show(self, text: str) -> str:
        """Make what a server says fit for an error: short, on one line, and without our secrets."""
        plain = " ".join(self._credentials.redact(text).split())
        plain = "".join(character for character in plain if character.isprintable())
        return f"{plain[:_SHOWN]}…" if len(plain) > _SHOWN else plain

    def describe_timeout(self, address: str) -> str:
        """Raise the error of a time limit."""
        hint = "ask for less, or set GRAPHKIT_STORE_TIMEOUT to more seconds"
        return f"{address}: the server did not answer within {self.timeout:g} seconds; {hint}"

    def explain(self, address: str, error: HTTPError) -> NoReturn:
        """Raise the error that says why no answer came.

        Raises:
            StoreError: Always.
        """
        cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
        if isinstance(cause, ReadTimeoutError):
            raise StoreError(self.describe_timeout(address)) from None
        if isinstance(cause, NameResolutionError):
            reason = f"there is no machine called {urlsplit(address).hostname}"
        elif isinstance(cause, ConnectTimeoutError) and not isinstance(cause, NewConnectionError):
            reason = "nothing answers there"
        elif isinstance(cause, SSLError):
            reason = f"its certificate is not trusted or the connection not safe: {self.show(str(cause))}"
        elif isinstance(cause, ProtocolError):
            reason = "the connection broke off in the middle"
        else:
            reason = self.show(re.sub(r".*: |\[Errno -?\d+\] ", "", str(cause))).lower()
        raise StoreError(f"{address}: the server cannot be reached: {reason}; is it running, and is this its address?")

    def _refuse(
        self, address: str, response: BaseHTTPResponse, answer: HttpAnswer, refused: type[GraphkitError]
    ) -> NoReturn:
        status, role = response.status, self.endpoints.find_role(address)
        if status < 400:
            # What follows the '?' may be a secret of the server's.
            place = self.show(response.headers.get("Location", "").partition("?")[0])
            elsewhere = "another place" if "@" in place or not place else place
            raise StoreError(f"{address}: sends on to {elsewhere}; if you trust it, give that as the address")
        if status in (401, 403) and not self._credentials:
            hint = "set GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD, or GRAPHKIT_STORE_TOKEN"
            raise StoreError(f"{address}: the server wants to know who asks ({status}); {hint}")
        if status in (401, 403):
            hint = "check GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD, or GRAPHKIT_STORE_TOKEN"
            raise StoreError(f"{address}: the server does not let us do this ({status}); {hint}")
        if status in (404, 405, 501):
            what = {"query": "SPARQL queries", "update": "SPARQL updates", "data": "the Graph Store Protocol"}[role]
            hint = f"set {VARIABLES[role]} to where it does"
            raise StoreError(f"{address}: the server does not take {what} here ({status}); {hint}")
        body = "" if answer.kind == "text/html" else self.show(answer.read().decode(errors="replace"))
        what = f"the server refuses the {'graph' if role == 'data' else role}" if status < 500 else "the server failed"
        raise (refused if status < 500 else StoreError)(f"{address}: {what} ({status}){f': {body}' if body else ''}")
