"""Constructs are looked for in a worker that runs nothing of the learner's file."""

from __future__ import annotations

from pathlib import Path

from grader.core.course import load_course
from grader.core.exercise import Limits
from grader.grading.construct_search import find_constructs
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Found


def test_a_file_is_looked_at_for_longer_than_the_course_allows_a_call() -> None:
    """What is waited for is the machine, not the learner's code: a busy one would cost a right file its points."""
    text = "".join(f"value_{n} = {n}\n" for n in range(3000)) + "print(sorted([2, 1]))\n"
    found = Found("ex.py", (("", text),), notebook=False)
    hurried = Limits(load_seconds=0.001, call_seconds=0.001)
    with Sandbox() as sandbox:
        sandbox.prepare(load_course(Path(__file__).parents[2]))
        places = find_constructs(sandbox, hurried, found, ["call sorted"], own=False)
    assert [place.line for place in places[0]] == [3001]
