"""Lead each request to what answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import parse_qsl

import anyio
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit.files.layout import PICTURE
from graphkit.server import articles, endpoint, pages
from graphkit.server.guards import Guards
from graphkit.server.limits import Limits
from graphkit.server.processes import Processes
from graphkit.server.replies import Reply, refuse

__all__ = ["make_application"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PATIENCE = 0.3  # seconds that a query waits before the one that has run longest may be stopped for it
_READ_ONLY = "this endpoint only reads; updates are not answered"


def make_application(folder: Path, *, limits: Limits | None = None, hosts: Iterable[str] = ()) -> Starlette:
    """Make the application that serves an output folder.

    Args:
        folder: What `graphkit build` wrote.
        limits: How much a client may ask for.
        hosts: Names, besides those of this machine itself, by which the server may be asked for.

    Returns:
        An ASGI application.
    """
    desk = _Desk(folder, limits or Limits())
    routes = [
        Route("/", desk.explore),
        Route("/sparql", desk.ask, methods=["GET", "POST"]),
        Route("/query", _serve(pages.query_page)),
        Route("/queries.json", _serve(pages.named_queries)),
        Route("/doc/{key}", desk.show_article),
        Route("/static/{name}", _serve_static),
        Route("/favicon.ico", _serve(lambda: Reply(body=b"", status=204))),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guards, hosts=(*_LOOPBACK, *hosts))])


class _Desk:
    """Takes requests, and has them worked on, so many at a time."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._processes = Processes(limits)
        self._seats = anyio.CapacityLimiter(limits.processes)

    async def explore(self, _: Request) -> Response:
        reply = await run_sync(pages.explorer, self._folder / PICTURE)
        return _respond(reply, {"Content-Security-Policy": "frame-ancestors 'none'"})

    async def ask(self, request: Request) -> Response:
        asked = await _understand(request, self._limits)
        if isinstance(asked, Reply):
            return _respond(asked)
        return await self._work(request, partial(self._processes.run, endpoint.answer, self._folder, asked))

    async def show_article(self, request: Request) -> Response:
        key = request.path_params["key"]
        wanted = endpoint.choose_kind(("text/html", "text/turtle"), _read_accept(request))
        work = articles.describe if wanted == "text/turtle" else articles.render
        return await self._work(request, partial(self._processes.run, work, self._folder, key))

    async def _work(self, request: Request, run: Callable[..., Reply]) -> Response:
        """Wait for a seat, and then for the answer; a client that goes away is not waited for."""
        if self._seats.statistics().tasks_waiting >= self._limits.waiting:
            return _respond(refuse(503, "too many are waiting; try again later"), {"Retry-After": "5"})
        left = Event()
        reply = refuse(499, "the client went away")
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, left)
            group.start_soon(self._push_while_waiting)
            reply = await run_sync(partial(run, left=left), limiter=self._seats, abandon_on_cancel=False)
            group.cancel_scope.cancel()
        return _respond(reply, {"Retry-After": "5"} if reply.status == 503 else {})

    async def _push_while_waiting(self) -> None:
        while True:
            await anyio.sleep(_PATIENCE)
            if self._seats.statistics().tasks_waiting:
                self._processes.push()


async def _watch(request: Request, left: Event) -> None:
    while not await request.is_disconnected():
        await anyio.sleep(0.25)
    left.set()


async def _understand(request: Request, limits: Limits) -> endpoint.Asked | Reply:
    """Read a request as the SPARQL 1.1 Protocol has it."""
    given = _pairs(request.url.query)
    if given is None:
        return refuse(400, "the address is not in UTF-8")
    if request.method == "POST":
        body = await _read(request, limits)
        if isinstance(body, Reply):
            return body
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return refuse(400, "the request is not in UTF-8")
        if kind == "application/x-www-form-urlencoded":
            given += _pairs(text) or []
        elif kind == "application/sparql-query":
            given.append(("query", text))
        elif kind == "application/sparql-update":
            return refuse(403, _READ_ONLY)
        else:
            return refuse(415, "a query is posted as application/sparql-query or application/x-www-form-urlencoded")
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    if "update" in values:
        return refuse(403, _READ_ONLY)
    queries = values.get("query", [])
    if len(queries) != 1:
        return refuse(400, "give one query, as the parameter 'query'; people find a form for it at /query")
    return endpoint.Asked(
        query=queries[0],
        default_graphs=tuple(values.get("default-graph-uri", ())),
        named_graphs=tuple(values.get("named-graph-uri", ())),
        bindings={name[1:]: found[-1] for name, found in values.items() if name.startswith("$")},
        accept=_read_accept(request),
    )


def _read_accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept")) or "*/*"


def _pairs(text: str) -> list[tuple[str, str]] | None:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        return None


async def _read(request: Request, limits: Limits) -> bytes | Reply:
    """Read a body that is neither too long nor too slow."""
    body = b""
    try:
        with anyio.fail_after(limits.seconds):
            async for part in request.stream():
                body += part
                if len(body) > limits.request:
                    return refuse(413, f"the request is longer than {limits.request:,} bytes")
    except TimeoutError:
        return refuse(408, "the request came too slowly")
    except ClientDisconnect:
        return refuse(499, "the client went away")
    return body


def _serve(make: Callable[[], Reply]) -> Callable[[Request], Response]:
    return lambda _: _respond(make(), pages.POLICY)


def _serve_static(request: Request) -> Response:
    return _respond(pages.static(request.path_params["name"]))


def _respond(reply: Reply, headers: Mapping[str, str] | None = None) -> Response:
    own = {"Content-Security-Policy": pages.STRICT, "Vary": "Accept, Origin", **(headers or {})}
    return Response(reply.body, status_code=reply.status, media_type=reply.kind, headers=own)
