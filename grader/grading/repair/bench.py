"""Asks workers for the edits of a learner's program, and lets an edited program answer the suite."""

from __future__ import annotations

import marshal
import sys
import time
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from grader.core.course import Course, Exercise
from grader.grading.construct_search import find_constructs
from grader.grading.execution import SubmissionRun
from grader.grading.repair.allowance import Allowance
from grader.grading.repair.modules import compiled_modules
from grader.grading.repair.told import MOST_TURNS, EditPlace, Swept, Unusable, places, swept, turns, types
from grader.sandbox import wire
from grader.sandbox.client import Worker
from grader.sandbox.outcome import Answer, Failure, Place
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

_CALL_SHARE = 1 / 6
"""Of the time, a call of an edited program takes no more: one that runs for ever in Python's own C code is ended then."""
_SWEEP_CALLS, _LIST_CALLS = 2, 4
"""So many times as long may a worker take over many programs at once, and over the list of edits."""
_LAST_CALL = 0.05
"""Seconds that a call has where nearly nothing is left."""
_MEMORY_MIB = 24
"""Little, so that a list that doubles at each turn ends soon; with libraries such as numpy it is what the exercise has."""
_TRACE_FUEL = 20_000


def packed(arguments: Sequence[Any]) -> bytes:
    """Return the arguments of a call as a worker reads them."""
    return marshal.dumps(wire.packed(list(arguments)), 2)


def unpacked(given: bytes) -> list[Any]:
    """Return the arguments that were packed."""
    arguments: list[Any] = wire.unpacked(marshal.loads(given))
    return arguments


