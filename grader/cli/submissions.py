"""`grade submissions`: grade a class."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.class_progress import progress, say
from grader.cli.options import (
    allow_limited_option,
    format_option,
    jobs_option,
    repair_option,
    roster_option,
    section_option,
    seed_option,
)
from grader.core.errors import FAULT, FULL_MARKS, NOT_FULL_MARKS, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.classroom.class_submissions import Class
    from grader.classroom.classwork import Outcome
    from grader.classroom.gradebook.store import Gradebook
    from grader.classroom.pipeline import Schedule
    from grader.core.course import Course, Exercise


@click.command()
@click.argument("path")
@click.option(
    "--out",
    metavar="DIR",
    default=Path("grades"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the gradebook in DIR, as gradebook.sqlite.",
)
@click.option(
    "--gradebook",
    "url",
    metavar="URL",
    help="Keep the gradebook here instead: an SQLite file, or postgresql://HOST/NAME.",
)
@jobs_option
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
@roster_option("A CSV or .xlsx file with the learners.")
@section_option("Grade only the learners of this section of the roster.")
@click.option(
    "--due", metavar="TIME", help="When the submissions are due, with a time zone: `2026-09-12 23:59 Europe/Zurich`."
)
@click.option(
    "--late",
    "rule",
    metavar="RULE",
    default="",
    help="With --due, what late work loses: `percent: 10, per: day, grace: 15 minutes, cap: 50, until: TIME`.",
)
@click.option(
    "--watch", is_flag=True, help="Keep grading what arrives in PATH, which may be the address of a git repository."
)
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 86400),
    help="With --watch, look every SECONDS; by default 2, or 60 for git.",
)
@seed_option()
@format_option("How to write the results.", "text", "json")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Grade on this machine's cores, or on a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler; without one, a cluster on this machine.")
@repair_option("For each wrong result without a known cause, search up to SECONDS for the line that decides.")
@allow_limited_option
@click.pass_obj
def submissions(
    course: Path | None, /, path: str, watch: bool, every: float | None, fail_under: float | None, **options: Any
) -> int:
    """Grade the class in PATH: a folder, or the .zip that a course site gives.

    Each learner has a folder, an archive or files there, in the form that your course site or you yourself keep them;
    answers to a quiz lie among them as a .yaml file. You can stop it at any time. When you start it again, it
    continues, and grades only what has changed.
    """
    run = ClassRun(course=course, **options)
    if every is not None and not watch:
        raise UsageError("--every works only with --watch. Add --watch, or leave --every out.")
    if watch:
        from grader.cli.class_watch import keep_grading

        keep_grading(path, run.out, every, lambda folder, only_new: run.grade(folder, only_new=only_new))
    return run.grade(Path(path)).status(fail_under)


@dataclass(frozen=True)
class ClassResult:
    """The outcome of grading a class once."""

    outcome: Outcome
    lowest: float
    """The lowest percentage that there is."""
    full: bool
    """Whether everybody has full marks."""

    def status(self, fail_under: float | None) -> int:
        """Return the exit status."""
        if self.outcome.faults:
            return FAULT
        if fail_under is None:
            return FULL_MARKS if self.full else NOT_FULL_MARKS
        return FULL_MARKS if self.lowest >= fail_under - 1e-9 else NOT_FULL_MARKS


@dataclass(frozen=True)
class ClassRun:
    """How a class is to be graded, as the command line says it."""

    course: Path | None
    out: Path
    url: str | None
    jobs: int | None
    which: str
    roster: Path | None
    section: str | None
    due: str | None
    rule: str
    seed: int
    format_: str
    engine: str
    scheduler: str | None
    repair_seconds: float
    allow_limited: bool
    told: set[int] = field(default_factory=set)
    """Hashes of what was said before, and is not said again while this keeps grading."""

    def grade(self, path: Path, *, only_new: bool = False) -> ClassResult:
        """Grade it once, and write the outcome; with `only_new`, of those alone that were graded now.

        Raises:
            UsageError: there is no class, or the options do not fit together.
        """
        from grader.classroom.class_submissions import absence
        from grader.classroom.gradebook.database import file_of
        from grader.classroom.gradebook.store import Gradebook
        from grader.classroom.layouts import find_class
        from grader.classroom.roster_file import read_roster
        from grader.core.course import load_course

        self._check()
        schedule = _schedule(self.engine, self.scheduler, self.jobs, self.allow_limited)
        loaded = load_course(self.course)
        only, quiz = self._named(loaded)
        name = quiz or (only.name if only else "")
        grades = self.out / "gradebook.sqlite"
        roster = read_roster(self.roster) if self.roster else None
        found = find_class(path, loaded, roster, only, file_of(self.url or grades))
        # who is at this terminal can fix a file; a cluster's database comes back by itself
        waiting = say if self.engine == "dask" else None
        with Gradebook(self.url or grades, create=True, waiting=waiting) as gradebook:
            if self.due:
                gradebook.policies.set(name, self.due, self.rule)
            renamed = gradebook.people.enrol(found.roster, found.submissions).renamed if found.roster else ()
            strangers = 0 if found.roster else gradebook.people.strangers(found.submissions.students())
            if self.section:
                found.keep_section(self.section)
            result = self._grade(loaded, found, gradebook, only, quiz, schedule, only_new=only_new)
            absent = (person.key for person, _ in found.absent())
            graded = gradebook.people.graded(absent, [name] if name else None)
        _say_filed(renamed, strangers)
        self._say(absence(found, graded))
        self._say(_lines(result.outcome))
        return result

    def _check(self) -> None:
        """Refuse options that do not fit together."""
        if (self.section and not self.roster) or (self.rule and not self.due):
            raise UsageError("--section needs a roster, and --late needs --due.")

    def _say(self, lines: Iterator[str]) -> None:
        """Say what was not said before."""
        for line in lines:
            if hash(line) not in self.told:
                say(line)
            self.told.add(hash(line))

    def _named(self, course: Course) -> tuple[Exercise | None, str | None]:
        """Return the one exercise, or the name of the one quiz, that is wanted; neither where all are."""
        from grader.classroom.quizzes import quizzes_of

        if self.which in quizzes_of(course.root):
            return None, self.which
        return (None if self.which == "all" else course.find(self.which)), None

    def _grade(
        self,
        course: Course,
        found: Class,
        gradebook: Gradebook,
        only: Exercise | None,
        quiz: str | None,
        schedule: Schedule,
        *,
        only_new: bool,
    ) -> ClassResult:
        from grader.classroom.pipeline import grade_class
        from grader.classroom.quizzes import Quizzes
        from grader.classroom.task import Settings
        from grader.cli.class_results import ClassOutput

        exercises = (only,) if only else () if quiz else course.exercises
        with progress(len(found.submissions)) as tell:
            outcome = grade_class(
                course,
                found,
                gradebook,
                Settings(course.root, self.seed, repair_seconds=self.repair_seconds),
                exercises,
                quizzes=None if only else Quizzes(course.root, quiz),
                jobs=self.jobs,
                allow_limited=self.allow_limited,
                tell=tell,
                schedule=schedule,
            )
        quizzes = () if only else (quiz,) if quiz else None
        output = ClassOutput(course, gradebook, outcome, found.submissions, exercises, quizzes)
        return ClassResult(outcome, *output.write(self.format_, only_new=only_new))


def _say_filed(renamed: Iterable[tuple[str, str]], strangers: int) -> None:
    """Say under which learners results are filed now, and of how many the roster is not known."""
    for before, now in renamed:
        say(f"{before}: is {now} in the roster; the results are filed there now.")
    if strangers:
        say(f"{strangers} of these learners are not in the gradebook's roster. Give --roster again to add them.")


def _lines(outcome: Outcome) -> Iterator[str]:
    """Give what was not taken as it stands."""
    for notice in outcome.notices:
        yield f"{notice.where}: {notice.reason}"
    for student, reason in outcome.faults.pairs():
        yield f"{student}: {reason}; this is a fault of the grader or of the course. No marks are lost."


def _schedule(engine: str, scheduler: str | None, jobs: int | None, allow_limited: bool) -> Schedule:
    """Return what grades: this machine's cores, or a cluster."""
    from grader.classroom.pipeline import on_this_machine

    if engine == "local":
        if scheduler:
            raise UsageError("--scheduler works only with --engine dask. Leave it out, or add --engine dask.")
        return on_this_machine
    from grader.classroom.cluster.engine import on_cluster

    if scheduler and jobs:
        raise UsageError(
            "--jobs is for this machine. With a scheduler, its workers decide how many are graded at the same time."
        )
    return on_cluster(scheduler, allow_limited=allow_limited, tell=say)
