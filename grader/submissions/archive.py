"""A submission in an archive: opened by the confined reader, never unpacked to disk."""

from __future__ import annotations

import io
import stat
from pathlib import Path, PurePosixPath

from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.sandbox.reader import MAX_ARCHIVE, Again, Unopened, reader
from grader.submissions.source_text import Refused

MAX_NAME = 500
MAX_DEPTH = 50
_LEFT_OUT = 100  # so many names of entries that are not read are kept


class Members:
    """The regular files in the bytes of a .zip or .tar, each by its path within it."""

    def __init__(self, where: str, again: Again, *, within: bool = False) -> None:
        """Read what there is.

        Args:
            where: the archive's path or name, for people.
            again: opens it; twice where the process that reads it was ended from outside.
            within: whether it lies in an archive itself.

        Raises:
            UsageError: they are no archive, or one that is too big.
        """
        self._within = within
        self.left_out: list[str] = []
        """The names of entries that are no regular files, or that lead out of the archive; of many, the first."""
        try:
            with again() as file:
                self._open = reader().archive(file, again)
        except Unopened as error:
            raise UsageError(f"{where}: {error}") from None
        self._members: dict[PurePosixPath, int] = {}
        for place, (name, regular) in enumerate(self._open.entries):
            path = inside(name)
            if path is not None and regular:
                self._members[path] = place
            elif len(self.left_out) < _LEFT_OUT:
                self.left_out.append(safe_name(name))

    def paths(self) -> list[PurePosixPath]:
        """Return the path of each file."""
        return list(self._members)

    def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file, which is called `name` for people; of a notebook its code cells; None where there is none.

        Raises:
            Refused: there are more than `limit`, or they cannot be read.
        """
        place = self._members.get(path)
        if place is None:
            return None
        try:
            return reader().member(self._open.number, place, limit, notebook=path.suffix.lower() == ".ipynb")
        except Unopened as error:
            raise Refused(name, f"{name} {error}") from None

    def modified(self, path: PurePosixPath) -> None:
        """Return None: the times in an archive are whatever a learner's clock said."""

    def inner(self, path: PurePosixPath, name: str) -> Members:
        """Open an archive in it.

        Raises:
            Refused: it cannot be read, or lies deeper than one archive in another.
            UsageError: it is no archive, or one that is too big.
        """
        content = None if self._within else self.content(path, name, MAX_ARCHIVE)
        if content is None:
            raise Refused(name, f"{name} is an archive in an archive in an archive, and was not read.")
        return Members(name, lambda: io.BytesIO(content), within=True)


class Archive:
    """The files of a .zip or .tar archive, in the one folder of it that holds them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise UsageError(f"{path}: is not a regular file; give an archive of a submission.")
            if not found.st_size:
                raise UsageError(f"{path}: is empty: it has 0 bytes; pack the folder again.")
            if found.st_size > MAX_ARCHIVE:
                raise UsageError(f"{path}: is too big; archives of up to {MAX_ARCHIVE >> 20} MiB are read.")
            self._members = Members(str(path), lambda: path.open("rb"))
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); give an archive of a submission.") from None
        self._paths = set(self._members.paths())
        self._folder = self._find_folder()

    def _find_folder(self) -> PurePosixPath:
        """Return the shallowest folder that holds code, else anything; UsageError where two with code are as shallow."""
        holds = {p.parent for p in self._paths if p.suffix in (".py", ".ipynb") and not _hidden(p)}
        if not holds:
            others = sorted({p.parent for p in self._paths if not _hidden(p)}, key=lambda p: (len(p.parts), p))
            return others[0] if others else PurePosixPath(".")
        depth = min(len(folder.parts) for folder in holds)
        first = sorted(folder for folder in holds if len(folder.parts) == depth)
        if len(first) > 1:
            one, other = (safe_name(str(folder)) for folder in first[:2])
            raise UsageError(f"{self._path}: holds code in {one} and in {other}; pack one submission alone.")
        return first[0]

    def names(self) -> list[str]:
        """Return the names of the files in its folder."""
        return sorted(path.name for path in self._paths if path.parent == self._folder)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._folder / name in self._paths

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a member, at most `limit`; of a notebook, its code cells."""
        return self._members.content(self._folder / name, name, limit)


def inside(name: str) -> PurePosixPath | None:
    """Return the path of an entry within its archive; None where it leads out, or is longer or deeper than such names are."""
    if len(name) > MAX_NAME or "\\" in name or "\0" in name or name[1:2] == ":":
        return None
    # programs that pack what lies at /home/… mean what lies in it
    path = PurePosixPath(name.lstrip("/"))
    return path if 0 < len(path.parts) <= MAX_DEPTH and ".." not in path.parts else None


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)
