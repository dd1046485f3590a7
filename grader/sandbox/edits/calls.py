"""Edits of calls: their arguments, missing parentheses, and methods that are confused."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import Block, FieldChange, Kind, Spot, call, is_call, load, number, replaced

_METHODS = {
    "append": ("extend", "remove"),
    "extend": ("append",),
    "add": ("append", "update"),
    "push": ("append",),
    "put": ("append",),
    "update": ("add",),
    "remove": ("append", "discard"),
    "index": ("count",),
    "count": ("index",),
    "lower": ("upper",),
    "upper": ("lower",),
    "keys": ("values", "items"),
    "values": ("keys", "items"),
    "items": ("keys", "values"),
    "find": ("index",),
    "strip": ("split",),
    "split": ("strip", "splitlines"),
    "startswith": ("endswith",),
    "endswith": ("startswith",),
    "log2": ("log",),
    "log10": ("log",),
    "log": ("exp", "sqrt"),
    "exp": ("log",),
    "sqrt": ("exp",),
    "floor": ("ceil",),
    "ceil": ("floor",),
}
_FUNCTIONS = {
    "min": ("max",),
    "max": ("min",),
    "sum": ("len", "max"),
    "len": ("sum", "max"),
    "list": ("set",),
    "sorted": ("list", "reversed"),
    "reversed": ("list",),
    "set": ("list",),
    "any": ("all",),
    "all": ("any",),
    "int": ("round", "float"),
    "round": ("int",),
    "float": ("int",),
    "range": ("list",),
    "enumerate": ("zip",),
    "str": ("repr", "int"),
}
_WRAPPERS = ("list", "len", "sum", "int", "float", "abs", "str", "tuple")  # none that would do the work itself


class SwappedArguments(Kind):
    """Arguments, returned values or assigned names in the wrong order."""

    name, there = "order of values", "the order of the values"
    question = "In which order do these values belong? Compare with the signature or the docstring."
    types = (ast.Call, ast.Tuple)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the same values with two neighbours swapped."""
        node = place.node
        if isinstance(node, ast.Call):
            for items in _swapped(node.args):
                yield ast.Call(node.func, items, node.keywords)
        elif isinstance(node, ast.Tuple):
            for items in _swapped(node.elts):
                yield ast.Tuple(items, node.ctx)

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give an assignment the other way round."""
        node = block.statements[at]
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.Name | ast.Subscript):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Name | ast.Subscript):
                yield [
                    FieldChange(node, "targets", [_as(value, ast.Store())]),
                    FieldChange(node, "value", _as(target, ast.Load())),
                ]


def _as(node: ast.Name | ast.Subscript, context: ast.expr_context) -> ast.expr:
    return ast.Name(node.id, context) if isinstance(node, ast.Name) else ast.Subscript(node.value, node.slice, context)


def _swapped(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for first in range(len(items)):
        for second in range(first + 1, len(items)):
            swapped = list(items)
            swapped[first], swapped[second] = items[second], items[first]
            yield swapped


class MissingCall(Kind):
    """A function or method without the parentheses that call it, or with square brackets."""

    name, there = "missing call", "whether the function is called"
    question = "Is this the function, or what it returns? What do parentheses after it change?"
    types = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the call without arguments; of a function of the file, with the parameters; `f(x)` for `f[x]`."""
        node = place.node
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute | ast.Name):
            yield ast.Call(node.value, [node.slice], [])
        called = node.func if isinstance(node, ast.Call) and len(node.args) == 1 else None
        if isinstance(node, ast.Call) and isinstance(called, ast.Name) and called.id in place.scope.names:
            yield ast.Subscript(called, node.args[0], ast.Load())
        if place.field == "func" or not isinstance(getattr(node, "ctx", None), ast.Load):
            return
        if isinstance(node, ast.Attribute):
            yield ast.Call(node, [], [])
        elif isinstance(node, ast.Name) and (node.id in place.scope.functions or node.id in _FUNCTIONS):
            for parameter in place.scope.parameters[:4]:
                yield call(node.id, load(parameter))


