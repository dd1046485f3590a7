"""Edits of values: constants, names, factors, initial values and copies."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.scopes import closest
from grader.sandbox.edits.tree import (
    MOST_NAMES,
    Block,
    FieldChange,
    Kind,
    Spot,
    call,
    is_call,
    load,
    number,
)

_FIRST_VALUES = (ast.Constant, ast.List, ast.UnaryOp, ast.Name, ast.Subscript, ast.Call, ast.Dict)
_NUMBERS = (ast.Name, ast.Call, ast.BinOp, ast.Subscript, ast.Constant, ast.UnaryOp)


class Constant(Kind):
    """A constant that is a little off."""

    name, there = "constant", "the number"
    question = "Is this the right number, or is it too large or too small by one?"
    types = (ast.Constant,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the neighbours of a number, its opposite, variables; the other truth value; a text without spaces."""
        node = place.node
        assert isinstance(node, ast.Constant)
        value = node.value
        if isinstance(value, bool):
            yield ast.Constant(not value)
        elif isinstance(value, int | float):
            yield from _numbers(value, place)
        elif isinstance(value, str):
            texts = dict.fromkeys(("", " ", value.strip(), value.lower(), value.upper()))
            yield from (ast.Constant(text) for text in texts if text != value)
        elif value is None:
            yield from map(ast.Constant, (0, False, True))


def _numbers(value: float, place: Spot) -> Iterator[ast.expr]:
    """Give what may stand in place of a number."""
    near = (value + 1, value - 1, 0, 1, 2, -value, value / 2 if isinstance(value, float) else 0.5, value * 2)
    added = isinstance(place.parent, ast.BinOp) and isinstance(place.parent.op, ast.Add | ast.Sub)
    started = isinstance(place.parent, ast.Assign) and value == 0
    for other in dict.fromkeys(near):
        # a count that starts at -1 makes up for a line that is in the wrong place
        if other != value and not (added and other == 0) and not (started and other == -1):
            yield number(other)
    yield from map(load, place.scope.numbers()[:MOST_NAMES])
    if isinstance(place.parent, ast.Compare):
        for name in place.scope.lists()[:2]:
            yield from (ast.Subscript(load(name), number(at), ast.Load()) for at in (0, -1))


