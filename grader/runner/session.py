"""A warm pytest session: collects a suite once and runs it for one submission after another.

It uses the pieces of pytest that `pytest.main` itself is made of (`_pytest.config._prepareconfig`, Session.perform_collect,
runtestprotocol), as pytest-xdist's workers do, since `pytest.main` cannot be held open. All of that is in this module.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol

from grader.errors import ContentError
from grader.suite.plugin import Check, CheckRun, SuitePlugin, check_of
from grader.suite.proxy import Proxy

# what a suite does not use; leaving it out is most of a cold start
_LEFT_OUT = (
    "cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging", "monkeypatch", "pastebin",
    "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "terminal", "threadexception", "tmpdir", "unittest",
    "unraisableexception", "warnings", "capture", "skipping", "reports", "assertion",
)  # fmt: skip
_INI = Path(__file__).parent.parent / "suite" / "pytest.ini"


class SuiteSession:
    """One pytest session. Use as a context manager, or call close()."""

    def __init__(self) -> None:
        self._plugin = SuitePlugin()
        arguments = [f"-pno:{name}" for name in _LEFT_OUT]
        # the ini file and root are named, and conftests and entry points left out, so that no file of a
        # learner's folder is ever read by pytest
        arguments += [f"-c{_INI}", f"--rootdir={_INI.parent}", "--noconftest", "--import-mode=importlib"]
        arguments += ["--disable-plugin-autoload", "--strict-markers"]
        with _without("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
            self._config = _prepareconfig(arguments, [self._plugin])
            self._config._do_configure()
        self._session = pytest.Session.from_config(self._config)
        self._config.hook.pytest_sessionstart(session=self._session)
        self._items: dict[Path, list[pytest.Item]] = {}

    def checks(self, suite: Path) -> tuple[Check, ...]:
        """Return the checks of a suite, collecting it if need be.

        Raises:
            ContentError: there is no such suite, or it is unsound.
        """
        checks = []
        for item in self._collect(suite):
            try:
                checks.append(check_of(item))
            except ValueError as error:
                raise ContentError(suite, f"{error}.", item.location[1] and item.location[1] + 1) from None
        return tuple(checks)

    def _collect(self, suite: Path) -> list[pytest.Item]:
        if suite not in self._items:
            if not suite.is_file():
                raise ContentError(suite, "the suite is missing; a course needs one for each exercise.")
            self._plugin.collect_errors.clear()
            # a suite that was mended is read again, not taken from the modules loaded before
            for name in [n for n, module in sys.modules.items() if getattr(module, "__file__", None) == str(suite)]:
                del sys.modules[name]
            with _quiet():
                self._items[suite] = list(self._session.perform_collect([str(suite)]))
            if self._plugin.collect_errors:
                del self._items[suite]
                lines = str(self._plugin.collect_errors[0].longrepr).strip().splitlines()
                raise ContentError(suite, f"the suite cannot be loaded: {lines[-1].removeprefix('E').strip()}")
            if not self._items[suite]:
                raise ContentError(suite, "the suite has no check: write functions whose names begin with test_.")
        return self._items[suite]

    def run(
        self, suite: Path, submission: Proxy, reference: Proxy, seed: int, only: Sequence[str] | None = None
    ) -> Iterator[CheckRun]:
        """Run a suite and give the outcome of each check as it is there.

        Args:
            suite: the file.
            submission: the functions under test.
            reference: the right ones.
            seed: what the suite's inputs are drawn from.
            only: ids of the checks to run; None for all.
        """
        checks = self.checks(suite)
        plugin = self._plugin
        for check, item in zip(checks, self._collect(suite), strict=True):
            if only is not None and check.id not in only:
                continue
            plugin.submission, plugin.reference, plugin.seed = submission, reference, seed
            run = plugin.runs[item.name] = CheckRun(check)
            submission.trace.clear()
            with _quiet():
                runtestprotocol(item, nextitem=None, log=False)
            run.calls = list(submission.trace)
            plugin.runs.clear()
            yield run
        plugin.submission = plugin.reference = None

    def close(self) -> None:
        """End the session."""
        with _quiet():
            self._config.hook.pytest_sessionfinish(session=self._session, exitstatus=0)
            self._config._ensure_unconfigure()

    def __enter__(self) -> SuiteSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _without(*names: str) -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a suite prints away from the learner: it may hold hidden inputs."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
