"""Opens an archive in memory: .zip, and .tar in its compressions; runs in the confined reader.

A zip is listed by the standard library. A tar is read here, since `tarfile` copies a global header into every member and
searches headers with a regular expression that may take hours. It imports the standard library alone.

Sources: APPNOTE.TXT of PKWARE for zip; POSIX.1-2017, `pax`, and the manual of GNU tar for tar.
"""

from __future__ import annotations

import bz2
import contextlib
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

MAX_NAME = 500
_MOST_STREAMS = 1000  # of which a compressed file may be made up
_PIECE = 1 << 20
_BLOCK = 512
_DIRECTORY_ENTRY = b"PK\x01\x02"
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# APPNOTE.TXT 4.4.5
_UNREAD = {1: "shrink", 6: "implode", 9: "deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
BROKEN = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
    LookupError,
    struct.error,
)
"""What the standard library raises over a broken archive."""


class Unreadable(Exception):
    """Why a file is not read: half a sentence that goes on after its name."""


class Member(NamedTuple):
    """One entry of an archive that is no folder."""

    name: str
    """As the archive has it, cut where it is too long to be read."""
    regular: bool
    content: Callable[[int], bytearray]
    """Returns at most so many bytes of it."""


def members(raw: bytearray, most: int, unpacked: int) -> tuple[list[Member], int]:
    """Return what is in an archive, and how many bytes are held for it, at most `unpacked`.

    Raises:
        Unreadable: it is no archive that is read, or has more than `most` entries.
    """
    if not raw:
        raise Unreadable("is empty: it has 0 bytes; pack the folder again.")
    try:
        if zipfile.is_zipfile(file := io.BytesIO(raw)):
            return list(_zip(raw, file, most)), len(raw)
        tar = _decompressed(raw, unpacked)
        return list(_tar(tar, most)), len(tar)
    except Unreadable:
        raise
    except BROKEN as error:
        raise Unreadable(f"is not a readable archive ({type(error).__name__}); pack the folder again.") from None


def _zip(raw: bytearray, file: io.BytesIO, most: int) -> Iterator[Member]:
    if raw.count(_DIRECTORY_ENTRY) > most:  # before an object is made for each
        raise Unreadable(f"holds more than {most} files, which is the most that is read.")
    archive = zipfile.ZipFile(file)
    for entry in archive.infolist():
        name = zip_name(entry)
        if not name.endswith("/"):
            regular = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
            yield Member(name[: MAX_NAME + 1], regular, lambda limit, entry=entry: zip_content(archive, entry, limit))  # type: ignore[misc]


def zip_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytearray:
    """Return at most `limit` bytes of a zip's entry, by the methods that give no more than they are asked for.

    Raises:
        Unreadable: it is packed in another way, or cannot be read.
    """
    zip_method(entry)
    try:
        content = bytearray()
        with archive.open(entry) as file:
            while piece := file.read1(limit - len(content)):  # type: ignore[attr-defined]  # read() copies all for each
                content += piece
        return content
    except BROKEN as error:
        why = "it is locked with a password" if "password" in str(error) else type(error).__name__
        raise Unreadable(f"cannot be read ({why}); pack it again.") from None


def zip_method(entry: zipfile.ZipInfo) -> None:
    """Raise Unreadable where an entry is packed by a method that gives more than it is asked for."""
    if entry.compress_type not in _READ:
        method = _UNREAD.get(entry.compress_type, f"method {entry.compress_type}")
        raise Unreadable(
            f"is packed with {method}, which is not read here; pack it again as an ordinary .zip (deflate)."
        )


def zip_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a zip's entry: many programs write UTF-8 and do not say so, some the slashes of Windows."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


