"""When two outcomes of the same call are alike: right to a tolerance, wrong in the same way."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from grader.sandbox.outcome import Answer, Failure
from grader.sandbox.plain import Array
from grader.suite.agreement import ABSOLUTE, RELATIVE
from grader.suite.array_agreement import array_difference, is_array

Outcome = Answer | Failure
_NUMBERS = (int, float, bool)


def alike(one: Outcome, other: Outcome, *, loosely: bool = False, values_alone: bool = False) -> bool:
    """Whether two outcomes are alike: the same answer, what it did to its arguments included, or the same exception.

    Args:
        one: the outcome of a call.
        other: the outcome of the same call of another version.
        loosely: whether it is enough that both changed their arguments, in whatever way; and where both return None,
            whether it matters not which of them printed something.
        values_alone: whether it matters not what became of the arguments.
    """
    if isinstance(one, Failure) or isinstance(other, Failure):
        return (
            isinstance(one, Failure)
            and isinstance(other, Failure)
            and (one.problem, one.kind) == (other.problem, other.kind)
        )
    if not equal(one.value, other.value):
        return False
    if values_alone:
        return True
    if (one.after is None) != (other.after is None):
        return False
    if loosely:
        return True
    return equal(one.after, other.after) and (one.value is not None or one.printed == other.printed)


def equal(one: Any, other: Any) -> bool:
    """Whether two plain values are the same: numbers as in `agree`, NaN equal to itself, True to 1, a list to a tuple."""
    return _EQUAL.get(type(one), _equal_others)(one, other)


def _equal_items(one: Any, other: Any) -> bool:
    if type(other) not in (list, tuple) or len(one) != len(other):
        return False
    if {float} == set(map(type, one)) == set(map(type, other)):
        return _equal_floats(one, other)
    return all(map(equal, one, other))


def _equal_dicts(one: Any, other: Any) -> bool:
    return type(other) is dict and one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)


def _equal_numbers(one: Any, other: Any) -> bool:
    if type(other) not in _NUMBERS:
        return False
    try:
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE) or (one != one and other != other)
    except OverflowError:  # a whole number too large for a float
        return bool(one == other)


def _equal_others(one: Any, other: Any) -> bool:
    if is_array(one) and is_array(other):
        return not array_difference(one, other, (), RELATIVE, ABSOLUTE, equal_nan=True)
    return type(one) is type(other) and not is_array(one) and bool(one == other)


_EQUAL: dict[type, Callable[[Any, Any], bool]] = {
    list: _equal_items,
    tuple: _equal_items,
    dict: _equal_dicts,
    float: _equal_numbers,
    int: _equal_numbers,
    bool: _equal_numbers,
}


def same_form(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are answers of the same form: rounding changes numbers, not how many there are."""
    return isinstance(one, Answer) and isinstance(other, Answer) and _same_form(one.value, other.value)


def _same_form(one: Any, other: Any) -> bool:
    if type(one) in _ROWS and type(other) in _ROWS:
        # a hostile answer may have a hundred thousand items, and is compared with each known mistake
        return len(one) == len(other) and (
            {*map(type, one), *map(type, other)} <= _ONE_FORM or all(map(_same_form, one, other))
        )
    if type(one) is Array and type(other) is Array:
        return (one.dtype, one.shape) == (other.dtype, other.shape)
    if type(one) is dict and type(other) is dict:
        return one.keys() == other.keys() and all(_same_form(item, other[key]) for key, item in one.items())
    if type(one) in _WITH_FORM or type(other) in _WITH_FORM:
        return False
    return (one is None) == (other is None)


_ROWS = (list, tuple)
_WITH_FORM = (list, tuple, dict, Array)
_ONE_FORM = {float, int, bool, str}


_CLOSE = partial(math.isclose, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _equal_floats(one: Sequence[float], other: Sequence[float]) -> bool:
    """Do the same for floats alone, at once: a hostile answer may have a hundred thousand."""
    if all(map(_CLOSE, one, other)):
        return True
    nan = list(map(math.isnan, one))
    if not any(nan) or nan != list(map(math.isnan, other)):
        return False
    return all(map(_CLOSE, *([x for x in side if x == x] for side in (one, other))))
