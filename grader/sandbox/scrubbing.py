"""Takes from Python's own objects where it is installed: a folder's name may be a person's."""

from __future__ import annotations

import _imp
import gc
import os
import sys
from types import FunctionType, ModuleType
from typing import Any


def _nowhere() -> str:
    return os.sep


def forget_modules(kept: Any = None) -> None:
    """Take the places where modules lie from what Python tells of them.

    Args:
        kept: the packages in memory, see `kept_packages`; what came from there knows no other place.
    """
    sys.path.clear()
    sys.path_importer_cache.clear()
    sys.path_hooks.clear()
    sys.executable = sys.prefix = sys.exec_prefix = sys.base_prefix = sys.base_exec_prefix = ""
    os.getcwd = _nowhere  # what puts a file's own folder on sys.path asks it, and finds its neighbours anyhow
    for name in ("_base_executable", "_stdlib_dir", "_home"):
        setattr(sys, name, "")
    for module in list(sys.modules.values()):
        if not (kept and kept.holds(vars(module).get("__file__"))):
            _forget_module(module)
    for thing in gc.get_objects():
        if type(thing) is not FunctionType or not hasattr(_imp, "_fix_co_filename"):
            continue
        place = thing.__code__.co_filename
        if not (kept and kept.holds(place)):
            _imp._fix_co_filename(thing.__code__, os.path.basename(place))


def _forget_module(module: ModuleType) -> None:
    """Take from a module, and from what loaded it, where it lies."""
    for name in ("__file__", "__cached__"):
        if isinstance(vars(module).get(name), str):
            setattr(module, name, os.path.basename(vars(module)[name]))
    if vars(module).get("__path__"):
        module.__path__ = []
    spec: Any = vars(module).get("__spec__")
    for thing, name in ((spec, "origin"), (spec, "_cached"), (vars(module).get("__loader__"), "path")):
        if isinstance(getattr(thing, name, None), str):
            setattr(thing, name, os.path.basename(getattr(thing, name)))
    if getattr(spec, "submodule_search_locations", None):
        spec.submodule_search_locations = []
