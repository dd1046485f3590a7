"""Edits of what a calculation or a function takes: whole lists, and parameters."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.sandbox.edits.tree import Block, FieldChange, Kind, Spot, call, load

_MOST_LISTS = 3


class ItemByItem(Kind):
    """A calculation with whole lists, which Python does not do item by item."""

    name, there = "item by item", "the calculation with whole lists"
    question = "Python does not calculate with two lists item by item. Which loop does that?"
    types = (ast.BinOp,)

    def expressions(self, place: Spot) -> Iterator[ast.expr]:
        """Give the list of what comes of each item."""
        if isinstance(place.parent, ast.BinOp):
            return  # the whole calculation is one list
        names = {n.id: None for n in ast.walk(place.node) if isinstance(n, ast.Name) and n.id in place.scope.lists()}
        if not 0 < len(names) <= _MOST_LISTS:
            return
        # a worker has no more modules than the course allows, so this makes the copy
        each = ast.parse(ast.unparse(place.node), mode="eval").body
        for node in ast.walk(each):
            if isinstance(node, ast.Name) and node.id in names:
                node.id += "_item"
        targets: list[ast.expr] = [ast.Name(f"{name}_item", ast.Store()) for name in names]
        target = targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store())
        through = load(next(iter(names))) if len(names) == 1 else call("zip", *map(load, names))
        yield ast.ListComp(each, [ast.comprehension(target, through, [], 0)])


class Parameters(Kind):
    """A function with parameters that the exercise does not give it."""

    name, there = "parameters", "the parameters of the function"
    question = "With how many arguments is this function called, and which of them are your own variables?"

    def functions(self, block: Block) -> Iterator[list[FieldChange]]:
        """Give the function without one or two of its parameters."""
        function = block.owner
        if not isinstance(function, ast.FunctionDef):
            return
        given = function.args.args
        plain = range(len(given) - len(function.args.defaults))
        for size in (1, 2):
            for dropped in itertools.combinations(plain, size):
                kept = [argument for at, argument in enumerate(given) if at not in dropped]
                yield [FieldChange(function.args, "args", kept)]
