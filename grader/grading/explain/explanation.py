"""What a learner is told of an error: one sentence or two, and hints that each go a step further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.core.course import Exercise


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

    classes: tuple[str, ...] = ()
    """The classes that the exercise asks for."""
    variables: tuple[str, ...] = ()
    program: bool = False
    """Whether the file is run as a program."""
    stub: Path | None = None
    """What the exercise's file begins as."""

    def line(self, label: str, number: int) -> str:
        """Return a line of a learner's file, or nothing."""
        lines = (self.sources or {}).get(label, "").split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


def surroundings_of(
    exercise: Exercise, file: str, sources: Mapping[str, str], earlier: Mapping[str, Exercise]
) -> Surroundings:
    """Return what the explanation of an error may look at.

    Args:
        exercise: what is graded.
        file: the learner's file for it.
        sources: the learner's files by label.
        earlier: the exercises before it, by stem.
    """
    return Surroundings(
        number=exercise.number,
        file=file,
        sources=sources,
        functions=tuple(exercise.functions),
        earlier={stem: tuple(one.functions) for stem, one in earlier.items()},
        calls={name: function.takes for name, function in exercise.functions.items()},
        classes=exercise.classes,
        variables=exercise.variables,
        program=exercise.program and not exercise.functions,
        stub=exercise.stub,
    )
