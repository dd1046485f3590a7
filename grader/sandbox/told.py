"""What a worker says, checked: it is plain data, and may be anything but what it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from grader.sandbox import wire
from grader.sandbox.outcome import Answer, Failure, Loaded, Place

_MOST_FACTS, _LONGEST_FACT = 40, 120
_MOST_NOTES = 20
# Windows does not have these names
_SIGKILL, _SIGXCPU = 9, 24
_SIGNALS = {4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 11: "SIGSEGV", 15: "SIGTERM"}


def while_loading(failure: Failure) -> Failure:
    """Return a failure as one of loading a file."""
    return msgspec.structs.replace(failure, loading=True)


def loaded(told: tuple[Any, ...], functions: Sequence[str]) -> Loaded | Failure:
    """Check what a worker says of loading a file that should have these functions; ValueError where it is no such thing."""
    _, problem, missing, notes = told
    if type(missing) is not list or type(notes) is not list or len(notes) > _MOST_NOTES:
        raise ValueError("loaded")
    if problem is not None:
        return while_loading(failure(problem))
    return Loaded(
        tuple(name for name in functions if name in missing),
        tuple(while_loading(failure(note[1])) for note in notes),
    )


def answer(told: tuple[Any, ...], arguments: Sequence[Any], much: float) -> Answer | Failure:
    """Check what a worker says of a call with these arguments; ValueError or another error where it is not one.

    Args:
        told: the reply without its name.
        arguments: what the call was given.
        much: so many KiB are nearly all the memory that there is.
    """
    _, problem, value, after, peak = told
    if problem is not None:
        return failure(problem)
    sharing = 0
    if type(after) is list and len(after) == len(arguments) + 1:
        sharing = after.pop()
        if type(sharing) is not int or sharing not in (1, 2, 3):
            raise ValueError("sharing")
    if after is not None:
        after = _changed(after, arguments)
        if sharing and wire.encode(after) == wire.encode(list(arguments)):
            after = None
    return Answer(value, after, peak > much, changed_earlier=bool(sharing & 1), shares_argument=bool(sharing & 2))


def several(told: tuple[Any, ...], much: float) -> Answer:
    """Check what a worker says of several calls: the value is [VALUE], and how the next one failed, or None."""
    _, problem, values, _, peak = told
    if type(values) is not list:
        raise ValueError("values")
    return Answer((values, None if problem is None else failure(problem)), memory_full=peak > much)


def _changed(after: Any, arguments: Sequence[Any]) -> list[Any]:
    """Check the arguments as a call left them; ValueError where they are no such thing.

    One that has grown out of all proportion counts as changed beyond plain values: it must not keep the suite busy.
    """
    if type(after) is not list or len(after) != len(arguments):
        raise ValueError("after")
    kept = []
    for given, left in zip(arguments, after, strict=True):
        try:
            wire.encode(left, 2 * len(wire.encode(given)) + 1024)
        except wire.TooLarge:
            left = None
        kept.append(left)
    return kept


def ended(code: int, *, cpu_used_up: bool) -> Failure:
    """Tell how a worker ended that hung up, by its exit code, minus the signal that ended it."""
    if code >= 0:
        return Failure("exited", "_exit", str(code))
    if code == -_SIGXCPU or (code == -_SIGKILL and cpu_used_up):
        return Failure("timeout", "cpu")
    if code == -_SIGKILL:
        return Failure("closed")
    return Failure("died", _SIGNALS.get(-code, f"signal {-code}"))


def failure(told: Any) -> Failure:
    """Check what a worker says of a failure; ValueError where it is no such thing."""
    problem, kind, text, place, deepest, facts = told
    if problem not in ("raised", "forbidden", "exited", "syntax", "not plain", "too large"):
        raise ValueError(problem)
    if type(kind) is not str or type(text) is not str or len(text) > 2000 or len(kind) > 200:
        raise ValueError("text")
    return Failure(problem, kind, text, location(place), location(deepest), short_facts(facts))


def location(told: Any) -> Place | None:
    """Check what a worker says of a place; ValueError where it is no such thing."""
    if told is None:
        return None
    label, line, column, end = told
    numbers = (line, column, end)
    if type(label) is not str or len(label) > 300 or any(type(n) is not int or not 0 <= n < 10**9 for n in numbers):
        raise ValueError("place")
    return Place(label, line, column, end)


def short_facts(told: Any) -> dict[str, str]:
    """Check what a worker says of an operation; ValueError where it is no such thing."""
    if type(told) is not dict or len(told) > _MOST_FACTS:
        raise ValueError("facts")
    if any(type(text) is not str or len(text) > _LONGEST_FACT for pair in told.items() for text in pair):
        raise ValueError("facts")
    return told
