"""What the launcher loads before it forks: a module that is imported later must come from memory. Runs in the sandbox."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

# what learners' modules import at their first use, which is too late where there are no files
_EARLY = (
    *("_strptime", "unicodedata", "string", "textwrap", "traceback", "warnings"),
    *(f"encodings.{name}" for name in ("idna", "ascii", "latin_1", "cp1252", "utf_16", "utf_8_sig")),
)
# of a package that is loaded whole: what is no part for learners, takes long, or needs what is not there
_NO_PARTS = frozenset(("__main__", "conftest", "cversions", "distutils", "f2py", "matlib", "mypy_plugin", "setup"))
_WITH_PRIVATE_PARTS = ("numpy", "pandas")  # they import them at their first use
_THESE_PARTS = {"matplotlib": ("pyplot", "backends.backend_agg")}  # all of them would take seconds
_WITH_INNER_PARTS = frozenset(("pandas", "numpy", "xml", "email", "concurrent"))

_MAINS = ("main", "_main", "test", "_test")
"""What a module of Python's own does as a program needs other modules, which learners' code does not."""


def load(modules: list[str], whole: list[str], kept: Any = None) -> list[str]:
    """Import modules with what they import at their first use; return which of them are absent.

    Args:
        modules: their names.
        whole: of these, every part, too.
        kept: the packages in memory, of which all that is written in C is imported: memory cannot serve that.
    """
    absent = [name for name in (*modules, *_EARLY) if not _loaded(name)]
    for name in dict.fromkeys((*whole, *(name for name in _WITH_PRIVATE_PARTS if name in sys.modules))):
        if _loaded(name):
            _load_parts(name, name)
    load_late(modules)
    if kept:
        for name in kept.extensions:
            if not _is_for_tests(name.rpartition(".")[2]):
                _loaded(name)
        kept.extensions.clear()
    return [name for name in absent if name in modules]


def load_late(modules: Iterable[str]) -> None:
    """Import what functions of these modules of Python's own import when they are called, and so on."""
    new = {name for name in modules if name in sys.stdlib_module_names}
    done: set[str] = set()
    while new := new - done:
        done |= new
        functions = [
            thing for thing in gc.get_objects() if type(thing) is FunctionType and _root(thing.__module__) in new
        ]
        late = {
            name for function in functions if function.__name__ not in _MAINS for name in _imported(function.__code__)
        }
        new = {name for name in late - sys.modules.keys() if _is_pythons_own(name) and _loaded(name)}


def _imported(code: CodeType) -> Iterator[str]:
    """Give the names of the modules that a function imports."""
    from opcode import opmap

    operation, operations = opmap["IMPORT_NAME"], code.co_code[::2]
    at = operations.find(operation)
    while at >= 0:
        index = code.co_code[2 * at + 1]  # a cache between operations may look like one
        if index < len(code.co_names):
            yield code.co_names[index]
        at = operations.find(operation, at + 1)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _imported(inner)


def _is_pythons_own(name: str) -> bool:
    return _root(name) in sys.stdlib_module_names


def _root(name: str | None) -> str:
    return (name or "").partition(".")[0]


def take_up(sources: list[tuple[str, str]], packages: list[tuple[str, str]]) -> Any:
    """Take packages into memory, and Python's own modules, and let them be imported from there.

    Args:
        sources: the name and the text of `kept_packages` and of what it imports.
        packages: the folder and the name of each.
    """
    for name, source in sources:
        module = sys.modules[name] = ModuleType(name)
        exec(compile(source, f"<{name.rpartition('.')[2]}>", "exec", dont_inherit=True), vars(module))
    for name, _ in sources:
        del sys.modules[name]
    kept = module.KeptPackages()
    kept.keep_pythons_own()
    for folder, name in packages:
        kept.keep(folder, name)
    kept.serve()
    return kept


def _loaded(name: str) -> bool:
    """Import a module; whether it is there, and can be imported without files, too."""
    try:
        __import__(name)
    except (Exception, SystemExit):
        return False
    return True


def _load_parts(package: str, root: str) -> None:
    """Import the modules of a package, which it or a learner would import at their first use: too late without files."""
    from pkgutil import iter_modules

    if package in _THESE_PARTS:
        for name in _THESE_PARTS[package]:
            _loaded(f"{package}.{name}")
        return
    for part in iter_modules(getattr(sys.modules[package], "__path__", None) or []):
        private = part.name.startswith("_") and root not in _WITH_PRIVATE_PARTS
        if private or part.name in _NO_PARTS or _is_for_tests(part.name):
            continue
        name = f"{package}.{part.name}"
        try:
            __import__(name)
        except (Exception, SystemExit):  # a part that needs what is not installed, or another system
            continue
        if part.ispkg and root in _WITH_INNER_PARTS and name in sys.modules:
            _load_parts(name, root)


def _is_for_tests(part: str) -> bool:
    own = part.startswith(("test", "_test", "_simd", "_matplotlib", "_pyinstaller")) or part.endswith("_tests")
    return own and part != "testing"
