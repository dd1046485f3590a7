"""What a learner's line was doing when it failed: the operation, the types of its values, the names in it.

Runs in the sandbox, as `worker` does. All of it is short text: the words for the learner are made on the trusted side.
"""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Iterator, Mapping
from types import FrameType, ModuleType, TracebackType
from typing import Any

if sys.version_info >= (3, 14):
    import _ast_unparse  # noqa: F401  # ast.unparse imports it late, when a worker can open no file any more

Facts = dict[str, str]
Spot = tuple[str, int, int, int]
"""A PLACE of the protocol, see `worker`."""
_MOST_NODES = 50_000
_LONGEST = 60
_OPERATORS = {
    "Add": "+",
    "Sub": "-",
    "Mult": "*",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Pow": "**",
    "MatMult": "@",
    "BitXor": "^",
    "BitAnd": "&",
    "BitOr": "|",
    "LShift": "<<",
    "RShift": ">>",
    "Lt": "<",
    "LtE": "<=",
    "Gt": ">",
    "GtE": ">=",
    "In": "in",
    "NotIn": "not in",
}
_UNKNOWN = object()


def spot_of(trace: TracebackType) -> Spot:
    """Return the place at which a frame was left by an exception."""
    return frame_spot(trace.tb_frame, trace.tb_lasti, trace.tb_lineno or 0)


