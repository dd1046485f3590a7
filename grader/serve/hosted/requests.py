"""What a hosted course asks its grading processes, and what they answer: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from grader.classroom.task import Graded

Kind = Literal["check", "more", "hint", "run"]


@dataclass(frozen=True)
class GradingRequest:
    """What a grading process is asked."""

    kind: Kind
    exercise: str
    """The exercise's name."""
    files: dict[str, str]
    expression: str = ""
    """For a run: the call to make."""
    about: str = ""
    """For a hint: what those before it were about."""
    shown: int = 0
    """For a hint: how many were shown."""


@dataclass(frozen=True)
class GradingAnswer:
    """What a grading process has found."""

    page: dict[str, Any] = field(default_factory=dict)
    """What the page shows, as grader.pages.actions gives it; `stopped` where it was stopped."""
    graded: Graded | None = None
    """For a check: the result as the gradebook keeps it."""
    hung: bool = False
    """Whether a call did not come back."""
    problem: str = ""
    """Why there is no answer."""
    usage: bool = False
    """Whether the problem is what was asked, not the grader."""


def address(name: str) -> str:
    """Return the address of a page by its exercise's stem, or of a file."""
    if name == "home":
        return "/"
    return f"/file/{name}" if "." in name else f"/exercise/{name}"
