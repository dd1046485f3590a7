"""An assignment as it is read from another system's notebook, before it is a course."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.core.errors import UsageError

TEST_LIBRARIES = ("nose", "unittest", "pytest", "otter", "nbgrader")
"""Modules that only compare, or that belong to another grader."""
_OTHER_GRADER = re.compile(
    rf"(import|from)\s+({'|'.join(TEST_LIBRARIES)})\b|grader\s*=\s*otter\.|grader\.(check|check_all|export|to_pdf)\("
)
_SHOWING = frozenset(("head", "tail", "show", "plot", "hist", "boxplot", "scatter", "describe", "info", "bar", "barh"))
_ASKED = re.compile(r"[\w.]+\?{1,2}")


@dataclass
class TestCell:
    """The code of one test, and what came out of it where the notebook says that."""

    __test__ = False
    code: str
    cell: int
    """The number of its cell in the notebook, from one."""
    hidden: bool = False
    output: str = ""


@dataclass
class AssignedQuestion:
    """One question: its points, its text and its tests."""

    name: str
    points: float
    text: str = ""
    tests: list[TestCell] = field(default_factory=list)


@dataclass
class ImportedAssignment:
    """What a notebook holds: learners' code and the right code, in cells, and the questions on it."""

    title: str
    stub: list[str] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)
    questions: list[AssignedQuestion] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """What cannot be carried over: the cell's number from one, and what it is."""
    changed: list[tuple[int, str]] = field(default_factory=list)
    """What is carried over in another way: the cell's number from one, and how."""

    def change(self, cell: int, how: str) -> None:
        """Note what of a cell is carried over in another way."""
        self.changed.append((cell, how))

    def leave_out(self, cell: int, what: str) -> None:
        """Note what of a cell cannot be carried over."""
        self.left_out.append((cell, what))


def read_cells(path: Path) -> list[Any]:
    """Return the cells of a notebook.

    Raises:
        UsageError: it cannot be read.
    """
    import nbformat

    try:
        return list(nbformat.read(path, as_version=4).cells)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    except Exception as error:  # nbformat raises what its JSON and its schema raise
        raise UsageError(f"{path}: this is no notebook ({type(error).__name__}).") from None


def plain_code(source: str, cell: int, assignment: ImportedAssignment, *, test: bool = False) -> str:
    """Return a cell's code without its magics, shell lines, questions to IPython and calls of the other grader.

    Each of them is noted.
    """
    python = reads_as_python(source)
    if not python and source.lstrip().startswith("%%"):
        assignment.leave_out(cell, f"the cell {source.strip().splitlines()[0][:60]!r}, which is not Python")
        return ""
    kept = []
    for line in source.split("\n"):
        said = line.strip()
        if not python and (said.startswith(("%", "!", "?")) or _ASKED.fullmatch(said)):
            assignment.leave_out(cell, f"the line {said[:60]!r}, which is not Python")
        elif not test and _OTHER_GRADER.match(line):
            assignment.leave_out(cell, f"the line {said[:60]!r}, which is for the other grader")
        else:
            kept.append(line)
    return "\n".join(kept).strip("\n")


def runs_here(cell: Any, code: str, number: int, assignment: ImportedAssignment) -> bool:
    """Whether a cell's code can be part of a file; what cannot is noted."""
    if not reads_as_python(code):
        assignment.leave_out(number, "a cell that Python cannot read")
        return False
    if _only_shows(code):
        assignment.leave_out(number, "a cell that only shows something; as part of a file it would stop the stub")
        return False
    failed = next((out for out in cell.get("outputs", []) if out.get("output_type") == "error"), None)
    if failed is not None:
        assignment.leave_out(number, f"a cell whose kept output is an error, {failed.get('ename', '')}")
    return failed is None


def _only_shows(code: str) -> bool:
    """Whether each statement of a cell is a value, or a call that shows one or only asks a function."""
    body = ast.parse(code).body
    return bool(body) and all(isinstance(node, ast.Expr) and _shows(node.value) for node in body)


def _shows(value: ast.expr) -> bool:
    if not isinstance(value, ast.Call):
        return not any(isinstance(node, ast.NamedExpr | ast.Await) for node in ast.walk(value))
    if isinstance(value.func, ast.Name):
        return True
    return any(isinstance(node, ast.Attribute) and node.attr in _SHOWING for node in ast.walk(value.func))


def reads_as_python(code: str) -> bool:
    """Whether Python can read a cell's code."""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return True
