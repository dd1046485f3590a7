"""The program `grade` for tests, forked from a process that has imported it: the same run without half a second of start.

What depends on the start itself (PYTHON… variables, a locale, closed descriptors) is started anew: see `run_grade`.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

# they say how a Python starts, which one that runs already cannot follow
_AT_START = ("PYTHON", "LANG", "LC_", "LD_")
# these stand in another Python: a notebook's, a browser's
_ELSEWHERE = ("grader.notebook", "grader.site.browser")
_LARGEST = 100_000  # bytes of a request: it is sent in one piece


def serve(descriptor: int) -> None:
    """Fork a `grade` for every request: its arguments, folder, environment and umask as JSON, its three streams as descriptors."""
    import grader

    control = socket.socket(fileno=descriptor)

    for module in pkgutil.walk_packages(grader.__path__, "grader."):
        if not module.name.startswith(_ELSEWHERE) and not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    while True:
        data, streams, _, _ = socket.recv_fds(control, 1 << 20, 3)
        if not data:
            return
        asked = json.loads(data)
        child = os.fork()
        if child == 0:
            control.close()
            os.umask(asked["umask"])
            _become(asked["arguments"], asked["cwd"], asked["environment"], streams)
        for stream in streams:
            os.close(stream)
        control.sendall(json.dumps(child).encode() + b"\n")
        _, status = os.waitpid(child, 0)
        control.sendall(json.dumps(os.waitstatus_to_exitcode(status)).encode() + b"\n")


def _become(arguments: list[str], cwd: str, environment: dict[str, str], streams: list[int]) -> NoReturn:
    """Be the program: what it writes last and what it registered for its end comes as in a new process."""
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    # buffers and encodings as a new process would have them where no locale is asked for
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            open(number, mode, closefd=False),  # noqa: SIM115
            encoding=stream.encoding,
            errors=stream.errors,
            line_buffering=stream is sys.stderr or os.isatty(number),
        )
        for number, (stream, mode) in enumerate([(sys.stdin, "rb"), (sys.stdout, "wb"), (sys.stderr, "wb")])
    )
    sys.argv = ["grade", *arguments]
    from grader.__main__ import main

    main()
    raise SystemExit(0)


_PROGRAM = (
    "import sys; sys.path[0] = sys.argv[1]; from warm_grade import serve; del sys.path[0]; serve(int(sys.argv[2]))"
)


class _Warm:
    """The process that has imported the program."""

    def __init__(self) -> None:
        self._mine, theirs = socket.socketpair()
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(Path(__file__).parent), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._answers = self._mine.makefile("rb")
        atexit.register(self._process.wait)
        atexit.register(self._mine.shutdown, socket.SHUT_RDWR)

    def run(self, asked: str, timeout: float) -> tuple[int, bytes, bytes]:
        """Return the exit status and what was written; after `timeout` seconds the program is killed."""
        with (
            self._lock,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
            Path(os.devnull).open("rb") as nothing,
        ):
            socket.send_fds(self._mine, [asked.encode()], [nothing.fileno(), out.fileno(), err.fileno()])
            child = json.loads(self._answers.readline())
            killer = threading.Timer(timeout, os.kill, (child, signal.SIGKILL))
            killer.start()
            status = json.loads(self._answers.readline())
            killer.cancel()
            out.seek(0)
            err.seek(0)
            return status, out.read(), err.read()


@functools.cache
def _warm() -> _Warm:
    return _Warm()


def run_grade(
    arguments: Sequence[str], cwd: Path, changed: Mapping[str, str], timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `grade` with these arguments, in this folder, with the environment so changed; its output is text."""
    umask = os.umask(0o077)
    os.umask(umask)
    environment = {**os.environ, **changed}
    asked = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "environment": environment, "umask": umask})
    if any(name.startswith(_AT_START) for name in changed) or len(asked) > _LARGEST:
        return subprocess.run(
            [sys.executable, "-m", "grader", *arguments],
            cwd=cwd,
            env={**os.environ, **changed},
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    status, out, err = _warm().run(asked, timeout)
    # as text streams read it
    words = [part.decode().replace("\r\n", "\n") for part in (out, err)]
    return subprocess.CompletedProcess(["grade", *arguments], status, *words)
