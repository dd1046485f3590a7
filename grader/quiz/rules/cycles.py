"""Circles in what must come before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from grader.quiz import credit


def cycles(after: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield each circle, its first name again at its end; what shares a name with an earlier one is left out."""
    left = {name: list(wanted) for name, wanted in after.items()}
    while True:
        try:
            credit.closure(list(left.items()))
        except ValueError as error:
            circle = str(error).split(", ")
            yield circle
            for name in circle:
                left[name] = []
        else:
            return
