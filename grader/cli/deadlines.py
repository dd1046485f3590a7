"""`grade gradebook late` and `extend`: due dates, what being late costs, and more time for one learner."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.decisions import by_option, named, reason_option
from grader.cli.options import gradebook_option
from grader.core.errors import UsageError
from grader.core.text import safe_name


@click.command()
@click.argument("which", default="")
@click.option("--due", metavar="TIME", help="The due date with its zone, such as `2026-09-12 23:59 Europe/Zurich`.")
@click.option(
    "--late",
    "rule",
    metavar="RULE",
    default="",
    help="What late work loses: `percent: 10, per: day, grace: 15 minutes, cap: 50, until: TIME`.",
)
@click.option("--remove", is_flag=True, help="Use the due date of the course again.")
@gradebook_option
@click.pass_obj
def late(course: Path | None, which: str, due: str | None, rule: str, remove: bool, url: str | None) -> None:
    """Set when the exercise or quiz WHICH is due, and what being late costs; without WHICH, for all of them.

    Without --due or --remove it shows what is set. The automatic results are kept beside the marks that count.
    """
    from grader.classroom.gradebook.policies import Plans
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course

    if (due is not None and remove) or (rule and due is None):
        raise UsageError("Give --due TIME, with --late RULE if late work loses points, or give --remove.")
    loaded, name = load_course(course), named(course, which)
    with Gradebook(url or DEFAULT) as gradebook:
        if due is not None:
            gradebook.policies.set(name, due, rule)
        elif remove:
            gradebook.policies.remove(name)
        own = gradebook.policies.all()
        plans = Plans(own, loaded)
        names = dict.fromkeys([*(exercise.name for exercise in loaded.exercises), *filter(None, own)])
        for one in [name] if name else names:
            plan = plans.of(one)
            click.echo(f"{safe_name(one)}: {plan.describe() if plan else 'no due date'}")


@click.command()
@click.argument("learner")
@click.argument("which", default="")
@click.option("--until", metavar="TIME", help="The new due date with its zone.")
@click.option("--undo", is_flag=True, help="Remove the extension.")
@reason_option
@by_option
@gradebook_option
@click.pass_obj
def extend(
    course: Path | None,
    learner: str,
    which: str,
    until: str | None,
    undo: bool,
    reason: str,
    author: str,
    url: str | None,
) -> None:
    """Give LEARNER more time for the exercise or quiz WHICH; without WHICH, for all of them."""
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.deadlines import read_time

    if (until is None) != undo:
        raise UsageError("Give one of --until TIME or --undo.")
    if not reason.strip():
        raise UsageError("The reason is empty. Say why.")
    try:
        if until:
            read_time(until)
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    name = named(course, which)
    with Gradebook(url or DEFAULT) as gradebook:
        learner = gradebook.people.key_of(learner)
        gradebook.decisions.add(learner, name, "extension", None, reason, author, until=until or "")
    what = f"{safe_name(name)} is" if name else "everything is"
    told = f"{what} due {until}" if until else "the extension is taken back"
    click.echo(f"For {safe_name(learner)}, {told}.")
