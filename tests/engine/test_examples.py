"""The example courses, and assignments of other systems' kinds: each is proved as an author proves a course."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.course_check import check_course
from grader.core.course import load_course

ROOT = Path(__file__).parents[2]
COURSES = [*sorted((ROOT / "examples").iterdir()), Path(__file__).parent / "ports"]


@pytest.mark.parametrize("folder", [folder for folder in COURSES if folder.is_dir()], ids=lambda folder: folder.name)
def test_the_course_is_sound(folder: Path) -> None:
    """References have full marks, stubs none, and two mistakes of every exercise are named as themselves."""
    course = load_course(folder)
    report = check_course(course)
    assert [str(one) for one in report.diagnostics] == []
    assert report.named == report.mistakes
    assert all(len(list(exercise.mistakes.glob("*.py"))) >= 2 for exercise in course.exercises)


def test_twelve_kinds_and_more_are_ported() -> None:
    """Each exercise is one kind of assignment."""
    assert sum(len(load_course(folder).exercises) for folder in COURSES if folder.is_dir()) >= 22
