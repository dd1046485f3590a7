"""What a call changed in its arguments: done to the suite's own, and refused where the function must keep them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from grader.core.course import Function
from grader.sandbox import wire
from grader.sandbox.array_values import is_numpy_array, numpy_of
from grader.sandbox.calls import names_of
from grader.suite.agreement import Disagreement


def reflect(ours: Any, theirs: Any) -> None:
    """Do to the suite's own argument what the submission did to its copy of it.

    What is no plain value any more, or a value of another kind, leaves it empty: changed, and of no use.
    """
    if isinstance(ours, list | dict | set):
        _reflect_inside(ours, theirs)
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for own, changed in zip(ours, theirs, strict=True):
            reflect(own, changed)
    elif is_numpy_array(ours) and type(theirs) is wire.Array and ours.shape == theirs.shape:
        ours[...] = numpy_of(theirs)


def _reflect_inside(ours: Any, theirs: Any) -> None:
    """Make a list, a dict or a set of the suite's what its copy is now."""
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) == len(theirs):
            _reflect_items(ours, list(enumerate(theirs)))
        else:
            ours[:] = theirs
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [key for key in ours if key not in theirs]:
            del ours[key]
        _reflect_items(ours, theirs.items())
    else:
        ours.clear()
        if isinstance(ours, set) and isinstance(theirs, set):
            ours.update(theirs)


def _reflect_items(ours: Any, theirs: Iterable[tuple[Any, Any]]) -> None:
    """Do to the items of a list or a dict of the suite's what was done to those under the same keys."""
    for key, changed in theirs:
        own = ours[key] if isinstance(ours, list) else ours.get(key)
        if isinstance(own, list | dict) and type(own) is type(changed):
            reflect(own, changed)
        else:
            ours[key] = changed


def check_kept(function: Function, target: str, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Raise Disagreement if a call changed an argument that the function must keep."""
    named = names_of(target)
    names = [*function.takes[: len(before) - len(named)], *named]
    for name, ours, theirs in zip(names, before, after, strict=False):
        if name.lstrip("*") in function.keeps and wire.encode(ours) != wire.encode(theirs):
            raise Disagreement(f"it changes its argument {name.lstrip('*')}, which must stay as it is", public=True)
