"""What a mended course changes: the marks that count now beside those of a new grading, check by check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.classroom.identity import Identities
from grader.classroom.layouts import Class, stems_of
from grader.classroom.unit import Settings
from grader.classroom.work import with_results
from grader.course import Course, Exercise
from grader.gradebook.store import Gradebook


@dataclass(frozen=True)
class CheckChange:
    """One check that gives other points than before; None where there was or is no such check."""

    id: str
    title: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Change:
    """One learner's exercise whose result is another."""

    student: str
    exercise: str
    before: float
    after: float
    """Points, with what is bonus."""
    checks: tuple[CheckChange, ...]
    result: int
    """The number of the new result."""

    @property
    def matters(self) -> bool:
        """Whether any points differ, of the exercise or of a check."""
        return self.before != self.after or bool(self.checks)


def changes(
    course: Course, found: Class, gradebook: Gradebook, settings: Settings, exercises: Sequence[Exercise]
) -> list[Change]:
    """Return every result that is there for the submissions as they are now, and is not the one that counts.

    Args:
        course: as it is now.
        found: the submissions; they have been graded into the gradebook without counting.
        gradebook: has both results.
        settings: what they were graded with.
        exercises: those to compare.
    """
    identities = Identities(course, settings.seed, confine=settings.confine)
    stems = stems_of(course)
    changed = []
    for handed, here, counting in with_results(found.submissions, gradebook):
        snapshot, _ = handed.snapshot(stems)
        for exercise in exercises:
            identity = identities.of(exercise, snapshot)
            number = here.get((exercise.name, identity.right), here.get((exercise.name, identity.wrong)))
            before = counting.get(exercise.name)
            if number is not None and before != number:
                changed.append(_change(gradebook, handed.student, exercise.name, before, number))
    return changed


def _change(gradebook: Gradebook, student: str, exercise: str, before: int | None, number: int) -> Change:
    old: Any = gradebook.document(before) if before is not None else {"score": 0.0, "bonus": 0.0, "checks": []}
    new: Any = gradebook.document(number)
    was, now = ({check["id"]: check for check in document["checks"]} for document in (old, new))
    checks = tuple(
        CheckChange(
            id_,
            (now.get(id_) or was[id_])["title"],
            *(side[id_]["score"] if id_ in side else None for side in (was, now)),
        )
        for id_ in [*was, *(id_ for id_ in now if id_ not in was)]
    )
    told = tuple(check for check in checks if check.before != check.after)
    return Change(student, exercise, old["score"] + old["bonus"], new["score"] + new["bonus"], told, number)
