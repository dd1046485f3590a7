"""`grade gradebook export`: the grades in the form that the course site takes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError


@click.group()
def gradebook() -> None:
    """Take the grades out of the gradebook."""


@gradebook.command()
@click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "canvas", "moodle", "json"]),
    default="csv",
    show_default=True,
    help="What the course site takes.",
)
@click.option(
    "--into",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file that you downloaded from Canvas or Moodle; it is read, and left as it is.",
)
@click.option("--column", metavar="TITLE", help="The title of the column to fill in.")
@click.option("--only", metavar="NAME", help="Only this exercise or quiz; otherwise the sum over the exercises.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write into FILE.")
@click.pass_obj
def export(
    course: Path | None,
    url: str | None,
    format_: str,
    into: Path | None,
    column: str | None,
    only: str | None,
    output: Path | None,
) -> int:
    """Write everybody's points for a course site.

    Who cannot be in an import without breaking it is left out and named, and the exit status is 1.
    """
    from grader.classroom.gradebook.cells import ExportOptions
    from grader.classroom.gradebook.export import FORMATS
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course
    from grader.core.files import write_file

    if format_ not in ("canvas", "moodle") and (into or column):
        raise UsageError("--into and --column are for --format canvas or moodle; add one of these, or leave them out.")
    if into and output and into.resolve() == output.resolve():
        raise UsageError(
            f"{output}: is the file that --into names, which is left as it is; name another with --output."
        )
    with Gradebook(url or DEFAULT) as opened:
        marks = opened.marks()
    names = {name for learner in marks for _, name in learner.items}
    if only is not None and only not in names:
        raise UsageError(f"Nobody has a result for {only!r}; there is {', '.join(sorted(names)) or 'nothing yet'}.")
    order = tuple(exercise.name for exercise in load_course(course).exercises)
    exported = FORMATS[format_](marks, ExportOptions(only, into, column, order))
    if output:
        write_file(output, exported.text)
    else:
        sys.stdout.write(exported.text)
    for who, reason in exported.refused:
        click.echo(f"left out: {who!r} {reason}.", err=True)
    return NOT_FULL_MARKS if exported.refused else FULL_MARKS
