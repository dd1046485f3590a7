"""When two plain values agree, and where they first do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from grader.sandbox.outcome import Place
from grader.suite.array_agreement import array_difference, is_array

RELATIVE = 1e-9
ABSOLUTE = 1e-11

Difference = tuple[str, tuple[Any, ...]] | None
"""Why and where two values first differ; None where they do not."""


class Disagreement(AssertionError):
    """An answer is not what was expected.

    Args:
        reason: one sentence, used where there is no pair of values to show.
        actual: the answer.
        expected: what it should be.
        path: the indexes and keys that lead to the first difference.
        called: what the answer is called, or each of its parts.
        public: whether the reason may be told of a hidden test, too, since it tells nothing of its values.
        place: the line that it is about.
        closed: what is told of a hidden test, where the values are not what differs; it tells nothing of them.
    """

    def __init__(
        self,
        reason: str,
        actual: Any = None,
        expected: Any = None,
        path: tuple[Any, ...] = (),
        called: str | tuple[str, ...] = "",
        *,
        public: bool = False,
        place: Place | None = None,
        closed: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason, self.actual, self.expected, self.path, self.called = reason, actual, expected, path, called
        self.public, self.place, self.closed = public, place, closed


def agree(
    actual: Any, expected: Any, *, rel: float = RELATIVE, abs: float = ABSOLUTE, called: str | tuple[str, ...] = ""
) -> None:
    """Say that `actual` is `expected`: numbers to a tolerance, lists and tuples alike, item by item.

    Args:
        actual: the answer.
        expected: what it should be.
        rel: how far a number may be off, as a part of it.
        abs: how far a number may be off at least.
        called: what the learner calls the answer, as "total", or each of its parts, as ("total", "mean").

    Raises:
        Disagreement: at the first place where they differ.
    """
    found = difference(actual, expected, (), rel, abs)
    if found is not None:
        reason, path = found
        raise Disagreement(reason, actual, expected, path, called)


def agrees(actual: Any, expected: Any, *, rel: float = RELATIVE, abs: float = ABSOLUTE) -> bool:
    """Whether `agree` would have nothing to say."""
    return difference(actual, expected, (), rel, abs) is None


def difference(
    actual: Any, expected: Any, path: tuple[Any, ...] = (), rel: float = RELATIVE, abs: float = ABSOLUTE
) -> Difference:
    """Return why and where two plain values first differ, the place with `path` before it; None where they do not."""
    if type(actual) is float and type(expected) is float:
        return None if math.isclose(actual, expected, rel_tol=rel, abs_tol=abs) else ("the value differs", path)
    return _BY_TYPE.get(type(expected), _other_difference)(actual, expected, path, rel, abs)


def _exact_difference(actual: Any, expected: Any, path: tuple[Any, ...], *_: float) -> Difference:
    return None if type(actual) is type(expected) and actual == expected else ("the value differs", path)


def _number_difference(actual: Any, expected: float, path: tuple[Any, ...], rel: float, abs: float) -> Difference:
    return None if _close(actual, expected, rel, abs) else ("the value differs", path)


def _dict_difference(actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float) -> Difference:
    if not isinstance(actual, dict):
        return "it is not a dict", path
    if actual.keys() != expected.keys():
        return "the keys differ", path
    return _item_difference(expected, actual, expected, path, rel, abs)


def _list_difference(actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float) -> Difference:
    if not isinstance(actual, list | tuple):
        return array_difference(actual, expected, path, rel, abs) if is_array(actual) else ("it is not a list", path)
    if len(actual) != len(expected):
        return f"the number of items is {len(actual)}, not {len(expected)}", path
    return _item_difference(range(len(expected)), actual, expected, path, rel, abs)


def _item_difference(
    keys: Iterable[Any], actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float
) -> Difference:
    """Return how the items under the first of these keys that differ do so."""
    for key in keys:
        found = difference(actual[key], expected[key], (), rel, abs)
        if found:
            return found[0], (*path, key, *found[1])
    return None


def _set_difference(actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float) -> Difference:
    """Return how two sets differ: numbers that are members may be off by the tolerance."""
    if not isinstance(actual, set | frozenset):
        return array_difference(actual, expected, path, rel, abs) if is_array(actual) else ("it is not a set", path)
    missing, surplus = expected - actual, actual - expected
    near = len(missing) == len(surplus) and {float} == set(map(type, missing | surplus))
    if near and all(_close(a, e, rel, abs) for a, e in zip(sorted(surplus), sorted(missing), strict=True)):
        return None
    return ("the members differ", path) if missing or surplus else None


def _other_difference(actual: Any, expected: Any, path: tuple[Any, ...], rel: float, abs: float) -> Difference:
    """Return how a value differs from an array, or from one of a type that is derived from a plain one."""
    for kind, of_kind in _BY_TYPE.items():
        if isinstance(expected, kind):
            return of_kind(actual, expected, path, rel, abs)
    if is_array(expected) or is_array(actual):
        return array_difference(actual, expected, path, rel, abs)
    raise TypeError(f"a suite expected a {type(expected).__name__}, which is not a plain value")


_BY_TYPE: dict[type, Callable[[Any, Any, tuple[Any, ...], float, float], Difference]] = {
    bool: _exact_difference,
    type(None): _exact_difference,
    str: _exact_difference,
    float: _number_difference,
    int: _number_difference,
    dict: _dict_difference,
    set: _set_difference,
    frozenset: _set_difference,
    list: _list_difference,
    tuple: _list_difference,
}


def _close(actual: Any, expected: float, rel: float, abs: float) -> bool:
    """Whether `actual` is a number within the tolerance; NaN is close to nothing, infinity only to itself."""
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return False
    try:
        return math.isclose(actual, expected, rel_tol=rel, abs_tol=abs)
    except OverflowError:  # a whole number too large for a float
        return actual == expected
