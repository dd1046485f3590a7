"""What goes into a gradebook and comes out of it, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.classroom.gradebook.database import storable
from grader.core.results import EXERCISE, CourseVersion


@dataclass(frozen=True)
class NewResult:
    """One result, on its way into the gradebook."""

    name: str
    identity: str
    document: str
    """The result as JSON, in ASCII."""
    status: str
    score: float
    max_score: float
    bonus: float = 0.0
    full_marks: bool = False
    ungraded: bool = False
    misconception: str | None = None
    cluster: str | None = None
    source: str | None = None
    """The hash of the file that was graded."""
    shape: str | None = None
    """The hash of its syntax without names, comments and layout."""
    nodes: int | None = None
    """How large that syntax is."""


@dataclass(frozen=True)
class Standing:
    """How a learner stands in one exercise or quiz: the result that counts, without its document."""

    id: int
    name: str
    identity: str
    status: str
    score: float
    max_score: float
    bonus: float
    full_marks: bool
    ungraded: bool


class CurrentResult(NamedTuple):
    """Which result counts for a learner in one exercise or quiz."""

    number: int
    handed_at: str = ""
    """When it was handed in: ISO 8601; empty where that is not known."""
    late: bool = False
    """Whether the course site says that it was late."""
    kept: str = ""
    """The hash of the hand-in for which this mark is kept, though the course would lower it now."""


@dataclass(frozen=True)
class Learner:
    """A learner, and all results that count."""

    key: str
    name: str
    email: str
    results: dict[str, Any]
    """Each document, as data, by the exercise's or quiz's name."""
    clusters: dict[str, str]
    """For a wrong result that nothing explains: what it shares with others."""


@dataclass(frozen=True)
class StoredAttempt:
    """What one learner handed in, and its results."""

    student: str
    """The learner's key."""
    content: str
    """The hash of what was handed in."""
    entries: Sequence[NewResult]
    name: str = ""
    """The learner's name, where it is known."""
    email: str = ""
    """The learner's address, where it is known."""
    kind: str = EXERCISE
    """What the entries are of: `exercise` or `quiz`."""
    counts: bool = True
    """Whether the entries count from now on; False keeps them for later."""
    handed_at: str = ""
    """When it was handed in: ISO 8601, without an offset by the course site's clock; empty where that is not known."""
    late: bool = False
    """Whether the course site says that it was late."""
    course: CourseVersion | None = None
    """The course that it was graded on, where that is known."""

    def rows(self, graded_at: str) -> Iterator[dict[str, Any]]:
        """Give each entry as the gradebook's statements take it."""
        told = course_columns(self.course)
        told |= {"of": storable(self.student), "kind": self.kind, "content": self.content, "graded_at": graded_at}
        for entry in self.entries:
            yield {**vars(entry), **told, "handed_at": self.handed_at, "late": self.late, "kept": ""}


def course_columns(of: CourseVersion | None) -> dict[str, Any]:
    """Return what a result's row says of the course that it was earned on."""
    return {"course": of and of.id, "course_version": of and of.version, "course_content": of and of.content}
