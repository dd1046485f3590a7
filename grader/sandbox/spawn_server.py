"""For systems that cannot fork: each worker is a separate process, reached over the loopback interface."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
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

# [MS-ERREF] 2.3.1: severity "error"; access violation, stack overflow
_CRASHES, _BAD_ACCESS = 0xC0000000, (0xC0000005, 0xC00000FD)
_CLOSED = "The sandbox has been closed."


class SpawnServer:
    """Starts each worker. Use as a context manager, or call close()."""

    def __init__(self, *, confine: bool = True, sent: Sequence[str] = WORKER) -> None:
        """Start nothing yet."""
        self._confine, self._sent = confine, sent
        self._prepare: tuple[Any, ...] = ()
        self._workers: dict[int, subprocess.Popen[bytes]] = {}
        self._closed = False

    def prepare(
        self,
        modules: Sequence[str],
        folders: Sequence[str] = (),
        whole: Sequence[str] = (),
        packages: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Keep which modules learners may import: each worker loads them again."""
        self._prepare = prepare_frame(modules, folders, whole, packages, confine=self._confine)

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Do nothing: a process ahead would cost as much as it saves."""

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, socket.socket]:
        """Start a worker; return its process id and its socket."""
        if self._closed:
            raise ForkServerDied(_CLOSED)
        token = os.urandom(16).hex()
        with socket.create_server(("127.0.0.1", 0)) as server:
            worker = bare_python(f"alone({server.getsockname()[1]}, {token!r})", self._sent)
            ours = None
            try:
                ours = _who_knows(server, token)
                ours.settimeout(READY_SECONDS)
                ours.sendall(wire.trusted_frame(self._prepare) + limits_frame(rlimits(limits, cpu_left)))
            except BaseException as error:
                worker.kill()
                worker.wait()
                if ours:
                    ours.close()
                if isinstance(error, OSError):
                    raise ForkServerDied("A worker of the sandbox did not start.") from None
                raise
        self._workers[worker.pid] = worker
        return worker.pid, ours

    def sample(self, pid: int) -> bool:
        """Let a worker tell where its call stands, on systems that have the signal."""
        worker, number = self._workers.get(pid), getattr(signal, "SIGUSR1", None)
        if worker is None or number is None:
            return False
        worker.send_signal(number)
        return True

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code; its CPU seconds are not known."""
        worker = self._workers.pop(pid, None)
        if worker is None:  # closed meanwhile, from another thread
            raise ForkServerDied(_CLOSED)
        killed = False
        try:
            worker.wait(patience)
        except BaseException as error:
            worker.kill()
            worker.wait()
            killed = True
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
        return (ended_on_windows(worker.returncode, killed) if os.name == "nt" else worker.returncode), 0.0

    def drop(self, pid: int) -> None:
        """End a worker."""
        self.end(pid, 0.0)

    def close(self) -> None:
        """End every worker."""
        self._closed = True
        for pid in list(self._workers):
            with contextlib.suppress(ForkServerDied):
                self.end(pid, 0.0)

    def __enter__(self) -> SpawnServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ended_on_windows(code: int, killed: bool) -> int:
    """Return an exit code as POSIX has it: Windows knows no signals, and gives a crash as an NTSTATUS.

    Args:
        code: what the process left.
        killed: whether we ended it; TerminateProcess leaves 1, as a program may that ends by itself.
    """
    if killed:
        return -9
    if code >= _CRASHES:
        return -11 if code in _BAD_ACCESS else -6
    return code


def _who_knows(server: socket.socket, token: str) -> socket.socket:
    """Return the connection on which the token comes first: any other program here may connect too."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        server.settimeout(max(0.01, deadline - time.monotonic()))
        connection, _ = server.accept()
        connection.settimeout(1.0)
        try:
            said = b""
            while len(said) < len(token) and (part := connection.recv(len(token) - len(said))):
                said += part
            if said == token.encode():
                return connection
        except OSError:
            pass
        connection.close()
