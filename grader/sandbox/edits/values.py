"""Edits of values: constants, names, indexes, bounds, factors and initial values."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import (
    MOST_NAMES,
    Block,
    FieldChange,
    Kind,
    Spot,
    call,
    closest,
    is_call,
    is_tick,
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
            near = (value + 1, value - 1, 0, 1, 2, -value, value / 2 if isinstance(value, float) else 0.5, value * 2)
            added = isinstance(place.parent, ast.BinOp) and isinstance(place.parent.op, ast.Add | ast.Sub)
            for other in dict.fromkeys(near):
                if other != value and not (added and other == 0):
                    yield number(other)
            for name in place.scope.numbers()[:MOST_NAMES]:
                yield load(name)
        elif isinstance(value, str):
            for text in dict.fromkeys(("", " ", value.strip(), value.lower(), value.upper())):
                if text != value:
                    yield ast.Constant(text)
        elif value is None:
            for other in (0, False, True):
                yield ast.Constant(other)


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
    if isinstance(node, ast.Constant) and not isinstance(node.value, int | float):
        return False
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
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
            return
        if not isinstance(node.value, _FIRST_VALUES):
            return
        scope = block.scope
        for value in (0, 1, -1, None, False, True, "", 0.0):
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
                if name != node.targets[0].id:
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
