"""Edits of statements: their order, their indentation, what is missing and what is one too many."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.sandbox.edits.tree import (
    MOST_NAMES,
    Block,
    FieldChange,
    Kind,
    call,
    is_call,
    is_docstring,
    is_tick,
    load,
    number,
)

_Compound = ast.For | ast.While | ast.If | ast.With | ast.Try


class Indentation(Kind):
    """A statement that is indented too far, or not far enough."""

    name, there = "indentation", "how far the line is indented"
    question = "How often must this line run: at every turn, or once? Its indentation decides."

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the statement after, before or within the statement around it, in front of it or behind it."""
        yield from _outwards(block, at)
        yield from _inwards(block, at)


def _outwards(block: Block, at: int) -> Iterator[list[FieldChange]]:
    """Move one statement, or it and all after it, out of one or two statements around it."""
    body = block.statements
    inner, outer = block, block.parent
    real = sum(not is_tick(s) for s in body)
    while outer is not None:
        place = inner.at
        around = outer.statements
        for moved in ([body[at]], body[at:]) if at < len(body) - 1 else ([body[at]],):
            rest = [s for s in body if s not in moved]
            if len(moved) == real and block.field != "orelse":
                continue
            yield [block.change(rest), outer.change([*around[: place + 1], *moved, *around[place + 1 :]])]
            if block.field == "body" and len(moved) == 1:
                yield [block.change(rest), outer.change([*around[:place], *moved, *around[place:]])]
        inner, outer = outer, outer.parent


def _inwards(block: Block, at: int) -> Iterator[list[FieldChange]]:
    """Move a statement into the one before it, at any depth, or into the loop or the condition after it."""
    body = block.statements
    moved, rest = body[at], [*body[:at], *body[at + 1 :]]
    inner = body[at - 1] if at else None
    while isinstance(inner, _Compound):
        yield [block.change(rest), FieldChange(inner, "body", [*inner.body, moved])]
        if isinstance(inner, ast.If):
            if not inner.orelse:
                yield [block.change(body[:at]), FieldChange(inner, "orelse", body[at:])]
            yield [block.change(rest), FieldChange(inner, "orelse", [*inner.orelse, moved])]
        inner = inner.body[-1]
    following = body[at + 1] if at + 1 < len(body) else None
    while isinstance(following, ast.For | ast.While | ast.If):
        ticks = 1 if is_tick(following.body[0]) else 0
        start = [*following.body[:ticks], moved, *following.body[ticks:]]
        yield [block.change(rest), FieldChange(following, "body", start)]
        following = following.body[ticks] if len(following.body) > ticks else None


class LineOrder(Kind):
    """Two statements in the wrong order."""

    name, there = "order", "the order of this line and its neighbours"
    question = "Which of these lines must run first? Does one of them change a value that the other one still needs?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the statement one and two places later."""
        body = block.statements
        node = body[at]
        if isinstance(node, ast.If):
            yield from _branches(node)
        for other in (at + 1, at + 2):
            if other < len(body):
                yield [block.change([*body[:at], *body[at + 1 : other + 1], body[at], *body[other + 1 :]])]
        if at + 2 < len(body):
            yield [block.change([*body[:at], body[at + 2], body[at], body[at + 1], *body[at + 3 :]])]


def _branches(first: ast.If) -> Iterator[list[FieldChange]]:
    """Give each `elif` of a chain in the place of its first condition, and of the one before it."""
    chain = [first]
    while len(chain[-1].orelse) == 1 and isinstance(chain[-1].orelse[0], ast.If):
        chain.append(chain[-1].orelse[0])
    parts = [(node.test, node.body) for node in chain]
    for at in range(1, len(parts)):
        for to in {0, at - 1}:
            order = [*parts[:at], *parts[at + 1 :]]
            order.insert(to, parts[at])
            yield [
                change
                for node, (test, body) in zip(chain, order, strict=True)
                for change in (FieldChange(node, "test", test), FieldChange(node, "body", body))
            ]


class Surplus(Kind):
    """A statement, or an `else`, that must not be there."""

    name, there = "surplus", "whether this part is needed"
    question = "What does this line do? Is the result right without it?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the block without the statement, and the statement without its last part."""
        body = block.statements
        node = body[at]
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            rest = [*body[:at], *body[at + 1 :]]
            yield [block.change(rest if any(not is_tick(s) for s in rest) else [*rest, ast.Pass()])]
        if isinstance(node, ast.If | ast.For | ast.While) and node.orelse:
            yield [FieldChange(node, "orelse", [])]


class ElseIf(Kind):
    """`if` where `elif` is wanted, and the reverse."""

    name, there = "elif", "`if`, `elif` and `else`"
    question = "May both parts run one after the other, or only one of them?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `elif` as a separate `if`, and an `if` after another one as its `elif`."""
        body = block.statements
        node = body[at]
        if not isinstance(node, ast.If):
            return
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            yield [block.change([*body[: at + 1], node.orelse[0], *body[at + 1 :]]), FieldChange(node, "orelse", [])]
        following = body[at + 1] if at + 1 < len(body) else None
        if isinstance(following, ast.If):
            last = node
            while len(last.orelse) == 1 and isinstance(last.orelse[0], ast.If):
                last = last.orelse[0]
            if not last.orelse:
                yield [block.change([*body[: at + 1], *body[at + 2 :]]), FieldChange(last, "orelse", [following])]


