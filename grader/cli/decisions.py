"""`grade gradebook adjust`, `excuse`, `comment` and `forget`: what an instructor decides by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import gradebook_option
from grader.core.errors import UsageError
from grader.core.sentences import counted
from grader.core.text import safe_name

if TYPE_CHECKING:
    from grader.classroom.gradebook.decisions import Kind

by_option = click.option(
    "--by", "author", metavar="NAME", default="", help="Who decides. The name is kept with the decision."
)
reason_option = click.option("--reason", metavar="TEXT", required=True, help="Why. The learner reads this.")


@click.command()
@click.argument("learner")
@click.argument("which")
@click.option("--points", metavar="N", type=click.FloatRange(0), help="Count these points instead.")
@click.option("--delta", metavar="N", type=float, help="Add N to the automatic points; a negative N subtracts.")
@click.option("--undo", is_flag=True, help="Undo the earlier decision.")
@reason_option
@by_option
@gradebook_option
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


@click.command()
@click.argument("learner")
@click.argument("which")
@reason_option
@by_option
@gradebook_option
@click.pass_obj
def excuse(course: Path | None, learner: str, which: str, reason: str, author: str, url: str | None) -> None:
    """Excuse LEARNER from the exercise or quiz WHICH: it does not count. `adjust --undo` takes it back."""
    _decide(course, learner, which, "excused", None, reason, author, url)


@click.command()
@click.argument("learner")
@click.argument("text")
@click.option("--exercise", "which", metavar="WHICH", default="", help="The exercise or quiz.")
@by_option
@gradebook_option
@click.pass_obj
def comment(course: Path | None, learner: str, text: str, which: str, author: str, url: str | None) -> None:
    """Add TEXT as a comment for LEARNER. Exports and reports show it."""
    _decide(course, learner, which, "comment", None, text, author, url)


@click.command()
@click.argument("learner")
@click.option("--yes", is_flag=True, help="Do not ask.")
@gradebook_option
def forget(learner: str, yes: bool, url: str | None) -> None:
    """Remove LEARNER with all results and decisions. This cannot be undone."""
    from grader.classroom.gradebook.store import DEFAULT, Gradebook

    with Gradebook(url or DEFAULT) as opened:
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("This removes all results of a learner permanently; add --yes to do it.")
            click.confirm(f"Remove {learner!r} and all their results permanently?", abort=True)
        account = _forget_account(str(url or DEFAULT), learner)
        try:
            count = opened.people.forget(learner)
        except UsageError:  # who teaches has an account alone
            if not account:
                raise
            count = 0
    click.echo(f"{safe_name(learner)} is removed, with {counted(count, '{} result', '{} results')}.")


def _forget_account(where: str, learner: str) -> bool:
    """Remove what a hosted course keeps of a person in the same database; say whether there was something."""
    from grader.serve.hosted.database import HostedDatabase, is_hosted
    from grader.serve.hosted.people import Accounts

    if not is_hosted(where):
        return False
    database = HostedDatabase(where)
    try:
        return Accounts(database).forget(learner)
    finally:
        database.close()


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
    from grader.core.course import load_course
    from grader.core.points import format_points

    if not text.strip():
        raise UsageError("The reason is empty. Say why.")
    name = named(course, which)
    with Gradebook(url or DEFAULT) as opened:
        learner = opened.people.key_of(learner)
        opened.decisions.add(learner, name, kind, points, text, author)
        marks = next((m for m in opened.marks(load_course(course)) if m.key == learner), None)
    now = next((m for (_, item), m in marks.items.items() if item == name), None) if marks else None
    if marks and name in marks.excused:
        click.echo(f"{safe_name(learner)} is excused from {name}.")
    elif now and kind != "comment":
        bonus = f"{format_points(now[2])} bonus" if now[2] or not now[1] else ""
        counts = " and ".join(
            filter(None, [f"{format_points(now[0])} of {format_points(now[1])}" if now[1] else "", bonus])
        )
        click.echo(f"{safe_name(learner)} has {counts} in {name} now.")
    else:
        click.echo(f"Kept for {safe_name(learner)}.")


def named(course: Path | None, which: str) -> str:
    """Return the name of an exercise or a quiz; nothing where none is meant."""
    from grader.classroom.quizzes import quizzes_of
    from grader.core.course import load_course

    loaded = load_course(course)
    return which if not which or which in quizzes_of(loaded.root) else loaded.find(which).name
