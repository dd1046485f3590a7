"""Results as text: one format a module, each a function of the result alone."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.errors import UsageError
from grader.results import ExerciseResult, SubmissionResult

Result = ExerciseResult | SubmissionResult
# a format's module has a function `render(result) -> str`, and perhaps `also(result)` for what goes elsewhere
_NAMES = "text json lines markdown html junit github autograding classroom50 gradescope"
FORMATS = {name: f"grader.reports.{name}" for name in _NAMES.split()}


def render(result: Result, format_: str) -> str:
    """Return the result in one of FORMATS."""
    function: Callable[[Result], str] = importlib.import_module(FORMATS[format_]).render
    return function(result)


def write(result: Result, format_: str, output: Path | None) -> None:
    """Write the result to a file, or to the screen, where `text` is coloured if it is a terminal."""
    if output is not None:
        write_whole(output, render(result, format_))
    elif format_ == "text" and sys.stdout.isatty():
        from grader.reports.text import show

        show(result)
    else:
        sys.stdout.write(render(result, format_))
    also: Callable[[Result], None] = getattr(importlib.import_module(FORMATS[format_]), "also", lambda result: None)
    also(result)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; text is written as UTF-8.

    Raises:
        UsageError: it cannot be written.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        if os.path.lexists(path) and (not path.is_file() or path.parent == Path("/dev")):
            path.write_bytes(data)
            return  # a device or a pipe is written to, never replaced
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink()
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from None
