"""The trusted side of the border: starts the launcher, asks workers, believes nothing they say."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.errors import Fault
from grader.sandbox import policy, wire
from grader.sandbox.outcome import Answer, Failure, Loaded, Place

# one name for each process that must not know where it was installed
_BOOT = """
import sys
from types import ModuleType
descriptor, folder = int(sys.argv[1]), sys.argv[2]
del sys.argv[:], sys.orig_argv[:]
sys.path[:] = [entry for entry in sys.path if entry]
for name in ("grader", "grader.sandbox", "grader.sandbox.wire", "grader.sandbox.worker", "grader.sandbox.launcher"):
    module = sys.modules[name] = ModuleType(name)
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    if name.count(".") == 2:
        with open(f"{folder}/{own}.py", encoding="utf-8") as file:
            exec(compile(file.read(), f"<{own}>", "exec"), vars(module))
for name in [name for name in sys.modules if name.startswith("grader")]:
    del sys.modules[name]
module.main(descriptor)
"""
_FOLDER = Path(__file__).parent
_READY_SECONDS = 30.0
_PATIENCE = 0.1
_FRAME_ROOM = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What one exercise may use; course.yaml sets them."""

    load_seconds: float = 5
    call_seconds: float = 5
    cpu_seconds: float = 10
    memory_mib: int = 512
    output_kib: int = 64
    answer_kib: int = 1024
    depth: int = 50


Cells = tuple[tuple[str, str], ...]


class ModuleSource(Protocol):
    """Where the learner's files come from."""

    def __call__(self, name: str) -> tuple[Cells, bool] | None:
        """Return the cells of module `name` and whether it is a notebook, or None where there is no such file."""


class LauncherDied(Fault):
    """The launcher ended: nobody's fault but the grader's or the machine's."""


