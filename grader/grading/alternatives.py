"""The ways to write an exercise that a course shows after full marks: its reference, and its alternatives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.core.course import Exercise
from grader.core.errors import ContentError


def alternatives_of(exercise: Exercise) -> list[Path]:
    """Return the files in solutions/alternatives/<stem>/, in order of their names."""
    return sorted(exercise.alternatives.glob("*.py"))


def solutions_of(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Give (a sentence on it, its source) of the reference and each alternative.

    Raises:
        ContentError: a file cannot be read, or an alternative has no docstring.
    """
    yield "The course's own solution:", _parts(exercise.reference)[1]
    for path in alternatives_of(exercise):
        sentence, source = _parts(path)
        if not sentence:
            raise ContentError(
                path, "an alternative begins with a docstring that says in a sentence what is different.", 1
            )
        yield f"Another way: {sentence}", source


def _parts(path: Path) -> tuple[str, str]:
    """Return a file's docstring on one line, and the source after it."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError) as error:
        raise ContentError(path, f"this solution cannot be read ({error}).") from None
    sentence = " ".join((ast.get_docstring(tree) or "").split())
    after = tree.body[0].end_lineno or 0 if sentence else 0
    return sentence, "\n".join(text.split("\n")[after:]).strip("\n")
