"""The trusted side of the border: asks workers, believes nothing they say."""

from __future__ import annotations

import marshal
import os
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any, Protocol

from msgspec.structs import replace

from grader.core.course import Limits
from grader.sandbox import wire
from grader.sandbox.connection import reader_of, writable
from grader.sandbox.outcome import Answer, Failure, Loaded, facts_told, failure_told, place_told, while_loading
from grader.sandbox.process_factory import READY_SECONDS, ForkServerDied, WorkerServer
from grader.sandbox.stint import Stint, cpu_clock

_PATIENCE = 0.1
_FRAME_ROOM = 64 * 1024
_MAX_ASIDE = 1000
"""How many frames a worker may send that are neither a reply nor printed text."""
_MAX_NOTES = 20
_LOOK_UP_SECONDS = 0.5
"""How long it waits at a stretch: a signal that comes just before a wait is answered after it."""
_SAMPLE_SECONDS = 0.3
"""How long a worker has to tell where it stands."""
_FIRST_LOOK = 0.3
"""Processor seconds after which a worker is asked whether the loop that it is in can end at all."""
# Windows has no such names
_SIGKILL, _SIGXCPU = 9, 24
_SIGNALS = {4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 11: "SIGSEGV", 15: "SIGTERM"}


Cells = tuple[tuple[str, str], ...]
Equipment = tuple[Sequence[tuple[str, CodeType]], Mapping[str, Any]]
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
        self.pid, self._socket = launcher.fork(limits, cpu_left)
        self._socket.setblocking(False)
        self._wait = reader_of(self._socket, source)
        self._buffer = bytearray()
        self._largest = _FRAME_ROOM
        self._most_arrays = 0
        """Bytes that the arrays of an answer may have."""
        self._output_left = (limits.output_kib << 10) + _FRAME_ROOM
        self._aside_left = _MAX_ASIDE
        self._stint: Stint | None = None
        self._late: list[tuple[Any, ...]] = []
        """Frames that came before the answer to a question that was put in between."""
        self._stuck: Failure | None = None
        """Where it stood when it was last asked."""
        self.filtered = False
        self.alive = True
        self.cpu_seconds = 0.0
        """Processor time that it used; known once it has ended."""

    @property
    def cpu_clock(self) -> float | None:
        """The processor seconds that it has used so far, or None where the system does not tell them."""
        return cpu_clock(self.pid)

    def load(
        self,
        stem: str,
        functions: Sequence[str],
        seed: int,
        others: Mapping[str, Module] | None = None,
        equipment: Equipment | None = None,
    ) -> Loaded | Failure:
        """Load the exercise's file.

        Args:
            stem: its name.
            functions: the names that it should define.
            seed: what its random numbers are drawn from.
            others: modules that it may import, sent along so that it need not ask for them.
            equipment: what answers calls around the file, compiled, and what it is told; see `harness`.
        """
        self._most_arrays = self._limits.array_mib << 20 if equipment and equipment[1]["arrays"] else 0
        own = self._source(stem)
        sent = {name: _crossing(module) for name, module in (others or {}).items()}
        sent |= {stem: _crossing(own)} if own else {}
        tool = equipment and (_marshalled(equipment[0]), equipment[1])
        nonce = self._begin(("load", stem, list(functions), seed, sent, tool))
        reply = self._loaded(nonce, time.monotonic() + self._limits.load_seconds)
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

    def extend(self, codes: Sequence[tuple[str, CodeType]]) -> Failure | None:
        """Load compiled modules of the grader's own in place of a learner's file: they answer calls from now on."""
        nonce = self._begin(("extend", _marshalled(codes)))
        reply = self._reply(nonce, "loaded", 4, time.monotonic() + self._limits.load_seconds)
        if isinstance(reply, Failure):
            return reply
        return None if reply[1] is None else self._breach()

    def _begin(self, request: tuple[Any, ...]) -> int:
        """Send the first request, see the worker ready, and return the request's nonce."""
        deadline = time.monotonic() + READY_SECONDS
        # sent at once, and read by the worker only after it has confined itself
        nonce = self._request(request, deadline)
        ready = self._receive(deadline) if self.alive else None
        if not isinstance(ready, tuple) or isinstance(nonce, Failure):
            raise ForkServerDied("A worker of the sandbox did not start.")
        self.filtered = ready == ("ready", True)
        return nonce

    def _loaded(self, nonce: int, deadline: float) -> tuple[Any, ...] | Failure:
        """Return the reply to "load"; a loop that cannot end is not waited for, any other has until the deadline."""
        self._stint = Stint(self.pid, _FIRST_LOOK, lambda: 0.0 if self._never_ends() else float("inf"))
        reply = self._reply(nonce, "loaded", 4, deadline)
        self._stint = None
        return reply

    def _never_ends(self) -> bool:
        self._sample()
        if self._stuck is not None and "never" in self._stuck.facts:
            return True
        self._stuck = None
        return False

    def call(
        self,
        function: str,
        arguments: Sequence[Any],
        least: float = float("inf"),
        more: Callable[[], float] = lambda: float("inf"),
        wall: float = float("inf"),
        allowed: float | None = None,
    ) -> Answer | Failure:
        """Call one function with plain values.

        Args:
            function: its name.
            arguments: what it is given.
            least: processor seconds that the call has in any case.
            more: gives the processor seconds that it has in all; asked where `least` was used up.
            wall: seconds by the clock on the wall after which it is stopped, where the course allows more.
            allowed: seconds in place of those that the course allows for one call.
        """
        deadline = time.monotonic() + min(wall, self._limits.call_seconds if allowed is None else allowed)
        self._stuck = None
        first = min(_FIRST_LOOK, least)
        self._stint = Stint(self.pid, first, lambda: 0.0 if self._never_ends() else max(least, more()))
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

    def steps(self, function: str, labels: Sequence[str], most: int) -> Answer | Failure:
        """Call a function without arguments, and have the lines told that it runs in some files."""
        deadline = time.monotonic() + self._limits.call_seconds
        reply = self._ask(("steps", function, list(labels), most, []), "answer", 5, deadline)
        if isinstance(reply, Failure):
            return reply
        try:
            return Answer(reply[2]) if reply[1] is None else failure_told(reply[1])
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
        if self._buffer or self._late:
            return self._breach()
        data = wire.trusted_frame((request[0], nonce, *request[1:]))
        echoed = len(data) if request[0] == "call" else 0  # arguments may come back; a file does not
        self._largest = (self._limits.answer_kib << 10) + 8 * echoed + _FRAME_ROOM
        if self._most_arrays:  # what is given comes back once at most, the numbers of arrays as they are
            self._largest += self._most_arrays - 7 * echoed
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
                case ("stuck", place, facts) if self._stint or self._stuck:
                    if not self._keep_stuck(place, facts):
                        return self._breach()
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
            if time.monotonic() > deadline or (self._stint and not self._stint.left()):
                return self._timeout()

    def _send(self, data: bytes, deadline: float) -> Failure | None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._socket.send(view, _SEND_FLAGS) :]
            except BlockingIOError:
                if not writable(self._socket, deadline):
                    return self._timeout()
            except OSError:
                return self._ended()
        return None

    def _receive(self, deadline: float) -> tuple[Any, ...] | Failure:
        """Return the next frame's value: a tuple that begins with its name."""
        if self._late:
            return self._late.pop(0)
        frame = self._frame(deadline)
        if frame is None:
            return self._late.pop(0) if self._late else self._timeout()
        return frame

    def _frame(self, deadline: float) -> tuple[Any, ...] | Failure | None:
        """Return the next frame's value as it comes, or None where none comes in time."""
        need = 4
        while True:
            if len(self._buffer) >= 4:
                size = wire.frame_size(bytes(self._buffer[:4]))
                if size > self._largest:
                    return self._breach()
                need = 4 + size
            if len(self._buffer) >= need > 4:
                body = self._taken(need)
                try:
                    value = wire.decode(body, self._limits.depth + 3, self._largest)
                except wire.WireError:
                    return self._breach()
                return value if isinstance(value, tuple) and value else self._breach()
            if not self._readable(deadline):
                return None
            try:
                part = self._socket.recv(max(1 << 16, need - len(self._buffer)))
            except BlockingIOError:
                continue
            except TimeoutError:  # a browser's interpreter is not waited for any longer
                return None
            except OSError:
                part = b""
            if not part:
                return self._ended()
            self._buffer += part

    def _taken(self, end: int) -> bytes:
        """Take the bytes of a frame from the buffer; many of them are not copied."""
        if self._most_arrays and len(self._buffer) == end:
            whole, self._buffer = self._buffer, bytearray()
            return memoryview(whole)[4:]  # type: ignore[return-value]  # it is read like bytes
        body = bytes(self._buffer[4:end])
        del self._buffer[:end]
        return body

    def _readable(self, deadline: float) -> bool:
        """Whether there is something to read before the deadline."""
        while True:
            left = max(0.0, deadline - time.monotonic())
            allowed = self._stint.left() if self._stint else left
            seconds = min(left, allowed, _LOOK_UP_SECONDS)
            found = self._wait(seconds)
            if found or self._late or seconds == left or not allowed:
                return found

    def _breach(self) -> Failure:
        self.close()
        return Failure("broke protocol")

    def _timeout(self) -> Failure:
        """Stop a call that does not come back, and tell where it stood."""
        stint, self._stint = self._stint, None
        early = stint is not None and not stint.left()
        if self._stuck is None:
            self._sample()
        self.close()
        stood = self._stuck or Failure("timeout")
        return replace(stood, kind="early" if early else "", seconds=stint.allowed if stint and early else 0.0)

    def _sample(self) -> None:
        """Ask the worker where it stands; what else it says meanwhile is kept for later."""
        stint, self._stint = self._stint, None
        deadline = time.monotonic() + _SAMPLE_SECONDS
        asked = self.alive and self._launcher.sample(self.pid)
        while asked and self.alive and self._stuck is None:
            match self._frame(deadline):
                case ("stuck", place, facts):
                    asked = self._keep_stuck(place, facts)
                case Failure() | None:
                    break
                case frame:
                    self._late.append(frame)
        self._stint = stint

    def _keep_stuck(self, place: Any, facts: Any) -> bool:
        """Keep where the worker says that it stands; return whether that is such a thing."""
        try:
            self._stuck = Failure("timeout", place=place_told(place), facts=facts_told(facts))
        except (TypeError, ValueError):
            return False
        return True

    def _ended(self) -> Failure:
        """Tell how a worker ended that hung up."""
        code = self.close(_PATIENCE)
        if code >= 0:
            return Failure("exited", "_exit", str(code))
        if code == -_SIGXCPU:
            return Failure("timeout", "cpu")
        return Failure("closed") if code == -_SIGKILL and not self._cpu_used_up() else self._died(-code)

    def _cpu_used_up(self) -> bool:
        return self.cpu_seconds >= self._limits.cpu_seconds - 0.1

    def _died(self, number: int) -> Failure:
        if number == _SIGKILL:
            return Failure("timeout", "cpu")
        return Failure("died", _SIGNALS.get(number, f"signal {number}"))

    def close(self, patience: float = 0.0) -> int:
        """End the worker; return its exit code, minus the signal that ended it."""
        if not self.alive:
            return 0
        self.alive = False
        self._socket.close()
        code, self.cpu_seconds = self._launcher.end(self.pid, patience)
        return code

    def drop(self) -> None:
        """End the worker without waiting to see how."""
        if self.alive:
            self.alive = False
            self._socket.close()
            self._launcher.drop(self.pid)


def _marshalled(codes: Sequence[tuple[str, CodeType]]) -> list[tuple[str, bytes]]:
    """Return compiled modules as they cross: in the newest format of this Python, which frames do not use."""
    return [(name, marshal.dumps(code)) for name, code in codes]


def _crossing(module: Module) -> tuple[list[list[str]], bool]:
    """Return a module of the learner's as it crosses."""
    cells, notebook = module
    return [list(cell) for cell in cells], notebook


_SEND_FLAGS = int(getattr(socket, "MSG_DONTWAIT", 0)) | int(getattr(socket, "MSG_NOSIGNAL", 0))
