"""The lines of one function of the course, as a learner is shown them: no docstring, no comments, no blank lines."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

from grader.core.errors import ContentError


@functools.lru_cache(maxsize=256)
def function_lines(path: Path, function: str) -> tuple[str, ...]:
    """Return the lines of `function` in the Python file at `path`, its `def` line first.

    Raises:
        ContentError: the file cannot be read, is not Python, or does not define this function.
    """
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise ContentError(path, f"this file cannot be read as Python ({error}).") from None
    found = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function), None)
    if found is None:
        raise ContentError(path, f"this file has no function {function!r}.")
    hidden: set[int] = set()
    if ast.get_docstring(found) is not None:
        hidden = set(range(found.body[0].lineno, (found.body[0].end_lineno or 0) + 1))
    lines = source.splitlines()
    shown = [lines[number - 1] for number in range(found.lineno, (found.end_lineno or 0) + 1) if number not in hidden]
    return tuple(line.rstrip() for line in shown if line.strip() and not line.lstrip().startswith("#"))
