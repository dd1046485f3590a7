"""A learner's files: found, read with bounds, and never run here.

A submission is a folder, one file in it, or an archive of it. Only regular files are opened, links are not followed,
nothing is unpacked to disk, and a file is read when it is asked for, never before.
"""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.submissions.file_names import almost
from grader.submissions.source_text import Refused, decode

__all__ = ["Found", "Refused", "Submission", "open_submission"]

MAX_SOURCE = 1 << 20
MAX_NOTEBOOK = 10 << 20
MAX_TOTAL = 32 << 20
"""Of all files together that are kept, or given to one exercise."""
SUFFIXES = (".py", ".ipynb")
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
        """Return the bytes of the file `name`, or None where there is none; Refused where it cannot be graded."""

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""


@runtime_checkable
class Listed(Protocol):
    """Files whose names can be had."""

    def names(self) -> list[str]:
        """Return the names of the files there are, or of the first of very many."""


class Submission:
    """A learner's modules, by name."""

    def __init__(self, files: Files, instead: dict[str, str] | None = None) -> None:
        """Take the files of a submission.

        Args:
            files: where they lie.
            instead: for a module, the file to take whatever its name.
        """
        self._files, self._instead = files, instead or {}
        self._found: dict[str, Found | Refused | None] = {}
        self._kept = 0

    def find(self, name: str) -> Found | None:
        """Return the module `name`, or None where the learner has no such file.

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
            from grader.submissions.notebook import code_cells

            return Found(file, code_cells(raw, file), True, also)
        return Found(file, ((file, decode(raw, file)),), False, also)


class Folder:
    """Files in a folder on disk."""

    def __init__(self, path: Path | str) -> None:
        self._path = path

    def names(self) -> list[str]:
        """Return the names of the files there are, or of the first of very many."""
        try:
            with os.scandir(self._path) as entries:
                return [entry.name for entry in islice(entries, _LOOKED_AT) if entry.is_file(follow_symlinks=False)]
        except OSError:
            return []

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return os.path.lexists(f"{self._path}/{name}")

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a regular file that is no link."""
        path = f"{self._path}/{name}"  # this is done for each file of a class, so with as little as can be
        try:
            kind = os.lstat(path).st_mode
            if not stat.S_ISREG(kind):
                raise Refused(
                    name, f"{name} is {_KINDS.get(stat.S_IFMT(kind), 'not a file')}; a regular file was expected."
                )
            file = os.open(path, _OPENING)
            try:
                found = os.fstat(file)
                if not stat.S_ISREG(found.st_mode):
                    raise Refused(name, f"{name} is not a regular file.")
                # asked for the limit, a read takes that much memory first
                raw = part = os.read(file, min(limit, found.st_size) + 1)
                # a system that does not tell sizes says 0
                while part and len(raw) <= limit and len(raw) != found.st_size:
                    part = os.read(file, min(limit + 1 - len(raw), _PIECE))
                    raw += part
            finally:
                os.close(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refused(name, f"{name} cannot be read: {error.strerror}.") from None
        return _bounded(name, raw, limit)


_PIECE = 1 << 16
_LOOKED_AT = 1000
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a named pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _bounded(name: str, raw: bytes, limit: int) -> bytes:
    if len(raw) > limit:
        size = f"{limit >> 20} MiB"
        raise Refused(name, f"{name} is too big: at most {size} are read. Clear its outputs or leave out the data.")
    return raw


def open_submission(path: Path, stem: str | None = None) -> Submission:
    """Open what the user named: a folder, an archive, or one file.

    Args:
        path: where it is.
        stem: the exercise that one file is for, whatever the file's name.

    Raises:
        UsageError: there is nothing, or it is no submission.
    """
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
    return Submission(Folder(path.parent), {stem or path.stem: path.name})
