"""A folder of a class, on disk or within one archive: its folders, its files, their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from grader.core.errors import UsageError
from grader.submissions.archive import Members
from grader.submissions.folder import Folder

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
OTHER_ARCHIVES = (".rar", ".7z", ".zipx", ".gz", ".bz2", ".xz", ".zst")
"""Archives that are not read."""
LEADS_OUT = "is a link, leads out of the archive or has too long a name, and was not read."
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

    def modified(self, name: str) -> datetime | None:
        """Return when a file was last changed: in an archive by the clock where it was made; None where that is not told."""


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

    def modified(self, name: str) -> datetime | None:
        """Return when a file was last changed."""
        try:
            seconds = os.lstat(f"{self.where}/{name}").st_mtime
            return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
        except (OSError, ValueError, OverflowError):
            return None
