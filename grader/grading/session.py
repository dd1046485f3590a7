"""A warm pytest session: collects a suite once and runs it for one submission after another.

It uses the pieces of pytest that `pytest.main` itself is made of (`_pytest.config._prepareconfig`, Session.perform_collect,
what runtestprotocol does), as pytest-xdist's workers do, since `pytest.main` cannot be held open. All of that is in this
module.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from _pytest.compat import is_async_function
from _pytest.config import _prepareconfig

from grader.core.errors import ContentError, Fault
from grader.sandbox.outcome import Answer
from grader.suite.plugin import FIXTURES, Check, CheckRun, SuitePlugin, Verdict, check_of, verdict_of
from grader.suite.proxy import Proxy, record_of

# what a suite does not use; leaving it out is most of a cold start
_LEFT_OUT = (
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "monkeypatch",
    "pastebin",
    "recwarn",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
    "warnings",
    "capture",
    "skipping",
    "reports",
    "assertion",
)
_INI = Path(__file__).parent.parent / "suite" / "pytest.ini"


class _Collected(NamedTuple):
    """A suite that was read."""

    checks: tuple[Check, ...]
    items: list[pytest.Item]
    called: list[bool]
    """Which items are called directly: those that ask for nothing but the plugin's own fixtures."""


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
        self._suites: dict[Path, _Collected] = {}
        self._open: Path | None = None

    def checks(self, suite: Path) -> tuple[Check, ...]:
        """Return the checks of a suite, collecting it if need be.

        Raises:
            ContentError: there is no such suite, or it is unsound.
        """
        return self._checked(suite).checks

    def _checked(self, suite: Path) -> _Collected:
        if suite not in self._suites:
            found = []
            items = self._collect(suite)
            for item in items:
                try:
                    found.append(check_of(item))
                except ValueError as error:
                    line = item.location[1]
                    raise ContentError(suite, f"{error}.", None if line is None else line + 1) from None
            calls = [_asks_for_no_more(cast(pytest.Function, item)) for item in items]
            self._suites[suite] = _Collected(tuple(found), items, calls)
        return self._suites[suite]

    def _collect(self, suite: Path) -> list[pytest.Item]:
        if not suite.is_file():
            raise ContentError(suite, "the suite is missing; a course needs one for each exercise.")
        self._plugin.collect_errors.clear()
        # a suite that was fixed is read again, not taken from the modules loaded before
        for name in [n for n, module in list(sys.modules.items()) if getattr(module, "__file__", None) == str(suite)]:
            del sys.modules[name]
        with _quiet():
            items = list(self._session.perform_collect([str(suite)]))
        if self._plugin.collect_errors:
            told = str(self._plugin.collect_errors[0].longrepr).strip()
            problem = told.splitlines()[-1].removeprefix("E").strip()
            places = re.findall(rf'{re.escape(suite.name)}(?:", line |:)(\d+)', told)
            raise ContentError(suite, f"the suite cannot be loaded: {problem}", int(places[-1]) if places else None)
        if not items:
            raise ContentError(suite, "the suite has no check: write functions whose names begin with test_.")
        return items

    def run(
        self,
        suite: Path,
        submission: Proxy,
        reference: Proxy,
        seed: int,
        only: Sequence[str] | None = None,
        *,
        restored: bool = False,
    ) -> Iterator[CheckRun]:
        """Run a suite and give the outcome of each check as it is there.

        Args:
            suite: the file.
            submission: the functions under test.
            reference: the right ones.
            seed: what the suite's inputs are drawn from.
            only: ids of the checks to run; None for all.
            restored: whether the caller puts back what a call changed of the suite's own values.

        Raises:
            Fault: the sandbox failed; what was asked says nothing of the submission.
        """
        plugin, asked = self._plugin, record_of(submission)
        for place, check in enumerate(self.checks(suite)):
            if only is not None and check.id not in only:
                continue
            collected = self._checked(suite)
            items, item = collected.items, collected.items[place]
            if suite != self._open:
                self._session._setupstate.teardown_exact(None)
                self._open = suite
            plugin.submission, plugin.reference, plugin.seed, plugin.test = submission, reference, seed, item.name
            asked.begin()
            record_of(reference).begin(asked)
            # the module stays set up for another of its tests; alone, a test has nothing that stays
            other = items[place - 1] if len(items) > 1 else None
            try:
                with _quiet():
                    verdict, error = self._call(item) if collected.called[place] else self._test(item, other)
                if isinstance(error, Fault):
                    raise error
            except BaseException:
                self._forget(suite)  # stopped amid a test: what that had set up is not for the next
                raise
            if not restored and any(
                isinstance(call.outcome, Answer) and call.outcome.after is not None for call in asked.trace
            ):
                # what it changed may be the suite's own, and not of this check alone
                self._forget(suite)
            yield CheckRun(check, verdict, error, list(asked.trace))
        plugin.submission = plugin.reference = None

    def _forget(self, suite: Path) -> None:
        """Let a suite be collected again before it is run again."""
        del self._suites[suite]
        self._open = None
        with _quiet():
            self._session._setupstate.teardown_exact(None)

    def _call(self, item: pytest.Item) -> tuple[Verdict, BaseException | None]:
        """Call a test that asks for nothing but the plugin's own fixtures: there is nothing to set up."""
        function = cast(pytest.Function, item)
        try:
            function.obj(**{name: FIXTURES[name](self._plugin) for name in function._fixtureinfo.argnames})
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        except BaseException as error:
            return verdict_of(error), error
        return "passed", None

    def _test(self, item: pytest.Item, following: pytest.Item | None) -> tuple[Verdict, BaseException | None]:
        """Run one test as pytest does, without the reports that it makes of each phase; return its outcome."""
        function = cast(pytest.Function, item)
        state = self._session._setupstate
        verdict: Verdict = "passed"
        found: BaseException | None = None
        if not function._request:
            function._initrequest()
        try:
            state.setup(item)
            item.runtest()
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        except BaseException as error:
            verdict, found = verdict_of(error), error
        try:
            state.teardown_exact(following)
        except Exception as error:
            verdict, found = "suite error", error
        function._request = False  # type: ignore[assignment]
        function.funcargs = None  # type: ignore[assignment]
        return verdict, found

    def close(self) -> None:
        """End the session."""
        with _quiet():
            self._session._setupstate.teardown_exact(None)
            self._config.hook.pytest_sessionfinish(session=self._session, exitstatus=0)
            self._config._ensure_unconfigure()

    def __enter__(self) -> SuiteSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _asks_for_no_more(function: pytest.Function) -> bool:
    """Whether a test has no fixtures, on the test or in its module, but those of the plugin, and no parameters."""
    known = function._fixtureinfo.name2fixturedefs
    return (
        function.cls is None
        and not hasattr(function, "callspec")
        and not is_async_function(function.obj)  # called, it would have done nothing, and passed
        and all(name in FIXTURES and len(known[name]) == 1 for name in function._fixtureinfo.names_closure)
    )


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
