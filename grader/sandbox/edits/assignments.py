"""Edits of what an assignment does with the value that was there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.sandbox.edits.tree import Block, FieldChange, Kind

_Stores = ast.Name | ast.Subscript | ast.Attribute


class Assignment(Kind):
    """`=` for `+=`, `+=` for `=`, and `==` for `=`."""

    name, there = "assignment", "`=`, `+=` or `==`"
    question = "Does this line replace the value, add to it, or only compare it?"

    def statements(self, block: Block, at: int) -> Iterator[list[FieldChange]]:
        """Give the statement with another sign."""
        body = block.statements
        node = body[at]

        def put(new: ast.stmt) -> list[FieldChange]:
            return [block.change([*body[:at], new, *body[at + 1 :]])]

        if isinstance(node, ast.AugAssign):
            yield put(ast.Assign([node.target], node.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], _Stores):
            target = node.targets[0]
            signed = isinstance(node.value, ast.UnaryOp) and isinstance(node.value.op, ast.UAdd | ast.USub)
            for op in (ast.Add(), ast.Sub(), ast.Mult(), ast.Div()):
                yield put(ast.AugAssign(target, op, node.value))
                if signed:
                    assert isinstance(node.value, ast.UnaryOp)
                    yield put(ast.AugAssign(target, op, node.value.operand))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            compared = node.value.left
            if isinstance(compared, _Stores) and isinstance(node.value.ops[0], ast.Eq):
                stored = ast.copy_location(_stored(compared), compared)
                yield put(ast.Assign([stored], node.value.comparators[0]))
                yield put(ast.Expr(node.value.comparators[0]))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.BinOp):
            changed = node.value.left
            if isinstance(changed, _Stores):
                yield put(ast.AugAssign(ast.copy_location(_stored(changed), changed), node.value.op, node.value.right))


def _stored(node: _Stores) -> _Stores:
    if isinstance(node, ast.Name):
        return ast.Name(node.id, ast.Store())
    if isinstance(node, ast.Attribute):
        return ast.Attribute(node.value, node.attr, ast.Store())
    return ast.Subscript(node.value, node.slice, ast.Store())
