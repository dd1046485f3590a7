"""What a course's own code imports, and whether a browser has it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.core.course import Course, Exercise
from grader.core.errors import UsageError

_SHIPPED = frozenset(("grader", "pytest", "msgspec", "yaml", "jinja2"))
_LEFT_OUT = frozenset(
    (
        *(
            "_pyrepl",
            "doctest",
            "ensurepip",
            "ftplib",
            "idlelib",
            "imaplib",
            "mailbox",
            "modulefinder",
            "multiprocessing",
        ),
        *(
            "netrc",
            "pdb",
            "pickletools",
            "poplib",
            "pty",
            "pyclbr",
            "pydoc",
            "pydoc_data",
            "smtplib",
            "socketserver",
            "sqlite3",
            "tty",
        ),
        *("venv", "webbrowser", "wsgiref", "xmlrpc", "zipapp"),
    )
)
"""Modules of Python's own that a site does not ship: a page has no processes, network or terminal for them."""
_LEFT_OUT_PARTS = ("http/cookiejar", "http/server", "asyncio/proactor_events", "asyncio/windows_")
_NOT_IN_A_BROWSER = _LEFT_OUT | {"curses", "dbm", "fcntl", "lzma", "readline", "ssl", "termios", "tkinter"}
"""Those, and what Pyodide leaves out or brings as a package."""


def of_use(library: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the standard library, by path, that are of use in a page."""
    return {
        path: content
        for path, content in library.items()
        if path.partition("/")[0].removesuffix(".py") not in _LEFT_OUT and not path.startswith(_LEFT_OUT_PARTS)
    }


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
