"""The data files of an exercise, read from memory by `open`, pathlib, numpy and pandas; runs in the sandbox, too."""

from __future__ import annotations

import builtins
import io
import os
import stat
import sys
from collections.abc import Callable, Mapping
from typing import Any


class _InMemory(io.BytesIO):
    """A file without a number of the system; it says so to what asks for one, as `np.fromfile` and `mmap` do."""

    def fileno(self) -> int:
        """Refuse."""
        said = "where this is graded, a data file is in memory and has no file number; read it with open, np.load, "
        raise io.UnsupportedOperation(said + "np.loadtxt, np.genfromtxt or pandas")


class ServedFiles:
    """Files by their names, which only can be read."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        home: str = "",
        beyond: Callable[..., Any] | None = None,
        libraries: Any = None,
    ) -> None:
        """Take the files.

        Args:
            files: their bytes, by the names that learners know.
            home: the folder of the program that opens them, if it knows one.
            beyond: opens what is none of them; None where there is nothing else.
            libraries: what is installed and kept in memory, see `kept_packages`; None where there is nothing.
        """
        self._files, self._home, self._beyond, self._libraries = dict(files), home, beyond, libraries
        self._real_stat, self._real_listdir = os.stat, os.listdir

    def _name(self, file: Any) -> str | None:
        """Return which of the files is meant, or None."""
        try:
            path = os.fspath(file)
        except TypeError:
            return None
        if not isinstance(path, str):
            return None
        path = os.path.normpath(path)
        if self._home and path.startswith(self._home + os.sep):
            path = path[len(self._home) + 1 :]
        name = path.replace(os.sep, "/").removeprefix("/")
        return name if name in self._files else None

    def open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        """Open a file as the function of this name does."""
        name = self._name(file)
        if name is None and self._beyond is not None:
            return self._beyond(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if set(mode) & set("wax+"):
            raise PermissionError(1, "no file can be written where this is graded", str(file))
        if name is None and self._libraries and self._libraries.file(file) is not None:
            return self._libraries.open(file, mode, buffering, encoding, errors, newline)
        if name is None:
            there = ", ".join(sorted(self._files))
            raise FileNotFoundError(2, f"there is no such file where this is graded; there is {there}", str(file))
        raw = _InMemory(self._files[name])
        raw.name = name
        if "b" in mode:
            return raw
        return io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)

    def stat(self, path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        """Tell of a file as `os.stat` does."""
        name = self._name(path)
        if name is not None:
            return os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, len(self._files[name]), 0, 0, 0))
        if self._beyond is not None:
            return self._real_stat(path, *args, **kwargs)
        if self._libraries and (found := self._libraries.stat(path)):
            return found  # type: ignore[no-any-return]
        raise FileNotFoundError(2, "there is no such file where this is graded", str(path))

    def listdir(self, path: Any = ".") -> list[str]:
        """Return the names in a folder as `os.listdir` does."""
        if self._beyond is not None and os.path.normpath(os.fspath(path)) != ".":
            return list(self._real_listdir(path))
        if self._libraries and (names := self._libraries.listed(path)):
            return names  # type: ignore[no-any-return]
        return sorted(self._files)

    def install(self) -> Callable[[], None]:
        """Serve them from now on, in all of this process; return what ends that."""
        before = builtins.open, io.open, os.stat, os.listdir
        builtins.open, io.open = self.open, self.open
        os.stat, os.listdir = self.stat, self.listdir  # type: ignore[assignment]
        # np.loadtxt and np.genfromtxt keep the `open` that was there when numpy was imported
        kept = getattr(sys.modules.get("numpy.lib._datasource"), "_file_openers", None)
        openers: dict[str | None, Any] = {} if kept is None else kept._file_openers
        openers |= {None: self.open}

        def end() -> None:
            builtins.open, io.open, os.stat, os.listdir = before
            openers[None] = before[1]

        return end
