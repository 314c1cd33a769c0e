"""Run the server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from pathlib import Path

from graphkit.errors import InputError
from graphkit.server.application import make_application
from graphkit.server.limits import Limits

__all__ = ["run"]


def run(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve an output folder until a signal comes.

    Args:
        folder: What `graphkit build` wrote.
        host: The address to listen at.
        port: The port; 0 takes one that is free.
        limits: How much a client may ask for.
        hosts: Further names by which the server may be asked for.
        ready: Called with the server's address once it listens.

    Raises:
        InputError: Nothing can listen there.
    """
    import uvicorn

    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        hint = "name another --port, or 0 for one that is free"
        raise InputError(f"{host}:{port}: nothing can listen there: {error}; {hint}") from error
    name = f"[{host}]" if ":" in host else host
    application = make_application(folder, limits=limits, hosts=(host, *hosts))
    settings = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
    )
    with listener:
        ready(f"http://{name}:{listener.getsockname()[1]}/")
        uvicorn.Server(settings).run(sockets=[listener])
