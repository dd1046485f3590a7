"""`grade init --faded N`, the last hint, and the word "with help" beside full marks."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import msgspec
import pytest

from grader.cli.hint import _climb
from grader.core.course import Course, load_course
from grader.core.errors import ContentError, UsageError
from grader.core.listing import function_lines
from grader.submissions.course_record import course_of
from grader.submissions.faded import faded_text
from grader.submissions.help_record import read_help
from grader.submissions.workspace import stub_text

Grade = Callable[..., CompletedProcess[str]]


@pytest.fixture(name="course", scope="module")
def _course() -> Course:
    return load_course(None)


@pytest.mark.parametrize("lines", range(11))
def test_a_faded_stub_is_python_and_has_its_lines(course: Course, lines: int) -> None:
    """Whatever the number: it can be read, has the given lines in the reference's order, and says what is missing."""
    for exercise in course.exercises:
        text = stub_text(exercise, ".py", lines)
        ast.parse(text)
        for name in exercise.functions:
            body = text[text.index(f"def {name}(") :].splitlines()
            there = [line for line in function_lines(exercise.reference, name)[1:] if line in body]
            assert [body.index(line) for line in there] == sorted(body.index(line) for line in there)
        assert "NotImplementedError" in text
        assert text.count("TODO") >= 1


def test_no_lines_is_the_stub_itself(course: Course) -> None:
    """And each exercise of the course offers some."""
    for exercise in course.exercises:
        assert exercise.given
        assert stub_text(exercise, ".py", 0) == exercise.stub.read_text(encoding="utf-8")


def test_a_line_that_is_not_the_references_is_refused(course: Course) -> None:
    """So a line that was changed in the reference alone is found; and something must be left to write."""
    exercise = course.exercises[3]
    stub = exercise.stub.read_text(encoding="utf-8")
    with pytest.raises(ContentError, match="no line of its reference"):
        faded_text(msgspec.structs.replace(exercise, given=("return nothing",)), stub, 1)
    every = tuple(line.strip() for line in function_lines(exercise.reference, "update")[1:])
    with pytest.raises(ContentError, match="nothing is left to write"):
        faded_text(msgspec.structs.replace(exercise, given=every), stub, 1)


def test_full_marks_with_given_lines_are_marks_and_say_so(grade_cli: Grade, tmp_path: Path, course: Course) -> None:
    """A faded file that is filled in earns all points, with a word on the help; without help there is no word."""
    grade_cli("init", tmp_path, "--faded", 1, expect=0)
    assert "NotImplementedError" in (tmp_path / "ex4_update.py").read_text()
    grade_cli("exercise", 4, tmp_path, expect=1)
    (tmp_path / "ex4_update.py").write_bytes(course.exercises[3].reference.read_bytes())
    said = grade_cli("exercise", 4, tmp_path, expect=0).stdout
    assert "15 of 15 points" in said
    assert "With help: one line was given." in said
    (tmp_path / ".grade" / "help.json").unlink()
    assert "With help" not in grade_cli("exercise", 4, tmp_path, expect=0).stdout


def test_the_last_hint_is_the_lines_in_another_order(grade_cli: Grade, tmp_path: Path, course: Course) -> None:
    """Every line of the solution is there once, not in its order; and full marks say that the hint was taken."""
    grade_cli("init", tmp_path, expect=0)
    for _ in range(4):
        said = grade_cli("hint", 4, tmp_path, expect=0).stdout
    shown = [line[4:] for line in said.splitlines() if line.startswith("    ")]
    lines = list(function_lines(course.exercises[3].reference, "update"))
    assert sorted(shown) == sorted(lines)
    assert shown != lines
    (tmp_path / "ex4_update.py").write_bytes(course.exercises[3].reference.read_bytes())
    told = " ".join(grade_cli("exercise", 4, tmp_path, expect=0).stdout.split())
    assert "With help: the last hint showed the lines of the solution." in told


BROKEN = ["", "[]", "{}", '{"schema": 1, "exercises": {"ex4_update": {"lines": "many"}}}', '{"more": ' + "[" * 50_000]


@pytest.mark.parametrize("text", BROKEN, ids=range(5))
def test_a_broken_record_of_help_is_named(tmp_path: Path, text: str) -> None:
    """It is one sentence, with the file."""
    (tmp_path / ".grade").mkdir()
    (tmp_path / ".grade" / "help.json").write_text(text)
    with pytest.raises(UsageError, match=r"help\.json: this is not what `grade` wrote\."):
        read_help(tmp_path)


@pytest.mark.parametrize("file", ["help.json", "hints.json", "course"])
def test_a_record_is_a_short_regular_file(tmp_path: Path, file: str) -> None:
    """A folder may come from somebody else: a named pipe is not waited for, and a device is not read without end."""
    read: Callable[[], object] = {
        "help.json": lambda: read_help(tmp_path),
        "hints.json": lambda: _climb(tmp_path / ".grade" / file, "ex1_sigmoid", "x", 3),
        "course": lambda: course_of(tmp_path),
    }[file]
    (tmp_path / ".grade").mkdir()
    record = tmp_path / ".grade" / file
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.write_bytes(bytes(2 << 20))):
        make(record)
        if file == "course" and not record.is_file():
            assert read() is None
        else:
            with pytest.raises(UsageError, match="KiB" if record.is_file() else "no regular file"):
                read()
        record.unlink()


def test_points_do_not_hang_on_a_broken_record(grade_cli: Grade, tmp_path: Path, course: Course) -> None:
    """An exercise is graded anyway, and the report says what is wrong with the record."""
    (tmp_path / ".grade").mkdir()
    (tmp_path / ".grade" / "help.json").write_text("[]")
    (tmp_path / "ex4_update.py").write_bytes(course.exercises[3].reference.read_bytes())
    said = " ".join(grade_cli("exercise", 4, tmp_path, expect=0).stdout.split())
    assert "15 of 15 points" in said
    assert "this is not what `grade` wrote." in said


def test_init_keeps_what_was_given(grade_cli: Grade, tmp_path: Path) -> None:
    """The record says how many lines each exercise gave, at most as many as the course offers."""
    grade_cli("init", tmp_path, "--faded", 50, expect=0)
    kept = json.loads((tmp_path / ".grade" / "help.json").read_text())["exercises"]
    assert kept["ex4_update"]["lines"] == 2
