"""Waiting for the connection to a worker: a socket, or what stands in for one where there are no processes."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from typing import Any


def reader_of(connection: Any, source: Callable[[str], Any]) -> Callable[[float], bool]:
    """Return what waits so many seconds for a connection to be readable, and says whether it is.

    Args:
        connection: a socket, or an object with `readable` and `writable` beside a socket's `send`, `recv`,
            `setblocking` and `close`.
        source: gives the learner's files; one that runs them in this process asks for them directly.
    """
    if not isinstance(connection, socket.socket):
        connection.source = source
        return lambda seconds: bool(connection.readable(seconds))
    if not hasattr(select, "poll"):  # Windows has none
        return lambda seconds: bool(select.select([connection], [], [], seconds)[0])
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return lambda seconds: bool(poll.poll(seconds * 1000))


def writable(connection: Any, deadline: float) -> bool:
    """Whether a connection can be written before the deadline."""
    seconds = max(0.0, deadline - time.monotonic())
    if not isinstance(connection, socket.socket):
        return bool(connection.writable(seconds))
    if not hasattr(select, "poll"):
        return bool(select.select([], [connection], [], seconds)[1])
    poll = select.poll()
    poll.register(connection, select.POLLOUT)
    return bool(poll.poll(seconds * 1000))
