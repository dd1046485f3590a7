"""`grade show`: after full marks, the reference solution and other ways to write it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli import parameters
from grader.cli.console import fitted
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError


@click.command(cls=parameters.ExerciseCommand)
@click.argument("which", shell_complete=parameters.exercises)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.pass_obj
def show(course: Path | None, which: str, path: Path) -> int:
    """Show the reference solution of exercise WHICH and other ways to write it, once yours has full marks.

    PATH is your folder or file; without it, the folder you are in.
    """
    from grader.sandbox.sandbox import Sandbox

    with Sandbox() as sandbox:
        from grader.core.course import load_course
        from grader.grading.alternatives import solutions_of
        from grader.reports.terminal import score
        from grader.submissions.submission import open_submission

        loaded = load_course(parameters.course_for(course, path))
        if which == "all":
            raise UsageError("Solutions are shown for one exercise. Give its number or name instead of `all`.")
        exercise = loaded.find(which)
        submission = open_submission(path, exercise, loaded)
        sandbox.prepare(loaded)
        from grader.grading.grader import Grader

        with Grader(loaded, sandbox) as grader:
            result = grader.grade(exercise, submission, 1)
    name = f"Exercise {exercise.number}, {exercise.name}"
    if not result.full_marks:
        told = f"{name}: {score(result)}. You can see the solutions when yours has full marks."
        click.echo(fitted(told, sys.stdout))
        click.echo(fitted(f"Stuck? Try `grade hint {exercise.number}`.", sys.stdout))
        return NOT_FULL_MARKS
    for title, source in solutions_of(exercise):
        click.echo(fitted(title, sys.stdout))
        click.echo("\n" + source.strip() + "\n")
    return FULL_MARKS
