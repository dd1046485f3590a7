"""Edits of what Python and its libraries do by default: sets without an order, texts as they came, arrays as one row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import Kind, Spot, call, is_call, load, number

_OVER_ROWS = ("mean", "std", "var", "sum", "min", "max", "prod", "cumsum", "argmin", "argmax", "median", "any", "all")
_OF_TEXTS = ("strip", "lower", "upper")


class LostOrder(Kind):
    """A set where the order of the values counts, or a value that is there twice."""

    name, there = "set", "the set"
    question = "Does a set keep the order of its values, and a value that is there twice? Which of them do you need?"
    types = (ast.Call, ast.SetComp)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the values in their order, each once; for a comprehension all of them."""
        node = place.node
        if isinstance(node, ast.SetComp):
            yield ast.ListComp(node.elt, node.generators)
        if is_call(node, "set") and isinstance(node, ast.Call) and len(node.args) == 1:
            keys = ast.Call(ast.Attribute(load("dict"), "fromkeys", ast.Load()), node.args, [])
            yield keys if is_call(place.parent, "list", "tuple") else call("list", keys)


class Axis(Kind):
    """A mean, a sum and so on of a whole table where one of each column or row is wanted."""

    name, there = "axis", "whether this is one number, or one for each column or row"
    question = "Which shape does this result have? Should each column give one number?"
    types = (ast.Call,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the call with an axis, or without it."""
        node = place.node
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OVER_ROWS):
            return
        others = [keyword for keyword in node.keywords if keyword.arg != "axis"]
        if len(others) < len(node.keywords):
            yield ast.Call(node.func, node.args, others)
            return
        for axis in (0, 1):
            yield ast.Call(node.func, node.args, [*others, ast.keyword("axis", number(axis))])


class RawText(Kind):
    """A text as it came, with blanks at its ends or with capital letters."""

    name, there = "text", "the text, with its blanks and its capital letters"
    question = "Which blanks and capital letters can be in this text? Do they count?"
    types = (ast.Name, ast.Call)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the text without blanks at its ends, in small letters and in capital letters."""
        node = place.node
        if isinstance(node, ast.Name):
            if place.scope.types.get(node.id) != "str" or not isinstance(node.ctx, ast.Load):
                return
        elif not (isinstance(node, ast.Call) and (is_call(node, "input", "str") or _is_of_text(node))):
            return
        for method in _OF_TEXTS:
            yield ast.Call(ast.Attribute(node, method, ast.Load()), [], [])


def _is_of_text(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in (*_OF_TEXTS, "read", "readline", "replace")
