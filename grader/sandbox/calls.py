"""A call by its target: a function's name, and after it, each behind a blank, the names of its last arguments.

So `area width height` is called with two arguments by name, behind those by position. Runs in the sandbox, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


def target_of(function: str, named: Iterable[str]) -> str:
    """Return the target of a call of a function, with the names of its last arguments."""
    return " ".join((function, *named))


def function_of(target: str) -> str:
    """Return the name of the function that is called."""
    return target.partition(" ")[0]


def names_of(target: str) -> list[str]:
    """Return the names of the last arguments."""
    return target.split(" ")[1:]


def called(function: Callable[..., Any], target: str, arguments: Sequence[Any]) -> Any:
    """Call a function as a target says."""
    if " " not in target:
        return function(*arguments)
    named = names_of(target)
    by_position = len(arguments) - len(named)
    return function(*arguments[:by_position], **dict(zip(named, arguments[by_position:], strict=True)))
