"""Makes a launcher forget where on this machine Python is installed: a folder's name may be a person's.

Learners' code shares what the launcher leaves in memory, and native code can read all of it; so the places are taken not
only from Python's own objects, but from every byte that can be read.
"""

from __future__ import annotations

import _imp
import ctypes
import gc
import os
import sys
from types import FunctionType
from typing import Any

_COMMON = ("", "/", "/usr", "/usr/local", "/usr/bin", "/usr/local/bin")  # these tell nothing of anybody
_READ, _WRITE = 1, 2
_LARGEST = 4 << 20  # what is larger, but the heap, is room for numbers or a table of the system's, and slow to read


def places(*more: str) -> list[str]:
    """Return the folders in which Python lies, and `more` of the same sort; none that is within another."""
    executable = os.path.realpath(sys.executable) if sys.executable else ""
    found = {sys.prefix, sys.base_prefix, *map(os.path.dirname, (sys.executable, executable)), *more} - {*_COMMON}
    return [path for path in found if not any(path != other and path.startswith(other) for other in found)]


def _nowhere() -> str:
    return os.sep


def forget_modules() -> None:
    """Take the places where modules lie from what Python tells of them."""
    sys.path.clear()
    sys.path_importer_cache.clear()
    sys.path_hooks.clear()
    sys.executable = sys.prefix = sys.exec_prefix = sys.base_prefix = sys.base_exec_prefix = ""
    os.getcwd = _nowhere  # what puts a file's own folder on sys.path asks it, and finds its neighbours anyhow
    for name in ("_base_executable", "_stdlib_dir", "_home"):
        setattr(sys, name, "")
    for module in list(sys.modules.values()):
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
    for thing in gc.get_objects():
        if type(thing) is FunctionType and hasattr(_imp, "_fix_co_filename"):
            _imp._fix_co_filename(thing.__code__, os.path.basename(thing.__code__.co_filename))


def forget_memory(secrets: list[str]) -> None:
    """Write dots over `secrets` wherever they stand in the memory of this process; on Linux alone."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.memmem.restype = ctypes.c_void_p
    libc.memmem.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    narrow = [(ctypes.create_string_buffer(os.fsencode(secret)), b".") for secret in secrets]
    wide = [(ctypes.create_string_buffer(_wide(secret)), _wide(".")) for secret in secrets]
    secrets.clear()
    own = {ctypes.addressof(needle) for needle, _ in (*narrow, *wide)}
    for start, size, writable, heap in _readable():
        for needle, dot in (*narrow, *wide) if heap else narrow:  # wide ones are allocated, and slow to look for
            length = len(needle) - 1
            at = libc.memmem(start, size, needle, length)
            while at:
                if at not in own:
                    if not writable:
                        libc.mprotect(start, size, _READ | _WRITE)
                    ctypes.memmove(at, dot * (length // len(dot)), length)
                    if not writable:
                        libc.mprotect(start, size, _READ)
                at = libc.memmem(at + length, start + size - at - length, needle, length)
    for needle, _ in (*narrow, *wide):
        ctypes.memset(needle, 0, len(needle))


def _wide(text: str) -> bytes:
    """Return a text as C's wide characters, in which Python keeps its paths."""
    return b"".join(ord(character).to_bytes(4, sys.byteorder) for character in text)


def _readable() -> list[tuple[int, int, bool, bool]]:
    """Return the ranges of memory that can be read and hold no code: start, size, whether they can be written, the heap."""
    found = []
    with open("/proc/self/maps", "rb") as file:
        for line in file:
            span, rights = line.split(maxsplit=2)[:2]
            if rights[:1] == b"r" and rights[2:3] != b"x" and b"[v" not in line:
                start, end = (int(bound, 16) for bound in span.split(b"-"))
                heap = b"[heap]" in line
                if heap or end - start <= _LARGEST:
                    found.append((start, end - start, rights[1:2] == b"w", heap))
    return found
