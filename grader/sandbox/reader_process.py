"""The confined process that opens what a learner handed in, as the trusted side sees it: started, asked, timed, ended."""

from __future__ import annotations

import os
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from grader.core.course import Limits
from grader.core.errors import UsageError
from grader.sandbox import wire
from grader.sandbox.process_factory import READER, READY_SECONDS, ForkServerDied, WorkerServer
from grader.sandbox.servers import worker_server

MEMORY_MIB = 256
_CPU_SECONDS = 120  # of one process, for all that it serves
_WORN_SECONDS, _WORN_BYTES = 60.0, 64 << 20
_LOOK_SECONDS = 0.25  # so often it is looked how much processor time is used
_END_SECONDS = 1.0  # so long a process that hung up may take to be gone
_SIGKILL = 9  # Windows does not have this name
_MAX_ANSWER = 8 << 20
_DEPTH = 40
_PIECE = 1 << 16
_FILE_END, _ABORTED = wire.SIZE.pack(0), wire.SIZE.pack(0xFFFFFFFF)
_LIBRARIES = ("json", "zipfile", "zlib", "bz2", "lzma", "yaml", "encodings.cp437", "encodings.utf_8_sig")


class Source(Protocol):
    """An open file."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many of its next bytes, none at its end."""


class Unopened(Exception):
    """Why a file is not read: half a sentence that goes on after its name; safe to show."""


class ReaderLate(Unopened):
    """It took too long, and has been ended."""


class ReaderLost(Unopened):
    """It ended by itself, or said what it never should: a crash of Python's own is not to be told apart."""

    def __init__(self) -> None:
        super().__init__(f"takes more memory than {MEMORY_MIB} MiB to open, or is broken; hand in your own files only.")


class ReaderKilled(ReaderLost):
    """It was ended from outside, so it says nothing of the file."""


class ReaderProcess:
    """The process; it is started when something is asked, and again after it has ended."""

    def __init__(self, *, confine: bool, fork: bool) -> None:
        """Start nothing yet; see ConfinedReader."""
        self._confine, self._fork = confine, fork
        self._server: WorkerServer | None = None
        self._process: tuple[int, Any] | None = None
        self._used, self._sent = 0.0, 0
        self.latest = float("inf")
        """The processor seconds of the process at which it is late."""

    @property
    def pid(self) -> int | None:
        """The number of the process, where one runs."""
        return self._process[0] if self._process else None

    @property
    def worn(self) -> bool:
        """Whether it has served so much that what it used must not be charged to the next learner."""
        return self._used > _WORN_SECONDS or self._sent > _WORN_BYTES

    def start(self) -> None:
        """Have a process that has said that it is ready."""
        if self._process:
            return
        limits = Limits(memory_mib=MEMORY_MIB, cpu_seconds=_CPU_SECONDS)
        for _ in range(2):  # the launcher may have been ended from outside
            try:
                if self._server is None:
                    self._server = worker_server(confine=self._confine, fork=self._fork, sent=READER)
                    self._server.prepare(_LIBRARIES, [_folder_of("yaml")])
                self._process = self._server.fork(limits, limits.cpu_seconds)
                self._used, self._sent, self.latest = 0.0, 0, float("inf")
                if self.hear(time.monotonic() + READY_SECONDS)[0] == "ready":
                    return
            except (ForkServerDied, Unopened, OSError):
                self.close()
        raise UsageError(
            "The process that opens what learners hand in does not start here. Free some memory, and run it again."
        )

    def send_file(self, file: Source, limit: int, deadline: float) -> None:
        """Send a file behind a request; Unopened where it has more than `limit` bytes."""
        left = limit
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                self.say(_ABORTED, deadline)
                self.hear(deadline)
                raise Unopened(f"is too big; files of its kind of up to {limit >> 20} MiB are read.")
            self._sent += len(piece)
            self.say(wire.SIZE.pack(len(piece)) + piece, deadline)
        self.say(_FILE_END, deadline)

    def say(self, data: bytes, deadline: float) -> None:
        """Send bytes."""
        assert self._process
        try:
            self._process[1].settimeout(max(0.001, deadline - time.monotonic()))
            self._process[1].sendall(data)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise self._hung_up() from None

    def hear(self, deadline: float) -> tuple[Any, ...]:
        """Return the next frame's value."""
        size = wire.frame_size(self.take(4, deadline))
        if size > _MAX_ANSWER:
            raise self.broken()
        try:
            answer = wire.decode(self.take(size, deadline), _DEPTH)
        except wire.WireError:
            raise self.broken() from None
        if type(answer) is not tuple or not answer:
            raise self.broken()
        return answer

    def take(self, size: int, deadline: float) -> bytes:
        """Return the next bytes, so many."""
        assert self._process
        data = bytearray()
        while len(data) < size:
            try:
                self._process[1].settimeout(max(0.001, min(_LOOK_SECONDS, deadline - time.monotonic())))
                part = self._process[1].recv(min(size - len(data), 1 << 20))
            except TimeoutError:
                if time.monotonic() > deadline or self.spent() > self.latest:
                    raise self._late() from None
                continue
            except OSError:
                part = b""
            if not part:
                raise self._hung_up()
            data += part
        return bytes(data)

    def spent(self) -> float:
        """Return the processor seconds that the process has used; where the system does not tell, those of the clock."""
        assert self._process
        try:
            with open(f"/proc/{self._process[0]}/stat", "rb") as file:
                fields = file.read().rpartition(b") ")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError, ValueError):
            return time.monotonic()

    def charge(self, seconds: float) -> None:
        """Count processor seconds of a request."""
        self._used += seconds

    def broken(self) -> ReaderLost:
        """End the process, which said what it never should."""
        self.end()
        return ReaderLost()

    def _late(self) -> ReaderLate:
        self.end()
        return ReaderLate()

    def _hung_up(self) -> ReaderLost:
        """End the process, and tell whether somebody else had done so."""
        process, self._process = self._process, None
        assert process
        assert self._server
        process[1].close()
        try:
            code, _ = self._server.end(process[0], _END_SECONDS)
        except ForkServerDied:
            self.close()
            return ReaderKilled()  # it goes with its launcher
        return ReaderKilled() if code == -_SIGKILL else ReaderLost()

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process[1].close()
            try:
                assert self._server
                self._server.drop(process[0])
            except ForkServerDied:
                self.close()

    def close(self) -> None:
        """End it and what starts it."""
        process, self._process = self._process, None
        server, self._server = self._server, None
        if process:
            process[1].close()
        if server:
            server.close()


def _folder_of(module: str) -> str:
    """Return the folder that a module or package which does not come with Python is installed in."""
    spec = find_spec(module)
    return str(Path(spec.origin).parent.parent) if spec and spec.origin else ""
