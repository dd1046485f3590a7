"""Arrays cross as raw bytes: dtype and shape are kept, and a million floats are quick and small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.core.course import Course, Exercise, load_course
from grader.grading.execution import SubmissionRun
from grader.grading.harnesses import functions_of
from grader.sandbox.outcome import Answer, Failure
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.stint import Stopwatch
from grader.submissions.submission import open_submission
from grader.suite.agreement import Disagreement, agree
from grader.suite.proxy import Direct, proxy_of, record_of

COURSE = """\
schema: 1
title: Arrays
modules: [numpy]
exercises:
  - stem: task
    name: task
    title: arrays
    points: 1
    hints: [Look.]
    functions:
      same: {takes: [x], returns: array}
      double: {takes: [x], returns: {array: float64, shape: [any, any]}}
      change: {takes: [x], returns: nothing}
      parts: {takes: [x], returns: {either: [{any text: array}, {list of: array}, number]}}
      large: {takes: [n], returns: array}
"""
CODE = """\
import numpy as np


def same(x):
    return x


def double(x):
    return x * 2


def change(x):
    x[0] = 7


def parts(x):
    return {"first": x[0], "all": [x, x]} if x.ndim > 3 else [x, x.astype("int8")]


def large(n):
    return np.zeros(n)
"""


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("arrays")
    (root / "exercises").mkdir()
    (root / "solutions").mkdir()
    (root / "exercises" / "course.yaml").write_text(COURSE)
    (root / "solutions" / "task.py").write_text(CODE)
    return load_course(root)


@pytest.fixture(scope="module", name="asked")
def _asked(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SubmissionRun]:
    """Give the code as a submission that answers calls."""
    folder: Path = tmp_path_factory.mktemp("learner")
    (folder / "task.py").write_text(CODE)
    with Sandbox() as sandbox:
        sandbox.prepare(course)
        run = SubmissionRun(sandbox, course, course.exercises[0], open_submission(folder), 1)
        yield run
        run.close()


def both(course: Course, asked: SubmissionRun) -> list[Any]:
    """Return the submission and the reference as a suite sees them."""
    exercise: Exercise = course.exercises[0]
    return [proxy_of(exercise, asked), proxy_of(exercise, Direct(functions_of(exercise)))]


@pytest.mark.parametrize(
    ("dtype", "shape"),
    [
        *[("float64", (2, 3)), ("int32", (6,)), ("uint8", (3, 2, 1)), ("complex64", (1, 6)), ("float16", (6, 1))],
        *[("bool", (6,)), ("float64", (0, 3)), ("float64", ())],
    ],
)
def test_dtype_and_shape_are_kept(course: Course, asked: SubmissionRun, dtype: str, shape: tuple[int, ...]) -> None:
    """There and back, in the sandbox and beside the suite, for every kind of number, for none, and for one alone."""
    array = np.arange(np.prod(shape, dtype=int)).astype(dtype).reshape(shape)
    for proxy in both(course, asked):
        found = proxy.same(array)
        assert (found.dtype, found.shape) == (array.dtype, array.shape)
        assert found.tobytes() == array.tobytes()
        turned = proxy.same(array.T)
        assert (turned.shape, turned.tobytes()) == (array.T.shape, array.T.tobytes())


def test_what_a_function_changes_is_changed_for_the_suite(course: Course, asked: SubmissionRun) -> None:
    """The suite's own array shows it, and the record of the call has the array as it was given."""
    for proxy in both(course, asked)[:1]:
        array = np.zeros(3)
        proxy.change(array)
        assert array.tolist() == [7, 0, 0]
        (call,) = record_of(proxy).trace
        assert bytes(call.arguments[0].data) == bytes(24)
        record_of(proxy).begin()
        proxy.change([array, 1])  # a list of an array is no array: it becomes a list of lists


def test_the_reference_is_asked_what_the_submission_was_given(course: Course, asked: SubmissionRun) -> None:
    """Also where the submission has changed the suite's array."""
    submission, reference = both(course, asked)
    record_of(submission).begin()
    record_of(reference).begin(record_of(submission))
    array = np.zeros(3)
    submission.change(array)
    reference.change(array)
    assert bytes(record_of(reference).trace[0].arguments[0].data) == bytes(24)


def test_arrays_within_lists(course: Course, asked: SubmissionRun) -> None:
    """Each keeps its own dtype."""
    for proxy in both(course, asked):
        first, second = proxy.parts(np.arange(3.0))
        assert (first.dtype, second.dtype) == (np.dtype("float64"), np.dtype("int8"))


def test_too_large_an_array_is_no_answer(asked: SubmissionRun) -> None:
    """The size is told; the limit is array_mib."""
    outcome = asked.call("large", [3 << 20])
    assert isinstance(outcome, Failure)
    assert (outcome.problem, outcome.text) == ("too large", f"size {24 << 20}")


def test_a_million_floats_are_quick_and_small(asked: SubmissionRun) -> None:
    """1000 by 1000 in and out: under 0.3 s of processor time on both sides, and 100 MB in the sandbox."""
    import resource

    from grader.sandbox import wire

    given = wire.Array("<f8", (1000, 1000), np.random.default_rng(1).normal(size=(1000, 1000)).tobytes())
    asked.load()
    worker = asked._worker
    assert worker is not None
    before = resource.getrusage(resource.RUSAGE_SELF)
    with Stopwatch(lambda: worker.pid) as watch:
        outcome = asked.call("double", [given])
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert isinstance(outcome, Answer)
    assert outcome.value.size == 8_000_000
    here = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert here + watch.seconds < 0.3
    peak = next(
        line for line in Path(f"/proc/{worker.pid}/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    assert int(peak.split()[1]) < 100_000


def test_arrays_agree_as_flat_numbers() -> None:
    """To the tolerance; shape and truth values count, the kind of float does not."""
    agree(np.array([1.0, 2.0]), [1, 2])
    agree(np.array([1, 2], dtype="int8"), np.array([1.0, 2.0], dtype="float32"))
    agree([np.array([0.1 + 0.2])], [np.array([0.3])])
    wrong: Sequence[tuple[Any, Any, str]] = [
        (np.array([1.0, 2.0]), np.array([[1.0], [2.0]]), "shape (2,), expected (2, 1)"),
        (np.array([1, 0]), np.array([True, False]), "dtype int64, expected bool"),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), "1 of 2 numbers is wrong"),
        (3.0, np.array([3.0]), "it is not an array"),
        (np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.5, 3.5]), "2 of 3 numbers are wrong"),
    ]
    for actual, expected, why in wrong:
        with pytest.raises(Disagreement, match="^" + why.replace("(", r"\(").replace(")", r"\)")):
            agree(actual, expected)
