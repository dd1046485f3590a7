"""The trusted side of the border: asks workers, believes nothing they say."""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from grader.core.course import Limits
from grader.sandbox import wire
from grader.sandbox.outcome import Answer, Failure, Loaded, failure_told, while_loading
from grader.sandbox.process_factory import READY_SECONDS, ForkServerDied, WorkerServer

_PATIENCE = 0.1
_FRAME_ROOM = 64 * 1024
_MAX_ASIDE = 1000
"""How many frames a worker may send that are neither a reply nor printed text."""
_MAX_NOTES = 20
_LOOK_UP_SECONDS = 0.5
"""How long it waits at a stretch: a signal that comes just before a wait is answered after it."""


Cells = tuple[tuple[str, str], ...]
Module = tuple[Cells, bool]
"""The cells of a module, and whether it is a notebook."""


class ModuleSource(Protocol):
    """Where the learner's files come from."""

    def __call__(self, name: str) -> Module | None:
        """Return the module `name` as it is imported, or None where there is no such file."""


class Worker:
    """One worker in the sandbox, with one exercise's file in it."""

    def __init__(
        self,
        launcher: WorkerServer,
        limits: Limits,
        cpu_left: float,
        source: ModuleSource,
        printed: Callable[[str], None],
    ) -> None:
        """Fork it.

        Args:
            launcher: what starts it.
            limits: what it may use.
            cpu_left: processor seconds that it may use.
            source: gives the learner's files as the worker asks for them.
            printed: is called with what the learner prints, as it comes.
        """
        self._launcher, self._limits, self._source, self._printed = launcher, limits, source, printed
        self._pid, self._socket = launcher.fork(limits, cpu_left)
        self._socket.setblocking(False)
        self._poll = select.poll() if hasattr(select, "poll") else None  # Windows has none
        if self._poll:
            self._poll.register(self._socket, select.POLLIN)
        self._buffer = bytearray()
        self._largest = _FRAME_ROOM
        self._output_left = (limits.output_kib << 10) + _FRAME_ROOM
        self._aside_left = _MAX_ASIDE
        self.filtered = False
        self.alive = True
        self.cpu_seconds = 0.0
        """Processor time that it used; known once it has ended."""

    def load(
        self, stem: str, functions: Sequence[str], seed: int, others: Mapping[str, Module] | None = None
    ) -> Loaded | Failure:
        """Load the exercise's file.

        Args:
            stem: its name.
            functions: what it should have.
            seed: what its random numbers are drawn from.
            others: modules that it may import, sent along so that it need not ask for them.
        """
        own = self._source(stem)
        sent = {name: _crossing(module) for name, module in (others or {}).items()}
        sent |= {stem: _crossing(own)} if own else {}
        deadline = time.monotonic() + READY_SECONDS
        # sent at once, and read by the worker only after it has confined itself
        nonce = self._request(("load", stem, list(functions), seed, sent), deadline)
        ready = self._receive(deadline) if self.alive else None
        if not isinstance(ready, tuple) or isinstance(nonce, Failure):
            raise ForkServerDied("A worker of the sandbox did not start.")
        self.filtered = ready == ("ready", True)
        reply = self._reply(nonce, "loaded", 4, time.monotonic() + self._limits.load_seconds)
        if isinstance(reply, Failure):
            return while_loading(reply)
        problem, missing, notes = reply[1:]
        try:
            if type(missing) is not list or type(notes) is not list or len(notes) > _MAX_NOTES:
                raise ValueError("loaded")
            if problem is not None:
                return while_loading(failure_told(problem))
            return Loaded(
                tuple(name for name in functions if name in missing),
                tuple(while_loading(failure_told(n[1])) for n in notes),
            )
        except (TypeError, ValueError, IndexError, KeyError):
            return while_loading(self._breach())

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call one function with plain values."""
        deadline = time.monotonic() + self._limits.call_seconds
        reply = self._ask(("call", function, list(arguments)), "answer", 5, deadline)
        if isinstance(reply, Failure):
            return reply
        _, problem, value, after, peak = reply
        try:
            if problem is not None:
                failure = failure_told(problem)
                if failure.kind == "MemoryError":
                    self.close()  # what the learner's code keeps may leave no room for another call
                return failure
            sharing = 0
            if type(after) is list and len(after) == len(arguments) + 1:
                sharing = after.pop()
                if type(sharing) is not int or sharing not in (1, 2, 3):
                    raise ValueError("sharing")
            if after is not None:
                after = self._changed(after, arguments)
                if sharing and wire.encode(after) == wire.encode(list(arguments)):
                    after = None
            full = peak > (self._limits.memory_mib << 10) * 0.9
            return Answer(value, after, full, changed_earlier=bool(sharing & 1), shares_argument=bool(sharing & 2))
        except (TypeError, ValueError, IndexError, KeyError):
            return self._breach()

    def _changed(self, after: Any, arguments: Sequence[Any]) -> list[Any]:
        """Check the arguments as a call left them; ValueError where they are no such thing.

        One that has grown out of all proportion counts as changed beyond plain values: it must not keep the suite busy.
        """
        if type(after) is not list or len(after) != len(arguments):
            raise ValueError("after")
        kept = []
        for given, left in zip(arguments, after, strict=True):
            try:
                wire.encode(left, 2 * len(wire.encode(given)) + 1024)
            except wire.TooLarge:
                left = None
            kept.append(left)
        return kept

    def _ask(self, request: tuple[Any, ...], name: str, items: int, deadline: float) -> tuple[Any, ...] | Failure:
        """Send a request; return the one reply to it, without its name."""
        nonce = self._request(request, deadline)
        return nonce if isinstance(nonce, Failure) else self._reply(nonce, name, items, deadline)

    def _request(self, request: tuple[Any, ...], deadline: float) -> int | Failure:
        """Send a request under a fresh nonce; return the nonce."""
        nonce = int.from_bytes(os.urandom(7), "big")
        if self._buffer:
            return self._breach()
        data = wire.trusted_frame((request[0], nonce, *request[1:]))
        echoed = len(data) if request[0] == "call" else 0  # arguments may come back; a file does not
        self._largest = (self._limits.answer_kib << 10) + 8 * echoed + _FRAME_ROOM
        return self._send(data, deadline) or nonce

    def _reply(self, nonce: int, name: str, items: int, deadline: float) -> tuple[Any, ...] | Failure:
        """Return the one reply to the request of that nonce, without its name; give and keep what comes before it."""
        while True:
            reply = self._receive(deadline)
            if isinstance(reply, Failure):
                return reply
            match reply:
                case (said, number, *rest) if said == name and type(number) is int and number == nonce:
                    return reply[1:] if len(rest) == items - 1 else self._breach()
                case ("want", str(wanted)) if len(wanted) <= 200:
                    found = self._source(wanted)
                    answer = ("module", *(_crossing(found) if found else (None, False)))
                    if failure := self._send(wire.trusted_frame(answer), deadline):
                        return failure
                case ("took", str(taken)) if len(taken) <= 200:
                    self._source(taken)
                case ("printed", str(text)):
                    self._output_left -= len(text) or 1
                    self._aside_left += 1
                    self._printed(text)
                case ("cut",):
                    self._printed("\n[what was printed after this was cut]\n")
                case _:
                    return self._breach()
            self._aside_left -= 1
            if self._aside_left < 0 or self._output_left < 0:
                return self._breach()
            if time.monotonic() > deadline:
                return self._timeout()

    def _send(self, data: bytes, deadline: float) -> Failure | None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._socket.send(view, _SEND_FLAGS) :]
            except BlockingIOError:
                if not _writable(self._socket, deadline):
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
            if not self._readable(deadline):
                return self._timeout()
            try:
                part = self._socket.recv(max(1 << 16, need - len(self._buffer)))
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                return self._ended()
            self._buffer += part

    def _readable(self, deadline: float) -> bool:
        """Whether there is something to read before the deadline."""
        while True:
            left = max(0.0, deadline - time.monotonic())
            seconds = min(left, _LOOK_UP_SECONDS)
            found = self._poll.poll(seconds * 1000) if self._poll else select.select([self._socket], [], [], seconds)[0]
            if found or seconds == left:
                return bool(found)

    def _breach(self) -> Failure:
        self.close()
        return Failure("broke protocol")

    def _timeout(self) -> Failure:
        self.close()
        return Failure("timeout")

    def _ended(self) -> Failure:
        """Tell how a worker ended that hung up."""
        code = self.close(_PATIENCE)
        if code >= 0:
            return Failure("exited", "_exit", str(code))
        if code == -24:  # SIGXCPU
            return Failure("timeout", "cpu")
        return Failure("closed") if code == -9 and not self._cpu_used_up() else self._died(-code)

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
        """End the worker; return its exit code, minus the signal that ended it."""
        if not self.alive:
            return 0
        self.alive = False
        self._socket.close()
        code, self.cpu_seconds = self._launcher.end(self._pid, patience)
        return code

    def drop(self) -> None:
        """End the worker without waiting to see how."""
        if self.alive:
            self.alive = False
            self._socket.close()
            self._launcher.drop(self._pid)


def _crossing(module: Module) -> tuple[list[list[str]], bool]:
    """Return a module of the learner's as it crosses."""
    cells, notebook = module
    return [list(cell) for cell in cells], notebook


def _writable(connection: socket.socket, deadline: float) -> bool:
    """Whether the socket can be written before the deadline."""
    seconds = max(0.0, deadline - time.monotonic())
    if not hasattr(select, "poll"):
        return bool(select.select([], [connection], [], seconds)[1])
    poll = select.poll()
    poll.register(connection, select.POLLOUT)
    return bool(poll.poll(seconds * 1000))


_SEND_FLAGS = int(getattr(socket, "MSG_DONTWAIT", 0)) | int(getattr(socket, "MSG_NOSIGNAL", 0))
