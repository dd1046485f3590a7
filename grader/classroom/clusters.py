"""What wrong answers that nothing explains have in common: the learners of one group give the same answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from grader.core.errors import Fault
from grader.grading.diagnosis.raised import raised_by
from grader.sandbox import wire
from grader.sandbox.outcome import Answer
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Call

_DIGITS = 9


def cluster_of(runs: Sequence[CheckRun], sources: Mapping[str, str]) -> str | None:
    """Return what submissions that fail with the same answers have in common, or None where nothing was called.

    It is a hash of the calls of the failed checks: functions, arguments, and their outcomes. Numbers are taken to
    nine digits, so that the same mistake written in two ways is one. An exception counts with its type, its message
    without names and numbers, and the kind of the line that raised it: different errors are different groups.

    Args:
        runs: the outcomes of the checks.
        sources: the submission's files by label.
    """
    hash_ = hashlib.blake2b(digest_size=6)
    told = False
    for run in runs:
        if run.verdict == "passed" or run.check.stretch or not run.calls:
            continue
        told = True
        hash_.update(run.check.id.encode() + b"\0")
        for call in run.calls:
            hash_.update(_bytes(call, sources))
    return hash_.hexdigest() if told else None


def _bytes(call: Call, sources: Mapping[str, str]) -> bytes:
    outcome: Any = call.outcome
    told = (
        ["answer", outcome.value, outcome.after]
        if isinstance(outcome, Answer)
        else [outcome.problem, *raised_by(outcome, sources)]
    )
    try:
        return wire.encode(_rounded([call.function, list(call.arguments), told]))
    except (wire.NotPlain, wire.TooLarge) as error:
        raise Fault(f"A trace holds what is not plain: {error}.") from None


def _rounded(value: Any) -> Any:
    if type(value) is float:
        return float(f"{value:.{_DIGITS}g}") + 0.0
    if type(value) is int:
        return _rounded(float(value)) if abs(value) < 1 << 53 else value
    if type(value) in (list, tuple):
        return [_rounded(item) for item in value]
    if type(value) is dict:
        return {key: _rounded(item) for key, item in value.items()}
    return value
