"""What can go wrong, and the exit status that each has.

GraderError             one clear sentence for the user
├── UsageError          wrong usage, or a file the user named cannot be used     exit 2
│   └── ContentError    a course, suite or quiz file is unsound; has its place   exit 2
└── Fault               the grader itself failed: never the submission's doing   exit 3
"""

from __future__ import annotations

from pathlib import Path

FULL_MARKS = 0
NOT_FULL_MARKS = 1
WRONG_USAGE = 2
FAULT = 3
INTERRUPTED = 130
TERMINATED = 143


class GraderError(Exception):
    """A foreseen failure: its text is one sentence that a user can act on."""

    exit_status = FAULT


class UsageError(GraderError):
    """What the user asked for cannot be done as asked."""

    exit_status = WRONG_USAGE


class ContentError(UsageError):
    """A content file is unsound at one place.

    Args:
        path: the file at fault.
        problem: what is wrong and what would be right.
        line: one-based, or None where the whole file is meant.
        column: one-based, or None.
    """

    def __init__(self, path: Path, problem: str, line: int | None = None, column: int | None = None) -> None:
        self.path, self.problem, self.line, self.column = path, problem, line, column
        self.further: tuple[ContentError, ...] = ()
        """What else is unsound in the file, where all of it was looked for."""
        place = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(f"{path}{place}: {problem}")


class Fault(GraderError):
    """The grader itself could not do its work."""


def internal_failure(error: BaseException, how: str) -> str:
    """Return what to tell the user where the grader itself failed.

    Args:
        error: what went wrong.
        how: what the user does to see all of it.
    """
    return (
        f"The grader itself failed ({type(error).__name__}: {error}). This is not your fault. "
        f"{how}, and report what it prints {_tracker()}."
    )


def _tracker() -> str:
    """Return where problems are reported: `Issues` in pyproject's [project.urls], once that is set."""
    from importlib import metadata

    try:
        addresses = metadata.metadata("primer-grader").get_all("Project-URL") or []
    except (metadata.PackageNotFoundError, OSError):  # out of descriptors, it cannot be read
        addresses = []
    found = [address.partition(",")[2].strip() for address in addresses if address.startswith("Issues,")]
    return f"at {found[0]}" if found else "on the project's issue tracker"
