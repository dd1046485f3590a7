"""Runs a hosted course until it is asked to end."""

from __future__ import annotations

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from grader.core.errors import UsageError
from grader.serve.hosted.gate import Gate

GRACE = 20
"""Seconds that requests have to be answered in after a stop was asked for."""


def listen(bind: str) -> tuple[socket.socket, str]:
    """Open the address to serve at; return its socket, and `HOST:PORT` as it is now.

    Args:
        bind: `HOST:PORT`, or `[ADDRESS]:PORT` for IPv6; port 0 is any that is free.

    Raises:
        UsageError: it cannot be used.
    """
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise UsageError(f"{bind!r} is not an address and port. Write HOST:PORT, such as 127.0.0.1:8000.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, int(port)))
        listening.listen(1024)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise UsageError(f"{bind}: cannot be used ({getattr(error, 'strerror', None) or error}).") from None
    chosen = listening.getsockname()[1]
    return listening, f"[{host}]:{chosen}" if family == socket.AF_INET6 else f"{host}:{chosen}"


def public_url(url: str | None, place: str) -> str:
    """Return the address that learners open.

    Args:
        url: as the operator gave it.
        place: where it is served, `HOST:PORT`.

    Raises:
        UsageError: it is none, or learners' cookies would go over the network in the open.
    """
    found = (url or f"http://{place}").rstrip("/")
    parts = urlsplit(found)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query or parts.fragment:
        raise UsageError(f"{url!r} cannot be the address of a course. Write it like https://course.example.org.")
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise UsageError(
            "Learners would sign in without encryption. Put a web server with HTTPS in front of the course, as "
            "docs/serve.md shows, and give its address: --url https://course.example.org"
        )
    return found


def run_server(app: Gate, listening: socket.socket, started: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; requests that have come are answered first.

    Args:
        app: the application.
        listening: where.
        started: is called when requests are answered.
    """
    import uvicorn

    class HostedServer(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                started()

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=20,
        backlog=1024,
    )
    try:
        HostedServer(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # a stop is the usual end
    finally:
        listening.close()
