"""One file that is graded by its name: what lies beside it is the learner's workspace, or nothing of it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "solutions"
RIGHT = (SOLUTIONS / "ex1_sigmoid.py").read_text()


@pytest.fixture(name="course", scope="module")
def _course() -> Course:
    return load_course(ROOT)


@pytest.fixture(name="warm", scope="module")
def _warm(course: Course) -> Iterator[Grader]:
    with Sandbox() as sandbox, Grader(course, sandbox) as own:
        yield own


def graded(warm: Grader, course: Course, number: str, path: Path) -> ExerciseResult:
    """Return what grading one file gives."""
    exercise = course.find(number)
    return warm.grade(exercise, open_submission(path, exercise, course), 1)


@pytest.mark.parametrize("import_", ["from ben import *", "import ben as b\nsigmoid, forward = b.sigmoid, b.forward"])
def test_a_file_of_another_name_gets_nothing_of_its_folder(
    warm: Grader, course: Course, tmp_path: Path, import_: str
) -> None:
    """Another learner's file is none of its files."""
    (tmp_path / "ben.py").write_text(RIGHT)
    (tmp_path / "anna.py").write_text(import_)
    result = graded(warm, course, "1", tmp_path / "anna.py")
    assert result.score == 0
    assert "'ben' cannot be imported here" in result.message
    assert graded(warm, course, "1", tmp_path / "ben.py").full_marks


def test_a_file_of_another_name_stands_on_the_course_s_earlier_parts(
    warm: Grader, course: Course, tmp_path: Path
) -> None:
    """Not on those beside it; and nothing that it prints of them is shown."""
    for earlier in ("ex1_sigmoid.py", "ex2_loss.py", "ex3_gradient.py"):
        (tmp_path / earlier).write_text("def nothing(): pass\n")
    own = (SOLUTIONS / "ex5_loop.py").read_text()
    spy = "\nimport ex3_gradient\nprint(sorted(vars(ex3_gradient)), ex3_gradient.gradient.__code__.co_consts)\n"
    (tmp_path / "dora.py").write_text(own + spy)
    result = graded(warm, course, "5", tmp_path / "dora.py")
    assert result.full_marks
    assert not result.stdout
    assert any("course's own earlier exercises" in note for note in result.notes)


def test_a_file_of_the_course_has_its_workspace(warm: Grader, course: Course, tmp_path: Path) -> None:
    """Its earlier parts and its helpers, but no other answer to the exercise."""
    (tmp_path / "helper.py").write_text("from math import exp\n")
    (tmp_path / "ex1_sigmoid.py").write_text("from helper import exp\n" + RIGHT)
    assert graded(warm, course, "1", tmp_path / "ex1_sigmoid.py").full_marks
    (tmp_path / "other_learner.py").write_text(RIGHT)
    (tmp_path / "ex1_sigmoid.py").write_text("from other_learner import sigmoid, forward\n")
    result = graded(warm, course, "1", tmp_path / "ex1_sigmoid.py")
    assert result.score == 0
    assert "it may be another learner's" in result.message
    # in a folder that is the learner's own, all is theirs
    assert graded(warm, course, "1", tmp_path).full_marks


def test_the_library_grades_one_file_alone(tmp_path: Path, course: Course) -> None:
    """As the command does."""
    (tmp_path / "ben.py").write_text(RIGHT)
    (tmp_path / "anna.py").write_text("from ben import *\n")
    assert grader.grade(course, tmp_path / "anna.py", 1).score == 0  # type: ignore[union-attr]
