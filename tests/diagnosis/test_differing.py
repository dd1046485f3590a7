"""grader.grading.comparison: what came back beside what was expected, by part, to the digits that matter."""

from __future__ import annotations

from typing import Any

import pytest

from grader.grading.comparison import disagreement
from grader.sandbox.outcome import Answer
from grader.suite import Disagreement, agree
from grader.suite.proxy import Call


def told(actual: Any, expected: Any, called: str | tuple[str, ...] = "", *, open_: bool = True) -> str:
    """Return what is said where `actual` came back for `expected`."""
    with pytest.raises(Disagreement) as caught:
        agree(actual, expected, called=called)
    return disagreement(caught.value, "f(1)", Call("f", (1,), Answer(actual)), open_)


PARTS = ("w", "b", "history")
LONG = [1.0 / (n + 1) for n in range(100)]
CASES: dict[str, tuple[Any, Any, Any, str]] = {
    "a number": (0.5, 0.25, "", "f(1) gave 0.5; 0.25 was expected."),
    "digits that differ": (0.12345678912, 0.12345678999, "", "f(1) gave 0.1234567891; 0.12345679 was expected."),
    "not finite": (float("nan"), 1.0, "", "f(1) gave NaN (not a number); 1.0 was expected."),
    "one part of a pair": (
        ([1.0, -1.5], 0.5),
        ([0.5, -1.5], 0.5),
        ("gw", "gb"),
        "f(1) gave gw = [1.0, -1.5], where [0.5, -1.5] was expected. gb is right.",
    ),
    "both parts of a pair": (
        ([2.0], 1.0),
        ([1.0], 0.5),
        ("gw", "gb"),
        "f(1) gave gw = [2.0], where [1.0] was expected; and gb = 1.0, where 0.5 was expected.",
    ),
    "where a history leaves": (
        ([0.0], 0.0, [*LONG[:7], 9.0, *LONG[8:]]),
        ([0.0], 0.0, LONG),
        PARTS,
        "f(1) gave history[7] = 9.0 (the first to differ; 7 before it are right), where 0.125 was expected. "
        "w and b are right.",
    ),
    "a history too short": (
        ([0.0], 0.0, LONG[:99]),
        ([0.0], 0.0, LONG),
        PARTS,
        "f(1) gave 99 entries in history, where 100 were expected. w and b are right.",
    ),
    "one entry": (
        ([0.0], 0.0, [0.5]),
        ([0.0], 0.0, LONG),
        PARTS,
        "f(1) gave 1 entry in history, where 100 were expected. w and b are right.",
    ),
    "one item": (
        [0.5],
        [0.5, 1.0],
        "",
        "f(1) gave [0.5]; [0.5, 1.0] was expected (the number of items is 1, not 2).",
    ),
    "a name for the whole": (
        {"W": LONG, "b": 1.0},
        {"W": [*LONG[:3], 0.0, *LONG[4:]], "b": 1.0},
        "params",
        "f(1) gave params['W'][3] = 0.25 (the first to differ; 3 before it are right); 0.0 was expected.",
    ),
}


@pytest.mark.parametrize(("actual", "expected", "called", "said"), CASES.values(), ids=CASES)
def test_an_open_check_says_what_differs(actual: Any, expected: Any, called: Any, said: str) -> None:
    """Yours beside the expected, no longer than it need be."""
    assert told(actual, expected, called) == said


@pytest.mark.parametrize(("actual", "expected", "called", "said"), CASES.values(), ids=CASES)
def test_a_closed_check_says_nothing_of_the_values(actual: Any, expected: Any, called: Any, said: str) -> None:
    """Hidden inputs stay hidden, and so do the answers to them."""
    assert "expected" not in told(actual, expected, called, open_=False).replace("the expected one", "")
