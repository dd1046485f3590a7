"""What a mistake that has many shapes may look at: the calls, and whether digits were lost, however many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_PLACES = range(1, 12)
Part = tuple[str, int]
"""A function, and the position in its answer where that is a tuple."""


@dataclass(frozen=True)
class ObservedCall:
    """One call of those that a mistake's `explains` judges."""

    function: str
    arguments: tuple[Any, ...]
    value: Any
    """What came back; None where something was raised."""
    right: Any
    """The right answer."""
    passed: bool
    """Whether the answer is the right one, its arguments left as they were."""
    loose: bool
    """Whether right answers may differ from this one."""
    changed_earlier: bool = False
    """Whether the call changed a list that an earlier call had returned."""
    shares_argument: bool = False
    """Whether it returned a list that is the caller's own."""


def cut_off(calls: Sequence[ObservedCall]) -> set[Part]:
    """Return the parts of the answers that have a few decimals only, if that explains all that is wrong; else nothing.

    Other parts may be as far from right as the decimals that were cut: the mean of numbers that were rounded is.
    """
    parts = _parts(calls)
    for places in _PLACES:
        far = 10.0**-places * (1 + 1e-6)
        if all(abs(value - right) <= far for pairs in parts.values() for value, right in pairs):
            cut = {
                part
                for part, pairs in parts.items()
                if all(round(value, places) == value for value, _ in pairs)
                and sum(abs(value - right) > 1e-9 * abs(right) + 1e-11 for value, right in pairs) > 1
            }
            if cut:
                return cut
    return set()


def single_precision(calls: Sequence[ObservedCall]) -> set[Part]:
    """Return the parts of the answers that hold numbers of 32 bits only, if that may explain what is wrong; else nothing.

    Small differences of large numbers may be right to few digits then, so nothing needs to be nearer than a hundredth.
    """
    parts = _parts(calls)
    if not all(abs(value - right) <= 1e-2 * abs(right) + 1e-3 for pairs in parts.values() for value, right in pairs):
        return set()
    return {
        part
        for part, pairs in parts.items()
        if all(_single(value) == value for value, _ in pairs)
        and sum(abs(value - right) > 1e-9 * abs(right) + 1e-11 for value, right in pairs) > 2
    }


def _single(value: float) -> float:
    """Return the number of 32 bits that is nearest."""
    fraction, exponent = math.frexp(value)
    return math.ldexp(round(math.ldexp(fraction, 24)), exponent - 24)


def _parts(calls: Sequence[ObservedCall]) -> dict[Part, list[tuple[float, float]]]:
    """Return each number of the answers beside the right one, by part; nothing where an answer has another form."""
    parts: dict[Part, list[tuple[float, float]]] = {}
    for call in calls:
        if not call.loose:
            for place, pair in _pairs(call.value, call.right):
                parts.setdefault((call.function, place), []).append(pair)
    return {} if any(value is None for pairs in parts.values() for value, _ in pairs) else parts


def _pairs(value: Any, right: Any) -> Iterator[tuple[int, tuple[Any, Any]]]:
    """Give each number of an answer beside the right one, with its part; None for what is no such number."""
    tops = [(0, value, right)]
    if isinstance(right, tuple):
        fits = isinstance(value, list | tuple) and len(value) == len(right)
        tops = [(i, v, r) for i, (v, r) in enumerate(zip(value, right, strict=True))] if fits else [(0, None, 0.0)]
    while tops:
        place, v, r = tops.pop()
        if isinstance(r, list | tuple):
            if isinstance(v, list | tuple) and len(v) == len(r):
                tops += [(place, *pair) for pair in zip(v, r, strict=True)]
            else:
                yield place, (None, 0.0)
        else:
            yield place, (v if isinstance(v, int | float) and abs(v) < 1e300 else None, r)
