"""Files are written whole or not at all, and read within a bound."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

from grader.core.errors import UsageError

_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to be read piece by piece: a named pipe would be waited for, a device may never end.

    Raises:
        OSError: it cannot be opened, or is none.
    """
    descriptor = os.open(path, _OPENING)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(0, "it is no regular file")


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file that may have been made by somebody else.

    Raises:
        OSError: it cannot be read, is no regular file, or has more than `most` bytes.
    """
    with open_regular(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(0, f"it has more than {most >> 10} KiB")
    return content


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; text is written as UTF-8.

    Raises:
        UsageError: it cannot be written.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        if os.path.lexists(path) and (not path.is_file() or path.parent == Path("/dev")):
            path.write_bytes(data)
            return  # a device or a pipe is written to, never replaced
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink()
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from None


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink()
                raise
    except OSError as error:
        raise UsageError(f"{error.filename or path}: cannot be written ({error.strerror}).") from None
