"""What comes of asking a submission: an answer, or a way of not answering."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Problem = Literal[
    "raised", "forbidden", "exited", "syntax", "not plain", "too large", "timeout", "died", "closed", "broke protocol"
]


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
    """Statements of a notebook that failed and were skipped."""
