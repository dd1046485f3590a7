"""What a learner is told where an answer is not the expected one: what came back, what was expected, and where."""

from __future__ import annotations

import math
from typing import Any

from grader.core.sentences import counted
from grader.grading.differences import difference_told
from grader.grading.formatting import digits_that_differ, safe, shown
from grader.sandbox.outcome import Answer
from grader.suite.agreement import Disagreement, difference
from grader.suite.array_agreement import is_array
from grader.suite.proxy import Call

_SHORT = 70
_CHANGED = "A hidden test got the right value, but your function changed what it was given. The caller still needs it."
_OTHER_VALUE = "A hidden test got a different value."


def disagreement(error: Disagreement, asked: str, last: Call | None, open_: bool, *, only_changed: bool = False) -> str:
    """Return what to tell of a disagreement; of a closed check, nothing of the values."""
    if error.public:
        return _public(error, asked, named=open_ and last is not None and not error.place)
    actual = _at(error.actual, error.path)
    endless = isinstance(actual, float) and not math.isfinite(actual)
    if not open_:
        return _closed(
            error, f"{asked} gave {shown(actual)}." if endless else _CHANGED if only_changed else _OTHER_VALUE
        )
    if error.expected is None and error.actual is None:
        reason = safe(error.reason)  # a suite may quote an answer in it
        return f"{asked}: {reason}" + ("" if reason.endswith(".") else ".")
    if endless:
        expected = shown(_at(error.expected, error.path))
        return f"{asked} gave {shown(actual)}{place(error.path)}; {expected} was expected."
    return _both(error, f"{asked} {'gave' if last is None or _is_answer(error.actual, last) else 'led to'}")


def _closed(error: Disagreement, otherwise: str) -> str:
    """Return what a closed check says in any case, or else this."""
    return safe(error.closed) if error.closed else otherwise


def _public(error: Disagreement, asked: str, *, named: bool) -> str:
    """Return a reason that may be told of a closed check, too; `named` says whether the call stands before it."""
    reason = safe(error.reason, 300)
    if named:
        return f"{asked}: {reason}."
    reason = "It" + reason[2:] if reason.startswith("it ") else reason
    return reason + ("" if reason.endswith(".") else ".")


def _both(error: Disagreement, gave: str) -> str:
    """Return yours beside the expected one, in the way that shows best where they differ."""
    if isinstance(error.called, tuple) and error.path and len(error.called) == len(error.expected):
        return _by_part(error, gave)
    actual, expected = _at(error.actual, error.path), _at(error.expected, error.path)
    if told := difference_told(actual, expected, error):
        return f"{gave} {told}"
    if error.called:
        came, wanted = _compared(str(error.called), error.actual, error.expected)
        return f"{gave} {came}; {wanted}."
    digits = _digits(actual, expected)
    if error.path and len(shown(error.actual)) > _SHORT:
        return f"{gave} {shown(actual, digits)}{place(error.path)}; {shown(expected, digits)} was expected."
    reason = f" ({error.reason})" if "items" in error.reason else ""
    return f"{gave} {shown(error.actual, digits)}; {shown(error.expected, digits)} was expected{reason}."


def _by_part(error: Disagreement, gave: str) -> str:
    """Return yours beside the expected one for each part that differs, and which parts are right."""
    parts = list(zip(error.called, error.actual, error.expected, strict=True))
    right = [name for name, actual, expected in parts if difference(actual, expected) is None]
    pairs = [_compared(name, actual, expected) for name, actual, expected in parts if name not in right]
    if not pairs:  # they differ by more than the check allows and less than is told apart here
        return f"{gave} {shown(error.actual)}; {shown(error.expected)} was expected."
    told = f"{gave} " + "; and ".join(f"{came}, where {wanted}" for came, wanted in pairs) + "."
    also = counted(len(right), " {names} is right.", " {names} are right.", names=" and ".join(right))
    return told + (also if right else "")


def _compared(name: str, actual: Any, expected: Any) -> tuple[str, str]:
    """Return what came back and what was expected, in words: whole where that is short, else where they part."""
    found = difference(actual, expected)
    path = found[1] if found else ()
    one, other = _at(actual, path), _at(expected, path)
    if found and isinstance(other, list | tuple) and isinstance(one, list | tuple):
        where = f"{name}{_index(path)}"
        return (
            counted(len(one), "{} entry in {where}", "{} entries in {where}", where=where),
            counted(len(other), "{} was expected", "{} were expected"),
        )
    digits = _digits(one, other)
    if len(shown(expected)) <= _SHORT:
        return f"{name} = {shown(actual, digits)}", f"{shown(expected, digits)} was expected"
    told = f"{name}{_index(path)} = {shown(one, digits)}"
    if path and isinstance(path[-1], int) and path[-1] > 0:
        told += counted(
            path[-1], " (the first to differ; {} before it is right)", " (the first to differ; {} before it are right)"
        )
    return told, f"{shown(other, digits)} was expected"


def _digits(actual: Any, expected: Any) -> int:
    """Return how many digits to show of two values."""
    if isinstance(actual, int | float) and isinstance(expected, int | float) and not isinstance(actual, bool):
        try:
            return digits_that_differ(float(actual), float(expected))
        except OverflowError:
            return 17
    return 17


def _is_answer(actual: Any, last: Call) -> bool:
    """Whether the value that was compared is (a part of) what the last call returned."""
    if not isinstance(last.outcome, Answer):
        return False
    value = last.outcome.value
    if is_array(value) or is_array(actual):
        return is_array(value)
    return value is actual or (isinstance(value, list | tuple) and any(part is actual for part in value))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value.item() if type(value).__module__ == "numpy" and not is_array(value) else value


def _index(path: tuple[Any, ...]) -> str:
    return "".join(f"[{', '.join(map(str, step)) if isinstance(step, tuple) else repr(step)}]" for step in path)


def place(path: tuple[Any, ...]) -> str:
    """Return where in an answer something is, or nothing."""
    return " at " + _index(path) if path else ""
