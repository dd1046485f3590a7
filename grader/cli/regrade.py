"""`grade regrade`: after the course was fixed, whose marks change, before they do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import parameters
from grader.cli.submissions import progress
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS
from grader.core.text import safe_line

if TYPE_CHECKING:
    from grader.classroom.regrade import Change


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
@click.option("--commit", is_flag=True, help="Let the new marks count. Without it, a terminal is asked.")
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
    from grader.classroom.roster import read_roster
    from grader.classroom.task import Settings
    from grader.core.course import load_course

    loaded = load_course(course)
    found = find_class(path, loaded, read_roster(roster) if roster else None, grades=file_of(url or DEFAULT))
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
            for change in changed:
                gradebook.stand(change.student, [change.result])
    if format_ == "json":
        told = [{**vars(change), "checks": [vars(check) for check in change.checks]} for change in telling]
        click.echo(json.dumps({"schema": 1, "changes": told, "committed": commit}, indent=1))
    elif telling:
        click.echo("They count now." if commit else "Nothing has changed yet; --commit lets them count.")
    for notice in outcome.notices:
        click.echo(safe_line(f"{notice.where}: {notice.reason}"), err=True)
    for student, reason in outcome.faults.pairs():
        click.echo(safe_line(f"{student}: {reason}; the old marks stay."), err=True)
    if outcome.faults:
        return FAULT
    return FULL_MARKS if commit or not telling else NOT_FULL_MARKS


def _write(changed: list[Change]) -> None:
    """Write a line for each exercise of each learner, and one for each check that made the difference."""
    from grader.core.points import format_points

    for change in changed:
        head = f"{change.student}, {change.exercise}: {format_points(change.before)} -> {format_points(change.after)}"
        click.echo(safe_line(head))
        for check in change.checks:
            before, after = ("none" if v is None else format_points(v) for v in (check.before, check.after))
            click.echo(safe_line(f"    {before} -> {after}  {check.title} ({check.id})"))
    students = {change.student for change in changed}
    more = sum(change.after > change.before for change in changed)
    less = sum(change.after < change.before for change in changed)
    gain = f"{more} {'result gains' if more == 1 else 'results gain'} points"
    lose = f"{less} {'loses' if less == 1 else 'lose'} points"
    click.echo(f"{len(students)} {'learner' if len(students) == 1 else 'learners'}: {gain}, {lose}.")
