"""What grading yields: frozen data, with no input or output.

The fields and their names are the JSON of the command line, schema 1. Every report is a function of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

EXERCISE, QUIZ = "exercise", "quiz"
"""The kinds of results."""
SCHEMA = 1

CheckStatus = Literal["passed", "failed", "error", "timeout", "crashed", "forbidden", "ungraded"]
ExerciseStatus = Literal["graded", "missing", "unfilled", "broken", "timeout", "refused"]
Isolation = Literal["full", "limited", "none"]


class Mistake(msgspec.Struct, frozen=True):
    """A known misconception that explains what was wrong."""

    id: str
    hint: str


class CourseVersion(msgspec.Struct, frozen=True):
    """The course that a result was earned on."""

    id: str
    """Its id, or its title where course.yaml has none."""
    version: str
    content: str
    """The hash of its files."""


class Location(msgspec.Struct, frozen=True):
    """A place in the learner's own files; line and column count from one."""

    file: str
    line: int
    column: int | None = None
    end_column: int | None = None
    text: str = ""
    """The learner's own line, without its end."""


class RepairPlace(msgspec.Struct, frozen=True):
    """A line of the learner's that decides, and the kind of edit that was tried there."""

    line: int
    kind: str
    function: str


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """Proof of where a wrong program goes wrong: with small edits there, every check passes, at three seeds."""

    line: int
    """In the learner's file, or in the cell of a notebook, from one."""
    kind: str
    """What was edited, in a word or two, such as "comparison" or "indentation"."""
    function: str
    others: tuple[RepairPlace, ...] = ()
    """Further lines."""
    either: bool = True
    """Whether an edit of one of the lines is enough, or all have to be edited."""
    edits: int = 1
    candidates: int
    """How many edited programs were tried."""
    seconds: float
    hints: tuple[str, ...]
    """What the learner is told, one after the other; none gives the edited line."""


class CheckResult(msgspec.Struct, frozen=True):
    """What one check of a suite found."""

    id: str
    title: str
    status: CheckStatus
    score: float
    max_score: float
    message: str = ""
    """What was given, what came back, what was expected; empty where the check passed."""
    hint: str = ""
    """The suite's feedback for learners who fail this check; empty where it passed."""
    stretch: bool = False
    """True where the points are bonus."""
    location: Location | None = None
    """The learner's line at which it went wrong, where that may be shown."""
    more_hints: tuple[str, ...] = ()
    """Further hints on the error that `message` tells, each a step further; for `grade hint`."""


class ExerciseResult(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of one submission, graded."""

    schema: int = SCHEMA
    exercise: int
    name: str
    file: str
    status: ExerciseStatus
    score: float
    max_score: float
    bonus: float
    checks: tuple[CheckResult, ...]
    misconception: Mistake | None = None
    repair: Repair | None = None
    """Where no misconception is known, the line that was found to decide; None where none was looked for or found."""
    followed_through: bool = False
    """True where the reference's earlier parts were used and that result counts."""
    suite_gap: str = ""
    """The earlier file that passed its own suite and still made this exercise fail: that suite may lack a check."""
    seed: int
    stdout: str = ""
    """What the submission printed while it was loaded and in open checks, cut to the course's limit."""
    isolation: Isolation
    seconds: float
    message: str = ""
    """One sentence on the exercise as a whole where there is one to say, as when it does not load."""
    notes: tuple[str, ...] = ()
    """What else the learner should know, such as which of two files was taken."""
    location: Location | None = None
    """The learner's line that `message` speaks of."""
    more_hints: tuple[str, ...] = ()
    """Further hints on the error that `message` tells, each a step further; for `grade hint`."""
    bonus_exercise: bool = False
    """True where the exercise lies beyond the required chain: all its points are bonus."""

    @property
    def full_marks(self) -> bool:
        """Whether every check that counts was passed; a stretch check does not count."""
        return self.status == "graded" and all(c.status == "passed" for c in self.checks if not c.stretch)

    @property
    def unexplained(self) -> bool:
        """Whether the program ran, is wrong in a check that counts, and makes no mistake that has a name."""
        wrong = any(check.status != "passed" for check in self.checks if not check.stretch)
        ran = self.status in ("graded", "timeout")
        return ran and wrong and self.misconception is None and not self.ungraded

    @property
    def hung(self) -> bool:
        """Whether a call did not come back: the loop that it was in is told already."""
        return any(check.status == "timeout" for check in self.checks)

    @property
    def ungraded(self) -> bool:
        """Whether any check could not be judged for a reason that is not the submission's."""
        return any(c.status == "ungraded" for c in self.checks)


class SubmissionResult(msgspec.Struct, frozen=True, kw_only=True):
    """Every exercise of one submission."""

    schema: int = SCHEMA
    score: float
    max_score: float
    bonus: float
    exercises: tuple[ExerciseResult, ...]

    @classmethod
    def of(cls, exercises: tuple[ExerciseResult, ...]) -> SubmissionResult:
        """Add up the results of the exercises."""
        return cls(
            score=total(e.score for e in exercises),
            max_score=total(e.max_score for e in exercises),
            bonus=total(e.bonus for e in exercises),
            exercises=exercises,
        )

    @property
    def full_marks(self) -> bool:
        """Whether every exercise that counts has full marks."""
        return all(e.full_marks for e in self.exercises if not e.bonus_exercise)

    @property
    def ungraded(self) -> bool:
        """Whether any check of any exercise could not be judged."""
        return any(e.ungraded for e in self.exercises)


def total(points: Iterable[float]) -> float:
    """Add points without the dust of binary fractions: rounded to a millionth."""
    return round(float(sum(points)), 6)
