"""What consoles cannot write, in letters that every one can; and sentences broken where a console ends."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import TextIO

ERRORS = "grade.console"
_PLAIN = {
    "…": "...",
    "·": "*",
    "×": "x",
    "–": "-",
    "—": "-",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "²": "^2",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "θ": "theta",
    "η": "eta",
    "∇": "grad ",
    "σ": "sigma",
    "Σ": "sum ",
    **dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True)),
}


def register() -> None:
    """Make ERRORS a way for streams to write what their encoding has not: in plain letters, or escaped."""
    codecs.register_error(ERRORS, _write_plain)


def _write_plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_PLAIN.get(c) or c.encode("ascii", "backslashreplace").decode() for c in missing), error.end


def help_width() -> int | None:
    """Return how wide help is in a terminal too narrow for Click's own width, which is never under 50; else None."""
    try:
        columns = os.get_terminal_size(1).columns
    except OSError:
        return None
    return columns - 1 if 20 < columns < 52 else None


def fitted(text: str, stream: TextIO, hang: int = 0) -> str:
    """Return a line, broken between words if the stream is a terminal too narrow for it; further lines are set in."""
    if not stream.isatty():
        return text
    import shutil
    import textwrap

    return textwrap.fill(
        text,
        shutil.get_terminal_size().columns,
        subsequent_indent=" " * hang,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )


def near(path: Path) -> Path:
    """Return a path as it is typed from here: without the folder that we are in."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except (OSError, ValueError):  # it lies elsewhere
        return path
