"""The search for the edit that makes a wrong program right."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from grader.grading.repair.allowance import Allowance
from grader.grading.repair.bench import Workbench, unpacked
from grader.grading.repair.frequencies import FREQUENCIES
from grader.grading.repair.judge import STOPPED, Judge, WrongCall, closeness
from grader.grading.repair.told import EditPlace, Unusable
from grader.sandbox.edits.table import KINDS
from grader.sandbox.outcome import Answer, Failure

LEAST_FUEL, MOST_FUEL = 300, 200_000
"""Turns of loops and calls of functions that go into one answer: in the first sweep at least, and in a proof at most."""
_MORE_FUEL = 40
"""Programs that were stopped in the first sweep are given so many times as much at the end."""
_MOST_FIRST = 40
_BATCH = 32


class Repaired(NamedTuple):
    """An edit, or two, with which a program passes every check."""

    numbers: tuple[int, ...]
    places: tuple[EditPlace, ...]


class SearchOutcome(NamedTuple):
    """The outcome of a search."""

    found: tuple[Repaired, ...]
    """Of one edit: every one that was found, in the order of likelihood; of two edits one pair."""
    candidates: int
    seconds: float
    """Of processor time."""


class Search:
    """One search; `run` does it."""

    def __init__(
        self,
        bench: Workbench,
        judge: Judge,
        sieve: Sequence[WrongCall],
        prove: Callable[[tuple[int, ...]], bool],
        allowance: Allowance,
        share: float = 1.0,
    ) -> None:
        """Prepare.

        Args:
            bench: edits the program.
            judge: says whether an edited program is right.
            sieve: calls that the program answers wrong.
            prove: says whether a program that is right at one seed is so at others.
            allowance: what may be used.
            share: how much of it the search may use, from 0 to 1.
        """
        self._bench, self._judge, self._sieve, self._prove = bench, judge, sieve, prove
        self._allowance, self._share = allowance, share
        self._calls = [(wrong.function, wrong.given) for wrong in sieve]
        self._candidates = 0
        self._found: list[Repaired] = []
        self._starved: list[tuple[int, ...]] = []
        self._promising: dict[tuple[int, ...], tuple[float, int]] = {}
        self._fuel, self._base, self._base_error = LEAST_FUEL, 0.0, ""

    def run(self) -> SearchOutcome:
        """Try every edit, then pairs of them while there is time."""
        # where processor time is used up, or a worker makes no sense, what was found before stands
        with contextlib.suppress(Unusable):
            if self._begin():
                self._singles()
                if not self._found and not self._late():
                    self._pairs()
        return SearchOutcome(tuple(self._found), self._candidates, self._allowance.used)

    def _begin(self) -> bool:
        """Ask the program as it is, for how long it runs and how right it is; return whether it is wrong."""
        if not self._bench.use((), MOST_FUEL):
            return False
        outcomes: list[Answer | Failure] = []
        for wrong in self._sieve:
            outcomes.append(self._bench.call(wrong.function, unpacked(wrong.given)))
        self._base = closeness(outcomes, self._sieve)
        self._base_error = _error(outcomes)
        turns = self._bench.turns()
        self._fuel = 4 * turns + LEAST_FUEL if turns < MOST_FUEL else LEAST_FUEL
        self._bench.observe(self._calls)
        if self._sieve:
            return self._base < 1
        # what fails it alone may be of another kind: its speed, or how it is written
        return not (self._bench.use((), MOST_FUEL) and self._judge.passes())

    def _singles(self) -> None:
        """Try each edit alone; those that need more turns than the learner's program once more at the end."""
        places = self._bench.edits()
        likely = likelihoods(places)
        order = sorted(range(len(places)), key=lambda n: -likely[n])
        for numbers in self._tried([(n,) for n in order], self._fuel):
            self._found.append(Repaired(numbers, (places[numbers[0]],)))
        for numbers in self._tried(self._starved, min(_MORE_FUEL * self._fuel, MOST_FUEL)):
            self._found.append(Repaired(numbers, (places[numbers[0]],)))

    def _pairs(self) -> None:
        """Try a second edit with each of those that made the program better, up to the first pair that repairs it."""
        singles = self._bench.edits()
        likely = likelihoods(singles)
        ranked = sorted(self._promising, key=lambda n: (self._promising[n], likely[n[0]]), reverse=True)
        for first in ranked[:_MOST_FIRST]:
            places = self._bench.edits(first)
            line = singles[first[0]].line
            near = [
                chance / (1 + abs(place.line - line)) for place, chance in zip(places, likelihoods(places), strict=True)
            ]
            order = sorted(range(len(places)), key=lambda n: -near[n])
            self._starved = []
            for numbers in self._tried([(*first, n) for n in order], self._fuel):
                self._found.append(Repaired(numbers, (singles[first[0]], places[numbers[1]])))
                return
            if self._late():
                return

    def _late(self) -> bool:
        return self._allowance.left <= (1 - self._share) * self._allowance.seconds

    def _tried(self, candidates: Sequence[tuple[int, ...]], fuel: int) -> Iterator[tuple[int, ...]]:
        """Give the candidates that pass every check, at every seed; all have the same edits but the last."""
        for at in range(0, len(candidates), _BATCH):
            if self._late():
                return
            batch = candidates[at : at + _BATCH]
            swept = self._bench.sweep(batch[0][:-1], [numbers[-1] for numbers in batch], fuel, self._calls)
            for numbers, outcomes in zip(batch, swept or map(self._alone, batch), strict=True):
                self._candidates += 1
                if outcomes is not None and self._passes(numbers, outcomes, fuel) and self._prove(numbers):
                    yield numbers

    def _alone(self, numbers: tuple[int, ...]) -> list[Answer | Failure] | None:
        """Ask one program, where many at once came to no end."""
        if self._late():
            return None
        swept = self._bench.sweep(numbers[:-1], numbers[-1:], self._fuel, self._calls)
        return swept[0] if swept else None

    def _passes(self, numbers: tuple[int, ...], outcomes: Sequence[Answer | Failure], fuel: int) -> bool:
        """Whether a program passes the checks; what is on the way to it is kept for pairs, or for more fuel."""
        near = closeness(outcomes, self._sieve)
        if near == 1:
            if self._bench.use(numbers, MOST_FUEL) and self._judge.passes():
                return True
            self._promising[numbers] = near, self._judge.passed
        elif fuel == self._fuel and any(isinstance(o, Failure) and o.kind == STOPPED for o in outcomes):
            self._starved.append(numbers)
        elif near > self._base or _error(outcomes) != self._base_error:
            # one error fewer is a step on the way, even if another one comes after it; a wrong name must be changed
            named = self._base_error == "NameError" and KINDS[self._bench.edits()[numbers[0]].kind].name == "name"
            self._promising[numbers] = near + named, 0
        return False


def _error(outcomes: Sequence[Answer | Failure]) -> str:
    """Return the exception at which a program ended, or nothing."""
    return next((o.kind for o in outcomes if isinstance(o, Failure)), "")


def likelihoods(places: Sequence[EditPlace]) -> list[float]:
    """Return how likely each edit is the one that is wanted: the share of its kind, among the edits of that kind."""
    number = Counter(place.kind for place in places)
    return [FREQUENCIES[KINDS[place.kind].name] / number[place.kind] for place in places]
