"""`grade gradebook`: the grades in the form that the course site takes; its other commands are separate modules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import LazyGroup
from grader.cli.options import format_option, gradebook_option, section_option
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.classroom.gradebook.store import Gradebook
    from grader.core.course import Course

_TABLE = {
    "export": "grader.cli.gradebook:export",
    "adjust": "grader.cli.decisions:adjust",
    "excuse": "grader.cli.decisions:excuse",
    "comment": "grader.cli.decisions:comment",
    "late": "grader.cli.deadlines:late",
    "extend": "grader.cli.deadlines:extend",
    "twins": "grader.cli.twins:twins",
    "forget": "grader.cli.decisions:forget",
}


@click.group(cls=LazyGroup, table=_TABLE)
def gradebook() -> None:
    """Export the grades, change marks by hand, set due dates, or remove a learner."""


@click.command()
@gradebook_option
@format_option("What the course site takes; progsnap2 is for research.", "csv", "canvas", "moodle", "json", "progsnap2")
@click.option(
    "--into",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file that you downloaded from Canvas or Moodle. It is not changed.",
)
@click.option("--column", metavar="TITLE", help="The title of the column to fill in.")
@click.option("--only", metavar="NAME", help="Only this exercise or quiz; otherwise the sum over the exercises.")
@section_option()
@click.option("--bonus", is_flag=True, help="Add the bonus points to the score.")
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With progsnap2: the key that pseudonyms are made with; a new key is made if there is none.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write into FILE; with progsnap2, into this folder.",
)
@click.pass_obj
def export(
    course: Path | None,
    url: str | None,
    format_: str,
    into: Path | None,
    column: str | None,
    only: str | None,
    section: str | None,
    bonus: bool,
    key: Path | None,
    output: Path | None,
) -> int:
    """Write everybody's points for a course site.

    Learners whose line would break the import are left out and named, and the exit status is 1.
    """
    from grader.classroom.gradebook.cells import ExportOptions
    from grader.classroom.gradebook.export import FORMATS
    from grader.classroom.gradebook.marks import of_section
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course
    from grader.core.files import write_file

    _refuse_unfit(format_, into, column, output)
    _refuse_unfit_key(format_, key, output, only=only, bonus=bonus)
    loaded = load_course(course)
    with Gradebook(url or DEFAULT) as opened:
        if key is not None and output is not None:
            return _for_research(opened, loaded, key, output, section)
        marks = of_section(opened.marks(loaded), section)
    names = {name for learner in marks for _, name in learner.items}
    if only is not None and only not in names:
        raise UsageError(f"Nobody has a result for {only!r}; there is {', '.join(sorted(names)) or 'nothing yet'}.")
    order = tuple(exercise.name for exercise in loaded.exercises)
    exported = FORMATS[format_](marks, ExportOptions(only, into, column, order, bonus))
    if output:
        write_file(output, exported.text)
    else:
        sys.stdout.write(exported.text)
    for who, reason in exported.refused:
        click.echo(f"left out: {who!r} {reason}.", err=True)
    return NOT_FULL_MARKS if exported.refused else FULL_MARKS


def _refuse_unfit(format_: str, into: Path | None, column: str | None, output: Path | None) -> None:
    """Refuse a file to fill in that the format does not fill in, or that would be written over."""
    if format_ not in ("canvas", "moodle") and (into or column):
        raise UsageError("--into and --column are for --format canvas or moodle; add one of these, or leave them out.")
    if into and output and into.resolve() == output.resolve():
        raise UsageError(
            f"{output}: this is the file that --into names, and that file is not changed. Give another file as --output."
        )


def _refuse_unfit_key(format_: str, key: Path | None, output: Path | None, *, only: str | None, bonus: bool) -> None:
    """Refuse a key without the format that takes one, and what that format does not take."""
    if (key is not None) != (format_ == "progsnap2") or (format_ == "progsnap2" and (only or bonus or not output)):
        raise UsageError(
            "--format progsnap2 needs --key FILE and --output DIR; --only, --bonus and others take no key."
        )


def _for_research(gradebook: Gradebook, course: Course, key: Path, output: Path, section: str | None) -> int:
    """Write the attempts of a class as a data set of ProgSnap2."""
    from grader.classroom.gradebook.marks import of_section
    from grader.classroom.gradebook.progsnap import read_key, write

    secret, made = read_key(key)
    if made:
        click.echo(f"{key}: a new key was made. Keep it secret: with it, names can be matched to pseudonyms.", err=True)
    chosen = {one.key for one in of_section(gradebook.marks(), section)}
    events = write(gradebook, course.title, secret, output, chosen)
    click.echo(f"{events} events are in {output}.")
    return FULL_MARKS
