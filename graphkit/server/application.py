"""The web application: which function answers which request, and how the server runs."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

import anyio
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit.errors import GraphkitError, InputError
from graphkit.files.layout import PICTURE
from graphkit.query.processes import Ending, Limits
from graphkit.server import (
    api,
    articles,
    ask,
    brief,
    changes,
    endpoint,
    identities,
    index,
    names,
    pages,
    search,
    verdicts,
    who,
)
from graphkit.server.guards import LOOPBACK, Gate, Guards
from graphkit.server.kept import Kept, read_state
from graphkit.server.lanes import Job, Lanes
from graphkit.server.processes import Processes
from graphkit.server.replies import Reply, refuse
from graphkit.server.start import Door
from graphkit.server.uploads import LARGEST_TEXT

__all__ = ["make_application", "run"]

_KEPT = 8  # processes that wait for the next request, at most
_UPLOAD = 120  # seconds that a file may take to come
_NAME = 200  # characters of a name that is looked for
_READ_ONLY = "this endpoint only reads; updates are not answered"


def make_application(
    folder: Path,
    *,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    writes: bool = False,
    door: Door | None = None,
) -> Starlette:
    """Make the application that serves an output folder.

    Args:
        folder: The output folder of `graphkit build`.
        limits: The limits of requests.
        hosts: Names of the server besides those of this machine itself.
        writes: Whether people on this machine may review what was read.
        door: The front door, where articles are first to be read; the output is then the one that it names.

    Returns:
        An ASGI application. Where its lifespan is run, a process for the first request is started ahead.
    """
    handlers = _Handlers(folder, limits or Limits(), Gate(writes=writes), door)
    routes = [
        *(handlers.list_door(door) if door else ()),
        Route("/", handlers.show_brief),
        Route("/picture", handlers.explore),
        Route("/ask", handlers.ask),
        Route("/names", handlers.complete),
        Route("/search", handlers.search),
        Route("/sparql", handlers.answer, methods=["GET", "POST"]),
        Route("/api", _serve(api.describe)),
        Route("/api/{tool}", handlers.call),
        Route("/query", _serve(pages.query_page)),
        Route("/queries.json", _serve(pages.named_queries)),
        Route("/who/", handlers.list_entities),
        Route("/who/{key:path}", handlers.show_entity),
        Route("/changes", handlers.show_changes),
        Route("/doc/", handlers.list_articles),
        Route("/doc/{key}", handlers.show_article),
        Route("/reviews", handlers.write(verdicts.give), methods=["POST"]),
        Route("/reviews/revoke", handlers.write(verdicts.take_back), methods=["POST"]),
        Route("/identities", handlers.show_identities),
        Route("/identities", handlers.write(identities.give), methods=["POST"]),
        Route("/identities/revoke", handlers.write(identities.take_back), methods=["POST"]),
        Route("/static/{name}", _serve_static),
        Route("/favicon.ico", _serve(lambda: Reply(body=b"", status=204))),
    ]
    middleware = [Middleware(Guards, hosts=(*LOOPBACK, *hosts))]
    return Starlette(routes=routes, middleware=middleware, lifespan=handlers.live)


def run(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    writes: bool = True,
    starts: bool = False,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve an output folder until a signal stops the server.

    Args:
        folder: The output folder of `graphkit build`.
        host: The address to listen at.
        port: The port; 0 takes one that is free.
        limits: The limits of requests.
        hosts: Further names of the server.
        writes: Whether people on this machine may review what was read; never where others can reach the server.
        starts: Whether the folder is only where the graph of what people send to the start page is to stand.
        ready: Called with the server's address once it listens.

    Raises:
        InputError: Nothing can listen there.
    """
    import uvicorn

    from graphkit.server import connections

    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        hint = "name another --port, or 0 for one that is free"
        raise InputError(f"{host}:{port}: nothing can listen there: {error}; {hint}") from error
    name = f"[{host}]" if ":" in host else host
    writes = writes and host in LOOPBACK
    door = Door(folder) if starts else None
    application = make_application(folder, limits=limits, hosts=(host, *hosts), writes=writes, door=door)
    settings = connections.configure(application, connections.Bounds())
    with listener, closing(door) if door else nullcontext():
        ready(f"http://{name}:{listener.getsockname()[1]}/")
        uvicorn.Server(settings).run(sockets=[listener])


