"""Results as text: one format a module, each a function of the result alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from grader.core.files import write_file
from grader.core.results import CourseVersion, ExerciseResult, SubmissionResult

Result = ExerciseResult | SubmissionResult


class FormatModule(Protocol):
    """A module that renders results; it may also have `also(result)`, which writes what goes elsewhere."""

    def render(self, result: Result) -> str:
        """Return the result as text."""


@dataclass(frozen=True)
class Format:
    """One way to write a result."""

    name: str
    module_name: str = ""
    """The module in this package, where it has another name than the format."""
    located: bool = False
    """Whether each failed check is to have a place in the code, even if it is only where its function is defined."""
    complete: bool = False
    """Whether it holds all that is known: the version of the course, too, and the line that decides."""

    @property
    def module(self) -> FormatModule:
        """The module, which is imported when it is needed."""
        return cast(FormatModule, importlib.import_module(f"grader.reports.{self.module_name or self.name}"))


FORMATS = {
    one.name: one
    for one in (
        Format("text", "terminal"),
        Format("json", complete=True),
        Format("lines", "problems", located=True),
        Format("markdown"),
        Format("html"),
        Format("junit"),
        Format("github", located=True),
        Format("autograding", located=True),
        Format("classroom50"),
        Format("gradescope"),
    )
}


def render(result: Result, format_: str, course: CourseVersion | None = None) -> str:
    """Return the result in one of FORMATS; a complete one says which course it was earned on, where that is given."""
    if course is not None and FORMATS[format_].complete:
        from grader.reports import json

        return json.render(result, course)
    return FORMATS[format_].module.render(result)


def write(result: Result, format_: str, output: Path | None, course: CourseVersion | None = None) -> None:
    """Write the result to a file, or to the screen, where `text` is coloured if it is a terminal."""
    if output is not None:
        write_file(output, render(result, format_, course))
    elif format_ == "text" and sys.stdout.isatty():
        from grader.reports.terminal import show

        show(result)
    else:
        sys.stdout.write(render(result, format_, course))
    also: Callable[[Result], None] = getattr(FORMATS[format_].module, "also", lambda result: None)
    also(result)
