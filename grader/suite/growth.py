"""Whether a function takes much longer than it should where it is given more."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import Disagreement
from grader.suite.proxy import NoAnswer, Proxy, record_of

_GROWTHS: dict[str, Callable[[float], float]] = {
    "1": lambda n: 1.0,
    "log n": math.log,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log(n),
    "n^2": lambda n: n * n,
    "n^3": lambda n: n**3,
}
_Arguments = Callable[[], list[Any]]
_TRIES = 3
_LEAST = 0.001
"""Processor seconds: what is faster than that is quick enough, however it grows."""
_CLOCK_TRIES = 8
_CLOCK_LEAST = 3 * _LEAST
"""The same by the clock of a browser, where Python is about three times as slow."""
_BATCH = 0.02
"""Seconds: calls of the smaller size are timed together for so long."""
_MOST_TIMES = 200
_STOPS = 2
"""So many stopped calls are enough: a browser waits for few of them."""
_LEAST_WAIT = 0.3
"""Seconds: what a browser waits for a call at least; one that was answered by "stopped" at once was waited for before."""
_BUSY = (
    "This check compares how long your function takes for a short and for a long input. This computer is too busy now to "
    "tell, so the check was not graded. Close other programs and check again, or use `grade exercise` in a terminal."
)
_SURE = 0.75
"""What of a time is surely the call's own, after the machine's other work has been taken from it."""


@runtime_checkable
class WithSeconds(Protocol):
    """Something whose calls are timed."""

    def measured(
        self, function: str, arguments: Any, times: int = 0, looks: bool = False
    ) -> tuple[Answer | Failure, float | None]:
        """Call a function, or so often: then the answer is a `Timing`, its speed if one looks at it.

        Also returns the processor seconds that it took, None where they are not told.
        """


class CannotTell(Exception):
    """What a check asks cannot be told here; the sentence says why, to learners."""


class Timing(NamedTuple):
    """What one call took by the clock."""

    seconds: float
    speed: float
    """Of the machine just then, in rounds of a loop a second."""


def grows(
    submission: Proxy,
    function: str,
    arguments: Callable[[int], tuple[Any, ...]],
    growth: str,
    *,
    sizes: tuple[int, int] = (500, 4000),
) -> None:
    """Say how the work of a function grows with the size of what it is given.

        grows(submission, "unique", lambda n: (list(range(n)),), "n")

    Both sizes are timed on the processor's clock. It fails where the larger one takes more than halfway to the next worse
    kind of growth, which is as many times as much as the sizes differ. Take a larger size that the reference answers in
    some hundredths of a second. The calls are compared with no mistake, and their answers are not looked at; a stop by a
    time limit fails the check, too, so that `names=` can name it. Where there is no processor's clock, as in a browser,
    it uses the clock on the wall, and does not decide where other programs keep the machine too busy for that.

    Args:
        submission: whose function it is; the reference passes.
        function: its name.
        arguments: makes what it is given of a size.
        growth: one of "1", "log n", "n", "n log n", "n^2", "n^3".
        sizes: the two sizes.

    Raises:
        Disagreement: it takes too long.
        NoAnswer: it does not answer, for another reason.
        CannotTell: the machine is too busy to time it.
        ValueError: the growth or the sizes are none.
    """
    if growth not in _GROWTHS or not 1 < sizes[0] < sizes[1]:
        raise ValueError(f"grows takes two rising sizes above 1, and one of {', '.join(_GROWTHS)}")
    caller = record_of(submission).caller
    if not isinstance(caller, WithSeconds):
        caller.call(function, arguments(sizes[0]))
        return
    rate = _GROWTHS[growth]
    most = rate(sizes[1]) / rate(sizes[0]) * math.sqrt(sizes[1] / sizes[0])
    small, large = ((lambda n=size: list(arguments(n))) for size in sizes)
    slow = _slow_by_processor(caller, function, small, large, most)
    if slow is None:
        slow = timed_by_clock(caller, function, small, large, most)
    if slow:
        raise Disagreement(_sentence(function, sizes, most), public=True)


def _slow_by_processor(
    caller: WithSeconds, function: str, small: _Arguments, large: _Arguments, most: float
) -> bool | None:
    """Return whether a function is too slow; None where processor seconds are not told.

    The shortest times count: another program may have held one up. Many calls of the smaller size are timed together, since
    a single one costs as much for waking the worker up.
    """
    took = [math.inf, math.inf]
    for _ in range(_TRIES):
        outcome, seconds = caller.measured(function, small())
        _answered(function, outcome)
        if seconds is None:
            return None
        times = _times(seconds)
        outcome, seconds = caller.measured(function, small(), times)
        _answered(function, outcome)
        took[0] = min(took[0], (seconds or 0.0) / times)
        outcome, seconds = caller.measured(function, large())
        _answered(function, outcome)
        took[1] = min(took[1], seconds or 0.0)
        if took[1] <= max(took[0] * most, _LEAST):
            return False
    return True


def _times(seconds: float) -> int:
    return min(_MOST_TIMES, math.ceil(_BATCH / max(seconds, 1e-6)))


def timed_by_clock(caller: WithSeconds, function: str, small: _Arguments, large: _Arguments, most: float) -> bool:
    """Return whether a function is too slow by the clock on the wall; CannotTell where the machine is too busy to say.

    A call of the larger size that is stopped took at least as long as it was waited for, on a machine as busy as right
    before and right after it. It is made once more: a short one may have been held up by other programs alone.
    """
    smalls, larges, stopped = [_timing(caller, function, small(), 1)], list[Timing](), list[Timing]()
    while len(larges) < _CLOCK_TRIES and len(stopped) < _STOPS:
        times = _times(smalls[-1].seconds)
        smalls += [_timing_again(caller, function, small(), times) for _ in range(2)]
        began = time.perf_counter()
        outcome, _ = caller.measured(function, large(), 1, True)
        if _stopped(outcome):
            waited = max(time.perf_counter() - began, _LEAST_WAIT)
            caller.measured(function, small())  # begins a process anew
            smalls.append(_timing_again(caller, function, small(), times))
            stopped.append(Timing(waited, min(one.speed for one in smalls[-2:])))
        else:
            _answered(function, outcome)
            larges.append(Timing(*outcome.value))  # type: ignore[union-attr]
        found = slow_by_clock(smalls, larges, most, stopped)
        if found is not None:
            return found
    raise CannotTell(_BUSY)


def slow_by_clock(
    smalls: Sequence[Timing], larges: Sequence[Timing], most: float, stopped: Sequence[Timing] = ()
) -> bool | None:
    """Return whether a function is too slow by what it took for two sizes; None where that cannot be told.

    Other programs can only make a time longer. So it is quick enough where one time of the larger size is short enough,
    and too slow only where each of them is too long even after the time of other programs has been taken from it.

    Args:
        smalls: what it took for the smaller size.
        larges: what it took for the larger one.
        most: how many times as long the larger one may take.
        stopped: how long it was waited for the larger one where that was stopped.
    """
    allowed = max(min(one.seconds for one in smalls) * most, _CLOCK_LEAST)
    if larges and min(one.seconds for one in larges) <= allowed:
        return False
    best = max(one.speed for one in (*smalls, *larges))
    if len(stopped) >= _STOPS:
        quiet = min(one.speed for one in stopped) >= _SURE * best
        return True if quiet and _SURE * max(one.seconds for one in stopped) > allowed else None
    own = [one.seconds * one.speed / best for one in larges]
    return True if len(own) >= _TRIES and _SURE * min(own) > allowed else None


def _timing(caller: WithSeconds, function: str, arguments: list[Any], times: int) -> Timing:
    outcome, _ = caller.measured(function, arguments, times, True)
    _answered(function, outcome)
    return Timing(*outcome.value)  # type: ignore[union-attr]


def _timing_again(caller: WithSeconds, function: str, arguments: list[Any], times: int) -> Timing:
    """Time what has answered before: if it is stopped now, other programs are the reason."""
    try:
        return _timing(caller, function, arguments, times)
    except Disagreement:
        raise CannotTell(_BUSY) from None


def _stopped(outcome: Answer | Failure) -> bool:
    return isinstance(outcome, Failure) and outcome.problem == "timeout"


def _answered(function: str, outcome: Answer | Failure) -> None:
    if isinstance(outcome, Failure):
        if _stopped(outcome):
            raise Disagreement(f"{function} is too slow: it was stopped before it had an answer", public=True)
        raise NoAnswer(outcome)


def _sentence(function: str, sizes: tuple[int, int], most: float) -> str:
    times = sizes[1] / sizes[0]
    return (
        f"{function} is too slow where it is given much: {times:g} times as many values should take at most "
        f"{most:.0f} times as long, and take longer"
    )
