"""Groups of equal wrong answers: learners whose code raises on every call are not all one group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.authoring.course_check import check_course
from grader.classroom.layouts import find_class
from grader.classroom.task import Settings, Task
from grader.classroom.task_grader import TaskGrader
from grader.core.course import Course

Hand = Callable[..., Path]
TABLE = "\n\n\ndef table(first, last, step=10):\n    return []\n"
ALL_RAISE = "def celsius(degrees):\n    {0}\n\n\ndef table(degrees, last, step=10):\n    {0}\n"
BODIES = {
    "a": "return degress - 32",
    "a too": "return degreees - 32",
    "another line": "print(degress)",
    "another type": "return degrees / 0",
    "another message": "return degrees + [1]",
    "another message still": "return degrees + 'x'",
    "an index": "return [1, 2][5]",
    "an index too": "return [3, 4][7]",
}


def test_exceptions_are_grouped_by_type_message_and_kind_of_line(small: Course, hand_in: Hand) -> None:
    """The learners' own names and numbers do not tell groups apart; another error does."""
    for name, body in BODIES.items():
        root = hand_in(name, temperature=f"def celsius(degrees):\n    {body}{TABLE}")
    small.exercises[0].mistakes.mkdir(parents=True, exist_ok=True)
    found = find_class(root, small).submissions
    with TaskGrader(Settings(small.root)) as unit:
        clusters = {
            h.student: next(unit.grade(Task(h.student, h.snapshot(("temperature",))[0], ("temperature",)))).cluster
            for h in found
        }
    assert None not in clusters.values()
    assert clusters["a"] == clusters["a too"]
    assert clusters["an index"] == clusters["an index too"]
    assert len(set(clusters.values())) == len(BODIES) - 2


def test_a_mistake_that_raises_on_every_call_is_accepted_and_named(small: Course, hand_in: Hand) -> None:
    """Code that raises the same error at the same kind of line has its name; another message, type or line has none."""
    folder = small.exercises[0].mistakes
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("another message", "a"):
        wrong = ALL_RAISE.format(BODIES[name])
        hint = '"""Does each name exist?\n\nLook at the marked line.\n\nRead the name letter by letter.\n"""'
        (folder / f"{name.replace(' ', '-')}-raised.py").write_text(f"{hint}\n\n{wrong}")
    said = [one for one in check_course(small).diagnostics if "raised" in str(one)]
    assert said == []
    for name, body in BODIES.items():
        root = hand_in(name, temperature=ALL_RAISE.format(body))
    found = find_class(root, small).submissions
    with TaskGrader(Settings(small.root)) as unit:
        named = {
            h.student: next(
                unit.grade(Task(h.student, h.snapshot(("temperature",))[0], ("temperature",)))
            ).misconception
            for h in found
        }
    assert {name: id_ for name, id_ in named.items() if id_} == {
        "a": "a-raised",
        "a too": "a-raised",
        "another message": "another-message-raised",
    }