def frame_spot(frame: FrameType, last: int, line_now: int) -> Spot:
    """Return the place that an instruction of a frame belongs to."""
    code = frame.f_code
    spot = next(itertools.islice(code.co_positions(), last // 2, None), (None,) * 4)
    line, end_line, column, end_column = spot
    if column is None or end_column is None or line != line_now:
        return (code.co_filename, line_now, 0, 0)  # of some code Python knows no line
    return (code.co_filename, line, column, end_column if end_line == line else column)


def facts_of(trace: TracebackType, source: str) -> Facts:
    """Return the facts about the operation that failed in a frame; nothing where they cannot be had."""
    tree = ast.parse(source)
    code = trace.tb_frame.f_code
    spot = next(itertools.islice(code.co_positions(), trace.tb_lasti // 2, None), (None,) * 4)
    node, parent = _node_at(tree, spot)
    if node is None or parent is None:
        return {}
    found = _described(node, parent, trace.tb_frame)
    function = _function_around(tree, node)
    for side in ("left", "right", "base", "func", "item"):
        if found.get(side) in ("NoneType", None) and function is not None and (name := found.get(f"{side}_name")):
            found |= _where_none_came_from(function, name)
    return {key: value[:_LONGEST] for key, value in found.items() if value}


def passed(trace: TracebackType, source: str) -> Facts:
    """Return what a function of an earlier file was given, where it did not rebind it since."""
    frame = trace.tb_frame
    code = frame.f_code
    names = code.co_varnames[: code.co_argcount]
    tree = ast.parse(source)
    function = next(
        (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.lineno == code.co_firstlineno), None
    )
    stored = (
        {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        if function
        else set(names)
    )
    told = [f"{name} = {kind(frame.f_locals[name])}" for name in names if name in frame.f_locals and name not in stored]
    return {"callee": code.co_name[:_LONGEST], "passed": "; ".join(told)[:120]}


def kind(value: object, deep: bool = True) -> str:
    """Return what a value is, as in "list of float"."""
    name = type.__getattribute__(type(value), "__name__")[:_LONGEST]
    if deep and type(value) in (list, tuple):
        items: Any = value
        return f"{name} of {kind(items[0], False)}" if len(items) else f"empty {name}"
    return str(name)


def _node_at(tree: ast.AST, spot: tuple[int | None, ...]) -> tuple[ast.AST | None, ast.AST | None]:
    """Return the outermost node at a place, and what holds it."""
    line, end_line, column, end_column = spot
    for node, parent in itertools.islice(_with_parents(tree), _MOST_NODES):
        at = (getattr(node, "lineno", None), getattr(node, "end_lineno", None))
        if at == (line, end_line) and (node.col_offset, node.end_col_offset) == (column, end_column):  # type: ignore[attr-defined]
            if isinstance(node, ast.Expr):
                continue
            return node, parent
    return None, None


def _with_parents(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    todo: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while todo:
        node, parent = todo.pop()
        yield node, parent
        todo += [(child, node) for child in ast.iter_child_nodes(node)]


def _function_around(tree: ast.AST, node: ast.AST) -> ast.AST:
    """Return the innermost function that holds a node, or the module."""
    found = tree
    for one in itertools.islice(ast.walk(tree), _MOST_NODES):
        if isinstance(one, ast.FunctionDef | ast.Lambda) and any(inner is node for inner in ast.walk(one)):
            found = one
    return found


def _described(node: ast.AST, parent: ast.AST, frame: FrameType) -> Facts:
    """Return what a node does, and to values of which types."""
    iterated = isinstance(parent, ast.For | ast.comprehension) and parent.iter is node
    if iterated and not isinstance(node, ast.Call):
        return {"op": "iterate", **_side("item", node, frame)}
    if iterated and isinstance(node, ast.Call):
        return _call(node, frame) | {"item_text": ast.unparse(node)}
    return _calculated(node, frame) or _looked_up(node, frame) or {"op": "other"}


def _calculated(node: ast.AST, frame: FrameType) -> Facts:
    """Return what a calculation or a comparison does; nothing for what is neither."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return {"op": "binary", "sign": _sign(op), **_side("left", left, frame), **_side("right", right, frame)}
        case ast.AugAssign(target=left, op=op, value=right):
            sides = _side("left", left, frame) | _side("right", right, frame)
            return {"op": "binary", "augmented": "yes", "sign": _sign(op), **sides}
        case ast.Compare(left=left, ops=[op, *_], comparators=[right, *_]):
            return {"op": "compare", "sign": _sign(op), **_side("left", left, frame), **_side("right", right, frame)}
        case ast.UnaryOp(operand=operand):
            return {"op": "unary", **_side("right", operand, frame)}
    return {}


def _looked_up(node: ast.AST, frame: FrameType) -> Facts:
    """Return what a call, an index, a name or a statement does; nothing for any other."""
    match node:
        case ast.Call():
            return _call(node, frame)
        case ast.Subscript(value=base, slice=index):
            sides = _side("base", base, frame) | _side("index", index, frame)
            return {"op": "subscript", **sides, **_length(base, frame)}
        case ast.Attribute(value=base, attr=name):
            return {"op": "attribute", "attribute": name, **_side("base", base, frame)}
        case ast.Name():
            return {"op": "name", **_side("item", node, frame)}
        case ast.Tuple() | ast.List() if isinstance(node.ctx, ast.Store):
            return {"op": "unpack", "names": str(len(node.elts))}
        case ast.For(iter=item):  # Python 3.11 marks the whole loop
            return {"op": "iterate", **_side("item", item, frame)}
        case ast.Raise():
            return {"op": "raise"}
        case ast.Assert():
            return {"op": "assert"}
    return {}


def _call(node: ast.Call, frame: FrameType) -> Facts:
    found = {"op": "call", "arguments": str(len(node.args)), **_side("func", node.func, frame)}
    if isinstance(node.func, ast.Attribute):
        base = node.func.value
        found |= {"attribute": node.func.attr, **_side("base", base, frame), **_length(base, frame)}
    for place, argument in enumerate(node.args[:3]):
        found |= _side(f"argument{place}", argument, frame)
    return found


def _side(name: str, node: ast.AST, frame: FrameType) -> Facts:
    """Return the text, the type and the name of one operand, as far as they can be had without running anything."""
    found = {f"{name}_text": " ".join(ast.unparse(node).split())[:_LONGEST]}
    value = _value(node, frame)
    if value is not _UNKNOWN:
        found[name] = kind(value)
        if type(value) in (int, float, bool):
            found[f"{name}_value"] = repr(value)[:30]
    if isinstance(node, ast.Name):
        found[f"{name}_name"] = node.id
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        found[f"{name}_call"] = ast.unparse(node.func)[:_LONGEST]
    return found


def _length(base: ast.AST, frame: FrameType) -> Facts:
    value: Any = _value(base, frame)
    return {"length": str(len(value))} if type(value) in (list, tuple, str) else {}


def _value(node: ast.AST, frame: FrameType) -> object:
    """Return what a simple expression stands for, without running any code of the learner's."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return _named(name, frame)
        case ast.Attribute(value=base, attr=name):
            module = _value(base, frame)
            return vars(module).get(name, _UNKNOWN) if type(module) is ModuleType else _UNKNOWN
        case ast.Subscript(value=base, slice=index):
            return _item(_value(base, frame), _value(index, frame))
        case ast.List():
            return []
        case ast.Tuple():
            return ()
        case ast.Dict():
            return {}
        case ast.UnaryOp(operand=ast.Constant(value=int() | float() as value), op=ast.USub()):
            return -value
    return _UNKNOWN


def _named(name: str, frame: FrameType) -> object:
    builtins: Mapping[str, object] = frame.f_builtins
    return next((names[name] for names in (frame.f_locals, frame.f_globals, builtins) if name in names), _UNKNOWN)


def _item(items: Any, place: Any) -> object:
    if type(items) in (list, tuple) and type(place) is int and -len(items) <= place < len(items):
        return items[place]
    return _UNKNOWN


def _sign(op: ast.AST) -> str:
    return _OPERATORS.get(type(op).__name__, "")


def _where_none_came_from(function: ast.AST, name: str) -> Facts:
    """Return the call whose value a name was last given in a function."""
    found: Facts = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    found = {"none_call": ast.unparse(node.value.func)[:_LONGEST], "none_line": str(node.lineno)}
    return found
