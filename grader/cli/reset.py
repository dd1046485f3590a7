"""`grade reset`: the stub again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli import parameters
from grader.cli.console import fitted
from grader.core.errors import UsageError


@click.command(cls=parameters.ExerciseCommand)
@click.argument("which", shell_complete=parameters.exercises)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.pass_obj
def reset(course: Path | None, which: str, path: Path) -> None:
    """Put the stub of exercise WHICH (a number, a name, or all) back into PATH; your file is kept aside."""
    from grader.core.course import load_course
    from grader.submissions.workspace import file_of
    from grader.submissions.workspace import reset as put_back

    loaded = load_course(parameters.course_for(course, path))
    chosen = loaded.exercises if which == "all" else (loaded.find(which),)
    if not path.is_dir():
        raise UsageError(f"{path}: this is not a folder. Give the folder that your exercises are in.")
    for exercise in chosen:
        there = file_of(path, exercise)
        aside = put_back(path, exercise)
        if aside:
            assert there is not None
            told = f"{there.name} is the stub again. What you wrote is kept in {aside.name}."
        elif there:
            told = f"{there.name} is already the stub."
        else:
            told = f"{exercise.stem}.py was missing. It is the stub now."
        click.echo(fitted(told, sys.stdout))
