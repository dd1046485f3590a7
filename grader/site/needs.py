"""What a course's own code imports, and whether a browser has it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.core.course import Course, Exercise
from grader.core.errors import UsageError

_SHIPPED = frozenset(("grader", "pytest", "msgspec", "yaml", "jinja2"))
_NOT_IN_A_BROWSER = frozenset(
    ("curses", "dbm", "fcntl", "idlelib", "lzma", "multiprocessing", "readline", "sqlite3", "ssl", "termios", "tkinter")
)
"""Modules of Python's own that Pyodide leaves out, or brings as a package."""


def refuse_what_is_missing(course: Course) -> None:
    """Raise UsageError where a reference, a suite, a probe or a mistake imports what a page has not."""
    known = {exercise.stem for exercise in course.exercises} | _SHIPPED
    for exercise in course.exercises:
        for file in _files(exercise):
            for name in _imported(file):
                own = name in known or (file.parent / f"{name}.py").is_file()
                if not own and (name not in sys.stdlib_module_names or name in _NOT_IN_A_BROWSER):
                    raise UsageError(
                        f"{file}: imports {name}, which Python in a browser does not have here. A site can be built of "
                        "courses that use Python's own modules only; `grade web` shows this course as it is."
                    )


def _files(exercise: Exercise) -> Iterator[Path]:
    files = (exercise.reference, exercise.suite, exercise.probe, *sorted(exercise.mistakes.glob("*.py")))
    yield from (file for file in files if file.is_file())


def _imported(file: Path) -> Iterator[str]:
    """Give the first parts of the names that a file imports; nothing of one that Python cannot read, which is told later."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
