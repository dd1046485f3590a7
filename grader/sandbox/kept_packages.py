"""Packages in memory, where there are no files: the modules that they import at first use, and their data files.

The launcher takes them up before it forks; it imports the standard library alone, and runs in the sandbox.
"""

from __future__ import annotations

import _imp
import builtins
import errno
import io
import marshal
import mmap
import os
import stat
import struct
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import MAGIC_NUMBER, spec_from_file_location
from types import CodeType, ModuleType
from typing import Any

from grader.sandbox.kept_folders import FolderEntries, KeptFile, PackageParts

_ABOVE = "/packages/"
_ROOT = f"{_ABOVE}lib/"
"""The folder that they say they lie in; some look for files in the one above."""
_LARGEST_FILE = 4 << 20
_NO_DATA = (".c", ".cpp", ".f", ".f90", ".h", ".hpp", ".pxd", ".pyc", ".pyi", ".pyx", ".so", ".a", ".lib", ".dll")
_NO_FOLDERS = frozenset(
    (
        *("__pycache__", "curses", "dist-packages", "distutils", "ensurepip", "idlelib", "lib2to3", "pydoc_data"),
        *("site-packages", "test", "tests", "tkinter", "turtledemo", "venv"),
    )
)
# those of windows, terminals and tests, and large ones that need files or a network
_NO_EXTENSIONS = (
    *("_test", "_tk", "_curses", "_ctypes_test", "_macosx"),
    *("_sqlite3", "_ssl", "_dbm", "_gdbm", "nis", "readline", "xx"),
)


