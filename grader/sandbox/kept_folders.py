"""Files and folders of packages that are kept in memory, as Python's own calls show them; runs in the sandbox."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, Protocol


class Kept(Protocol):
    """The packages; see `kept_packages`."""

    def listed(self, path: Any) -> list[str]:
        """Return what lies in a folder."""

    def stat(self, path: Any) -> os.stat_result | None:
        """Tell of a file or a folder."""

    def is_package(self, path: str) -> bool:
        """Whether a path is that of a package."""


class KeptFile(io.BytesIO):
    """A file that has a name."""

    name: str


class PackageParts:
    """The modules in a folder, for `pkgutil.iter_modules`."""

    def __init__(self, kept: Kept, path: str) -> None:
        self._kept, self._path = kept, path

    def find_spec(self, name: str, target: Any = None) -> None:
        """Leave it to what is asked first."""

    def iter_modules(self, prefix: str = "") -> Iterator[tuple[str, bool]]:
        """Give the name of each module, and whether it is a package."""
        for name in self._kept.listed(self._path):
            is_package = self._kept.is_package(f"{self._path}/{name}")
            if is_package or (name.endswith(".py") and name != "__init__.py"):
                yield prefix + name.removesuffix(".py"), is_package


class FolderEntries(list["_FolderEntry"]):
    """What lies in a folder, as `os.scandir` gives it."""

    def __init__(self, kept: Kept, path: Any) -> None:
        super().__init__(_FolderEntry(kept, os.path.join(os.fspath(path), name), name) for name in kept.listed(path))

    def __enter__(self) -> FolderEntries:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: nothing is open."""


class _FolderEntry:
    """A file or a folder, as `os.DirEntry` tells of it."""

    def __init__(self, kept: Kept, path: str, name: str) -> None:
        self._kept, self.path, self.name = kept, path, name

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""
        return bool(self._kept.listed(self.path))

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a file."""
        return not self.is_dir()

    def is_symlink(self) -> bool:
        """Whether it is a symbolic link."""
        return False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result | None:
        """Tell of it as `os.stat` does."""
        return self._kept.stat(self.path)

    def __fspath__(self) -> str:
        return self.path
