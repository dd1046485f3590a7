"""Make wrong versions of a file, each by one small change, as slips and misunderstandings do."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Pow: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


class Mutant(NamedTuple):
    """A file with one change, and its name: the function, the statement as it was, and as it is."""

    name: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a file, no two with the same text."""
    tree = ast.parse(source)
    found: dict[str, Mutant] = {}
    unchanged = ast.unparse(tree)
    for number, node in enumerate(ast.walk(tree)):
        for changed in _changes(node):
            fresh = copy.deepcopy(tree)
            target = list(ast.walk(fresh))[number]
            if not _put(fresh, target, changed):
                continue
            ast.fix_missing_locations(fresh)
            text = ast.unparse(fresh)
            if text != unchanged and text not in found:
                found[text] = Mutant(_name(tree, node, fresh), text)
    return list(found.values())


def _changes(node: ast.AST) -> Iterator[ast.AST | list[ast.stmt]]:
    """Give what may stand in a node's place."""
    match node:
        case ast.BinOp(left, op, right):
            for operator in _OPERATORS.get(type(op), ()):
                yield ast.BinOp(left, operator(), right)
            yield left
            yield right
        case ast.AugAssign(target, op, value):
            for operator in _OPERATORS.get(type(op), ()):
                yield ast.AugAssign(target, operator(), value)
            yield ast.Assign([target], value, lineno=node.lineno)
            yield [ast.Pass()]
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.Compare(left, [op], right):
            for comparison in _COMPARISONS.get(type(op), ()):
                yield ast.Compare(left, [comparison()], right)
            yield ast.Constant(True)
            yield ast.Constant(False)
        case ast.Constant(bool() | str() | None):
            return
        case ast.Constant(int() | float() as value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
            if value not in (0, 1):
                yield ast.Constant(value * 2)
                yield ast.Constant(value / 2 if isinstance(value, float) else value // 2)
        case ast.Return(value) if value is not None:
            yield ast.Return(ast.Constant(None))
            if isinstance(value, ast.Tuple):
                for index in range(len(value.elts)):
                    yield ast.Return(ast.Tuple([e for i, e in enumerate(value.elts) if i != index], ast.Load()))
        case ast.Call(function, arguments, _):
            for index in range(len(arguments) - 1):
                swapped = [*arguments[:index], arguments[index + 1], arguments[index], *arguments[index + 2 :]]
                yield ast.Call(function, swapped, [])
            yield from arguments
            if isinstance(function, ast.Name) and function.id == "range":
                for operator in (ast.Sub, ast.Add):
                    yield ast.Call(
                        function, [*arguments[:-1], ast.BinOp(arguments[-1], operator(), ast.Constant(1))], []
                    )
        case ast.For(target, iterable, body, orelse):
            for start, stop in ((ast.Constant(1), None), (None, ast.Constant(-1))):
                cut = ast.Subscript(ast.Call(ast.Name("list"), [iterable], []), ast.Slice(start, stop), ast.Load())
                yield ast.For(target, cut, body, orelse, lineno=node.lineno)
            yield ast.For(target, iterable, [*body, ast.Break()], orelse, lineno=node.lineno)
            yield [ast.Pass()]
        case ast.comprehension(target, iterable, ifs, is_async):
            for start, stop in ((ast.Constant(1), None), (None, ast.Constant(-1))):
                cut = ast.Subscript(ast.Call(ast.Name("list"), [iterable], []), ast.Slice(start, stop), ast.Load())
                yield ast.comprehension(target, cut, ifs, is_async)
        case ast.Assign() | ast.Expr():
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                yield [ast.Pass()]
        case ast.If(_, body, orelse):
            yield body
            yield orelse or [ast.Pass()]
        case ast.Tuple(elements, context) if isinstance(context, ast.Load) and len(elements) == 2:
            yield ast.Tuple([elements[1], elements[0]], ast.Load())
        case ast.List([_], context):
            yield ast.List([], context)


def _put(tree: ast.AST, target: ast.AST, changed: ast.AST | list[ast.stmt]) -> bool:
    """Put a change where `target` is; False where it cannot stand there."""
    new = copy.deepcopy(changed)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target and not isinstance(new, list):
                setattr(parent, field, new)
                return True
            if isinstance(value, list) and any(item is target for item in value):
                at = next(i for i, item in enumerate(value) if item is target)
                value[at : at + 1] = new if isinstance(new, list) else [new]
                return True
    return False


def _name(tree: ast.AST, node: ast.AST, changed: ast.AST) -> str:
    before, after = _lines(tree), _lines(changed)
    function = next(
        (n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and node in ast.walk(n)), "module"
    )
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    last = next((i for i, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b), 0)
    was, now = before[first : max(first + 1, len(before) - last)], after[first : max(first + 1, len(after) - last)]
    # the first line is enough to know a change of many by
    return f"{function}: {was[0].strip()} -> {'; '.join(line.strip() for line in now[:2])}"


def _lines(tree: ast.AST) -> list[str]:
    return ast.unparse(tree).splitlines()
