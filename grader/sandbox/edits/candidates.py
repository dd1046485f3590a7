"""Runs edited programs in a worker: the tool that takes the place of the learner's module there."""

from __future__ import annotations

import ast
import builtins
import itertools
import marshal
import sys
from collections.abc import Callable, Sequence
from types import CodeType, ModuleType
from typing import Any

from grader.sandbox.calls import called, function_of
from grader.sandbox.edits.table import MOST_EDITS, Edit, edits
from grader.sandbox.edits.tree import TICK, FieldChange, add_ticks

_FUTURE_FLAGS = 0x1FF0000


class Candidates:
    """The learner's program and its edits; answers the suite's calls as the edited program does."""

    def __init__(self, modules: Any, seed: Callable[[int], None]) -> None:
        """Take what loads the learner's modules, and what seeds their random numbers."""
        self._modules, self._seed = modules, seed
        self._top: list[ast.stmt] = []
        self._labels: list[str] = []
        """The file or cell of each statement."""
        self._compiled: list[CodeType | None] = []
        self._edits: dict[tuple[int, ...], list[Edit]] = {}
        self._module: ModuleType | None = None
        self._stem, self._fuel, self._flags, self._notebook = "", 0, 0, False
        self._left: Any = None
        self._turns = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what answers calls: the tool's own under names that no function can have, else the edited program's."""
        own: dict[str, Callable[..., Any]] = {
            "repair.parse": self.parse,
            "repair.list": self.list_edits,
            "repair.use": self.use,
            "repair.sweep": self.sweep,
            "repair.turns": self.turns,
            "repair.observe": self.observe,
            "repair.trace": self.trace,
            "repair.text": self.text,
        }
        if name in own:
            return own[name]
        function = getattr(self._module, name)

        def run(*arguments: Any) -> Any:
            self._refuel()
            return function(*arguments)

        return run

    def parse(self, stem: str, cells: list[tuple[str, str]], notebook: bool) -> int:
        """Take the learner's file apart, running nothing of it; return how many statements it has."""
        self._stem, self._notebook = stem, notebook
        for label, tree in self._modules.parse(cells, notebook):
            add_ticks(tree)
            self._top += tree.body
            self._labels += [label] * len(tree.body)
        self._compiled = [None] * len(self._top)
        return len(self._top)

    def list_edits(
        self, first: Sequence[int], types: dict[str, dict[str, str]]
    ) -> list[tuple[int, str, str, int, int, int]]:
        """Return (kind, label, function, line, column, end column) of every edit of the program, or of an edited one.

        Args:
            first: the numbers of the edits that are made before.
            types: what the variables of each function hold, as `observe` says it.
        """
        undo = self._make(first)
        try:
            known = frozenset(dir(builtins))
            found = self._edits[tuple(first)] = list(itertools.islice(edits(self._top, known, types), MOST_EDITS))
        finally:
            _restore(undo)
        return [(e.kind, self._labels[e.at], e.function, e.line, e.column, e.end_column) for e in found]

    def _make(self, numbers: Sequence[int]) -> list[FieldChange]:
        """Make edits; return the changes that take them back."""
        undo: list[FieldChange] = []
        for at, number in enumerate(numbers):
            for node, field, value in self._edits[tuple(numbers[:at])][number].changes:
                undo.append(FieldChange(node, field, getattr(node, field)))
                setattr(node, field, value)
        return undo

    def use(self, numbers: Sequence[int], fuel: int, seed: int) -> bool:
        """Load the program with these edits; calls are then answered by it. Return whether it could be compiled."""
        self._fuel, self._turns, self._left = fuel, 0, None
        undo = self._make(numbers)
        try:
            codes = self._codes({self._edits[tuple(numbers[:at])][number].at for at, number in enumerate(numbers)})
        except (SyntaxError, ValueError, TypeError, RecursionError):
            return False
        finally:
            _restore(undo)
        self._seed(seed)
        module = ModuleType(self._stem)
        module.__dict__.update(__builtins__=self._modules.builtins, __file__=self._stem + ".py")
        self._module = sys.modules[self._stem] = module
        self._refuel()
        for code in codes:
            try:
                exec(code, module.__dict__)
            except (Exception, SystemExit):
                if not self._notebook:  # of a notebook a statement that fails is passed over, as when it is graded
                    raise
        return True

    def text(self, numbers: Sequence[int]) -> str:
        """Return the program with these edits, as Python writes it: without comments."""
        undo = self._make(numbers)
        try:
            written = ast.unparse(ast.Module(self._top, []))
        finally:
            _restore(undo)
        return "".join(f"{line}\n" for line in written.split("\n") if line.strip() != f"{TICK}()")

    def turns(self) -> int:
        """Return the most turns of loops and calls of functions that went into one answer since `use`."""
        self._refuel()
        return self._turns

    def observe(self, calls: Sequence[tuple[str, bytes]]) -> dict[str, dict[str, str]]:
        """Return what the variables of each of the learner's functions hold at the end of these calls, in a word.

        A variable that held values of two kinds is left out.
        """
        seen: dict[str, dict[str, set[str]]] = {}

        def trace(frame: Any, event: str, _: Any) -> Any:
            if frame.f_code.co_filename not in self._labels:
                return None
            if event == "return":
                held = seen.setdefault(frame.f_code.co_name, {})
                for name, value in frame.f_locals.items():
                    held.setdefault(name, set()).add(_word(value))
            return trace

        for function, given in calls:
            self._refuel()
            sys.settrace(trace)
            try:
                called(getattr(self._module, function_of(function)), function, marshal.loads(given))
            except BaseException:
                continue
            finally:
                sys.settrace(None)
        return {
            function: {name: next(iter(words)) for name, words in held.items() if len(words) == 1}
            for function, held in seen.items()
        }

    def trace(self, label: str, line: int, function: str, given: bytes, most: int) -> list[dict[str, Any]]:
        """Return the variables of a line each time that it is about to run in a call, up to `most` times.

        Only plain values are told, and of a function only the variables that stand in that line.
        """
        named = {
            node.id
            for top, of in zip(self._top, self._labels, strict=True)
            if of == label
            for node in ast.walk(top)
            if isinstance(node, ast.Name) and node.lineno == line
        }
        seen: list[dict[str, Any]] = []

        def trace(frame: Any, event: str, _: Any) -> Any:
            if frame.f_code.co_filename != label:
                return None
            if event == "line" and frame.f_lineno == line and len(seen) < most:
                held = {name: value for name, value in frame.f_locals.items() if name in named and _is_plain(value)}
                seen.append(marshal.loads(marshal.dumps(held, 2)))
            return trace

        self._refuel()
        sys.settrace(trace)
        try:
            called(getattr(self._module, function_of(function)), function, marshal.loads(given))
        except BaseException:
            pass
        finally:
            sys.settrace(None)
        return seen

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
            for function, given in calls:
                arguments = marshal.loads(given)
                self._refuel()
                value = called(getattr(self._module, function_of(function)), function, arguments)
                after = None if marshal.dumps(arguments, 2) == given else arguments
                if not _is_plain((value, after)):
                    outcomes.append("not plain")
                    return outcomes
                outcomes.append((value, after))
        except BaseException as error:
            outcomes.append(type(error).__name__[:100])
        return outcomes

    def _codes(self, edited: set[int]) -> list[CodeType]:
        """Return the compiled statements; those that are not edited are compiled once."""
        codes = []
        for at, statement in enumerate(self._top):
            code = None if at in edited else self._compiled[at]
            if code is None:
                tree = ast.Module([statement], [])
                code = compile(tree, self._labels[at], "exec", self._flags, dont_inherit=True)
                if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                    self._flags |= code.co_flags & _FUTURE_FLAGS
                if at not in edited:
                    self._compiled[at] = code
            codes.append(code)
        return codes

    def _refuel(self) -> None:
        """Let the program go on for so many turns."""
        assert self._module is not None
        if self._left is not None:
            self._turns = max(self._turns, self._fuel - self._left.__length_hint__())
        self._left = itertools.repeat(None, self._fuel)
        self._module.__dict__[TICK] = self._left.__next__


def _word(value: object) -> str:
    if isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, list | tuple) else type(value).__name__[:40]


def _is_plain(value: object, depth: int = 20) -> bool:
    """Whether a value can cross the border, and is small."""
    kind = type(value)
    if kind in (float, int, str, bool, type(None)):
        return kind is not str or len(value) < 10_000  # type: ignore[arg-type]
    if kind in (list, tuple):
        return depth > 0 and len(value) < 1000 and all(_is_plain(item, depth - 1) for item in value)  # type: ignore
    if kind is dict:
        return depth > 0 and all(_is_plain(item, depth - 1) for pair in value.items() for item in pair)  # type: ignore
    return False


def _restore(undo: Sequence[FieldChange]) -> None:
    for node, field, value in reversed(undo):
        setattr(node, field, value)


def tool(modules: Any, seed: Callable[[int], None]) -> Candidates:
    """Return what answers calls in a worker that was extended by these modules."""
    return Candidates(modules, seed)
