"""A course that is not ours, and quizzes written on the spot."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.quiz.course_index import CourseIndex, read_course
from grader.quiz.load import Quiz, load_quiz

HERE = Path(__file__).parent
HEAD = "schema: 1\nid: land\ntitle: Plots\ntopics: [area, mean]\nquestions:\n"
MakeQuiz = Callable[..., Quiz]


@pytest.fixture(name="course", scope="session")
def _course() -> CourseIndex:
    return read_course(HERE / "course_land")


@pytest.fixture(name="everything", scope="session")
def _everything(course: CourseIndex) -> Quiz:
    return load_quiz(HERE / "good" / "everything.yaml", course)


@pytest.fixture(name="final", scope="session")
def _final() -> Quiz:
    root = HERE.parent.parent
    return load_quiz(root / "quiz" / "final.yaml", read_course(root))


@pytest.fixture(name="make_quiz")
def _make_quiz(tmp_path: Path, course: CourseIndex) -> MakeQuiz:
    """Make a quiz of the given questions, each with topic, prompt and explanation filled in where they are missing."""

    def make(*questions: str, head: str = HEAD) -> Quiz:
        text = head
        for question in questions:
            body = textwrap.dedent(question).strip("\n")
            for key in ("topic: area", "prompt: What?", "explanation: So."):
                if f"{key.split(':')[0]}:" not in body:
                    body += f"\n{key}"
            lines = body.split("\n")
            text += "  - " + "\n    ".join(lines) + "\n"
        path = tmp_path / "quiz.yaml"
        path.write_text(text)
        return load_quiz(path, course)

    return make
