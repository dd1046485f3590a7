"""The one table of the kinds of edits, and every edit of a program."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.sandbox.edits import assignments, calls, indexes, libraries, operators, statements, values, wholes
from grader.sandbox.edits.scopes import scope_of, scope_of_file
from grader.sandbox.edits.tree import Block, FieldChange, Kind, Scope, blocks, is_docstring, is_tick, located, spots

KINDS: tuple[Kind, ...] = (
    operators.Comparison(),
    operators.Arithmetic(),
    operators.Sign(),
    operators.Operands(),
    operators.Parentheses(),
    operators.Condition(),
    operators.MissingCondition(),
    operators.FloorOrTrue(),
    values.Constant(),
    values.NameEdit(),
    indexes.Index(),
    indexes.MissingIndex(),
    indexes.Bounds(),
    values.Factor(),
    values.InitialValue(),
    values.Copy(),
    calls.SwappedArguments(),
    calls.MissingCall(),
    calls.SurplusCall(),
    calls.Method(),
    calls.Brackets(),
    statements.Indentation(),
    statements.LineOrder(),
    statements.Surplus(),
    statements.ElseIf(),
    statements.MissingReturn(),
    statements.EarlyExit(),
    statements.LoopEnd(),
    assignments.Assignment(),
    libraries.LostOrder(),
    libraries.Axis(),
    libraries.RawText(),
    wholes.ItemByItem(),
    wholes.Parameters(),
)
"""Every kind. A new one is a class, and its line here."""

MOST_EDITS = 4000
"""So many edits of one program are listed."""
_NOT_EDITED = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


class Edit(NamedTuple):
    """One edit of a program."""

    kind: int
    """Its place in the table."""
    top: ast.stmt
    """In which statement of the file."""
    whole: bool
    """Whether it may change other statements of the file, too."""
    function: str
    line: int
    column: int
    end_column: int
    """Where it is: a line of the learner's, and the part of it that decides; columns count UTF-8 bytes from 0."""
    changes: Sequence[FieldChange]


def edits(
    file: ast.Module, builtin: frozenset[str], types: Mapping[str, Mapping[str, str]], *, program: bool = False
) -> Iterator[Edit]:
    """Give every edit of a file: of its functions, and of the assignments outside them; in a program, of all statements.

    Args:
        file: the statements, each with its ticks.
        builtin: Python's own names.
        types: what the variables of each function were seen to hold; of the file itself under "".
        program: whether the file is run as a program.
    """
    by_type: dict[type[ast.AST], list[tuple[int, Kind]]] = {}
    for number, kind in enumerate(KINDS):
        for type_ in kind.types:
            by_type.setdefault(type_, []).append((number, kind))
    top = file.body
    own = Block(file, "body", scope_of_file(file, builtin, types.get("", {})))
    for statement, node, block, at in _places(own):
        if program or (block.owner is file and isinstance(node, ast.Assign)):
            for number, about, changes in _of_statement(block, at, node, by_type):
                yield _edit(number, statement, own.scope, about, changes, whole=True)
    for statement, function in _functions(top):
        scope = scope_of(function, top, builtin, types.get(function.name, {}))
        body = Block(function, "body", scope)
        for number, kind in enumerate(KINDS):
            for changes in kind.functions(body):
                yield _edit(number, statement, scope, _first(changes, function), changes)
        for _, node, block, at in _places(body):
            for number, about, changes in _of_statement(block, at, node, by_type):
                yield _edit(number, statement, scope, about, changes)


def _functions(top: Sequence[ast.stmt]) -> Iterator[tuple[ast.stmt, ast.FunctionDef]]:
    """Give the functions of a file, those of its classes and within functions too, each with its statement of the file."""
    for statement in top:
        for node in ast.walk(statement):
            if isinstance(node, ast.FunctionDef):
                yield statement, node


def _places(body: Block) -> Iterator[tuple[ast.stmt, ast.stmt, Block, int]]:
    """Give (statement of the body, statement, its block, its place there) of each statement that may be edited."""
    for block in blocks(body):
        outer, place = block, -1
        while outer.parent:
            outer, place = outer.parent, outer.at
        for at, statement in enumerate(block.statements):
            if not (is_tick(statement) or is_docstring(statement) or isinstance(statement, _NOT_EDITED)):
                yield (outer.statements[place] if block.parent else statement), statement, block, at


def _of_statement(
    block: Block, at: int, statement: ast.stmt, by_type: dict[type[ast.AST], list[tuple[int, Kind]]]
) -> Iterator[tuple[int, ast.AST, list[FieldChange]]]:
    """Give the kind's number, the node that it is about, and the changes, of every edit of one statement."""
    for number, kind in enumerate(KINDS):
        for changes in kind.statements(block, at):
            yield number, statement, changes
    for place in spots(statement, block.scope):
        for number, kind in by_type.get(type(place.node), ()):
            for node in kind.expressions(place):
                yield number, place.node, [place.change(node)]


def _edit(
    kind: int, top: ast.stmt, scope: Scope, node: ast.AST, changes: list[FieldChange], *, whole: bool = False
) -> Edit:
    for change in changes:
        located(change.value, node)
    line = getattr(node, "lineno", 1)
    # of a statement with a body the first line alone
    ends_here = getattr(node, "end_lineno", line) == line
    column = getattr(node, "col_offset", 0)
    return Edit(
        kind,
        top,
        whole,
        scope.function,
        line,
        column,
        getattr(node, "end_col_offset", column) if ends_here else column,
        changes,
    )


def _first(changes: Sequence[FieldChange], function: ast.FunctionDef) -> ast.AST:
    """Return what an edit of a whole function is about: a name that it changes, its last line, or its first one."""
    node = changes[0].node
    if isinstance(node, ast.expr):
        return node
    if isinstance(node, ast.arguments):
        return ast.Pass(
            lineno=function.lineno, col_offset=function.col_offset, end_lineno=function.lineno, end_col_offset=0
        )
    before, after = function.body, changes[0].value
    real = [s for s in before if not is_tick(s)]
    if after[-1] is before[-1]:
        return real[1] if len(real) > 1 and is_docstring(real[0]) else real[0]
    last = real[-1].end_lineno or real[-1].lineno
    return ast.Pass(lineno=last, col_offset=0, end_lineno=last, end_col_offset=0)
