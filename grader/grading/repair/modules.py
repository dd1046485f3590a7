"""The compiled modules that a worker is sent to edit a program with."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from types import CodeType
from typing import Any

from grader.sandbox.process_factory import HARNESS, compiled

_PACKAGE = "grader.sandbox.edits"
_KINDS = ("tree", "scopes", "operators", "values", "indexes", "calls", "statements", "wholes", "table")
_MODULES = (*_KINDS, "edited_file", "watching", "candidates")
"""What a worker is sent, each importing only from those before it."""


@cache
def compiled_modules(*, harnessed: bool = False) -> tuple[tuple[str, CodeType], ...]:
    """Return the compiled modules that a worker is sent, with those around the file where the exercise has a harness."""
    around = tuple(compiled(HARNESS)) if harnessed else ()
    package = (_PACKAGE, compile("", "<edits>", "exec"))
    names = [f"{_PACKAGE}.{name}" for name in (*_MODULES, *(("harnessed",) if harnessed else ()))]
    return (*around, package, *((name, _code(name)) for name in names))


def _code(name: str) -> CodeType:
    spec = find_spec(name)
    loader: Any = spec.loader if spec else None
    code: CodeType = loader.get_code(name)
    return _nameless(code)


def _nameless(code: CodeType) -> CodeType:
    """Return code that does not tell where the grader is installed: learners' code can read what its process holds."""
    inner = tuple(_nameless(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename="<edits>", co_consts=inner)
