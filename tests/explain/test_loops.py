"""A call that does not come back ends early and is told with its loop; one that only takes its time loses nothing."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.client import Worker
from grader.sandbox.connection import FrameStream
from grader.sandbox.stint import Stint
from grader.submissions.submission import open_submission
from tests.explain.slips import RIGHT
from tests.explain.test_slips import first_message

Graded = Callable[..., ExerciseResult]


@pytest.fixture(name="graded")
def _graded(course: Course, grader: Grader, tmp_path: Path) -> Graded:
    """Give a function that grades an exercise of a right chain in which some files are others."""

    def graded(number: int, **files: str) -> ExerciseResult:
        for path in (course.root / "solutions").glob("ex*.py"):
            shutil.copy(path, tmp_path)
        for stem, source in files.items():
            (tmp_path / f"{stem}.py").write_text(source)
        return grader.grade(course.exercises[number - 1], open_submission(tmp_path), 1)

    return graded


def changed(number: int, old: str, new: str) -> str:
    """Return a right file with one change."""
    assert old in RIGHT[number]
    return RIGHT[number].replace(old, new)


WHILE = "    epoch = 0\n    while epoch < epochs:\n"
COUNTED = "    i = 0\n    while i < len(A):\n        total += loss(A[i], Y[i])\n"
ENDLESS = {
    "a counter that stands still": (
        5,
        changed(5, "    for epoch in range(epochs):\n", WHILE),
        12,
        ("`while` loop of line 12", "nothing in it changes `epoch`."),
    ),
    "always true": (
        1,
        changed(1, "    total = b\n", "    total = b\n    while True:\n        total += 0\n"),
        13,
        ("`while` loop of line 13", "its condition is always true"),
    ),
    "a list that grows": (
        4,
        changed(4, "for wj, gj in zip(w, gw):\n", "for gj in gw:\n        gw.append(gj)\n        wj = gj\n"),
        3,
        ("`for` loop of line 3", "adds to `gw`"),
    ),
    "a condition that may change": (
        1,
        changed(1, "    total = b\n", "    total = b\n    while total != 0.1:\n        total += 1\n"),
        13,
        ("`while` loop of line 13 after", "Does its condition ever become false?"),
    ),
    "many rounds": (
        1,
        changed(1, "    total = b\n", "    total = b\n    for _ in range(10**10):\n        total += 0\n"),
        13,
        ("too slow", "`for` loop of line 13 after"),
    ),
    "an index that stands still": (
        2,
        changed(2, "    for a, y in zip(A, Y):\n        total += loss(a, y)\n", COUNTED),
        12,
        ("`while` loop of line 12", "nothing in it changes `i`."),
    ),
    "a list that a function is given": (
        2,
        changed(2, "    for a, y in zip(A, Y):\n        total += loss(a, y)\n", COUNTED).replace(
            "loss(A[i]", "seen(A) + loss(A[i]"
        )
        + "\n\ndef seen(items):\n    return 0\n",
        12,
        ("`while` loop of line 12 after", "Does its condition ever become false?"),
    ),
    "a jump back that belongs to no line": (
        4,
        changed(
            4,
            "    new_w = []\n",
            "    new_w = []\n    while w:\n        for wj in w:\n            if wj > 1e9:\n                w.remove(wj)\n",
        ),
        3,
        ("`while` loop of line 3 after",),
    ),
    "as the file is loaded, with what it prints": (
        1,
        RIGHT[1] + "\nn = 0\nwhile n < 3:\n    print(n)\n",
        18,
        ("while your file was being loaded", "nothing in it changes `n`"),
    ),
    "as the file is loaded": (
        1,
        RIGHT[1] + "\nn = 0\nwhile n < 3:\n    forward\n",
        18,
        ("while your file was being loaded", "nothing in it changes `n`"),
    ),
}


@pytest.mark.parametrize(("number", "source", "line", "words"), ENDLESS.values(), ids=ENDLESS)
def test_a_loop_is_told_with_its_line(
    graded: Graded, course: Course, number: int, source: str, line: int, words: tuple[str, ...]
) -> None:
    """What is said for sure is so; else it is asked."""
    result = graded(number, **{course.exercises[number - 1].stem: source})
    message = first_message(result)
    assert all(word in message for word in words), message
    place = result.location or next(check.location for check in result.checks if check.location)
    assert place.line == line


def test_a_loop_in_an_earlier_file_is_told_there_and_the_later_exercise_has_its_marks(graded: Graded) -> None:
    """The earlier file hangs by its own suite, so it pays alone."""
    hangs = changed(1, "    total = b\n", "    total = b\n    while True:\n        total += 0\n")
    result = graded(3, ex1_sigmoid=hangs)
    assert result.full_marks
    assert result.followed_through


def test_a_second_function_of_a_file_that_hangs_is_not_waited_for_as_long(graded: Graded, grader: Grader) -> None:
    """The first call has its second; each later one of the file a tenth, or ten times what the reference takes."""
    hangs = "    n = 0\n    while n != 1:\n        n += 2\n    total = b\n"
    file = changed(1, "    if t >= 0:\n", "    while t != 0.1:\n        t += 1\n    if t >= 0:\n").replace(
        "    total = b\n", hangs
    )
    graded(1, ex1_sigmoid=file)
    hung = next(iter(reversed(list(grader._hung.values()))))
    assert [failure.seconds for failure in hung["ex1_sigmoid: sigmoid"]] == [1.0, 0.1]
    assert [failure.seconds for failure in hung["ex1_sigmoid: forward"]] == [0.1, 0.1]


def test_a_function_that_hangs_on_one_input_keeps_the_marks_of_the_others(graded: Graded) -> None:
    """Only the check that asked for that input is lost."""
    hangs = changed(1, "    if t >= 0:\n", "    while t < -500:\n        pass\n    if t >= 0:\n")
    result = graded(1, ex1_sigmoid=hangs)
    assert result.score == result.max_score
    assert result.bonus == 0


def test_a_right_submission_that_takes_much_longer_than_the_reference_has_full_marks(graded: Graded) -> None:
    """Each prediction is computed a dozen times over."""
    slow = changed(5, "A = [forward(x, w, b) for x in X]", "A = [[forward(x, w, b) for _ in range(12)][0] for x in X]")
    assert graded(5, ex5_loop=slow).full_marks


def test_time_that_other_programs_take_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is the process's own: one that waits for the processor has used up nothing."""
    monkeypatch.setattr("grader.sandbox.stint.cpu_clock", lambda pid: 0.0)
    stint = Stint(1, 0.0, lambda: 1.0)
    assert [stint.left() > 0 for _ in range(3)] == [True, True, True]


def test_the_allowance_is_asked_for_once_the_least_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it counts from the beginning of the call."""
    used = iter([0.0, 2.0, 2.0, 3.5])
    monkeypatch.setattr("grader.sandbox.stint.cpu_clock", lambda pid: next(used))
    stint = Stint(1, 0.0, lambda: 3.0)
    assert stint.left() > 0
    stint._next_look = 0.0
    assert stint.left() == 0


def test_an_answer_that_comes_while_a_worker_is_asked_where_it_stands_is_kept() -> None:
    """What the worker says in between is not lost: the module still loads."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker = Worker.__new__(Worker)
        worker._stream = FrameStream(ours, lambda name: None, 10)
        worker._stream.late.append(("loaded", 1, None, [], []))
        assert worker._receive(0.0) == ("loaded", 1, None, [], [])
