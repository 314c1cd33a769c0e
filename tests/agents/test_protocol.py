"""Agents are served by the Model Context Protocol: its own client lists and calls every tool, over streams and HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mcp
import pytest
from click.testing import CliRunner
from faces import FERRY, build_faces
from loops import run_apart

from graphkit.agents import NOTE, TOOLS
from graphkit.cli import cli
from graphkit.query.processes import Limits

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

pytestmark = pytest.mark.slow

GIVEN: dict[str, dict[str, Any]] = {
    "ask": {"question": "What does Ragna Thorvald deny?"},
    "search": {"words": "ferry"},
    "person": {"name": "Ragna Thorvald"},
    "article": {"id": "ferry.txt"},
    "question": {"name": "who-denies-what"},
    "sparql": {"query": "SELECT ?s { GRAPH ?g { ?s a gk:Claim } }"},
}
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_faces().save(tmp_path_factory.mktemp("protocol") / "out")


def text_of(answer: mcp.types.CallToolResult) -> str:
    [content] = answer.content
    assert isinstance(content, mcp.types.TextContent)
    return content.text


def text_in(read: mcp.types.ReadResourceResult) -> str:
    [content] = read.contents
    assert isinstance(content, mcp.types.TextResourceContents)
    return content.text


def talk(
    target: mcp.StdioServerParameters | str | Server[dict[str, object]], work: Callable[[mcp.Client], Awaitable[None]]
) -> None:
    async def run() -> None:
        async with mcp.Client(target) as client:
            await work(client)

    run_apart(run)


def test_every_tool_is_listed_and_answers(out: Path) -> None:
    from graphkit.agents.protocol import make_server

    async def work(client: mcp.Client) -> None:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == [tool.name for tool in TOOLS]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
        found = await client.call_tool("question", GIVEN["question"])
        claim = found.structured_content["rows"][0]["sentences"][0]["claims"][0]["iri"]
        for tool in TOOLS:
            given = {"id": claim} if tool.name == "evidence" else GIVEN.get(tool.name, {})
            answer = await client.call_tool(tool.name, given)
            assert not answer.is_error, answer.content
            assert answer.structured_content["note"] == NOTE
        resources = (await client.list_resources()).resources
        assert [resource.name for resource in resources] == ["ferry.txt", "tide.txt"]
        read = await client.read_resource(str(resources[0].uri))
        assert FERRY.splitlines()[0] in text_in(read)
        read = await client.read_resource(f"graphkit://evidence/{claim}")
        assert "the ferry had leaked" in text_in(read)
        assert len((await client.list_resource_templates()).resource_templates) == 2

    talk(make_server(out, Limits(seconds=30)), work)


def test_whatever_is_asked_the_server_goes_on(out: Path) -> None:
    from graphkit.agents.protocol import make_server

    async def work(client: mcp.Client) -> None:
        refused: tuple[tuple[str, dict[str, Any], str], ...] = (
            ("guess", {}, "there is no tool 'guess'"),
            ("ask", {"question": ""}, "ask needs question"),
            ("person", {"name": "Nobody Here"}, "no entity in the graph is called 'Nobody Here'"),
            ("sparql", {"query": ENDLESS}, "the query "),
        )
        for name, given, why in refused:
            answer = await client.call_tool(name, given)
            assert answer.is_error
            assert text_of(answer).startswith(why)
        for uri in ("graphkit://article/none", "file:///etc/passwd"):
            with pytest.raises(mcp.MCPError):
                await client.read_resource(uri)
        assert not (await client.call_tool("ask", GIVEN["ask"])).is_error

    talk(make_server(out, Limits(seconds=2)), work)


def test_it_is_served_over_streams_and_http(out: Path) -> None:
    async def work(client: mcp.Client) -> None:
        answer = await client.call_tool("ask", GIVEN["ask"])
        assert "She denied that the ferry had leaked." in text_of(answer)

    command = ["-m", "graphkit", "mcp", str(out)]
    talk(mcp.StdioServerParameters(command=sys.executable, args=command), work)
    with subprocess.Popen([sys.executable, *command, "--http", "--port", "0"], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.readline().decode().split()
        try:
            talk(said[-1], work)
        finally:
            process.terminate()
            process.communicate()


def test_without_an_output_it_says_so(tmp_path: Path) -> None:
    told = CliRunner().invoke(cli, ["mcp", str(tmp_path / "none")])
    assert told.exit_code != 0
    assert "none" in str(told.exception)
