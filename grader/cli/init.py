"""`grade init`: lay out a workspace."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from grader.cli.console import fitted
from grader.core.errors import UsageError


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option("--notebooks", is_flag=True, help="Write each stub as a Jupyter notebook.")
@click.option(
    "--faded",
    type=click.IntRange(0, 100),
    default=0,
    metavar="N",
    help='Give N lines of each exercise in its stub. They earn the same points; the report says "with help".',
)
@click.option("--vscode", is_flag=True, help="Write tasks for VS Code, which marks the line of a failing check.")
@click.pass_obj
def init(course: Path | None, folder: Path, notebooks: bool, faded: int, vscode: bool) -> None:
    """Put the stub of every exercise into DIR; a file that is there already stays as it is.

    Commands in DIR remember the course that --course names here.
    """
    from grader.cli.parameters import course_for
    from grader.core.course import load_course
    from grader.core.files import write_new
    from grader.submissions.course_record import record_course
    from grader.submissions.workspace import lay_out

    loaded = load_course(place := course_for(course, folder if folder.is_dir() else None))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: this is a file. Give a folder. It is created if it does not exist.")
    files = []
    for laid in lay_out(loaded, folder, notebooks=notebooks, faded=faded):
        files.append(laid.file)
        _tell(f"wrote    {laid.file}  {laid.title}" if laid.written else f"kept     {laid.file}, which already exists")
    if place is not None:
        record_course(folder, loaded)
    if vscode:
        from grader.submissions.editor_tasks import TASKS, tasks

        if os.path.lexists(folder / TASKS):
            _tell(f"kept     {TASKS}, which already exists")
        else:
            write_new(folder / TASKS, tasks())
            _tell(f"wrote    {TASKS}  in VS Code: Terminal, Run Task, grade")
    where = "" if folder == Path() else f"cd {'-- ' * str(folder).startswith('-')}{shlex.quote(str(folder))} && "
    click.echo()
    _tell(f"Open {files[0]} and write the code; then: {where}grade exercise {loaded.exercises[0].number}", 0)


def _tell(line: str, hang: int = 9) -> None:
    click.echo(fitted(line, sys.stdout, hang))
