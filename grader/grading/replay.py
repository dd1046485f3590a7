"""Make the calls of failed checks once more on the reference's earlier parts, to see whether any can pass there.

All files run anew in the worker that is there already, and neither the suite nor the reference is asked again. So it costs
much less than to run the checks. What the learner's code left in the process can only make the outcomes differ, and then
the checks decide, in a fresh process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from grader.grading.execution import SubmissionRun
from grader.sandbox import wire
from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import agrees
from grader.suite.plugin import CheckRun
from grader.suite.proxy import NoAnswer

Likeness = Literal["same", "alike", "different"]
"""Of outcomes: they are the same; they differ by far less than decides a check; they differ by more, or nobody knows."""

_RELATIVE, _ABSOLUTE = 1e-12, 1e-14


def likeness(asked: SubmissionRun, runs: Sequence[CheckRun]) -> Likeness:
    """Return how what these checks were answered is like what they would be on the reference's earlier parts.

    The files of `asked` stay replaced, so that it is of no other use after this.
    """
    calls = [call for run in runs for call in run.calls]
    if not calls:
        return "same"
    if not asked.load_on_references():
        return "different"
    found: Likeness = "same"
    for call in calls:
        again = asked.call(call.function, call.arguments)
        if not _same(call.outcome, again):
            if not _alike(call.outcome, again):
                return "different"
            found = "alike"
    return found


def may_pass(run: CheckRun) -> bool:
    """Whether other earlier files might make a check pass; a call without end is not waited for twice."""
    hung = isinstance(run.error, NoAnswer) and run.error.failure.problem == "timeout"
    return run.verdict != "passed" and not hung


def _same(one: Answer | Failure, other: Answer | Failure) -> bool:
    if isinstance(one, Failure) or isinstance(other, Failure):
        return _failing(one) == _failing(other)
    return _sharing(one) == _sharing(other) and _encoded(one) == _encoded(other)


def _alike(one: Answer | Failure, other: Answer | Failure) -> bool:
    return (
        isinstance(one, Answer)
        and isinstance(other, Answer)
        and _sharing(one) == _sharing(other)
        and agrees([other.value, other.after], [one.value, one.after], rel=_RELATIVE, abs=_ABSOLUTE)
    )


def _failing(outcome: Answer | Failure) -> tuple[str, str, str] | None:
    return (outcome.problem, outcome.kind, outcome.text) if isinstance(outcome, Failure) else None


def _sharing(answer: Answer) -> tuple[bool, bool, bool]:
    return answer.printed, answer.changed_earlier, answer.shares_argument


def _encoded(answer: Answer) -> bytes:
    return wire.encode([answer.value, answer.after])
