"""Which course a learner's folder belongs to: `.grade/course`, which `grade init` writes.

A course is run outside the sandbox, and a folder may come from somebody else. So a record counts only where it names a
course that this user named before, which a list in their own state folder says.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from grader.core.course import Course
from grader.core.errors import UsageError
from grader.core.files import read_file, write_file
from grader.core.hashing import digest_of
from grader.core.results import CourseVersion
from grader.core.text import safe

FILE = Path(".grade") / "course"
_MOST_BYTES = 1 << 16
_CONTENT = ("exercises", "solutions", "quiz")


class CourseRecord(msgspec.Struct, frozen=True):
    """The course of one folder."""

    schema: int
    place: str
    """Where the course lies, in full."""
    title: str
    content: str
    """The hash of its files as they were at `init`."""
    id: str = ""
    version: str = ""


class _NamedCourses(msgspec.Struct, frozen=True):
    schema: int
    places: tuple[str, ...]


def record_course(folder: Path, course: Course) -> None:
    """Keep which course this folder is for.

    Raises:
        UsageError: that cannot be written.
    """
    record = CourseRecord(1, str(course.root), course.title, content_hash(course.root), course.id, course.version)
    known = _named()
    try:
        (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
        _list_of_named().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be made ({error.strerror}).") from None
    if record.place not in known:
        write_file(_list_of_named(), msgspec.json.encode(_NamedCourses(1, (*known, record.place))) + b"\n")
    write_file(folder / FILE, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def course_of(folder: Path) -> Path | None:
    """Return where the course of this folder lies; None where the folder names none.

    Raises:
        UsageError: it names one that is not there any more, or that this user never named.
    """
    record = _read(folder / FILE)
    if record is None:
        return None
    place, title = Path(record.place), safe(repr(record.title), 100)
    again = "Name it once more, with its place: grade --course PATH init."
    if record.place not in _named():
        raise UsageError(
            f"{folder / FILE} names the course {title} in {safe(record.place)}, which you have not used on this machine. "
            "If you trust it, name it yourself: grade --course PATH init."
        )
    if not (place / "exercises" / "course.yaml").is_file():
        raise UsageError(f"The course {title} of this folder is not in {safe(record.place)} any more. {again}")
    return place


def content_hash(root: Path) -> str:
    """Return the hash of a course's files, by their names and bytes."""
    files = (path for name in _CONTENT for path in (root / name).rglob("*") if path.is_file())
    parts = []
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        parts += [path.relative_to(root).as_posix().encode(), path.read_bytes()]
    return digest_of(parts)


def version_of(course: Course) -> CourseVersion:
    """Return what a result says of the course that it was earned on."""
    return CourseVersion(course.id or course.title, course.version, content_hash(course.root))


def _read(file: Path) -> CourseRecord | None:
    if not file.is_file():
        return None
    try:
        record = msgspec.json.decode(read_file(file, _MOST_BYTES), type=CourseRecord)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}).") from None
    except (msgspec.DecodeError, RecursionError):
        raise UsageError(
            f"{file}: this is not what `grade init` wrote. Delete it, and name the course again."
        ) from None
    return record


def _list_of_named() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "grade" / "courses.json"


def _named() -> tuple[str, ...]:
    """Return the places of the courses that this user named; nothing where the list is not there or not ours."""
    try:
        return msgspec.json.decode(_list_of_named().read_bytes(), type=_NamedCourses).places
    except (OSError, msgspec.DecodeError):
        return ()
