"""The files of known mistakes: the one reader of their names and docstrings."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.core.errors import ContentError


def mistake_names(folder: Path) -> list[str]:
    """Return the stems of an exercise's mistake files, sorted: `<id>` or `<id>--<variant>`."""
    return sorted(path.stem for path in folder.glob("*.py"))


def read_hints(path: Path) -> list[str]:
    """Return the paragraphs of a mistake's docstring: what it does, then further hints, each nearer to the line.

    Raises:
        ContentError: the file cannot be read, or has no docstring.
    """
    try:
        text = ast.get_docstring(ast.parse(path.read_bytes())) or ""
    except (OSError, SyntaxError, ValueError) as error:
        raise ContentError(path, f"this mistake cannot be read ({error}).") from None
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    if not paragraphs:
        raise ContentError(path, "a mistake's docstring is what its learners are told; this one is empty.", 1)
    return paragraphs
