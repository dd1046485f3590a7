"""A folder of a class, on disk or within one archive: its folders, its files, their bytes. Nothing is unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol, TypeVar

from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.sandbox.unpack import BROKEN, Unreadable, zip_content, zip_method, zip_name
from grader.submissions.archive import Members, inside
from grader.submissions.notebook import reduced
from grader.submissions.submission import SUFFIXES, Folder, Refused

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
OTHER_ARCHIVES = (".rar", ".7z", ".zipx", ".gz", ".bz2", ".xz", ".zst")
"""Archives that are not read."""
LEADS_OUT = "is a link, leads out of the archive or has too long a name, and was not read."
Taken = TypeVar("Taken")
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
        """Return a file's bytes, of a notebook its code cells; Refused where it is no regular file or too big."""

    def archive(self, name: str) -> Members:
        """Open an archive in it; Refused or UsageError where it cannot be read."""


class Tree(Node, Protocol):
    """One folder that may hold a class, too large to be held itself."""

    @property
    def left_out(self) -> Sequence[str]:
        """The names of what lies in it and is not read, because they lead out of it."""

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
    left_out: Sequence[str] = ()

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
            raise UsageError(
                f"{self.where}: cannot be read ({error.strerror}); make it readable, or take it out of the folder."
            ) from None

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

    def archive(self, name: str) -> Members:
        """Open an archive in it."""
        return Members(name, lambda: Folder(self.where).opened(name))


class PackedFiles(Protocol):
    """The files in an archive."""

    def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file, which is called `name` for people, or None; Refused where it cannot be read."""

    def inner(self, path: PurePosixPath, name: str) -> Members:
        """Open an archive in it; Refused or UsageError where it cannot be read."""


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
