"""Compare what a submission answered with what each known mistake answers."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.core.course import Exercise
from grader.core.results import Mistake
from grader.grading.diagnosis.combined import MOST, CombinedMistakes, combined_mistakes, parts_of
from grader.grading.diagnosis.evidence import Evidence
from grader.grading.diagnosis.mistakes import KnownMistake, known_mistakes
from grader.suite.agreement import Disagreement
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import Call, Caller, Direct, NoAnswer

_KEPT = 16  # exercises and seeds of which the mistakes' answers are kept
_TELLING = ("raised", "not plain", "too large")  # the ways of not answering that a mistake can share


class Finding(NamedTuple):
    """The outcome of looking for a mistake."""

    mistake: Mistake | None
    near: bool = False
    """Whether none fits, and one gives a wrong answer of the submission's: others may differ for an earlier file's sake."""
    whole: bool = False
    """Whether the mistake gives every answer of the submission."""


class Diagnosis:
    """Names mistakes on one course; what the mistakes answer is worked out once for each exercise and seed."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, int], list[KnownMistake]] = OrderedDict()
        self._together: OrderedDict[tuple[str, int, int], list[CombinedMistakes]] = OrderedDict()

    def name(
        self,
        exercise: Exercise,
        seed: int,
        runs: Sequence[CheckRun],
        submission: Caller,
        reference: Direct,
        whole: Callable[[Check], Sequence[Call]],
        sources: Mapping[str, str],
    ) -> Finding:
        """Find the one known mistake that explains every answer of a submission that failed checks.

        Args:
            exercise: what was graded.
            seed: what the suite's inputs were drawn from.
            runs: the outcomes of the checks, in the order in which they were run.
            submission: answers the questions that a check did not come to, since it had failed before.
            reference: the right answers.
            whole: gives the calls that a check makes where the answers are right.
            sources: the submission's files by label.
        """
        failed = [run for run in runs if run.verdict != "passed" and not run.check.stretch]
        if not failed or any(_silenced(run) for run in failed):
            return Finding(None)
        known = self._mistakes(exercise, seed)
        case = Evidence(runs, submission, reference, whole)
        if not case.answered:
            return _only(case.raising(known, exercise, sources))
        for way, fitting in enumerate(self._candidates(case, known, exercise, seed, failed)):
            if fitting:
                return _only(fitting, whole=way == 0 or isinstance(fitting[0], CombinedMistakes))
        return Finding(None, near=case.raised_earlier(exercise) or any(case.begins_like(k) for k in known))

    def _candidates(
        self, case: Evidence, known: list[KnownMistake], exercise: Exercise, seed: int, failed: Sequence[CheckRun]
    ) -> Iterator[Sequence[KnownMistake]]:
        """Give the mistakes that may explain the answers, found in one way after the other, the surest first."""
        yield self._fitting(case, known, exercise, whole=True)
        yield self._pair(case, known, exercise, seed)
        if len(exercise.asked) > 1:
            yield self._fitting(case, known, exercise)
        # one version's answers it gives nowhere: what do its answers show, or the suite itself prove?
        yield case.explained(known)
        proven = {run.check.names for run in failed if run.check.names and _proves(run)}
        yield [k for k in known if k.id in proven]
        yield self._combined(case, exercise, seed, range(3, MOST + 1))

    def _pair(self, case: Evidence, known: list[KnownMistake], exercise: Exercise, seed: int) -> Sequence[KnownMistake]:
        """Return the two mistakes that together give every answer, or another that says that it explains them."""
        pair = self._combined(case, exercise, seed, [2])
        explained = case.explained(known) if pair else []
        # one of the two, which explains a part of the answers, does not stand in the way of both
        return pair if {k.id for k in explained} <= {part for k in pair for part in k.id.split("+")} else explained

    def _fitting(
        self, case: Evidence, known: list[KnownMistake], exercise: Exercise, *, whole: bool = False
    ) -> list[KnownMistake]:
        """Return the mistakes that give the answers of a submission; `whole`: in all functions."""
        if not case.remembers:
            fitting = case.fitting(known, exercise, whole=whole)
            if fitting or not case.remembers_after_all():
                return fitting
        cheap = [question for name in exercise.asked for question in case.cheapest(name, 2)]
        return case.fitting([k for k in known if k.remembers(cheap)], exercise, whole=whole)

    def _combined(
        self, case: Evidence, exercise: Exercise, seed: int, sizes: Iterable[int]
    ) -> Sequence[CombinedMistakes]:
        """Return the only known mistakes, as many as `sizes` says, that together give every answer of a submission."""
        if case.remembers:
            return []
        for size in sizes:
            fitting = case.fitting(self._combinations(exercise, seed, size), exercise, whole=True)
            if fitting:
                return fitting[:1] if len({k.id for k in fitting}) == 1 else []
        return []

    def _combinations(self, exercise: Exercise, seed: int, size: int) -> list[CombinedMistakes]:
        place = (exercise.stem, seed, size)
        if place not in self._together:
            parts = parts_of(exercise)
            self._together[place] = list(combined_mistakes(exercise, parts, size)) if parts else []
            if len(self._together) > _KEPT:
                self._together.popitem(last=False)
        return self._together[place]

    def _mistakes(self, exercise: Exercise, seed: int) -> list[KnownMistake]:
        place = (exercise.stem, seed)
        if place not in self._known:
            self._known[place] = known_mistakes(exercise)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(place)
        return self._known[place]


def _only(fitting: Sequence[KnownMistake], *, whole: bool = False) -> Finding:
    """Return the one mistake that fits: of two none is better than a guess, of two variants the plain one is surer."""
    if len({k.id for k in fitting}) != 1:
        return Finding(None)
    return Finding(next((k for k in fitting if k.path.stem == k.id), fitting[0]).mistake, whole=whole)


def _silenced(run: CheckRun) -> bool:
    """Whether a check was not judged, or failed in a way that tells nothing of what the code computes."""
    if isinstance(run.error, NoAnswer):
        return run.error.failure.problem not in _TELLING
    return run.verdict == "suite error"


def _proves(run: CheckRun) -> bool:
    """Whether a failed check shows what its author says that it shows: NaN, which equals nothing, shows nothing."""
    error = run.error
    if run.verdict != "disagreed" or not isinstance(error, Disagreement):
        return run.verdict == "disagreed"
    value = error.actual
    for step in error.path:
        value = value[step]
    return not (isinstance(value, float) and math.isnan(value))