class SurplusCall(Kind):
    """A function that is called on a value that needs no call, or one that is missing around it."""

    name, there = "call", "which function the value goes through"
    question = "Must this value go through a function here, and is it the right one?"
    types = (ast.Call, ast.Name, ast.BinOp, ast.Subscript, ast.Attribute)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give another function of the same kind, the argument alone, and the value in a call."""
        node = place.node
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                for other in _FUNCTIONS.get(node.func.id, ()):
                    yield ast.Call(load(other), node.args, node.keywords)
                yield from _both_ways(node)
            if len(node.args) == 1:
                yield node.args[0]
                inner = node.args[0]
                if isinstance(inner, ast.Call) and len(inner.args) == 1:
                    yield ast.Call(inner.func, [ast.Call(node.func, inner.args, [])], [])
            elif not node.args and isinstance(node.func, ast.Attribute):
                yield node.func.value
        if _whole(place):
            own = [name for name in place.scope.functions if name != place.scope.function]
            for function in (*own[:4], *_WRAPPERS):
                if not is_call(node, function):
                    yield call(function, node)


def _both_ways(node: ast.Call) -> Iterator[ast.expr]:
    """Give `max(low, min(high, x))` for `min(low, max(high, x))`, and the reverse."""
    other = {"min": "max", "max": "min"}
    if not (isinstance(node.func, ast.Name) and node.func.id in other):
        return
    for at, inner in enumerate(node.args):
        if isinstance(inner, ast.Call) and is_call(inner, other[node.func.id]):
            turned = ast.Call(load(node.func.id), inner.args, inner.keywords)
            arguments = [*node.args[:at], turned, *node.args[at + 1 :]]
            yield ast.Call(load(other[node.func.id]), arguments, node.keywords)


def _whole(place: Spot) -> bool:
    """Whether an expression is all of what is returned, assigned, looped through or compared."""
    context = getattr(place.node, "ctx", None)
    if isinstance(context, ast.Store | ast.Del):
        return False
    return (place.field in ("value", "iter") and isinstance(place.parent, ast.stmt)) or (
        isinstance(place.parent, ast.Compare | ast.Return) or place.field in ("elt", "elts")
    )


class Method(Kind):
    """A method that is confused with another one."""

    name, there = "method", "the method that is called"
    question = "What does this method do to the list, and what does it return?"
    types = (ast.Call,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give methods that are often confused."""
        node = place.node
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return
        owner, name = node.func.value, node.func.attr
        for other in _METHODS.get(name, ()):
            yield ast.Call(ast.Attribute(owner, other, ast.Load()), node.args, node.keywords)
        if name == "append" and len(node.args) == 1:
            yield ast.Call(ast.Attribute(owner, "insert", ast.Load()), [number(0), node.args[0]], [])
            yield ast.Call(ast.Attribute(owner, "append", ast.Load()), [ast.List(node.args, ast.Load())], [])
        if name == "insert" and len(node.args) == 2:
            yield ast.Call(ast.Attribute(owner, "append", ast.Load()), [node.args[1]], [])
        if name in ("sort", "reverse"):
            function = "sorted" if name == "sort" else "list"
            yield ast.Call(load(function), [owner], node.keywords)
            if name == "sort" and not node.keywords:
                yield ast.Call(node.func, [], [ast.keyword("reverse", ast.Constant(True))])
            if name == "sort" and node.keywords:
                yield ast.Call(node.func, [], [])

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the method alone for `x = x.append(y)`, and an assignment for a function that is called without effect."""
        node = block.statements[at]
        method = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.func
        if isinstance(node, ast.Assign) and isinstance(method, ast.Attribute):
            yield [replaced(block, at, [ast.Expr(node.value)])]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            if isinstance(function, ast.Name) and node.value.args and isinstance(node.value.args[0], ast.Name):
                yield [replaced(block, at, [ast.Assign([ast.Name(node.value.args[0].id, ast.Store())], node.value)])]


class Brackets(Kind):
    """Brackets around a value that must not be there, or that are missing."""

    name, there = "brackets", "the brackets"
    question = "Is this one value, or a list with one value in it?"
    types = (ast.Name, ast.List, ast.BinOp, ast.Subscript, ast.Tuple, ast.Call)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the only item of a list, and a value as the only item."""
        node = place.node
        if isinstance(node, ast.List | ast.Tuple):
            if len(node.elts) == 1 and isinstance(node.ctx, ast.Load):
                yield node.elts[0]
            return
        if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            return
        if is_call(node, "list") and isinstance(node, ast.Call) and len(node.args) == 1:
            yield ast.List(node.args, ast.Load())
        joined = isinstance(place.parent, ast.BinOp) and isinstance(place.parent.op, ast.Add)
        if joined or isinstance(place.parent, ast.Return | ast.Assign):
            yield ast.List([node], ast.Load())

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `x += [y]` for `x += y`, and the reverse."""
        node = block.statements[at]
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
            if isinstance(node.value, ast.List) and len(node.value.elts) == 1:
                yield [FieldChange(node, "value", node.value.elts[0])]
            else:
                yield [FieldChange(node, "value", ast.List([node.value], ast.Load()))]
