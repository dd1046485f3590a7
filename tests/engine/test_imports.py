"""Assignments of otter and nbgrader become courses; what cannot be carried over is listed with its cell."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grader.authoring.course_check import check_course
from grader.authoring.importing.assignment import ImportedAssignment
from grader.authoring.importing.course_writer import write_course
from grader.authoring.importing.nbgrader import read_nbgrader
from grader.authoring.importing.otter import read_otter
from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission


def raw(text: str) -> object:
    """Return a raw cell."""
    return new_raw_cell(text)


def code_cell(code: str, output: str = "") -> object:
    """Return a cell of code, with what came out of it."""
    outputs = [new_output("execute_result", {"text/plain": output})] if output else []
    return new_code_cell(code, outputs=outputs)


OTTER = [
    raw("# ASSIGNMENT CONFIG\nname: temperatures"),
    new_markdown_cell("# Temperatures"),
    new_code_cell("%matplotlib inline\nimport csv\nimport math"),
    raw("# BEGIN QUESTION\nname: q1\npoints: 2"),
    new_markdown_cell("**Question 1.** Write `celsius(f)`."),
    raw("# BEGIN SOLUTION"),
    new_code_cell("def celsius(f):\n    # BEGIN SOLUTION\n    return (f - 32) / 1.8\n    # END SOLUTION"),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code_cell("celsius(212)", "100.0"),
    code_cell("# HIDDEN\nassert math.isclose(celsius(-40), -40.0)"),
    code_cell("for f in range(3):\n    assert celsius(f) < 0"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q2\npoints: [1, 2]"),
    new_markdown_cell("**Question 2.** Read the file, and find the mean."),
    raw("# BEGIN SOLUTION"),
    new_code_cell(
        'values = [float(row["f"]) for row in csv.DictReader(open("days.csv"))] # SOLUTION\nmean = sum(values) / len(values) # SOLUTION'
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code_cell(">>> len(values)\n3\n>>> round(mean, 2)\n50.0"),
    code_cell("assert isinstance(mean, float)"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q3\nmanual: true"),
    new_markdown_cell("**Question 3.** What do you see?"),
    raw("# END QUESTION"),
]


def marked(cell: object, **marks: object) -> object:
    """Return a cell with nbgrader's marks."""
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade": False, "solution": False, "locked": False, **marks}  # type: ignore[attr-defined]
    return cell


NBGRADER = [
    new_markdown_cell("## Part A: squares"),
    marked(
        new_code_cell(
            'def squares(n):\n    """Return the squares of 1 to n."""\n    ### BEGIN SOLUTION\n    if n < 1:\n        raise ValueError("n must be 1 or more")\n    return [i ** 2 for i in range(1, n + 1)]\n    ### END SOLUTION'
        ),
        solution=True,
        grade_id="squares",
    ),
    marked(
        new_code_cell(
            '"""Check squares."""\nfrom nose.tools import assert_equal\nassert_equal(squares(1), [1])\nassert_equal(squares(3), [1, 4, 9])\n### BEGIN HIDDEN TESTS\nassert squares(11)[-1] == 121\n### END HIDDEN TESTS'
        ),
        grade=True,
        locked=True,
        points=3,
        grade_id="correct_squares",
    ),
    marked(
        new_code_cell(
            'try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError("did not raise")'
        ),
        grade=True,
        locked=True,
        points=1,
        grade_id="squares_invalid",
    ),
    marked(new_markdown_cell("Explain what you did."), grade=True, solution=True, points=2, grade_id="explain"),
    marked(new_code_cell("### BEGIN SOLUTION\ntotal = sum(squares(4))\n### END SOLUTION"), solution=True, grade_id="t"),
    marked(
        new_code_cell("assert total == squares(4)[0] + 29\nassert total > 1"),
        grade=True,
        locked=True,
        points=2,
        grade_id="tt",
    ),
]


@pytest.fixture(name="imported")
def _imported(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, ImportedAssignment]:
    """Write a notebook, import it, and return the course and what was read."""
    system, cells = request.param
    notebook = tmp_path / f"{system}_task.ipynb"
    nbformat.write(new_notebook(cells=cells), notebook)
    (tmp_path / "days.csv").write_text("day,f\n1,40\n2,50\n3,60\n")
    assignment = (read_otter if system == "otter" else read_nbgrader)(notebook)
    list(write_course(assignment, notebook, tmp_path / "course"))
    return tmp_path / "course", assignment


def grade(root: Path, text: str, folder: Path) -> ExerciseResult:
    """Grade a text on an imported course."""
    course = load_course(root)
    folder.mkdir()
    (folder / f"{course.exercises[0].stem}.py").write_text(text)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        return grader.grade(course.exercises[0], open_submission(folder), 1)


@pytest.mark.parametrize("imported", [("otter", OTTER)], indirect=True)
def test_otter(imported: tuple[Path, ImportedAssignment], tmp_path: Path) -> None:
    """Points, hidden tests, outputs and doctests are carried over; a magic, a loop of asserts and a manual question are listed."""
    root, assignment = imported
    assert [str(one) for one in check_course(load_course(root)).diagnostics] == []
    assert [(cell, what.partition(" ")[2][:12]) for cell, what in sorted(assignment.left_out)] == [
        (3, "line '%matpl"),
        (12, "test in line"),
        (25, "question q3,"),
    ]
    stub = (root / "exercises" / "otter_task.py").read_text()
    assert "    ...\n" in stub
    assert "values = ...\nmean = ..." in stub
    assert (root / "exercises" / "days.csv").is_file()
    assert "212" in (root / "solutions" / "probes" / "otter_task.py").read_text()
    assert "100.0" not in (root / "solutions" / "probes" / "otter_task.py").read_text()
    wrong = (root / "solutions" / "otter_task.py").read_text().replace("- 32", "- 30")
    result = grade(root, wrong, tmp_path / "learner")
    assert [check.status for check in result.checks] == ["failed", "failed", "passed", "passed"]
    assert result.checks[0].message.startswith("celsius(212) gave 101.1")
    assert "-40" not in result.checks[1].message


@pytest.mark.parametrize("imported", [("nbgrader", NBGRADER)], indirect=True)
def test_nbgrader(imported: tuple[Path, ImportedAssignment]) -> None:
    """Visible and hidden tests are checks; what must be refused is asked; a free answer is listed; a comparison of two results is told."""
    root, assignment = imported
    assert [str(one) for one in check_course(load_course(root)).diagnostics] == []
    assert {cell for cell, _ in assignment.left_out} == {5, 7}
    stub = (root / "exercises" / "nbgrader_task.py").read_text()
    assert "raise NotImplementedError()" in stub
    assert "total = ..." in stub
    suite = (root / "solutions" / "suites" / "test_nbgrader_task.py").read_text()
    assert "[1, 4, 9]" in suite
    assert "open=False" in suite
    assert "'ValueError'" in suite
    assert load_course(root).exercises[0].points == 6


def test_a_notebook_of_neither_is_refused(tmp_path: Path) -> None:
    """A notebook without marks, and a file that is none, are told in a sentence."""
    path = tmp_path / "plain.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("x = 1")]), path)
    for read in (read_otter, read_nbgrader):
        with pytest.raises(UsageError, match="no cell"):
            read(path)
    path.write_text("{}")
    with pytest.raises(UsageError, match="no notebook"):
        read_otter(path)
