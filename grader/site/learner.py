"""The untrusted side in the browser: the sandbox's worker in an interpreter that serves one submission after another.

It imports the standard library and the sandbox's modules, which are sent as text. What a submission replaced in a module is
put back when it ends; an interpreter that does not come back is ended by the page. What the sandbox's system call filter
refuses is refused here by an audit hook: a browser has no files and no network to protect, but the answers are to be the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from grader.sandbox import importer, worker
from grader.sandbox.channel import Channel

# by the names of Python's audit events
_REFUSED = ("open", "os.", "socket.", "subprocess.", "shutil.", "ctypes.", "pty.", "webbrowser.", "urllib.", "sqlite3.")
_HARMLESS = ("os.putenv", "os.unsetenv", "os.walk", "os.fwalk")
# what learners' modules import at their first use, which is too late where there are no files
_EARLY = (
    *("_strptime", "unicodedata", "string", "textwrap", "traceback", "warnings"),
    *(f"encodings.{name}" for name in ("idna", "ascii", "latin_1", "cp1252", "utf_16", "utf_8_sig")),
)
_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")

_confined = [False]


class Gone(BaseException):
    """The other side has gone; nothing more is asked."""


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if _confined[0] and event.startswith(_REFUSED) and event not in _HARMLESS:
        raise PermissionError(1, "Operation not permitted")


sys.addaudithook(_refuse)


class Confined:
    """A context manager: inside, files and the network are refused; after it, modules are as they were before."""

    def __init__(self, names: Iterable[str], leave: Callable[[int], NoReturn]) -> None:
        """Take the modules that a submission may import, and what stands in for `os._exit`."""
        self._names, self._leave = (*names, *_EARLY, "builtins"), leave

    def __enter__(self) -> None:
        self._modules = dict(sys.modules)
        self._streams = {name: getattr(sys, name) for name in _STREAMS}
        known = [module for name in self._names if (module := sys.modules.get(name))]
        self._saved: list[tuple[dict[str, Any], dict[str, Any]]] = [(vars(m), dict(vars(m))) for m in known]
        self._saved.append((importer._BUILTINS, dict(importer._BUILTINS)))
        os._exit = self._leave  # type: ignore[assignment]
        _confined[0] = True

    def __exit__(self, *_: object) -> None:
        _confined[0] = False
        for now, then in self._saved:
            for name in [name for name in now if name not in then]:
                del now[name]
            now.update(then)
        for name in [name for name in sys.modules if name not in self._modules]:
            del sys.modules[name]
        sys.modules.update(self._modules)
        for name, stream in self._streams.items():
            setattr(sys, name, stream)


def serve(link: Any) -> None:
    """Be one worker over a link, until the other side goes."""
    channel = Channel(_reader(link), _writer(link))

    def leave(code: int) -> NoReturn:
        link.hangUp(int(code) & 0xFF)
        raise Gone

    try:
        (_, names, *_), _ = channel.receive()
        modules = learners_modules(channel, names)
        (_, limits, _), _ = channel.receive()
        with Confined(names, leave):
            worker.serve(channel, False, modules, limits["output"], limits["answer"], limits["depth"])
    except Gone:
        pass


def learners_modules(channel: Any, names: Iterable[str]) -> importer.Modules:
    """Return what a learner may import: modules that are there, and the learner's own, which come over the channel."""
    absent = frozenset(name for name in names if not _importable(name))
    return importer.Modules(channel, frozenset(names) | {"__future__"}, absent)


def _importable(name: str) -> bool:
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def _reader(link: Any) -> Callable[[int], bytes]:
    kept = bytearray()

    def read(size: int) -> bytes:
        while not kept:
            part = link.take()
            if part is not None:
                kept.extend(part.to_bytes())
            elif link.ended:
                raise Gone
            else:
                found = link.wait(-1)
                if not isinstance(found, bool):
                    from pyodide.ffi import run_sync

                    run_sync(found)
        data = bytes(kept[:size])
        del kept[:size]
        return data

    return read


def _writer(link: Any) -> Callable[[memoryview], int]:
    from pyodide.ffi import to_js

    def write(data: memoryview) -> int:
        if link.ended:
            raise Gone
        return int(link.send(to_js(data)))

    return write


for _name in _EARLY:
    _importable(_name)
