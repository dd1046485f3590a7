"""A learner's file as trees that are edited in place: its edits, and the code of each edited version."""

from __future__ import annotations

import ast
import builtins
import itertools
from collections.abc import Mapping, Sequence
from types import CodeType

from grader.sandbox.edits.table import MOST_EDITS, Edit, edits
from grader.sandbox.edits.tree import TICK, FieldChange, add_ticks

_FUTURE_FLAGS = 0x1FF0000


class EditedFile:
    """One file of a learner's, and its edits."""

    def __init__(self, trees: Sequence[tuple[str, ast.Module]], *, program: bool) -> None:
        """Take the trees of its cells, by their labels.

        Args:
            trees: what is edited from now on.
            program: whether the file itself is run and judged, so that all of its statements may be edited.
        """
        self._program, self._flags = program, 0
        self._whole = ast.Module([], [])
        self._labels: dict[int, str] = {}
        """The file or cell of each statement, by the statement's id."""
        self._compiled: dict[int, CodeType] = {}
        self._edits: dict[tuple[int, ...], list[Edit]] = {}
        for label, tree in trees:
            add_ticks(tree)
            self._whole.body += tree.body
            self._labels |= {id(statement): label for statement in tree.body}

    @property
    def labels(self) -> frozenset[str]:
        """The labels of the file's cells."""
        return frozenset(self._labels.values())

    def list_edits(
        self, first: Sequence[int], types: Mapping[str, Mapping[str, str]]
    ) -> list[tuple[int, str, str, int, int, int]]:
        """Return (kind, label, function, line, column, end column) of every edit of the file, or of an edited version.

        Args:
            first: the numbers of the edits that are made before.
            types: what the variables of each function were seen to hold.
        """
        undo = self._make(first)
        try:
            every = edits(self._whole, frozenset(dir(builtins)), types, program=self._program)
            found = self._edits[tuple(first)] = list(itertools.islice(every, MOST_EDITS))
        finally:
            _restore(undo)
        return [(e.kind, self._labels[id(e.top)], e.function, e.line, e.column, e.end_column) for e in found]

    def _make(self, numbers: Sequence[int]) -> list[FieldChange]:
        """Make edits; return the changes that take them back."""
        undo: list[FieldChange] = []
        for edit in self._edits_of(numbers):
            for node, field, value in edit.changes:
                undo.append(FieldChange(node, field, getattr(node, field)))
                setattr(node, field, value)
        return undo

    def _edits_of(self, numbers: Sequence[int]) -> list[Edit]:
        return [self._edits[tuple(numbers[:at])][number] for at, number in enumerate(numbers)]

    def codes(self, numbers: Sequence[int]) -> list[CodeType]:
        """Return the compiled statements of the edited version; SyntaxError, ValueError and so on where it cannot be compiled."""
        made = self._edits_of(numbers)
        undo = self._make(numbers)
        try:
            return self._codes(None if any(edit.whole for edit in made) else {id(edit.top) for edit in made})
        finally:
            _restore(undo)

    def _codes(self, edited: set[int] | None) -> list[CodeType]:
        """Return the compiled statements; those that are not edited are compiled once. None: any may be edited."""
        codes, label = [], next(iter(self._labels.values()), "")
        for statement in self._whole.body:
            label = self._labels.get(id(statement), label)
            changed = edited is None or id(statement) in edited
            code = None if changed else self._compiled.get(id(statement))
            if code is None:
                tree = ast.Module([statement], [])
                code = compile(tree, label, "exec", self._flags, dont_inherit=True)
                if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                    self._flags |= code.co_flags & _FUTURE_FLAGS
                if not changed:
                    self._compiled[id(statement)] = code
            codes.append(code)
        return codes

    def text(self, numbers: Sequence[int]) -> str:
        """Return the edited version as Python writes it: without comments."""
        undo = self._make(numbers)
        try:
            written = ast.unparse(self._whole)
        finally:
            _restore(undo)
        return "".join(f"{line}\n" for line in written.split("\n") if line.strip() != f"{TICK}()")

    def names_at(self, label: str, line: int) -> set[str]:
        """Return the names that stand in a line."""
        return {
            node.id
            for top in self._whole.body
            if self._labels[id(top)] == label
            for node in ast.walk(top)
            if isinstance(node, ast.Name) and node.lineno == line
        }


def _restore(undo: Sequence[FieldChange]) -> None:
    for node, field, value in reversed(undo):
        setattr(node, field, value)
