"""Edits of operators, conditions and parentheses."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import Block, FieldChange, Kind, Spot, call, is_call, replaced, tick

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt, ast.Eq, ast.NotEq),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt, ast.Eq, ast.NotEq),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE, ast.Lt, ast.Gt, ast.In),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt, ast.LtE, ast.GtE, ast.NotIn),
    ast.In: (ast.NotIn, ast.Eq),
    ast.NotIn: (ast.In, ast.NotEq),
    ast.Is: (ast.Eq, ast.IsNot),
    ast.IsNot: (ast.NotEq, ast.Is),
}
_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult, ast.Div),
    ast.Sub: (ast.Add, ast.Mult, ast.Div),
    ast.Mult: (ast.Add, ast.Div, ast.Pow, ast.Sub),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mod, ast.Mult),
    ast.Mod: (ast.FloorDiv, ast.Div),
    ast.Pow: (ast.Mult, ast.Add),
    ast.BitXor: (ast.Pow,),
    ast.MatMult: (ast.Mult,),
}


class Comparison(Kind):
    """Another comparison: `<` for `<=`, or its sides swapped."""

    name, there = "comparison", "the comparison"
    question = "For which values must this comparison be true? What happens when both sides are equal?"
    types = (ast.Compare,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the same comparison with one other operator."""
        node = place.node
        assert isinstance(node, ast.Compare)
        for at, op in enumerate(node.ops):
            for other in _COMPARISONS.get(type(op), ()):
                yield ast.Compare(node.left, [*node.ops[:at], other(), *node.ops[at + 1 :]], node.comparators)


