"""What a search may use: processor time, so that a busy machine finds the same line; the clock is an upper limit alone."""

from __future__ import annotations

import time

from grader.sandbox.client import Worker
from grader.sandbox.stint import UNSEEN, cpu_clock

_CLOCK = getattr(time, "thread_time", time.monotonic)  # a browser has none
_WALL_TIMES = 5.0
"""By the clock on the wall a search may last so many times as long: other programs run, too."""


class Allowance:
    """The seconds of one search, for the thread that makes it and for the workers that it asks, one at a time."""

    def __init__(self, seconds: float) -> None:
        """Begin to count.

        Args:
            seconds: of processor time; by the clock `UNSEEN` times as many where the system does not tell a worker's.
        """
        self.seconds = seconds
        self._began, self._own = time.monotonic(), _CLOCK()
        self._ended = 0.0
        self._worker: Worker | None = None
        self._before = 0.0
        self._untold = False

    def begin(self, worker: Worker) -> None:
        """Count a worker's time from now on."""
        before = cpu_clock(worker.pid)
        self._worker, self._before = worker, before or 0.0
        self._untold = self._untold or before is None

    def end(self) -> None:
        """Add the time of the worker, which has ended."""
        if self._worker:
            self._ended += self._worker.cpu_seconds
            self._worker = None

    @property
    def used(self) -> float:
        """The seconds that were used."""
        if self._untold:
            return self._by_clock / UNSEEN
        running = cpu_clock(self._worker.pid) if self._worker else None
        seen = 0.0 if running is None else running - self._before
        return _CLOCK() - self._own + self._ended + seen

    @property
    def left(self) -> float:
        """The seconds that are left, never less than 0."""
        return max(0.0, min(self.seconds - self.used, self.wall))

    @property
    def wall(self) -> float:
        """The seconds by the clock after which the search ends in any case; 0 where they are over."""
        return max(0.0, _WALL_TIMES * self.seconds - self._by_clock)

    @property
    def _by_clock(self) -> float:
        return time.monotonic() - self._began
