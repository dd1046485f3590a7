"""A class, or one learner's work, within an archive, read as a folder is. Nothing is unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol, TypeVar

from grader.classroom.tree import Disk, Node, Tree, hidden
from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.sandbox.unpack import BROKEN, Unreadable, zip_content, zip_method, zip_name
from grader.submissions.archive import Members, inside
from grader.submissions.notebook import reduced
from grader.submissions.submission import SUFFIXES, Refused

Taken = TypeVar("Taken")
_NO_YEAR = 1980


class PackedFiles(Protocol):
    """The files in an archive."""

    def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file, which is called `name` for people, or None; Refused where it cannot be read."""

    def inner(self, path: PurePosixPath, name: str) -> Members:
        """Open an archive in it; Refused or UsageError where it cannot be read."""

    def modified(self, path: PurePosixPath) -> datetime | None:
        """Return when a file was last changed; None where that is not told."""


class Packed:
    """A folder within an archive: of a whole class, or of one learner."""

    def __init__(
        self, within: PackedFiles, paths: Mapping[PurePosixPath, bool], path: PurePosixPath, where: str
    ) -> None:
        """Take what is in it.

        Args:
            within: the files of the archive.
            paths: what is in this folder, however deep, in order, and whether it is a folder.
            path: the folder's own.
            where: its path, for people.
        """
        self._within, self._path = within, path
        self.name, self.where = path.name or PurePath(where).stem, where
        self.left_out: list[str] = []
        depth = len(path.parts)
        self._folders: dict[str, Packed] = {}
        self._files: list[str] = []
        # each is built when it is looked into: an archive may hold half a million, one in the other
        self._inner: dict[str, dict[PurePosixPath, bool]] = {}
        for member, is_folder in paths.items():
            own = member.parts[depth]
            if hidden(own):
                continue
            if is_folder and len(member.parts) == depth + 1:
                self._inner.setdefault(own, {})
            elif len(member.parts) > depth + 1:
                self._inner.setdefault(own, {})[member] = is_folder
            else:
                self._files.append(own)

    def folders(self) -> Mapping[str, Node]:
        """Return the folders in it."""
        return {name: self.folder(name) for name in self._inner}

    def files(self) -> list[str]:
        """Return the names of the files in it."""
        return self._files

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Give what is in it."""
        yield from ((name, True) for name in self._inner)
        yield from ((name, False) for name in self._files)

    def folder(self, name: str) -> Tree:
        """Return a folder in it."""
        if name not in self._folders:
            found = Packed(self._within, self._inner[name], self._path / name, f"{self.where}/{name}")
            found.left_out = self.left_out
            self._folders[name] = found
        return self._folders[name]

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes."""
        return self._within.content(self._path / name, name, limit)

    def archive(self, name: str) -> Members:
        """Open an archive in it."""
        return self._within.inner(self._path / name, name)

    def modified(self, name: str) -> datetime | None:
        """Return when a file was last changed, by the clock where the archive was made."""
        return self._within.modified(self._path / name)


class _ClassZip:
    """The .zip that a course site made of a class. Its directory is the site's; what its files hold is the learners'."""

    def __init__(self, archive: zipfile.ZipFile, entries: Mapping[PurePosixPath, zipfile.ZipInfo]) -> None:
        self._archive, self._entries = archive, entries

    def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
        info = self._entry(path, name)
        if info is None:
            return None
        if name.lower().endswith(".ipynb"):
            return self._guarded(info, name, lambda: self._reduced(info, name, limit))
        try:
            content = zip_content(self._archive, info, limit + 1)
        except Unreadable as error:
            raise Refused(name, f"{name} {error}") from None
        if len(content) > limit:
            size = f"{limit >> 20} MiB"
            raise Refused(name, f"{name} is too big: unpacked it has more than {size}, which is the most that is read.")
        return bytes(content)

    def inner(self, path: PurePosixPath, name: str) -> Members:
        info = self._entry(path, name)
        if info is None:
            raise Refused(name, f"{name} cannot be read.")
        return self._guarded(info, name, lambda: Members(name, lambda: self._archive.open(info)))

    def modified(self, path: PurePosixPath) -> datetime | None:
        info = self._entries.get(path)
        try:
            # 1980 is what programs write that know no time
            return datetime(*info.date_time) if info and info.date_time[0] > _NO_YEAR else None
        except ValueError:
            return None

    def _entry(self, path: PurePosixPath, name: str) -> zipfile.ZipInfo | None:
        info = self._entries.get(path)
        if info and stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            raise Refused(name, f"{name} is not a regular file.")
        return info

    def _reduced(self, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
        with self._archive.open(info) as file:
            return reduced(file, name, limit)

    def _guarded(self, info: zipfile.ZipInfo, name: str, take: Callable[[], Taken]) -> Taken:
        """Take a file of the archive piece by piece; Refused where it cannot be read."""
        try:
            zip_method(info)
            return take()
        except Unreadable as error:
            raise Refused(name, f"{name} {error}") from None
        except BROKEN as error:
            raise Refused(name, f"{name} cannot be read ({type(error).__name__}); pack it again.") from None


def open_tree(path: Path) -> Tree:
    """Open a folder, or a .zip, of a class.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    if path.is_dir():
        return Disk(str(path))
    if not path.exists():
        raise UsageError(f"{path}: there is no such folder; give the folder or .zip with your class's submissions.")
    if path.suffix.lower() in SUFFIXES:
        raise UsageError(
            f"{path}: is one file; grade it with `grade exercise`, or give the folder that has a folder for each learner."
        )
    if not path.stat().st_size:
        raise UsageError(f"{path}: is empty: it has 0 bytes; download it again.")
    if not zipfile.is_zipfile(path):
        raise UsageError(f"{path}: is no folder and no .zip; unpack it, and give the folder that comes out.")
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise UsageError(f"{path}: is not a readable .zip ({error}); download it again.") from None
    entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
    left_out: list[str] = []
    for info in archive.infolist():
        if (member := inside(zip_name(info))) is None:
            left_out.append(safe_name(zip_name(info)))
        else:
            entries[member] = info
    paths = {member: zip_name(info).endswith("/") for member, info in sorted(entries.items(), key=lambda pair: pair[0])}
    tree = Packed(_ClassZip(archive, entries), paths, PurePosixPath(), str(path))
    tree.left_out += left_out
    return tree
