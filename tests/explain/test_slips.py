"""Each slip of a beginner is told in a beginner's words, with the line, and its hints each say something new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.core.course import Course, Limits
from grader.core.results import ExerciseResult
from grader.grading.diagnosis.hint_ladder import ladder
from grader.grading.explain.explanation import Surroundings
from grader.grading.failure_messages import Circumstances, failure_explained
from grader.grading.grader import Grader
from grader.sandbox.outcome import Failure, Place
from grader.submissions.submission import open_submission
from tests.explain.slips import NAMES, RIGHT, RUN, SYNTAX, Slip


def graded(slip: Slip, course: Course, grader: Grader, folder: Path) -> ExerciseResult:
    """Return the result of a right chain in which one file has a slip."""
    number, old, new, _ = slip
    for path in (course.root / "solutions").glob("ex*.py"):
        shutil.copy(path, folder)
    exercise = course.exercises[number - 1]
    assert RIGHT[number].count(old), old
    (folder / f"{exercise.stem}.py").write_text(RIGHT[number].replace(old, new), encoding="utf-8")
    return grader.grade(exercise, open_submission(folder), 1)


def first_message(result: ExerciseResult) -> str:
    """Return what the learner reads first."""
    return result.message or next(check.message for check in result.checks if check.message)


def holds(message: str, words: tuple[str, ...]) -> bool:
    """Whether a message has the words that it must have, and none that it must not have."""
    return all((word[4:] not in message) if word.startswith("not:") else (word in message) for word in words)


@pytest.mark.parametrize("slip", SYNTAX.values(), ids=SYNTAX)
def test_what_python_cannot_read_is_told_with_its_line_and_further_hints(
    slip: Slip, course: Course, grader: Grader, tmp_path: Path
) -> None:
    """The sentence names what is wrong and what to do; `grade hint` goes on from there and repeats nothing."""
    result = graded(slip, course, grader, tmp_path)
    message = first_message(result)
    assert holds(message, slip[3]), message
    assert result.status == "broken"
    assert result.location is not None
    rungs = ladder(course.exercises[slip[0] - 1], result).rungs
    assert rungs
    assert len(set(rungs)) == len(rungs)
    assert message not in rungs


@pytest.mark.parametrize("slip", [*RUN.values(), *NAMES.values()], ids=[*RUN, *NAMES])
def test_what_fails_as_it_runs_is_told_by_the_operation_and_the_types(
    slip: Slip, course: Course, grader: Grader, tmp_path: Path
) -> None:
    """The words are true of the learner's own line."""
    message = first_message(graded(slip, course, grader, tmp_path))
    assert holds(message, slip[3]), message


def test_a_stub_of_an_earlier_file_is_not_called_this_one() -> None:
    """The line calls it; the function that is to be written stands in the other file."""
    here, there = Place("ex5_loop.py", 12, 0, 0), Place("ex4_update.py", 22, 0, 0)
    failure = Failure("raised", "NotImplementedError", place=here, deepest=there, facts={"callee": "update"})
    told = failure_explained(failure, Circumstances("train(…)", Limits(), Surroundings())).sentence
    assert (
        told
        == "train(…): This line calls `update` in ex4_update.py, which is still the stub. Write that function first."
    )


def test_an_exercise_on_top_of_a_stub_has_its_marks(course: Course, grader: Grader, tmp_path: Path) -> None:
    """Only the earlier exercise is not written yet; this one is right."""
    for path in (course.root / "solutions").glob("ex*.py"):
        shutil.copy(path, tmp_path)
    shutil.copy(course.root / "exercises" / "ex4_update.py", tmp_path)
    result = grader.grade(course.find("ex5_loop"), open_submission(tmp_path), 1)
    assert (result.status, result.full_marks, result.followed_through) == ("graded", True, True)


def test_the_table_is_long_enough() -> None:
    """It holds more than a hundred slips."""
    assert len(SYNTAX) + len(RUN) + len(NAMES) > 100
