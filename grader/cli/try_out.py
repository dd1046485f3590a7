"""`grade try`: a learner's function on values that the learner chooses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli import parameters
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError


@click.command("try", cls=parameters.ExerciseCommand)
@click.argument("which", shell_complete=parameters.exercises)
@click.argument("expression", required=False)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--steps", is_flag=True, help="Show each line that runs, and the variables that it changes.")
@click.pass_obj
def try_out(course: Path | None, which: str, expression: str | None, path: Path, steps: bool) -> int:
    """Run your function of exercise WHICH on your own values, and show what it returns and prints.

    EXPRESSION is Python, in quotes: grade try 4 "update([1.0], 0.5, [0.2], 0.1, 0.5)". Without it, the first example of
    the exercise is run. PATH is your folder or file; without it, the folder you are in.
    """
    from grader.sandbox.sandbox import Sandbox

    with Sandbox() as sandbox:
        from grader.core.course import load_course
        from grader.grading.tryout import examples_of, statements_of, try_out
        from grader.reports import tried
        from grader.submissions.submission import open_submission

        loaded = load_course(parameters.course_for(course, path))
        if which == "all":
            raise UsageError("Values are tried on one exercise. Give its number or name instead of `all`.")
        exercise = loaded.find(which)
        if expression is not None and Path(expression).exists():
            path, expression = Path(expression), None  # `grade try 4 my-folder`
        statements = statements_of(expression) if expression is not None else examples_of(exercise)
        submission = open_submission(path, exercise, loaded)
        found = try_out(sandbox, loaded, exercise, submission, statements, steps=steps)
    if sys.stdout.isatty():
        from grader.reports.terminal import show_lines

        show_lines(lambda width: tried.lines(found, width))
    else:
        sys.stdout.write(tried.render(found))
    return NOT_FULL_MARKS if found.error else FULL_MARKS
