"""Asks workers for the edits of a learner's program, and lets an edited program answer the suite."""

from __future__ import annotations

import marshal
import time
from collections.abc import Collection, Sequence
from functools import cache
from importlib.util import find_spec
from types import CodeType
from typing import Any, NamedTuple

import msgspec

from grader.core.course import Course, Exercise
from grader.grading.execution import SubmissionRun
from grader.grading.repair.allowance import Allowance
from grader.sandbox.client import Worker
from grader.sandbox.edits.table import KINDS, MOST_EDITS
from grader.sandbox.outcome import Answer, Failure
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission

_CALL_SHARE = 1 / 6
"""Of the time, a call of an edited program takes no more: one that runs for ever in Python's own C code is ended then."""
_SWEEP_CALLS, _LIST_CALLS = 2, 4
"""So many times as long may a worker take over many programs at once, and over the list of edits."""
_LAST_CALL = 0.05
"""Seconds that a call has where nearly nothing is left."""
_MEMORY_MIB, _NUMPY_MIB = 24, 256
"""Little, so that a list that doubles at each turn ends soon; numpy needs more."""
_TRACE_FUEL, _MOST_TURNS = 20_000, 3
_PACKAGE = "grader.sandbox.edits"
_MODULES = ("tree", "operators", "values", "calls", "statements", "wholes", "table", "candidates")
"""What a worker is sent, each importing only from those before it."""


class EditPlace(NamedTuple):
    """Where an edit is, and of which kind, as a worker said it and the trusted side checked it."""

    kind: int
    label: str
    function: str
    line: int
    column: int
    end_column: int


Swept = list[Answer | Failure] | None
"""The outcomes of the calls of one program; None where it does not load."""


class Unusable(Exception):
    """A worker that says no such thing as it was asked for, or a file that cannot be edited."""


@cache
def compiled_modules() -> tuple[tuple[str, CodeType], ...]:
    """Return the compiled modules that a worker is sent."""
    empty = compile("", "<edits>", "exec")
    packages = ("grader", "grader.sandbox", _PACKAGE)
    names = [f"{_PACKAGE}.{name}" for name in _MODULES]
    return (*((name, empty) for name in packages), *((name, _code(name)) for name in names))


def _code(name: str) -> CodeType:
    spec = find_spec(name)
    loader: Any = spec.loader if spec else None
    code: CodeType = loader.get_code(name)
    return _nameless(code)


def _nameless(code: CodeType) -> CodeType:
    """Return code that does not tell where the grader is installed: learners' code can read what its process holds."""
    inner = tuple(_nameless(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename="<edits>", co_consts=inner)


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
            self._types = _types(outcome.value)
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
        given = marshal.dumps(list(arguments), 2)
        outcome = self._ask("repair.trace", [place.label, place.line, function, given, _MOST_TURNS])
        return _turns(outcome.value, self.sources[place.label]) if isinstance(outcome, Answer) else []

    def text(self, numbers: Sequence[int]) -> str:
        """Return the program with these edits as text, without comments; Unusable where it cannot be written."""
        for at in range(len(numbers)):
            self._ready(tuple(numbers[:at]))
        outcome = self._ask("repair.text", [list(numbers)])
        if not (isinstance(outcome, Answer) and type(outcome.value) is str):
            raise Unusable("text")
        return outcome.value

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
        return [_swept(item, [given for _, given in calls]) for item in outcome.value]

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
            self._listed[first] = _places(outcome.value, self.sources)
        self._in_worker.add(first)

    def _begin(self) -> None:
        own = self._source(self._exercise.stem)
        if self._budget <= 0 or own is None:
            raise Unusable("budget" if own else "no file")
        self._in_worker = set()
        self._seldom = self._seldom or self._asks_for_seldom()
        memory = min(_NUMPY_MIB if "numpy" in self._seldom else _MEMORY_MIB, self._limits.memory_mib)
        self._limits = msgspec.structs.replace(self._limits, memory_mib=memory)
        self._worker = Worker(
            self._sandbox.launcher(self._seldom), self._limits, max(self._budget, 1), self._source, self._print
        )
        self.allowance.begin(self._worker)
        failure = self._worker.extend(compiled_modules())
        cells, notebook = own
        given = [self._exercise.stem, [list(cell) for cell in cells], notebook]
        if failure or isinstance(self._ask("repair.parse", given), Failure):
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


def _swept(told: Any, given: Sequence[bytes]) -> Swept:
    """Check what a worker says of one program's calls; Unusable where it is no such thing."""
    if told is None:
        return None
    if type(told) is not list or len(told) > len(given):
        raise Unusable("sweep")
    outcomes: list[Answer | Failure] = []
    for item, arguments in zip(told, given, strict=False):
        match item:
            case str(kind):
                outcomes.append(Failure("raised", kind))
            case (value, None):
                outcomes.append(Answer(value))
            case (value, list(after)) if len(after) == len(marshal.loads(arguments)):
                outcomes.append(Answer(value, after))
            case _:
                raise Unusable("sweep")
    return outcomes


def _turns(told: Any, source: str) -> list[dict[str, Any]]:
    """Check what variables hold; Unusable where it is no such thing, or names what is not in the learner's file."""
    if type(told) is not list or len(told) > _MOST_TURNS or not all(type(held) is dict for held in told):
        raise Unusable("trace")
    if not all(type(name) is str and name.isidentifier() and name in source for held in told for name in held):
        raise Unusable("trace")
    return told


def _types(told: Any) -> dict[str, dict[str, str]]:
    """Check what variables hold; Unusable where it is no such thing."""
    if type(told) is not dict or not all(type(held) is dict for held in told.values()):
        raise Unusable("types")
    if not all(type(text) is str for function, held in told.items() for text in (function, *held, *held.values())):
        raise Unusable("types")
    return told


def _places(told: Any, sources: dict[str, str]) -> list[EditPlace]:
    """Check a list of edits; Unusable where it is no such thing."""
    if type(told) is not list or len(told) > MOST_EDITS:
        raise Unusable("edits")
    lines = {label: source.count("\n") + 1 for label, source in sources.items()}
    places = []
    for item in told:
        match item:
            case (int(kind), str(label), str(function), int(line), int(column), int(end)) if (
                0 <= kind < len(KINDS)
                and 1 <= line <= lines.get(label, 0)
                and function.isidentifier()
                and function in sources[label]
                and 0 <= column <= 10**6
                and 0 <= end <= 10**6
            ):
                places.append(EditPlace(kind, label, function, line, column, end))
            case _:
                raise Unusable("edits")
    return places
