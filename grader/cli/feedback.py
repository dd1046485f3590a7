"""`grade feedback`: what every learner is told, for a whole class at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import format_option, gradebook_option, roster_option
from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError
from grader.core.sentences import counted
from grader.core.text import safe_name

if TYPE_CHECKING:
    from grader.classroom.roster import Roster
    from grader.core.course import Course


@click.command()
@gradebook_option
@format_option(
    "A page for each learner, a zip for Moodle or Canvas, or FEEDBACK.md in a folder for each learner.",
    "html",
    "moodle",
    "canvas",
    "github",
)
@click.option(
    "--into",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With moodle, the assignment's grading worksheet; with canvas, the submissions as you downloaded them.",
)
@roster_option("With canvas or github, the roster that you graded with.")
@click.option(
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Write into DIR.",
)
@click.pass_obj
def feedback(
    course: Path | None, url: str | None, format_: str, into: Path | None, roster: Path | None, output: Path
) -> int:
    """Write the feedback for every learner: results, hints, and what you decided or said by hand.

    Learners who get no file are named, and the exit status is 1.
    """
    from grader.classroom import feedback as files
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.classroom.layouts import find_class
    from grader.classroom.roster_file import read_roster
    from grader.core.course import load_course

    if (into is not None) != (format_ in ("moodle", "canvas")) or (roster and format_ not in ("canvas", "github")):
        raise UsageError(
            "With --format moodle, give the grading worksheet as --into; with --format canvas, give the download. "
            "Use --roster only with canvas and github."
        )
    loaded = load_course(course)
    known = read_roster(roster) if roster else None
    with Gradebook(url or DEFAULT) as gradebook:
        if into is not None and format_ == "canvas":
            from grader.classroom.canvas_feedback import write_canvas

            summary = write_canvas(gradebook, loaded, output, find_class(into, loaded, known))
        elif into is not None:
            summary = files.write_moodle(gradebook, loaded, output, into)
        elif format_ == "github":
            summary = files.write_markdown(gradebook, loaded, output, _clones(output, loaded, known))
        else:
            summary = files.write_html(gradebook, loaded, output)
    learners = counted(summary.written, "{} learner", "{} learners")
    click.echo(f"Feedback for {learners} is in {output}.")
    for key, why in summary.refused:
        click.echo(f"{safe_name(key)} {why}: no feedback.", err=True)
    return NOT_FULL_MARKS if summary.refused else FULL_MARKS


def _clones(folder: Path, course: Course, roster: Roster | None) -> dict[str, Path]:
    """Return the folder of each learner in a folder that may hold clones; none where it has no folders."""
    from grader.classroom.feedback import clones_in
    from grader.classroom.layouts import find_class

    filled = folder.is_dir() and any(one.is_dir() for one in folder.iterdir())
    return clones_in(folder, find_class(folder, course, roster)) if filled else {}
