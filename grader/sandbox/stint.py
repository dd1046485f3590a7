"""How long a call may run: on the worker's own processor clock, so that a busy machine takes nothing from a learner."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_LEAST_WAIT = 0.02
UNSEEN = 3.0
"""Where the processor clock cannot be read, the wall clock may run so much longer: other programs run too."""


class Stint:
    """One call's allowance of processor time."""

    def __init__(self, pid: int, least: float, more: Callable[[], float]) -> None:
        """Begin to count.

        Args:
            pid: the worker's process.
            least: seconds that it has in any case.
            more: gives the whole allowance; asked once, and only where `least` was used up.
        """
        self._pid, self._more = pid, more
        self._began, self._used_before = time.monotonic(), cpu_clock(pid)
        self.allowed, self._asked = least, False
        self._next_look = self._began + least

    def left(self) -> float:
        """Return the seconds after which to look again; 0 where the allowance is used up."""
        now = time.monotonic()
        if now < self._next_look:
            return self._next_look - now
        left = self.allowed - self._used(now)
        if left <= 0 and not self._asked:
            self._asked, self.allowed = True, max(self.allowed, self._more())
            left = self.allowed - self._used(now)
        if left > 0:
            self._next_look = now + max(left, _LEAST_WAIT)
            return self._next_look - now
        return 0.0

    def _used(self, now: float) -> float:
        used = cpu_clock(self._pid)
        if used is None or self._used_before is None:
            return (now - self._began) / UNSEEN
        return used - self._used_before


class Stopwatch:
    """Times a block by the processor clock of another process, or by the clock on the wall where it cannot be read."""

    seconds = 0.0
    exact = False
    """Whether it was the processor clock."""

    def __init__(self, pid: Callable[[], int | None]) -> None:
        """Take what gives the process, or None where it has ended."""
        self._pid = pid

    def __enter__(self) -> Stopwatch:
        self._before, self._began = self._cpu(), time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        after = self._cpu()
        self.exact = after is not None and self._before is not None
        self.seconds = after - self._before if self.exact else time.monotonic() - self._began  # type: ignore[operator]

    def _cpu(self) -> float | None:
        pid = self._pid()
        return None if pid is None else cpu_clock(pid)


def cpu_clock(pid: int) -> float | None:
    """Return the processor seconds of another process, or None where the system does not tell them."""
    if sys.platform != "linux":
        return None
    try:
        # clock_getcpuclockid(3): the process's own clock (CPUCLOCK_SCHED)
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None
