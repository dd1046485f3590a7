"""`--format lines`: what an editor reads, by the very matcher that `grade init --vscode` writes."""

import json
import re

import pytest

from grader.submissions.editor_tasks import MATCHER

BROKEN = "def update(w, b, gw, gb, eta):\n    return w - eta * gw, b\n"


@pytest.fixture(name="matched")
def _matched(grade_cli, submission_folder):
    """Give a function that grades files and returns what the matcher makes of each line."""

    def match(which, files):
        folder = submission_folder(files)
        done = grade_cli("exercise", which, "--format", "lines", cwd=folder, expect=1)
        found = [re.match(MATCHER["pattern"]["regexp"], line) for line in done.stdout.splitlines()]
        assert all(found)
        parts = ("file", "line", "column", "severity", "message", "code")
        return [{part: one[MATCHER["pattern"][part]] for part in parts} for one in found]

    return match


def test_an_error_is_marked_at_its_line_and_column(matched):
    """Where the learner's code raised, the mark is on that very place."""
    problems = matched("4", {"ex4_update.py": BROKEN})
    assert {"file": "ex4_update.py", "line": "2", "column": "16", "severity": "error"}.items() <= problems[0].items()
    assert "TypeError" in problems[0]["message"]


def test_a_wrong_value_is_marked_at_the_function_that_gave_it(matched):
    """A check that fails without an error marks the line where its function is defined."""
    text = (
        "import math\n\n\ndef sigmoid(t):\n    return 1 / (1 + math.exp(-t))\n\n\ndef forward(x, w, b):\n    return b\n"
    )
    problems = [p for p in matched("1", {"ex1_sigmoid.py": text}) if p["severity"] == "error"]
    assert problems
    assert {(problem["line"], problem["column"]) for problem in problems} == {("8", "5")}


NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
CELL = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": []}


@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_no_two_marks_are_alike_but_for_their_words(matched, suffix):
    """VS Code keeps one mark of those that share place, severity and code; each check has its own, and the likely mistake none."""
    source = (
        "import math\n\n\ndef sigmoid(t):\n    return 1 / (1 + math.exp(t))\n\n\ndef forward(x, w, b):\n"
        "    return sigmoid(sum(xj * wj for xj, wj in zip(x, w)) + b)\n"
    )
    notebook = {**NOTEBOOK, "cells": [{**CELL, "source": source}]}
    problems = matched("1", {f"ex1_sigmoid{suffix}": source if suffix == ".py" else json.dumps(notebook)})
    assert len(problems) > 5
    assert len({tuple(value for part, value in one.items() if part != "message") for one in problems}) == len(problems)
    assert "Likely cause: " in [one["message"] for one in problems if one["code"] is None][-1]
    if suffix == ".py":
        assert {one["line"] for one in problems} == {"4", "8"}


def test_a_syntax_error_is_one_mark(matched):
    """A file that Python cannot read has one mark, where Python stumbles."""
    (problem,) = matched("4", {"ex4_update.py": "def update(w, b, gw, gb, eta):\n    return (w\n"})
    assert (problem["file"], problem["line"], problem["severity"]) == ("ex4_update.py", "2", "error")


def test_from_elsewhere_the_mark_still_leads_to_the_file(grade_cli, submission_folder):
    """A file is named as it is found from where the command runs, named itself or by its folder."""
    folder = submission_folder({"ex4_update.py": BROKEN})
    for path in (folder.name, f"{folder.name}/ex4_update.py"):
        done = grade_cli("exercise", "4", path, "--format", "lines", cwd=folder.parent, expect=1)
        assert done.stdout.startswith(f"{folder.name}/ex4_update.py:2:16: error: ")


def test_a_notebook_s_cell_is_told_in_words(matched):
    """A place in a notebook is said in the message, since an editor cannot jump to a cell's line."""
    notebook = {**NOTEBOOK, "cells": [{**CELL, "source": BROKEN}]}
    problems = matched("4", {"ex4_update.ipynb": json.dumps(notebook)})
    assert problems[0]["file"] == "ex4_update.ipynb"
    assert problems[0]["message"].startswith("cell 1, line 2: ")


def test_what_a_learner_prints_or_raises_makes_no_separate_line(matched):
    """Text with line ends and a forged line stays inside one message."""
    forged = 'def update(*a):\n    raise ValueError("x\\nother.py:1:1: error: forged")\n'
    problems = matched("4", {"ex4_update.py": forged})
    assert {problem["file"] for problem in problems} == {"ex4_update.py"}


def test_full_marks_are_silence(grade_cli, submission_folder):
    """Nothing to fix, no line; the points are told beside, so that nobody looks at an empty screen."""
    done = grade_cli("exercise", "4", submission_folder(), "--format", "lines")
    assert done.stdout == ""
    assert done.stderr == "Exercise 4, update: 15 of 15 points\n"
    assert not re.match(MATCHER["pattern"]["regexp"], done.stderr)
