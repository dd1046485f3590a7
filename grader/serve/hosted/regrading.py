"""What a fixed course changes for a hosted class: everything that was handed in, graded on the course as it is now.

What is graded anew is kept in the gradebook beside the old results, and counts for nobody until an instructor lets it. So the
preview is read from the database alone: any server can show it, and a server that dies loses nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.classroom.gradebook.records import CurrentResult, NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.identity import Identities
from grader.classroom.quizzes import Quizzes, Sheet
from grader.classroom.regrade import Change, change_of, commit
from grader.classroom.task import Graded
from grader.core.course import load_course
from grader.core.errors import Fault
from grader.core.hashing import digest_of
from grader.core.results import EXERCISE, QUIZ
from grader.serve.hosted.due_dates import Points, due_dates, worth_of
from grader.serve.hosted.gradebook_rows import points_of_results
from grader.serve.hosted.hand_ins import HandIn
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.lanes import AlreadyAsked, QueueFull, WaitedTooLong
from grader.serve.hosted.quiz_sittings import KeptSitting
from grader.serve.hosted.requests import GradingRequest, QuizRequest

_PAUSE = 1.0  # seconds after a full queue: learners' checks go first


@dataclass(frozen=True)
class GradedWork:
    """One thing that was handed in and graded once."""

    student: str
    kind: str
    name: str
    handed_at: str
    content: str
    right: str
    """Its identity on the course as it is now, with full marks, and without."""
    wrong: str
    what: HandIn | KeptSitting


@dataclass(frozen=True)
class RegradePreview:
    """What a regrade comes to."""

    of: int
    """How much was handed in."""
    left: tuple[GradedWork, ...]
    """What has no result yet on the course as it is now."""
    changes: tuple[Change, ...]
    """The results that would count instead of those that do."""

    @property
    def telling(self) -> list[Change]:
        """The changes of which any points differ."""
        return [one for one in self.changes if one.matters]

    @property
    def mark(self) -> str:
        """A hash of the changes, so that what is let count is what was shown."""
        told = [f"{one.student}\0{one.kind}\0{one.exercise}\0{one.result}".encode() for one in self.changes]
        return digest_of(told)


class Regrading:
    """Regrades a hosted course, one thing at a time, beside what learners ask."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting
        self._book: Gradebook = hosting.gradebook
        self._running = threading.Lock()
        self._ended = threading.Event()
        hosting.parts.append(self)

    @property
    def running(self) -> bool:
        """Whether this server is grading what is left."""
        return self._running.locked()

    @property
    def stale(self) -> bool:
        """Whether the course's files are others than this server has read."""
        now = Identities(load_course(self._hosting.course.root), self._hosting.hand_ins.seed)
        before = self._hosting.hand_ins.identities
        names = [one.name for one in self._hosting.course.exercises]
        quizzes, read = Quizzes(self._hosting.course.root), self._hosting.sittings.versions
        return any(now.of_content(n, "").wrong != before.of_content(n, "").wrong for n in names) or any(
            quizzes.identity(Sheet(name, "", b"", "")).right != version for name, version in read.items()
        )

    def preview(self) -> RegradePreview:
        """Return what a regrade changes, as far as everything is graded on the course as it is now."""
        known = {kind: self._book.known(kind=kind) for kind in (EXERCISE, QUIZ)}
        left, graded = [], []
        for one in self._handed():
            results = known[one.kind].get(one.student, {})
            number = results.get((one.name, one.right), results.get((one.name, one.wrong)))
            if number is None:
                left.append(one)
            else:
                graded.append((one, number))
        return RegradePreview(len(left) + len(graded), tuple(left), tuple(self._changes(graded)))

    def _changes(self, graded: Sequence[tuple[GradedWork, int]]) -> Iterator[Change]:
        """Give what changes where the best of these results counts for each learner; each comes with its number."""
        points = points_of_results(self._hosting.database)
        due = due_dates(self._hosting.database, self._hosting.course)
        current = {kind: self._book.counting(kind=kind) for kind in (EXERCISE, QUIZ)}
        best: dict[tuple[str, str, str], tuple[tuple[Points, bool], GradedWork, int]] = {}
        for one, number in graded:
            place = one.student, one.kind, one.name
            counting = current[one.kind].get(one.student, {}).get(one.name)
            worth = worth_of(points[number], one.handed_at, due(one.student, one.name))
            # of results that are worth the same, the one that counts stays; else the newest one is taken
            order = worth, counting is not None and counting.number == number
            if place not in best or order >= best[place][0]:
                best[place] = order, one, number
        for (student, kind, name), (_, one, number) in best.items():
            now = current[kind].get(student, {}).get(name, CurrentResult(0))
            kept = bool(now.kept) and points[number] <= points[now.number]  # an instructor keeps this mark
            if now.number != number and not kept:
                hand_in = CurrentResult(now.number, one.handed_at)
                yield change_of(self._book, student, (kind, name), hand_in, number, one.content)

    def commit(self, preview: RegradePreview, *, raise_only: bool) -> list[Change]:
        """Let what was shown count, and return what changed points; with `raise_only`, no mark falls."""
        changes = []
        for one in preview.changes:
            if raise_only and one.lowers:  # the old result stays, with its own time
                now = self._book.counting([one.student], one.kind)[one.student][one.exercise]
                changes.append(replace(one, hand_in=now))
            else:
                changes.append(one)
        commit(self._book, changes, raise_only=raise_only)
        return [one for one in changes if one.matters and not (raise_only and one.lowers)]

    def _handed(self) -> Iterator[GradedWork]:
        """Give everything that was graded once: hand-ins, and the tries at quizzes that are marks."""
        hosting = self._hosting
        keys = {one.id: one.key for one in hosting.accounts.all()}
        names = {one.name: one for one in hosting.course.exercises}
        for hand_in in hosting.hand_ins.graded():
            if (exercise := names.get(hand_in.exercise)) is None:
                continue
            snapshot = hand_in.snapshot
            identity = hosting.hand_ins.identities.of(exercise, snapshot)
            yield GradedWork(
                keys[hand_in.account],
                EXERCISE,
                exercise.name,
                hand_in.handed_in_at,
                snapshot.digest,
                identity.right,
                identity.wrong,
                hand_in,
            )
        for quiz in hosting.quizzes:
            for number in hosting.sittings.marks_of(quiz):
                kept = hosting.sittings.find(number)
                assert kept is not None
                name = hosting.sittings.identity(kept)
                content, at = digest_of([kept.content]), kept.handed_in_at or ""
                yield GradedWork(keys[kept.account], QUIZ, quiz, at, content, name, name, kept)

    def begin(self) -> bool:
        """Begin to grade what is left, in a thread; False where this server does so already."""
        if not self._running.acquire(blocking=False):
            return False
        threading.Thread(target=self._run, name="regrade", daemon=True).start()
        return True

    def _run(self) -> None:
        try:
            for one in self.preview().left:
                if self._ended.is_set():
                    return
                self._grade(one)
        except Fault:
            return  # the database is away: what is left is graded when an instructor asks again
        finally:
            self._running.release()

    def _grade(self, one: GradedWork) -> None:
        """Grade one thing, and keep its result without letting it count."""
        if isinstance(one.what, HandIn):
            request: GradingRequest | QuizRequest = GradingRequest("check", one.name, one.what.files)
        else:
            request = QuizRequest(one.name, "MARK", sitting=one.what.sitting)
        while not self._ended.is_set():
            try:
                graded = self._hosting.graders.ask(-one.what.id, request, behind=True).result().graded
            except (QueueFull, AlreadyAsked, WaitedTooLong):
                time.sleep(_PAUSE)
                continue
            if graded is not None:
                self._keep(one, graded)
            return

    def _keep(self, one: GradedWork, graded: Graded) -> None:
        identity = one.right if graded.full_marks else one.wrong
        values = {name: value for name, value in vars(graded).items() if name != "kind"}
        if graded.ungraded:
            identity = f"ungraded-{identity}"[:32]
        entry = NewResult(**values, identity=identity)
        attempt = StoredAttempt(one.student, one.content, [entry], kind=one.kind, handed_at=one.handed_at)
        self._book.record_all([attempt], counts=False)

    def start(self) -> None:
        """Do nothing: a regrade begins when an instructor asks for it."""

    def close(self) -> None:
        """End after what is being graded; the rest is graded when an instructor asks again."""
        self._ended.set()
