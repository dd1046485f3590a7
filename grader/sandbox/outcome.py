"""What comes of asking a submission: an answer, or a way of not answering."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Problem = Literal[
    "raised", "forbidden", "exited", "syntax", "not plain", "too large", "timeout", "died", "closed", "broke protocol"
]


_MOST_FACTS, _LONGEST_FACT = 40, 120


class Place(msgspec.Struct, frozen=True):
    """A place in a learner's file; columns count UTF-8 bytes from 0, of a syntax error characters from 1."""

    label: str
    line: int
    column: int
    end_column: int


class Failure(msgspec.Struct, frozen=True):
    """Why there is no answer."""

    problem: Problem
    kind: str = ""
    """The name of the exception's or the value's type, of the signal, or of the limit."""
    text: str = ""
    """The exception's text, in the learner's words: cut, and not yet made safe for a screen."""
    place: Place | None = None
    """The deepest place in the file that is graded, else in any of the learner's files."""
    deepest: Place | None = None
    """Where in another of the learner's files it was raised."""
    facts: dict[str, str] = {}
    """What the line was doing: short texts of the learner's process, see `operations` and `sampling`."""
    seconds: float = 0.0
    """Of a call that was stopped: what it was given."""
    loading: bool = False
    """True where it happened while the file was loaded, not in a call."""


class Answer(msgspec.Struct, frozen=True):
    """What a function returned."""

    value: Any
    after: list[Any] | None = None
    """The arguments as the function left them, or None where they are as they were."""
    memory_full: bool = False
    """Whether the worker had used up nearly all its memory by then."""
    printed: bool = False
    """Whether it printed something before it returned."""
    changed_earlier: bool = False
    """Whether a list that an earlier call returned is not what it was."""
    shares_argument: bool = False
    """Whether a list in it is the caller's own, one of the arguments."""


class Loaded(msgspec.Struct, frozen=True):
    """The outcome of loading a submission's file."""

    missing: tuple[str, ...]
    """Functions of the exercise that the file does not define."""
    notes: tuple[Failure, ...]
    """Statements of a notebook that failed and were passed over."""


def while_loading(failure: Failure) -> Failure:
    """Return a failure as one of loading a file."""
    return msgspec.structs.replace(failure, loading=True)


def failure_told(told: Any) -> Failure:
    """Check what a worker says of a failure; ValueError where it is no such thing."""
    problem, kind, text, place, deepest, facts = told
    if problem not in ("raised", "forbidden", "exited", "syntax", "not plain", "too large"):
        raise ValueError(problem)
    if type(kind) is not str or type(text) is not str or len(text) > 2000 or len(kind) > 200:
        raise ValueError("text")
    return Failure(problem, kind, text, place_told(place), place_told(deepest), facts_told(facts))


def place_told(told: Any) -> Place | None:
    """Check what a worker says of a place; ValueError where it is no such thing."""
    if told is None:
        return None
    label, line, column, end = told
    numbers = (line, column, end)
    if type(label) is not str or len(label) > 300 or any(type(n) is not int or not 0 <= n < 10**9 for n in numbers):
        raise ValueError("place")
    return Place(label, line, column, end)


def facts_told(told: Any) -> dict[str, str]:
    """Check what a worker says of an operation; ValueError where it is no such thing."""
    if type(told) is not dict or len(told) > _MOST_FACTS:
        raise ValueError("facts")
    if any(type(text) is not str or len(text) > _LONGEST_FACT for pair in told.items() for text in pair):
        raise ValueError("facts")
    return told
