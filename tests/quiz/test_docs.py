"""docs/quiz.md: what the guide shows, works."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from grader.quiz.check import check_quiz
from grader.quiz.load import Quiz
from grader.quiz.model import TYPES, Head, Question

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "quiz.md").read_text()


def test_the_guides_quiz_is_sound(final: Quiz, tmp_path: Path) -> None:
    """The example at the top is a quiz of our course without a fault."""
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    path = tmp_path / "guide.yaml"
    path.write_text(example)
    assert [str(c) for c in check_quiz(path, final.course, seeds=200)] == []


def test_every_key_is_in_the_guide() -> None:
    """Each key of a quiz and of each type of question has its place there, and each type."""
    shapes = (Head, Question, *TYPES.values())
    names = {field.encode_name for shape in shapes for field in msgspec.structs.fields(shape)}
    assert {name for name in names if f"`{name}`" not in GUIDE and f"`{name}:" not in GUIDE} == set()
    assert {word for word in TYPES if f"**{word}**" not in GUIDE} == set()
