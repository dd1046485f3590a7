"""A function that a course declares may have any name."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.errors import ContentError
from tests.engine.conftest import GradeText, MakeCourse

NAMES = [
    "trace",
    "functions",
    "caller",
    "compared_with",
    "begin",
    "call",
    "calls",
    "record",
    "record_of",
    "reference",
    "submission",
    "random",
    "agree",
    "check",
    "lasting",
    "name",
    "load",
    "after",
    "apart",
    "seconds",
    "timed",
    "sum",
    "print",
    "_private",
]


def test_a_function_may_be_called_what_the_grader_calls_something(
    make_course: MakeCourse, grade_text: GradeText
) -> None:
    """Names of the grader's own attributes, of fixtures and of builtins are functions like any other."""
    declared = "".join(f"      {name}: {{takes: [x], returns: whole number}}\n" for name in NAMES)
    text = "".join(f"def {name}(x):\n    return x + {i}\n\n\n" for i, name in enumerate(NAMES))
    given = ", ".join(f"submission.{name}(1)" for name in NAMES)
    wanted = ", ".join(f"reference.{name}(1)" for name in NAMES)
    checks = (
        '@check(points=1, hint="Add.", open=True)\ndef test_all(submission, reference):\n    """each adds"""\n'
        f"    agree([{given}], [{wanted}])\n    lasting(submission)\n"
    )
    root = make_course(declared, text, checks)
    assert grade_text(root, text).full_marks
    wrong = grade_text(root, text.replace("return x + 0", "return 7"))
    assert (wrong.status, wrong.checks[0].status) == ("graded", "failed")


@pytest.mark.parametrize("name", ["__init__", "two words", "class", "3d"])
def test_what_python_cannot_call_is_refused(make_course: MakeCourse, name: str) -> None:
    """A name that is no identifier, a keyword, or one that Python gives its own meaning is told at its line."""
    root: Path = make_course(f'      "{name}": {{takes: [x], returns: number}}\n', "")
    with pytest.raises(ContentError, match="cannot be a function's name") as caught:
        load_course(root)
    assert caught.value.line == 11
