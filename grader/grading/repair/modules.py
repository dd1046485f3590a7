"""The compiled modules that a worker is sent to edit a program with."""

from __future__ import annotations

from functools import cache
from types import CodeType

from grader.sandbox.process_factory import HARNESS, code_of, compiled

_PACKAGE = "grader.sandbox.edits"
_KINDS = (
    "tree",
    "scopes",
    "operators",
    "values",
    "indexes",
    "calls",
    "statements",
    "assignments",
    "libraries",
    "wholes",
    "table",
)
_MODULES = (*_KINDS, "edited_file", "watching", "candidates")
"""What a worker is sent, each importing only from those before it."""


@cache
def compiled_modules(*, harnessed: bool = False) -> tuple[tuple[str, CodeType], ...]:
    """Return the compiled modules that a worker is sent, with those around the file where the exercise has a harness."""
    around = tuple(compiled(HARNESS)) if harnessed else ()
    package = (_PACKAGE, compile("", "<edits>", "exec"))
    names = [f"{_PACKAGE}.{name}" for name in (*_MODULES, *(("harnessed",) if harnessed else ()))]
    return (*around, package, *((name, code_of(name, "<edits>")) for name in names))
