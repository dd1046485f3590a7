"""How the work of a function grows: by the processor's clock, by another clock, and not at all where neither can tell."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.pages.actions import MemoryFiles
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.timing import timed
from grader.submissions.submission import Submission
from grader.suite.growth import Timing, slow_by_clock

ALGORITHMS = Path(__file__).parents[2] / "examples" / "algorithms"
RIGHT = (ALGORITHMS / "solutions" / "a3_sort.py").read_text(encoding="utf-8")
SLOW = (ALGORITHMS / "solutions" / "mistakes" / "a3_sort" / "too-slow.py").read_text(encoding="utf-8")


def _graded(course: Course, files: Mapping[str, str]) -> ExerciseResult:
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.find("3"), Submission(MemoryFiles(files)), 1)
    assert isinstance(result, ExerciseResult)
    return result


def test_a_slow_function_is_named_by_the_processors_clock() -> None:
    """The reference has full marks, and the slow program fails one check and has its name."""
    course = load_course(ALGORITHMS)
    assert _graded(course, {"a3_sort.py": RIGHT}).full_marks
    slow = _graded(course, {"a3_sort.py": SLOW})
    assert [check.status for check in slow.checks] == ["passed", "passed", "failed"]
    assert slow.misconception is not None
    assert slow.misconception.id == "too-slow"


def test_without_a_processors_clock_no_mark_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock on the wall a right program never fails, and a slow one never passes; a busy machine is told of."""
    monkeypatch.setattr("grader.sandbox.stint.cpu_clock", lambda pid: None)
    course = load_course(ALGORITHMS)
    assert _graded(course, {"a3_sort.py": RIGHT}).checks[2].status in ("passed", "ungraded")
    assert _graded(course, {"a3_sort.py": SLOW}).checks[2].status in ("failed", "ungraded")


def test_one_short_time_shows_that_a_function_is_quick() -> None:
    """Other programs only make a time longer, so the shortest one counts; what takes hardly any time is quick enough."""
    smalls = [Timing(0.010, 100.0), Timing(0.002, 1000.0)]
    assert slow_by_clock(smalls, [Timing(0.9, 50.0), Timing(0.05, 1000.0)], 30) is False
    assert slow_by_clock([Timing(0.00001, 1000.0)], [Timing(0.0029, 1000.0)], 30) is False


def test_a_function_is_slow_only_where_no_other_program_can_be_the_reason() -> None:
    """Long times on a quiet machine are its own; on a busy one they are not, and are looked at again."""
    smalls = [Timing(0.002, 1000.0)]
    quiet, busy = [Timing(0.12, 980.0)] * 3, [Timing(0.12, 300.0)] * 3
    assert slow_by_clock(smalls, quiet, 30) is True
    assert slow_by_clock(smalls, quiet[:2], 30) is None
    assert slow_by_clock(smalls, busy, 30) is None
    assert slow_by_clock(smalls, [Timing(0.5, 300.0)] * 3, 30) is True
    assert slow_by_clock(smalls, [Timing(0.07, 1000.0)] * 3, 30) is None  # too near to the bound


def test_each_timed_call_has_its_own_arguments() -> None:
    """A function that empties its list is given a full one each time."""
    seen: list[int] = []

    def call(target: str, arguments: list[list[int]]) -> None:
        seen.append(len(arguments[0]))
        arguments[0].clear()

    seconds, speed = timed(call, "empty", [[1, 2, 3]], 4, True)
    assert seen == [3, 3, 3, 3]
    assert seconds >= 0
    assert speed > 0


def test_a_check_that_cannot_be_told_is_not_graded_and_says_why(tmp_path: Path) -> None:
    """It costs no points, is no pass, and its sentence is shown."""
    shutil.copytree(ALGORITHMS, tmp_path / "course")
    suite = tmp_path / "course" / "solutions" / "suites" / "test_a3_sort.py"
    text = suite.read_text(encoding="utf-8")
    assert "    grows(submission" in text
    raising = '    raise __import__("grader.suite.growth").suite.growth.CannotTell("This computer is too busy.")\n'
    suite.write_text(text.replace("    grows(submission", f"{raising}    grows(submission"), encoding="utf-8")
    result = _graded(load_course(tmp_path / "course"), {"a3_sort.py": RIGHT})
    assert (result.checks[2].status, result.checks[2].message) == ("ungraded", "This computer is too busy.")
    assert result.score == 10
    assert not result.full_marks
