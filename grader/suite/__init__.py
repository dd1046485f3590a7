"""The names that a hidden suite may use.

A suite is plain pytest: functions that call the submission and say what its answers should be.

    @check(points=2, hint="Water boils at 212 degrees Fahrenheit.", open=True)
    def test_boiling(submission):
        \"\"\"212 Fahrenheit is 100 Celsius\"\"\"
        agree(submission.celsius(212), 100.0)

Fixtures, from `grader.suite.plugin`:

- `submission`: its functions, by name, the course's probes, and `run` where the file is a program. Arguments and answers
  are plain values; an answer has the shape that course.yaml declares, or the check has failed before the suite sees it.
  `shown="account.withdraw(100)"` beside the arguments is how a call is told to the learner.
- `reference`: the same functions of the reference, for what the right answer is.
- `random`: a `random.Random` drawn from the seed and the check's name, for inputs that nobody can know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.sandbox.outcome import Answer
from grader.suite.agreement import Disagreement, agree, agrees
from grader.suite.code_rules import demand, forbid
from grader.suite.expected_errors import raises
from grader.suite.growth import grows
from grader.suite.observations import cut_off, single_precision

if TYPE_CHECKING:
    from _pytest.mark.structures import MarkDecorator

    from grader.suite.proxy import Proxy

__all__ = [
    "Disagreement",
    "agree",
    "agrees",
    "check",
    "cut_off",
    "demand",
    "fail",
    "forbid",
    "grows",
    "lasting",
    "raises",
    "single_precision",
]


def check(
    *,
    points: float,
    hint: str,
    open: bool = False,
    stretch: bool = False,
    names: str | None = None,
    loose: bool = False,
) -> MarkDecorator:
    """Mark a test as a check; its docstring's first line is the title that the learner sees.

    Args:
        points: what passing it earns.
        hint: shown to learners who fail it, in the learner's words, without the answer.
        open: whether its inputs, and what the submission printed or raised in it, may be shown.
        stretch: whether its points are bonus and failing it costs nothing.
        names: the id of the misconception that failing this check proves, for what has no value to compare.
        loose: whether right answers may differ from one another here, as where each has its own clamp; to name a
            mistake it then only matters whether an answer came.
    """
    return pytest.mark.check(points=points, hint=hint, open=open, stretch=stretch, names=names, loose=loose)


def fail(message: str) -> None:
    """Fail the check with `message`, shown only where the check is open."""
    raise Disagreement(message)


def lasting(submission: Proxy) -> None:
    """Fail unless what the calls of this check returned is still what it was, and shares no list with an argument.

    An answer is looked at again in the two calls after it, so call the function once more before this.
    """
    from grader.suite.proxy import record_of

    outcomes = [call.outcome for call in record_of(submission).trace if isinstance(call.outcome, Answer)]
    if any(outcome.changed_earlier for outcome in outcomes):
        fail("it changed the list that an earlier call had returned")
    if any(outcome.shares_argument for outcome in outcomes):
        fail("it returned a list of the caller's, not a new one")
