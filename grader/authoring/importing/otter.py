"""Read the notebook that an author writes for otter: raw cells mark questions, solutions and tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from grader.authoring.importing.assignment import (
    AssignedQuestion,
    ImportedAssignment,
    TestCell,
    plain_code,
    read_cells,
    runs_here,
)
from grader.core.errors import UsageError

_MARK = re.compile(r"^\s*#\s*(BEGIN|END)\s+(QUESTION|SOLUTION|PROMPT|TESTS)\b", re.IGNORECASE)
_OLDER = re.compile(r"^```.*?^\s*BEGIN QUESTION", re.DOTALL | re.MULTILINE)
_IGNORED = re.compile(r"^.*#\s*IGNORE\s*$", re.MULTILINE | re.IGNORECASE)
_CONFIG = re.compile(r"^\s*#\s*ASSIGNMENT CONFIG", re.IGNORECASE)
_TEST_CONFIG = re.compile(r'^\s*("""|\'\'\')\s*#\s*BEGIN TEST CONFIG(.*?)\1\s*#\s*END TEST CONFIG\s*', re.DOTALL)


def read_otter(path: Path) -> ImportedAssignment:
    """Return the assignment of a notebook in the form of `otter assign`.

    Raises:
        UsageError: it is no such notebook.
    """
    assignment = ImportedAssignment(path.stem)
    reader = _OtterReader(assignment)
    cells = read_cells(path)
    for number, cell in enumerate(cells, 1):
        reader.read(number, cell)
    if not assignment.questions and any(_OLDER.search(cell.source) for cell in cells if cell.cell_type == "markdown"):
        raise UsageError(
            f"{path}: this notebook has otter's older form, where a question begins within a text; "
            "give one whose questions begin in raw cells."
        )
    if not assignment.questions:
        raise UsageError(f"{path}: no cell says `# BEGIN QUESTION`; give the notebook that `otter assign` takes.")
    return assignment


class _OtterReader:
    """Goes through the cells, and knows which part of a question it is in."""

    def __init__(self, assignment: ImportedAssignment) -> None:
        self._assignment = assignment
        self._question: AssignedQuestion | None = None
        self._part = ""
        self._manual = False

    def read(self, number: int, cell: Any) -> None:
        """Take one cell."""
        source = cell.source
        mark = _MARK.match(source)
        if mark and cell.cell_type in ("raw", "markdown"):
            self._mark(number, mark[1].upper(), mark[2].upper(), source)
        elif _CONFIG.match(source):
            return
        elif cell.cell_type == "markdown":
            self._assignment.text.append(source)
            if self._question and not self._question.text:
                self._question.text = source
        elif cell.cell_type == "code":
            self._code(number, cell)
        else:
            self._assignment.leave_out(number, "a raw cell without a mark of otter's")

    def _mark(self, number: int, end: str, what: str, source: str) -> None:
        if what == "QUESTION":
            self._question = self._begun(number, source) if end == "BEGIN" else None
            self._part = ""
        else:
            self._part = what if end == "BEGIN" else ""

    def _begun(self, number: int, source: str) -> AssignedQuestion:
        try:
            config = yaml.safe_load("\n".join(source.split("\n")[1:])) or {}
        except yaml.YAMLError:
            config = {}
            self._assignment.leave_out(number, "the settings of a question, which are no YAML")
        config = config if isinstance(config, dict) else {}
        name = str(config.get("name") or f"q{len(self._assignment.questions) + 1}")
        self._manual = bool(config.get("manual"))
        if self._manual:
            self._assignment.leave_out(number, f"the question {name}, which a person marks")
        points = config.get("points", 1)
        question = AssignedQuestion(name, _points(points))
        if not self._manual:
            self._assignment.questions.append(question)
        return question

    def _code(self, number: int, cell: Any) -> None:
        assignment = self._assignment
        if self._part == "TESTS":
            self._test(number, cell)
            return
        code = plain_code(cell.source, number, assignment)
        if self._part == "PROMPT":
            assignment.stub.append(code)
        elif self._part == "SOLUTION" or "SOLUTION" in code:
            assignment.solution.append(_solved(code))
            if not self._manual:
                assignment.stub.append(_prompted(code))
        elif runs_here(cell, code, number, assignment):
            assignment.solution.append(code)
            assignment.stub.append(code)

    def _test(self, number: int, cell: Any) -> None:
        assert self._question is not None
        source, hidden = cell.source, False
        if config := _TEST_CONFIG.match(source):
            hidden = bool(re.search(r"hidden\s*:\s*true", config[2], re.IGNORECASE))
            source = source[config.end() :]
        if re.match(r"\s*#\s*HIDDEN", source, re.IGNORECASE):
            hidden, source = True, source.partition("\n")[2]
        output = "".join(
            str(out.get("data", {}).get("text/plain", out.get("text", ""))) for out in cell.get("outputs", [])
        )
        code = plain_code(_IGNORED.sub("", source), number, self._assignment, test=True)
        self._question.tests.append(TestCell(code, number, hidden, output.strip()))


def _points(said: Any) -> float:
    values = said if isinstance(said, list) else list(said.values()) if isinstance(said, dict) else [said]
    return float(sum(value for value in values if isinstance(value, int | float)))


def _solved(code: str) -> str:
    """Return a cell as the right code: without the marks, and without what is for learners alone."""
    code = re.sub(r'("""|\'\'\')\s*#\s*BEGIN PROMPT.*?\1;?\s*#\s*END PROMPT[^\n]*\n?', "", code, flags=re.DOTALL)
    lines = [line for line in code.split("\n") if not re.match(r"\s*#\s*(BEGIN|END) SOLUTION", line)]
    return "\n".join(re.sub(r"\s*#\s*SOLUTION( NO PROMPT)?\s*$", "", line) for line in lines)


def _prompted(code: str) -> str:
    """Return a cell as learners get it."""
    code = re.sub(
        r'("""|\'\'\')\s*#\s*BEGIN PROMPT\n?(.*?)\1;?\s*#\s*END PROMPT[^\n]*\n?', r"\2", code, flags=re.DOTALL
    )
    lines: list[str] = []
    inside = False
    for line in code.split("\n"):
        mark = re.match(r"(\s*)#\s*(BEGIN|END) SOLUTION( NO PROMPT)?", line)
        if mark:
            inside = mark[2] == "BEGIN"
            if inside and not mark[3]:
                lines.append(f"{mark[1]}...")
        elif inside or re.search(r"#\s*SOLUTION NO PROMPT\s*$", line):
            continue
        elif re.search(r"#\s*SOLUTION\s*$", line):
            lines.append(_blank(line))
        else:
            lines.append(line)
    return "\n".join(lines)


def _blank(line: str) -> str:
    """Return a line of the solution as a gap: `x = ...`, or `...`."""
    indent = line[: len(line) - len(line.lstrip())]
    assigned = re.match(r"\s*([^=!<>()]+?)\s*=(?!=)", line)
    if re.search(r":\s*#\s*SOLUTION\s*$", line):
        return line
    return f"{indent}{assigned[1]} = ..." if assigned else f"{indent}..."
