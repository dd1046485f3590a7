"""How workers come to be: forked by a warm launcher, or, where a system cannot fork, each a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from grader.errors import Fault
from grader.sandbox import policy, wire

if TYPE_CHECKING:
    from grader.course import Limits

_FOLDER = Path(__file__).parent
_SENT = ("wire", "failing", "loading", "worker", "forgetting", "launcher")  # each imports only from those before it
# Sent as text, so that no process in the sandbox was ever told where the grader is installed.
_BOOT = """
import sys
from types import ModuleType
sys.path[:] = [entry for entry in sys.path if entry]
for name in ("grader", "grader.sandbox", *("grader.sandbox." + own for own in SOURCES)):
    module = sys.modules[name] = ModuleType(name)
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    if own in SOURCES:
        exec(compile(SOURCES.pop(own), f"<{own}>", "exec"), vars(module))
for name in [name for name in sys.modules if name.startswith("grader")]:
    del sys.modules[name]
del sys.argv[:], sys.orig_argv[:]
"""
# what keeps its old order in each process: -I would ignore PYTHONHASHSEED
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
READY_SECONDS = 30.0


Sources = Sequence[tuple[str, str]]
"""(label, source) of files of a learner's."""


class LauncherDied(Fault):
    """The launcher ended: nobody's fault but the grader's or the machine's."""


class Starter(Protocol):
    """What starts workers."""

    def prepare(self, modules: Sequence[str], numpy_folder: str = "") -> None:
        """Say which modules learners may import."""

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Let a worker be started that will be needed; does not wait for it, nor tell if it fails.

        Args:
            limits: what it may use.
            sources: what it will load most probably; it compiles them meanwhile, and runs nothing.
        """

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, socket.socket]:
        """Return the process id and the socket of a new worker: the one that was started ahead, if its limits are these.

        Args:
            limits: what it may use.
            cpu_left: processor seconds that it may use.
        """

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's exit code (minus the signal that ended it) and its CPU seconds, 0 where not known.

        It is killed if it does not end by itself within `patience` seconds.
        """

    def drop(self, pid: int) -> None:
        """Kill a worker of which nothing more is asked; does not wait for its end."""

    def close(self) -> None:
        """End every worker."""


def starter(*, confine: bool = True, fork: bool = hasattr(os, "fork")) -> Starter:
    """Return what starts workers on this system.

    Args:
        confine: whether workers get the system call filter; False only to try what happens without one.
        fork: whether workers are forked from a warm launcher, which takes a few milliseconds instead of a hundred.
    """
    if fork:
        return Launcher(confine=confine)
    from grader.sandbox.spawner import Spawner

    return Spawner(confine=confine)


def bare_python(entry: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start a bare Python that goes on with `entry`, a call of a function of the module `launcher`."""
    sources = {name: (_FOLDER / f"{name}.py").read_text(encoding="utf-8") for name in _SENT}
    process = subprocess.Popen(
        [sys.executable, "-s", "-S", "-P", "-B", "-c", "import sys; exec(sys.stdin.buffer.read())"],
        env=_ENVIRONMENT | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd="/" if os.name == "posix" else None, **options,
    )  # fmt: skip
    assert process.stdin
    try:
        process.stdin.write(f"SOURCES = {sources!r}\n{_BOOT}\nmodule.{entry}\n".encode())
        process.stdin.close()
    except BaseException as error:
        process.kill()
        process.wait()
        if isinstance(error, OSError):
            raise LauncherDied("The sandbox's Python did not start.") from None
        raise
    return process


class Launcher:
    """The warm process from which workers are forked. Use as a context manager, or call close()."""

    def __init__(self, *, confine: bool = True) -> None:
        """Start it; it loads nothing before prepare()."""
        self._confine = confine
        self._control, theirs = socket.socketpair()
        self._control.settimeout(READY_SECONDS)
        with theirs:
            self._process = bare_python(f"main({theirs.fileno()})", pass_fds=[theirs.fileno()])
        self._ahead: tuple[socket.socket, dict[str, int]] | None = None
        """The socket of a worker that was asked for and not yet used, and what it was told of its limits."""
        self._replies: dict[str, Sequence[Any]] = {}
        """What was answered before it was asked for, by its name."""

    def prepare(self, modules: Sequence[str], numpy_folder: str = "") -> None:
        """Tell it which modules learners may import; it loads them while the caller goes on."""
        program = policy.program().hex() if self._confine else ""
        self._send(("prepare", list(modules), numpy_folder, program))

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Let it fork a worker while the caller goes on, unless there is one already."""
        if not self._ahead:
            self._ahead = self._asked_for(allowed(limits, limits.cpu_seconds), sources)

    def fork(self, limits: Limits, cpu_left: float) -> tuple[int, socket.socket]:
        """Return a new worker's process id and its socket."""
        wanted = allowed(limits, cpu_left)
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
            ours.sendall(told(limits, sources))
        return ours, limits

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
            raise LauncherDied("The sandbox's launcher has ended unexpectedly.") from None

    def _receive(self, name: str) -> Sequence[Any]:
        """Return the reply of that name; one of each is on its way at most."""
        while name not in self._replies:
            try:
                head = self._read(4)
                reply: Any = wire.decode(self._read(wire.frame_size(head)))
            except (OSError, wire.WireError):
                raise LauncherDied("The sandbox's launcher has ended unexpectedly.") from None
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

    def __enter__(self) -> Launcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def allowed(limits: Limits, cpu_left: float) -> dict[str, int]:
    """Return what a worker may use: seconds rounded up, and bytes."""
    return {
        "cpu": int(cpu_left + 0.999), "memory": limits.memory_mib << 20, "output": limits.output_kib << 10,
        "answer": limits.answer_kib << 10, "depth": limits.depth,
    }  # fmt: skip


def told(limits: dict[str, int], sources: Sources = ()) -> bytes:
    """Return the first frame that a worker gets."""
    return wire.trusted_frame(("limits", limits, [list(source) for source in sources]))
