"""What there is to do for a class: what is known is taken from the gradebook, and what is graded is kept there."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.classroom.class_submissions import Class
from grader.classroom.collected import Handed
from grader.classroom.disk_dict import DiskDict
from grader.classroom.files import Notice, Snapshot
from grader.classroom.gradebook.records import CurrentResult, NewResult, Standing, StoredAttempt
from grader.classroom.gradebook.store import Gradebook, some_at_a_time
from grader.classroom.identity import Identities
from grader.classroom.layouts import stems_of
from grader.classroom.notices import Notices
from grader.classroom.pool import Done
from grader.classroom.quizzes import Quizzes, Sheet
from grader.classroom.reading import Read
from grader.classroom.task import Graded, Settings, Task, as_graded
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.hashing import digest_of
from grader.core.results import EXERCISE, QUIZ, ExerciseResult, total
from grader.submissions.course_record import version_of


@dataclass
class Outcome:
    """The outcome of grading a class."""

    notices: Notices
    students: DiskDict[None] = field(default_factory=DiskDict)
    """The learners who were graded now."""
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


class _HandIn(NamedTuple):
    """The learners who handed something in, and when."""

    name: str
    email: str
    handed_at: str
    late: bool


class Classwork:
    """What there is to do for a class, and how it went."""

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
        self._version = version_of(course)
        self._people: dict[str, _HandIn] = {}
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
            hand_in = _HandIn(handed.name, handed.email, snapshot.handed_at, handed.late)
            todo = self._todo(handed.student, snapshot, hand_in, here, counting)
            sheets = self._sheets(handed, snapshot, hand_in, *results[QUIZ])
            if not todo and not sheets:
                self._outcome.reused += 1
                self._done(handed.student)
                continue
            if not isolated:
                self._demand_isolation()
                isolated = True
            self._people[handed.student] = hand_in
            self._marked[handed.student] = frozenset(results[QUIZ][1])
            yield Task(handed.student, snapshot, tuple(todo), tuple(sheets))

    def _todo(
        self,
        student: str,
        snapshot: Snapshot,
        hand_in: _HandIn,
        here: dict[tuple[str, str], int],
        counting: dict[str, CurrentResult],
    ) -> list[str]:
        """Return the names of the exercises to grade; of the others, the results that are there count."""
        todo, reused = [], []
        for exercise in self._exercises:
            now = counting.get(exercise.name)
            if self._counts and now and now.kept == snapshot.digest:
                reused.append(now)  # until something else is handed in
                continue
            identity = self._identities.of(exercise, snapshot)
            number = here.get((exercise.name, identity.right))
            if number is None:
                number = here.get((exercise.name, identity.wrong))
            todo += [exercise.name] if number is None else []
            reused += [] if number is None else [CurrentResult(number)]
        self._reuse(student, hand_in, reused, counting)
        return todo

    def _reuse(
        self, student: str, hand_in: _HandIn, reused: Sequence[CurrentResult], counting: dict[str, CurrentResult]
    ) -> None:
        """Let these results count from now on, where they do not yet, or not with this time."""
        if not self._counts:
            return
        before = {one.number: one for one in counting.values()}
        changed = []
        for one in reused:
            now = one._replace(handed_at=hand_in.handed_at, late=hand_in.late)
            was = before.get(one.number)
            if was is None or (now.late, now.kept) != (was.late, was.kept) or now.handed_at not in ("", was.handed_at):
                changed.append(now)
        if changed:
            self._gradebook.stand(student, changed, name=hand_in.name, email=hand_in.email)

    def _sheets(
        self,
        handed: Handed,
        snapshot: Snapshot,
        hand_in: _HandIn,
        here: dict[tuple[str, str], int],
        counting: dict[str, CurrentResult],
    ) -> list[Sheet]:
        """Return the answers that were not marked before as they are."""
        if self._quizzes is None:
            return []
        work = functools.partial(self._identities.work, snapshot)
        sheets, notices = self._quizzes.sheets(snapshot.answers, handed.seed, work)
        if not sheets and not self._exercises and not notices:
            notices = [Notice(handed.student, "has not handed in answers to it.")]
        todo, reused = [], []
        for sheet in sheets:
            now = counting.get(sheet.quiz)
            if self._counts and now and now.kept == digest_of([sheet.raw]):
                reused.append(now)
                continue
            identity = self._quizzes.identity(sheet)
            number = here.get((sheet.quiz, identity.right))
            if number is None and (number := here.get((sheet.quiz, identity.wrong))) is not None:
                refusal = sheet.refusal(self._gradebook.document(number))
                notices += [refusal] if refusal else []
                number = now.number if now else number  # what cannot be read takes no marks away
            todo += [sheet] if number is None else []
            reused += [] if number is None else [CurrentResult(number)]
        self._outcome.notices += notices
        self._reuse(handed.student, hand_in, reused, counting)
        return todo

    def keep(self, done: Sequence[Done]) -> None:
        """Keep the outcomes of some submissions, all in one transaction."""
        self._gradebook.record_all([a for one in done for a in self._attempts(one)], counts=self._counts)
        self._outcome.graded += len(done)
        for one in done:
            self._outcome.students[one.task.student] = None
            self._done(one.task.student)

    def _attempts(self, done: Done) -> list[StoredAttempt]:
        """Return the outcome of one submission as the gradebook keeps it; a fault of the grader is reported."""
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
        who = self._people.pop(task.student)
        told: dict[str, Any] = {**who._asdict(), "course": self._version}
        attempts = [StoredAttempt(task.student, task.snapshot.digest, exercises, **told)] if exercises else []
        marked = self._marked.pop(task.student)
        for entry, sheet in zip(quizzes, task.sheets, strict=False):
            counts = entry.status != "refused" or entry.name not in marked
            content = digest_of([sheet.raw])
            attempts.append(StoredAttempt(task.student, content, [entry], kind=QUIZ, counts=counts, **told))
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
        message = (
            "Grading took too long and was stopped. Does your code wait for something, or have a loop that never ends?"
        )
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
) -> Iterator[tuple[Handed, dict[str, tuple[dict[tuple[str, str], int], dict[str, CurrentResult]]]]]:
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
