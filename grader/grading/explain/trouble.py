"""A place where Python stopped reading, and the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from grader.grading.explain.source_lines import code_of


@dataclass(frozen=True)
class Trouble:
    """A place where Python stopped reading."""

    source: str
    number: int
    """The line, from one."""
    column: int
    """From one; 0 where it is not known."""
    kind: str
    """SyntaxError, IndentationError or TabError."""
    said: str
    """What Python says."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.source.split("\n")

    @cached_property
    def line(self) -> str:
        """The marked line, cut."""
        return self.lines[self.number - 1][:400] if 0 < self.number <= len(self.lines) else ""

    @cached_property
    def code(self) -> str:
        """The marked line without indentation, comment and strings."""
        return code_of(self.line).strip()

    @cached_property
    def first(self) -> str:
        """The first word of the line."""
        match = re.match(r"[A-Za-z_]\w*", self.code)
        return match[0] if match else ""

    @cached_property
    def before(self) -> tuple[int, str]:
        """The number and the text of the last line with code before the marked one; (0, "") where there is none."""
        for at in range(min(self.number, len(self.lines)) - 2, max(-1, self.number - 200), -1):
            if code_of(self.lines[at][:400]).strip():
                return at + 1, self.lines[at][:400]
        return 0, ""


FORMS = {
    "def": "def area(a, b):",
    "class": "class Point:",
    "if": "if n > 0:",
    "elif": "elif n < 0:",
    "else": "else:",
    "for": "for item in items:",
    "while": "while n < 10:",
    "try": "try:",
    "except": "except ValueError:",
    "finally": "finally:",
    "with": "with open(name) as file:",
}
"""The right form of the line that begins each block."""
