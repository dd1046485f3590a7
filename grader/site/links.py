"""The trusted side of the border in the browser: workers are separate interpreters, reached through a link of JavaScript.

A link has `send(bytes)`, `take()`, `wait(milliseconds)`, `ended` and `code`; see `frontend/src/link.js`. Where the browser
can suspend Python (JavaScript Promise Integration), `wait` gives a promise; over shared memory it blocks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from grader.sandbox import wire
from grader.sandbox.process_factory import ForkServerDied, Sources, limits_frame, rlimits
from grader.site.patience import AGAIN_SECONDS, Patience

if TYPE_CHECKING:
    from grader.core.course import Limits


_STOPPED = -15
"""The exit code of what the reader stopped, as of a process that SIGTERM ended."""


class LinkConnection:
    """A worker's connection over a link."""

    def __init__(self, link: Any, patience: Patience) -> None:
        self.link, self._patience = link, patience
        self._started = self._given_up = False
        self.waits_since: float | None = None
        """When the last call was sent; None while the interpreter still starts."""

    def setblocking(self, flag: bool) -> None:
        """Do nothing: it never blocks but in `readable`."""

    def send(self, data: bytes | memoryview, flags: int = 0) -> int:
        """Send some of `data` and return how much; OSError where the worker has gone."""
        from pyodide.ffi import to_js

        if self.link.ended:
            raise OSError("the interpreter has ended")
        if self._started:
            self.waits_since = time.monotonic()
        sent = int(self.link.send(to_js(memoryview(data))))
        if not sent:
            raise BlockingIOError
        return sent

    def recv(self, size: int) -> bytes:
        """Return what has come, nothing where the worker has gone; TimeoutError where a call is not waited for any longer."""
        part = self.link.take()
        if part is not None:
            if not self._started:  # with the first words of a worker its file begins to load
                self._started, self.waits_since = True, time.monotonic()
            return bytes(part.to_bytes())
        if self.link.ended:
            return b""
        raise TimeoutError if self._given_up else BlockingIOError

    def readable(self, seconds: float) -> bool:
        """Wait until there is something to read, or the worker has gone, or its call has had its time."""
        left = seconds if self.waits_since is None else self._patience.seconds - self.waited()
        if waited(self.link, max(0.0, min(seconds, left)) * 1000):
            return True
        self._given_up = left < seconds
        return self._given_up

    def waited(self) -> float:
        """Return the seconds since the last call was sent."""
        return 0.0 if self.waits_since is None else time.monotonic() - self.waits_since

    def writable(self, seconds: float) -> bool:
        """Wait for room, which the other side soon makes: sending waits a little itself."""
        return seconds > 0

    def close(self) -> None:
        """Do nothing: the interpreter is released or ended by its starter."""


def waited(link: Any, milliseconds: float) -> bool:
    """Wait until there is something to take from a link, or it has ended; False where the time passes first."""
    found = link.wait(milliseconds)
    if isinstance(found, bool):
        return found
    from pyodide.ffi import run_sync

    return bool(run_sync(found))


class InterpreterServer:
    """Starts workers in interpreters that the page keeps ready."""

    def __init__(self, host: Any, patience: Patience, stopped: Callable[[], None]) -> None:
        """Take what the page's worker offers.

        Args:
            host: has `open`, `release` and `kill` of links.
            patience: how long a call may take.
            stopped: is called where the reader has stopped what runs.
        """
        self._host, self._patience, self._told_stopped = host, patience, stopped
        self._prepare: tuple[Any, ...] = ()
        self._connections: dict[int, LinkConnection] = {}
        self._stopped = False

    def prepare(
        self,
        modules: Sequence[str],
        folders: Sequence[str] = (),
        whole: Sequence[str] = (),
        packages: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Keep which modules learners may import."""
        self._prepare = ("prepare", list(modules), [], list(whole), None, "")

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Do nothing: the page keeps an interpreter ready."""

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, Any]:
        """Return the number and the connection of a worker."""
        if self._stopped:
            raise ForkServerDied("It was stopped.")
        connection = LinkConnection(self._host.open(), self._patience)
        number = connection.link.id
        self._connections[number] = connection
        connection.send(wire.trusted_frame(self._prepare) + limits_frame(rlimits(limits, cpu_left)))
        return number, connection

    def sample(self, pid: int) -> bool:
        """Say that an interpreter cannot be asked where its call stands."""
        return False

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code; a browser does not tell processor time."""
        connection = self._connections.pop(pid)
        code = connection.link.code if connection.link.ended else -9
        if code == _STOPPED:
            self._stopped = True
            self._told_stopped()
        elif code == -9 and connection.waited() >= AGAIN_SECONDS:
            self._patience.hung()
        # one that left by itself serves again; one that was stopped, or broke, does not
        (self._host.release if code >= 0 else self._host.kill)(connection.link)
        return code, 0.0

    def drop(self, pid: int) -> None:
        """Let the interpreter serve another time."""
        self._host.release(self._connections.pop(pid).link)

    def close(self) -> None:
        """End every worker."""
        for pid in list(self._connections):
            self.end(pid, 0.0)