class _Gzip:
    """The decompressor of one gzip stream, with the names that those of bz2 and lzma have."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._stream.decompress(self._stream.unconsumed_tail + data, max_length)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        return not self._stream.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data


def _decompressed(raw: bytearray, limit: int) -> bytearray:
    """Return the bytes of a tar, decompressed if need be; as it goes on, what was decompressed is let go."""
    openers: dict[bytes, Callable[[], Any]] = {
        b"\x1f\x8b": _Gzip,
        b"BZ": bz2.BZ2Decompressor,
        # the most that xz needs for what it packs itself is 65 MiB
        b"\xfd7": lambda: lzma.LZMADecompressor(memlimit=80 << 20),
    }
    opener = openers.get(bytes(raw[:2]))
    if opener is None:
        return raw
    out, stream, streams, at = bytearray(), opener(), 1, 0
    while True:
        piece = b""
        if stream.needs_input:
            piece = bytes(raw[at : at + _PIECE])
            at += len(piece)
            if not piece:
                raise EOFError
        out += stream.decompress(piece, limit + 1 - len(out))
        if len(out) > limit:
            raise Unreadable(f"is too big unpacked; at most {limit >> 20} MiB are read.")
        if stream.eof:
            at -= len(stream.unused_data)
            if bytes(raw[at : at + 2]) not in openers:
                return out  # padding, or nothing
            streams += 1
            if streams > _MOST_STREAMS:
                raise Unreadable(f"is made of more than {_MOST_STREAMS} compressed pieces; pack the folder again.")
            stream = openers[bytes(raw[at : at + 2])]()


def _tar(raw: bytearray, most: int) -> Iterator[Member]:
    at, headers, long_name, attributes = 0, 0, b"", dict[bytes, bytes]()
    while header := _header(raw, at):
        headers += 1
        if headers > 3 * most:  # a file may have two before it
            raise Unreadable(f"holds too many files; at most {most} are read.")
        size = _number(attributes[b"size"], 10) if b"size" in attributes else _size(header[124:136])
        kind, start = header[156:157], at + _BLOCK
        if not 0 <= size <= len(raw) - start:
            raise Unreadable("is not a readable archive (it is cut short); pack the folder again.")
        at = start + (size + _BLOCK - 1) // _BLOCK * _BLOCK
        if kind == b"L":
            long_name = bytes(raw[start : start + min(size, MAX_NAME + 1)]).partition(b"\0")[0] or b"?"
        elif kind == b"x":
            attributes = _pax(raw, start, start + size)
        elif kind not in b"gKVM":  # a global header, a long link, a volume: no file's name or content hangs on these
            regular = kind in (b"0", b"\0", b"7") and not attributes.keys() & _SPARSE
            name = attributes.get(b"path") or long_name or _own_name(header)
            text = name.decode("utf-8", "surrogateescape")[: MAX_NAME + 1]
            if kind != b"5" and not text.endswith("/"):
                yield Member(text, regular, lambda limit, start=start, size=size: _part(raw, start, size, limit))  # type: ignore[misc]
            long_name, attributes = b"", {}


def _header(raw: bytearray, at: int) -> bytes:
    """Return the header at a place, nothing at the archive's end."""
    header = bytes(raw[at : at + _BLOCK])
    if at and not header.strip(b"\0"):
        return b""
    if len(header) < _BLOCK or (header.strip(b"\0") and not _sum_is_right(header)):
        why = "its end is broken" if at else "it is no .zip and no .tar"
        raise Unreadable(f"is not a readable archive ({why}); pack the folder again.")
    return header if header.strip(b"\0") else b""


_SPARSE = {b"GNU.sparse.map", b"GNU.sparse.major", b"GNU.sparse.size", b"GNU.sparse.realsize"}


def _part(raw: bytearray, start: int, size: int, limit: int) -> bytearray:
    return raw[start : start + min(size, limit)]


def _own_name(header: bytes) -> bytes:
    name, prefix = header[:100].partition(b"\0")[0], header[345:500].partition(b"\0")[0]
    return prefix + b"/" + name if prefix and header[257:263] == b"ustar\0" else name


def _sum_is_right(header: bytes) -> bool:
    told = _number(header[148:156].strip(b" \0"), 8)
    return told == sum(header[:148]) + 256 + sum(header[156:])


def _size(field: bytes) -> int:
    """Return a size: octal digits, or, of GNU tar, a binary number after a byte of 128 (negative after 255)."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    return _number(field.strip(b" \0") or b"0", 8)


def _number(digits: bytes, base: int) -> int:
    """Return a number that is not below zero and has at most 20 digits, else -1."""
    return int(digits, base) if digits.isdigit() and len(digits) <= 20 else -1


def _pax(raw: bytearray, at: int, end: int) -> dict[bytes, bytes]:
    """Return the records of an extended header, each "LENGTH KEY=VALUE" and a line end, that are looked at."""
    found = {}
    while at < end and raw[at]:
        digits = bytes(raw[at : min(at + 20, end)]).partition(b" ")[0]
        length = _number(digits, 10)
        if not len(digits) + 2 < length <= end - at:
            raise Unreadable("is not a readable archive (a header is broken); pack the folder again.")
        record = memoryview(raw)[at + len(digits) + 1 : at + length - 1]
        key, equals, value = bytes(record[: MAX_NAME + 30]).partition(b"=")
        if not equals:
            raise Unreadable("is not a readable archive (a header is broken); pack the folder again.")
        if key in (b"path", b"size") or key in _SPARSE:
            found[key] = value
        at += length
    return found
