"""One complaint about a quiz file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.schema import Document, Place


class Complaint(msgspec.Struct, frozen=True):
    """What is wrong at one place, and how to mend it."""

    path: Path
    line: int
    column: int
    code: str
    problem: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        """Write it on two lines, as the terminal does."""
        kind = "warning" if self.warning else "error"
        return f"{self.path}:{self.line}:{self.column}: {kind}[{self.code}]: {self.problem}\n  mend: {self.mend}"


class Desk:
    """Where complaints about one question, or one part of it, are written down."""

    def __init__(self, document: Document, *place: str | int) -> None:
        self.document, self.place = document, place
        self.complaints: list[Complaint] = []

    def error(self, place: Place, code: str, problem: str, mend: str) -> None:
        """Note a fault at `place` below this part."""
        self._note(place, code, problem, mend, False)

    def warn(self, place: Place, code: str, problem: str, mend: str) -> None:
        """Note what is allowed and probably not meant."""
        self._note(place, code, problem, mend, True)

    def _note(self, place: Place, code: str, problem: str, mend: str, warning: bool) -> None:
        line, column = self.document.position((*self.place, *place))
        self.complaints.append(Complaint(self.document.path, line, column, code, problem, mend, warning))
