"""Processes forked from this one: whether that may be, and what each does first."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

_STOPS = (signal.SIGINT, signal.SIGTERM)


def may_fork() -> bool:
    """Whether this process may be forked, which saves most of a start: on Linux, where it has no threads."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


@contextlib.contextmanager
def unstopped() -> Iterator[None]:
    """Let who asks this process to stop wait: amid a fork that is lost, or told twice, or leaves a process unknown."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def settle(*descriptors: int) -> None:
    """Begin as a child: close what is the parent's but for these descriptors, and let the parent say when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent has it too, and ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)  # the parent held them back while it started this process
    gc.freeze()  # garbage of the parent's, cleared away here, could close a descriptor of ours
    if sys.platform == "linux":  # what a fork has of the parent's: the gradebook, and the other processes' pipes
        for descriptor in {int(each.name) for each in Path("/proc/self/fd").iterdir()} - {0, 1, 2, *descriptors}:
            with contextlib.suppress(OSError):  # the one that lists them
                os.close(descriptor)
