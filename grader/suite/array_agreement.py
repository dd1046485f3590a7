"""When arrays agree, and where they first do not; numpy is there where a suite has arrays to compare."""

from __future__ import annotations

from typing import Any

from grader.core.sentences import counted
from grader.sandbox.array_values import is_numpy_array, numpy_of
from grader.sandbox.plain import Array


def is_array(value: Any) -> bool:
    """Whether a value is an array, of numpy or as it crosses the border."""
    return type(value) is Array or is_numpy_array(value)


def array_difference(
    actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float, *, equal_nan: bool = False
) -> tuple[str, tuple[Any, ...]] | None:
    """Return why and where two values first differ, of which one is an array; see `difference`."""
    if not isinstance(actual, list | tuple) and not is_array(actual):
        return "it is not an array", path
    import numpy

    try:
        one, other = _as_numpy(actual), _as_numpy(expected)
    except ValueError:  # rows of several lengths
        return "it is not an array", path
    if found := _of_other_form(one, other):
        return found, path
    if one.dtype == other.dtype and one.tobytes() == other.tobytes() and one.dtype.kind in "biu":
        return None
    if one.dtype.kind in "biu" and other.dtype.kind in "biu":
        differ = one != other
    else:
        differ = ~numpy.isclose(one, other, rtol=rel, atol=abs, equal_nan=equal_nan)
    if not differ.any():
        return None
    first = numpy.unravel_index(int(differ.reshape(-1).argmax()), differ.shape)
    count = int(differ.sum())
    step = tuple(int(index) for index in first)
    why = counted(count, "{} of {size} numbers is wrong", "{} of {size} numbers are wrong", size=differ.size)
    return why, (*path, step) if step else path


def _of_other_form(one: Any, other: Any) -> str:
    """Return how an array differs from another in its shape or the kind of its numbers, or nothing."""
    if one.dtype.kind not in "biufc" or other.dtype.kind not in "biufc":
        return "it is not an array of numbers"
    if one.shape != other.shape:
        return f"shape {one.shape}, expected {other.shape}"
    return f"dtype {one.dtype}, expected {other.dtype}" if (one.dtype.kind == "b") != (other.dtype.kind == "b") else ""


def _as_numpy(value: Any) -> Any:
    if type(value) is Array:
        return numpy_of(value)
    import numpy

    return numpy.asarray(value)
