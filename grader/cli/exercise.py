"""`grade exercise`: grade one exercise, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.cli import parameters
from grader.cli.console import fitted
from grader.cli.options import output_option, seed_option
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.core.course import Course, Exercise
    from grader.core.results import ExerciseResult, SubmissionResult
    from grader.grading.grader import Grader
    from grader.sandbox.sandbox import Sandbox
    from grader.submissions.submission import Submission


@click.command(cls=parameters.ExerciseCommand)
@click.argument("which", shell_complete=parameters.exercises)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    shell_complete=parameters.formats,
    default="text",
    show_default=True,
    help="How to write the result: text, json or lines (for editors).",
)
@output_option()
@seed_option()
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw what your functions do, beside the reference's, into FILE (.svg or .png).",
)
@click.pass_obj
def exercise(
    course: Path | None, which: str, path: Path, format_: str, output: Path | None, seed: int, picture: Path | None
) -> int:
    """Grade exercise WHICH (a number, a name, or all) of the submission in PATH.

    PATH is a folder, an archive of a folder, or one file. Without PATH, it is the folder you are in.
    """
    from grader.sandbox.sandbox import Sandbox

    # its launcher starts while what follows is imported
    with Sandbox() as sandbox:
        from grader.core.course import load_course
        from grader.reports import FORMATS
        from grader.submissions.submission import open_submission

        if format_ not in FORMATS:
            raise UsageError(f"There is no format {format_!r}; there are {', '.join(FORMATS)}.")
        loaded = load_course(parameters.course_for(course, path))
        chosen = None if which == "all" else loaded.find(which)
        submission = open_submission(path, chosen, loaded)
        parameters.not_over(output, path)
        draw = _drawing(loaded, chosen, picture) if picture else None
        sandbox.prepare(loaded)
        from grader.grading.grader import Grader

        request = _GradeRequest(loaded, chosen, submission, path, seed, format_, output)
        with Grader(loaded, sandbox) as grader:
            result = _graded(grader, request, (lambda: draw(grader, sandbox, submission)) if draw else None)
    if result.ungraded:
        return FAULT
    return FULL_MARKS if result.full_marks else NOT_FULL_MARKS


class _GradeRequest(NamedTuple):
    """What is graded, and how it is written."""

    course: Course
    chosen: Exercise | None
    submission: Submission
    path: Path
    seed: int
    format_: str
    output: Path | None


def _graded(
    grader: Grader, request: _GradeRequest, draw: Callable[[], None] | None
) -> ExerciseResult | SubmissionResult:
    """Grade, write the result, and say what comes after it; `draw` draws the picture that was asked for."""
    from grader.cli.progress import grade_each
    from grader.core.results import SubmissionResult
    from grader.reports import FORMATS, write
    from grader.submissions.course_record import version_of

    course, chosen, submission, path, seed, format_, output = request
    results = tuple(grade_each(grader, [chosen] if chosen else course.exercises, submission, seed))
    results = tuple(_with_help(one, course, path) for one in results)
    if draw:
        draw()
    if chosen and FORMATS[format_].complete and not results[0].hung:
        results = (grader.with_repair(chosen, submission, results[0]),)
    result = results[0] if chosen else SubmissionResult.of(results)
    if FORMATS[format_].located:
        from grader.reports.problems import located

        result = located(result, course, submission, path)
    write(result, format_, output, version_of(course) if FORMATS[format_].complete else None)
    if chosen and format_ == "text" and output is None:
        sys.stdout.flush()
        if line := grader.deciding_line(chosen, submission, results[0]):
            click.echo("\n" + fitted(line, sys.stdout))
        if sys.stdout.isatty():
            _tell_next(course, results[0], path)
    return result


def _drawing(course: Course, chosen: Exercise | None, picture: Path) -> Callable[[Grader, Sandbox, Submission], None]:
    """Return what draws the picture of an exercise into a file; UsageError where there is none."""
    from grader.reports.pictures import draw, picture_file

    if not chosen:
        raise UsageError("A picture shows one exercise. Give its number or name instead of `all`.")
    drawing = picture_file(course, chosen, picture)

    def drawn(grader: Grader, sandbox: Sandbox, submission: Submission) -> None:
        from grader.core.files import write_file

        write_file(picture, draw(drawing, grader, sandbox, chosen, submission, picture.suffix.lower()))
        click.echo(f"The picture is in {picture}.", err=True)

    return drawn


def _tell_next(course: Course, result: ExerciseResult, path: Path) -> None:
    """Name the exercise after one that has full marks, and its file."""
    from grader.submissions.workspace import file_of

    for following in course.exercises[result.exercise : result.exercise + 1] if result.full_marks else ():
        there = file_of(path if path.is_dir() else path.parent, following)
        name = there.name if there else f"{following.stem}.py"
        click.echo("\n" + fitted(f"Next: exercise {following.number}, {following.name}, in {name}", sys.stdout))


def _with_help(result: ExerciseResult, course: Course, path: Path) -> ExerciseResult:
    """Return a result with full marks with a word on the help that was taken, if any was."""
    from msgspec.structs import replace

    from grader.core.text import safe
    from grader.submissions.help_record import read_help, with_help

    if not result.full_marks:
        return result
    try:
        taken = read_help(path if path.is_dir() else path.parent)
        said = with_help(taken.get(course.exercises[result.exercise - 1].stem))
    except UsageError as error:  # the points are earned whatever stands there
        said = safe(str(error))
    return replace(result, notes=(*result.notes, said)) if said else result
