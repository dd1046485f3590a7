"""The launchers of a grading process. It imports little, so that they can start before all else is loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.process_factory import Sources, WorkerServer
from grader.sandbox.servers import worker_server

if TYPE_CHECKING:
    from grader.core.course import Course, Limits


SELDOM = frozenset(
    ("argparse", "csv", "datetime", "doctest", "json", "logging", "numpy", "pathlib", "threading", "unittest")
)
"""Modules that take long to load: a course may allow them, and they are loaded for a submission that names them."""


class Sandbox:
    """The launchers of one grading process: one for most submissions, and others for those that ask for more."""

    def __init__(
        self,
        *,
        confine: bool = True,
        fork: bool = hasattr(os, "fork"),
        start: Callable[[], WorkerServer] | None = None,
    ) -> None:
        """Start the first launcher; it gets ready while the caller goes on.

        Args:
            confine: whether workers get the system call filter; False only to try what happens without one.
            fork: whether workers are forked from a launcher, or are each a process of its own.
            start: makes what starts workers, where that is none of this system's processes.
        """
        self._starter = start or partial(worker_server, confine=confine, fork=fork)
        self._plain = self._starter()
        self._prepared_for: Course | None = None
        self._larger: dict[bool, WorkerServer] = {}
        self.stopped = False

    def prepare(self, course: Course) -> None:
        """Let the launcher load what the course allows."""
        if self._prepared_for is course:
            return
        if self._prepared_for is not None:
            self.close()
            self._plain, self._larger = self._starter(), {}
        self._prepared_for = course
        self._plain.prepare([name for name in course.modules if name not in SELDOM])
        self._plain.fork_ahead(course.exercises[0].limits)

    def launcher(self, asked: Set[str]) -> WorkerServer:
        """Return a launcher that is ready, with the seldom modules loaded that are asked for, allowed and installed."""
        course = self._prepared_for
        assert course is not None
        if not asked & set(course.modules):
            return self._plain
        # numpy takes longer than all the others together
        numpy = "numpy" in asked and "numpy" in course.modules
        if numpy not in self._larger:
            self._larger[numpy] = self._starter()
            modules = [name for name in course.modules if numpy or name != "numpy"]
            self._larger[numpy].prepare(modules, _numpy_folder() if numpy else "")
        return self._larger[numpy]

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Have a worker with these limits started before it is needed, and these sources compiled."""
        self._plain.fork_ahead(limits, sources)

    def restart(self) -> None:
        """Start anew after a launcher has died."""
        course, self._prepared_for = self._prepared_for, None
        self.close()
        self._plain, self._larger, self.stopped = self._starter(), {}, False
        if course:
            self.prepare(course)

    def stop(self) -> None:
        """End, from another thread, what is being graded: that raises LauncherDied; restart() makes all ready again."""
        self.stopped = True
        self.close()

    def close(self) -> None:
        """End the launchers and every worker."""
        for launcher in (self._plain, *self._larger.values()):
            launcher.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _numpy_folder() -> str:
    """Return the folder that numpy is installed in, or nothing."""
    from importlib.util import find_spec

    spec = find_spec("numpy")
    return str(Path(spec.origin).parent.parent) if spec and spec.origin else ""
