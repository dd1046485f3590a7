"""The reference is asked what the submission was asked, whatever the submission made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader.core.course import Function
from grader.core.shape_reader import parse_shape
from grader.sandbox.outcome import Answer
from grader.suite.agreement import agrees
from grader.suite.proxy import Direct, Proxy, record_of


def total(x: list[float], more: list[float]) -> float:
    """Add up two lists."""
    return sum(x) + sum(more)


class Changes:
    """Answers as told, and leaves its arguments changed as told."""

    def __init__(self, value: Any, change: Callable[[list[Any]], None]) -> None:
        self.value, self.change = value, change

    def call(self, function: str, arguments: Sequence[Any]) -> Answer:
        """Answer one call."""
        after = [list(argument) if isinstance(argument, list) else argument for argument in arguments]
        self.change(after)
        return Answer(self.value, after if after != list(arguments) else None)


def proxies(value: Any, change: Callable[[list[Any]], None]) -> tuple[Proxy, Proxy]:
    """Return a submission that answers so, and the reference, at the beginning of a check."""
    functions = {"total": Function("total", ("x", "more"), (), parse_shape("number"))}
    submission, reference = Proxy(functions, Changes(value, change)), Proxy(functions, Direct({"total": total}))
    record_of(submission).begin()
    record_of(reference).begin(record_of(submission))
    return submission, reference


def empties(after: list[Any]) -> None:
    """Empty every list."""
    for argument in after:
        argument.clear()


def test_the_reference_gets_what_the_submission_received() -> None:
    """A constant answer does not become right because the lists were emptied."""
    submission, reference = proxies(0.0, empties)
    x, more = [1.0, 2.0], [3.0]
    assert not agrees(submission.total(x, more), reference.total(x, more))
    assert x == []  # the suite sees what was done to its list


def test_each_call_has_its_own() -> None:
    """Of calls with the same lists, the first of the reference is that of the submission's first."""
    submission, reference = proxies(0.0, empties)
    x, more = [1.0], [3.0]
    answers = [submission.total(x, more) for _ in range(2)]
    assert not agrees(answers, [reference.total(x, more) for _ in range(2)])
    x, more = [1.0], [3.0]
    answers = [submission.total(x, more) for _ in range(2)]
    expected = reference.total(x, more)
    assert not agrees(answers, [expected, expected])


def test_a_call_that_came_before_the_change_has_its_own_too() -> None:
    """A later call with other arguments that share a list does not change what the first is compared with."""
    turn = [0]

    def later(after: list[Any]) -> None:
        turn[0] += 1
        if turn[0] > 1:
            after[0].clear()

    submission, reference = proxies(0.0, later)
    x = [1.0]
    first, second = submission.total(x, [2.0]), submission.total(x, more := [5.0])
    assert not agrees(second, reference.total(x, more))
    assert reference.total(x, more) == 6.0
    assert first == 0.0


def test_what_the_suite_changes_itself_the_reference_gets() -> None:
    """Only a submission's own changes are undone."""
    submission, reference = proxies(3.0, lambda after: None)
    x, more = [1.0], [2.0]
    assert agrees(submission.total(x, more), reference.total(x, more))
    x.append(4.0)
    assert reference.total(x, more) == 7.0


def test_another_check_begins_with_nothing_received() -> None:
    """What was kept is let go."""
    submission, reference = proxies(0.0, empties)
    x, more = [1.0], [3.0]
    submission.total(x, more)
    record_of(submission).begin()
    record_of(reference).begin(record_of(submission))
    assert reference.total(x, more) == 0.0
