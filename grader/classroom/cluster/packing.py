"""A course as one parcel: the bytes of what grading reads, the same for the same files, wherever they lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from grader.core.errors import ContentError

_FOLDERS = ("exercises", "solutions", "quiz")
_DATE = (1980, 1, 1, 0, 0, 0)


def pack(course: Path) -> bytes:
    """Return a course's folder as a parcel: its exercises, solutions and quizzes, without caches and hidden files.

    Raises:
        ContentError: a file cannot be read.
    """
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for folder in _FOLDERS for path in (course / folder).rglob("*")):
            name = path.relative_to(course)
            if path.is_dir() or any(part.startswith(".") or part == "__pycache__" for part in name.parts):
                continue
            try:
                content = path.read_bytes()
            except OSError as error:
                raise ContentError(path, f"cannot be read ({error.strerror}).") from None
            archive.writestr(zipfile.ZipInfo(name.as_posix(), _DATE), content, zipfile.ZIP_DEFLATED)
    return parcel.getvalue()


def unpack(parcel: bytes, folder: Path) -> None:
    """Lay out a parcel as a course's folder."""
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(folder)