class _Handlers:
    """The handlers of requests, which have work done in a limited number of processes."""

    def __init__(self, folder: Path, limits: Limits, gate: Gate, door: Door | None) -> None:
        self._given = folder
        self._door = door
        self._gate = gate
        self._limits = limits
        self._processes = Processes(limits, None if door else folder, kept=min(_KEPT, limits.processes))
        self._lanes = Lanes(limits)
        self._kept = Kept()
        # answers are kept one after another, and none is stopped because others wait
        self._writers = Processes(limits)
        self._pen = anyio.CapacityLimiter(1)

    @property
    def _folder(self) -> Path:
        return self._door.folder if self._door else self._given

    @property
    def _may_rebuild(self) -> bool:
        return self._door is not None and self._door.may_rebuild

    @asynccontextmanager
    async def live(self, _: Starlette) -> AsyncIterator[None]:
        """Start a process for the first request while the server starts to listen, and end all with the server."""
        async with anyio.create_task_group() as group:
            group.start_soon(run_sync, self._processes.start_ahead)
            try:
                yield
            finally:
                self._processes.close()

    def list_door(self, door: Door) -> Iterable[Route]:
        """List the routes of the front door, by which files come in and are read."""

        async def show(request: Request) -> Response:
            if door.landed and request.url.path == "/":
                return await self.show_brief(request)
            return _respond(door.render(self._gate.token))

        async def tell(_: Request) -> Response:
            return _respond(await run_sync(door.describe))

        def post(work: Callable[[Request], Awaitable[Reply]]) -> Callable[[Request], Awaitable[Response]]:
            async def handle(request: Request) -> Response:
                refused = self._refuse_writing(request)
                if refused is not None:
                    return _respond(refused)
                try:
                    with anyio.fail_after(_UPLOAD):
                        return _respond(await work(request))
                except GraphkitError as error:
                    return _respond(refuse(400, str(error)))
                except TimeoutError:
                    return _respond(refuse(408, "the request came too slowly"))
                except OSError as error:
                    why = (error.strerror or str(error)).lower()
                    return _respond(refuse(507, f"it cannot be kept: {why}; free some space for temporary files"))
                except ClientDisconnect:
                    return _respond(refuse(499, "the client went away"))

            return handle

        async def take(request: Request) -> Reply:
            return await door.add(request.headers.get("x-file-name", ""), request.stream())

        async def paste(request: Request) -> Reply:
            body = await _read(request, replace(self._limits, request=LARGEST_TEXT))
            return body if isinstance(body, Reply) else await door.paste(body)

        async def begin(request: Request) -> Reply:
            body = await _read(request, self._limits)
            return body if isinstance(body, Reply) else await run_sync(door.begin, body)

        def plain(work: Callable[[], Reply]) -> Callable[[Request], Awaitable[Reply]]:
            return lambda _: run_sync(work)

        posts = {
            "file": take,
            "text": paste,
            "example": plain(door.add_example),
            "read": begin,
            "rebuild": plain(door.rebuild),
            "cancel": plain(door.cancel),
            "open": plain(door.open),
        }
        yield Route("/", show)
        yield Route("/start", show)
        yield Route("/start/state", tell)
        for name, work in posts.items():
            yield Route(f"/start/{name}", post(work), methods=["POST"])

    def _refuse_writing(self, request: Request) -> Reply | None:
        refused = self._gate.refuse(request.method, request.headers, request.client.host if request.client else "")
        return refuse(*refused) if refused else None

    async def show_brief(self, request: Request) -> Response:
        return await self._work(request, partial(self._processes.run, brief.render, self._folder))

    async def explore(self, _: Request) -> Response:
        reply = await run_sync(pages.explorer, self._folder / PICTURE)
        return _respond(reply, {"Content-Security-Policy": "frame-ancestors 'none'"})

    async def answer(self, request: Request) -> Response:
        query = await _parse(request, self._limits)
        if isinstance(query, Reply):
            return _respond(query)
        return await self._work(request, partial(self._processes.run, endpoint.answer, self._folder, query))

    async def list_entities(self, request: Request) -> Response:
        return await self._show(request, who.render_list)

    async def show_entity(self, request: Request) -> Response:
        return await self._show(request, who.render, request.path_params["key"])

    async def list_articles(self, request: Request) -> Response:
        return await self._work(request, partial(self._processes.run, index.render_index, self._folder))

    async def _show(self, request: Request, render: Callable[..., Reply], *values: str) -> Response:
        """Show a page that is made of the graph alone: once, until the graph changes."""
        folder = self._folder
        state = await run_sync(read_state, folder)
        key = (folder, render.__qualname__, *values)
        kept = self._kept.find(state, *key)
        if kept is not None:
            return _respond(kept)

        def make(*, ending: Ending | None = None) -> Reply:
            reply = self._processes.run(render, folder, *values, ending=ending)
            self._kept.keep(reply, state, *key)
            return reply

        return await self._work(request, make)

    async def show_changes(self, request: Request) -> Response:
        return await self._show_form(request, changes.render)

    async def ask(self, request: Request) -> Response:
        return await self._show_form(request, ask.render)

    async def call(self, request: Request) -> Response:
        return await self._show_form(request, api.answer, request.path_params["tool"])

    async def complete(self, request: Request) -> Response:
        return await self._show_form(request, names.complete)

    async def search(self, request: Request) -> Response:
        return await self._show_form(request, search.render)

    async def _show_form(self, request: Request, render: Callable[..., Reply], *values: str) -> Response:
        """Answer a form that was sent by its address."""
        pairs = _parse_pairs(request.url.query)
        if pairs is None:
            return _respond(refuse(400, "the address is not in UTF-8"))
        return await self._work(request, partial(self._processes.run, render, self._folder, *values, dict(pairs)))

    async def show_article(self, request: Request) -> Response:
        key = request.path_params["key"]
        kind = endpoint.choose_kind(("text/html", "text/turtle"), _read_accept(request))
        if kind == "text/turtle":
            return await self._work(request, partial(self._processes.run, articles.describe, self._folder, key))
        values = (self._folder, key, self._gate.token, self._may_rebuild)
        return await self._work(request, partial(self._processes.run, articles.render, *values))

    async def show_identities(self, request: Request) -> Response:
        who, other = (request.query_params.get(name, "").strip()[:_NAME] for name in ("who", "other"))
        values = (self._folder, who, other, self._gate.token, self._may_rebuild)
        return await self._work(request, partial(self._processes.run, identities.render, *values))

    def write(self, work: Callable[..., Reply]) -> Callable[[Request], Awaitable[Response]]:
        """Return the handler of requests by which something is written."""

        async def answer(request: Request) -> Response:
            refused = self._refuse_writing(request)
            if refused is not None:
                return _respond(refused)
            body = await _read(request, self._limits)
            if isinstance(body, Reply):
                return _respond(body)
            run = partial(self._writers.run, work, self._folder, body, self._gate.token, self._may_rebuild)
            return await self._work(request, run, self._pen)

        return answer

    async def _work(
        self, request: Request, run: Callable[..., Reply], pen: anyio.CapacityLimiter | None = None
    ) -> Response:
        """Wait for the answer in its turn, but not for a client that went away."""
        waiting = pen.statistics().tasks_waiting >= self._limits.waiting if pen else self._lanes.is_full
        if waiting:
            return _respond(refuse(503, "too many are waiting; try again later"), {"Retry-After": "5"})
        job = Job(run)
        reply = refuse(499, "the client went away")
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, job)
            if pen is None:
                reply = await self._lanes.do(job)
            else:
                reply = await run_sync(partial(run, ending=job.ending), limiter=pen)
            group.cancel_scope.cancel()
        return _respond(reply, {"Retry-After": "5"} if reply.status == 503 else {})


