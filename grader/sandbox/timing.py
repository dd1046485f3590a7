"""How long calls take by the clock, and how busy the machine was meanwhile; runs in the sandbox, as `worker` does."""

from __future__ import annotations

import marshal
import time
from collections.abc import Callable
from typing import Any

_ROUNDS = 2000
_LEAST = 0.004
"""Seconds for the loop that shows how busy the machine is."""

_now, _loads = time.perf_counter, marshal.loads  # as they are before a learner's code could replace them


def timed(
    call: Callable[[Any, list[Any]], object], target: Any, arguments: list[Any], times: int, looks: bool
) -> tuple[float, float]:
    """Return the seconds that one call takes, and the speed of the machine just then.

    Args:
        call: makes one call of a target with arguments.
        target: what is called, see `calls`.
        arguments: what it is given, as a new copy each time.
        times: how many calls; the seconds are their mean.
        looks: whether to look at the machine's speed.

    Returns:
        Seconds, and the rounds a second of an empty loop that ran right after the calls, for as long as they took; 0 where
        it was not looked at.
    """
    written = marshal.dumps(arguments)
    given = [_loads(written) for _ in range(times)]
    began = _now()
    for one in given:
        call(target, one)
    took = _now() - began
    rounds, began = 0, _now()
    while looks:
        for _ in range(_ROUNDS):
            pass
        rounds += _ROUNDS
        looped = _now() - began
        if looped >= max(took, _LEAST):
            return took / times, rounds / looped
    return took / times, 0.0
