"""Small courses on other subjects, written out for one test each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

MakeCourse = Callable[..., Path]
GradeText = Callable[[Path, str], ExerciseResult]


@pytest.fixture(name="make_course")
def _make_course(tmp_path: Path) -> MakeCourse:
    """Give a function that writes a course of the one exercise `task`, and returns its folder.

    It takes the `functions` as course.yaml has them, the reference's text, the checks of the suite, and the modules.
    """

    def make(functions: str, reference: str, checks: str = "", modules: str = "") -> Path:
        root = tmp_path / "course"
        (root / "exercises").mkdir(parents=True)
        (root / "solutions" / "suites").mkdir(parents=True)
        (root / "exercises" / "course.yaml").write_text(
            f"schema: 1\ntitle: Tasks\nmodules: [{modules}]\nexercises:\n  - stem: task\n    name: task\n"
            f"    title: a task\n    points: 1\n    hints: [Look.]\n    functions:\n{functions}"
        )
        (root / "exercises" / "task.py").write_text(reference)
        (root / "solutions" / "task.py").write_text(reference)
        (root / "solutions" / "suites" / "test_task.py").write_text(
            f"from grader.suite import agree, check, lasting\n\n\n{checks}"
        )
        return root

    return make


@pytest.fixture(name="grade_text")
def _grade_text(tmp_path: Path) -> GradeText:
    """Give a function that grades a text as the one exercise of a course."""

    def grade(root: Path, text: str) -> ExerciseResult:
        folder = tmp_path / "learner"
        folder.mkdir(exist_ok=True)
        (folder / "task.py").write_text(text)
        course = load_course(root)
        with Sandbox() as sandbox, Grader(course, sandbox) as grader:
            return grader.grade(course.exercises[0], open_submission(folder), 1)

    return grade
