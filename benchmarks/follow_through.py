"""What follow-through adds to grading: a look at the reference's earlier parts where the learner's own pass their suites.

    python benchmarks/follow_through.py [ROUNDS [STEM ...]]

For every exercise that builds on others, and for right and for wrong submissions of the tests: the processor milliseconds
of a warm grader and its workers for one of them, without follow-through and with it. The two take turns at each
submission. The earlier parts have been graded before, as in a class, so nothing hides what is added.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from many_seeds import KEPT, ROOT, Beside

from grader.core.course import Course, Exercise, load_course
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission
from grader.suite.plugin import CheckRun

_MOST = 40
"""So many submissions of each kind are taken, spread over all."""


class _Without(Grader):
    """A grader that takes what earlier parts pass their suites for right."""

    def _undecided(self, *_: Any) -> Iterator[CheckRun]:
        yield from ()

    def _better_elsewhere(self, *_: Any) -> bool:
        return False


class _Meter:
    """A grader, and the processor time that it and its sandbox use."""

    def __init__(self, kind: type[Grader], course: Course, stack: ExitStack) -> None:
        before = _children()
        sandbox = stack.enter_context(Sandbox())
        self.grader = stack.enter_context(kind(course, sandbox))
        self._own, self._pids = 0.0, _children() - before

    def grade(self, exercise: Exercise, submission: Submission) -> None:
        """Grade once, with the clock running."""
        began = time.process_time()
        self.grader.grade(exercise, submission, 1)
        self._own += time.process_time() - began

    def sandbox_seconds(self) -> float:
        """Return what the launchers and all workers have used since they started."""
        return sum(_seconds(pid) for pid in self._pids)

    def seconds(self) -> float:
        """Return what this process has used in gradings, and the sandbox in all."""
        return self._own + self.sandbox_seconds()


def main(rounds: int, stems: Sequence[str]) -> None:
    """Print the table."""
    course = load_course(ROOT)
    print(f"{'exercise':<10} {'which':<6} {'files':>5} {'without':>9} {'with':>9} {'adds':>7}")
    for exercise in course.exercises:
        if not course.earlier(exercise) or (stems and exercise.stem not in stems):
            continue
        for kind, paths in (("wrong", _wrong(exercise)), ("right", _right(exercise))):
            chosen = paths[:: max(1, len(paths) // _MOST)][:_MOST]
            without, with_it = _measured(course, exercise, chosen, rounds)
            cells = f"{without:>7.1f}ms {with_it:>7.1f}ms {with_it / without - 1:>+7.1%}"
            print(f"{exercise.name:<10} {kind:<6} {len(chosen):>5} {cells}", flush=True)


def _measured(course: Course, exercise: Exercise, paths: Sequence[Path], rounds: int) -> tuple[float, float]:
    """Return the milliseconds that one grading takes without follow-through, and with it."""
    with ExitStack() as stack:
        meters = [_Meter(kind, course, stack) for kind in (_Without, Grader)]
        began = [0.0, 0.0]
        for turn in range(rounds + 1):
            if turn == 1:  # the first warms up
                began = [meter.seconds() for meter in meters]
            for place, path in enumerate(paths):
                for meter in meters[:: 1 if (place + turn) % 2 else -1]:
                    submission = Submission(Beside(course, exercise.stem, path))
                    known = meter.grader._known_right.setdefault(submission, {})
                    known |= {(earlier.stem, 1): True for earlier in course.earlier(exercise)}
                    meter.grade(exercise, submission)
        first, second = (
            1000 * (meter.seconds() - before) / (rounds * len(paths))
            for meter, before in zip(meters, began, strict=True)
        )
        return first, second


def _wrong(exercise: Exercise) -> list[Path]:
    """Return the known mistakes of an exercise, and the wrong submissions that have no name yet when they are written."""
    stem = exercise.stem
    return sorted(exercise.mistakes.glob("*.py")) + sorted(KEPT.glob(f"wrong_*/{stem}/*.py"))


def _right(exercise: Exercise) -> list[Path]:
    return sorted(KEPT.glob(f"right/*/{exercise.stem}.py"))


def _children() -> set[int]:
    return set(_of_tasks(os.getpid()))


def _of_tasks(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        yield from map(int, (task / "children").read_text().split())


def _seconds(pid: int) -> float:
    """Return the processor seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2:])
