"""What `grade submissions` writes of a class: a line for each learner, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.core.text import safe_line

if TYPE_CHECKING:
    from grader.classroom.classwork import Outcome
    from grader.classroom.collected import Handed
    from grader.classroom.gradebook.marks import Marks
    from grader.classroom.gradebook.records import Standing
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.submissions import Submissions
    from grader.core.course import Course, Exercise

T = TypeVar("T")


@dataclass(frozen=True)
class ClassOutput:
    """A class that was graded, and what of it is to be written."""

    course: Course
    gradebook: Gradebook
    outcome: Outcome
    found: Submissions
    exercises: tuple[Exercise, ...]
    quizzes: tuple[str, ...] | None
    """The names of the quizzes; None for all."""

    def write(self, format_: str, *, only_new: bool = False) -> tuple[float, bool]:
        """Write the results; return the lowest percentage that there is, and whether all learners have full marks.

        The percentage is that of the exercises as they were graded; of the quizzes, where no exercise was asked for.
        """
        names = [exercise.name for exercise in self.exercises]
        counting = self._counting()
        lowest, all_full = 100.0, True
        for handed, stands, quizzes in _standings(self.found, self.gradebook):
            here = [stands[name] for name in names if name in stands]
            taken = self._wanted(quizzes)
            full = self._is_full(here, taken)
            lowest, all_full = min(lowest, _percent(here or taken, full)), all_full and full
            if format_ == "text" and (not only_new or handed.student in self.outcome.students):
                self._write_line(handed, here, taken, counting.get(handed.student))
        if format_ == "json":
            self._write_json(names, counting)
        else:
            o = self.outcome
            click.echo(f"{len(self.found)} submissions: {o.graded} graded, {o.reused} unchanged, in {o.seconds:.1f} s.")
        return lowest, all_full

    def _wanted(self, quizzes: Mapping[str, T]) -> list[T]:
        """Return what there is of the quizzes that were asked for, in the order of their names."""
        return [of for name, of in sorted(quizzes.items()) if self.quizzes is None or name in self.quizzes]

    def _counting(self) -> dict[str, Marks]:
        """Return the points that count for late learners, and where an instructor decided otherwise."""
        if not self.gradebook.may_differ(self.course):
            return {}  # of a very large class, all marks are more than memory should hold
        return {one.key: one for one in self.gradebook.marks(self.course) if one.automatic or one.late}

    def _write_line(self, handed: Handed, here: list[Standing], taken: list[Standing], marks: Marks | None) -> None:
        more = _counts(marks, [s.name for s in here + taken], late=handed.late)
        told = "; ".join([*(_told(here, taken) or _NOTHING), *more])
        sys.stdout.write(f"{safe_line(handed.student)}: {told}\n")

    def _is_full(self, here: list[Standing], taken: list[Standing]) -> bool:
        """Whether one learner has full marks in all that counts: in the exercises, and in the quizzes that were taken."""
        required = {exercise.name for exercise in self.exercises if not exercise.bonus}
        counted = [s for s in here if s.name in required or not required]
        if len(counted) != len(required or self.exercises) or not (counted or taken):
            return False
        return all(s.full_marks for s in counted + taken)

    def _write_json(self, names: list[str], counting: dict[str, Marks]) -> None:
        """Write the whole class, one learner at a time: it may be larger than memory should hold."""
        import msgspec

        from grader.submissions.course_record import version_of

        outcome = self.outcome
        course = json.dumps(msgspec.to_builtins(version_of(self.course)))
        sys.stdout.write(f'{{"schema": 1, "course": {course}, "students": ')
        _write_list(self._students(names, counting))
        counts = {"graded": outcome.graded, "reused": outcome.reused, "seconds": outcome.seconds}
        sys.stdout.write(f', {json.dumps(counts)[1:-1]}, "not_understood": ')
        _write_list({"where": notice.where, "reason": notice.reason} for notice in outcome.notices)
        sys.stdout.write(', "not_graded": ')
        _write_list({"student": student, "reason": reason} for student, reason in outcome.faults.pairs())
        sys.stdout.write("}\n")

    def _students(self, names: list[str], counting: dict[str, Marks]) -> Iterator[dict[str, Any]]:
        from grader.core.results import total

        for handed, learner, answered in _learners(self.found, self.gradebook):
            graded = learner.results if learner else {}
            results = [graded[name] for name in names if name in graded]
            taken = answered.results if answered else {}
            quizzes = self._wanted(taken)
            if not results and not quizzes:
                continue
            sums = {of: total(r[of] for r in results) for of in ("score", "max_score", "bonus")}
            name, marks = (learner or answered).name, counting.get(handed.student)
            told = {"student": handed.student, "name": name, **sums, "exercises": results, "quizzes": quizzes}
            yield {**told, **_more(marks, late=handed.late)}


_NOTHING = ["not graded"]


def _percent(standings: list[Standing], full: bool) -> float:
    """Return what a learner reached of what there is; all or nothing where there are no points."""
    from grader.classroom.classwork import points

    score, most, _ = points(standings)
    return 100.0 * score / most if most else 100.0 * full


def _more(marks: Marks | None, *, late: bool) -> dict[str, Any]:
    """Return whether something was late, and what counts where it is not what was graded, as data."""
    from grader.core.results import EXERCISE

    told: dict[str, Any] = {"late": True} if late or (marks and marks.late) else {}
    if marks and marks.automatic and (counts := marks.total(EXERCISE)):
        told["counts"] = dict(zip(("score", "max_score", "bonus"), counts, strict=True))
    return told


def _counts(marks: Marks | None, names: list[str], *, late: bool) -> list[str]:
    """Say what was late, and what counts where it is not what was graded."""
    from grader.core.points import format_points
    from grader.core.results import EXERCISE

    told = ["handed in late"] if late else []
    if marks is None:
        return told
    described = {one.describe() for (_, name), one in marks.late.items() if name in names and one.by is not None}
    if described:
        told = sorted(described)
    if marks.automatic and (counts := marks.total(EXERCISE)):
        told.append(f"{format_points(counts[0])} of {format_points(counts[1])} points count")
    return told


def _standings(
    found: Submissions, gradebook: Gradebook
) -> Iterator[tuple[Handed, dict[str, Standing], dict[str, Standing]]]:
    """Give each submission, and how its learner stands in exercises and in quizzes, some at a time."""
    from grader.classroom.gradebook.store import some_at_a_time
    from grader.core.results import QUIZ

    for some in some_at_a_time(found):
        keys = [handed.student for handed in some]
        stands, quizzes = gradebook.standings(keys), gradebook.standings(keys, QUIZ)
        yield from ((handed, stands.get(handed.student, {}), quizzes.get(handed.student, {})) for handed in some)


def _told(exercises: list[Standing], quizzes: list[Standing]) -> list[str]:
    """Say what one learner earned."""
    from grader.classroom.classwork import points
    from grader.core.points import format_points

    score, most, bonus = points(exercises)
    told = (
        [
            f"{format_points(score)} of {format_points(most)} points"
            + (f", and {format_points(bonus)} bonus" if bonus else "")
        ]
        if exercises
        else []
    )
    for quiz in quizzes:
        marks = f"{format_points(quiz.score)} of {format_points(quiz.max_score)}"
        told.append(f"quiz {quiz.name}: {'cannot be read' if quiz.status == 'refused' else marks}")
    return told


def _write_list(several: Iterator[dict[str, Any]]) -> None:
    separator = "[\n"
    for one in several:
        sys.stdout.write(separator + json.dumps(one))
        separator = ",\n"
    sys.stdout.write("[]" if separator == "[\n" else "\n]")


def _learners(found: Submissions, gradebook: Gradebook) -> Iterator[tuple[Handed, Any, Any]]:
    """Give each submission with its learner's exercises and quizzes, each as a Learner or None, some at a time."""
    from grader.classroom.gradebook.store import some_at_a_time
    from grader.core.results import EXERCISE, QUIZ

    for some in some_at_a_time(found):
        keys = [handed.student for handed in some]
        graded, answered = ({lr.key: lr for lr in gradebook.learners(keys, kind)} for kind in (EXERCISE, QUIZ))
        yield from ((handed, graded.get(handed.student), answered.get(handed.student)) for handed in some)
