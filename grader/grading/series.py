"""A curve in a learner's answers as a line of little bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from grader.core.course import Exercise
from grader.sandbox.outcome import Answer, Failure
from grader.suite.plugin import CheckRun

_BARS = "▁▂▃▄▅▆▇█"
_NO_NUMBER = "×"
_MOST = 20
_FEWEST = 3


def curve_notes(exercise: Exercise, runs: Sequence[CheckRun] | Failure) -> tuple[str, ...]:
    """Return one note on the longest curve that an open check saw, where course.yaml names one."""
    longest = curve_values(exercise, runs)
    if exercise.curve is None or len(longest) < _FEWEST:
        return ()
    first, last = (f"{value:.3g}" for value in (longest[0], longest[-1]))
    return (f"your {exercise.curve.name}, first to last of {len(longest)}: {first} {bars(longest)} {last}",)


def curve_values(exercise: Exercise, runs: Sequence[CheckRun] | Failure) -> list[float]:
    """Return the longest curve that an open check saw, where course.yaml names one; nothing where there is none."""
    if exercise.curve is None or isinstance(runs, Failure):
        return []
    found: list[list[float]] = []
    for run in runs:
        for call in run.calls if run.check.open else ():
            if call.function == exercise.curve.function and isinstance(call.outcome, Answer):
                found.append(_numbers(call.outcome.value, exercise.curve.at))
    return max(found, key=len, default=[])


def _numbers(value: Any, at: Sequence[int]) -> list[float]:
    for index in at:
        if not isinstance(value, list | tuple) or not -len(value) <= index < len(value):
            return []
        value = value[index]
    if not isinstance(value, list | tuple) or not set(map(type, value)) <= {int, float}:
        return []
    try:
        return list(map(float, value))
    except OverflowError:
        return []


def bars(values: Sequence[float]) -> str:
    """Return at most 20 bars, evenly spaced along the values, between the least and the greatest of all of them."""
    count = min(_MOST, len(values))
    finite = list(filter(math.isfinite, values))
    low, high = min(finite, default=0.0), max(finite, default=0.0)
    # halves, since the whole difference may be too large for a float
    span = high / 2 - low / 2
    shown = []
    for number in range(count):
        value = values[number * (len(values) - 1) // max(1, count - 1)]
        if not math.isfinite(value):
            shown.append(_NO_NUMBER)
        else:
            height = (value / 2 - low / 2) / span if span else 0.0
            shown.append(_BARS[min(len(_BARS) - 1, int(height * len(_BARS)))])
    return "".join(shown)
