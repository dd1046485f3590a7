"""`grade gradebook`: the grades in the form that the course site takes, and what an instructor decides by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.core.errors import FULL_MARKS, NOT_FULL_MARKS, UsageError
from grader.core.text import safe_name

if TYPE_CHECKING:
    from grader.classroom.gradebook.decisions import Kind


@click.group()
def gradebook() -> None:
    """Take the grades out of the gradebook, change a mark by hand, or remove a learner."""


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
    _not_over_the_download(into, output)
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


def _not_over_the_download(into: Path | None, output: Path | None) -> None:
    """Raise UsageError where the file that is read would be written."""
    if into and output and into.resolve() == output.resolve():
        raise UsageError(
            f"{output}: is the file that --into names, which is left as it is; name another with --output."
        )


_url = click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
_by = click.option("--by", "author", metavar="NAME", default="", help="Who decides; kept with the decision.")
_reason = click.option("--reason", metavar="TEXT", required=True, help="Why; the learner reads it.")


@gradebook.command()
@click.argument("learner")
@click.argument("which")
@click.option("--points", metavar="N", type=click.FloatRange(0), help="Let these points count instead.")
@click.option("--delta", metavar="N", type=float, help="Add N to the automatic points; below 0 takes away.")
@click.option("--undo", is_flag=True, help="Take back what was decided before.")
@_reason
@_by
@_url
@click.pass_obj
def adjust(
    course: Path | None,
    learner: str,
    which: str,
    points: float | None,
    delta: float | None,
    undo: bool,
    reason: str,
    author: str,
    url: str | None,
) -> None:
    """Change LEARNER's mark in the exercise or quiz WHICH by hand.

    The automatic result stays beside it, and a regrade does not touch what you decided.
    """
    if (points is not None) + (delta is not None) + undo != 1:
        raise UsageError("Give one of --points N, --delta N or --undo.")
    kind: Kind = "undo" if undo else "points" if points is not None else "change"
    _decide(course, learner, which, kind, points if points is not None else delta, reason, author, url)


@gradebook.command()
@click.argument("learner")
@click.argument("which")
@_reason
@_by
@_url
@click.pass_obj
def excuse(course: Path | None, learner: str, which: str, reason: str, author: str, url: str | None) -> None:
    """Excuse LEARNER from the exercise or quiz WHICH: it counts neither for nor against. `adjust --undo` takes it back."""
    _decide(course, learner, which, "excused", None, reason, author, url)


@gradebook.command()
@click.argument("learner")
@click.argument("text")
@click.option("--exercise", "which", metavar="WHICH", default="", help="The exercise or quiz that it is about.")
@_by
@_url
@click.pass_obj
def comment(course: Path | None, learner: str, text: str, which: str, author: str, url: str | None) -> None:
    """Keep a comment for LEARNER; it stands in exports and reports."""
    _decide(course, learner, which, "comment", None, text, author, url)


@gradebook.command()
@click.argument("learner")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_url
def forget(learner: str, yes: bool, url: str | None) -> None:
    """Remove LEARNER with all results and decisions. This cannot be undone."""
    from grader.classroom.gradebook.store import DEFAULT, Gradebook

    with Gradebook(url or DEFAULT) as opened:
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("This removes all results of a learner for good; add --yes to do it.")
            click.confirm(f"Remove {learner!r} and all their results for good?", abort=True)
        count = opened.people.forget(learner)
    click.echo(f"{safe_name(learner)} is removed, with {count} {'result' if count == 1 else 'results'}.")


def _decide(
    course: Path | None,
    learner: str,
    which: str,
    kind: Kind,
    points: float | None,
    text: str,
    author: str,
    url: str | None,
) -> None:
    """Keep a decision, and say what counts now."""
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.points import format_points

    if not text.strip():
        raise UsageError("Say why: the reason is empty.")
    name = _named(course, which)
    with Gradebook(url or DEFAULT) as opened:
        opened.decisions.add(learner, name, kind, points, text, author)
        marks = next((m for m in opened.marks() if m.key == learner), None)
    now = next((m for (_, item), m in marks.items.items() if item == name), None) if marks else None
    if marks and name in marks.excused:
        click.echo(f"{safe_name(learner)} is excused from {name}.")
    elif now and kind != "comment":
        counts = f"{format_points(now[0])} of {format_points(now[1])}" if now[1] else f"{format_points(now[2])} bonus"
        click.echo(f"{safe_name(learner)} has {counts} in {name} now.")
    else:
        click.echo(f"Kept for {safe_name(learner)}.")


def _named(course: Path | None, which: str) -> str:
    """Return the name of an exercise or a quiz; nothing where none is meant."""
    from grader.classroom.quizzes import quizzes_of
    from grader.core.course import load_course

    loaded = load_course(course)
    return which if not which or which in quizzes_of(loaded.root) else loaded.find(which).name
