"""The warm process from which workers are forked, as the trusted side sees it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grader.sandbox import wire
from grader.sandbox.process_factory import (
    READY_SECONDS,
    WORKER,
    ForkServerDied,
    Sources,
    bare_python,
    limits_frame,
    prepare_frame,
    rlimits,
)

if TYPE_CHECKING:
    from grader.core.course import Limits


class ForkServer:
    """The warm process from which workers are forked. Use as a context manager, or call close()."""

    def __init__(self, *, confine: bool = True, sent: Sequence[str] = WORKER) -> None:
        """Start it; it loads nothing before prepare()."""
        self._confine = confine
        self._control, theirs = socket.socketpair()
        self._control.settimeout(READY_SECONDS)
        with theirs:
            self._process = bare_python(f"main({theirs.fileno()})", sent, pass_fds=[theirs.fileno()])
        self._ahead: tuple[socket.socket, dict[str, int]] | None = None
        """The socket of a worker that was asked for and not yet used, and what it was told of its limits."""
        self._replies: dict[str, Sequence[Any]] = {}
        """What was answered before it was asked for, by its name."""

    def prepare(
        self,
        modules: Sequence[str],
        folders: Sequence[str] = (),
        whole: Sequence[str] = (),
        packages: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Tell it which modules learners may import; it loads them while the caller goes on."""
        self._send(prepare_frame(modules, folders, whole, packages, confine=self._confine))

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Let it fork a worker while the caller goes on, unless there is one already."""
        if not self._ahead:
            self._ahead = self._asked_for(rlimits(limits, limits.cpu_seconds), sources)

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, socket.socket]:
        """Return a new worker's process id and its socket."""
        wanted = rlimits(limits, cpu_left)
        self._ahead = self._ahead or self._asked_for(wanted, ())
        (pid,) = self._receive("forked")
        (ours, ahead), self._ahead = self._ahead, None
        if ahead != wanted:
            ours.close()
            self.drop(pid)
            return self.fork(limits, cpu_left)
        return pid, ours

    def _asked_for(self, limits: dict[str, int], sources: Sources) -> tuple[socket.socket, dict[str, int]]:
        """Ask for a worker, and tell it its limits; if that fails, reading the answer will show it."""
        ours, theirs = socket.socketpair()
        ours.settimeout(READY_SECONDS)  # long sources do not fit into the pipe
        with contextlib.suppress(OSError):
            with theirs:
                socket.send_fds(self._control, [wire.frame(("fork",))], [theirs.fileno()])
            ours.sendall(limits_frame(limits, sources))
        return ours, limits

    def sample(self, pid: int) -> bool:
        """Let a worker tell where its call stands."""
        self._send(("sample", pid))
        return True

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code and its CPU seconds."""
        self._send(("end", pid, patience))
        status, seconds = self._receive("ended")
        return status, seconds

    def drop(self, pid: int) -> None:
        """Let it kill a worker while the caller goes on."""
        self._send(("drop", pid))

    def _send(self, message: tuple[Any, ...]) -> None:
        try:
            self._control.sendall(wire.frame(message))
        except OSError:
            raise ForkServerDied("The sandbox's launcher has ended unexpectedly.") from None

    def _receive(self, name: str) -> Sequence[Any]:
        """Return the reply of that name; one of each is on its way at most."""
        while name not in self._replies:
            try:
                head = self._read(4)
                reply: Any = wire.decode(self._read(wire.frame_size(head)))
            except (OSError, wire.WireError):
                raise ForkServerDied("The sandbox's launcher has ended unexpectedly.") from None
            self._replies[reply[0]] = reply[1:]
        return self._replies.pop(name)

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._control.recv(size - len(data))
            if not part:
                raise OSError
            data += part
        return data

    def close(self) -> None:
        """End it, and with it every worker."""
        self._control.close()
        if self._ahead:
            self._ahead[0].close()
        try:
            self._process.wait(timeout=2)
        except BaseException as error:
            self._process.kill()
            self._process.wait()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
