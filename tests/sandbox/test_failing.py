"""What is told of an error in a learner's file is what the grader takes, whatever Python says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.sandbox import told
from grader.sandbox.failures import failure
from grader.submissions.submission import open_submission

LOOP = "def sigmoid(t):\n"
BROKEN = {
    "indented for no reason": ("import math\n\n  x = 1\n", 3, "unexpected indent"),
    "indented unlike all before": (LOOP + "    if t:\n        t = 1\n      t = 2\n", 4, "unindent does not match"),
    "without a block at the end": (LOOP, 1, "expected an indented block"),
    "without a block": ("for i in range(3):\nx = 1\n", 2, "expected an indented block"),
    "tabs and spaces": ("if 1:\n\tx = 1\n        y = 2\n", 3, "inconsistent use of tabs and spaces"),
    "a text without an end": ('x = "a\n', 1, "unterminated string"),
    "a long text without an end": ('x = """a\n\n\n', 1, "unterminated triple-quoted"),
    "a bracket without an end": ("x = (1,\ny = 2\n", 1, "was never closed"),
    "a bracket too many": ("x = 1)\n", 1, "unmatched"),
    "no colon": ("def f()\n    pass\n", 1, "expected ':'"),
    "a return outside": ("return 1\n", 1, "outside function"),
    "a line that goes on": ("x = 1 \\ + 2\n", 1, "line continuation"),
    "a name that is no name": ("x = ½\n", 1, "invalid character"),
    "a future that is none": ("x = 1\nfrom __future__ import braces\n", 2, "at the beginning of the file"),
}


@pytest.mark.parametrize(("source", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_python_cannot_read_is_told_with_its_line(
    source: str, line: int, words: str, course: Course, grader: Grader, tmp_path: Path
) -> None:
    """The learner hears what Python says of it, and where."""
    (tmp_path / "ex1_sigmoid.py").write_text(source)
    result = grader.grade(course.find("1"), open_submission(tmp_path), 1)
    assert result.status == "broken"
    assert result.message.startswith("Python cannot read your file")
    assert words in result.message
    assert result.location is not None
    assert result.location.line == line


@pytest.mark.parametrize("cell", ["for i in range(3):", "  x = 1", "if 1:\n    a\n  b"])
def test_a_cell_that_python_cannot_read_costs_a_notebook_nothing(
    cell: str, course: Course, grader: Grader, tmp_path: Path
) -> None:
    """It is skipped, as when cells are run by hand."""
    solution = (course.root / "solutions" / "ex1_sigmoid.py").read_text()
    cells = [
        {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
        for text in (solution, cell)
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (tmp_path / "ex1_sigmoid.ipynb").write_text(json.dumps(notebook))
    assert grader.grade(course.find("1"), open_submission(tmp_path), 1).full_marks


PIECES = st.sampled_from(
    [
        "def f(x):",
        "if x:",
        "else:",
        "for i in x:",
        "return",
        "x = 1",
        "(",
        ")",
        '"',
        "'''",
        "\\",
        "lambda",
        "f'{",
        "}",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n\t",
        "\n        ",
        "#",
        ":",
        "=",
        "é",
        "\x0c",
        "1_",
        "0x",
        "async",
        "*",
        "@",
        "yield",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_python_cannot_read_is_told_in_a_form_that_is_taken(source: str) -> None:
    """Its places have no number below zero, and its words are not too many."""
    try:
        compile(source, "ex1.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        assert told.failure(failure(error, {"ex1.py"})).problem in ("syntax", "raised")
