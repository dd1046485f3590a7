"""`grade mistakes adopt`: name a wrong answer that several learners share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import gradebook_option
from grader.core.errors import UsageError
from grader.core.sentences import counted

if TYPE_CHECKING:
    from grader.classroom.adopting import CommonRepair
    from grader.core.course import Course


@click.group()
def mistakes() -> None:
    """Turn a wrong answer that several learners share into a known mistake."""


@mistakes.command()
@click.argument("cluster")
@click.option("--id", "id_", metavar="ID", required=True, help="A short name, as in log-of-zero.")
@click.option(
    "--hint", metavar="TEXT", help="The hint for these learners; by default, the repair that fits all of them."
)
@gradebook_option
@click.option("--write", is_flag=True, help="Also write the mistake into the course that --course names.")
@click.pass_obj
def adopt(course: Path | None, cluster: str, id_: str, hint: str | None, url: str | None, write: bool) -> None:
    """Give CLUSTER, from the page of `grade report`, a name and a hint.

    From now on, every learner with these answers gets the hint, on the same suite and seed. With --write, the course
    itself knows the mistake, on any seed: a solution is edited until it gives the same wrong answers, and becomes
    solutions/mistakes/STEM/ID.py. Read that file before you keep it.
    """
    from grader.classroom.adopting import common_repair
    from grader.classroom.gradebook.store import DEFAULT, Gradebook
    from grader.core.course import load_course

    _check_options(course, id_, hint, write=write)
    with Gradebook(url or DEFAULT) as gradebook:
        sharing = gradebook.sharing(cluster)
        if not sharing:
            raise UsageError(f"There is no cluster {cluster!r} in the gradebook. `grade report` lists the clusters.")
        documents = gradebook.documents(cluster)
        common = common_repair(documents)
        if hint is None and common is None:
            raise UsageError(
                "No repair of these answers is known, so write the hint yourself: add --hint TEXT. "
                "`grade submissions --repair 2` looks for repairs."
            )
        told = (hint or (common.hint if common else "")).strip()
        exercises = sorted({exercise for exercise, _ in sharing})
        if write:
            for name in exercises:
                click.echo(_written(load_course(course), name, cluster, id_, told, int(documents[0]["seed"])))
        for name in exercises:
            gradebook.adopt(name, cluster, id_, told)
    _tell_adopted(id_, len(sharing), common)


def _check_options(course: Path | None, id_: str, hint: str | None, *, write: bool) -> None:
    """Raise UsageError where an id, a hint or the course is not what it must be."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise UsageError(f"{id_!r} cannot be an id; write small letters, digits and hyphens, as in log-of-zero.")
    if hint is not None and not hint.strip():
        raise UsageError("The hint is empty. Write a hint for these learners.")
    if write and course is None:
        raise UsageError("--write needs the course that the mistake is for: grade --course FOLDER mistakes adopt …")


def _tell_adopted(id_: str, number: int, common: CommonRepair | None) -> None:
    """Say how many have the mistake now, and what repairs them."""
    click.echo(f"{id_}: {counted(number, '{} learner has this mistake now.', '{} learners have this mistake now.')}")
    if common:
        click.echo(f"One kind of edit repairs the answers of {common.learners} of them: {common.kind}.")


def _written(course: Course, name: str, cluster: str, id_: str, hint: str, seed: int) -> str:
    """Write the mistake's file, and return what to say of it."""
    from grader.classroom.adopting import write_mistake, wrong_version

    exercise = course.find(name)
    found = wrong_version(course, exercise, cluster, seed)
    if found is None:
        return (
            f"No single edit of the reference solution of {name} gives these answers. Write the wrong version into "
            f"solutions/mistakes/{exercise.stem}/{id_}.py yourself."
        )
    return f"{write_mistake(exercise, id_, hint, found)} was written ({found.kind}). Read it before you keep it."
