"""What a hosted course asks its grading processes, and what they answer: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from grader.classroom.task import Graded

Kind = Literal["check", "more", "hint", "run"]


@dataclass(frozen=True)
class GradingRequest:
    """What a grading process is asked about an exercise."""

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
class QuizRequest:
    """What a grading process is asked about a quiz: one request of a page, with all that it depends on."""

    kind: ClassVar = "quiz"
    quiz: str
    """The name of its file."""
    method: str
    """`GET` or `POST`; `MARK` marks the whole sitting again, with the quiz as it is now."""
    path: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    sitting: str = ""
    """The learner's sitting as JSON; empty where there is none yet."""
    notices: dict[str, list[str]] = field(default_factory=dict)
    """What the next page has to say of the last button, by question."""
    seed: int = 0
    """What another sitting is drawn from."""
    done: tuple[str, ...] = ()
    """The stems of the exercises with full marks."""
    course: str = ""
    """The address of the course."""
    told: tuple[str, ...] = ()
    """What the page says of what the quiz counts for."""


@dataclass(frozen=True)
class QuizStep:
    """What a request has made of a sitting."""

    sitting: str
    """As JSON."""
    notices: dict[str, list[str]]
    begun: bool = False
    """Whether it is another sitting than the one that was given."""


@dataclass(frozen=True)
class GradingAnswer:
    """What a grading process has found."""

    page: dict[str, Any] = field(default_factory=dict)
    """What the page shows, as grader.pages.actions gives it; `stopped` where it was stopped. Of a quiz: `html`, or `see`
    with the path to go to, or `file`; nothing where there is no such page."""
    graded: Graded | None = None
    """For a check, and for a quiz that is handed in: the result as the gradebook keeps it."""
    hung: bool = False
    """Whether a call did not come back."""
    problem: str = ""
    """Why there is no answer."""
    usage: bool = False
    """Whether the problem is what was asked, not the grader."""
    step: QuizStep | None = None
    """For a quiz."""


def address(name: str) -> str:
    """Return the address of a page by its exercise's stem, or of a file."""
    if name == "home":
        return "/"
    return f"/file/{name}" if "." in name else f"/exercise/{name}"
