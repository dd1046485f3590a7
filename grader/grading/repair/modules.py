"""The compiled modules that a worker is sent to edit a program with."""

from __future__ import annotations

from functools import cache
from types import CodeType

from grader.sandbox.process_factory import code_of

_PACKAGE = "grader.sandbox.edits"
_MODULES = ("tree", "operators", "values", "indexes", "calls", "statements", "wholes", "table", "candidates")
"""What a worker is sent, each importing only from those before it."""


@cache
def compiled_modules() -> tuple[tuple[str, CodeType], ...]:
    """Return the compiled modules that a worker is sent."""
    empty = compile("", "<edits>", "exec")
    packages = ("grader", "grader.sandbox", _PACKAGE)
    names = [f"{_PACKAGE}.{name}" for name in _MODULES]
    return (*((name, empty) for name in packages), *((name, code_of(name, "<edits>")) for name in names))