class Arithmetic(Kind):
    """Another operation: `+` for `-`."""

    name, there = "operator", "the operator in the calculation"
    question = "Do the two values have to be added, subtracted, multiplied or divided here?"
    types = (ast.BinOp,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the same operands with another operator, if that is not the same as one operand alone."""
        node = place.node
        assert isinstance(node, ast.BinOp)
        if _counts(place):
            return
        one = isinstance(node.right, ast.Constant) and node.right.value in (0, 1)
        for other in _ARITHMETIC.get(type(node.op), ()):
            if not (one and other not in (ast.Add, ast.Sub)):
                yield ast.BinOp(node.left, other(), node.right)

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `-=` for `+=`."""
        node = block.statements[at]
        if isinstance(node, ast.AugAssign):
            for other in _ARITHMETIC.get(type(node.op), ()):
                yield [FieldChange(node, "op", other())]


class Sign(Kind):
    """A sign that is missing, or one too many."""

    name, there = "sign", "the sign"
    question = "Should this value be positive or negative?"
    types = (ast.Name, ast.BinOp, ast.Call, ast.UnaryOp, ast.Subscript)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give minus the value; of minus a value the value."""
        node = place.node
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.USub | ast.UAdd):
                yield node.operand
            return
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return
        arithmetic = isinstance(place.parent, ast.BinOp) and not isinstance(place.parent.op, ast.Add | ast.Sub)
        value = place.field == "value" and isinstance(place.parent, ast.Return | ast.Assign | ast.AugAssign)
        argument = (isinstance(place.parent, ast.Call) and place.field == "args") or place.field in ("elts", "elt")
        if (arithmetic or value or argument) and not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)):
            yield ast.UnaryOp(ast.USub(), node)


class Operands(Kind):
    """A part of a calculation that is one too many, or the operands in the wrong order."""

    name, there = "operands", "the calculation"
    question = "Which values belong in this calculation, and in which order?"
    types = (ast.BinOp,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give one operand alone, and both swapped."""
        node = place.node
        assert isinstance(node, ast.BinOp)
        if _counts(place):
            return
        yield node.left
        yield node.right
        if not isinstance(node.op, ast.Mult):
            yield ast.BinOp(node.right, node.op, node.left)


def _counts(place: Spot) -> bool:
    """Whether a calculation is an index or a bound, for which there are separate kinds."""
    return place.field == "slice" or is_call(place.parent, "range")


class Parentheses(Kind):
    """Parentheses that are missing, or in the wrong place."""

    name, there = "parentheses", "the order of the calculation"
    question = "Python multiplies and divides before it adds. Which part must be calculated first here?"
    types = (ast.BinOp, ast.UnaryOp, ast.Call)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the same operations, grouped the other way."""
        node = place.node
        if isinstance(node, ast.BinOp):
            if isinstance(node.left, ast.BinOp) and not _associative(node.left.op, node.op):
                inner = node.left
                yield ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right))
            if isinstance(node.right, ast.BinOp) and not _associative(node.op, node.right.op):
                inner = node.right
                yield ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right)
            if isinstance(node.left, ast.UnaryOp) and isinstance(node.left.op, ast.USub | ast.Not):
                yield ast.UnaryOp(node.left.op, ast.BinOp(node.left.operand, node.op, node.right))
            for side in ("left", "right"):
                yield from _taken_in(node, side)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.BinOp):
            inner = node.operand
            yield ast.BinOp(ast.UnaryOp(node.op, inner.left), inner.op, inner.right)
        elif isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
            inner = node.args[0]
            yield ast.BinOp(ast.Call(node.func, [inner.left], []), inner.op, inner.right)


def _associative(one: ast.operator, other: ast.operator) -> bool:
    return type(one) is type(other) and isinstance(one, ast.Add | ast.Mult)


def _taken_in(node: ast.BinOp, side: str) -> Iterator[ast.expr]:
    """Give `f(x / y)` for `f(x) / y`: the rest of a calculation within the call."""
    inner = getattr(node, side)
    if isinstance(inner, ast.Call) and len(inner.args) == 1 and not inner.keywords:
        argument = inner.args[0]
        operands = (argument, node.right) if side == "left" else (node.left, argument)
        yield ast.Call(inner.func, [ast.BinOp(operands[0], node.op, operands[1])], [])


class Condition(Kind):
    """A condition that is negated, has a part too many, or joins its parts by the wrong word."""

    name, there = "condition", "the condition"
    question = "When must this be done, and when not? Try one example for each case."
    types = (ast.BoolOp, ast.UnaryOp, ast.IfExp)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give and for or, the condition without one part, and without its `not`."""
        node = place.node
        if isinstance(node, ast.BoolOp):
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield ast.BoolOp(node.op, [*node.values[1:], node.values[0]])
            for at in range(len(node.values)):
                rest = [*node.values[:at], *node.values[at + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.operand
        elif isinstance(node, ast.IfExp):
            yield ast.IfExp(node.test, node.orelse, node.body)
            yield node.body
            yield node.orelse

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the opposite condition, `while` for `if` and the reverse, and no condition at all."""
        node = block.statements[at]
        if not isinstance(node, ast.If | ast.While):
            return
        if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield [FieldChange(node, "test", ast.UnaryOp(ast.Not(), node.test))]
        if isinstance(node, ast.While):
            yield [replaced(block, at, [ast.If(node.test, node.body, node.orelse)])]
        else:
            yield [replaced(block, at, [ast.While(node.test, [tick(), *node.body], node.orelse)])]
        if isinstance(node, ast.If):
            yield [replaced(block, at, node.body)]
            if node.orelse:
                yield [replaced(block, at, node.orelse)]
                yield [FieldChange(node, "body", node.orelse), FieldChange(node, "orelse", node.body)]


class MissingCondition(Kind):
    """A statement that must be done in some cases only."""

    name, there = "missing condition", "whether this must happen every time"
    question = "Must this be done every time, or only in some cases?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `if y not in x:` before `x.append(y)`, and in front of a repeated removal."""
        node = block.statements[at]
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            return
        function = node.value.func
        if isinstance(function, ast.Attribute) and len(node.value.args) == 1:
            wanted = {"append": ast.NotIn, "add": ast.NotIn, "remove": ast.In}.get(function.attr)
            if wanted and not any(isinstance(n, ast.Call) for n in ast.walk(node.value.args[0])):
                test = ast.Compare(node.value.args[0], [wanted()], [function.value])
                yield [replaced(block, at, [ast.If(test, [node], [])])]


class FloorOrTrue(Kind):
    """A whole number where a fraction is wanted, and the reverse."""

    name, there = "rounding", "how the value is rounded"
    question = "Must this be a whole number, or may it have digits after the point?"
    types = (ast.Call, ast.BinOp)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the value as it is for `round(value)` and `int(value)`; a division as a whole number."""
        node = place.node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id in ("round", "int", "float", "abs", "str"):
                yield node.args[0]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield call("int", node)
