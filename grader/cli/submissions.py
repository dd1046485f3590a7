"""`grade submissions`: grade a class."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli import parameters
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError
from grader.core.text import safe_line

if TYPE_CHECKING:
    from grader.classroom.collected import Handed
    from grader.classroom.gradebook.records import Standing
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.classwork import ClassProgress, Outcome
    from grader.classroom.pipeline import Schedule
    from grader.classroom.submissions import Submissions
    from grader.core.course import Exercise

_PLAIN_EVERY = 10.0  # seconds between lines of progress where there is no terminal
_DRAWN_EVERY = 0.1


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
    from grader.classroom.roster import read_roster
    from grader.classroom.task import Settings
    from grader.core.course import load_course

    schedule = _schedule(engine, scheduler, jobs, allow_limited)
    loaded = load_course(course)
    quiz = which if which in quizzes_of(loaded.root) else None
    only = None if quiz or which == "all" else loaded.find(which)
    grades = out / "gradebook.sqlite"
    found = find_class(path, loaded, read_roster(roster) if roster else None, only, file_of(url or grades))
    exercises = (only,) if only else () if quiz else loaded.exercises
    # who is at this terminal can fix a file; a cluster's database comes back by itself
    waiting = _say if engine == "dask" else None
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
        lowest, full = _write(
            outcome, found.submissions, gradebook, exercises, () if only else (quiz,) if quiz else None, format_
        )
    for person, unsure in found.absent():
        told = "what came under this name may be theirs or another's" if unsure else "has handed nothing in"
        _say(f"{person.key}: {person.name + ' ' if person.name else ''}is in the roster, and {told}.")
    for before, now in renamed:
        _say(f"{before}: is {now} in the roster; the results are filed there now.")
    for notice in outcome.notices:
        _say(f"{notice.where}: {notice.reason}")
    for student, reason in outcome.faults.pairs():
        _say(f"{student}: {reason}; this is the grader's fault or the course's, and no marks are lost.")
    if outcome.faults:
        return FAULT
    if fail_under is None:
        return FULL_MARKS if full else NOT_FULL_MARKS
    return FULL_MARKS if lowest >= fail_under - 1e-9 else NOT_FULL_MARKS


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
    return on_cluster(scheduler, allow_limited=allow_limited, tell=_say)


def _write(
    outcome: Outcome,
    found: Submissions,
    gradebook: Gradebook,
    exercises: tuple[Exercise, ...],
    only: tuple[str, ...] | None,
    format_: str,
) -> tuple[float, bool]:
    """Write the results; return the lowest percentage that there is, and whether all learners have full marks.

    The percentage is that of the exercises; of the quizzes, where no exercise was asked for.
    """
    from grader.classroom.classwork import points

    names = [exercise.name for exercise in exercises]
    required = {exercise.name for exercise in exercises if not exercise.bonus}
    lowest, all_full = 100.0, True
    for handed, stands, quizzes in _standings(found, gradebook):
        here = [stands[name] for name in names if name in stands]
        taken = [s for name, s in sorted(quizzes.items()) if only is None or name in only]
        score, most, _ = points(here or taken)
        counted = [s for s in here if s.name in required or not required]
        full = len(counted) == len(required or names) and all(s.full_marks for s in counted + taken)
        full = full and bool(counted or taken)
        lowest, all_full = min(lowest, 100.0 * score / most if most else 100.0 * full), all_full and full
        if format_ == "text":
            late = ["handed in late"] if handed.late else []
            sys.stdout.write(
                f"{safe_line(handed.student)}: {'; '.join([*(_told(here, taken) or ['not graded']), *late])}\n"
            )
    if format_ == "json":
        write_json(outcome, found, gradebook, names, only)
    else:
        click.echo(
            f"{len(found)} submissions: {outcome.graded} graded, {outcome.reused} unchanged, in {outcome.seconds:.1f} s."
        )
    return lowest, all_full


def _standings(
    found: Submissions, gradebook: Gradebook
) -> Iterator[tuple[Handed, dict[str, Standing], dict[str, Standing]]]:
    """Give each submission, and how its learner stands in exercises and in quizzes, some at a time."""
    from grader.classroom.gradebook.store import some_at_a_time
    from grader.core.results import QUIZ

    for some in some_at_a_time(found):
        keys = [handed.student for handed in some]
        stands, quizzes = gradebook.standings(keys), gradebook.standings(keys, QUIZ)
        yield from ((handed, stands.get(handed.student, {}), quizzes.get(handed.student, {})) for handed in some)


def _told(exercises: list[Standing], quizzes: list[Standing]) -> list[str]:
    """Say what one learner earned."""
    from grader.classroom.classwork import points
    from grader.core.points import format_points

    score, most, bonus = points(exercises)
    told = (
        [
            f"{format_points(score)} of {format_points(most)} points"
            + (f", and {format_points(bonus)} bonus" if bonus else "")
        ]
        if exercises
        else []
    )
    for quiz in quizzes:
        marks = f"{format_points(quiz.score)} of {format_points(quiz.max_score)}"
        told.append(f"quiz {quiz.name}: {'cannot be read' if quiz.status == 'refused' else marks}")
    return told


def write_json(
    outcome: Outcome, found: Submissions, gradebook: Gradebook, names: list[str], only: tuple[str, ...] | None = None
) -> None:
    """Write the whole class, one learner at a time: it may be larger than memory should hold."""
    from grader.core.results import total

    def students() -> Iterator[dict[str, Any]]:
        for handed, learner, answered in _learners(found, gradebook):
            graded = learner.results if learner else {}
            results = [graded[name] for name in names if name in graded]
            taken = answered.results if answered else {}
            quizzes = [document for name, document in sorted(taken.items()) if only is None or name in only]
            if results or quizzes:
                sums = {of: total(r[of] for r in results) for of in ("score", "max_score", "bonus")}
                name = (learner or answered).name
                told = {"student": handed.student, "name": name, **sums, "exercises": results, "quizzes": quizzes}
                yield {**told, **({"late": True} if handed.late else {})}

    sys.stdout.write('{"schema": 1, "students": ')
    _write_list(students())
    counts = {"graded": outcome.graded, "reused": outcome.reused, "seconds": outcome.seconds}
    sys.stdout.write(f', {json.dumps(counts)[1:-1]}, "not_understood": ')
    _write_list({"where": notice.where, "reason": notice.reason} for notice in outcome.notices)
    sys.stdout.write(', "not_graded": ')
    _write_list({"student": student, "reason": reason} for student, reason in outcome.faults.pairs())
    sys.stdout.write("}\n")


def _write_list(several: Iterator[dict[str, Any]]) -> None:
    separator = "[\n"
    for one in several:
        sys.stdout.write(separator + json.dumps(one))
        separator = ",\n"
    sys.stdout.write("[]" if separator == "[\n" else "\n]")


def _learners(found: Submissions, gradebook: Gradebook) -> Iterator[tuple[Handed, Any, Any]]:
    """Give each submission with its learner's exercises and quizzes, each as a Learner or None, some at a time."""
    from grader.classroom.gradebook.store import some_at_a_time
    from grader.core.results import EXERCISE, QUIZ

    for some in some_at_a_time(found):
        keys = [handed.student for handed in some]
        graded, answered = ({lr.key: lr for lr in gradebook.learners(keys, kind)} for kind in (EXERCISE, QUIZ))
        yield from ((handed, graded.get(handed.student), answered.get(handed.student)) for handed in some)


@contextmanager
def progress(of: int) -> Iterator[Callable[[ClassProgress], None]]:
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
        # without a thread that draws: a process with threads cannot be forked
        with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
            shown = bar.add_task("grading", total=of)

            def draw(now: ClassProgress) -> None:
                nonlocal last
                due = time.monotonic() - last >= _DRAWN_EVERY
                last = time.monotonic() if due else last
                bar.update(shown, completed=now.done, refresh=due)

            bar.refresh()
            yield draw
        return

    def tell(now: ClassProgress) -> None:
        nonlocal last
        seconds = time.monotonic() - started
        if time.monotonic() - last >= _PLAIN_EVERY and now.done < now.of:
            last = time.monotonic()
            rate = now.done / seconds
            _say(f"{now.done} of {now.of} graded, {rate:.1f} a second, about {(now.of - now.done) / rate:.0f} s left")

    yield tell


def _say(text: str) -> None:
    click.echo(safe_line(text), err=True)
