"""The launchers of a grading process. It imports little, so that they can start before all else is loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Set
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from grader.sandbox import installed
from grader.sandbox.installed import is_pythons_own
from grader.sandbox.process_factory import Sources, WorkerServer
from grader.sandbox.servers import worker_server

if TYPE_CHECKING:
    from grader.core.course import Course, Limits


SELDOM = frozenset(
    ("argparse", "csv", "datetime", "doctest", "json", "logging", "pathlib", "threading", "unittest"),
)
"""Modules of Python's own that take long to load: they are loaded for a submission that names them.

What does not come with Python is, too, and so are the parts of a package that must be imported by their own names.
"""
ENCODINGS = "encodings"
"""Stands for every encoding that Python knows; the usual ones are always there."""
_SPEAKS_OF_ENCODINGS = ("encode(", "decode(", "encoding=", "bytes(", "codecs")
_LOADED_WHOLE = ("collections", "json", "re")
_HAS_FILES = {"zoneinfo": "tzdata"}
"""A module of Python's own that reads the files of a package."""
_MOST_KEPT = 4
"""So many launchers for different sets of modules there are; one more has all of them."""


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
            fork: whether workers are forked from a launcher, or are each a separate process.
            start: makes what starts workers, where that is none of this system's processes.
        """
        self._starter = start or partial(worker_server, confine=confine, fork=fork)
        self._plain = self._starter()
        self._prepared_for: Course | None = None
        self._larger: dict[frozenset[str], WorkerServer] = {}
        self.stopped = False

    def prepare(self, course: Course) -> None:
        """Let the launcher load what the course allows."""
        if self._prepared_for is course:
            return
        if self._prepared_for is not None:
            self.close()
            self._plain, self._larger = self._starter(), {}
        self._prepared_for = course
        self._plain.prepare([name for name in course.modules if name not in SELDOM and is_pythons_own(name)])
        self._plain.fork_ahead(course.exercises[0].limits)

    def asked_by(self, sources: Collection[str]) -> frozenset[str]:
        """Return what these files speak of that is not loaded for every file: modules, packages' parts, encodings."""
        course = self._prepared_for
        assert course is not None
        named = {name for name in course.modules if any(name in source for source in sources)}
        foreign = set(course.modules) - sys.stdlib_module_names
        asked = (named & SELDOM) | (named & foreign)
        asked |= installed.used_if_there(named & foreign, foreign - named)
        asked |= {f"{name}.*" for name in named - foreign if name in _HAS_FILES or _imports_parts(name, sources)}
        if any(word in source for source in sources for word in _SPEAKS_OF_ENCODINGS):
            asked.add(f"{ENCODINGS}.*")
        return frozenset(asked)

    def launcher(self, asked: Set[str]) -> WorkerServer:
        """Return a launcher that is ready, with what `asked_by` gave loaded, as far as it is installed."""
        course = self._prepared_for
        assert course is not None
        if not asked:
            return self._plain
        # what does not come with Python takes longer than all of Python's own together
        whole = frozenset(name.removesuffix(".*") for name in asked if name.endswith(".*") or not is_pythons_own(name))
        if whole not in self._larger and len(self._larger) >= _MOST_KEPT:
            whole = frozenset(name for name in course.modules if not is_pythons_own(name) or _has_parts(name))
            whole |= {ENCODINGS}
        if whole not in self._larger:
            self._larger[whole] = self._with_whole(course, whole)
        return self._larger[whole]

    def _with_whole(self, course: Course, whole: frozenset[str]) -> WorkerServer:
        """Start a launcher that loads these modules with all their parts."""
        launcher = self._starter()
        modules = [name for name in course.modules if name in whole or is_pythons_own(name)]
        packages = installed.needed_by([_HAS_FILES.get(name, name) for name in whole])
        folders = {folder for folder, _ in packages}
        launcher.prepare(modules, sorted(folders), sorted(whole), packages)
        return launcher

    def fork_ahead(self, limits: Limits, sources: Sources = ()) -> None:
        """Have a worker with these limits started before it is needed, and these sources compiled."""
        self._plain.fork_ahead(limits, sources)

    def restart(self) -> None:
        """Start again after a launcher has died."""
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


def _imports_parts(name: str, sources: Collection[str]) -> bool:
    """Whether one of these files imports a part of this module of Python's own by its name."""
    named = any(f"from {name}" in source or f"import {name}." in source for source in sources)
    return named and _has_parts(name)


def _has_parts(name: str) -> bool:
    """Whether a module of Python's own is a package with parts that are not loaded with it."""
    spec = None if name in _LOADED_WHOLE else find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None
