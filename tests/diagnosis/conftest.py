"""What the tests of naming share: a small course, and the name that a submission gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

COURSE = """\
schema: 1
title: Two sums
modules: [math, os, itertools, random]
limits: {call_seconds: 0.5, cpu_seconds: 1}
exercises:
  - stem: sums
    name: sums
    title: adding up
    points: 4
    hints: [Look at the first one., Add them all., "total += x"]
    functions:
      add: {takes: [xs], returns: number}
      mean: {takes: [xs], returns: number}
"""
REFERENCE = '''\
"""Right."""


def add(xs):
    return sum(xs)


def mean(xs):
    return add(xs) / len(xs)
'''
STUB = """\
def add(xs):
    raise NotImplementedError


def mean(xs):
    raise NotImplementedError
"""
SUITE = '''\
from grader.suite import agree, check


@check(points=2, hint="Add them all.", open=True)
def test_add(submission):
    """add gives the sum"""
    agree(submission.add([1, 2, 4]), 7)
    agree(submission.add([5]), 5)


@check(points=2, hint="Divide the sum.")
def test_mean(submission, reference, random):
    """mean gives the mean, of any list"""
    lists = [[random.uniform(1, 9) for _ in range(n)] for n in (3, 1)]
    agree([submission.mean(xs) for xs in lists], [reference.mean(xs) for xs in lists])
    agree(submission.mean(lists[0]), reference.mean(lists[0]))
'''


@pytest.fixture(name="little_course")
def _little_course(tmp_path: Path) -> Callable[..., Course]:
    """Give a function that makes a course of one exercise, with these mistakes and this suite."""

    def make(mistakes: dict[str, str], suite: str = SUITE) -> Course:
        files = {
            "exercises/course.yaml": COURSE,
            "exercises/sums.py": STUB,
            "solutions/sums.py": REFERENCE,
            "solutions/suites/test_sums.py": suite,
            **{f"solutions/mistakes/sums/{name}.py": source for name, source in mistakes.items()},
        }
        for name, text in files.items():
            path = tmp_path / "course" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return load_course(tmp_path / "course")

    return make


@pytest.fixture(name="sandbox", scope="session")
def _sandbox() -> Iterator[Sandbox]:
    """Give a sandbox that small courses take turns in."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(name="named")
def _named(sandbox: Sandbox, tmp_path: Path) -> Callable[..., str | None]:
    """Give a function that says which mistake a submission to a small course is named."""

    def name(course: Course, source: str, seed: int = 1) -> str | None:
        folder = tmp_path / "learner"
        folder.mkdir(exist_ok=True)
        (folder / "sums.py").write_text(source)
        with Grader(course, sandbox) as grader:
            result: ExerciseResult = grader.grade(course.find("sums"), open_submission(folder), seed)
        return result.misconception.id if result.misconception else None

    return name
