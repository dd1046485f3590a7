"""A submission in an archive: read in memory, member by member, never unpacked."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.submissions.source_text import Refused

MAX_ARCHIVE = 50 << 20
MAX_UNPACKED = 64 << 20
MAX_MEMBERS = 10_000
MAX_NAME = 500
MAX_DEPTH = 50
_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZ": lambda file: cast(IO[bytes], bz2.BZ2File(file)),
    b"\xfd7": lambda file: io.BytesIO(
        lzma.LZMADecompressor(memlimit=MAX_UNPACKED).decompress(file.read(), MAX_UNPACKED + 1)
    ),
}
_ENTRY = b"PK\x01\x02"  # begins an entry of a zip's directory
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
    MemoryError,
    LookupError,
    struct.error,
)


Entry = zipfile.ZipInfo | tarfile.TarInfo


class Members:
    """The regular files in the bytes of a .zip or .tar, each by its path within it."""

    def __init__(self, where: str, raw: bytes) -> None:
        """Read what there is.

        Args:
            where: the archive's path or name, for people.
            raw: its bytes.

        Raises:
            UsageError: they are no archive, or one that is too big.
        """
        self._where, self._name = where, PurePosixPath(where).name
        self.left_out: list[str] = []
        """The names of entries that are no regular files, or that lead out of the archive."""
        self.size = len(raw)
        """How many bytes are held in memory."""
        if not raw:
            raise UsageError(f"{where}: is empty: it has 0 bytes; pack the folder again.")
        try:
            is_zip = zipfile.is_zipfile(io.BytesIO(raw))
            self._members = dict(self._zip(raw) if is_zip else self._tar(raw))
        except BROKEN as error:
            raise UsageError(
                f"{where}: is not a readable archive ({type(error).__name__}); pack the folder again."
            ) from None

    def _zip(self, raw: bytes) -> Iterator[tuple[PurePosixPath, Entry]]:
        if raw.count(_ENTRY) > MAX_MEMBERS:  # before an object is made for each
            raise UsageError(f"{self._where}: holds more than {MAX_MEMBERS} files, which is the most that is read.")
        self._zipfile = zipfile.ZipFile(io.BytesIO(raw))
        for entry in self._zipfile.infolist():
            name = member_name(entry)
            if not name.endswith("/"):
                regular = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
                yield from self._kept(name, entry, regular)

    def _tar(self, raw: bytes) -> Iterator[tuple[PurePosixPath, Entry]]:
        opener = _OPENERS.get(raw[:2])
        if opener:
            with opener(io.BytesIO(raw)) as file:
                raw = file.read(MAX_UNPACKED + 1)
        if len(raw) > MAX_UNPACKED:
            raise UsageError(f"{self._where}: is too big unpacked; at most {MAX_UNPACKED >> 20} MiB are read.")
        self.size = len(raw)
        self._tarfile = tarfile.TarFile(fileobj=io.BytesIO(raw))
        for count, entry in enumerate(self._tarfile):
            if count >= MAX_MEMBERS:
                raise UsageError(f"{self._where}: holds too many files; at most {MAX_MEMBERS} are read.")
            if not entry.isdir():
                yield from self._kept(entry.name, entry, entry.isreg())

    def _kept(self, name: str, entry: Entry, regular: bool) -> Iterator[tuple[PurePosixPath, Entry]]:
        path = inside(name)
        if path is not None and regular:
            yield path, entry
        else:
            self.left_out.append(safe_name(name))

    def paths(self) -> list[PurePosixPath]:
        """Return the path of each file."""
        return list(self._members)

    def content(self, path: PurePosixPath, name: str, limit: int) -> bytes | None:
        """Return the bytes of a file, which is called `name` for people; None where there is none.

        Raises:
            Refused: there are more than `limit`, or they cannot be read.
        """
        member = self._members.get(path)
        if member is None:
            return None
        if isinstance(member, zipfile.ZipInfo):
            return unpacked(lambda: self._zipfile.open(member), member.file_size, name, limit, self._name)
        return unpacked(lambda: self._tarfile.extractfile(member), member.size, name, limit, self._name)


class Archive:
    """The files of a .zip or .tar archive, in the one folder of it that holds them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UsageError(f"{path}: is not a regular file; give an archive of a submission.")
            raw = path.read_bytes() if path.stat().st_size <= MAX_ARCHIVE else None
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); give an archive of a submission.") from None
        if raw is None:
            raise UsageError(f"{path}: is too big; archives of up to {MAX_ARCHIVE >> 20} MiB are read.")
        self._members = Members(str(path), raw)
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
        """Return the bytes of a member, at most `limit`."""
        return self._members.content(self._folder / name, name, limit)


def unpacked(opened: Callable[[], IO[bytes] | None], size: int, name: str, limit: int, where: str) -> bytes:
    """Return the bytes of a file in an archive.

    Args:
        opened: opens it.
        size: how many bytes the archive says that it has.
        name: what it is called for people.
        limit: how many it may have.
        where: the archive's name.

    Raises:
        Refused: there are more than `limit`, or they cannot be read.
    """
    try:
        with opened() or io.BytesIO() as file:
            raw = file.read(limit + 1) if size <= limit else b""
    except BROKEN as error:
        why = "it is locked with a password" if "password" in str(error) else type(error).__name__
        raise Refused(name, f"{name} cannot be read from {where} ({why}); pack it again.") from None
    if max(size, len(raw)) > limit:
        raise Refused(
            name, f"{name} is too big: unpacked it has more than {limit >> 20} MiB, which is the most that is read."
        )
    return raw


def member_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a zip's entry: many programs write UTF-8 and do not say so, some the slashes of Windows."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def inside(name: str) -> PurePosixPath | None:
    """Return the path of an entry within its archive; None where it leads out, or is longer or deeper than such names are."""
    if len(name) > MAX_NAME or "\\" in name or "\0" in name or name[1:2] == ":":
        return None
    # programs that pack what lies at /home/… mean what lies in it
    path = PurePosixPath(name.lstrip("/"))
    return path if 0 < len(path.parts) <= MAX_DEPTH and ".." not in path.parts else None


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)
