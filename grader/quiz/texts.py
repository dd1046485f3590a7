"""Every text of a question that a learner may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from grader.quiz.model import Question


def texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of `question` that a learner may see, with its place in the file."""
    yield from _texts(msgspec.to_builtins(question), ())


_SHOWN = frozenset(
    {
        "prompt",
        "explanation",
        "text",
        "feedback",
        "left",
        "right",
        "extra",
        "alt",
        "long",
        "title",
        "correct",
        "partial",
        "incorrect",
        "blank",
        "program",
        "prints",
    }
)


def _texts(data: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("params", "values", "tests", "answer"):
                yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*place, index))
    elif isinstance(data, str) and data:
        name = next((step for step in reversed(place) if isinstance(step, str)), "")
        if name in _SHOWN:
            yield place, data
