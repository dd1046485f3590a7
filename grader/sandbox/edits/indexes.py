"""Edits of indexes, of slices, and of what a loop goes through."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import MOST_NAMES, Block, FieldChange, Kind, Spot, call, is_call, is_tick, load, number


class Index(Kind):
    """An index or a bound of a slice that is off by one."""

    name, there = "index", "the index"
    question = "Which item is this for the first turn, and which one for the last? Python counts from 0."
    types = (ast.Subscript,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the item before and after, the first and the last one, and two indexes in the other order."""
        node = place.node
        assert isinstance(node, ast.Subscript)
        index = node.slice
        if isinstance(index, ast.Slice):
            for part in _slices(index):
                yield ast.Subscript(node.value, part, node.ctx)
            return
        for new in (*shifted(index), number(0), number(-1)):
            yield ast.Subscript(node.value, new, node.ctx)
        if isinstance(node.value, ast.Subscript):
            yield ast.Subscript(ast.Subscript(node.value.value, index, ast.Load()), node.value.slice, node.ctx)
        for name in place.scope.numbers()[:MOST_NAMES]:
            if not isinstance(index, ast.Name):
                yield ast.Subscript(node.value, load(name), node.ctx)
        if isinstance(node.ctx, ast.Load):
            yield node.value
            yield index


class MissingIndex(Kind):
    """A whole list where one item of it is wanted."""

    name, there = "missing index", "which item is used"
    question = "Do you need the whole list here, or one item of it?"
    types = (ast.Name,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give an item by a name in scope, and the first and last one."""
        node = place.node
        assert isinstance(node, ast.Name)
        if isinstance(place.parent, ast.Call | ast.Subscript) and place.field in ("func", "value"):
            return
        scope = place.scope
        if scope.types.get(node.id) == "number" or isinstance(node.ctx, ast.Store):
            return
        short = [name for name in scope.numbers() if name != node.id and name not in scope.parameters]
        for index in (*map(load, short[:4]), number(0), number(-1)):
            yield ast.Subscript(node, index, node.ctx)


def shifted(node: ast.expr) -> Iterator[ast.expr]:
    """Give a number one more and one less."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and isinstance(node.right, ast.Constant):
        yield node.left
    yield ast.BinOp(node, ast.Sub(), ast.Constant(1))
    yield ast.BinOp(node, ast.Add(), ast.Constant(1))


def _slices(node: ast.Slice) -> Iterator[ast.Slice]:
    lower, upper, step = node.lower, node.upper, node.step
    for new in (*(shifted(lower) if lower else ()), None, number(1)):
        if new is not lower:
            yield ast.Slice(new, upper, step)
    for new in (*(shifted(upper) if upper else ()), None, number(-1)):
        if new is not upper:
            yield ast.Slice(lower, new, step)
    yield ast.Slice(lower, upper, None if step else number(-1))


class Bounds(Kind):
    """The bounds of `range`, or what a loop goes through."""

    name, there = "range", "what the loop goes through"
    question = "What is the first value of this loop, and what is the last one? How many turns does it need?"
    types = (ast.Call,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the bounds of a range one more and one less, a start of 0 or 1, and the reverse order."""
        node = place.node
        if isinstance(node, ast.Call) and is_call(node, "range") and not node.keywords:
            for arguments in _ranges(node.args):
                yield call("range", *arguments)
            if len(node.args) == 1 and is_call(node.args[0], "len"):
                known = [name for name in place.scope.numbers() if name in place.scope.parameters]
                yield from (call("range", load(name)) for name in known[:4])

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the items for their indexes, the indexes for the items, a part of the list, and its reverse."""
        node = block.statements[at]
        if not isinstance(node, ast.For):
            return
        through = node.iter
        yield from _side_by_side(node)
        if is_call(through, "range"):
            assert isinstance(through, ast.Call)
            for argument in through.args:
                if is_call(argument, "len") and isinstance(argument, ast.Call) and argument.args:
                    yield [FieldChange(node, "iter", argument.args[0])]
        if is_call(through, "len"):
            yield [FieldChange(node, "iter", call("range", through))]
        if isinstance(through, ast.Name | ast.Attribute | ast.Call):
            yield [FieldChange(node, "iter", call("reversed", call("list", through)))]
        if isinstance(through, ast.Name):
            yield [FieldChange(node, "iter", call("range", call("len", through)))]
            yield [FieldChange(node, "iter", call("range", through))]
            for lower, upper in ((number(1), None), (None, number(-1))):
                yield [FieldChange(node, "iter", ast.Subscript(through, ast.Slice(lower, upper), ast.Load()))]
        if isinstance(through, ast.Subscript) and isinstance(through.slice, ast.Slice):
            yield [FieldChange(node, "iter", through.value)]


def _side_by_side(outer: ast.For) -> Iterator[list[FieldChange]]:
    """Give one loop through two lists at once for a loop in a loop."""
    inner = outer.body[-1]
    if isinstance(inner, ast.For) and all(is_tick(statement) for statement in outer.body[:-1]):
        pair = ast.Tuple([outer.target, inner.target], ast.Store())
        together = call("zip", outer.iter, inner.iter)
        yield [
            FieldChange(outer, "target", pair),
            FieldChange(outer, "iter", together),
            FieldChange(outer, "body", inner.body),
        ]


def _ranges(given: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for at, bound in enumerate(given[:2]):
        for new in shifted(bound):
            yield [*given[:at], new, *given[at + 1 :]]
    if len(given) == 1:
        yield [number(1), given[0]]
        yield [number(1), ast.BinOp(given[0], ast.Add(), ast.Constant(1))]
        if isinstance(given[0], ast.Name):
            yield [call("len", given[0])]
        down = ast.BinOp(given[0], ast.Sub(), ast.Constant(1))
        yield [down, number(-1), number(-1)]
    elif len(given) == 2:
        yield [given[1]]
        yield [given[1], given[0]]
        yield [*given, number(-1)]
    else:
        yield given[:2]
