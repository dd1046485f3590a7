"""The connection to a worker, and the frames on it: a socket, or what stands in for one where there are no processes."""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from grader.sandbox import wire
from grader.sandbox.sources import ModuleSource


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


FRAME_ROOM = 64 * 1024
"""Bytes that a frame may have beside what it carries."""
_LOOK_UP_SECONDS = 0.5
"""How long it waits at a stretch: a signal that comes just before a wait is answered after it."""
_SEND_FLAGS = int(getattr(socket, "MSG_DONTWAIT", 0)) | int(getattr(socket, "MSG_NOSIGNAL", 0))


class HungUp(Exception):
    """The other side has gone."""


class FrameStream:
    """A connection to a worker, on which frames come that are believed to be nothing but frames."""

    def __init__(self, connection: Any, source: ModuleSource, depth: int) -> None:
        """Take a connection.

        Args:
            connection: a socket, or what stands for one; see reader_of.
            source: gives the learner's files.
            depth: how deep the values of frames may be nested.
        """
        connection.setblocking(False)
        self._connection, self._depth = connection, depth
        self._wait = reader_of(connection, source)
        self._buffer = bytearray()
        self.largest = FRAME_ROOM
        """The most bytes that the next frame may have."""
        self.arrays = 0
        """Bytes that the arrays of an answer may have."""
        self.last_size = 0
        """How many the last one had."""
        self.late: deque[tuple[Any, ...]] = deque()
        """Frames that came before the answer to a question that was put in between."""

    def make_room(self, room: int, echoed: int) -> None:
        """Set how many bytes the next frame may have, in which so many of ours may come back."""
        # what is given comes back at most once where there are arrays, whose numbers are as they are
        self.largest = room + (echoed + self.arrays if self.arrays else 8 * echoed)

    def send(self, data: bytes, deadline: float) -> bool:
        """Send all of this; whether that could be done before the deadline. HungUp where the other side has gone."""
        view = memoryview(data)
        while view:
            try:
                view = view[self._connection.send(view, _SEND_FLAGS) :]
            except BlockingIOError:
                if not writable(self._connection, deadline):
                    return False
            except OSError:
                raise HungUp from None
        return True

    def receive(self, deadline: float, allowed: Callable[[], float]) -> tuple[Any, ...] | None:
        """Return the next frame's value as it comes, or None where none comes in time.

        Args:
            deadline: when to give up, by the monotonic clock.
            allowed: asked before each wait; gives the seconds until it is to be asked again, 0 to give up.

        Raises:
            WireError: what came is no frame, or larger than it may be.
            HungUp: the other side has gone.
        """
        need = 4
        while True:
            if len(self._buffer) >= 4:
                size = wire.frame_size(bytes(self._buffer[:4]))
                if not 0 < size <= self.largest:
                    raise wire.WireError("empty or too large")
                need = 4 + size
            if len(self._buffer) >= need > 4:
                self.last_size = need
                value = wire.decode(self._taken(need), self._depth, self.largest)
                if not isinstance(value, tuple) or not value:
                    raise wire.WireError("no frame")
                return value
            if not self._readable(deadline, allowed) or not self._take(need):
                return None

    def _taken(self, end: int) -> bytes:
        """Take the bytes of a frame from the buffer; many of them are not copied."""
        if self.arrays and len(self._buffer) == end:
            whole, self._buffer = self._buffer, bytearray()
            return memoryview(whole)[4:]  # type: ignore[return-value]  # it is read like bytes
        body = bytes(self._buffer[4:end])
        del self._buffer[:end]
        return body

    def _take(self, need: int) -> bool:
        """Take what has come; whether to wait for more."""
        try:
            part = self._connection.recv(max(1 << 16, need - len(self._buffer)))
        except BlockingIOError:
            return True
        except TimeoutError:  # a browser's interpreter is not waited for any longer
            return False
        except OSError:
            part = b""
        if not part:
            raise HungUp
        self._buffer += part
        return True

    def _readable(self, deadline: float, allowed: Callable[[], float]) -> bool:
        """Whether there is something to read before the deadline."""
        while True:
            left = max(0.0, deadline - time.monotonic())
            until = min(left, allowed())
            seconds = min(until, _LOOK_UP_SECONDS)
            found = self._wait(seconds)
            if found or self.late or seconds == left or not until:
                return found

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