async def _watch(request: Request, job: Job) -> None:
    while not await request.is_disconnected():
        await anyio.sleep(0.25)
    job.leave()


async def _parse(request: Request, limits: Limits) -> endpoint.Query | Reply:
    """Parse a request of the SPARQL 1.1 Protocol."""
    parameters = _parse_pairs(request.url.query)
    if parameters is None:
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
            parameters += _parse_pairs(text) or []
        elif kind == "application/sparql-query":
            parameters.append(("query", text))
        elif kind == "application/sparql-update":
            return refuse(403, _READ_ONLY)
        else:
            return refuse(415, "a query is posted as application/sparql-query or application/x-www-form-urlencoded")
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        return refuse(403, _READ_ONLY)
    queries = values.get("query", [])
    if len(queries) != 1:
        return refuse(400, "give one query, as the parameter 'query'; people find a form for it at /query")
    return endpoint.Query(
        text=queries[0],
        default_graphs=tuple(values.get("default-graph-uri", ())),
        named_graphs=tuple(values.get("named-graph-uri", ())),
        bindings={name[1:]: given[-1] for name, given in values.items() if name.startswith("$")},
        accept=_read_accept(request),
    )


def _read_accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept")) or "*/*"


def _parse_pairs(text: str) -> list[tuple[str, str]] | None:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        return None


async def _read(request: Request, limits: Limits) -> bytes | Reply:
    """Read the body of a request, and refuse one that is too long or too slow."""
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
