"""Where earlier parts pass their suites, failed calls are made once more on the reference's, and rarely the whole checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Course, Exercise
from grader.grading.diagnosis import Finding
from grader.grading.execution import SubmissionRun
from grader.grading.grader import Grader
from grader.sandbox.outcome import Answer
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from grader.suite.plugin import CheckRun

SOLUTIONS = Path(__file__).parent.parent / "solutions"
Make = Callable[..., Path]
OTHER_DIGITS = """import math
def sigmoid(t):
    e = math.exp(t / 2)
    return e / (e + 1 / e)
def forward(x, w, b):
    return sigmoid(sum(v * u for v, u in zip(x, w)) + b)
"""
COUNTING = """from ex1_sigmoid import forward
calls = []
def gradient(X, Y, w, b):
    calls.append(1)
    return [float(len(calls))] * len(w), forward(X[0], w, b)
"""


class Watched(Grader):
    """A grader that keeps which checks it looked at a second time, and how."""

    def __init__(self, course: Course, sandbox: Sandbox) -> None:
        super().__init__(course, sandbox)
        self.replayed: list[str] = []
        self.run_again: list[str] = []

    def _undecided(self, exercise: Exercise, runs: Sequence[CheckRun], finding: Finding) -> Iterator[CheckRun]:
        for run in super()._undecided(exercise, runs, finding):
            self.replayed.append(run.check.id)
            yield run

    def _passed(self, exercise: Exercise, submission: Any, seed: int, checks: Any, replaced: Any) -> Iterator[str]:
        self.run_again += checks
        yield from super()._passed(exercise, submission, seed, checks, replaced)


@pytest.fixture(name="watched")
def _watched(course: Course) -> Iterator[Watched]:
    with Sandbox() as sandbox, Watched(course, sandbox) as grader:
        yield grader


def _edited(stem: str, old: str, new: str) -> str:
    source = (SOLUTIONS / f"{stem}.py").read_text()
    assert old in source
    return source.replace(old, new)


@pytest.mark.parametrize("first", [{}, {"ex1_sigmoid.py": OTHER_DIGITS}], ids=["same digits", "other last digits"])
def test_no_check_is_run_again_where_no_answer_would_change(
    watched: Watched, course: Course, submission_folder: Make, first: dict[str, str]
) -> None:
    """A wrong file on right earlier parts: its failed calls are made once more, and that is all."""
    source = _edited("ex3_gradient", "len(Y)", "len(Y) + 0.25")
    result = watched.grade(
        course.find("3"), open_submission(submission_folder({"ex3_gradient.py": source, **first})), 1
    )
    assert result.score < result.max_score
    assert not result.followed_through
    assert watched.replayed
    assert not watched.run_again


def test_a_slow_check_is_not_asked_twice_where_a_known_mistake_gives_every_answer(
    watched: Watched, course: Course, submission_folder: Make
) -> None:
    """The mistake gives its answer on the reference's earlier parts; where none does, the check is asked."""
    exercise, slow = course.find("5"), "and"
    known = (exercise.mistakes / "one-epoch-short.py").read_text()
    assert watched.grade(exercise, open_submission(submission_folder({"ex5_loop.py": known})), 1).misconception
    assert watched.replayed
    assert slow not in watched.replayed
    unknown = _edited("ex5_loop", "eta)", "0.97 * eta + 0.001)")
    result = watched.grade(exercise, open_submission(submission_folder({"ex5_loop.py": unknown})), 1)
    assert not result.misconception
    assert slow in watched.replayed


def test_files_are_loaded_again_with_nothing_left_of_the_first_time(
    grader: Grader, course: Course, submission_folder: Make
) -> None:
    """Every file runs again in the same worker, and the reference stands in place of the earlier ones."""
    wrong = "def sigmoid(t):\n    return 7.0\ndef forward(x, w, b):\n    return 7.0\n"
    folder = submission_folder({"ex1_sigmoid.py": wrong, "ex3_gradient.py": COUNTING})
    asked = SubmissionRun(grader._sandbox, course, course.find("3"), open_submission(folder), 1)
    try:
        given = [[[0.0]], [1], [0.0], 0.0]
        assert [_value(asked, given) for _ in range(2)] == [([1.0], 7.0), ([2.0], 7.0)]
        worker = asked._worker
        assert asked.load_on_references()
        assert _value(asked, given) == ([1.0], 0.5)
        assert asked._worker is worker
    finally:
        asked.close()


def _value(asked: SubmissionRun, given: list[Any]) -> Any:
    outcome = asked.call("gradient", given)
    assert isinstance(outcome, Answer)
    return outcome.value