class KeptPackages:
    """Modules and files of packages, by their paths below the folder that the packages lie in."""

    def __init__(self) -> None:
        self._modules: dict[str, tuple[str, slice, bool]] = {}
        """By a module's name: its path, where its text or what Python has compiled of it lies, and whether it is a package."""
        self._written = os.memfd_create("kept") if hasattr(os, "memfd_create") else None
        self._code: Any = bytearray()
        """What `_modules` points into; where Linux maps it, a worker that uses none of it does not hold its pages."""
        self._places: set[str] = set()
        self._files: dict[str, bytes] = {}
        self.extensions: dict[str, str] = {}
        """The modules that are written in C, by name, and where they lie."""
        self._folders: dict[str, set[str]] = {}
        """By a folder's path: what lies in it."""

    def keep(self, folder: str, name: str) -> None:
        """Take up a package or a module that lies in a folder."""
        if os.path.isdir(f"{folder}/{name}"):
            for path in _files_below(folder, name):
                self._keep_file(folder, path)
        else:
            for suffix in (".py", *EXTENSION_SUFFIXES):
                if os.path.isfile(f"{folder}/{name}{suffix}"):
                    self._keep_file(folder, f"{name}{suffix}")

    def keep_pythons_own(self) -> None:
        """Take up what comes with Python."""
        folder = os.path.dirname(os.__file__)
        for entry in os.scandir(folder):
            name = entry.name.removesuffix(".py")
            if name in sys.stdlib_module_names and name not in _NO_FOLDERS:
                self.keep(folder, name)
        for path in os.listdir(f"{folder}/lib-dynload") if os.path.isdir(f"{folder}/lib-dynload") else ():
            self._keep_file(f"{folder}/lib-dynload", path)

    def _keep_file(self, folder: str, path: str) -> None:
        parent, _, own = path.rpartition("/")
        full = f"{folder}/{path}"
        suffix = next((suffix for suffix in EXTENSION_SUFFIXES if own.endswith(suffix)), "")
        if suffix:
            if not own.startswith(_NO_EXTENSIONS):
                self.extensions[path.removesuffix(suffix).replace("/", ".")] = full
        elif own.endswith(".py"):
            is_package = own == "__init__.py"
            name = (parent if is_package else path.removesuffix(".py")).replace("/", ".")
            content = _compiled_or_text(full)
            if content is not None:
                self._modules[name] = (path, self._added(content), is_package)
                self._places.add(_ROOT + path)
                self._place(path)
        elif not own.endswith(_NO_DATA) and os.path.getsize(full) <= _LARGEST_FILE:
            with open(full, "rb") as file:
                self._files[path] = file.read()
            self._place(path)

    def _added(self, content: bytes) -> slice:
        if self._written is None:
            self._code += content
            return slice(len(self._code) - len(content), len(self._code))
        begin = os.lseek(self._written, 0, os.SEEK_END)
        os.write(self._written, content)
        return slice(begin, begin + len(content))

    def let_go_of_loaded(self) -> None:
        """Forget where extensions lie, and the code of what is loaded: nobody asks for it again."""
        self.extensions.clear()
        loaded = {name: kept for name, kept in self._modules.items() if name in sys.modules}
        self._modules |= {name: (path, slice(0, 0), is_package) for name, (path, _, is_package) in loaded.items()}

    def _place(self, path: str) -> None:
        """Note a path in the folders above it."""
        while "/" in path:
            parent, _, own = path.rpartition("/")
            names = self._folders.setdefault(parent, set())
            if own in names:
                return
            names.add(own)
            path = parent

    def serve(self) -> None:
        """Let modules be imported and files be read from here, in all of this process; other files stay as they are."""
        if self._written is not None and os.lseek(self._written, 0, os.SEEK_END):
            self._code = mmap.mmap(self._written, 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
            os.close(self._written)
        sys.meta_path.insert(0, self)
        sys.path_hooks.insert(0, self._parts)
        before = io.open, os.stat, os.listdir, os.scandir

        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            kept = set(mode) <= set("rbt") and self.file(file) is not None
            return (self.open if kept else before[0])(file, mode, *arguments, **named)

        def told(path: Any, *arguments: Any, **named: Any) -> os.stat_result:
            found = self.stat(path)
            if found is None and _relative(path, _ABOVE) is not None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
            return found or before[1](path, *arguments, **named)

        def listed(path: Any = ".") -> Any:
            return self.listed(path) or before[2](path)

        def scanned(path: Any = ".") -> Any:
            return FolderEntries(self, path) if self.listed(path) else before[3](path)

        builtins.open = io.open = opened
        os.stat, os.listdir, os.scandir = told, listed, scanned

    def _parts(self, path: str) -> PackageParts:
        """Return what knows the modules in a folder that is kept, as `sys.path_hooks` do."""
        if not self.listed(path):
            raise ImportError
        return PackageParts(self, path)

    def is_package(self, path: str) -> bool:
        """Whether a path is that of a package that is kept."""
        return f"{path}/__init__.py" in self._places

    def file(self, path: Any) -> bytes | None:
        """Return the bytes of a file that is kept, or None."""
        return self._files.get(_relative(path) or "")

    def open(
        self,
        path: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        *_: Any,
        **__: Any,
    ) -> io.IOBase:
        """Open a file that is kept, as `open` does."""
        raw = KeptFile(self.file(path) or b"")
        raw.name = os.fspath(path)
        return raw if "b" in mode else io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)

    def listed(self, path: Any) -> list[str]:
        """Return what lies in a folder that is kept; nothing where it is none."""
        return sorted(self._folders.get(_relative(path) or "", ()))

    def stat(self, path: Any) -> os.stat_result | None:
        """Tell of a file or a folder that is kept as `os.stat` does, or return None."""
        content = self.file(path)
        if content is not None:
            return os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, len(content), 0, 0, 0))
        if self._folders.get(_relative(path) or ""):
            return os.stat_result((stat.S_IFDIR | 0o555, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        return None

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return how to load a module that is kept, or None; Python's import asks this."""
        if name in self.extensions:
            return spec_from_file_location(name, self.extensions[name])
        if name not in self._modules:
            return self._without_init(name)
        place, _, is_package = self._modules[name]
        path = _ROOT + place
        spec = ModuleSpec(name, _KeptLoader(self, name, path), origin=path, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(path)]
        return spec

    def _without_init(self, name: str) -> ModuleSpec | None:
        """Return how to load a folder of modules that is a package without a file that says so."""
        folder = name.replace(".", "/")
        if not any(inner.endswith(".py") or "." not in inner for inner in self._folders.get(folder, ())):
            return None
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [_ROOT + folder]
        return spec

    def holds(self, path: Any) -> bool:
        """Whether a module that is kept is said to lie there."""
        return path in self._places

    def code(self, name: str) -> CodeType:
        """Return the code of a module that is kept."""
        path, place, _ = self._modules[name]
        content, label = bytes(self._code[place]), _ROOT + path
        if content[:4] != MAGIC_NUMBER:
            return compile(content, label, "exec", dont_inherit=True)
        code: CodeType = marshal.loads(content[16:])
        if fix := getattr(_imp, "_fix_co_filename", None):
            fix(code, label)
        return code


class _KeptLoader:
    """Loads one module; packages ask it for their files, too."""

    def __init__(self, kept: KeptPackages, name: str, path: str) -> None:
        self._kept, self.name, self.path = kept, name, path

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        exec(self._kept.code(self.name), vars(module))

    def get_data(self, path: str) -> bytes:
        """Return the bytes of a file, as `pkgutil.get_data` asks for them."""
        found = self._kept.file(path)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return found

    def get_resource_reader(self, name: str) -> Any:
        """Return what `importlib.resources` reads files with."""
        from importlib.readers import FileReader

        return FileReader(self)  # type: ignore[arg-type]


def _files_below(folder: str, inner: str) -> Iterator[str]:
    """Give the path of each file in a folder and below it."""
    with os.scandir(f"{folder}/{inner}") as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _NO_FOLDERS:
                    yield from _files_below(folder, f"{inner}/{entry.name}")
            elif entry.is_file():
                yield f"{inner}/{entry.name}"


def _compiled_or_text(path: str) -> bytes | None:
    """Return what Python has compiled of a file if that is of now, else its text; None where it cannot be read."""
    parent, _, own = path.rpartition("/")
    about = os.stat(path)
    try:
        with open(f"{parent}/__pycache__/{own.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc", "rb") as file:
            content = file.read()
        head = struct.pack("<4sLLL", MAGIC_NUMBER, 0, int(about.st_mtime) & 0xFFFFFFFF, about.st_size & 0xFFFFFFFF)
        if content[:16] == head:
            return content
    except OSError:
        pass
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _relative(path: Any, root: str = _ROOT) -> str | None:
    """Return a path below the folder of all packages, or another; None for what is not below it."""
    try:
        text = os.path.normpath(os.fspath(path))
    except TypeError:
        return None
    if not isinstance(text, str):
        return None
    text = text.replace(os.sep, "/")
    return text[len(root) :] if text.startswith(root) else None
