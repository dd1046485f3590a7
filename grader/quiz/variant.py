"""One question with its numbers: drawn already rounded from the seed, the answers computed from what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from grader.quiz.numbers import shown
from grader.quiz.parts import ComputedNumber, Near, Number, Tolerance

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_-]*)\s*\}\}")


class PartNumbers(msgspec.Struct, frozen=True):
    """The numbers of one part of a multipart question."""

    answer: float
    near: tuple[float, ...] = ()


class Variant(msgspec.Struct, frozen=True):
    """What the seed made of a question."""

    seed: int
    values: dict[str, Any]
    """Parameters and computed values, by name."""
    written: dict[str, str]
    """The same as the learner sees them."""
    worked: dict[str, str] = {}
    """Right answers as they are written: `answer`, or the id of each part. Only an explanation may show them."""
    answer: float = 0.0
    """Of a numeric question: the right number."""
    near: tuple[float, ...] = ()
    """Of a numeric question: its near values, in the file's order."""
    parts: dict[str, PartNumbers] = {}
    """Of a multipart question: the right numbers of each part."""
    lines: tuple[str, ...] = ()
    """Of a slip, the lines of the program; of a Parsons question, those of the function in their order."""
    wrong_line: int = 0
    """Of a slip: the number of the wrong line, from 1."""
    order: tuple[str, ...] = ()
    """The keys of options, blocks or right sides, in the order in which they are shown."""
    skipped: int = 0
    """How many draws were skipped because a wrong method gave the right answer, or two options the same text."""


class UnsoundError(Exception):
    """These numbers cannot be asked; the text says why."""

    def __init__(self, problem: str, place: tuple[str | int, ...], further: Sequence[UnsoundError] = ()) -> None:
        super().__init__(problem)
        self.place = place
        self.every: tuple[UnsoundError, ...] = (self, *further)
        """This and what else is wrong with the same numbers."""


def fill(text: str, written: Mapping[str, str]) -> str:
    """Put the written values into the `{{name}}` places of `text`; what a learner wrote there in braces stays."""
    if "{{" not in text:
        return text
    return PLACEHOLDER.sub(lambda match: written.get(match[1], match[0]), text)


def write(value: Any) -> str:
    """Write a value as it is shown to the learner: `0.5`, `(1, -2)`."""
    if isinstance(value, list | tuple):
        return "(" + ", ".join(write(part) for part in value) + ")"
    return shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def write_rounded(value: float, decimals: int | None) -> str:
    """Write a right answer as it is asked for."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}" if decimals is not None else shown(round(value, 9) + 0.0)


def written_value(value: Any, number: Number | None) -> str:
    """Write a value as the learner sees it, with the decimals that it was computed with."""
    if isinstance(number, ComputedNumber) and number.decimals is not None:
        return f"{value:.{number.decimals}f}"
    return write(value)


def within(given: float, answer: float, tolerance: Tolerance | None) -> bool:
    """Say whether `given` is near enough to `answer`, the limit itself included."""
    limit = max(tolerance.abs, tolerance.rel * abs(answer)) if tolerance else 0.0
    # 0.3 + 0.1 and 0.4 differ in their last bit: that must not put the limit itself outside.
    return abs(given - answer) <= limit * (1 + 1e-9) + 1e-12 * max(1.0, abs(answer))


def near_tolerance(near: Near, tolerance: Tolerance | None) -> Tolerance | None:
    """Return the tolerance of a near value: its own, or that of the right answer."""
    return near.tolerance or tolerance
