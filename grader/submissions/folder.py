"""A learner's files in a folder on disk: regular files alone, links not followed, each within a bound."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from grader.core.text import safe_name
from grader.submissions.source_text import SUFFIXES, Refused

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

    def folder_with(self, name: str) -> str:
        """Return the first folder in this one that holds a module of this name, or nothing."""
        try:
            with os.scandir(self._path) as entries:
                inner = [e.name for e in islice(entries, _LOOKED_AT) if e.is_dir(follow_symlinks=False)]
        except OSError:
            return ""
        holding = (one for one in sorted(inner) if any(self.has(f"{one}/{name}{suffix}") for suffix in SUFFIXES))
        return safe_name(next(holding, ""))

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return os.path.lexists(f"{self._path}/{name}")

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a regular file that is no link; of a notebook, its code cells."""
        if name.lower().endswith(".ipynb"):
            from grader.submissions.notebook import reduced

            if not self.has(name):
                return None
            with self.opened(name) as source:
                return reduced(source, name, limit)
        path = f"{self._path}/{name}"  # this is done for each file of a class, so with as little as can be
        try:
            file, size = _regular(path, name)
            try:
                # asked for the limit, a read takes that much memory first
                raw = part = os.read(file, min(limit, size) + 1)
                # a system that does not tell sizes says 0
                while part and len(raw) <= limit and len(raw) != size:
                    part = os.read(file, min(limit + 1 - len(raw), _PIECE))
                    raw += part
            finally:
                os.close(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refused(name, f"{name} cannot be read: {error.strerror}.") from None
        return _bounded(name, raw, limit)

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Give a regular file that is no link, to be read piece by piece; Refused where it cannot be."""
        try:
            with os.fdopen(_regular(f"{self._path}/{name}", name)[0], "rb", buffering=0) as file:
                yield file
        except OSError as error:
            raise Refused(name, f"{name} cannot be read: {error.strerror}.") from None


def _regular(path: str, name: str) -> tuple[int, int]:
    """Open a regular file that is no link; return its descriptor and its size."""
    kind = os.lstat(path).st_mode
    if not stat.S_ISREG(kind):
        raise Refused(name, f"{name} is {_KINDS.get(stat.S_IFMT(kind), 'not a file')}; a regular file was expected.")
    file = os.open(path, _OPENING)
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        os.close(file)
        raise Refused(name, f"{name} is not a regular file.")
    return file, found.st_size


def _bounded(name: str, raw: bytes, limit: int) -> bytes:
    if len(raw) > limit:
        size = f"{limit >> 20} MiB"
        raise Refused(name, f"{name} is too big: at most {size} are read. Clear its outputs or leave out the data.")
    return raw


class OneFile:
    """One file of a folder, and nothing beside it."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder, self._name = folder, name

    def has(self, name: str) -> bool:
        """Whether it is this one."""
        return name == self._name and self._folder.has(name)

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._folder.read(name, limit) if name == self._name else None


class OwnFiles:
    """A learner's folder, from which one file is graded: what may be another learner's answer to it is not given."""

    def __init__(self, folder: Folder, stems: Collection[str], functions: Collection[str]) -> None:
        """Take the folder, the stems of the course, and the functions that the exercise asks for."""
        self._folder, self._stems = folder, stems
        names = "|".join(map(re.escape, functions))
        self._own = re.compile(rf"^def (?:{names})\b".encode(), re.MULTILINE) if names else None

    def names(self) -> list[str]:
        """Return the names of the files there are, or of the first of very many."""
        return self._folder.names()

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return self._folder.has(name)

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file; Refused where it is not the one to grade and has its functions."""
        raw = self._folder.read(name, limit)
        if self._own and raw and name.rpartition(".")[0] not in self._stems and (found := self._own.search(raw)):
            what = found[0].decode().removeprefix("def ")
            raise Refused(
                name, f"it defines {what} itself, so it may be another learner's; grade the folder to use it."
            )
        return raw
