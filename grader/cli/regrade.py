"""`grade regrade`: after the course was fixed, whose marks change, before they do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import parameters
from grader.cli.class_progress import progress
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS
from grader.core.text import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.classroom.regrade import Change
    from grader.core.course import Course


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
@click.option("--commit", is_flag=True, help="Let the new marks count. Without it, a terminal is asked.")
@click.option("--raise-only", is_flag=True, help="Let only those new marks count that take no points away.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="Grade N at once; by default one a core.")
@click.option(
    "--roster", metavar="FILE", type=click.Path(path_type=Path), help="The CSV that submissions were graded with."
)
@click.option(
    "--seed",
    metavar="N",
    type=parameters.seed,
    default=1,
    show_default=True,
    help="The seed that submissions were graded with.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write what changes.",
)
@click.option("--allow-limited", is_flag=True, help="Grade even where submissions cannot be fully isolated.")
@click.pass_obj
def regrade(
    course: Path | None,
    path: Path,
    url: str | None,
    commit: bool,
    raise_only: bool,
    jobs: int | None,
    roster: Path | None,
    seed: int,
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
    from grader.classroom.quizzes import Quizzes
    from grader.classroom.regrade import changes
    from grader.classroom.regrade import commit as let_count
    from grader.classroom.roster import read_roster
    from grader.classroom.task import Settings
    from grader.core.course import load_course

    loaded = load_course(course)
    found = find_class(path, loaded, read_roster(roster) if roster else None, grades=file_of(url or DEFAULT))
    _refuse_unsound(loaded)
    settings, quizzes = Settings(loaded.root, seed), Quizzes(loaded.root)
    with Gradebook(url or DEFAULT) as gradebook:
        with progress(len(found.submissions)) as tell:
            outcome = grade_class(
                loaded,
                found,
                gradebook,
                settings,
                loaded.exercises,
                quizzes=quizzes,
                jobs=jobs,
                allow_limited=allow_limited,
                counts=False,
                tell=tell,
            )
        changed = changes(loaded, found, gradebook, settings, loaded.exercises, quizzes)
        telling = [change for change in changed if change.matters]
        if format_ == "text":
            _write(telling)
        if telling and not commit and format_ == "text" and sys.stdin.isatty():
            commit = click.confirm("Let these marks count?", default=False)
        if commit:
            let_count(gradebook, changed, raise_only=raise_only)
    if format_ == "json":
        kept = {id(change) for change in telling if raise_only and change.lowers}
        told = [{**change.as_data(), "kept": id(change) in kept} for change in telling]
        click.echo(json.dumps({"schema": 1, "changes": told, "committed": commit}, indent=1))
    elif telling:
        some = " Where points would be taken away, the old mark stays." if raise_only else ""
        click.echo(f"They count now.{some}" if commit else f"Nothing has changed yet; --commit lets them count.{some}")
    for notice in outcome.notices:
        click.echo(safe_line(f"{notice.where}: {notice.reason}"), err=True)
    for student, reason in outcome.faults.pairs():
        click.echo(safe_line(f"{student}: {reason}; the old marks stay."), err=True)
    if outcome.faults:
        return FAULT
    return FULL_MARKS if commit or not telling else NOT_FULL_MARKS


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
                raise ContentError(exercise.suite, f"{problem} Change one of them first: no mark was touched.")
    finally:
        session.close()


def _write(changed: list[Change]) -> None:
    """Write a line for each exercise of each learner, and one for each check that made the difference."""
    from grader.core.points import format_points

    for change in changed:
        before, after = (f"{format_points(p)} of {format_points(m)}" for p, m in _points(change))
        head = f"{change.student}, {change.exercise}: {before} -> {after}"
        click.echo(safe_line(head))
        for check in change.checks:
            before, after = ("none" if v is None else format_points(v) for v in (check.before, check.after))
            click.echo(safe_line(f"    {before} -> {after}  {check.title} ({check.id})"))
    if any(change.max_before != change.max_after for change in changed):
        click.echo("The most points of an exercise have changed: a lower mark may be the same share of them.")
    students = {change.student for change in changed}
    more = sum(change.after > change.before for change in changed)
    less = sum(change.after < change.before for change in changed)
    gain = f"{more} {'result gains' if more == 1 else 'results gain'} points"
    lose = f"{less} {'loses' if less == 1 else 'lose'} points"
    click.echo(f"{len(students)} {'learner' if len(students) == 1 else 'learners'}: {gain}, {lose}.")


def _points(change: Change) -> Iterator[tuple[float, float]]:
    """Give the points and the most points, before and after."""
    yield change.before, change.max_before
    yield change.after, change.max_after
