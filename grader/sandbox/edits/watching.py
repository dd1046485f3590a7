"""What a learner's variables hold while their functions run."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Collection
from typing import Any

from grader.sandbox.plain import Array

_MOST_TEXT, _MOST_ITEMS = 10_000, 1000
TOP = "<module>"
"""What Python calls the frame of a file's own statements."""


class Held:
    """What the variables of functions held at their ends, in a word."""

    def __init__(self, labels: Collection[str]) -> None:
        """Take the labels of the files whose functions count."""
        self._labels = labels
        self._seen: dict[str, dict[str, set[str]]] = {}

    def watch(self, run: Callable[[], object]) -> None:
        """Run something and look on; it may fail."""
        _traced(run, self._trace)

    def _trace(self, frame: Any, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in self._labels:
            return None
        if event == "return":
            name = frame.f_code.co_name
            held = self._seen.setdefault("" if name == TOP else name, {})
            for variable, value in frame.f_locals.items():
                held.setdefault(variable, set()).add(_word(value))
        return self._trace

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """By function, each variable that held values of one kind alone."""
        return {
            function: {name: next(iter(words)) for name, words in held.items() if len(words) == 1}
            for function, held in self._seen.items()
        }


def held_at(
    label: str, line: int, names: Collection[str], most: int, run: Callable[[], object]
) -> list[dict[str, Any]]:
    """Run something, and return what these variables hold each time that a line is about to run, up to `most` times."""
    seen: list[dict[str, Any]] = []

    def trace(frame: Any, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != label:
            return None
        if event == "line" and frame.f_lineno == line and len(seen) < most:
            held = {name: value for name, value in frame.f_locals.items() if name in names and is_simple(value)}
            seen.append(marshal.loads(marshal.dumps(held, 2)))
        return trace

    _traced(run, trace)
    return seen


def _traced(run: Callable[[], object], trace: Callable[..., Any]) -> None:
    sys.settrace(trace)
    try:
        run()
    except BaseException:
        pass
    finally:
        sys.settrace(None)


def _word(value: object) -> str:
    if isinstance(value, int | float):
        return "number"
    kind = type(value)
    if kind.__module__.partition(".")[0] in ("numpy", "pandas"):
        return "array"
    return "list" if isinstance(value, list | tuple) else kind.__name__[:40]


def is_simple(value: object, depth: int = 20) -> bool:
    """Whether a value can be copied by `marshal`, and is small."""
    return _is_small(value, depth, (list, tuple))


def can_cross(value: object, depth: int = 20) -> bool:
    """Whether a value can cross the border, and is small."""
    return _is_small(value, depth, (list, tuple, set, frozenset, Array))


def _is_small(value: object, depth: int, holders: tuple[type, ...]) -> bool:
    kind: Any = type(value)
    if kind in (float, int, str, bool, type(None)):
        return kind is not str or len(value) < _MOST_TEXT  # type: ignore[arg-type]
    if kind is Array:
        return kind in holders and len(value.data) < 8 * _MOST_TEXT  # type: ignore[attr-defined]
    if kind in holders:
        few = len(value) < _MOST_ITEMS  # type: ignore[arg-type]
        return depth > 0 and few and all(_is_small(item, depth - 1, holders) for item in value)  # type: ignore
    if kind is dict:
        pairs = value.items()  # type: ignore[attr-defined]
        return depth > 0 and all(_is_small(item, depth - 1, holders) for pair in pairs for item in pair)
    return False
