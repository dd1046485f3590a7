"""An assignment as it is read from another system's notebook, before it is a course."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.core.errors import UsageError


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


def plain_code(source: str, cell: int, assignment: ImportedAssignment) -> str:
    """Return a cell's code without its magics and shell lines, each of which is noted."""
    kept = []
    for line in source.split("\n"):
        if line.lstrip().startswith(("%", "!")):
            assignment.leave_out(cell, f"the line {line.strip()[:60]!r}, which is not Python")
        else:
            kept.append(line)
    return "\n".join(kept).strip("\n")


def reads_as_python(code: str) -> bool:
    """Whether Python can read a cell's code."""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return True
