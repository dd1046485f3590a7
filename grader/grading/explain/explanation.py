"""What a learner is told of an error: one sentence or two, and hints that each go a step further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Explanation:
    """What is wrong and what to do."""

    sentence: str
    hints: tuple[str, ...] = ()
    """For `grade hint`: what to look at, what the construct needs, an example of the right form."""


@dataclass(frozen=True)
class Surroundings:
    """What an explanation may look at beside the error."""

    number: int = 0
    """The exercise's."""
    file: str = ""
    """The graded file."""
    sources: Mapping[str, str] | None = None
    """The learner's files by label."""
    functions: tuple[str, ...] = ()
    """What the exercise asks for."""
    earlier: Mapping[str, tuple[str, ...]] | None = None
    """The functions of the earlier exercises, by stem."""
    calls: Mapping[str, tuple[str, ...]] | None = None
    """The arguments of each function of the exercise."""

    stub: Path | None = None
    """What the exercise's file begins as."""

    def line(self, label: str, number: int) -> str:
        """Return a line of a learner's file, or nothing."""
        lines = (self.sources or {}).get(label, "").split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""
