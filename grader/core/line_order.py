"""Lines to put in order: which orders of a function's lines mean the same program.

Two lines may change places where neither writes a name that the other reads or writes. The lines of a loop or an `if`
stay together, below their first line. A method call on a name, such as `rows.append(x)`, counts as writing it.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence
from typing import NamedTuple


class ListingError(ValueError):
    """These lines cannot be put in order one by one; the text says why."""


class Rules(NamedTuple):
    """What every right order keeps to, by the places of the lines in the listing."""

    before: tuple[frozenset[int], ...]
    """For each line those that must stand somewhere before it."""
    blocks: tuple[frozenset[int], ...]
    """The lines of each loop or `if`, which stay together."""


class _Statement(NamedTuple):
    """One statement: the lines that it takes, and the names that it reads and writes."""

    lines: frozenset[int]
    reads: frozenset[str]
    writes: frozenset[str]
    ends: bool
    """Whether it leaves the function, so that nothing moves past it."""


@functools.lru_cache(maxsize=256)
def rules(lines: tuple[str, ...]) -> Rules:
    """Return the rules for a function whose `def` line is the first of `lines`; places count from the line after it.

    Raises:
        ListingError: the lines are no function, or a statement takes several lines.
    """
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError as error:
        raise ListingError(f"these lines are no Python function ({error.msg})") from None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef) or tree.body[0].body[0].lineno != 2:
        raise ListingError("these lines are not one function whose `def` takes one line")
    before: dict[int, set[int]] = {place: set() for place in range(len(lines) - 1)}
    blocks: list[frozenset[int]] = []
    _block(tree.body[0].body, before, blocks)
    return Rules(tuple(frozenset(before[place]) for place in range(len(lines) - 1)), tuple(blocks))


def first_wrong(given: Sequence[int | None], rules: Rules) -> int | None:
    """Return the first place of `given` at which it leaves every right order, or None; None stands for a stray line."""
    placed: set[int] = set()
    for place, line in enumerate(given):
        if line is None or not rules.before[line] <= placed:
            return place
        open_blocks = [block for block in rules.blocks if placed & block and not block <= placed]
        if any(line not in block for block in open_blocks):
            return place
        placed.add(line)
    return None


def share(given: Sequence[int | None], rules: Rules) -> float:
    """Return the share for an order: of all lines, so many are in order before the first that is not."""
    wrong = first_wrong(given, rules)
    return (len(given) if wrong is None else wrong) / len(rules.before)


def _block(body: Sequence[ast.stmt], before: dict[int, set[int]], blocks: list[frozenset[int]]) -> _Statement:
    """Note the rules of the statements of one block, and return what they read and write together."""
    units: list[_Statement] = []
    for statement in body:
        unit = _statement(statement, before, blocks)
        for earlier in units:
            if _conflict(earlier, unit):
                for line in unit.lines:
                    before[line] |= earlier.lines
        units.append(unit)
    return _Statement(
        frozenset().union(*(unit.lines for unit in units)),
        frozenset().union(*(unit.reads for unit in units)),
        frozenset().union(*(unit.writes for unit in units)),
        any(unit.ends for unit in units),
    )


def _statement(statement: ast.stmt, before: dict[int, set[int]], blocks: list[frozenset[int]]) -> _Statement:
    place = statement.lineno - 2
    if isinstance(statement, ast.For | ast.While | ast.If | ast.With):
        if getattr(statement, "orelse", None) or statement.body[0].lineno == statement.lineno:
            raise ListingError("a loop or an `if` with `else`, or on one line, cannot be put in order")
        inner = _block(statement.body, before, blocks)
        for line in inner.lines:
            before[line].add(place)
        lines = inner.lines | {place}
        blocks.append(lines)
        head: list[ast.AST] = [
            node for field, node in ast.iter_fields(statement) if field != "body" and isinstance(node, ast.AST)
        ]
        reads, writes = _names(head)
        return _Statement(lines, inner.reads | reads, inner.writes | writes, inner.ends)
    if statement.end_lineno != statement.lineno:
        raise ListingError("a statement takes several lines")
    reads, writes = _names([statement])
    ends = isinstance(statement, ast.Return | ast.Raise | ast.Break | ast.Continue)
    return _Statement(frozenset({place}), reads, writes, ends)


def _conflict(first: _Statement, second: _Statement) -> bool:
    if first.ends or second.ends:
        return True
    return bool(first.writes & (second.reads | second.writes) or second.writes & first.reads)


def _names(nodes: Sequence[ast.AST]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that are read and those that are written."""
    reads: set[str] = set()
    writes: set[str] = set()
    for node in (inner for top in nodes for inner in ast.walk(top)):
        if isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else writes).add(node.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            reads.add(node.target.id)
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            writes |= _root(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            writes |= _root(node.func)
    return frozenset(reads), frozenset(writes)


def _root(node: ast.expr) -> set[str]:
    """Return the name that `rows[0].cells` begins with."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
