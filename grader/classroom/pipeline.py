"""Grade a class: what is known is taken from the gradebook, the rest is graded, each result kept as it is made."""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Notice, Snapshot
from grader.classroom.gradebook.store import Gradebook, NewResult, Standing, StoredAttempt, some_at_a_time
from grader.classroom.identity import Identities
from grader.classroom.layouts import Class, stems_of
from grader.classroom.notices import Notices
from grader.classroom.pool import PATIENCE, Done, grade_all
from grader.classroom.quizzes import Quizzes, Sheet
from grader.classroom.reading import Read, reading
from grader.classroom.task import Graded, Settings, Task, as_graded
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.hashing import digest_of
from grader.core.results import EXERCISE, QUIZ, ExerciseResult, total

Schedule = Callable[[Settings, Sequence[str], Iterator[Task], int, float], Iterator[Sequence[Done]]]
"""Grades tasks, in any order; gives what is done as soon as it is there, many at once where many come at once."""


@dataclass
class Outcome:
    """The outcome of grading a class."""

    notices: Notices
    graded: int = 0
    reused: int = 0
    faults: DiskDict[str] = field(default_factory=DiskDict)
    """Why a submission could not be graded, by learner: never the submission's doing."""
    seconds: float = 0.0


@dataclass(frozen=True)
class ClassProgress:
    """How far it is."""

    done: int
    of: int
    student: str


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
    classwork = _Classwork(course, found, gradebook, settings, exercises, quizzes, counts, allow_limited, outcome, tell)
    with reading(found.submissions, classwork.stems) as read:
        for done in schedule(settings, [e.name for e in exercises], classwork.tasks(read), jobs or cores(), patience):
            classwork.keep(done)
    outcome.seconds = round(time.monotonic() - started, 3)
    return outcome


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Classwork:
    def __init__(
        self,
        course: Course,
        found: Class,
        gradebook: Gradebook,
        settings: Settings,
        exercises: Sequence[Exercise],
        quizzes: Quizzes | None,
        counts: bool,
        allow_limited: bool,
        outcome: Outcome,
        tell: Callable[[ClassProgress], None],
    ) -> None:
        self._course, self._gradebook, self._settings, self._exercises = course, gradebook, settings, exercises
        self._counts, self._allow_limited, self._outcome, self._tell = counts, allow_limited, outcome, tell
        self._quizzes = quizzes
        self._found, self._size = found.submissions, len(found.submissions)
        self._identities = Identities(
            course, settings.seed, confine=settings.confine, repair_seconds=settings.repair_seconds
        )
        self._people: dict[str, tuple[str, str]] = {}
        self._marked: dict[str, frozenset[str]] = {}
        self._finished = 0

    @property
    def stems(self) -> tuple[str, ...]:
        """Those of the exercises whose files are wanted; none where only answers to quizzes are."""
        waits = self._quizzes is not None and self._quizzes.waits
        return stems_of(self._course) if self._exercises or waits else ()

    def tasks(self, read: Iterable[Read]) -> Iterator[Task]:
        """Give what is to be graded, taking each submission when its turn has come."""
        isolated = False
        for (handed, results), (snapshot, notices) in zip(
            with_results(self._found, self._gradebook), read, strict=True
        ):
            here, counting = results[EXERCISE]
            self._outcome.notices += notices
            todo, reused = [], []
            for exercise in self._exercises:
                identity = self._identities.of(exercise, snapshot)
                number = here.get((exercise.name, identity.right))
                if number is None:
                    number = here.get((exercise.name, identity.wrong))
                todo += [exercise.name] if number is None else []
                reused += [] if number is None else [number]
            self._reuse(handed, reused, counting)
            sheets = self._sheets(handed, snapshot, *results[QUIZ])
            if not todo and not sheets:
                self._outcome.reused += 1
                self._done(handed.student)
                continue
            if not isolated:
                self._demand_isolation()
                isolated = True
            self._people[handed.student] = (handed.name, handed.email)
            self._marked[handed.student] = frozenset(results[QUIZ][1])
            yield Task(handed.student, snapshot, tuple(todo), tuple(sheets))

    def _reuse(self, handed: Handed, reused: Sequence[int], counting: dict[str, int]) -> None:
        if self._counts and (changed := [number for number in reused if number not in counting.values()]):
            self._gradebook.stand(handed.student, changed, name=handed.name, email=handed.email)

    def _sheets(
        self, handed: Handed, snapshot: Snapshot, here: dict[tuple[str, str], int], counting: dict[str, int]
    ) -> list[Sheet]:
        """Return the answers that were not marked before as they are."""
        if self._quizzes is None:
            return []
        work = functools.partial(self._identities.work, snapshot)
        sheets, notices = self._quizzes.sheets(snapshot.answers, handed.seed, work)
        if not sheets and not self._exercises and not notices:
            notices = [Notice(handed.student, "has handed in no answers to it.")]
        todo, reused = [], []
        for sheet in sheets:
            identity = self._quizzes.identity(sheet)
            number = here.get((sheet.quiz, identity.right))
            if number is None and (number := here.get((sheet.quiz, identity.wrong))) is not None:
                refusal = sheet.refusal(self._gradebook.document(number))
                notices += [refusal] if refusal else []
                number = counting.get(sheet.quiz, number)  # what cannot be read takes no marks away
            todo += [sheet] if number is None else []
            reused += [] if number is None else [number]
        self._outcome.notices += notices
        self._reuse(handed, reused, counting)
        return todo

    def keep(self, done: Sequence[Done]) -> None:
        """Keep the outcomes of some submissions, all in one transaction."""
        self._gradebook.record_all([a for one in done for a in self._attempts(one)], counts=self._counts)
        self._outcome.graded += len(done)
        for one in done:
            self._done(one.task.student)

    def _attempts(self, done: Done) -> list[StoredAttempt]:
        """Return the outcome of one submission as the gradebook keeps it; what the grader is to blame for is told."""
        task = done.task
        if done.stopped:
            missing = task.exercises[len(done.graded) :]
            done.graded += [self._stopped(self._course.find(name)) for name in missing]
        exercises = [self._entry(task, graded) for graded in done.graded if graded.kind == EXERCISE]
        # in the order of the sheets, as far as it came
        answered = [graded for graded in done.graded if graded.kind == QUIZ]
        quizzes = [self._entry_of_quiz(sheet, graded) for sheet, graded in zip(task.sheets, answered, strict=False)]
        if done.stopped and len(quizzes) < len(task.sheets):
            late = task.sheets[len(quizzes)]
            self._outcome.notices.append(Notice(late.where, "took too long to mark and was stopped; it has no result."))
        if done.fault:
            self._outcome.faults[task.student] = done.fault
        name, email = self._people.pop(task.student)
        attempts = [StoredAttempt(task.student, task.snapshot.digest, exercises, name, email)] if exercises else []
        marked = self._marked.pop(task.student)
        for entry, sheet in zip(quizzes, task.sheets, strict=False):
            counts = entry.status != "refused" or entry.name not in marked
            attempts.append(StoredAttempt(task.student, digest_of([sheet.raw]), [entry], name, email, QUIZ, counts))
        return attempts

    def _entry(self, task: Task, graded: Graded) -> NewResult:
        identity = self._identities.of_content(graded.name, task.snapshot.digest)
        if not graded.ungraded:
            return _entry(graded, identity.right if graded.full_marks else identity.wrong)
        # what the grader could not judge is graded again next time
        self._outcome.faults[task.student] = f"a check of {graded.name} could not be graded"
        return _entry(graded, f"ungraded-{identity.wrong}"[:32])

    def _entry_of_quiz(self, sheet: Sheet, graded: Graded) -> NewResult:
        assert self._quizzes is not None
        identity = self._quizzes.identity(sheet)
        refusal = sheet.refusal(json.loads(graded.document)) if graded.status == "refused" else None
        self._outcome.notices += [refusal] if refusal else []
        return _entry(graded, identity.wrong if refusal else identity.right)

    def _done(self, student: str) -> None:
        self._finished += 1
        self._tell(ClassProgress(self._finished, self._size, student))

    def _stopped(self, exercise: Exercise) -> Graded:
        message = "Grading took too long and was stopped. Is there something that waits, or a loop that never ends?"
        return as_graded(
            ExerciseResult(
                exercise=exercise.number,
                name=exercise.name,
                file=f"{exercise.stem}.py",
                status="timeout",
                score=0.0,
                max_score=float(exercise.points),
                bonus=0.0,
                checks=(),
                seed=self._settings.seed,
                isolation="none",
                seconds=0.0,
                message=message,
                bonus_exercise=exercise.bonus > 0,
            )
        )

    def _demand_isolation(self) -> None:
        if self._allow_limited:
            return
        from grader.sandbox.doctor import examine

        report = examine(confine=self._settings.confine)
        if report.isolation != "full":
            raise UsageError(
                "Submissions would be graded with limited isolation here: one could read files or disturb another. "
                f"{report.advice[0]} If you trust every submission, add --allow-limited."
            )


def with_results(
    submissions: Iterable[Handed], gradebook: Gradebook
) -> Iterator[tuple[Handed, dict[str, tuple[dict[tuple[str, str], int], dict[str, int]]]]]:
    """Give each submission, and by kind its learner's results by name and identity, and those that count by name."""
    for some in some_at_a_time(submissions):
        keys = [handed.student for handed in some]
        found = {kind: (gradebook.known(keys, kind), gradebook.counting(keys, kind)) for kind in (EXERCISE, QUIZ)}
        for handed in some:
            key = handed.student
            yield handed, {kind: (known.get(key, {}), here.get(key, {})) for kind, (known, here) in found.items()}


def _entry(graded: Graded, identity: str) -> NewResult:
    values = {**vars(graded), "identity": identity}
    del values["kind"]
    return NewResult(**values)


def points(standings: Sequence[Standing]) -> tuple[float, float, float]:
    """Return the score, the most that there is, and the bonus of one learner."""
    return total(s.score for s in standings), total(s.max_score for s in standings), total(s.bonus for s in standings)
