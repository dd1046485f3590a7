"""Results as text: one format a module, each a function of the result alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from grader.core.files import write_file
from grader.core.results import CourseVersion, ExerciseResult, SubmissionResult

Result = ExerciseResult | SubmissionResult
# a format's module has a function `render(result) -> str`, and perhaps `also(result)` for what goes elsewhere
_MODULES = {"text": "terminal", "lines": "problems"}
_NAMES = "text json lines markdown html junit github autograding classroom50 gradescope"
FORMATS = {name: f"grader.reports.{_MODULES.get(name, name)}" for name in _NAMES.split()}


def render(result: Result, format_: str, course: CourseVersion | None = None) -> str:
    """Return the result in one of FORMATS; `json` says which course it was earned on, where that is given."""
    if course is not None and format_ == "json":
        from grader.reports import json

        return json.render(result, course)
    function: Callable[[Result], str] = importlib.import_module(FORMATS[format_]).render
    return function(result)


def write(result: Result, format_: str, output: Path | None, course: CourseVersion | None = None) -> None:
    """Write the result to a file, or to the screen, where `text` is coloured if it is a terminal."""
    if output is not None:
        write_file(output, render(result, format_, course))
    elif format_ == "text" and sys.stdout.isatty():
        from grader.reports.terminal import show

        show(result)
    else:
        sys.stdout.write(render(result, format_, course))
    also: Callable[[Result], None] = getattr(importlib.import_module(FORMATS[format_]), "also", lambda result: None)
    also(result)
