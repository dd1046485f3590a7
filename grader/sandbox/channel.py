"""A worker's side of its one socket; it imports the standard library and `wire` alone."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from typing import Any

from grader.sandbox import wire

_LARGE = 1 << 20


class Channel:
    """The one socket."""

    def __init__(self, read: Callable[[int], bytes], write: Callable[[memoryview], int]) -> None:
        """Take what reads at most so many bytes, and what writes some of what it is given."""
        self._read_some, self._write_some, self._buffer = read, write, b""
        self._sending, self._waiting = False, b""

    def send(self, *message: Any) -> None:
        """Send one frame."""
        self.send_bytes(wire.frame(message))

    def send_bytes(self, data: bytes | bytearray) -> None:
        """Send a frame that is encoded already."""
        self._sending = True
        self._write(data)
        while self._waiting:
            waiting, self._waiting = self._waiting, b""
            self._write(waiting)
        self._sending = False

    def interrupt(self, *message: Any) -> None:
        """Send a frame from a signal's handler: after the one that is being sent, if there is one."""
        if self._sending:
            self._waiting = wire.frame(message)
        else:
            self._write(wire.frame(message))

    def _write(self, data: bytes | bytearray) -> None:
        view = memoryview(data)
        while view:
            view = view[self._write_some(view) :]

    def receive(self) -> tuple[Any, bytes]:
        """Return the next frame's value and its bytes; the process ends where the other side has gone."""
        body = self.take(wire.frame_size(self.take(4)))
        return marshal.loads(body), body

    def take(self, size: int) -> bytes:
        """Return the next bytes, so many."""
        if size > _LARGE:
            return self._take_large(size)
        while len(self._buffer) < size:
            part = self._read_some(1 << 16)  # larger pieces cost a mapping of memory each
            if not part:
                os._exit(0)
            self._buffer += part
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def _take_large(self, size: int) -> bytes:
        """Return many bytes, each moved once more only."""
        parts, missing = [self._buffer[:size]], size - len(self._buffer)
        self._buffer = self._buffer[size:]
        while missing > 0:
            part = self._read_some(min(missing, 1 << 20))
            if not part:
                os._exit(0)
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)
