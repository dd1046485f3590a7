"""`grade submissions`: grade a class."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli import parameters
from grader.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from grader.classroom.work import Outcome, Progress, Schedule
    from grader.course import Exercise
    from grader.gradebook.store import Gradebook, Learner, Standing

_PLAIN_EVERY = 10.0  # seconds between lines of progress where there is no terminal


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="DIR", default=Path("grades"), show_default=True, type=click.Path(path_type=Path, file_okay=False),
    help="Keep the gradebook in DIR, as gradebook.sqlite.",
)  # fmt: skip
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
@click.option("--fail-under", metavar="PERCENT", type=click.FloatRange(0, 100),
              help="Exit with 0 if every learner reaches PERCENT.")  # fmt: skip
@click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help="A CSV that says who the learners are.")
@click.option("--seed", metavar="N", type=parameters.seed, default=1, show_default=True,
              help="Draw the hidden inputs from N.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to write the results.")  # fmt: skip
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="Grade on this machine's cores, or on a Dask cluster.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS",
              help="The cluster's scheduler; without one, a cluster on this machine.")  # fmt: skip
@click.option("--allow-limited", is_flag=True, help="Grade even where submissions cannot be fully isolated.")
@click.pass_obj
def submissions(
    course: Path | None, path: Path, out: Path, url: str | None, jobs: int | None, which: str, fail_under: float | None,
    roster: Path | None, seed: int, format_: str, engine: str, scheduler: str | None, allow_limited: bool,
) -> int:  # fmt: skip
    """Grade the class in PATH: a folder, or the .zip that a course site gives.

    Each learner has a folder, an archive or files there, in the form that Moodle, Canvas, GitHub Classroom,
    Gradescope, nbgrader or you yourself keep them; answers to a quiz lie among them as a .yaml file. It can be stopped
    at any time: started again, it goes on where it was, and grades again only what has changed.
    """
    from grader.classroom.layouts import find_class
    from grader.classroom.quizzes import Quizzes, quizzes_of
    from grader.classroom.roster import read_roster
    from grader.classroom.unit import Settings
    from grader.classroom.work import grade_class
    from grader.course import load_course
    from grader.gradebook.store import Gradebook

    schedule = _schedule(engine, scheduler, jobs, allow_limited)
    loaded = load_course(course)
    quiz = which if which in quizzes_of(loaded.root) else None
    only = None if quiz or which == "all" else loaded.find(which)
    found = find_class(path, loaded, read_roster(roster) if roster else None, only)
    exercises = (only,) if only else () if quiz else loaded.exercises
    # who is at this terminal can mend a file; a cluster's database comes back by itself
    waiting = _say if engine == "dask" else None
    with Gradebook(url or out / "gradebook.sqlite", create=True, waiting=waiting) as gradebook:
        with progress(len(found.submissions)) as tell:
            outcome = grade_class(
                loaded, found, gradebook, Settings(loaded.root, seed), exercises,
                quizzes=None if only else Quizzes(loaded.root, quiz), jobs=jobs, allow_limited=allow_limited, tell=tell,
                schedule=schedule,
            )  # fmt: skip
        reached = _write(outcome, gradebook, exercises, () if only else (quiz,) if quiz else None, format_)
    for person in found.absent:
        _say(f"{person.key}: {person.name + ' ' if person.name else ''}is in the roster and has handed nothing in.")
    for notice in outcome.notices:
        _say(f"{notice.where}: {notice.reason}")
    for student, reason in outcome.faults.items():
        _say(f"{student}: {reason}; this is the grader's fault or the course's, and no marks are lost.")
    if outcome.faults:
        return FAULT
    if fail_under is None:
        return FULL_MARKS if all(full for _, full in reached) else NOT_FULL_MARKS
    return FULL_MARKS if all(percent >= fail_under - 1e-9 for percent, _ in reached) else NOT_FULL_MARKS


def _schedule(engine: str, scheduler: str | None, jobs: int | None, allow_limited: bool) -> Schedule:
    """Return what grades: this machine's cores, or a cluster."""
    from grader.classroom.work import on_this_machine

    if engine == "local":
        if scheduler:
            raise UsageError("--scheduler is for --engine dask; leave it out, or add --engine dask.")
        return on_this_machine
    from grader.cluster.engine import on_cluster

    if scheduler and jobs:
        raise UsageError("--jobs is for this machine: how many are graded at once, the scheduler's workers decide.")
    return on_cluster(scheduler, allow_limited=allow_limited, tell=_say)