class Launcher:
    """The warm process from which workers are forked. Use as a context manager, or call close()."""

    def __init__(self, *, confine: bool = True) -> None:
        """Start it; it loads nothing before prepare().

        Args:
            confine: whether workers get the system call filter; False only to try what happens without one.
        """
        self._confine = confine
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_READY_SECONDS)
        with theirs:
            # -I would ignore PYTHONHASHSEED, which makes the order of a set the same each time
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-S", "-P", "-B", "-c", _BOOT, str(theirs.fileno()), str(_FOLDER)],
                env={"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], cwd="/" if os.name == "posix" else None,
            )  # fmt: skip
        self._prepared = True
        self.absent: frozenset[str] = frozenset()

    def prepare(self, modules: Sequence[str], numpy_folder: str = "") -> None:
        """Tell it which modules learners may import; it loads them while the caller goes on."""
        program = policy.program().hex() if self._confine else ""
        self._send(("prepare", list(modules), numpy_folder, program))
        self._prepared = False

    def fork(self, limits: dict[str, int]) -> tuple[int, socket.socket]:
        """Start a worker; return its process id and its socket."""
        if not self._prepared:
            self.absent = frozenset(self._receive("prepared")[0])
            self._prepared = True
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [wire.frame(("fork", limits))], [theirs.fileno()])
                (pid,) = self._receive("forked")
            except OSError:
                ours.close()
                raise LauncherDied("The sandbox's launcher has ended unexpectedly.") from None
            except BaseException:
                ours.close()
                raise
        return pid, ours

    def end(self, pid: int, patience: float) -> tuple[int, float]:
        """Return a worker's wait status and its CPU seconds, killing it if it does not end within `patience` seconds."""
        self._send(("end", pid, patience))
        status, seconds = self._receive("ended")
        return status, seconds

    def _send(self, message: tuple[Any, ...]) -> None:
        try:
            self._control.sendall(wire.frame(message))
        except OSError:
            raise LauncherDied("The sandbox's launcher has ended unexpectedly.") from None

    def _receive(self, name: str) -> Sequence[Any]:
        try:
            head = self._read(4)
            reply: Any = wire.decode(self._read(wire.frame_size(head)))
        except (OSError, wire.WireError):
            raise LauncherDied("The sandbox's launcher has ended unexpectedly.") from None
        if reply[0] != name:
            raise LauncherDied("The sandbox's launcher answered out of turn.")
        return reply[1:]  # type: ignore[no-any-return]

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
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Launcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Worker:
    """One worker in the sandbox, with one exercise's file in it."""

    def __init__(
        self, launcher: Launcher, limits: Limits, cpu_left: float, source: ModuleSource, printed: Callable[[str], None]
    ) -> None:
        """Fork it.

        Args:
            cpu_left: processor seconds that it may use.
            source: gives the learner's files as the worker asks for them.
            printed: is called with what the learner prints, as it comes.
        """
        self._launcher, self._limits, self._source, self._printed = launcher, limits, source, printed
        self._pid, self._socket = launcher.fork(
            {
                "cpu": int(cpu_left + 0.999), "memory": limits.memory_mib << 20, "output": limits.output_kib << 10,
                "answer": limits.answer_kib << 10, "depth": limits.depth,
            }
        )  # fmt: skip
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        self._buffer = bytearray()
        self._largest = (limits.answer_kib << 10) * 2 + _FRAME_ROOM
        self._output_left = (limits.output_kib << 10) + _FRAME_ROOM
        self.filtered = False
        self.alive = True
        self.cpu_seconds = 0.0
        """Processor time that it used; known once it has ended."""

    def load(self, stem: str, functions: Sequence[str], seed: int) -> Loaded | Failure:
        """Load the exercise's file."""
        deadline = time.monotonic() + _READY_SECONDS
        ready = self._receive(deadline)
        if isinstance(ready, Failure):
            raise LauncherDied("A worker of the sandbox did not start.")
        self.filtered = ready == ("ready", True)
        deadline = time.monotonic() + self._limits.load_seconds
        reply = self._ask(("load", stem, list(functions), seed), "loaded", 4, deadline)
        if isinstance(reply, Failure):
            return _while_loading(reply)
        problem, missing, notes = reply[1:]
        try:
            if problem is not None:
                return _while_loading(_failure(problem))
            return Loaded(
                tuple(name for name in functions if name in missing),
                tuple(_while_loading(_failure(n[1])) for n in notes),
            )
        except (TypeError, ValueError, IndexError, KeyError):
            return self._breach()

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call one function with plain values."""
        deadline = time.monotonic() + self._limits.call_seconds
        reply = self._ask(("call", function, list(arguments)), "answer", 5, deadline)
        if isinstance(reply, Failure):
            return reply
        _, problem, value, after, peak = reply
        try:
            if problem is not None:
                return _failure(problem)
            if after is not None and (not isinstance(after, list) or len(after) != len(arguments)):
                after = [None] * len(arguments) if after == "changed beyond plain values" else after["a breach"]
            return Answer(value, after, peak > (self._limits.memory_mib << 10) * 0.9)
        except (TypeError, ValueError, IndexError, KeyError):
            return self._breach()

    def _ask(self, request: tuple[Any, ...], name: str, items: int, deadline: float) -> tuple[Any, ...] | Failure:
        """Send a request under a fresh nonce; return the one reply to it, without its name."""
        nonce = int.from_bytes(os.urandom(7), "big")
        if self._buffer:
            return self._breach()
        failure = self._send(wire.frame((request[0], nonce, *request[1:])), deadline)
        if failure:
            return failure
        while True:
            reply = self._receive(deadline)
            if isinstance(reply, Failure):
                return reply
            match reply:
                case ("want", str(wanted)):
                    found = self._source(wanted)
                    cells, notebook = found if found else (None, False)
                    answer = ("module", cells and [list(cell) for cell in cells], notebook)
                    if failure := self._send(wire.frame(answer), deadline):
                        return failure
                case ("printed", str(text)):
                    self._output_left -= len(text)
                    if self._output_left < 0:
                        return self._breach()
                    self._printed(text)
                case ("cut",):
                    self._printed("\n[what was printed after this was cut]\n")
                case (said, number, *rest) if said == name and type(number) is int and number == nonce:
                    return reply[1:] if len(rest) == items - 1 else self._breach()
                case _:
                    return self._breach()

    def _send(self, data: bytes, deadline: float) -> Failure | None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._socket.send(view, socket.MSG_DONTWAIT | _NO_SIGNAL) :]
            except BlockingIOError:
                self._poll.modify(self._socket, select.POLLOUT)
                ready = self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
                self._poll.modify(self._socket, select.POLLIN)
                if not ready:
                    return self._timeout()
            except OSError:
                return self._ended()
        return None

    def _receive(self, deadline: float) -> tuple[Any, ...] | Failure:
        """Return the next frame's value: a tuple that begins with its name."""
        need = 4
        while True:
            if len(self._buffer) >= 4:
                size = wire.frame_size(bytes(self._buffer[:4]))
                if size > self._largest:
                    return self._breach()
                need = 4 + size
            if len(self._buffer) >= need > 4:
                body = bytes(self._buffer[4:need])
                del self._buffer[:need]
                try:
                    value = wire.decode(body, self._limits.depth + 3)
                except wire.WireError:
                    return self._breach()
                return value if isinstance(value, tuple) and value else self._breach()
            if not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                return self._timeout()
            try:
                part = self._socket.recv(max(1 << 16, need - len(self._buffer)))
            except OSError:
                part = b""
            if not part:
                return self._ended()
            self._buffer += part

    def _breach(self) -> Failure:
        self.close()
        return Failure("broke protocol")

    def _timeout(self) -> Failure:
        self.close()
        return Failure("timeout")

    def _ended(self) -> Failure:
        """Tell how a worker ended that hung up."""
        status = self.close(_PATIENCE)
        if os.WIFEXITED(status):
            return Failure("exited", "_exit", str(os.WEXITSTATUS(status)))
        signal_number = os.WTERMSIG(status)
        if signal_number == 24:  # SIGXCPU
            return Failure("timeout", "cpu")
        return Failure("closed") if signal_number == 9 and not self._cpu_used_up() else self._died(signal_number)

    def _cpu_used_up(self) -> bool:
        return self.cpu_seconds >= self._limits.cpu_seconds - 0.1

    def _died(self, number: int) -> Failure:
        import signal

        if number == signal.SIGKILL:
            return Failure("timeout", "cpu")
        try:
            return Failure("died", signal.Signals(number).name)
        except ValueError:
            return Failure("died", f"signal {number}")

    def close(self, patience: float = 0.0) -> int:
        """End the worker; return its wait status."""
        if not self.alive:
            return 0
        self.alive = False
        self._socket.close()
        status, self.cpu_seconds = self._launcher.end(self._pid, patience)
        return status


_NO_SIGNAL = getattr(socket, "MSG_NOSIGNAL", 0)


def _while_loading(failure: Failure) -> Failure:
    return Failure(failure.problem, failure.kind, failure.text, failure.place, loading=True)


def _failure(told: Any) -> Failure:
    """Check what a worker says of a failure; ValueError where it is no such thing."""
    problem, kind, text, place = told
    if problem not in ("raised", "forbidden", "exited", "syntax", "not plain", "too large"):
        raise ValueError(problem)
    if type(kind) is not str or type(text) is not str or len(text) > 2000 or len(kind) > 200:
        raise ValueError("text")
    if place is None:
        return Failure(problem, kind, text)
    label, line, column, end = place
    if (
        type(label) is not str
        or len(label) > 300
        or any(type(n) is not int or not 0 <= n < 10**9 for n in (line, column, end))
    ):
        raise ValueError("place")
    return Failure(problem, kind, text, Place(label, line, column, end))
