"""The pytest plugin that gives a suite its fixtures, and what comes of running a check: objects, not words."""

from __future__ import annotations

import random as random_module
from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec
import pytest

from grader.suite.growth import CannotTell
from grader.suite.proxy import Call, NoAnswer, Proxy, WrongShape

Verdict = Literal["passed", "disagreed", "no answer", "wrong shape", "cannot tell", "suite error"]


class Check(msgspec.Struct, frozen=True):
    """One test of a suite: what it is worth and what it says."""

    id: str
    title: str
    points: float
    hint: str
    open: bool
    stretch: bool
    names: str | None
    loose: bool


class CheckRun(msgspec.Struct):
    """The outcome of running one check."""

    check: Check
    verdict: Verdict
    error: BaseException | None
    calls: list[Call]
    only_changed: bool = False
    """Whether every answer is right, and what went wrong is that arguments were changed."""


def check_of(item: pytest.Item) -> Check:
    """Return the check that a collected test is.

    Raises:
        ValueError: it lacks its mark or its docstring.
    """
    mark = item.get_closest_marker("check")
    title = ((getattr(item, "obj", None).__doc__ or "").strip().splitlines() or [""])[0].strip()
    if mark is None or set(mark.kwargs) != {"points", "hint", "open", "stretch", "names", "loose"}:
        raise ValueError(f"{item.name} has no @check(points=…, hint=…); add it")
    if not title:
        raise ValueError(f"{item.name} has no docstring; its first line is the title that the learner sees")
    return Check(id=item.name.removeprefix("test_"), title=title, **mark.kwargs)


class SuitePlugin:
    """Serves one exercise of one submission at a time."""

    def __init__(self) -> None:
        self.submission: Proxy | None = None
        self.reference: Proxy | None = None
        self.seed = 0
        self.test = ""
        """The name of the test that is running."""
        self.collect_errors: list[Any] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the mark known."""
        config.addinivalue_line("markers", "check(points, hint, open, stretch, names, loose): a check of a suite")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a suite cannot be collected."""
        if report.failed:
            self.collect_errors.append(report)

    @pytest.fixture(name="submission")
    def _submission(self) -> Proxy:
        return submission(self)

    @pytest.fixture(name="reference")
    def _reference(self) -> Proxy:
        return reference(self)

    @pytest.fixture(name="random")
    def _random(self) -> random_module.Random:
        return random(self)


def submission(plugin: SuitePlugin) -> Proxy:
    """Return the learner's functions."""
    assert plugin.submission is not None
    return plugin.submission


def reference(plugin: SuitePlugin) -> Proxy:
    """Return the reference's functions."""
    assert plugin.reference is not None
    return plugin.reference


def random(plugin: SuitePlugin) -> random_module.Random:
    """Return random numbers of this seed and this check's own."""
    return random_module.Random(f"{plugin.seed}:{plugin.test}")


FIXTURES: Mapping[str, Callable[[SuitePlugin], Any]] = {
    "submission": submission,
    "reference": reference,
    "random": random,
}
"""What a suite may ask for by the name of an argument."""


def verdict_of(error: BaseException) -> Verdict:
    """Return what the error that a check raised says of the submission."""
    if isinstance(error, NoAnswer):
        return "no answer"
    if isinstance(error, WrongShape):
        return "wrong shape"
    if isinstance(error, CannotTell):
        return "cannot tell"
    return "disagreed" if isinstance(error, AssertionError) else "suite error"
