"""The trusted side of the confined reader: gives it what a learner handed in, and takes what is in it, within bounds.

There is one reader a process of ours. It is started when the first such file is met, and serves one learner after the
other until one of them breaks it; the next gets a new one.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grader.core.course import Limits
from grader.core.errors import UsageError
from grader.core.text import safe
from grader.core.yaml_tree import MAX_BYTES, Place, Position
from grader.sandbox import wire
from grader.sandbox.process_factory import READER, READY_SECONDS, ForkServerDied, WorkerServer
from grader.sandbox.servers import worker_server

MEMORY_MIB = 256
SECONDS = 10.0
"""So much processor time all that one learner handed in may take to open; six times as long by the clock."""
_PATIENCE = 6
_LOOK_SECONDS = 0.25  # so often it is looked how much processor time is used
MAX_ARCHIVE = 50 << 20
MAX_UNPACKED = 64 << 20
"""What is kept of all archives of one learner together; and what one notebook may have."""
MAX_READ = 256 << 20
"""Of all that is taken out of one learner's archives, and of all their notebooks."""
MAX_MEMBERS = 10_000
"""Of all archives of one learner together."""
MAX_CONTENT = 32 << 20
_CPU_SECONDS = 120  # of one process, for all whom it serves
_WORN_SECONDS, _WORN_BYTES = 60.0, 64 << 20
_MAX_ANSWER = 8 << 20
_DEPTH = 40
_PIECE = 1 << 16
_END, _ABORTED = wire.SIZE.pack(0), wire.SIZE.pack(0xFFFFFFFF)
_LIBRARIES = ("json", "zipfile", "zlib", "bz2", "lzma", "yaml", "encodings.cp437", "encodings.utf_8_sig")


class Source(Protocol):
    """An open file."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many of its next bytes, none at its end."""


class Unopened(Exception):
    """Why a file is not read: half a sentence that goes on after its name; safe to show."""


class NotYaml(Unopened):
    """Why a text is not read as YAML, and where."""

    def __init__(self, problem: str, line: int = 0, column: int = 0) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


class Listing(NamedTuple):
    """What is in an archive that the reader keeps open."""

    number: int
    entries: list[tuple[str, bool]]
    """The name of each entry that is no folder, at most one character longer than is read, and whether it is a file."""
    size: int
    """How many bytes the reader holds."""


