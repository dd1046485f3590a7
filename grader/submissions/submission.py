"""A learner's files: found, read with bounds, and never run here.

A submission is a folder, one file in it, or an archive of it. Only regular files are opened, links are not followed,
nothing is unpacked to disk, and a file is read when it is asked for, never before. Archives and notebooks are opened by
the confined reader.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.sandbox.reader import reader
from grader.submissions.file_names import almost
from grader.submissions.folder import Folder, OneFile, OwnFiles
from grader.submissions.source_text import SUFFIXES, Refused, decode

__all__ = ["SUFFIXES", "Found", "Refused", "Submission", "open_submission"]

MAX_SOURCE = 1 << 20
MAX_NOTEBOOK = 64 << 20
"""With its outputs, which are not kept."""
MAX_TOTAL = 32 << 20
"""Of all files together that are kept, or given to one exercise."""
_SIZES = {".py": MAX_SOURCE, ".ipynb": MAX_NOTEBOOK}


class Found(msgspec.Struct, frozen=True):
    """A module of the learner's."""

    file: str
    """The name of the file that it came from."""
    cells: tuple[tuple[str, str], ...]
    """(label, source): one for a .py file, one for each code cell of a notebook."""
    notebook: bool
    also: str = ""
    """The file of the same stem that was not taken, or nothing."""


class Files(Protocol):
    """Where a submission's files lie."""

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of the file `name`, or None where there is none; Refused where it cannot be graded.

        Of a notebook, `notebook.reduced` returns them: its code cells alone.
        """

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""


@runtime_checkable
class Listed(Protocol):
    """Files whose names can be had."""

    def names(self) -> list[str]:
        """Return the names of the files there are, or of the first of very many."""


class Submission:
    """A learner's modules, by name."""

    def __init__(self, files: Files, instead: dict[str, str] | None = None, *, alone: bool = False) -> None:
        """Take the files of a submission.

        Args:
            files: where they lie.
            instead: for a module, the file to take whatever its name.
            alone: whether it is one file, graded on the course's own earlier parts.
        """
        self.alone = alone
        self._files, self._instead = files, instead or {}
        self._found: dict[str, Found | Refused | None] = {}
        self._kept = 0

    def find(self, name: str) -> Found | None:
        """Return the module `name`, or None where the learner does not have this file.

        Raises:
            Refused: there is one, and it cannot be graded.
        """
        if not name.isidentifier() or len(name) > 100:
            return None
        if name not in self._found:
            if self._kept > MAX_TOTAL or len(self._found) > 1000:
                self._found.clear()
                self._kept = 0
            try:
                self._found[name] = self._find(name)
            except Refused as error:
                self._found[name] = error
        found = self._found[name]
        if isinstance(found, Refused):
            raise found
        return found

    def near(self, name: str) -> str | None:
        """Return a file that is probably meant as the module `name`, and is called a little otherwise."""
        file = almost(self._files.names(), name) if isinstance(self._files, Listed) else None
        return safe_name(file) if file else None

    def above(self, name: str) -> bool:
        """Whether the folder above holds the module `name`."""
        return isinstance(self._files, Folder) and any(self._files.has(f"../{name}{suffix}") for suffix in SUFFIXES)

    def below(self, name: str) -> str:
        """Return the folder in this one that holds the module `name`, or nothing."""
        return self._files.folder_with(name) if isinstance(self._files, Folder) else ""

    def _find(self, name: str) -> Found | None:
        candidates = [self._instead[name]] if name in self._instead else [name + suffix for suffix in SUFFIXES]
        present = [file for file in candidates if self._files.has(file)]
        if not present:
            return None
        file, also = present[0], present[1] if len(present) > 1 else ""
        suffix = Path(file).suffix
        raw = self._files.read(file, _SIZES[suffix])
        if raw is None:
            return None
        self._kept += len(raw)
        file, also = safe_name(file), safe_name(also)
        if suffix == ".ipynb":
            from grader.submissions.notebook import cells_of

            return Found(file, cells_of(raw, file), True, also)
        return Found(file, ((file, decode(raw, file)),), False, also)


def open_submission(path: Path, exercise: Exercise | None = None, course: Course | None = None) -> Submission:
    """Open what the user named: a folder, an archive, or one file.

    One file stands alone, unless its stem is one of the course's: then what lies beside it is the learner's workspace.

    Args:
        path: where it is.
        exercise: what one file is for, whatever the file's name.
        course: what it belongs to; left out, one file stands alone.

    Raises:
        UsageError: there is nothing, or it is no submission.
    """
    reader().new_learner()
    if path.is_dir():
        return Submission(Folder(path))
    if not os.path.lexists(path):
        raise UsageError(f"{path}: there is no such file or folder; give a submission folder or one file.")
    if path.name.lower().endswith((".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")):
        from grader.submissions.archive import Archive

        return Submission(Archive(path))
    if path.suffix not in SUFFIXES:
        raise UsageError(
            f"{path}: give a submission folder, an archive of it (.zip, .tar.gz), or one .py or .ipynb file."
        )
    stems = [one.stem for one in course.exercises] if course else []
    instead = {exercise.stem if exercise else path.stem: path.name}
    folder = Folder(path.parent)
    if path.stem not in stems:
        return Submission(OneFile(folder, path.name), instead, alone=True)
    functions = (
        exercise.functions
        if exercise
        else [name for one in (course.exercises if course else ()) for name in one.functions]
    )
    return Submission(OwnFiles(folder, stems, functions), instead)
