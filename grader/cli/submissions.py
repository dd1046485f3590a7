"""`grade submissions`: grade a class."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import parameters
from grader.cli.class_progress import progress, roster_in, say, say_what_failed
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.classroom.layouts import Class
    from grader.classroom.pipeline import Outcome, Schedule
    from grader.core.course import Course, Exercise


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    default=Path("grades"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the gradebook in DIR, as gradebook.sqlite.",
)
@click.option(
    "--gradebook", "url", metavar="URL", help="Keep it here instead: an SQLite file, or postgresql://HOST/NAME."
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="Grade N at once; by default one a core.")
@click.option(
    "--exercise",
    "which",
    metavar="WHICH",
    default="all",
    show_default=True,
    help="Grade only this exercise, or this quiz.",
)
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    help="Exit with 0 if every learner reaches PERCENT.",
)
@click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help="A CSV that says who the learners are.")
@click.option(
    "--seed", metavar="N", type=parameters.seed, default=1, show_default=True, help="Draw the hidden inputs from N."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the results.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Grade on this machine's cores, or on a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler; without one, a cluster on this machine.")
@click.option(
    "--repair",
    "repair_seconds",
    metavar="SECONDS",
    type=click.FloatRange(0, 60),
    default=0.0,
    help="Search so long for the line that decides in each wrong result that has no known cause.",
)
@click.option("--allow-limited", is_flag=True, help="Grade even where submissions cannot be fully isolated.")
@click.pass_obj
def submissions(
    course: Path | None,
    path: Path,
    out: Path,
    url: str | None,
    jobs: int | None,
    which: str,
    fail_under: float | None,
    roster: Path | None,
    seed: int,
    format_: str,
    engine: str,
    scheduler: str | None,
    repair_seconds: float,
    allow_limited: bool,
) -> int:
    """Grade the class in PATH: a folder, or the .zip that a course site gives.

    Each learner has a folder, an archive or files there, in the form that Moodle, Canvas, GitHub Classroom,
    Gradescope, nbgrader or you yourself keep them; answers to a quiz lie among them as a .yaml file. It can be stopped
    at any time: started again, it goes on where it was, and grades again only what has changed.
    """
    from grader.classroom.gradebook.database import file_of
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.layouts import find_class
    from grader.classroom.pipeline import grade_class
    from grader.classroom.quizzes import Quizzes, quizzes_of
    from grader.classroom.summary import ClassSummary
    from grader.classroom.task import Settings
    from grader.core.course import load_course

    schedule = _schedule(engine, scheduler, jobs, allow_limited)
    loaded = load_course(course)
    quiz = which if which in quizzes_of(loaded.root) else None
    only = _only(loaded, which, quiz)
    grades = out / "gradebook.sqlite"
    found = find_class(path, loaded, roster_in(roster), only, file_of(url or grades))
    exercises = (only,) if only else () if quiz else loaded.exercises
    # who is at this terminal can fix a file; a cluster's database comes back by itself
    waiting = say if engine == "dask" else None
    with Gradebook(url or grades, create=True, waiting=waiting) as gradebook:
        renamed = gradebook.people.enrol(found.roster).renamed if found.roster else ()
        with progress(len(found.submissions)) as tell:
            outcome = grade_class(
                loaded,
                found,
                gradebook,
                Settings(loaded.root, seed, repair_seconds=repair_seconds),
                exercises,
                quizzes=None if only else Quizzes(loaded.root, quiz),
                jobs=jobs,
                allow_limited=allow_limited,
                tell=tell,
                schedule=schedule,
            )
        summary = ClassSummary(found.submissions, gradebook, exercises, () if only else (quiz,) if quiz else None)
        (summary.write_json if format_ == "json" else summary.write_text)(outcome, sys.stdout.write)
    _tell_the_rest(found, renamed, outcome)
    if outcome.faults:
        return FAULT
    reached = summary.all_full if fail_under is None else summary.lowest >= fail_under - 1e-9
    return FULL_MARKS if reached else NOT_FULL_MARKS


def _only(course: Course, which: str, quiz: str | None) -> Exercise | None:
    """Return the only exercise to grade, if one was asked for."""
    return None if quiz or which == "all" else course.find(which)


def _tell_the_rest(found: Class, renamed: Iterable[tuple[str, str]], outcome: Outcome) -> None:
    """Say who is absent, who is called otherwise now, what was not read, and what failed."""
    for person, unsure in found.absent():
        told = "what came under this name may be theirs or another's" if unsure else "has handed nothing in"
        say(f"{person.key}: {person.name + ' ' if person.name else ''}is in the roster, and {told}.")
    for before, now in renamed:
        say(f"{before}: is {now} in the roster; the results are filed there now.")
    say_what_failed(outcome, "this is the grader's fault or the course's, and no marks are lost.")


def _schedule(engine: str, scheduler: str | None, jobs: int | None, allow_limited: bool) -> Schedule:
    """Return what grades: this machine's cores, or a cluster."""
    from grader.classroom.pipeline import on_this_machine

    if engine == "local":
        if scheduler:
            raise UsageError("--scheduler is for --engine dask; leave it out, or add --engine dask.")
        return on_this_machine
    from grader.classroom.cluster.engine import on_cluster

    if scheduler and jobs:
        raise UsageError("--jobs is for this machine: how many are graded at once, the scheduler's workers decide.")
    return on_cluster(scheduler, allow_limited=allow_limited, tell=say)
