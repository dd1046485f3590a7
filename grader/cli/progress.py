"""Progress on the terminal for what takes over a second: a line that counts, and goes away."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from grader.core.course import Exercise
    from grader.core.results import ExerciseResult
    from grader.grading.grader import Grader
    from grader.submissions.submission import Submission

_PATIENCE = 1.0
_ERASE = "\r\x1b[K"


class Progress:
    """A line on standard error that says what is being done, where a terminal can erase it. Use as a context manager."""

    def __init__(self, doing: str) -> None:
        self._doing, self._started, self._shown = doing, time.monotonic(), False
        self._over = threading.Event()
        erases = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._thread = threading.Thread(target=self._tell, daemon=True) if erases else None

    def now(self, doing: str) -> None:
        """Say what is being done now."""
        self._doing = doing

    def _tell(self) -> None:
        while not self._over.wait(_PATIENCE):
            self._shown = True
            # the stream as it was at the start: a running suite has sys.stderr redirected
            stream: TextIO = sys.__stderr__  # type: ignore[assignment]
            columns = os.get_terminal_size(stream.fileno()).columns
            stream.write(_ERASE + progress_line(self._doing, int(time.monotonic() - self._started), columns))
            stream.flush()

    def __enter__(self) -> Progress:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()
            if self._shown:
                sys.stderr.write(_ERASE)
                sys.stderr.flush()


def progress_line(doing: str, seconds: int, columns: int) -> str:
    """Return what fits into one line of the terminal: a second line could not be erased. 0 columns are an unknown width."""
    time_taken = f", {seconds} s …"
    room = max((columns or 80) - 1 - len(time_taken), 1)
    return (doing if len(doing) <= room else doing[: room - 1] + "…") + time_taken


def grade_each(
    grader: Grader, exercises: Sequence[Exercise], submission: Submission, seed: int
) -> Iterator[ExerciseResult]:
    """Grade exercises one by one, telling which one it is where that takes long."""
    with Progress("Grading") as progress:
        for number, exercise in enumerate(exercises, 1):
            of = f" ({number} of {len(exercises)})" if len(exercises) > 1 else ""
            progress.now(f"Grading exercise {exercise.number}, {exercise.name}{of}")
            yield grader.grade(exercise, submission, seed)
