"""`grade hint`: a ladder fitted to what is wrong now, climbed one rung at a time."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.line_order import first_wrong, rules
from grader.core.listing import function_lines
from grader.core.results import ExerciseResult
from grader.grading.diagnosis.hint_ladder import is_solution_lines, ladder

Cli = Callable[..., subprocess.CompletedProcess[str]]
TWICE = (
    '"""You count twice.\n\nLook at what you begin with."""\n\n\n'
    "def add(xs):\n    return 2 * sum(xs)\n\n\ndef mean(xs):\n    return add(xs) / len(xs)\n"
)


@pytest.fixture(name="hint")
def _hint(little_course: Callable[..., Course], grade_cli: Cli, tmp_path: Path) -> Callable[..., str]:
    """Give a function that writes sums.py and returns what `grade hint` says then."""
    little_course({"twice": TWICE})
    folder = tmp_path / "work"
    folder.mkdir()

    def ask(source: str | None, *, expect: int = 0) -> str:
        if source is not None:
            (folder / "sums.py").write_text(source)
        done = grade_cli("--course", tmp_path / "course", "hint", "sums", cwd=folder, expect=expect)
        return " ".join((done.stdout + done.stderr).split())

    return ask


def test_the_ladder_of_a_known_mistake(hint: Callable[..., str]) -> None:
    """First what to look at, then the mistake's own words, then the exercise's; the last rung stays."""
    first, *rest = [hint(TWICE) for _ in range(6)]
    assert "hint 1 of 5" in first
    assert "This check fails: add gives the sum. Add them all." in first
    told = ("You count twice.", "what you begin with", "Add them all.", "Here are the lines of one solution")
    assert all(words in said for words, said in zip(told, rest[:4], strict=True))
    assert "Try that first" not in rest[3]
    assert "hint 5 of 5" in rest[-1]


def test_an_answer_of_the_wrong_form_is_told_first(hint: Callable[..., str]) -> None:
    """No hint of the suite speaks of forms, so what came back is said."""
    said = hint("def add(xs):\n    return [sum(xs)]\n\n\ndef mean(xs):\n    return [sum(xs) / len(xs)]\n")
    assert "returned a list of 1; a number was expected." in said


def test_the_ladder_starts_again_when_something_else_is_wrong(hint: Callable[..., str]) -> None:
    """What was shown of one mistake says nothing about the next; the first one's place is given up."""
    hint(TWICE)
    assert "hint 2" in hint(TWICE)
    assert "hint 1" in hint("def add(xs):\n    return 3\n\n\ndef mean(xs):\n    return 3\n")
    assert "hint 1" in hint(TWICE)


def test_the_stub_gets_the_exercises_own_hints(hint: Callable[..., str]) -> None:
    """A learner who has not begun reads how to begin."""
    stub = "def add(xs):\n    raise NotImplementedError\n\n\ndef mean(xs):\n    raise NotImplementedError\n"
    assert "hint 1 of 3: Look at the first one." in hint(stub)
    assert "hint 2 of 3: Add them all." in hint(stub)


def test_a_file_that_does_not_load_is_told_its_line(hint: Callable[..., str]) -> None:
    """The first hint says where."""
    assert "sums.py, line 2" in hint("x = 1\ndef add(xs) return 1\n")


def test_nothing_wrong_nothing_to_hint_at(hint: Callable[..., str]) -> None:
    """A right exercise has no ladder, and nothing is remembered."""
    assert "nothing is wrong here" in hint(
        "def add(xs):\n    return sum(xs)\n\n\ndef mean(xs):\n    return sum(xs) / len(xs)\n"
    )


def test_no_file_is_told_what_to_do(hint: Callable[..., str]) -> None:
    """A missing file is one rung too."""
    assert "grade init" in hint(None)


def test_the_memory_is_one_small_file(hint: Callable[..., str], tmp_path: Path) -> None:
    """It holds what each ladder is about and how far it was climbed; another's file is not overwritten."""
    hint(TWICE)
    file = tmp_path / "work" / ".grade" / "hints.json"
    memory = json.loads(file.read_text())
    assert memory["exercises"]["sums"]["shown"] == 1
    file.write_text("[]")
    assert "Delete it" in hint(TWICE, expect=2)
    assert file.read_text() == "[]"


def test_a_hint_is_given_where_nothing_can_be_remembered(hint: Callable[..., str], tmp_path: Path) -> None:
    """In a folder that cannot be written to, the first hint comes each time, with a word about the others."""
    (tmp_path / "work" / ".grade").write_text("no folder")
    for _ in range(2):
        said = hint(TWICE)
        assert "hint 1 of " in said
        assert (
            "hints.json cannot be written, so you will get this hint again. For the next hint, press h in `grade watch`."
            in said
        )
        assert "says more" not in said


def test_every_exercise_of_the_course_has_a_ladder(course: Course) -> None:
    """At least three hints for a learner who is stuck in a way that nobody knows."""
    assert all(len(exercise.hints) >= 3 for exercise in load_course(course.root).exercises)


def test_the_last_hint_is_never_a_right_order(course: Course) -> None:
    """The lines of each function, as the last hint of an unfilled exercise shows them, have to be put in order."""
    for exercise in course.exercises:
        result = ExerciseResult(
            exercise=exercise.number,
            name=exercise.name,
            file=f"{exercise.stem}.py",
            status="unfilled",
            score=0,
            max_score=1,
            bonus=0,
            checks=(),
            seed=1,
            isolation="full",
            seconds=0,
        )
        *_, last = ladder(exercise, result).rungs
        assert is_solution_lines(last)
        for block in last.split("\n\n")[1:]:
            shown = [line.removeprefix("    ") for line in block.split("\n")]
            name = shown[0].removeprefix("def ").partition("(")[0]
            listing = list(function_lines(exercise.reference, name))
            assert sorted(shown) == sorted(listing)
            places = []
            for line in shown[1:]:
                places.append(next(n for n, one in enumerate(listing) if one == line and n - 1 not in places) - 1)
            assert first_wrong(places, rules(tuple(listing))) is not None, (exercise.stem, name)
