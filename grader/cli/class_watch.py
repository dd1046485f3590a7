"""`grade submissions --watch`: keeps grading what arrives in a folder, or in a git repository."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from grader.cli.class_progress import say
from grader.core.errors import UsageError
from grader.core.hashing import digest_of
from grader.core.text import safe_name

_ADDRESS = re.compile(r"(https?|ssh|git|file)://\S+|[\w.-]+@[\w.-]+:\S+")
_LOOK, _PULL = 2.0, 60.0  # seconds
_SHARE = 20  # looking takes at most one part in so many of the time
_LONGEST_WAIT = 60.0
_PULL_SECONDS = 300


def keep_grading(path: str, out: Path, every: float | None, grade: Callable[[Path, bool], object]) -> NoReturn:
    """Grade a class, and again whenever something has changed, until it is stopped.

    Args:
        path: a folder, or the address of a git repository.
        out: where results are kept; a repository is kept there, too.
        every: seconds between two looks; None for what suits a folder or a repository.
        grade: grades the class in a folder, and writes all of it, or of those alone that are graded now.

    Raises:
        UsageError: there is no such folder, or the repository cannot be read.
    """
    folder, repository = Path(path), None
    if _ADDRESS.fullmatch(path):
        folder = out / "watched" / re.sub(r"[^\w.-]+", "-", path.removesuffix(".git")).strip("-.")[-80:]
        repository = folder
        if not folder.exists():
            _git("clone", "--quiet", "--no-recurse-submodules", "--", path, str(folder))
    elif (folder / ".git").exists():
        repository = folder
    elif not folder.exists():
        raise UsageError(f"{path}: this is neither a folder nor the address of a git repository.")
    ours = out.resolve()
    pause = every or (_PULL if repository else _LOOK)
    first = True
    for _ in changes(lambda: _looked(folder, ours, repository), time.sleep, pause):
        try:
            grade(folder, not first)
            first = False
        except UsageError as error:
            say(f"{error} Waiting for more.")
    raise AssertionError("watching ends with the program")


def changes(look: Callable[[], str], wait: Callable[[float], None], pause: float) -> Iterator[None]:
    """Give each time when there is something new that has come to rest: two looks in a row have seen the same.

    Args:
        look: returns a hash of all that is there.
        wait: waits for so many seconds.
        pause: how long to wait between two looks; longer, up to a minute, where looking itself takes long.
    """
    graded, seen = None, look()
    while True:
        if seen != graded:
            graded = seen
            yield
        began = time.process_time()
        now = look()
        while now != seen:
            seen = now
            wait(pause)
            now = look()
        if seen == graded:
            wait(max(pause, min(_LONGEST_WAIT, _SHARE * (time.process_time() - began))))


def _looked(folder: Path, ours: Path, repository: Path | None) -> str:
    """Return a hash of the names, sizes and times of all files; of a repository, after what is new was fetched."""
    if repository is not None:
        try:
            _git("-C", str(repository), "pull", "--quiet", "--ff-only", "--no-recurse-submodules")
        except UsageError as error:
            say(str(error))
    return digest_of(list(_listed(folder, ours)))


def _listed(folder: Path, ours: Path) -> Iterator[bytes]:
    if folder.is_file():
        yield _state(folder)
        return
    for where, folders, files in os.walk(folder):
        here = Path(where)
        folders[:] = sorted(f for f in folders if f != ".git" and (here / f).resolve() != ours)
        yield from (_state(here / name) for name in sorted(files))


def _state(path: Path) -> bytes:
    try:
        found = path.lstat()
    except OSError:
        return b""
    return f"{path} {found.st_size} {found.st_mtime_ns}".encode("utf-8", "surrogateescape")


def _git(*arguments: str) -> None:
    """Run git without hooks.

    Raises:
        UsageError: it failed.
    """
    command = ["git", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_PULL_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be run ({type(error).__name__}).") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"git: {safe_name(lines[-1])}.")
