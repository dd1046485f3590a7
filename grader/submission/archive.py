"""A submission in an archive: read in memory, member by member, never unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, cast

from grader.errors import UsageError
from grader.submission.text import Refused, printable

MAX_ARCHIVE = 50 << 20
MAX_UNPACKED = 64 << 20
MAX_MEMBERS = 10_000
MAX_NAME = 500
_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZ": lambda file: cast(IO[bytes], bz2.BZ2File(file)),
    b"\xfd7": lambda file: io.BytesIO(
        lzma.LZMADecompressor(memlimit=MAX_UNPACKED).decompress(file.read(), MAX_UNPACKED + 1)
    ),
}
_ENTRY = b"PK\x01\x02"  # begins an entry of a zip's directory
BROKEN = (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, RuntimeError,
           NotImplementedError, ValueError, OverflowError, MemoryError, LookupError, struct.error)  # fmt: skip


class Archive:
    """The files of a .zip or .tar archive, in the one folder of it that holds them."""

    def __init__(self, path: Path) -> None:
        self._path, self._name = path, path.name
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UsageError(f"{path}: is not a regular file; give an archive of a submission.")
            raw = path.read_bytes() if path.stat().st_size <= MAX_ARCHIVE else None
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); give an archive of a submission.") from None
        if raw is None:
            raise UsageError(f"{path}: is too big; archives of up to {MAX_ARCHIVE >> 20} MiB are read.")
        try:
            self._members = self._zip(raw) if zipfile.is_zipfile(io.BytesIO(raw)) else self._tar(raw)
        except BROKEN as error:
            raise UsageError(
                f"{path}: is not a readable archive ({type(error).__name__}); pack the folder again."
            ) from None
        self._folder = self._find_folder()

    def _zip(self, raw: bytes) -> dict[PurePosixPath, zipfile.ZipInfo | tarfile.TarInfo]:
        if raw.count(_ENTRY) > MAX_MEMBERS:  # before an object is made for each
            raise UsageError(f"{self._path}: holds more than {MAX_MEMBERS} files, which is the most that is read.")
        self._zipfile = zipfile.ZipFile(io.BytesIO(raw))
        entries = self._zipfile.infolist()
        return {
            PurePosixPath(e.filename): e
            for e in entries
            if not e.is_dir() and _inside(e.filename) and stat.S_IFMT(e.external_attr >> 16) in (0, stat.S_IFREG)
        }

    def _tar(self, raw: bytes) -> dict[PurePosixPath, zipfile.ZipInfo | tarfile.TarInfo]:
        opener = _OPENERS.get(raw[:2])
        if opener:
            with opener(io.BytesIO(raw)) as file:
                raw = file.read(MAX_UNPACKED + 1)
        if len(raw) > MAX_UNPACKED:
            raise UsageError(f"{self._path}: is too big unpacked; at most {MAX_UNPACKED >> 20} MiB are read.")
        self._tarfile = tarfile.TarFile(fileobj=io.BytesIO(raw))
        members: dict[PurePosixPath, zipfile.ZipInfo | tarfile.TarInfo] = {}
        for count, entry in enumerate(self._tarfile):
            if count >= MAX_MEMBERS:
                raise UsageError(f"{self._path}: holds too many files; at most {MAX_MEMBERS} are read.")
            if entry.isreg() and _inside(entry.name):
                members[PurePosixPath(entry.name)] = entry
        return members

    def _find_folder(self) -> PurePosixPath:
        """Return the shallowest folder that holds code, else anything; UsageError where two with code are as shallow."""
        holds = {p.parent for p in self._members if p.suffix in (".py", ".ipynb") and not _hidden(p)}
        if not holds:
            others = sorted({p.parent for p in self._members if not _hidden(p)}, key=lambda p: (len(p.parts), p))
            return others[0] if others else PurePosixPath(".")
        depth = min(len(folder.parts) for folder in holds)
        first = sorted(folder for folder in holds if len(folder.parts) == depth)
        if len(first) > 1:
            one, other = (printable(str(folder)) for folder in first[:2])
            raise UsageError(f"{self._path}: holds code in {one} and in {other}; pack one submission alone.")
        return first[0]

    def names(self) -> list[str]:
        """Return the names of the files in its folder."""
        return sorted(path.name for path in self._members if path.parent == self._folder)

    def elsewhere(self) -> list[str]:
        """Return the names of the files outside its folder, from the archive's root on: they begin with a slash."""
        return sorted(f"/{path}" for path in self._members if path.parent != self._folder and not _hidden(path))

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._folder / name in self._members

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the bytes of a member, at most `limit`."""
        member = self._members.get(PurePosixPath(name[1:]) if name.startswith("/") else self._folder / name)
        if member is None:
            return None
        too_big = Refused(
            name, f"{name} is too big: unpacked it has more than {limit >> 20} MiB, which is the most that is read."
        )
        try:
            if isinstance(member, zipfile.ZipInfo):
                if member.file_size > limit:
                    raise too_big
                with self._zipfile.open(member) as file:
                    raw = file.read(limit + 1)
            else:
                if member.size > limit:
                    raise too_big
                extracted = self._tarfile.extractfile(member)
                raw = extracted.read(limit + 1) if extracted else b""
        except BROKEN as error:
            why = "it is locked with a password" if "password" in str(error) else type(error).__name__
            raise Refused(name, f"{name} cannot be read from {self._name} ({why}); pack it again.") from None
        if len(raw) > limit:
            raise too_big
        return raw


def _inside(name: str) -> bool:
    """Whether an entry's name is one of a file inside the archive's folder, and no longer than such names are."""
    return not (
        len(name) > MAX_NAME
        or name.startswith(("/", os.sep))
        or "\\" in name
        or "\0" in name
        or ".." in PurePosixPath(name).parts
        or name[1:2] == ":"
    )


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)