class MissingReturn(Kind):
    """A function that ends without the value that it should return, or prints it."""

    name, there = "return", "what the function returns"
    question = "What does the function return here, and in the cases that come to no `return`?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `return` for `print` and for a value that is only calculated; another value for `return` alone."""
        body = block.statements
        node = body[at]
        if not block.scope.function:
            return  # nothing calls a file's own statements

        def put(value: ast.expr) -> list[FieldChange]:
            return [block.change([*body[:at], ast.Return(value), *body[at + 1 :]])]

        if isinstance(node, ast.Expr) and not is_tick(node):
            if is_call(node.value, "print") and isinstance(node.value, ast.Call) and node.value.args:
                yield put(node.value.args[-1])
                yield put(ast.Tuple(node.value.args, ast.Load()))
            else:
                yield put(node.value)
        elif isinstance(node, ast.Assign):
            yield put(node.value)
            if isinstance(node.targets[0], ast.Name):
                yield [block.change([*body[: at + 1], ast.Return(load(node.targets[0].id)), *body[at + 1 :]])]
        elif isinstance(node, ast.Return):
            yield from ([FieldChange(node, "value", value)] for value in _returned(node, block))

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give a last line that returns a variable, a length or a constant."""
        body = block.statements
        if isinstance(body[-1], ast.Return):
            return
        names = [name for name in block.scope.names if name not in block.scope.parameters]
        values = [*map(load, (*names, *block.scope.parameters)), *_values(block)][:24]
        values += _inner_calls(block)
        if not any(isinstance(n, ast.Return) for s in body for n in ast.walk(s)):
            several = (c for size in (2, 3) for c in itertools.combinations(names or block.scope.parameters, size))
            values += [ast.Tuple(list(map(load, c)), ast.Load()) for c in itertools.islice(several, 40)]
        for value in values:
            yield [block.change([*body, ast.Return(value)])]


def _inner_calls(block: Block) -> list[ast.expr]:
    """Return a call of each function within the function, with variables of the names of its parameters."""
    inner = [s for s in block.statements if isinstance(s, ast.FunctionDef)]
    given = {s.name: [argument.arg for argument in s.args.args] for s in inner}
    return [call(f, *map(load, names)) for f, names in given.items() if {*names} <= {*block.scope.names}]


def _returned(node: ast.Return, block: Block) -> Iterator[ast.expr]:
    """Give what a `return` may return instead."""
    for value in (0, 1, -1, True, False, None):
        if not (isinstance(node.value, ast.Constant) and node.value.value is value):
            yield number(value)
    names = block.scope.names
    if not isinstance(node.value, ast.Name):
        yield from (*map(load, names[:MOST_NAMES]), *_values(block))
    elif len(names) > 1:
        yield from (ast.Tuple([node.value, load(name)], ast.Load()) for name in names[:6])


def _values(block: Block) -> Iterator[ast.expr]:
    for name in block.scope.lists()[:4]:
        yield call("len", load(name))
    for value in (True, False, 0, 1, -1, ""):
        yield number(value)
    yield ast.List([], ast.Load())


class EarlyExit(Kind):
    """A case at the edge, such as an empty list, that is not handled before the rest."""

    name, there = "early exit", "what happens before this line when the input is empty or 0"
    question = "What should the function return for an empty list, or for 0?"

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give a first line that returns a constant or a parameter where a parameter is empty or 0."""
        body = block.statements
        begin = 2 if len(body) > 2 and is_docstring(body[1]) else 1
        for name in block.scope.parameters[:4]:
            results = [number(0), ast.List([], ast.Load()), load(name), number(False), number(True), number(None)]
            results += [ast.Constant(""), ast.Constant(0.0), ast.Constant(1)]
            for result in results:
                guard = ast.If(ast.UnaryOp(ast.Not(), load(name)), [ast.Return(result)], [])
                yield [block.change([*body[:begin], guard, *body[begin:]])]


class LoopEnd(Kind):
    """A loop that ends too early, or too late, or never."""

    name, there = "end of the loop", "when the loop ends"
    question = "When must this loop stop? Does something change at each turn, so that it does?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give `break` after a statement, `continue` for it, and a counter that goes on at the end of a `while`."""
        body = block.statements
        node = body[at]
        if isinstance(node, ast.Break | ast.Continue):
            other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
            yield [block.change([*body[:at], other, *body[at + 1 :]])]
        elif block.in_loop and at == len(body) - 1 and not isinstance(node, ast.Return | ast.If | ast.Raise):
            yield [block.change([*body, ast.Break()])]
        if isinstance(node, ast.While):
            names = dict.fromkeys(n.id for n in ast.walk(node.test) if isinstance(n, ast.Name))
            for name in list(names)[:4]:
                for op in (ast.Add(), ast.Sub()):
                    step = ast.AugAssign(ast.Name(name, ast.Store()), op, ast.Constant(1))
                    yield [FieldChange(node, "body", [*node.body, step])]
        if isinstance(node, ast.Return) and block.in_loop:
            yield [block.change([*body[:at], ast.Break(), *body[at + 1 :]])]
