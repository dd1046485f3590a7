"""Read the notebook that an author writes for nbgrader: the metadata of each cell say what it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from grader.authoring.importing.assignment import (
    AssignedQuestion,
    ImportedAssignment,
    TestCell,
    plain_code,
    read_cells,
    runs_here,
)
from grader.core.errors import UsageError

_SOLUTION = re.compile(
    r"^[ \t]*#+ BEGIN SOLUTION[^\n]*\n(.*?)^[ \t]*#+ END SOLUTION[^\n]*\n?", re.DOTALL | re.MULTILINE
)
_HIDDEN = re.compile(
    r"^[ \t]*#+ BEGIN HIDDEN TESTS[^\n]*\n(.*?)^[ \t]*#+ END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)


def read_nbgrader(path: Path) -> ImportedAssignment:
    """Return the assignment of a notebook in the form of nbgrader's source folder.

    Raises:
        UsageError: it is no such notebook.
    """
    assignment = ImportedAssignment(path.stem)
    found = False
    before = ""
    for number, cell in enumerate(read_cells(path), 1):
        marks = cell.metadata.get("nbgrader") or {}
        found |= bool(marks)
        if cell.cell_type == "markdown":
            before = cell.source
            assignment.text.append(before)
        if marks.get("task") or (marks.get("grade") and marks.get("solution")):
            what = f"the cell {marks.get('grade_id', '')!r}, which a person marks"
            assignment.leave_out(number, what)
            if cell.cell_type == "code" and not marks.get("task"):
                _code(assignment, number, cell, marks)
        elif cell.cell_type == "code" and marks.get("grade"):
            assignment.questions.append(_question(assignment, number, cell, marks, before))
        elif cell.cell_type == "code":
            _code(assignment, number, cell, marks)
        elif cell.cell_type == "raw":
            assignment.leave_out(number, "a raw cell")
    if not found or not assignment.questions:
        raise UsageError(
            f"{path}: no cell is marked as a test by nbgrader; give a notebook of nbgrader's source folder."
        )
    return assignment


def _code(assignment: ImportedAssignment, number: int, cell: Any, marks: Any) -> None:
    """Take a cell of code: the right one, and the one with the solutions cut out."""
    code = plain_code(cell.source, number, assignment)
    if not marks.get("solution") and not runs_here(cell, code, number, assignment):
        return
    assignment.solution.append(_SOLUTION.sub(r"\1", code))
    assignment.stub.append(_SOLUTION.sub(_gap, code + "\n").strip("\n"))


def _gap(match: re.Match[str]) -> str:
    """Return what learners get in place of a solution: within a function what nbgrader writes, else names to be given."""
    indent = re.match(r"[ \t]*", match[1])
    assert indent is not None
    if indent[0]:
        return f"{indent[0]}# YOUR CODE HERE\n{indent[0]}raise NotImplementedError()\n"
    lines = [f"{name} = ..." for name in re.findall(r"^([A-Za-z_]\w*)\s*=(?!=)", match[1], re.MULTILINE)]
    names = re.findall(r"^(?:def|class)\s+\w+.*?:$", match[1], re.MULTILINE)
    lines += [f"{name}\n    raise NotImplementedError()\n" for name in names]
    return "\n".join(["# YOUR CODE HERE", *dict.fromkeys(lines)]) + "\n"


def _question(assignment: ImportedAssignment, number: int, cell: Any, marks: Any, text: str) -> AssignedQuestion:
    name = str(marks.get("grade_id") or f"test{number}")
    question = AssignedQuestion(name, float(marks.get("points") or 0), text)
    source = plain_code(cell.source, number, assignment, test=True)
    hidden = "".join(match[1] for match in _HIDDEN.finditer(source + "\n"))
    shown = _HIDDEN.sub("", source + "\n").strip("\n")
    if shown:
        question.tests.append(TestCell(shown, number))
    if hidden.strip():
        # what the cell sets up before is needed by the hidden tests, too
        question.tests.append(TestCell(f"{_setup(shown)}\n{hidden}".strip("\n"), number, hidden=True))
    return question


def _setup(code: str) -> str:
    import ast

    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError):
        return ""
    kept = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.FunctionDef)]
    return "\n".join(ast.unparse(node) for node in kept)
