"""The trusted side of the confined reader: gives it what a learner handed in, and takes what is in it, within bounds.

There is one reader a process of ours. It is started when the first such file is met, and serves one learner after the
other until one of them breaks it; the next gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from grader.core.text import safe
from grader.core.yaml_tree import MAX_BYTES, Place, Position
from grader.sandbox import wire
from grader.sandbox.reader_process import ReaderKilled, ReaderLate, ReaderLost, ReaderProcess, Source, Unopened

__all__ = ["ConfinedReader", "Listing", "NotYaml", "Source", "Unopened", "reader"]

SECONDS = 10.0
"""So much processor time all that one learner handed in may take to open; six times as long by the clock."""
_PATIENCE = 6
MAX_ARCHIVE = 50 << 20
MAX_UNPACKED = 64 << 20
"""What is kept of all archives of one learner together; and what one notebook may have."""
MAX_READ = 256 << 20
"""Of all that is taken out of one learner's archives, and of all their notebooks."""
MAX_MEMBERS = 10_000
"""Of all archives of one learner together."""
MAX_CONTENT = 32 << 20
_FAILED = "was not read: opening another of your files failed."
Again = Callable[[], contextlib.AbstractContextManager[Source]]
"""Opens a file once more."""


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
    """The process, and what the learner that it serves may still use. It may be asked by one thread after another."""

    def __init__(self, *, confine: bool = True, fork: bool = hasattr(os, "fork")) -> None:
        """Start nothing yet.

        Args:
            confine: whether it gets the system call filter; False only to try what happens without one.
            fork: whether it is forked from a launcher, or is a separate process.
        """
        self._process = ReaderProcess(confine=confine, fork=fork)
        self._lock = threading.RLock()
        self._numbers = 0
        self._kept: dict[int, Again | None] = {}
        self._lost: dict[int, Again] = {}
        """Archives that went with a process which was ended from outside."""
        self.new_learner()

    @property
    def pid(self) -> int | None:
        """The number of its process, where one runs."""
        return self._process.pid

    def new_learner(self) -> None:
        """Begin with another learner: what the last had open is dropped, and all bounds are whole again."""
        with self._lock:
            self._seconds, self._members, self._unpacked, self._read = SECONDS, MAX_MEMBERS, MAX_UNPACKED, MAX_READ
            if self._process.worn:
                self._process.end()
            elif self._kept and self._process.pid:
                with contextlib.suppress(Unopened):  # one that has ended meanwhile has forgotten all
                    self._process.say(wire.trusted_frame(("forget",)), time.monotonic() + SECONDS)
            self._kept.clear()
            self._lost.clear()

    def archive(self, file: Source, again: Again | None = None) -> Listing:
        """Open an archive, and keep it open for `member`.

        Args:
            file: its bytes.
            again: opens it once more, should the process be ended from outside.

        Raises:
            Unopened: it cannot be read, or the learner's archives are too large together.
        """
        with self._lock:
            self._numbers += 1
            return self._listed(self._numbers, file, again)

    def _listed(self, number: int, file: Source, again: Again | None) -> Listing:
        if self._unpacked <= 0 or self._members <= 0:
            raise Unopened("was not read: with your other archives it is too big.")
        request = ("archive", number, self._members, self._unpacked)
        (entries, size), _ = self._ask(request, file, MAX_ARCHIVE, "entries", 2)
        if not are_entries(entries) or type(size) is not int or not 0 <= size <= MAX_UNPACKED:
            raise self._broken()
        self._members -= len(entries)
        self._unpacked -= size
        self._kept[number] = again
        return Listing(number, entries, size)

    def member(self, number: int, place: int, limit: int, *, notebook: bool) -> bytes:
        """Return a member of an archive, at most `limit` bytes of it; of a notebook, what `notebook` returns.

        Raises:
            Unopened: it cannot be read.
        """
        request = ("member", number, place, limit, notebook)
        with self._lock:
            self._open_again(number)
            try:
                return self._content(request, None, 0)
            except ReaderKilled:
                self._open_again(number)
                return self._content(request, None, 0)

    def _open_again(self, number: int) -> None:
        """Have an archive open, of which the process was perhaps ended from outside."""
        if number in self._lost:
            again = self._lost.pop(number)
            self._members, self._unpacked = MAX_MEMBERS, MAX_UNPACKED  # it was charged before
            try:
                with again() as file:
                    self._listed(number, file, again)
            except OSError:
                raise Unopened(_FAILED) from None
        if number not in self._kept:
            raise Unopened(_FAILED)

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
        """Send a request and return the answer's items and content; once more where the process was ended from outside."""
        try:
            return self._ask_once(request, file, limit, name, items)
        except ReaderKilled:
            self._lost |= {number: again for number, again in self._kept.items() if again}
            self._kept.clear()
            if file is None or not hasattr(file, "seek"):
                raise
            file.seek(0)
            return self._ask_once(request, file, limit, name, items)

    def _ask_once(
        self, request: tuple[Any, ...], file: Source | None, limit: int, name: str, items: int
    ) -> tuple[tuple[Any, ...], bytes]:
        if self._seconds <= 0:
            raise Unopened(f"{_FAILED[:-1]}, or took too long.")
        process = self._process
        process.start()
        began = process.spent()
        deadline = time.monotonic() + _PATIENCE * self._seconds
        process.latest = began + self._seconds
        try:
            process.say(wire.trusted_frame(request), deadline)
            if file is not None:
                process.send_file(file, limit, deadline)
            answer = process.hear(deadline)
            self._check(answer, name, items)
            content = b""
            if name == "content":
                if type(answer[1]) is not int or not 0 <= answer[1] <= MAX_CONTENT:
                    raise self._broken()
                content = process.take(answer[1], deadline)
            return answer[1:], content
        except ReaderKilled:
            raise
        except ReaderLate:
            self._nothing_more()
            raise Unopened(f"takes more than {SECONDS:.0f} seconds to open; hand in your own files only.") from None
        except ReaderLost:
            self._nothing_more()
            raise
        except BaseException as error:
            if not isinstance(error, Unopened):
                process.end()  # amid an answer, or a file: what comes next would be taken for another
                self._kept.clear()
            raise
        finally:
            spent = process.spent() - began if process.pid else 0.0
            self._seconds -= spent
            process.charge(spent)

    def _check(self, answer: tuple[Any, ...], name: str, items: int) -> None:
        """Raise Unopened where an answer is not the one that was asked for."""
        if answer[0] == "refused" and len(answer) == 2 and type(answer[1]) is str:
            raise Unopened(safe(answer[1]))
        if answer[0] == "fault" and [*map(type, answer)] == [str, str, int, int]:
            raise NotYaml(safe(str(answer[1])), *answer[2:])
        if answer[0] != name or len(answer) != items + 1:
            raise self._broken()

    def _broken(self) -> ReaderLost:
        self._nothing_more()
        return self._process.broken()

    def _nothing_more(self) -> None:
        """Open nothing more of this learner's, and nothing that went with the process."""
        self._seconds = 0.0
        self._kept.clear()

    def close(self) -> None:
        """End it; it is started again when something is asked."""
        self._process.close()
        self._kept.clear()
        self._lost.clear()


def are_entries(told: Any) -> bool:
    """Whether what a reader tells of an archive are names, and whether each is a file."""
    return type(told) is list and all(type(entry) is tuple and [*map(type, entry)] == [str, bool] for entry in told)


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
