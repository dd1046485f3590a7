"""A learner's program as a tree that is edited in place, and what can be said of each place in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

TICK = "__tick__"
"""The name that an edited program calls at every turn of a loop and at every call, so that it can be stopped."""
MOST_NAMES = 12
"""So many names are tried in a place."""


class FieldChange(NamedTuple):
    """One field of a node and its new value; a list is replaced whole."""

    node: ast.AST
    field: str
    value: Any


class Scope(NamedTuple):
    """What can be named in a function."""

    function: str
    parameters: tuple[str, ...]
    names: tuple[str, ...]
    """Variables: parameters, what is assigned, and the file's own constants."""
    functions: tuple[str, ...]
    """Functions of the file, and what it imports by name."""
    known: frozenset[str]
    """All of these, and Python's own names."""
    undefined: tuple[str, ...]
    """Names that are read and nowhere defined."""
    types: Mapping[str, str] = {}
    """Of variables that were seen while the function ran: "number", "list", "array" or another word for what they held."""

    def numbers(self) -> list[str]:
        """Return the variables that may hold a number."""
        return [name for name in self.names if self.types.get(name, "number") in ("number", "array")]

    def lists(self) -> list[str]:
        """Return the parameters that may hold a list or a text."""
        return [name for name in self.parameters if self.types.get(name, "list") != "number"]

    def like(self, name: str) -> list[str]:
        """Return the other variables, those that held what a variable held first."""
        held = self.types.get(name)
        return sorted((n for n in self.names if n != name), key=lambda n: self.types.get(n) != held)


class Block(NamedTuple):
    """A list of statements, and the statement that holds it."""

    owner: ast.AST
    field: str
    scope: Scope
    parent: Block | None = None
    at: int = 0
    """Where the owner stands in the parent."""

    @property
    def statements(self) -> list[ast.stmt]:
        """The statements, in order."""
        return list(getattr(self.owner, self.field))

    def change(self, statements: Sequence[ast.stmt]) -> FieldChange:
        """Return the change that puts other statements in."""
        return FieldChange(self.owner, self.field, list(statements))

    @property
    def loop(self) -> bool:
        """Whether it is the body of a loop."""
        return self.field == "body" and isinstance(self.owner, ast.For | ast.While)

    @property
    def in_loop(self) -> bool:
        """Whether it is in a loop, at any depth."""
        return self.loop or bool(self.parent and self.parent.in_loop)


class Spot(NamedTuple):
    """An expression in its statement."""

    node: ast.expr
    parent: ast.AST
    field: str
    at: int | None
    """Where it stands in a list of expressions, or None."""
    scope: Scope

    def change(self, node: ast.expr) -> FieldChange:
        """Return the change that puts another expression in."""
        if self.at is None:
            return FieldChange(self.parent, self.field, node)
        items = list(getattr(self.parent, self.field))
        items[self.at] = node
        return FieldChange(self.parent, self.field, items)


class Kind:
    """A kind of edit: one slip of beginners.

    A kind of expressions gives other expressions for a place; a kind of statements gives changes for a statement, or
    for a whole function.
    """

    name: ClassVar[str]
    """What it is called in results and in the table of frequencies."""
    there: ClassVar[str]
    """What decides, as a hint says it: "the comparison"."""
    question: ClassVar[str]
    """A question whose answer is the fix."""
    types: ClassVar[tuple[type[ast.AST], ...]] = ()
    """The expressions that it looks at."""

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give what may stand in a place instead."""
        return iter(())

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give changes of the statement at a place in a block, or around it."""
        return iter(())

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give changes of a function, whose body the block is."""
        return iter(())


def is_tick(node: ast.AST) -> bool:
    """Whether a statement is one that counts turns."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == TICK
    )


def is_docstring(statement: ast.stmt) -> bool:
    """Whether a statement is a text alone, as the docstring of a function is."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and type(statement.value.value) is str
    )


def tick() -> ast.stmt:
    """Return a statement that counts a turn."""
    return ast.Expr(call(TICK))


def add_ticks(tree: ast.AST) -> None:
    """Let every loop and every function count its turns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.While | ast.FunctionDef):
            node.body.insert(0, located(tick(), node.body[0]))


def blocks(body: Block) -> Iterator[Block]:
    """Give a block and every block in it, functions within functions left out."""
    yield body
    for at, statement in enumerate(body.statements):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        for field in ("body", "orelse", "finalbody"):
            if getattr(statement, field, None):
                yield from blocks(Block(statement, field, body.scope, body, at))
        for handler in getattr(statement, "handlers", ()):
            yield from blocks(Block(handler, "body", body.scope, body, at))


def spots(statement: ast.stmt, scope: Scope) -> Iterator[Spot]:
    """Give every expression of a statement, those of statements in it left out."""
    for parent, field, at, node in _children(statement):
        if isinstance(node, ast.expr):
            yield from _within(Spot(node, parent, field, at, scope))


def _within(place: Spot) -> Iterator[Spot]:
    yield place
    for parent, field, at, node in _children(place.node):
        if isinstance(node, ast.expr):
            yield from _within(Spot(node, parent, field, at, place.scope))
        elif isinstance(node, ast.comprehension | ast.keyword):
            for inner, name, index, child in _children(node):
                if isinstance(child, ast.expr):
                    yield from _within(Spot(child, inner, name, index, place.scope))


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield node, field, None, value
        elif isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield node, field, at, item


def load(name: str) -> ast.Name:
    """Return an expression that reads a name."""
    return ast.Name(name, ast.Load())


def number(value: Any) -> ast.expr:
    """Return an expression for a constant; a negative number as Python writes it."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """Return a call of a function by its name."""
    return ast.Call(load(function), list(arguments), [])


def is_call(node: ast.AST | None, *functions: str) -> bool:
    """Whether a node is a call of one of these functions."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions


def located(new: Any, old: ast.AST) -> Any:
    """Give new nodes the place of an old one, so that they can be compiled."""
    for node in new if isinstance(new, list) else [new]:
        if isinstance(node, ast.AST):
            _locate(node, old)
    return new


def _locate(node: ast.AST, old: ast.AST) -> None:
    """Do so for a node and the new ones in it; nodes that were in the program have their places already."""
    if "lineno" in node._attributes:
        if hasattr(node, "lineno"):
            return
        ast.copy_location(node, old)
        if not hasattr(node, "lineno"):
            node.lineno, node.col_offset, node.end_lineno, node.end_col_offset = 1, 0, 1, 0  # type: ignore[attr-defined]
    for child in ast.iter_child_nodes(node):
        _locate(child, old)


def replaced(block: Block, at: int, statements: Sequence[ast.stmt]) -> FieldChange:
    """Return the change that puts statements in the place of one."""
    body = block.statements
    return block.change([*body[:at], *statements, *body[at + 1 :]])