class Workbench(SubmissionRun):
    """The edited programs of one exercise of one submission; a suite's Caller. Use close() at the end."""

    def __init__(
        self,
        sandbox: Sandbox,
        course: Course,
        exercise: Exercise,
        submission: Submission,
        seed: int,
        *,
        replaced: Collection[str],
        allowance: Allowance,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            sandbox: where workers come from.
            course: what the exercise belongs to.
            exercise: what the submission is wrong in.
            submission: the learner's files.
            seed: what the learner's random numbers are drawn from.
            replaced: stems of the earlier exercises of which the reference takes the place.
            allowance: what may be used; its workers' time is counted in it.
        """
        limits = msgspec.structs.replace(
            exercise.limits,
            call_seconds=min(allowance.seconds * _CALL_SHARE, exercise.limits.call_seconds),
            load_seconds=allowance.wall,
            cpu_seconds=allowance.seconds + _LAST_CALL,
            output_kib=0,
        )
        bounded = msgspec.structs.replace(exercise, limits=limits)
        super().__init__(sandbox, course, bounded, submission, seed, replaced=replaced)
        self.allowance = allowance
        """What may be used, and what was."""
        self._listed: dict[tuple[int, ...], list[EditPlace]] = {}
        self._in_worker: set[tuple[int, ...]] = set()
        self._types: dict[str, dict[str, str]] = {}
        self._used: tuple[tuple[int, ...], int] = ((), 0)

    def edits(self, first: Sequence[int] = ()) -> list[EditPlace]:
        """Return every edit of the program, or of the program that `first` edits already; Unusable where it has none."""
        key = tuple(first)
        if key not in self._listed:
            self._ready(key)
        return self._listed[key]

    def use(self, numbers: Sequence[int], fuel: int) -> bool:
        """Let the program with these edits answer calls; return whether it loads.

        Args:
            numbers: places in the lists of edits, each in that of the program with the edits before.
            fuel: how many turns of its loops and calls of its functions may go into one answer.
        """
        self._used = tuple(numbers), fuel
        return self._load()

    def observe(self, calls: Sequence[tuple[str, bytes]]) -> None:
        """See what the program's variables hold in these calls, so that no edits are listed that make no sense."""
        outcome = self._ask("repair.observe", [list(calls)])
        if isinstance(outcome, Answer):
            self._types = types(outcome.value)
            self._listed, self._in_worker = {}, set()

    def trace(self, place: EditPlace, function: str, arguments: Sequence[Any]) -> list[dict[str, Any]]:
        """Return what the variables of a line hold each time that it runs in a call of the learner's own program.

        Args:
            place: the line.
            function: what is called.
            arguments: with what; plain values.
        """
        if not self.use((), _TRACE_FUEL):
            raise Unusable("does not load")
        given = packed(arguments)
        outcome = self._ask("repair.trace", [place.label, place.line, function, given, MOST_TURNS])
        return turns(outcome.value, self.sources[place.label]) if isinstance(outcome, Answer) else []

    def text(self, numbers: Sequence[int]) -> str:
        """Return the program with these edits as text, without comments; Unusable where it cannot be written."""
        for at in range(len(numbers)):
            self._ready(tuple(numbers[:at]))
        outcome = self._ask("repair.text", [list(numbers)])
        if not (isinstance(outcome, Answer) and type(outcome.value) is str):
            raise Unusable("text")
        return outcome.value

    def constructs(self, words: Sequence[str], *, own: bool) -> list[list[Place]]:
        """Return the places of constructs in the edited program that is in use; see `find_constructs`."""
        if not words:
            return []
        found = self._find(self._exercise.stem)
        text = self.text(self._used[0])
        edited = found and msgspec.structs.replace(found, cells=((found.file, text),), notebook=False)
        return find_constructs(self._sandbox, self._exercise.limits, edited, words, own=own)

    def turns(self) -> int:
        """Return how many turns of loops and calls of functions went into one answer of the program in use, at most."""
        outcome = self._ask("repair.turns", [])
        return outcome.value if isinstance(outcome, Answer) and type(outcome.value) is int else 0

    def sweep(
        self, first: Sequence[int], numbers: Sequence[int], fuel: int, calls: Sequence[tuple[str, bytes]]
    ) -> list[Swept] | None:
        """Ask many edited programs the same calls.

        Args:
            first: the edits that all of them have.
            numbers: the last edit of each.
            fuel: as in `use`.
            calls: functions, and their arguments in `marshal`.

        Returns:
            The outcomes of the calls of each, up to the first that has no answer; None where it does not load. None where
            the worker did not come to an end, so that each program must be asked alone.
        """
        for at in range(len(first) + 1):
            self._ready(tuple(first[:at]))
        given = [list(first), list(numbers), fuel, self._seed, list(calls)]
        outcome = self._ask("repair.sweep", given, _SWEEP_CALLS if len(numbers) > 1 else 1)
        if not isinstance(outcome, Answer):
            return None
        if type(outcome.value) is not list or len(outcome.value) != len(numbers):
            raise Unusable("sweep")
        return [swept(item, [given for _, given in calls]) for item in outcome.value]

    def call(self, function: str, arguments: Sequence[Any]) -> Answer | Failure:
        """Call a function of the edited program."""
        if self._worker is None and not self._load():
            return Failure("died")
        return self._ask(function, arguments)

    def _load(self) -> bool:
        numbers, fuel = self._used
        if self._worker is None:
            self._begin()
        for at in range(len(numbers)):
            self._ready(numbers[:at])
        outcome = self._ask("repair.use", [list(numbers), fuel, self._seed])
        return isinstance(outcome, Answer) and outcome.value is True

    def _ready(self, first: tuple[int, ...]) -> None:
        """See that there is a worker, and that it has listed the edits of this edited program."""
        if self._worker is None:
            self._begin()
        if first in self._in_worker:
            return
        outcome = self._ask("repair.list", [list(first), self._types], _LIST_CALLS)
        if not isinstance(outcome, Answer):
            raise Unusable(outcome.problem)
        if first not in self._listed:
            self._listed[first] = places(outcome.value, self.sources)
        self._in_worker.add(first)

    def _begin(self) -> None:
        own = self._source(self._exercise.stem)
        if self._budget <= 0 or own is None:
            raise Unusable("budget" if own else "no file")
        self._in_worker = set()
        self._seldom = self._seldom or self._asks_for_seldom()
        if {name.removesuffix(".*") for name in self._seldom} <= sys.stdlib_module_names:
            memory = min(_MEMORY_MIB, self._limits.memory_mib)
            self._limits = msgspec.structs.replace(self._limits, memory_mib=memory)
        self._worker = Worker(
            self._sandbox.launcher(self._seldom), self._limits, max(self._budget, 1), self._source, self._print
        )
        self.allowance.begin(self._worker)
        cells, notebook = own
        asked = [("repair.parse", [self._exercise.stem, [list(c) for c in cells], notebook, self._exercise.program])]
        array_bytes = 0
        if self._equipment:
            _, spec = self._equipment
            asked.append(("repair.equip", [spec]))
            array_bytes = spec["arrays"]
        failure = self._worker.extend(compiled_modules(harnessed=bool(self._equipment)), array_bytes)
        if failure or any(isinstance(self._ask(*one), Failure) for one in asked):
            self.close()
            raise Unusable("cannot be read")

    def _ask(self, function: str, arguments: Sequence[Any], calls: int = 1) -> Answer | Failure:
        """Ask the worker, for as long as so many calls may take and while anything is left."""
        if self._worker is None:
            return Failure("died")
        seconds = min(calls * self._limits.call_seconds, max(self.allowance.left, _LAST_CALL))
        began = time.monotonic()
        outcome = self._worker.call(
            function, arguments, seconds, lambda: seconds, allowed=max(self.allowance.wall, _LAST_CALL)
        )
        self._settle(outcome, began)
        return outcome

    def _settle(self, outcome: object, began: float) -> None:
        super()._settle(outcome, began)
        if self._worker is None:
            self.allowance.end()

    def close(self) -> None:
        """End the worker, and count what it used."""
        if self._worker:
            self._worker.close()
            self._worker = None
        self.allowance.end()