def _write(
    outcome: Outcome, gradebook: Gradebook, exercises: tuple[Exercise, ...], only: tuple[str, ...] | None, format_: str
) -> list[tuple[float, bool]]:
    """Write the results; return the percentage of each learner and whether they have full marks.

    The percentage is that of the exercises; of the quizzes, where no exercise was asked for.
    """
    from grader.classroom.work import points

    names = [exercise.name for exercise in exercises]
    required = {exercise.name for exercise in exercises if not exercise.bonus}
    reached = []
    for student, stands, quizzes in _standings(outcome.students, gradebook):
        here = [stands[name] for name in names if name in stands]
        taken = [s for name, s in sorted(quizzes.items()) if only is None or name in only]
        score, most, _ = points(here or taken)
        counted = [s for s in here if s.name in required or not required]
        full = len(counted) == len(required or names) and all(s.full_marks for s in counted + taken)
        full = full and bool(counted or taken)
        reached.append((100.0 * score / most if most else 100.0 * full, full))
        if format_ == "text":
            late = ["handed in late"] if student in outcome.late else []
            click.echo(f"{printable(student)}: {'; '.join([*(_told(here, taken) or ['not graded']), *late])}")
    if format_ == "json":
        write_json(outcome, gradebook, names, only)
    else:
        click.echo(
            f"{len(outcome.students)} submissions: {outcome.graded} graded, {outcome.reused} unchanged, "
            f"in {outcome.seconds:.1f} s."
        )
    return reached


def _standings(
    students: list[str], gradebook: Gradebook
) -> Iterator[tuple[str, dict[str, Standing], dict[str, Standing]]]:
    """Give each learner, and how they stand in exercises and in quizzes, some at a time."""
    from grader.gradebook.store import some_at_a_time
    from grader.results import QUIZ

    for some in some_at_a_time(students):
        found, quizzes = gradebook.standings(some), gradebook.standings(some, QUIZ)
        yield from ((student, found.get(student, {}), quizzes.get(student, {})) for student in some)


def _told(exercises: list[Standing], quizzes: list[Standing]) -> list[str]:
    """Say what one learner earned."""
    from grader.classroom.work import points
    from grader.reports.text import points as shown

    score, most, bonus = points(exercises)
    told = (
        [f"{shown(score)} of {shown(most)} points" + (f", and {shown(bonus)} bonus" if bonus else "")]
        if exercises
        else []
    )
    for quiz in quizzes:
        marks = f"{shown(quiz.score)} of {shown(quiz.max_score)}"
        told.append(f"quiz {quiz.name}: {'cannot be read' if quiz.status == 'refused' else marks}")
    return told


def write_json(outcome: Outcome, gradebook: Gradebook, names: list[str], only: tuple[str, ...] | None = None) -> None:
    """Write the whole class, one learner at a time: it may be larger than memory should hold."""
    import json

    from grader.results import QUIZ, total

    sys.stdout.write('{"schema": 1, "students": [')
    separator = "\n"
    for key, learner, answered in _joined(outcome.students, gradebook.learners(), gradebook.learners(kind=QUIZ)):
        graded = learner.results if learner else {}
        results = [graded[name] for name in names if name in graded]
        taken = answered.results if answered else {}
        quizzes = [document for name, document in sorted(taken.items()) if only is None or name in only]
        if not results and not quizzes:
            continue
        sums = {of: total(r[of] for r in results) for of in ("score", "max_score", "bonus")}
        who = learner or answered
        told = {"student": key, "name": who.name if who else "", **sums, "exercises": results, "quizzes": quizzes}
        told |= {"late": True} if key in outcome.late else {}
        sys.stdout.write(separator + json.dumps(told))
        separator = ",\n"
    rest = {
        "graded": outcome.graded, "reused": outcome.reused, "seconds": outcome.seconds,
        "not_understood": [{"where": n.where, "reason": n.reason} for n in outcome.notices],
        "not_graded": [{"student": student, "reason": reason} for student, reason in outcome.faults.items()],
    }  # fmt: skip
    sys.stdout.write("\n], " + json.dumps(rest)[1:] + "\n")


def _joined(students: list[str], *several: Iterator[Learner]) -> Iterator[tuple[Any, ...]]:
    """Give each of these students with what each of the iterators has of them; all are in the order of their keys."""
    heads = [next(one, None) for one in several]
    for key in sorted(students):
        for place, one in enumerate(several):
            while (head := heads[place]) is not None and head.key < key:
                heads[place] = next(one, None)
        yield key, *(head if head is not None and head.key == key else None for head in heads)


@contextmanager
def progress(of: int) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows how far it is: a bar in a terminal, a line now and then elsewhere."""
    started = last = time.monotonic()
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar
        from rich.text import Text

        class Rate(ProgressColumn):
            def render(self, task: object) -> Text:
                speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
                return Text(f"{speed:.1f} a second" if speed else "")

        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            shown = bar.add_task("grading", total=of)
            yield lambda now: bar.update(shown, completed=now.done)
        return

    def tell(now: Progress) -> None:
        nonlocal last
        seconds = time.monotonic() - started
        if time.monotonic() - last >= _PLAIN_EVERY and now.done < now.of:
            last = time.monotonic()
            rate = now.done / seconds
            _say(f"{now.done} of {now.of} graded, {rate:.1f} a second, about {(now.of - now.done) / rate:.0f} s left")

    yield tell


def _say(text: str) -> None:
    click.echo(printable(text), err=True)


def printable(text: str) -> str:
    """Return a text with control characters escaped: names come from learners."""
    from grader.submission.text import without_commands

    return without_commands("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text))
