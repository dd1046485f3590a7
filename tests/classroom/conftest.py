"""A class on another course, with short limits, and its gradebook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from grader.classroom.gradebook.store import Gradebook
from grader.core.course import Course, load_course

Done = CompletedProcess[str]
OTHER = Path(__file__).parent.parent / "course_other"
RIGHT = {name: (OTHER / "solutions" / f"{name}.py").read_text() for name in ("temperature", "words")}
WRONG = "def celsius(degrees):\n    return degrees - 32\ndef table(first, last, step=10):\n    return []\n"
HANGING = "def celsius(degrees):\n    while True: pass\ntable = celsius\n"


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Course:
    """Give a copy of the other course, which a test may change."""
    shutil.copytree(OTHER, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return load_course(tmp_path / "course")


@pytest.fixture(name="hand_in")
def _hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that hands in a learner's files; what is not given is right."""

    def hand_in(student: str, **files: str | None) -> Path:
        folder = tmp_path / "class" / student
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {**RIGHT, **files}.items():
            if text is not None:
                (folder / f"{name}.py").write_text(text)
        return folder.parent

    return hand_in


@pytest.fixture(name="gradebook")
def _gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    """Give a new gradebook in a file."""
    with Gradebook(tmp_path / "grades" / "gradebook.sqlite", create=True) as gradebook:
        yield gradebook


@pytest.fixture(name="run")
def _run(small: Course, grade_cli: Callable[..., Done]) -> Callable[..., Done]:
    """Give a function that runs `grade` on the small course; grades are kept in `grades/`."""
    return lambda *arguments, **options: grade_cli("--course", small.root, *arguments, **options)
