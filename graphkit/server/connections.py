"""Hold connections to limits: how many there are, how long a request may take to come, and an answer to be read.

The library that serves bounds neither. Where there are too many connections, the one goes whose client has been silent
longest, so that clients that stall make room for those that ask.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

__all__ = ["Bounds", "configure"]

_MOST = 512
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"


def _count_room() -> int:
    """Return how many connections there may be: half of the files that may be open are left to all else."""
    if sys.platform == "win32":
        return _MOST
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST if files == resource.RLIM_INFINITY else min(_MOST, files // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The limits of connections; those of requests are `Limits`.

    Args:
        connections: How many there may be.
        share: Which part of them may come from one address, so that one client cannot take them all.
        head: Seconds that the head of a request may take to come.
        unread: Seconds that an answer may wait to be read.
        kept: Bytes of all answers together that may wait to be read.
    """

    connections: int = field(default_factory=_count_room)
    share: float = 0.5
    head: float = 10.0
    unread: float = 60.0
    kept: int = 1 << 28


def configure(application: ASGIApp, bounds: Bounds) -> Config:
    """Make the settings of the library that serves.

    Args:
        application: What answers.
        bounds: The limits of connections.

    Returns:
        The settings, for `uvicorn.Server`.
    """
    return Config(
        application,
        http=cast("type[asyncio.Protocol]", partial(_Connection, bounds=bounds)),
        ws="none",  # a connection that is none of HTTP would be held to no limit
        backlog=max(32, bounds.connections // 4),  # so many are accepted before the first of them is counted
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
    )


class _Timer:
    """Waits for a client, and does something about it where that takes too long.

    Args:
        loop: The loop that counts the time.
        seconds: How long the client may take.
        act: What is done then.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, act: Callable[[], None]) -> None:
        self._loop = loop
        self._seconds = seconds
        self._act = act
        self._handle: asyncio.TimerHandle | None = None

    @property
    def ends(self) -> float | None:
        """When it will have waited too long, by the loop's clock; None where it is not waiting."""
        return self._handle.when() if self._handle else None

    def start(self) -> None:
        """Begin to wait, or go on."""
        self._handle = self._handle or self._loop.call_later(self._seconds, self._act)

    def stop(self) -> None:
        """Wait no longer."""
        if self._handle:
            self._handle.cancel()
        self._handle = None


class _Connection(H11Protocol):
    """A connection, which is closed where its client keeps it waiting.

    Args:
        config: The settings of the server.
        server_state: What its connections share.
        app_state: What its requests share.
        bounds: The limits.
        _loop: The loop that it runs in.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        bounds: Bounds,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._bounds = bounds
        self._heard = self.loop.time()
        self._head = _Timer(self.loop, bounds.head, self._drop)
        self._unread = _Timer(self.loop, bounds.unread, self._drop)

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    @property
    def _is_asking(self) -> bool:
        """Whether a request has begun that is not yet answered."""
        return self.cycle is not None and not self.cycle.response_complete  # type: ignore[redundant-expr]

    @property
    def _is_idle(self) -> bool:
        """Whether the next thing is up to the client: to ask, to send the rest of what it asks, or to read."""
        return not self._is_asking or self.cycle.more_body or self._unread.ends is not None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, and close another connection where there are too many."""
        super().connection_made(transport)
        # or what is written after the head waits until the client has acknowledged it: 40 ms
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.set_write_buffer_limits(0)  # whatever waits to be read is then told to pause_writing
        self._head.start()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._head.stop()
        self._unread.stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes; a head that has begun must end in time."""
        self._heard = self.loop.time()
        super().data_received(data)
        if self._is_asking:
            self._head.stop()
        else:
            self._head.start()

    def pause_writing(self) -> None:
        """Begin to wait until the client reads, and drop what has waited longest where too much waits."""
        super().pause_writing()
        self._unread.start()
        waiting = {one: one._unread.ends for one in self._all() if one._unread.ends is not None}
        while sum(one.transport.get_write_buffer_size() for one in waiting) > self._bounds.kept:
            longest = min(waiting, key=waiting.__getitem__)
            del waiting[longest]
            longest._drop()

    def resume_writing(self) -> None:
        """Note that the client has read everything."""
        self._unread.stop()
        super().resume_writing()

    def _make_room(self) -> None:
        most = self._bounds.connections
        everybody = self._all()
        here = [one for one in everybody if one._address == self._address]
        for connections, limit in ((here, most * self._bounds.share), (everybody, most)):
            if len(connections) > limit:
                idle = {one: one._heard for one in connections if one._is_idle and one is not self}
                if idle:
                    min(idle, key=idle.__getitem__)._drop()
                else:
                    self.transport.write(_FULL)
                    self.transport.close()
                return

    def _all(self) -> list[_Connection]:
        return [one for one in self.connections if isinstance(one, _Connection)]

    def _drop(self) -> None:
        self.connections.discard(self)
        self.transport.abort()
