"""One diagnostic about a quiz file, and the sink where those about one part of it are written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.core.schema import Document, Place, Position

UP = ".."
"""The first step of a place in the quiz around a question, as a question's sink knows it."""


class Diagnostic(msgspec.Struct, frozen=True):
    """What is wrong at one place, and how to fix it."""

    path: Path
    line: int
    column: int
    code: str
    problem: str
    fix: str
    warning: bool = False

    def __str__(self) -> str:
        """Write it on two lines, as the terminal does."""
        kind = "warning" if self.warning else "error"
        return f"{self.path}:{self.line}:{self.column}: {kind}[{self.code}]: {self.problem}\n  fix: {self.fix}"


def used_too(places: Sequence[Position]) -> str:
    """Say where else something is, that is told at the first of these places."""
    others = sorted(set(places))[1:]
    return f" (used at {' and '.join('{}:{}'.format(*at) for at in others)} too)" if others else ""


class DiagnosticSink:
    """Where diagnostics about one question, or the quiz around them, are written down.

    One fault is told once: what rests on a place in doubt, since its value is not what the author meant and that is told
    already, is not told.
    """

    def __init__(self, document: Document, *place: str | int) -> None:
        self.document, self.place = document, place
        self.diagnostics: list[Diagnostic] = []
        self.doubt: set[Place] = set()
        """Places whose values are at fault, or were filled in."""
        self.absent: set[Place] = set()
        """Places at which nothing stands, and for which an unknown key may be meant."""
        self.faulty: set[Place] = set()
        """Places of the errors so far, told or not."""

    def error(
        self,
        place: Place,
        code: str,
        problem: str,
        fix: str,
        *,
        rests: Iterable[Place] | None = None,
        needs: Iterable[Place] = (),
    ) -> None:
        """Note a fault, unless what it follows from is in doubt.

        Args:
            place: where, below this part.
            code: its kind.
            problem: what the author did.
            fix: what to do.
            rests: places that must be beyond doubt with all that stands in them; left out, `place`.
            needs: places whose own value must be there, whatever is in doubt within it; `place` is one in any case.
        """
        self.faulty.add(place)
        if not any(map(self.lacks, (place, *needs))) and not any(
            map(self.doubts, (place,) if rests is None else rests)
        ):
            self._note(place, code, problem, fix, False)

    def warn(self, place: Place, code: str, problem: str, fix: str) -> None:
        """Note what is allowed and probably not meant, unless it follows from what is in doubt."""
        if not self.doubts(place):
            self._note(place, code, problem, fix, True)

    def has_file(self, name: str) -> bool:
        """Say whether there is a file of this name, or path, beside the quiz."""
        try:
            return (self.document.path.parent / name).is_file()
        except (OSError, ValueError):  # no file can have such a name
            return False

    def doubts(self, place: Place) -> bool:
        """Say whether the value at `place`, or a part of it, or what it is a part of, is in doubt."""
        every = self.doubt | self.absent
        return any(one[: len(place)] == place[: len(one)] for one in every if place or one[:1] != (UP,))

    def lacks(self, place: Place) -> bool:
        """Say whether nothing is known of the value at `place`, since it or what it is a part of is in doubt."""
        return any(place[: len(one)] == one for one in self.doubt | self.absent)

    def _note(self, place: Place, code: str, problem: str, fix: str, warning: bool) -> None:
        line, column = self.document.position((*self.place, *place))
        self.diagnostics.append(Diagnostic(self.document.path, line, column, code, problem, fix, warning))
