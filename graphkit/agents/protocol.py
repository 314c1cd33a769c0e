"""Serve the tools to agents by the Model Context Protocol, over standard streams or HTTP on this machine.

Each call runs in a process of its own with the limits of the server, so that a query that never ends harms nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import anyio
from anyio.to_thread import run_sync

from graphkit import __version__
from graphkit.agents.calling import NOTE, call
from graphkit.agents.tools import TOOLS
from graphkit.errors import DamageError, GraphkitError
from graphkit.query.processes import FaultError, Limits, Processes

if TYPE_CHECKING:
    from mcp import types
    from mcp.server import ServerRequestContext
    from mcp.server.lowlevel import Server

__all__ = ["make_server", "serve_http", "serve_streams"]

_ARTICLE = "graphkit://article/"
_CLAIM = "graphkit://evidence/"
_PRELOADED = ("pyoxigraph", "graphkit.agents.calling", "graphkit.query.evaluation")
_INSTRUCTIONS = (
    "A graph of who said what in news articles, about whom, through whom, and who disputes it. Begin with 'ask' or "
    "'brief'. Cite what you take from it: every row has the exact sentence, its article and its characters. "
)


def make_server(folder: Path, limits: Limits) -> Server[dict[str, object]]:
    """Make the server of the protocol.

    Args:
        folder: The output folder of graphkit.
        limits: The limits of each call.
    """
    from mcp import types
    from mcp.server.lowlevel import Server
    from mcp.shared.exceptions import MCPError

    processes = Processes(limits, _PRELOADED)
    slots = anyio.CapacityLimiter(limits.processes)

    async def answer(name: str, given: dict[str, object]) -> str:
        run = partial(processes.run, call, folder.resolve(), name, given, limits.answer)
        body: bytes = await run_sync(run, limiter=slots)
        return body.decode()

    async def list_tools(
        _: ServerRequestContext[dict[str, object]], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        hints = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        return types.ListToolsResult(
            tools=[
                types.Tool(name=tool.name, description=tool.description, input_schema=tool.schema, annotations=hints)
                for tool in TOOLS
            ]
        )

    async def call_tool(
        _: ServerRequestContext[dict[str, object]], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            text = await answer(params.name, dict(params.arguments or {}))
        except (GraphkitError, FaultError) as error:
            return types.CallToolResult(content=[types.TextContent(text=_explain(error))], is_error=True)
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=json.loads(text))

    async def list_resources(
        _: ServerRequestContext[dict[str, object]], __: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        try:
            articles = json.loads(await answer("list_articles", {}))["articles"]
        except (GraphkitError, FaultError) as error:
            raise MCPError(types.INTERNAL_ERROR, _explain(error)) from None
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=_ARTICLE + article["iri"].rsplit("/", 1)[-1],
                    name=article["identifier"],
                    title=article["title"],
                    mime_type="application/json",
                )
                for article in articles
            ]
        )

    async def list_templates(
        _: ServerRequestContext[dict[str, object]], __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        described = (
            (f"{_ARTICLE}{{key}}", "article", "The text of an article, by the last part of its address."),
            (f"{_CLAIM}{{+id}}", "evidence", "A claim or a statement with its sentence, by its address."),
        )
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(uri_template=uri, name=name, description=text, mime_type="application/json")
                for uri, name, text in described
            ]
        )

    async def read_resource(
        _: ServerRequestContext[dict[str, object]], params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        for start, tool in ((_ARTICLE, "article"), (_CLAIM, "evidence")):
            if params.uri.startswith(start):
                try:
                    text = await answer(tool, {"id": unquote(params.uri.removeprefix(start))})
                except (GraphkitError, FaultError) as error:
                    raise MCPError(types.INVALID_PARAMS, _explain(error)) from None
                content = types.TextResourceContents(uri=params.uri, mime_type="application/json", text=text)
                return types.ReadResourceResult(contents=[content])
        raise MCPError(types.INVALID_PARAMS, f"there is no resource {params.uri[:200]!r}")

    return Server(
        "graphkit",
        version=__version__,
        instructions=_INSTRUCTIONS + NOTE,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def serve_streams(folder: Path, limits: Limits) -> None:
    """Serve one client over standard input and output, until it closes them.

    Args:
        folder: The output folder of graphkit.
        limits: The limits of each call.
    """
    from mcp.server.stdio import stdio_server

    async def serve() -> None:
        server = make_server(folder, limits)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(serve)


def serve_http(folder: Path, limits: Limits, *, port: int, ready: Callable[[str], None]) -> None:
    """Serve clients over HTTP on this machine alone, until interrupted.

    Args:
        folder: The output folder of graphkit.
        limits: The limits of each call.
        port: The port; 0 for one that is free.
        ready: Called with the address once it listens.
    """
    import socket

    import uvicorn

    application = make_server(folder, limits).streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=limits.request
    )
    with socket.create_server(("127.0.0.1", port)) as listening:
        ready(f"http://127.0.0.1:{listening.getsockname()[1]}/mcp")
        config = uvicorn.Config(application, log_level="warning", timeout_keep_alive=5, limit_concurrency=256)
        uvicorn.Server(config).run([listening])


def _explain(error: Exception) -> str:
    """Say in one line what went wrong, without a path of this machine."""
    if isinstance(error, DamageError):
        return "the graph is damaged; 'graphkit check' says where"
    return "a fault in graphkit" if isinstance(error, FaultError) else " ".join(str(error).split())
