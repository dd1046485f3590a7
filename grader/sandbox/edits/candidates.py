"""Runs edited programs in a worker: the tool that takes the place of the learner's module there."""

from __future__ import annotations

import itertools
import marshal
import sys
from collections.abc import Callable, Sequence
from types import CodeType, ModuleType
from typing import Any

from grader.sandbox import wire
from grader.sandbox.calls import called, function_of
from grader.sandbox.edits.edited_file import EditedFile
from grader.sandbox.edits.tree import TICK
from grader.sandbox.edits.watching import Held, can_cross, held_at


class Candidates:
    """The learner's program and its edits; answers the suite's calls as the edited program does."""

    def __init__(self, modules: Any, seed: Callable[[int], None]) -> None:
        """Take what loads the learner's modules, and what seeds their random numbers."""
        self._modules, self._seed = modules, seed
        self._file = EditedFile((), program=False)
        self._module: ModuleType | None = None
        self._stem, self._fuel, self._notebook = "", 0, False
        self._left: Any = None
        self._turns = 0
        # under names that no function of a learner's can have
        self._own: dict[str, Callable[..., Any]] = {
            "repair.parse": self.parse,
            "repair.list": self.list_edits,
            "repair.use": self.use,
            "repair.sweep": self.sweep,
            "repair.turns": self.turns,
            "repair.observe": self.observe,
            "repair.trace": self.trace,
            "repair.text": self.text,
        }

    def call(self, target: str, arguments: list[Any]) -> Any:
        """Answer a call: the tool's own, or the edited program's."""
        if target in self._own:
            return self._own[target](*arguments)
        self._refuel()
        return self._answer(target, arguments)

    def _answer(self, target: str, arguments: list[Any]) -> Any:
        return called(getattr(self._module, function_of(target)), target, arguments)

    def parse(self, stem: str, cells: list[tuple[str, str]], notebook: bool, program: bool = False) -> bool:
        """Take the learner's file apart, running nothing of it."""
        self._stem, self._notebook = stem, notebook
        self._file = EditedFile(self._modules.parse(cells, notebook), program=program)
        return True

    def list_edits(
        self, first: Sequence[int], types: dict[str, dict[str, str]]
    ) -> list[tuple[int, str, str, int, int, int]]:
        """Return (kind, label, function, line, column, end column) of every edit of the program, or of an edited one.

        Args:
            first: the numbers of the edits that are made before.
            types: what the variables of each function hold, as `observe` says it.
        """
        return self._file.list_edits(first, types)

    def use(self, numbers: Sequence[int], fuel: int, seed: int) -> bool:
        """Load the program with these edits; calls are then answered by it. Return whether it could be compiled."""
        self._fuel, self._turns, self._left = fuel, 0, None
        try:
            codes = self._file.codes(numbers)
        except (SyntaxError, ValueError, TypeError, RecursionError):
            return False
        self._seed(seed)
        self._load(codes)
        return True

    def _load(self, codes: Sequence[CodeType]) -> None:
        module = ModuleType(self._stem)
        module.__dict__.update(__builtins__=self._modules.builtins, __file__=self._stem + ".py")
        self._module = sys.modules[self._stem] = module
        self._refuel()
        for code in codes:
            try:
                exec(code, module.__dict__)
            except (Exception, SystemExit):
                if not self._notebook:  # of a notebook a statement that fails is skipped, as when it is graded
                    raise

    def text(self, numbers: Sequence[int]) -> str:
        """Return the program with these edits, as Python writes it: without comments."""
        return self._file.text(numbers)

    def turns(self) -> int:
        """Return the most turns of loops and calls of functions that went into one answer since `use`."""
        self._refuel()
        return self._turns

    def observe(self, calls: Sequence[tuple[str, bytes]]) -> dict[str, dict[str, str]]:
        """Return what the variables of each of the learner's functions hold at the end of these calls, in a word.

        A variable that held values of two kinds is left out.
        """
        held = Held(self._file.labels)
        for target, given in calls:
            self._refuel()
            arguments = marshal.loads(given)
            held.watch(lambda target=target, arguments=arguments: self._answer(target, arguments))  # type: ignore[misc]
        return held.words

    def trace(self, label: str, line: int, target: str, given: bytes, most: int) -> list[dict[str, Any]]:
        """Return the variables of a line each time that it is about to run in a call, up to `most` times.

        Only plain values are told, and of a function only the variables that stand in that line.
        """
        names, arguments = self._file.names_at(label, line), marshal.loads(given)
        self._refuel()
        return held_at(label, line, names, most, lambda: self._answer(target, arguments))

    def sweep(
        self, first: Sequence[int], numbers: Sequence[int], fuel: int, seed: int, calls: Sequence[tuple[str, bytes]]
    ) -> list[Any]:
        """Ask many edited programs the same calls, and return the outcomes, for each program in turn.

        Args:
            first: the numbers of the edits that all of them have.
            numbers: the number of the last edit of each.
            fuel: as in `use`.
            seed: as in `use`.
            calls: the functions and the arguments, in `marshal`.

        Returns:
            For each program None where it does not load, else (value, arguments afterwards or None) of each call, or the
            name of the exception at which it ended.
        """
        return [self._answers([*first, number], fuel, seed, calls) for number in numbers]

    def _answers(self, numbers: Sequence[int], fuel: int, seed: int, calls: Sequence[tuple[str, bytes]]) -> Any:
        outcomes: list[Any] = []
        try:
            if not self.use(numbers, fuel, seed):
                return None
            for target, given in calls:
                arguments = marshal.loads(given)
                self._refuel()
                value = self._answer(target, arguments)
                after = None if _same(arguments, given) else wire.unpacked(arguments)
                if not can_cross((value, after)):
                    outcomes.append("not plain")
                    return outcomes
                outcomes.append((value, after))
        except BaseException as error:
            outcomes.append(type(error).__name__[:100])
        return outcomes

    def _refuel(self) -> None:
        """Let the program go on for so many turns."""
        if self._left is not None:
            self._turns = max(self._turns, self._fuel - self._left.__length_hint__())
        self._left = itertools.repeat(None, self._fuel)
        self._set_tick(self._left.__next__)

    def _set_tick(self, tick: Callable[[], None]) -> None:
        assert self._module is not None
        self._module.__dict__[TICK] = tick


def _same(arguments: list[Any], given: bytes) -> bool:
    """Whether arguments are as they came."""
    try:
        return marshal.dumps(arguments, 2) == given
    except ValueError:  # an array that the call has changed
        return False


def tool(modules: Any, seed: Callable[[int], None]) -> Candidates:
    """Return what answers calls in a worker that was extended by these modules."""
    return Candidates(modules, seed)
