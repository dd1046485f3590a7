"""`grade status`: the whole chain at a glance."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli import parameters
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--seed",
    type=parameters.seed,
    default=1,
    show_default=True,
    metavar="N",
    help="Draw the hidden inputs from N.",
)
@click.pass_obj
def status(course: Path | None, path: Path, seed: int) -> int:
    """Show every exercise of the submission in PATH: its points, and what is next.

    PATH is a folder or an archive of a folder. Without PATH, it is the folder you are in.
    """
    from grader.sandbox.sandbox import Sandbox

    with Sandbox() as sandbox:
        from grader.cli.progress import grade_each
        from grader.core.course import load_course
        from grader.core.results import SubmissionResult
        from grader.reports import chain
        from grader.submissions.submission import open_submission

        loaded = load_course(course)
        submission = open_submission(path)
        sandbox.prepare(loaded)
        from grader.grading.grader import Grader

        with Grader(loaded, sandbox) as grader:
            result = SubmissionResult.of(tuple(grade_each(grader, loaded.exercises, submission, seed)))
    titles = [exercise.title for exercise in loaded.exercises]
    if sys.stdout.isatty():
        from grader.reports.terminal import show_lines

        show_lines(lambda width: chain.lines(result, loaded.title, titles, width))
    else:
        sys.stdout.write(chain.render(result, loaded.title, titles))
    if result.ungraded:
        return FAULT
    return FULL_MARKS if result.full_marks else NOT_FULL_MARKS
