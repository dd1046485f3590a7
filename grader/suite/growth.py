"""Whether a function takes much longer than it should where it is given more."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

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
_TRIES = 3
_LEAST = 0.001
"""Processor seconds: what is faster than that is quick enough, however it grows."""


@runtime_checkable
class WithSeconds(Protocol):
    """Something whose calls are timed by the processor's clock."""

    def measured(self, function: str, arguments: Any) -> tuple[Answer | Failure, float]:
        """Call a function, and return the processor seconds that it took."""


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
    time limit fails the check, too, so that `names=` can name it.

    Args:
        submission: whose function it is; the reference passes.
        function: its name.
        arguments: makes what it is given of a size.
        growth: one of "1", "log n", "n", "n log n", "n^2", "n^3".
        sizes: the two sizes.

    Raises:
        Disagreement: it takes too long.
        NoAnswer: it does not answer, for another reason.
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
    took = [math.inf, math.inf]
    for _ in range(_TRIES):  # the shortest times: another program may have held one up
        for at, size in enumerate(sizes):
            took[at] = min(took[at], _seconds(caller, function, arguments(size)))
        if took[1] <= max(took[0] * most, _LEAST):
            return
    raise Disagreement(_sentence(function, sizes, most), public=True)


def _seconds(caller: WithSeconds, function: str, arguments: tuple[Any, ...]) -> float:
    outcome, seconds = caller.measured(function, list(arguments))
    if isinstance(outcome, Failure):
        if outcome.problem == "timeout":
            raise Disagreement(f"{function} is too slow: it was stopped before it had an answer", public=True)
        raise NoAnswer(outcome)
    return seconds


def _sentence(function: str, sizes: tuple[int, int], most: float) -> str:
    times = sizes[1] / sizes[0]
    return (
        f"{function} is too slow where it is given much: {times:g} times as many values should take at most "
        f"{most:.0f} times as long, and take longer"
    )
