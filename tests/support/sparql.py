"""Start SPARQL servers for the tests: the real Oxigraph, and small ones that misbehave."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

__all__ = ["Request", "run_oxigraph", "run_stub"]

_PATIENCE = 20.0


@contextmanager
def run_oxigraph(*options: str) -> Iterator[str]:
    """Run Oxigraph's own server in memory, on a free port of this machine; give its address."""
    command = shutil.which("oxigraph", path=Path(sys.executable).parent) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("no oxigraph on this machine (pip install oxigraph)")
    # Another process may take the port between our finding it and the server's.
    for _ in range(5):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [command, "serve", "--bind", f"127.0.0.1:{port}", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            if _is_ready(process, port):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            process.kill()
            process.wait()
    pytest.fail("the oxigraph server did not start")


def _is_ready(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            process.wait(timeout=0.02)
            return False
        except subprocess.TimeoutExpired:
            pass
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            pass
    return False


class Request(BaseHTTPRequestHandler):
    """A request to a stub; what it answers is up to the test."""

    body: bytes

    def handle_any(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append(self)  # type: ignore[attr-defined]
        self.server.answer(self)  # type: ignore[attr-defined]

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer; `Content_Type="text/html"` is a header."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def run_stub(answer: Callable[[Request], None]) -> Iterator[tuple[str, list[Request]]]:
    """Run a server that answers as a test says; give its address and the requests that it has seen."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    seen: list[Request] = []
    server.answer, server.seen = answer, seen  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
