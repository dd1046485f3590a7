"""Assignments of otter and nbgrader become courses; what cannot be carried over is listed with its cell."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grader.authoring.course_check import check_course
from grader.authoring.importing.assignment import ImportedAssignment
from grader.authoring.importing.course_writer import write_course
from grader.authoring.importing.nbgrader import read_nbgrader
from grader.authoring.importing.otter import read_otter
from grader.authoring.importing.tolerances import closeness
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
    assert {cell for cell, _ in assignment.left_out} == {5}
    assert {cell for cell, _ in assignment.changed} == {7}
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


OTTER_FUNCTIONS = [
    raw("# ASSIGNMENT CONFIG\ntests:\n    ok_format: false"),
    new_code_cell("import numpy as np\nimport otter\ngrader = otter.Notebook()"),
    new_code_cell('rows = np.loadtxt("data/rows.csv", delimiter=",")'),
    new_code_cell("print(rows)"),
    new_code_cell("rows.mean?"),
    new_code_cell("%%bash\nls data"),
    new_code_cell("unknown + 1", outputs=[new_output("error", ename="NameError", evalue="unknown", traceback=[])]),
    raw("# BEGIN QUESTION\nname: q1\npoints: 3"),
    new_markdown_cell("Write `spread(values)`."),
    raw("# BEGIN SOLUTION"),
    new_code_cell("def spread(values):\n    return np.max(values) - np.min(values) # SOLUTION"),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    new_code_cell("def test_whole(spread):\n    assert spread([1, 4]) == 3\n\ntest_whole(spread) # IGNORE"),
    new_code_cell("def test_near(np, spread, rows):\n    assert np.isclose(spread(rows[0]), 0.333, rtol=1e-2)"),
    new_code_cell("np.testing.assert_allclose(spread(rows[1]), np.ptp(rows[1]), atol=0.1)"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    new_code_cell('grader.check("q1")'),
]


@pytest.fixture(name="of_functions")
def _of_functions(tmp_path: Path) -> tuple[Path, ImportedAssignment]:
    """Import a notebook whose tests are functions, with a data file in a folder."""
    notebook = tmp_path / "spread.ipynb"
    nbformat.write(new_notebook(cells=OTTER_FUNCTIONS), notebook)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rows.csv").write_text("1,1.3333333\n2,7\n")
    assignment = read_otter(notebook)
    list(write_course(assignment, notebook, tmp_path / "course"))
    return tmp_path / "course", assignment


def test_tests_that_are_functions(of_functions: tuple[Path, ImportedAssignment], tmp_path: Path) -> None:
    """They are asked with the notebook's own modules, and numbers are as close as the notebook says, and no closer."""
    root, assignment = of_functions
    assert [str(one) for one in check_course(load_course(root)).diagnostics] == []
    right = (root / "solutions" / "spread.py").read_text()
    near = grade(root, right.replace("- np.min(values)", "- np.min(values) + 0.001"), tmp_path / "near")
    assert [check.status for check in near.checks] == ["failed", "passed", "passed"]
    far = grade(root, right.replace("- np.min(values)", "- np.min(values) + 0.2"), tmp_path / "far")
    assert [check.status for check in far.checks] == ["failed", "failed", "failed"]
    forged = grade(root, right.replace("return np.max", "raise SystemExit  # "), tmp_path / "forged")
    assert forged.score == 0
    assert sorted(cell for cell, _ in assignment.changed) == [1, 16]


def test_what_would_stop_a_file_is_left_out(of_functions: tuple[Path, ImportedAssignment]) -> None:
    """Questions to IPython, other languages, cells that fail or only show, and calls of the other grader are listed."""
    root, assignment = of_functions
    assert {cell for cell, _ in assignment.left_out} == {2, 4, 5, 6, 7, 19}
    solution = (root / "solutions" / "spread.py").read_text()
    assert not any(word in solution for word in ("otter", "print", "mean?", "ls data", "unknown"))
    assert 'np.loadtxt("rows.csv"' in solution
    assert (root / "exercises" / "rows.csv").is_file()


def test_a_test_that_takes_a_name_away_is_left_out(tmp_path: Path) -> None:
    """A probe leaves the learner's file as it is; the tests before it are carried over."""
    cells = [
        marked(new_code_cell("### BEGIN SOLUTION\ndef f(x):\n    return x\n### END SOLUTION"), solution=True),
        marked(new_code_cell("assert f(1) == 1\nkept = f\ndel f\nassert kept(2) == 2"), grade=True, points=1),
    ]
    notebook = tmp_path / "taken.ipynb"
    nbformat.write(new_notebook(cells=cells), notebook)
    assignment = read_nbgrader(notebook)
    list(write_course(assignment, notebook, tmp_path / "course"))
    assert assignment.left_out == [(2, "the tests from line 3 on, which take f away")]
    assert [str(one) for one in check_course(load_course(tmp_path / "course")).diagnostics] == []


def test_otters_older_form_is_told(tmp_path: Path) -> None:
    """Its questions begin within a text; it is not taken for a notebook without questions."""
    notebook = tmp_path / "older.ipynb"
    text = "**One.** Add.\n\n```\nBEGIN QUESTION\nname: q1\n```"
    nbformat.write(new_notebook(cells=[new_markdown_cell(text)]), notebook)
    with pytest.raises(UsageError, match="otter's older form"):
        read_otter(notebook)


@pytest.mark.parametrize(
    ("call", "close"),
    [
        ("np.allclose(a, b)", ", rel=1e-05, abs=1e-08"),
        ("np.allclose(a, b, 0.1, atol=2)", ", rel=0.1, abs=2"),
        ("math.isclose(a, b, rel_tol=1e-3)", ", rel=0.001, abs=0"),
        ("math.isclose(a, b)", ", rel=1e-09, abs=0"),
        ("isclose(a, b, abs_tol=2)", ", rel=1e-09, abs=2"),
        ("assert_allclose(a, b)", ", rel=1e-07, abs=0"),
        ("self.assertAlmostEqual(a, b)", ", abs=1.5e-7"),
        ("assert_almost_equal(a, b, decimal=2)", ", abs=1.5e-2"),
        ("self.assertAlmostEqual(a, b, 3)", ", abs=1.5e-3"),
        ("self.assertAlmostEqual(a, b, delta=0.5)", ", abs=0.5"),
        ("assert_equal(a, b)", ""),
    ],
)
def test_how_close_numbers_have_to_be(call: str, close: str) -> None:
    """As close as the function says that a notebook compares with."""
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    assert closeness(node) == close
