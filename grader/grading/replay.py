"""Make the calls of failed checks once more on the reference's earlier parts, to see whether any can pass there.

All files run again in the worker that is there already, and neither the suite nor the reference is asked again. So it costs
much less than to run the checks. What the learner's code left in the process can only make the outcomes differ, and then
the checks decide, in a fresh process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.grading.execution import SubmissionRun
from grader.sandbox import wire
from grader.sandbox.outcome import Answer, Failure
from grader.suite.agreement import agrees
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call, NoAnswer

_RELATIVE, _ABSOLUTE = 1e-12, 1e-14


def nothing_changes(asked: SubmissionRun, runs: Sequence[CheckRun]) -> bool:
    """Whether these checks would be answered the same on the reference's earlier parts; False where nobody knows.

    The files of `asked` stay replaced, so that it is of no other use after this.
    """
    calls = _unlike(call for run in runs for call in run.calls)
    if not calls:
        return True
    if not asked.load_on_references():
        return False
    return all(_alike(call.outcome, asked.call(call.function, call.arguments)) for call in calls)


def _unlike(calls: Iterable[Call]) -> list[Call]:
    """Return the calls without those that were made before and answered the same: they would be so again."""
    kept: dict[bytes, list[Call]] = {}
    for call in calls:
        same = kept.setdefault(wire.encode([call.function, list(call.arguments)]), [])
        if not any(_alike(one.outcome, call.outcome) for one in same):
            same.append(call)
    return [call for same in kept.values() for call in same]


def may_pass(run: CheckRun) -> bool:
    """Whether other earlier files might make a check pass that has points; a call without end is not waited for twice."""
    hung = isinstance(run.error, NoAnswer) and run.error.failure.problem == "timeout"
    return run.verdict != "passed" and run.check.points > 0 and not hung


def _alike(one: Answer | Failure, other: Answer | Failure) -> bool:
    """Whether two outcomes differ, if at all, by far less than decides a check."""
    if isinstance(one, Failure) or isinstance(other, Failure):
        return _failing(one) == _failing(other)
    same = _sharing(one) == _sharing(other)
    return same and agrees([other.value, other.after], [one.value, one.after], rel=_RELATIVE, abs=_ABSOLUTE)


def _failing(outcome: Answer | Failure) -> tuple[str, str, str] | None:
    return (outcome.problem, outcome.kind, outcome.text) if isinstance(outcome, Failure) else None


def _sharing(answer: Answer) -> tuple[bool, bool, bool]:
    return answer.printed, answer.changed_earlier, answer.shares_argument
