"""What stands for stdout and stderr in a worker; it imports the standard library alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol


class Outlet(Protocol):
    """Where frames go."""

    def send(self, *message: Any) -> None:
        """Send one frame."""

    def send_bytes(self, data: bytes) -> None:
        """Send a frame that is encoded already."""


class Printed:
    """Takes the place of stdout and stderr: sends what is printed, up to a limit."""

    encoding, errors, closed, newlines = "utf-8", "strict", False, None

    def __init__(self, channel: Outlet, limit: int) -> None:
        self._channel, self._left, self._size = channel, limit, 0
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        """Keep `text` until the line or the buffer is full."""
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if self._left > 0:
            piece = text[: self._left + 1]
            self._parts.append(piece)
            self._size += len(piece)
            if self._size > 4096 or "\n" in piece:
                self.flush()
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of `lines`."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Send what is kept."""
        text, self._parts, self._size = "".join(self._parts), [], 0
        if text and self._left > 0:
            self._channel.send("printed", text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._channel.send("cut")

    def isatty(self) -> bool:
        """Say that it is not a terminal."""
        return False

    def readable(self) -> bool:
        """Say that it cannot be read."""
        return False

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def fileno(self) -> int:
        """Raise OSError: there is no file behind it."""
        raise OSError("there is no file behind print() in the sandbox")
