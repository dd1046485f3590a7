"""A folder of a class, on disk or within one archive: its folders, its files, their bytes. Nothing is unpacked."""

from __future__ import annotations

import contextlib
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from grader.errors import UsageError
from grader.submission import Folder, Refused
from grader.submission.archive import BROKEN

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_PASSED_OVER = ("thumbs.db", "desktop.ini")


class Node(Protocol):
    """One folder."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def where(self) -> str:
        """Its path, for people."""

    def folders(self) -> Mapping[str, Node]:
        """Return the folders in it, in the order of their names."""

    def files(self) -> list[str]:
        """Return the names of everything else in it, in order."""

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes; Refused where it is no regular file or too big."""


class Tree(Node, Protocol):
    """One folder that may hold a class, too large to be held itself."""

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Give the name of everything in it, in no order, and whether it is a folder."""

    def folder(self, name: str) -> Tree:
        """Return a folder in it."""


def hidden(name: str) -> bool:
    """Whether a name is one that systems and tools leave behind, never a learner's work."""
    return name.startswith((".", "__")) or name.endswith("~") or name.casefold() in _PASSED_OVER


class Disk:
    """A folder on disk; links in it are not followed."""

    # a class has one for each learner
    __slots__ = ("_files", "_folders", "where")

    def __init__(self, where: str) -> None:
        self.where = where
        """Its path."""
        self._folders: dict[str, Node] | None = None
        self._files: list[str] = []

    @property
    def path(self) -> Path:
        """Its path."""
        return Path(self.where)

    @property
    def name(self) -> str:
        """Its own name."""
        return os.path.basename(self.where) or self.path.resolve().name  # noqa: PTH119  # as `where` is

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Give what is in it."""
        try:
            with os.scandir(self.where) as entries:
                for entry in entries:
                    if not hidden(entry.name):
                        yield entry.name, entry.is_dir(follow_symlinks=False)
        except OSError as error:
            raise UsageError(f"{self.where}: cannot be read ({error.strerror}).") from None

    def folder(self, name: str) -> Tree:
        """Return a folder in it."""
        return Disk(name if self.where == "." else os.path.join(self.where, name))  # noqa: PTH118  # as `where` is

    def _scan(self) -> dict[str, Node]:
        if self._folders is None:
            found = sorted(self.entries())
            self._folders = {name: self.folder(name) for name, folder in found if folder}
            self._files = [name for name, folder in found if not folder]
        return self._folders

    def folders(self) -> dict[str, Node]:
        """Return the folders in it."""
        return self._scan()

    def files(self) -> list[str]:
        """Return the names of everything else."""
        self._scan()
        return self._files

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes."""
        return Folder(self.where).read(name, limit)


Members = dict[PurePosixPath, zipfile.ZipInfo | None]
"""Each file of an archive by its path, and each folder, as None."""


class Zipped:
    """A folder within the one archive that a course site gives of a whole class."""

    def __init__(self, archive: zipfile.ZipFile, members: Members, path: PurePosixPath, where: str):
        self._archive, self._members, self._path = archive, members, path
        self.name, self.where = path.name or Path(where).stem, where
        depth = len(path.parts)
        self._folders: dict[str, Zipped] = {}
        self._files: list[str] = []
        inner: dict[str, Members] = {}
        for member, entry in sorted(members.items(), key=lambda pair: pair[0]):
            own = member.parts[depth]
            if hidden(own):
                continue
            if entry is None and len(member.parts) == depth + 1:
                inner.setdefault(own, {})
            elif len(member.parts) > depth + 1:
                inner.setdefault(own, {})[member] = entry
            else:
                self._files.append(own)
        for own, theirs in inner.items():
            self._folders[own] = Zipped(archive, theirs, path / own, f"{where}/{own}")

    def folders(self) -> Mapping[str, Node]:
        """Return the folders in it."""
        return self._folders

    def files(self) -> list[str]:
        """Return the names of the files in it."""
        return self._files

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Give what is in it."""
        yield from ((name, True) for name in self._folders)
        yield from ((name, False) for name in self._files)

    def folder(self, name: str) -> Tree:
        """Return a folder in it."""
        return self._folders[name]

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes."""
        info = self._members.get(self._path / name)
        if info is None:
            return None
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            raise Refused(name, f"{name} is not a regular file.")
        try:
            with self._archive.open(info) as file:
                raw = file.read(limit + 1)
        except BROKEN as error:
            raise Refused(name, f"{name} cannot be read from the archive ({type(error).__name__}).") from None
        if len(raw) > limit:
            raise Refused(name, f"{name} is too big: at most {limit >> 20} MiB are read.")
        return raw


def open_tree(path: Path) -> Tree:
    """Open a folder, or a .zip, of a class.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    if path.is_dir():
        return Disk(str(path))
    if not path.exists():
        raise UsageError(f"{path}: there is no such folder; give the folder or .zip with your class's submissions.")
    if not zipfile.is_zipfile(path):
        raise UsageError(f"{path}: is no folder and no .zip; unpack it, and give the folder that comes out.")
    try:
        archive = zipfile.ZipFile(path)
        members: Members = {}
        for info in archive.infolist():
            member = PurePosixPath(_name(info))
            if not member.is_absolute() and ".." not in member.parts and member.parts:
                members[member] = None if info.is_dir() else info
    except BROKEN as error:
        raise UsageError(f"{path}: is not a readable .zip ({error}); download it again.") from None
    return Zipped(archive, members, PurePosixPath(), str(path))


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: many programs write it in UTF-8 and do not say so."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename
