"""How two values differ that are too long to be read side by side: texts, dicts, sets and arrays."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from grader.core.sentences import counted
from grader.grading.formatting import cut, safe, shown
from grader.suite.agreement import Disagreement
from grader.suite.array_agreement import is_array

_LONG_TEXT = 60
_BEFORE, _AFTER = 12, 24
_MOST_KEYS = 5


def difference_told(actual: Any, expected: Any, error: Disagreement) -> str:
    """Return the end of a sentence on how two values differ; nothing where they can be shown as they are.

    Args:
        actual: what came, where it first differs.
        expected: what should have come there.
        error: what the suite found.
    """
    if _of_arrays(error):
        return _arrays(error)
    if isinstance(actual, str) and isinstance(expected, str):
        return _texts(actual, expected, error)
    if isinstance(actual, dict) and isinstance(expected, dict):
        return _keys("key", set(actual), set(expected), error)
    sets = (set, frozenset)
    if isinstance(actual, sets) and isinstance(expected, sets):
        return _keys("member", set(actual), set(expected), error)
    return ""


def _where(error: Disagreement) -> str:
    """Return the part of an answer in which something differs, as ` at ['name']`, or nothing."""
    named = f" ({safe(error.called, 60)})" if isinstance(error.called, str) and error.called else ""
    steps = "".join(f"[{step!r}]" for step in error.path if not isinstance(step, tuple))
    return f"{named} at {safe(steps, 80)}" if steps else named


def _texts(actual: str, expected: str, error: Disagreement) -> str:
    """Tell where two long texts, or texts of several lines, part."""
    short = max(len(actual), len(expected)) <= _LONG_TEXT and "\n" not in actual + expected
    if short and _blanks_left_out(actual) != _blanks_left_out(expected):
        return ""
    at = next((i for i, (a, e) in enumerate(zip(actual, expected, strict=False)) if a != e), None)
    if at is None:
        at = min(len(actual), len(expected))
    line = expected.count("\n", 0, at) + 1
    where = f"line {line}" if "\n" in expected else f"character {at + 1}"
    return (
        f"a text{_where(error)} that differs from {where} on: {_piece(actual, at)} came, where {_piece(expected, at)} "
        "was expected."
    )


def _piece(text: str, at: int) -> str:
    """Return a text around a place, with blanks and line ends that can be seen there."""
    if at >= len(text) and at == 0:
        return "nothing"
    begin = max(text.rfind("\n", 0, at) + 1, at - _BEFORE)
    end = min(len(text), at + _AFTER)
    piece = text[begin:at] + _marked(text[at:end])
    ending = "…" if end < len(text) else "" if at < len(text) else " (end of the text)"
    return f"{'…' if begin else ''}{safe(piece, 200)}{ending}"


def _blanks_left_out(text: str) -> str:
    return text.translate({ord(blank): None for blank in " \t\r"})


def _marked(text: str) -> str:
    return text.replace(" ", "␣").replace("\n", "⏎").replace("\t", "⇥").replace("\r", "␍")


def _keys(noun: str, actual: set[Any], expected: set[Any], error: Disagreement) -> str:
    """Tell which keys of a dict, or members of a set, are missing and which are too many."""
    missing, surplus = expected - actual, actual - expected
    told = keys_told(noun, missing, surplus)
    what = "dict" if noun == "key" else "set"
    return f"a {what}{_where(error)}{told}." if told else ""


def keys_told(noun: str, missing: Collection[Any], surplus: Collection[Any]) -> str:
    """Return which keys of a dict, or members of a set, are missing or too many; nothing where none is."""
    told = []
    if missing:
        one, many = "lacks the {noun} {names}", "lacks the {noun}s {names}"
        told.append(counted(len(missing), one, many, noun=noun, names=_listed(missing)))
    if surplus:
        one, many = "has the {noun} {names} too many", "has the {noun}s {names} too many"
        told.append(counted(len(surplus), one, many, noun=noun, names=_listed(surplus)))
    return f" that {' and '.join(told)}" if told else ""


def _listed(members: Collection[Any]) -> str:
    listed = [shown(member) for member in sorted(members, key=repr)]
    more = f" and {len(listed) - _MOST_KEYS} more" if len(listed) > _MOST_KEYS else ""
    return f"{cut(', '.join(listed[:_MOST_KEYS]))}{more}"


def _of_arrays(error: Disagreement) -> bool:
    actual, expected = error.actual, error.expected
    for step in error.path:
        if isinstance(step, tuple) or is_array(actual) or is_array(expected):
            break
        actual, expected = actual[step], expected[step]
    return is_array(actual) or is_array(expected)


def _arrays(error: Disagreement) -> str:
    """Tell how two arrays differ: in their shapes or dtypes, or how many numbers do, with the first of them."""
    if error.reason.startswith(("shape", "dtype")):
        came, _, wanted = error.reason.partition(", expected ")
        return f"an array{_where(error)} of {came}; {came.partition(' ')[0]} {wanted} was expected."
    index = error.path[-1] if error.path and isinstance(error.path[-1], tuple) else None
    if index is None:
        return f"{shown(error.actual)}; {shown(error.expected)} was expected."
    actual, expected = error.actual, error.expected
    for step in error.path:
        actual, expected = actual[step], expected[step]
    place = ", ".join(map(str, index))
    return (
        f"an array{_where(error)} in which {error.reason}; the first is [{place}]: {shown(_plain(actual))}, where "
        f"{shown(_plain(expected))} was expected."
    )


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
