"""A suite may say that a function should raise an exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.course_check import check_course
from grader.core.course import load_course
from tests.engine.conftest import GradeText, MakeCourse

RIGHT = '''\
def root(x):
    """Return the square root: root(4) gives 2.0."""
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x**0.5
'''
STUB = '''\
def root(x):
    """Return the square root: root(4) gives 2.0."""
    raise NotImplementedError
'''
CHECKS = '''\
from grader.suite import raises


@check(points=0.5, hint="Of what is there no root?", open=True)
def test_refused(submission, reference):
    """root refuses a negative number"""
    with raises("ValueError", "negative"):
        submission.root(-1)
    with raises("ValueError", "negative"):
        reference.root(-1)


@check(points=0.5, hint="Look.", open=True)
def test_root(submission, reference):
    """root gives the root"""
    agree([submission.root(4), submission.root(9)], [reference.root(4), reference.root(9)])
'''


@pytest.fixture(name="root")
def _root(make_course: MakeCourse) -> Path:
    root = make_course("      root: {takes: [x], returns: number}\n", RIGHT, CHECKS)
    (root / "exercises" / "task.py").write_text(STUB)
    return root


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("raise ValueError", "raise ValueError", ""),
        ("        raise ValueError", "        return -1.0  # ", "it should raise ValueError, and raised nothing"),
        ("raise ValueError", "raise KeyError", "it should raise ValueError, and raised KeyError"),
        ("is negative", "is wrong", "it should raise ValueError with 'negative' in its text"),
        ("raise ValueError", "raise SystemExit", "Your program ended itself in root(-1)."),
    ],
)
def test_what_is_told(root: Path, grade_text: GradeText, old: str, new: str, told: str) -> None:
    """The exception and its text must be those; nothing raised, another kind or another text is told."""
    result = grade_text(root, RIGHT.replace(old, new))
    refused, other = result.checks
    assert (refused.status == "passed", other.status) == (not told, "passed")
    assert told in (refused.message or "")


def test_such_a_course_is_proved(root: Path) -> None:
    """`course check` has the reference right, the stub empty, and a mistake that does not raise named."""
    folder = root / "solutions" / "mistakes" / "task"
    folder.mkdir(parents=True)
    (folder / "no-check.py").write_text(
        '"""You take the root of any number. Which have none?\n\nRaise an exception for them."""\n\n\n'
        "def root(x):\n    return abs(x) ** 0.5\n"
    )
    report = check_course(load_course(root))
    assert [str(one) for one in report.diagnostics] == []
    assert (report.named, report.mistakes) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "        raise ValueError",
            "        return -1.0  # ",
            "your code should raise ValueError, and raised nothing.",
        ),
        ("raise ValueError", "raise KeyError", "your code should raise ValueError, and raised another exception."),
        ("is negative", "is wrong", "your code should raise ValueError with another text."),
    ],
)
def test_what_a_hidden_test_tells(root: Path, grade_text: GradeText, old: str, new: str, told: str) -> None:
    """That an exception is asked for, and neither the input, nor the learner's own type or text."""
    suite = root / "solutions" / "suites" / "test_task.py"
    suite.write_text(suite.read_text().replace(", open=True)\ndef test_refused", ")\ndef test_refused"))
    message = grade_text(root, RIGHT.replace(old, new)).checks[0].message
    assert message.startswith(f"In a hidden test {told} Try your own values")
    assert not any(word in message for word in ("-1", "KeyError", "negative", "different value"))
