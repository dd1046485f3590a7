"""`grade mistakes adopt`: name a wrong answer that several learners share."""

from __future__ import annotations

import re

import click

from grader.core.errors import UsageError


@click.group()
def mistakes() -> None:
    """Name what several learners do wrong alike."""


@mistakes.command()
@click.argument("cluster")
@click.option("--id", "id_", metavar="ID", required=True, help="A short name, as in log-of-zero.")
@click.option("--hint", metavar="TEXT", required=True, help="What those learners are told.")
@click.option("--gradebook", "url", metavar="URL", help="The gradebook; grades/gradebook.sqlite by default.")
def adopt(cluster: str, id_: str, hint: str, url: str | None) -> None:
    """Give CLUSTER, from the page of `grade report`, a name and a hint.

    Everybody whose answers are those has it from now on, and so has whoever comes to give them on the same suite and
    seed. To know it for good, on any seed, write the wrong version into solutions/mistakes/STEM/ID.py.
    """
    from grader.classroom.gradebook.store import DEFAULT, Gradebook

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise UsageError(f"{id_!r} cannot be an id; write small letters, digits and hyphens, as in log-of-zero.")
    if not hint.strip():
        raise UsageError("The hint is empty; write what those learners should be told.")
    with Gradebook(url or DEFAULT) as gradebook:
        sharing = gradebook.sharing(cluster)
        if not sharing:
            raise UsageError(
                f"There is no cluster {cluster!r} in the gradebook; `grade report` shows those that there are."
            )
        for exercise in sorted({exercise for exercise, _ in sharing}):
            gradebook.adopt(exercise, cluster, id_, hint.strip())
    click.echo(f"{id_} is what {len(sharing)} learner{'s have' if len(sharing) > 1 else ' has'} now.")
