"""Which help a learner took with each exercise, kept in `.grade/help.json` of their folder. It never changes a mark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.core.errors import UsageError
from grader.core.files import read_file, write_file
from grader.core.sentences import counted

FILE = Path(".grade") / "help.json"
_MOST_BYTES = 1 << 16


class HelpTaken(msgspec.Struct, frozen=True, kw_only=True):
    """The help taken with one exercise."""

    lines: int = 0
    """How many lines were given in the stub."""
    solution_lines: bool = False
    """Whether the last hint was shown, the lines of the solution in another order."""


class _Record(msgspec.Struct, frozen=True):
    schema: int
    exercises: dict[str, HelpTaken]


def read_help(folder: Path) -> Mapping[str, HelpTaken]:
    """Return the help taken, by the stems of exercises; what is not there or not ours is no help.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        return msgspec.json.decode(read_file(folder / FILE, _MOST_BYTES), type=_Record).exercises
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"{folder / FILE}: cannot be read ({error.strerror}).") from None
    except (msgspec.DecodeError, RecursionError):
        raise UsageError(f"{folder / FILE}: this is not what `grade` wrote. Delete it, and grade again.") from None


def record_help(folder: Path, stem: str, *, lines: int | None = None, solution_lines: bool | None = None) -> None:
    """Keep the help that was taken with one exercise, beside what is kept already.

    Raises:
        UsageError: the file cannot be read or written.
    """
    known = dict(read_help(folder))
    before = known.get(stem, HelpTaken())
    known[stem] = HelpTaken(
        lines=before.lines if lines is None else lines,
        solution_lines=before.solution_lines or bool(solution_lines),
    )
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    write_file(folder / FILE, msgspec.json.format(msgspec.json.encode(_Record(1, known)), indent=1) + b"\n")


def with_help(taken: HelpTaken | None) -> str:
    """Say which help was taken, in one sentence; nothing where none was."""
    if taken is None or not (taken.lines or taken.solution_lines):
        return ""
    parts = []
    if taken.lines:
        parts.append(counted(taken.lines, "one line was given", "{} lines were given"))
    if taken.solution_lines:
        parts.append("the last hint showed the lines of the solution")
    return f"With help: {', and '.join(parts)}. You get the points anyway."
