"""Judges edited programs: first by the cheapest calls that went wrong, then by the suite, one check after the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from grader.core.course import Exercise
from grader.grading.diagnosis.equivalence import alike, equal
from grader.grading.repair.bench import Workbench, packed, unpacked
from grader.grading.session import SuiteSession
from grader.sandbox.array_values import numpy_of
from grader.sandbox.outcome import Answer, Failure, Place
from grader.sandbox.plain import Array
from grader.suite.changed_arguments import reflect
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import Call, Direct, copied, proxy_of

STOPPED = "StopIteration"
"""What a program raises that has no fuel left."""
_MOST_SIEVED = 3
_MOST_TEXT, _MOST_ITEMS = 10_000, 200
"""Of an answer so much is compared to see how near it is."""
_SIEVE_SECONDS = 0.0005
"""Calls of the sieve beyond the first take the reference no longer than this together."""


class WrongCall(NamedTuple):
    """A call of the suite that the learner's program answers wrong, and the right answer."""

    function: str
    given: bytes
    """The arguments, packed."""
    right: Answer
    changed: bool
    """Whether it is wrong for what it does to its arguments, and not for its value."""

    def answered(self, outcome: Answer | Failure) -> bool:
        """Whether an outcome is right."""
        return alike(outcome, self.right, values_alone=not self.changed)


class _Keeper:
    """Calls an edited program, and puts back afterwards what it changed of the suite's own values."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._changed: list[tuple[Sequence[Any], Any]] = []

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        outcome = self._bench.call(function, arguments)
        if isinstance(outcome, Answer) and outcome.after is not None:
            self._changed.append((arguments, copied(list(arguments))))
        return outcome

    def constructs(self, words: Sequence[str], *, own: bool) -> list[list[Place]]:
        return self._bench.constructs(words, own=own)

    def restore(self) -> None:
        while self._changed:
            for ours, before in zip(*self._changed.pop(), strict=True):
                reflect(ours, before)


class Judge:
    """Says whether edited programs pass the checks of an exercise that count."""

    def __init__(
        self, exercise: Exercise, session: SuiteSession, reference: Direct, bench: Workbench, seed: int
    ) -> None:
        """Take what is judged, and by what.

        Args:
            exercise: the exercise.
            session: runs its suite.
            reference: the right answers.
            bench: answers as the edited programs do.
            seed: what the suite's inputs are drawn from.
        """
        self._exercise, self._session, self._reference, self._seed = exercise, session, reference, seed
        self._bench, self._keeper = bench, _Keeper(bench)
        self._checks = [check for check in session.checks(exercise.suite) if not check.stretch]
        self._kills: dict[str, float] = {}
        self._seconds: dict[str, float] = {}
        self.passed = 0
        """How many checks the program passed that was judged last."""

    def wrong_calls(self, runs: Sequence[CheckRun]) -> list[WrongCall]:
        """Return the calls by which most candidates are refuted: those answered wrong, the cheapest first.

        Args:
            runs: the outcomes of the checks of the learner's program.
        """
        found: dict[bytes, WrongCall] = {}
        for run in runs:
            if run.verdict != "passed" and not run.check.stretch:
                self._kills[run.check.id] = 1.0
                calls = () if run.check.loose else run.calls
                for call in calls:
                    if wrong := self._wrong(call):
                        found.setdefault(wrong.given, wrong)
        cost = {given: self._cost(wrong) for given, wrong in found.items()}
        ordered = sorted(found.values(), key=lambda wrong: (wrong.changed, cost[wrong.given]))
        sieve = ordered[:1]
        for wrong in ordered[1:_MOST_SIEVED]:
            if (
                wrong.changed == sieve[0].changed
                and sum(cost[other.given] for other in (*sieve, wrong)) < _SIEVE_SECONDS
            ):
                sieve.append(wrong)
        return sieve

    def _wrong(self, call: Call) -> WrongCall | None:
        """Return a call that was answered otherwise than the reference does; None where it was not."""
        given = packed(call.arguments)
        try:
            right = self._reference.call(call.function, call.arguments)
        except Exception:  # arguments that the program has changed may be beyond the reference
            return None
        if alike(call.outcome, right):
            return None
        return WrongCall(call.function, given, right, alike(call.outcome, right, values_alone=True))

    def _cost(self, wrong: WrongCall) -> float:
        seconds = self._reference.seconds(wrong.function, unpacked(wrong.given))
        return 1.0 if seconds is None else seconds

    def passes(self) -> bool:
        """Whether the program in use passes every check; asks no further than the first that fails."""
        order = sorted(self._checks, key=lambda c: -(self._kills.get(c.id, 0) + 0.01) / self._seconds.get(c.id, 1e-3))
        for passed, check in enumerate(order):
            self.passed = passed
            if not self._run(check):
                self._kills[check.id] = self._kills.get(check.id, 0) + 1
                return False
        return True

    def all_runs(self) -> list[CheckRun]:
        """Return what comes of every check, in the order of the suite."""
        return [self._checked(check) for check in self._checks]

    def _run(self, check: Check) -> bool:
        began = self._bench.allowance.used
        run = self._checked(check)
        self._seconds[check.id] = self._bench.allowance.used - began
        return run.verdict == "passed"

    def _checked(self, check: Check) -> CheckRun:
        submission, reference = proxy_of(self._exercise, self._keeper), proxy_of(self._exercise, self._reference)
        runs = self._session.run(self._exercise.suite, submission, reference, self._seed, [check.id], restored=True)
        (run,) = runs
        self._keeper.restore()
        return run


def closeness(outcomes: Sequence[Answer | Failure], sieve: Sequence[WrongCall]) -> float:
    """Return how much of the right answers a program gave, from 0 to 1; 1 if it gave them all.

    Args:
        outcomes: the outcomes of the calls, up to the first without an answer.
        sieve: the calls, and what is right.
    """
    if not sieve:
        return 1.0
    score = 0.0
    for outcome, wrong in zip(outcomes, sieve, strict=False):
        if wrong.answered(outcome):
            score += 1.0
        elif isinstance(outcome, Answer):
            score += 0.05 + 0.85 * _shared(outcome.value, wrong.right.value)
    return score / len(sieve)


def _shared(value: Any, right: Any) -> float:
    """Return which part of a value's items is right, from 0 to 1."""
    if equal(value, right):
        return 1.0
    if isinstance(value, str) and isinstance(right, str):
        return _shared_text(value, right)
    if isinstance(value, Array) and isinstance(right, Array):
        return _shared_array(value, right)
    if isinstance(value, list | tuple) and isinstance(right, list | tuple):
        return _shared_items(value, right)
    if isinstance(value, int | float) and isinstance(right, int | float):
        return 0.4 / (1 + _apart(value, right))
    if isinstance(value, dict) and isinstance(right, dict):
        shared = value.keys() & right.keys()
        return sum(_shared(value[key], right[key]) for key in shared) / max(len(value), len(right), 1)
    return 0.0