class ConfinedReader:
    """The process, and what the learner whom it serves may still use. It may be asked by one thread after another."""

    def __init__(self, *, confine: bool = True, fork: bool = hasattr(os, "fork")) -> None:
        """Start nothing yet.

        Args:
            confine: whether it gets the system call filter; False only to try what happens without one.
            fork: whether it is forked from a launcher, or is a process of its own.
        """
        self._confine, self._fork = confine, fork
        self._server: WorkerServer | None = None
        self._process: tuple[int, Any] | None = None
        self._used, self._sent, self._latest = 0.0, 0, float("inf")
        self._lock = threading.RLock()
        self._numbers = 0
        self._kept: set[int] = set()
        self.new_learner()

    def new_learner(self) -> None:
        """Begin with another learner: what the last had open is dropped, and all bounds are whole again."""
        with self._lock:
            self._seconds, self._members, self._unpacked, self._read = SECONDS, MAX_MEMBERS, MAX_UNPACKED, MAX_READ
            if self._used > _WORN_SECONDS or self._sent > _WORN_BYTES:
                self._end()  # what it has used must not be charged to the next
            elif self._kept and self._process:
                self._say(wire.trusted_frame(("forget",)), time.monotonic() + SECONDS)
            self._kept.clear()

    def archive(self, file: Source) -> Listing:
        """Open an archive, and keep it open for `member`.

        Raises:
            Unopened: it cannot be read, or the learner's archives are too large together.
        """
        with self._lock:
            if self._unpacked <= 0 or self._members <= 0:
                raise Unopened("was not read: with your other archives it is too big.")
            self._numbers += 1
            number = self._numbers
            head, _ = self._ask(("archive", number, self._members, self._unpacked), file, MAX_ARCHIVE, "entries", 2)
            entries, size = head
            if type(entries) is not list or type(size) is not int or not 0 <= size <= MAX_UNPACKED:
                raise self._broken()
            for entry in entries:
                if type(entry) is not tuple or [*map(type, entry)] != [str, bool]:
                    raise self._broken()
            self._members -= len(entries)
            self._unpacked -= size
            self._kept.add(number)
            return Listing(number, entries, size)

    def member(self, number: int, place: int, limit: int, *, notebook: bool) -> bytes:
        """Return a member of an archive, at most `limit` bytes of it; of a notebook, what `notebook` returns.

        Raises:
            Unopened: it cannot be read.
        """
        with self._lock:
            if number not in self._kept:
                raise Unopened("was not read: opening another of your files failed.")
            return self._content(("member", number, place, limit, notebook), None, 0)

    def notebook(self, file: Source, limit: int) -> bytes:
        """Return a notebook as JSON in its own version, with nothing in it but its code cells.

        Raises:
            Unopened: it is none, or longer than `limit`.
        """
        with self._lock:
            return self._content(("notebook",), file, limit)

    def _content(self, request: tuple[Any, ...], file: Source | None, limit: int) -> bytes:
        if self._read <= 0:
            raise Unopened(f"was not read: your files together have more than {MAX_READ >> 20} MiB.")
        (size, unpacked), content = self._ask(request, file, limit, "content", 2)
        self._read -= max(size, unpacked) if type(unpacked) is int else size
        return content

    def yaml(self, file: Source, most: int) -> tuple[Any, dict[Place, Position]]:
        """Return the data of a YAML or JSON text that holds at most so many values, and where each part stands.

        Raises:
            NotYaml: it is none, or holds more.
        """
        with self._lock:
            try:
                (data, listed), _ = self._ask(("yaml", most), file, MAX_BYTES, "document", 2)
                return data, {tuple(place): (int(line), int(column)) for place, line, column in listed}
            except NotYaml:
                raise
            except Unopened as error:
                raise NotYaml(f"this file {error}") from None
            except (TypeError, ValueError):
                raise NotYaml(f"this file {self._broken()}") from None

    def _ask(
        self, request: tuple[Any, ...], file: Source | None, limit: int, name: str, items: int
    ) -> tuple[tuple[Any, ...], bytes]:
        """Send a request and return the answer's items and content, with the learner's time running."""
        if self._seconds <= 0:
            raise Unopened("was not read: opening another of your files failed, or took too long.")
        self._start()
        began = self._spent()
        deadline = time.monotonic() + _PATIENCE * self._seconds
        self._latest = began + self._seconds
        try:
            self._say(wire.trusted_frame(request), deadline)
            if file is not None:
                self._send_file(file, limit, deadline)
            answer = self._hear(deadline)
            self._check(answer, name, items)
            content = b""
            if name == "content":
                if type(answer[1]) is not int or not 0 <= answer[1] <= MAX_CONTENT:
                    raise self._broken()
                content = self._take(answer[1], deadline)
            return answer[1:], content
        except BaseException as error:
            if not isinstance(error, Unopened):
                self._end()  # amid an answer, or a file: what comes next would be taken for another
            raise
        finally:
            spent = self._spent() - began if self._process else 0.0
            self._seconds -= spent
            self._used += spent

    def _check(self, answer: tuple[Any, ...], name: str, items: int) -> None:
        """Raise Unopened where an answer is not the one that was asked for."""
        if answer[0] == "refused" and len(answer) == 2 and type(answer[1]) is str:
            raise Unopened(safe(answer[1]))
        if answer[0] == "fault" and [*map(type, answer)] == [str, str, int, int]:
            raise NotYaml(safe(str(answer[1])), *answer[2:])
        if answer[0] != name or len(answer) != items + 1:
            raise self._broken()

    def _send_file(self, file: Source, limit: int, deadline: float) -> None:
        left = limit
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                self._say(_ABORTED, deadline)
                self._hear(deadline)
                raise Unopened(f"is too big; files of its kind of up to {limit >> 20} MiB are read.")
            self._sent += len(piece)
            self._say(wire.SIZE.pack(len(piece)) + piece, deadline)
        self._say(_END, deadline)

    def _start(self) -> None:
        """Have a process that has said that it is ready."""
        if self._process:
            return
        limits = Limits(memory_mib=MEMORY_MIB, cpu_seconds=_CPU_SECONDS)
        for _ in range(2):  # the launcher may have been ended from outside
            try:
                if self._server is None:
                    self._server = worker_server(confine=self._confine, fork=self._fork, sent=READER)
                    self._server.prepare(_LIBRARIES, [_folder_of("yaml")])
                self._process, self._used, self._sent = self._server.fork(limits, limits.cpu_seconds), 0.0, 0
                self._latest = float("inf")
                if self._hear(time.monotonic() + READY_SECONDS)[0] == "ready":
                    return
            except (ForkServerDied, Unopened, OSError):
                self.close()
        raise UsageError(
            "The process that opens what learners hand in does not start here. Free some memory, and run it again."
        )

    def _say(self, data: bytes, deadline: float) -> None:
        assert self._process
        try:
            self._process[1].settimeout(max(0.001, deadline - time.monotonic()))
            self._process[1].sendall(data)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise self._broken() from None

    def _hear(self, deadline: float) -> tuple[Any, ...]:
        size = wire.frame_size(self._take(4, deadline))
        if size > _MAX_ANSWER:
            raise self._broken()
        try:
            answer = wire.decode(self._take(size, deadline), _DEPTH)
        except wire.WireError:
            raise self._broken() from None
        if type(answer) is not tuple or not answer:
            raise self._broken()
        return answer

    def _take(self, size: int, deadline: float) -> bytes:
        assert self._process
        data = bytearray()
        while len(data) < size:
            try:
                self._process[1].settimeout(max(0.001, min(_LOOK_SECONDS, deadline - time.monotonic())))
                part = self._process[1].recv(min(size - len(data), 1 << 20))
            except TimeoutError:
                if time.monotonic() > deadline or self._spent() > self._latest:
                    raise self._late() from None
                continue
            except OSError:
                part = b""
            if not part:
                raise self._broken()
            data += part
        return bytes(data)

    def _spent(self) -> float:
        """Return the processor seconds that the process has used; where the system does not tell, those of the clock."""
        assert self._process
        try:
            with open(f"/proc/{self._process[0]}/stat", "rb") as file:
                fields = file.read().rpartition(b") ")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError, ValueError):
            return time.monotonic()

    def _late(self) -> Unopened:
        self._seconds = 0.0
        self._end()
        return Unopened(f"takes more than {SECONDS:.0f} seconds to open; hand in your own files only.")

    def _broken(self) -> Unopened:
        """End the process, and say what is most probably behind that: a crash of Python's own is not to be told apart."""
        self._seconds = 0.0  # nothing more of this learner is opened
        self._end()
        return Unopened(f"takes more memory than {MEMORY_MIB} MiB to open, or is broken; hand in your own files only.")

    def _end(self) -> None:
        process, self._process = self._process, None
        self._kept.clear()
        if process:
            process[1].close()
            try:
                assert self._server
                self._server.drop(process[0])
            except ForkServerDied:
                self.close()

    def close(self) -> None:
        """End it; it is started anew when something is asked."""
        process, self._process = self._process, None
        server, self._server = self._server, None
        self._kept.clear()
        if process:
            process[1].close()
        if server:
            server.close()


def _folder_of(module: str) -> str:
    """Return the folder that a module or package which does not come with Python is installed in."""
    spec = find_spec(module)
    return str(Path(spec.origin).parent.parent) if spec and spec.origin else ""


_READERS: dict[int, ConfinedReader] = {}


def reader() -> ConfinedReader:
    """Return the reader of this process; one that was forked has its own."""
    process = os.getpid()
    if process not in _READERS:
        _READERS[process] = ConfinedReader()
        atexit.register(_close)
    return _READERS[process]


def _close() -> None:
    """End this process's own reader."""
    if own := _READERS.pop(os.getpid(), None):
        own.close()
