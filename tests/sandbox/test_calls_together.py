"""Calls that a worker is sent together: what it makes of them, and what it may say."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from grader.core.course import Limits
from grader.sandbox.client import Worker
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.outcome import Answer, Failure, Loaded

SOURCE = """
import os, sys
calls = []

def say(value, problem=None):
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    data = frame.f_globals["wire"].frame(("answer", frame.f_locals["nonce"], problem, value, None, 5))
    while data:
        data = data[os.write(0, data):]
    os.read(0, 1)

def made(x):
    return len(calls)

def f(x):
    calls.append(x)
"""
BROKEN = Failure("broke protocol")


@pytest.fixture(name="launcher", scope="module")
def _launcher() -> Iterator[ForkServer]:
    with ForkServer() as launcher:
        launcher.prepare(["os", "sys"])
        yield launcher


def outcome(launcher: ForkServer, body: str, arguments: Sequence[Any] = range(5)) -> tuple[Any, Answer | Failure]:
    """Return what comes of calls of `f` that are sent together, and of a call of `made` after them."""
    source = SOURCE + "\n".join(f"    {line}" for line in body.splitlines()) + "\n    return x\n"
    limits = Limits(call_seconds=20, memory_mib=128)
    worker = Worker(launcher, limits, 20, lambda n: ((("m.py", source),), False) if n == "m" else None, lambda _: None)
    try:
        assert isinstance(worker.load("m", ["f"], 1), Loaded)
        together = [marshal.dumps(("f", [argument]), 2) for argument in arguments]
        found = worker.ask("calls", together, seconds=0.5)
        return found, worker.call("made", [0]) if worker.alive else Failure("closed")
    finally:
        worker.drop()


def test_they_are_made_in_turn(launcher: ForkServer) -> None:
    """The value is what each has returned; nothing is said of a failure."""
    assert outcome(launcher, "") == (Answer(([0, 1, 2, 3, 4], None)), Answer(5))


def test_one_that_fails_is_the_last(launcher: ForkServer) -> None:
    """How it failed is told as where it is called by itself."""
    found, made = outcome(launcher, "if x == 2:\n    raise ValueError('no')")
    values, failure = found.value
    assert (values, failure.problem, failure.kind, failure.text) == ([0, 1], "raised", "ValueError", "no")
    assert made == Answer(3)


def test_one_whose_answer_is_not_plain_is_the_last(launcher: ForkServer) -> None:
    """So it is with one that is too large."""
    found, made = outcome(launcher, "if x == 2:\n    return object()")
    assert (found.value[0], found.value[1].problem, made) == ([0, 1], "not plain", Answer(3))
    found, made = outcome(launcher, "if x == 2:\n    return 'x' * (2 << 20)")
    assert (found.value[0], found.value[1].problem, made) == ([0, 1], "too large", Answer(3))


@pytest.mark.parametrize(
    "body",
    [
        "x.append(1) if x[0] == 2 else None\nreturn x[0]",
        "return x if x[0] == 2 else x[0]",
        "global kept\nif x[0] == 1:\n    kept = [1]\n    return kept\nif x[0] == 2:\n    kept.append(1)\n    return [2]",
        "return bytearray(1 << 33) if x[0] == 2 else x[0]",
    ],
    ids=["changes its argument", "returns its argument", "changes what it returned", "fills the memory"],
)
def test_one_that_does_more_than_return_a_value_is_the_last(launcher: ForkServer, body: str) -> None:
    """Nothing is said of it: it is called by itself, in another worker."""
    found, made = outcome(launcher, f"{body}\nreturn x[0]", [[n] for n in range(5)])
    assert len(found.value[0]) == 2
    assert found.value[1] is None
    assert made == Answer(3)


@pytest.mark.parametrize(
    "said",
    [
        "say(5)",
        "say(None)",
        "say({0: 1})",
        "say([1], 'no failure')",
        "say([1], ('raised', 'E', 'x' * 3000, None, None, {}))",
    ],
)
def test_what_is_no_list_of_values_ends_it(launcher: ForkServer, said: str) -> None:
    """A worker of ours would not say it."""
    assert outcome(launcher, said)[0] == BROKEN


def test_more_than_one_answer_may_have_ends_it(launcher: ForkServer) -> None:
    """All values together have the room of one answer."""
    assert outcome(launcher, "return 'x' * (700 << 10)")[0] == BROKEN


def test_a_loop_without_end_has_the_seconds_that_were_given(launcher: ForkServer) -> None:
    """They are less than a call may take."""
    found, _ = outcome(launcher, "while x == 2:\n    pass")
    assert isinstance(found, Failure)
    assert found.problem == "timeout"


def test_a_process_that_ends_gives_no_values(launcher: ForkServer) -> None:
    """Not even of the calls before that."""
    assert outcome(launcher, "if x == 2:\n    os._exit(3)")[0] == Failure("exited", "_exit", "3")
