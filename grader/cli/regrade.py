"""`grade regrade`: after the course was fixed, whose marks change, before they do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.class_progress import progress
from grader.cli.options import (
    allow_limited_option,
    format_option,
    gradebook_option,
    jobs_option,
    repair_option,
    roster_option,
    seed_option,
)
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS
from grader.core.results import EXERCISE, QUIZ
from grader.core.sentences import counted
from grader.core.text import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.classroom.classwork import Outcome
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.quizzes import Quizzes
    from grader.classroom.regrade import Change, CourseVersions
    from grader.core.course import Course, Exercise


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@gradebook_option
@click.option("--commit", is_flag=True, help="Save the new marks. Without --commit, you are asked in the terminal.")
@click.option("--raise-only", is_flag=True, help="Save a new mark only if it takes no points away.")
@click.option(
    "--exercise",
    "which",
    metavar="WHICH",
    default="",
    help="Only this exercise or quiz, as in `grade submissions`.",
)
@jobs_option
@roster_option("The roster that submissions were graded with.")
@seed_option("The seed that submissions were graded with.")
@repair_option("The --repair that submissions were graded with.")
@format_option("How to write what changes.", "text", "json")
@allow_limited_option
@click.pass_obj
def regrade(
    course: Path | None,
    path: Path,
    url: str | None,
    commit: bool,
    raise_only: bool,
    which: str,
    jobs: int | None,
    roster: Path | None,
    seed: int,
    repair_seconds: float,
    format_: str,
    allow_limited: bool,
) -> int:
    """Grade the class in PATH on the course as it is now, and show whose points change, and by which check.

    Until you commit, the old marks count. What was graded once is not graded again, here or by `grade submissions`.
    """
    from grader.classroom.gradebook.database import file_of
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.classroom.layouts import find_class
    from grader.classroom.pipeline import grade_class
    from grader.classroom.regrade import CourseVersions, changes
    from grader.classroom.regrade import commit as let_count
    from grader.classroom.roster_file import read_roster
    from grader.classroom.task import Settings
    from grader.core.course import load_course
    from grader.submissions.course_record import version_of

    loaded = load_course(course)
    known = read_roster(roster) if roster else None
    settings = Settings(loaded.root, seed, repair_seconds=repair_seconds)
    with Gradebook(url or DEFAULT) as gradebook:
        only, exercises, quizzes = _graded_before(loaded, gradebook, which)
        found = find_class(path, loaded, known, only, grades=file_of(url or DEFAULT))
        _refuse_unsound(loaded)
        with progress(len(found.submissions)) as tell:
            outcome = grade_class(
                loaded,
                found,
                gradebook,
                settings,
                exercises,
                quizzes=quizzes,
                jobs=jobs,
                allow_limited=allow_limited,
                counts=False,
                tell=tell,
            )
        changed = changes(loaded, found, gradebook, settings, exercises, quizzes)
        telling = [change for change in changed if change.matters]
        courses = CourseVersions(version_of(loaded), gradebook.courses())
        if format_ == "text":
            click.echo(courses.told(), nl=False)
            _write(telling)
            commit = commit or _agreed(telling)
        if commit:
            let_count(gradebook, changed, raise_only=raise_only)
    _conclude(telling, format_, courses, committed=commit, raise_only=raise_only)
    _warn(outcome)
    if outcome.faults:
        return FAULT
    return FULL_MARKS if commit or not telling else NOT_FULL_MARKS


def _graded_before(
    course: Course, gradebook: Gradebook, which: str
) -> tuple[Exercise | None, Sequence[Exercise], Quizzes | None]:
    """Return the one exercise that is graded, if it is one, all that are, and the quizzes: as they were graded before.

    What was graded as one exercise has files of any name; looked at as a whole course, all else would be missing.
    """
    from grader.classroom.quizzes import Quizzes, quizzes_of

    counting = (of for kind in (EXERCISE, QUIZ) for of in gradebook.counting(kind=kind).values())
    names, own = {name for of in counting for name in of}, {exercise.name for exercise in course.exercises}
    if not which and len(names) == 1 and (names <= own or names <= set(quizzes_of(course.root))):
        (which,) = names
    if which in quizzes_of(course.root):
        return None, (), Quizzes(course.root, which)
    if which and which != "all":
        only = course.find(which)
        return only, (only,), None
    return None, course.exercises, Quizzes(course.root)


def _agreed(telling: Sequence[Change]) -> bool:
    """Ask in the terminal whether the new marks should count."""
    return bool(telling) and sys.stdin.isatty() and click.confirm("Save these marks?", default=False)


def _conclude(
    telling: Sequence[Change], format_: str, courses: CourseVersions, *, committed: bool, raise_only: bool
) -> None:
    """Say whether the new marks count now; as data, with every change."""
    if format_ == "json":
        told = [{**change.as_data(), "kept": raise_only and change.lowers} for change in telling]
        click.echo(json.dumps({"schema": 1, **courses.as_data(), "changes": told, "committed": committed}, indent=1))
    elif telling:
        some = " A mark that would become lower stays as it was." if raise_only else ""
        count = "They are saved." if committed else "Nothing is saved yet. Add --commit to save them."
        click.echo(f"{count}{some}")


def _warn(outcome: Outcome) -> None:
    """Say what could not be used or graded."""
    for notice in outcome.notices:
        click.echo(safe_line(f"{notice.where}: {notice.reason}"), err=True)
    for student, reason in outcome.faults.pairs():
        click.echo(safe_line(f"{student}: {reason}; the old marks stay."), err=True)


def _refuse_unsound(course: Course) -> None:
    """Refuse a course of which the points do not add up: every mark made on it would be another than meant.

    Raises:
        ContentError: the first suite of which they do not.
    """
    from grader.core.errors import ContentError
    from grader.grading.session import SuiteSession
    from grader.grading.suite_points import points_problem

    session = SuiteSession()
    try:
        for exercise in course.exercises:
            if problem := points_problem(exercise, session.checks(exercise.suite)):
                raise ContentError(exercise.suite, f"{problem} Change one of them first. No mark was changed.")
    finally:
        session.close()


def _write(changed: Sequence[Change]) -> None:
    """Write a line for each exercise of each learner, and one for each check that made the difference."""
    from grader.core.points import format_points

    for change in changed:
        before = _points(change.before, change.max_before, change.bonus_before)
        after = _points(change.after, change.max_after, change.bonus_after)
        head = f"{change.student}, {change.exercise}: {before} -> {after}"
        click.echo(safe_line(head))
        for check in change.checks:
            before, after = ("none" if v is None else format_points(v) for v in (check.before, check.after))
            click.echo(safe_line(f"    {before} -> {after}  {check.title} ({check.id})"))
    if any(change.max_before != change.max_after for change in changed):
        click.echo("The points of an exercise have changed, so a lower mark may be the same share of them.")
    students = {change.student for change in changed}
    more = sum(change.after > change.before for change in changed)
    less = sum(change.after < change.before for change in changed)
    told = [
        counted(len(students), "Marks of {} learner change.", "Marks of {} learners change."),
        counted(more, "{} result gains points.", "{} results gain points."),
        counted(less, "{} result loses points.", "{} results lose points."),
    ]
    click.echo(" ".join(told))


def _points(points: float, most: float, bonus: float) -> str:
    """Return points as a reader counts them: those of the most there are, and the bonus apart."""
    from grader.core.points import format_points

    told = f"{format_points(points - bonus)} of {format_points(most)}"
    return f"{told} and {format_points(bonus)} bonus" if bonus else told
