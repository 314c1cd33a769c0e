"""The tools as an API over HTTP, described by OpenAPI. Each call is answered in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphkit import __version__, agents
from graphkit.errors import DamageError, GraphkitError
from graphkit.server.replies import Reply

__all__ = ["answer", "describe"]

_JSON = "application/json"
_MOST = 32 << 20
_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}


def answer(folder: Path, name: str, given: Mapping[str, str]) -> Reply:
    """Answer a call.

    Args:
        folder: The output folder of graphkit.
        name: The name of the tool.
        given: The parameters of the request.
    """
    if all(tool.name != name for tool in agents.TOOLS):
        return _refuse(404, f"there is no tool {name!r}; /api describes those there are")
    try:
        return Reply(body=agents.call(folder, name, given, _MOST), kind=_JSON)
    except DamageError:
        raise
    except GraphkitError as error:
        return _refuse(400, str(error))


def describe() -> Reply:
    """Describe the API by OpenAPI 3.1."""
    description: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "graphkit", "version": __version__, "description": agents.NOTE},
        "servers": [{"url": "/api"}],
        "paths": {f"/{tool.name}": {"get": _describe(tool)} for tool in agents.TOOLS},
    }
    return Reply(body=json.dumps(description, ensure_ascii=False).encode(), kind=_JSON)


def _describe(tool: agents.Tool) -> dict[str, Any]:
    parameters = []
    for argument in tool.arguments:
        place: dict[str, Any] = {"name": argument.name, "in": "query", "required": argument.required}
        if argument.kind == "values":
            parameters.append({**place, "content": {_JSON: {"schema": argument.schema}}})
        else:
            parameters.append({**place, "schema": argument.schema})
    told = {"type": "object", "properties": {"note": {"type": "string"}}, "required": ["note"]}
    return {
        "operationId": tool.name,
        "summary": tool.description,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", "content": {_JSON: {"schema": told}}},
            "400": {"description": "What is wrong with the request.", "content": {_JSON: {"schema": _ERROR}}},
            "503": {"description": "It took too much time or memory, or others wait."},
        },
    }


def _refuse(status: int, why: str) -> Reply:
    return Reply(
        body=json.dumps({"error": why}, ensure_ascii=False).encode(errors="replace"), kind=_JSON, status=status
    )