def _shared_items(value: Sequence[Any], right: Sequence[Any]) -> float:
    """Return which part of a list's items is right, from 0 to 1; of one of another length no more than half."""
    same = sum(map(_shared, value, right)) / max(len(value), len(right))
    return 0.1 + 0.9 * same if len(value) == len(right) else 0.5 * same


def _apart(value: float, right: float) -> float:
    """Return how far a number is from the right one, as a multiple of that."""
    try:
        return abs(value - right) / (1 + abs(right)) if math.isfinite(value) and math.isfinite(right) else math.inf
    except OverflowError:  # a whole number too large for a float
        return math.inf


def _shared_text(value: str, right: str) -> float:
    """Return which part of the lines is right, and of the first wrong line how much of its beginning, from 0 to 1."""
    lines, wanted = value[:_MOST_TEXT].split("\n"), right[:_MOST_TEXT].split("\n")
    same = [one == other for one, other in zip(lines, wanted, strict=False)]
    begun = 0.0
    if False in same:
        one, other = lines[same.index(False)], wanted[same.index(False)]
        alike_to = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
        )
        begun = alike_to / max(len(one), len(other), 1)
    return 0.9 * (sum(same) + 0.5 * begun) / max(len(lines), len(wanted))


def _shared_array(value: Array, right: Array) -> float:
    """Return which part of an array's items is right, from 0 to 1."""
    if value.shape != right.shape:
        return 0.05 if len(value.shape) == len(right.shape) else 0.0
    items, wanted = (numpy_of(array).reshape(-1)[:_MOST_ITEMS].tolist() for array in (value, right))
    return 0.1 + 0.9 * sum(map(_shared, items, wanted)) / max(len(wanted), 1)
