"""Load the course's own code by path: references and mistakes, which are trusted and run in this process.

A content module says `from part_one import first` as a learner's file does. Its imports are resolved within the
course: a stem among `substitutes` is that file, any other stem of `folder` is `folder/<stem>.py`, and every other name
is an ordinary import. Neither `sys.modules` nor `sys.path` is touched, so a reference and its wrong versions live side
by side; what looks a class up by its module's name (pickle, a dataclass with annotations as text) does not work here.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import io
import threading
import traceback
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from grader.core.errors import ContentError

_LOCK = threading.RLock()


def load_module(folder: Path, stem: str, *, substitutes: Mapping[str, Path] | None = None) -> ModuleType:
    """Return the module `stem` of `folder`, loaded once a process for each set of substitutes.

    Args:
        folder: where the modules are, such as `solutions/`.
        stem: the name that content imports it by, such as `part_one`.
        substitutes: files that stand in for some stems, such as a mistake for its exercise.

    Raises:
        ContentError: the file is not there or does not load; it has the file and line at fault.
    """
    chosen = tuple(sorted((name, path.absolute()) for name, path in (substitutes or {}).items()))
    with _LOCK:
        return _world(folder.absolute(), chosen).load(stem)


def load_mistake(solutions: Path, stem: str, mistake: str) -> ModuleType:
    """Load and return the wrong version `solutions/mistakes/<stem>/<mistake>.py` again, with the references beneath it."""
    return _World(solutions, _substitutes(solutions, stem, mistake)).load(stem)


def load_program(solutions: Path, stem: str, mistake: str | None = None) -> tuple[CodeType, Mapping[str, Any]]:
    """Return the code of a reference, or of a mistake, that is run as a program, and the built-in functions for it.

    Raises:
        ContentError: it is not there, or no Python.
    """
    substitutes = _substitutes(solutions, stem, mistake) if mistake else {}
    world = _World(solutions, substitutes)
    try:
        return _code(world.path_of(stem)), world.builtins
    except SyntaxError as error:
        _code.cache_clear()
        raise ContentError(world.path_of(stem), f"this is not Python: {error.msg}.", error.lineno) from None


def _substitutes(solutions: Path, stem: str, mistake: str) -> dict[str, Path]:
    return {stem: solutions / "mistakes" / stem / f"{mistake}.py"}


class _World:
    """The modules that see one another: one folder with one set of substitutes."""

    def __init__(self, folder: Path, substitutes: dict[str, Path]) -> None:
        self._folder, self._substitutes = folder, substitutes
        self._modules: dict[str, ModuleType] = {}
        self.builtins = {**vars(builtins), "__import__": self._import}

    def load(self, stem: str) -> ModuleType:
        """Return the module `stem`, running its file the first time."""
        if stem in self._modules:
            return self._modules[stem]
        path = self.path_of(stem)
        module = ModuleType(stem)
        module.__dict__.update(__file__=str(path), __builtins__=self.builtins)
        # As Python itself does: a module that imports in a circle sees what is there so far.
        self._modules[stem] = module
        try:
            # what is printed at load would stand before a learner's result, or within JSON
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(_code(path), module.__dict__)
        except BaseException as error:
            del self._modules[stem]
            _code.cache_clear()  # it may be fixed now
            if isinstance(error, KeyboardInterrupt | ContentError):
                raise
            problem = f"this content file does not load: {type(error).__name__}: {error}"
            raise ContentError(path, problem, line_in(error, path)) from error
        return module

    def path_of(self, stem: str) -> Path:
        """Return the file of a module."""
        return self._substitutes.get(stem) or self._folder / f"{stem}.py"

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> ModuleType:
        if level == 0 and "." not in name and (name in self._substitutes or self.path_of(name).is_file()):
            with _LOCK:
                return self.load(name)
        return __import__(name, globals, locals, fromlist, level)


@functools.lru_cache(maxsize=1024)
def _code(path: Path) -> CodeType:
    """Return the code of a file, read and compiled once, however many worlds it is part of."""
    try:
        code = _Reader(path.stem, str(path)).get_code(path.stem)
    except OSError as error:
        raise ContentError(path, f"this content file cannot be read ({error.strerror}).") from None
    assert code is not None
    return code


class _Reader(SourceFileLoader):
    """Reads a file's code, compiled already where pip has installed it; leaves nothing beside content."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0) -> None:
        """Write no compiled file."""


@functools.lru_cache(maxsize=256)
def _world(folder: Path, substitutes: tuple[tuple[str, Path], ...]) -> _World:
    return _World(folder, dict(substitutes))


def line_in(error: BaseException, path: Path) -> int | None:
    """Return the line of `path` at which `error` arose, if any."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None