class NameEdit(Kind):
    """Another variable."""

    name, there = "name", "the variable"
    question = "Is this the variable that holds the value you need here?"
    types = (ast.Name,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the other names in scope; for a function, the others of the file."""
        node, scope = place.node, place.scope
        assert isinstance(node, ast.Name)
        if isinstance(place.parent, ast.Call) and place.field == "func":
            others = [name for name in scope.functions if name not in (node.id, scope.function)]
        else:
            others = scope.like(node.id)
        if node.id in scope.undefined:
            others = closest(node.id, others)
        for name in others[:MOST_NAMES]:
            yield ast.Name(name, node.ctx)

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give a name that is nowhere defined as one that is, at every place where it stands."""
        for name in block.scope.undefined:
            read = [
                n
                for s in block.statements
                for n in ast.walk(s)
                if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
            ]
            if len(read) > 1:
                for other in closest(name, block.scope.names)[:MOST_NAMES]:
                    yield [FieldChange(node, "id", other) for node in read]


class Factor(Kind):
    """A factor or a division that is missing."""

    name, there = "factor", "the calculation, in which something may be missing"
    question = "Is every factor there? Must this be multiplied or divided by something?"
    types = _NUMBERS

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the value times a name, divided by a name or a length, plus or minus a name; 1 minus it."""
        node, names = place.node, place.scope.numbers()[:MOST_NAMES]
        if not _computed(place) or (isinstance(node, ast.Name) and node.id not in place.scope.numbers()):
            return
        for named in (ast.Mult(), ast.Div(), ast.Add(), ast.Sub()):
            for name in names:
                yield ast.BinOp(node, named, load(name))
        for name in place.scope.lists()[:6]:
            yield ast.BinOp(node, ast.Div(), call("len", load(name)))
        steps: tuple[tuple[ast.operator, int], ...] = ((ast.Add(), 1), (ast.Sub(), 1))
        for op, value in (*steps, (ast.Mult(), 2), (ast.Div(), 2), (ast.Pow(), 2)):
            yield ast.BinOp(node, op, number(value))
        yield ast.BinOp(number(1), ast.Sub(), node)
        yield ast.BinOp(number(1), ast.Div(), node)


def _computed(place: Spot) -> bool:
    """Whether a value is the whole of what is returned, assigned, added or put into a list, or is itself a factor."""
    parent, node = place.parent, place.node
    if any(isinstance(part, ast.Slice | ast.List | ast.ListComp) for part in ast.walk(node)):
        return False  # a list, which only grows
    if isinstance(node, ast.Constant) and (not isinstance(node.value, int | float) or isinstance(parent, ast.Assign)):
        return False  # a text, or a first value, for which there are separate kinds
    if isinstance(parent, ast.Return | ast.Assign | ast.AugAssign) and place.field == "value":
        return True
    if place.field in ("elt", "elts") or (isinstance(parent, ast.Call) and place.field == "args"):
        return not isinstance(getattr(node, "ctx", None), ast.Store) and not is_call(parent, "len", "range", "zip")
    return isinstance(parent, ast.BinOp) and isinstance(node, ast.Name | ast.Call | ast.Subscript)


class InitialValue(Kind):
    """What a variable starts with."""

    name, there = "initial value", "what the variable starts with"
    question = "What must this variable be before the first turn?"
    types = ()

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give other first values: numbers, an empty list, the first item of a parameter, infinity, another name."""
        node = block.statements[at]
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
            return
        target = node.targets[0]
        if not isinstance(target, ast.Name | ast.Attribute):
            return
        if not isinstance(node.value, _FIRST_VALUES):
            return
        scope = block.scope
        for value in (0, 1, None, False, True, "", 0.0):
            if not (isinstance(node.value, ast.Constant) and repr(node.value.value) == repr(value)):
                yield [FieldChange(node, "value", number(value))]
        for infinite in ("inf", "-inf"):
            yield [FieldChange(node, "value", call("float", ast.Constant(infinite)))]
        yield [FieldChange(node, "value", ast.List([], ast.Load()))]
        yield [FieldChange(node, "value", ast.Dict([], []))]
        for name in scope.lists()[:6]:
            yield [FieldChange(node, "value", ast.Subscript(load(name), number(0), ast.Load()))]
            yield [FieldChange(node, "value", call("len", load(name)))]
            zeros = ast.BinOp(ast.List([ast.Constant(0.0)], ast.Load()), ast.Mult(), call("len", load(name)))
            yield [FieldChange(node, "value", zeros)]
        if not isinstance(node.value, ast.Name):
            for name in scope.names[:MOST_NAMES]:
                if not (isinstance(target, ast.Name) and name == target.id):
                    yield [FieldChange(node, "value", load(name))]


class Copy(Kind):
    """A list that is not copied, so that two names stand for the same one."""

    name, there = "copy", "which list is changed"
    question = "Is this a new list, or the same one under a second name? What happens to the other when you change it?"
    types = (ast.Name, ast.Attribute)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give a copy of the list where it is assigned, appended, returned or looped through."""
        node, parent = place.node, place.parent
        if isinstance(getattr(node, "ctx", None), ast.Store) or place.field in ("func", "targets"):
            return
        if isinstance(node, ast.Name) and place.scope.types.get(node.id) == "number":
            return
        kept = isinstance(parent, ast.Assign | ast.Return | ast.For) or place.field in ("elts", "elt")
        appended = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and place.field == "args"
        if kept or appended:
            yield call("list", node)

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give a copy of a parameter at the very beginning."""
        for name in block.scope.lists()[:6]:
            copied = ast.Assign([ast.Name(name, ast.Store())], call("list", load(name)))
            nested = ast.ListComp(
                call("list", load("item")),
                [ast.comprehension(ast.Name("item", ast.Store()), load(name), [], 0)],
            )
            deep = ast.Assign([ast.Name(name, ast.Store())], nested)
            for statement in (copied, deep):
                yield [block.change([*block.statements[:1], statement, *block.statements[1:]])]
