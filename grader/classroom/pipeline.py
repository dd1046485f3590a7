"""Grade a class: what is known is taken from the gradebook, the rest is graded, each result kept as it is made."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence

from grader.classroom.class_submissions import Class
from grader.classroom.classwork import ClassProgress, Classwork, Outcome
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.notices import Notices
from grader.classroom.pool import PATIENCE, Done, grade_all
from grader.classroom.quizzes import Quizzes
from grader.classroom.reading import reading
from grader.classroom.task import Settings, Task
from grader.core.course import Course, Exercise

Schedule = Callable[[Settings, Sequence[str], Iterator[Task], int, float], Iterator[Sequence[Done]]]
"""Grades tasks, in any order; gives what is done as soon as it is there, many at once where many come at once."""


def on_this_machine(
    settings: Settings, exercises: Sequence[str], tasks: Iterator[Task], jobs: int, patience: float
) -> Iterator[Sequence[Done]]:
    """Grade on this machine's cores, and give each submission as it is done."""
    return ([done] for done in grade_all(settings, exercises, tasks, jobs, patience))


def grade_class(
    course: Course,
    found: Class,
    gradebook: Gradebook,
    settings: Settings,
    exercises: Sequence[Exercise],
    *,
    quizzes: Quizzes | None = None,
    jobs: int | None = None,
    allow_limited: bool = False,
    counts: bool = True,
    patience: float = PATIENCE,
    tell: Callable[[ClassProgress], None] = lambda progress: None,
    schedule: Schedule = on_this_machine,
) -> Outcome:
    """Grade the submissions of a class that were not graded before as they are.

    Args:
        course: what is taught.
        found: the submissions.
        gradebook: what was found before, and where results go.
        settings: the seed and the course.
        exercises: those to grade.
        quizzes: those to mark; none by default.
        jobs: how many processes; as many as there are cores by default.
        allow_limited: whether to grade where submissions cannot be fully isolated.
        counts: whether the results count from now on; False keeps them for later.
        patience: seconds after which a submission is stopped that keeps its process busy.
        tell: is called for each submission that is done.
        schedule: grades tasks: on this machine's cores by default.

    Raises:
        UsageError: the course is unsound, or submissions cannot be isolated here.
        Fault: the gradebook failed.
    """
    started = time.monotonic()
    outcome = Outcome(Notices(found.notices))
    classwork = Classwork(course, found, gradebook, settings, exercises, quizzes, counts, allow_limited, outcome, tell)
    with reading(found.submissions, classwork.stems) as read:
        for done in schedule(settings, [e.name for e in exercises], classwork.tasks(read), jobs or cores(), patience):
            classwork.keep(done)
    outcome.seconds = round(time.monotonic() - started, 3)
    return outcome


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
