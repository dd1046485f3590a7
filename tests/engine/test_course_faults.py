"""All that is wrong in course.yaml is told in one run, each thing once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.errors import ContentError

FAULTY = """\
schema: 1
title: Tasks
module: [math]
limits: {memory_mib: 0, seconds: 3, depth: 9000}
exercises:
  - stem: one
    name: one
    titel: first
    points: 1
    hints: [Look.]
    functions:
      f: {takes: [x], returns: numbr}
      g: {takes: [x], returns: {dict of: number}}
      h: {takes: x, returns: number}
      class: {takes: [x], returns: number}
  - stem: two
    name: all
    title: second
    points: two
    hints: [Look.]
    hints: [Think.]
    curve: {function: k, at: [0], name: loss}
    functions:
      f: {takes: [x], optional: [y], returns: number}
  - 7
  - stem: one
    name: one
    title: third
    points: 1
    hints: [Look.]
    functions: {}
"""
TOLD = [
    (3, "the key 'module' is not known here; did you mean 'modules'?"),
    (4, "'memory_mib' should be a whole number greater than 0."),
    (4, "there is no limit 'seconds'"),
    (4, "'depth' can be at most 50."),
    (8, "the key 'titel' is not known here; did you mean 'title'?"),
    (12, "'numbr' is no shape; did you mean number?"),
    (13, "did you mean {any text: SHAPE}?"),
    (14, "'takes' should be a list, and this is text."),
    (15, "'class' cannot be a function's name"),
    (17, "'all' cannot be an exercise's name"),
    (19, "'points' should be a number, and this is text."),
    (21, "the key 'hints' is here twice"),
    (22, "'k' is no function of this exercise."),
    (24, "'y' is not among what f takes."),
    (25, "this is a whole number."),
    (26, "'one' is taken by an exercise above."),
    (27, "'one' is taken by an exercise above."),
    (31, "name at least one function that the learner writes;"),
]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "course.yaml").write_text(FAULTY)
    return tmp_path


def test_every_fault_is_found_once(root: Path) -> None:
    """In the order of the lines, and nothing that merely follows from another."""
    with pytest.raises(ContentError) as caught:
        load_course(root)
    found = [caught.value, *caught.value.further]
    assert [(one.line, one.problem) for one in found] == [
        (line, next(one.problem for one in found if (one.line, part in one.problem) == (line, True)))
        for line, part in TOLD
    ]


@pytest.mark.parametrize("command", [("course", "check"), ("exercise", "1"), ("status",)])
def test_every_fault_is_told(root: Path, command: tuple[str, ...]) -> None:
    """A line each on the terminal, with file, line and column; exit status 2."""
    line = [sys.executable, "-P", "-m", "grader", "--course", ".", *command]
    run = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False, env={"COLUMNS": "1000"})
    assert run.returncode == 2
    told = run.stderr.splitlines()
    assert [one.split(": ", 2)[1].split(":")[1] for one in told] == [str(number) for number, _ in TOLD]
