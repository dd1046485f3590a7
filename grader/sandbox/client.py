"""The trusted side of the border: asks workers, believes nothing they say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any

from msgspec.structs import replace

from grader.core.course import Limits
from grader.sandbox import told, wire
from grader.sandbox.connection import FRAME_ROOM, FrameStream, HungUp
from grader.sandbox.outcome import Answer, Failure, Loaded
from grader.sandbox.process_factory import READY_SECONDS, ForkServerDied, WorkerServer
from grader.sandbox.sources import Equipment, Module, ModuleSource, crossing, marshalled
from grader.sandbox.stint import Stint
from grader.sandbox.wire import WireError

_PATIENCE = 0.1
_LATE_ROOM, _MAX_ASIDE = 4 << 20, 1000  # bytes said while it is asked where it stands; frames that are no reply or text
_NEARLY_ALL = 0.9  # of the memory: one that used so much may have failed for lack of it
# seconds that a worker has to tell where it stands; processor seconds after which it is asked if its loop can end at all
_SAMPLE_SECONDS, _FIRST_LOOK = 0.3, 0.3


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
        self.pid, connection = launcher.fork(limits, cpu_left)
        self._stream = FrameStream(connection, source, limits.depth + 3)
        self._output_left, self._aside_left = (limits.output_kib << 10) + FRAME_ROOM, _MAX_ASIDE
        self._stint: Stint | None = None
        self._stuck: Failure | None = None  # where it stood when it was last asked
        self.filtered, self.alive, self._ready = False, True, False
        self.cpu_seconds = 0.0  # known once it has ended

    def load(
        self,
        stem: str,
        functions: Sequence[str],
        seed: int,
        others: Mapping[str, Module] | None = None,
        equipment: Equipment | None = None,
    ) -> Loaded | Failure:
        """Load the exercise's file; in a worker that has one already, every file is run again.

        Args:
            stem: its name.
            functions: the names that it should define.
            seed: what its random numbers are drawn from.
            others: modules that it may import, sent along so that it need not ask for them.
            equipment: what answers calls around the file, compiled, and what it is told; see `harness`.
        """
        self._stream.arrays = self._limits.array_mib << 20 if equipment and equipment[1]["arrays"] else 0
        found = {**(others or {}), stem: self._source(stem)}
        sent = {name: crossing(module) for name, module in found.items() if module}
        tool = equipment and (marshalled(equipment[0]), equipment[1])
        request = "load", stem, list(functions), seed, sent, tool
        nonce = self._request(request, time.monotonic() + READY_SECONDS) if self._ready else self._begin(request)
        reply = nonce if isinstance(nonce, Failure) else self._loaded(nonce)
        if isinstance(reply, Failure):
            return told.while_loading(reply)
        try:
            return told.loaded(reply, functions)
        except (TypeError, ValueError, IndexError, KeyError):
            return told.while_loading(self._breach())

    def extend(self, codes: Sequence[tuple[str, CodeType]], array_bytes: int = 0) -> Failure | None:
        """Load compiled modules of the grader's own in place of a file; answers may hold so many bytes of arrays."""
        self._stream.arrays = array_bytes
        nonce = self._begin(("extend", marshalled(codes)))
        reply = self._reply(nonce, "loaded", 4, time.monotonic() + self._limits.load_seconds)
        return reply if isinstance(reply, Failure) else None if reply[1] is None else self._breach()

    def _begin(self, request: tuple[Any, ...]) -> int:
        """Send the first request, see the worker ready, and return the request's nonce."""
        deadline = time.monotonic() + READY_SECONDS
        nonce = self._request(request, deadline)  # sent at once, and read only after it has confined itself
        ready = self._receive(deadline) if self.alive else None
        if not isinstance(ready, tuple) or isinstance(nonce, Failure):
            raise ForkServerDied("A worker of the sandbox did not start.")
        self.filtered, self._ready = ready == ("ready", True), True
        return nonce

    def _loaded(self, nonce: int) -> tuple[Any, ...] | Failure:
        """Return the reply to "load"; a loop that cannot end is not waited for, any other has until the deadline."""
        deadline = time.monotonic() + self._limits.load_seconds
        self._stint = Stint(self.pid, _FIRST_LOOK, lambda: 0.0 if self._never_ends() else float("inf"))
        reply = self._reply(nonce, "loaded", 4, deadline)
        self._stint = None
        return reply

    def _never_ends(self) -> bool:
        self._sample()
        if self._stuck is None or "never" not in self._stuck.facts:
            self._stuck = None
        return self._stuck is not None

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
        try:
            outcome = told.answer(reply, arguments, (self._limits.memory_mib << 10) * _NEARLY_ALL)
        except (TypeError, ValueError, IndexError, KeyError):
            return self._breach()
        if isinstance(outcome, Failure) and outcome.kind == "MemoryError":
            self.close()  # what the learner's code keeps may leave no room for another call
        return outcome

    def ask(self, request: str, *arguments: Any, seconds: float = float("inf")) -> Answer | Failure:
        """Ask for "steps", "timed" or "calls", see `worker`, and return what is answered in so many processor seconds."""
        deadline = time.monotonic() + self._limits.call_seconds
        self._stint = Stint(self.pid, seconds, lambda: 0.0) if request == "calls" else self._stint
        reply = self._ask((request, *arguments, []), "answer", 5, deadline)
        if isinstance(reply, Failure):
            return reply
        try:
            if request == "calls":
                return told.several(reply, (self._limits.memory_mib << 10) * _NEARLY_ALL)
            return Answer(reply[2]) if reply[1] is None else told.failure(reply[1])
        except (TypeError, ValueError, IndexError, KeyError):
            return self._breach()

    def _ask(self, request: tuple[Any, ...], name: str, items: int, deadline: float) -> tuple[Any, ...] | Failure:
        """Send a request; return the one reply to it, without its name."""
        nonce = self._request(request, deadline)
        return nonce if isinstance(nonce, Failure) else self._reply(nonce, name, items, deadline)

    def _request(self, request: tuple[Any, ...], deadline: float) -> int | Failure:
        """Send a request under a fresh nonce; return the nonce."""
        nonce = int.from_bytes(os.urandom(7), "big")
        data = wire.trusted_frame((request[0], nonce, *request[1:]))
        echoed = len(data) if request[0] == "call" else 0  # arguments may come back; a file does not
        self._stream.make_room((self._limits.answer_kib << 10) + FRAME_ROOM, echoed)
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
                case _ if failure := self._aside(reply, deadline):
                    return failure
            self._aside_left -= 1
            if self._aside_left < 0 or self._output_left < 0:
                return self._breach()
            if time.monotonic() > deadline or (self._stint and not self._stint.left()):
                return self._timeout()

    def _aside(self, reply: tuple[Any, ...], deadline: float) -> Failure | None:
        """Give and keep what a worker asks for and says before its reply; a failure where it is no such thing."""
        match reply:
            case ("want", str(wanted)) if len(wanted) <= 200:
                found = self._source(wanted)
                answer = ("module", *(crossing(found) if found else (None, False)))
                return self._send(wire.trusted_frame(answer), deadline)
            case ("took", str(taken)) if len(taken) <= 200:
                self._source(taken)
            case ("stuck", place, facts) if self._stint or self._stuck:
                return None if self._keep_stuck(place, facts) else self._breach()
            case ("printed", str(text)):
                self._output_left -= len(text) or 1
                self._aside_left += 1
                self._printed(text)
            case ("cut",):
                self._printed("\n[what was printed after this was cut]\n")
            case _:
                return self._breach()
        return None

    def _send(self, data: bytes, deadline: float) -> Failure | None:
        try:
            return None if self._stream.send(data, deadline) else self._timeout()
        except HungUp:
            return self._ended()

    def _receive(self, deadline: float) -> tuple[Any, ...] | Failure:
        """Return the next frame's value: a tuple that begins with its name."""
        late = self._stream.late
        if late:
            return late.popleft()
        frame = self._frame(deadline)
        if frame is None:
            return late.popleft() if late else self._timeout()
        return frame

    def _frame(self, deadline: float) -> tuple[Any, ...] | Failure | None:
        """Return the next frame's value as it comes, or None where none comes in time."""
        try:
            return self._stream.receive(deadline, lambda: self._stint.left() if self._stint else float("inf"))
        except WireError:
            return self._breach()
        except HungUp:
            return self._ended()

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
        (stint, self._stint), deadline = (self._stint, None), time.monotonic() + _SAMPLE_SECONDS
        asked, room = self.alive and self._launcher.sample(self.pid), _LATE_ROOM
        while asked and self.alive and self._stuck is None and room > 0:
            match self._frame(deadline):
                case ("stuck", place, facts):
                    asked = self._keep_stuck(place, facts)
                case Failure() | None:
                    break
                case frame:
                    self._stream.late.append(frame)
                    room -= self._stream.last_size
        self._stint = stint

    def _keep_stuck(self, place: Any, facts: Any) -> bool:
        """Keep where the worker says that it stands; return whether that is such a thing."""
        try:
            self._stuck = Failure("timeout", place=told.location(place), facts=told.short_facts(facts))
        except (TypeError, ValueError):
            return False
        return True

    def _ended(self) -> Failure:
        """Tell how a worker ended that hung up."""
        code = self.close(_PATIENCE)
        return told.ended(code, cpu_used_up=self.cpu_seconds >= self._limits.cpu_seconds - 0.1)

    def close(self, patience: float = 0.0) -> int:
        """End the worker; return its exit code, minus the signal that ended it."""
        if not self.alive:
            return 0
        self.alive = False
        self._stream.close()
        code, self.cpu_seconds = self._launcher.end(self.pid, patience)
        return code

    def drop(self) -> None:
        """End the worker without waiting to see how."""
        if self.alive:
            self.alive = False
            self._stream.close()
            self._launcher.drop(self.pid)
