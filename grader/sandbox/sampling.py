"""Where a call that does not come back stands, told while it runs; runs in the sandbox, as `worker` does.

What is said of a loop for sure is read off its source: a `while` whose condition names plain values that nothing in the
loop assigns, and that has no other way out.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Collection, Iterator, Mapping
from types import FrameType, ModuleType
from typing import Any

from grader.sandbox.operations import Facts, Spot

_PLAIN = (int, float, str, bool, type(None))
_DEEPEST = 2000
_SHOWING = {"print", "str", "repr", "round", "sorted", "zip", "enumerate", "list"}
_HARMLESS = {"len", "abs", "min", "max", "sum", "range", "float", "int"}
"""Builtin functions whose call in a condition reads values and changes none."""


def stuck(frame: FrameType | None, sources: Mapping[str, str], graded: Collection[str]) -> tuple[Spot | None, Facts]:
    """Return where a call is, and what is known of the loop that it is in.

    Args:
        frame: the innermost frame.
        sources: the learner's files, by label.
        graded: the labels of the file that is graded.
    """
    frames = [one for one in _outwards(frame) if one.f_code.co_filename in sources]
    if not frames:
        return None, {}
    loops = [(one, loop) for one in frames[:20] for loop in _loops_around(one, sources)]
    for one, loop in loops:
        if sure := _endless(one, loop):
            return _place(one, loop.lineno), {"loop": _word(loop), "loop_line": str(loop.lineno), **sure}
    own = [one for one in frames if one.f_code.co_filename in graded] or frames
    # a `while` of the graded file, of any file, then a `for`
    by_rank = sorted(loops, key=lambda pair: (isinstance(pair[1], ast.For), pair[0] not in own))
    if by_rank:
        one, loop = by_rank[0]
        return _place(one, loop.lineno), {"loop": _word(loop), "loop_line": str(loop.lineno)}
    same = sum(one.f_code is own[0].f_code for one in frames)
    return _place(own[0], _line(own[0])), {"recursion": own[0].f_code.co_name[:60]} if same > 2 else {}


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    for _ in range(_DEEPEST):
        if frame is None:
            return
        yield frame
        frame = frame.f_back


def _line(frame: FrameType) -> int:
    """Return the line that a frame is at; where a jump back belongs to none, that of the instruction before it."""
    if frame.f_lineno is not None:
        return frame.f_lineno
    before = itertools.islice(frame.f_code.co_positions(), frame.f_lasti // 2)
    lines = [line for line, *_ in before if line is not None]
    return lines[-1] if lines else 0


def _place(frame: FrameType, line: int) -> Spot:
    return (frame.f_code.co_filename, line, 0, 0)


def _word(loop: ast.For | ast.While) -> str:
    return "for" if isinstance(loop, ast.For) else "while"


def _loops_around(frame: FrameType, sources: Mapping[str, str]) -> list[ast.For | ast.While]:
    """Return the loops that the line of a frame stands in, the innermost first."""
    try:
        tree = ast.parse(sources[frame.f_code.co_filename])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    line, first = _line(frame), frame.f_code.co_firstlineno
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.For | ast.While) or _holds_function_at(node, line):
            continue
        if first <= node.lineno <= line <= (node.end_lineno or 0):
            found.append(node)
    return sorted(found, key=lambda loop: loop.lineno, reverse=True)


def _holds_function_at(loop: ast.AST, line: int) -> bool:
    """Whether the line belongs to a function that is defined inside the loop."""
    inner = (node for node in ast.walk(loop) if isinstance(node, ast.FunctionDef))
    return any(node.lineno <= line <= (node.end_lineno or 0) for node in inner)


def _endless(frame: FrameType, loop: ast.For | ast.While) -> Facts:
    """Return what shows that a loop cannot end; nothing where that is not sure."""
    if isinstance(loop, ast.For):
        return _grows(loop)
    if _leaves(loop.body):
        return {}
    if isinstance(loop.test, ast.Constant):
        return {"never": "constant"} if loop.test.value else {}
    names = _compared(loop.test)
    inside = frame.f_code.co_name != "<module>"  # elsewhere a function that is called may assign it
    if names & _assigned(loop.body) or not _own(frame, names, inside):
        return {}
    if not inside and not all(_keeps_globals(node, frame) for part in loop.body for node in ast.walk(part)):
        return {}
    counted = _counted(names, loop.body, frame, inside)
    given = set(frame.f_code.co_varnames[: frame.f_code.co_argcount])
    return {"never": "unchanged", "names": ", ".join(sorted(counted - given or counted))[:60]} if counted else {}


def _counted(names: set[str], body: list[ast.stmt], frame: FrameType, inside: bool) -> set[str]:
    """Return the plain values among the names of a condition; none where any other may change in the loop."""
    lists = {name for name in names if type(frame.f_locals.get(name)) in (list, tuple)} if inside else set()
    plain = {name for name in names - lists if type(frame.f_locals.get(name, frame)) in _PLAIN}
    return plain if plain | lists == names and all(_keeps_length(name, body, frame) for name in lists) else set()


_SIMPLE = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Call)
_PARTS = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)


def _compared(test: ast.expr) -> set[str]:
    """Return the names that a condition compares by simple operations; none where it does anything else."""
    nodes = list(ast.walk(test))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
    if not all(isinstance(node, _SIMPLE + _PARTS) for node in nodes):
        return set()
    if len(called) != len(calls) or not called <= _HARMLESS:
        return set()
    return {node.id for node in nodes if isinstance(node, ast.Name)} - called


def _keeps_length(name: str, body: list[ast.stmt], frame: FrameType) -> bool:
    """Whether nothing in a loop can make a function's list longer or shorter: it is only read, and has no other name."""
    value = frame.f_locals[name]
    same = {one for one, other in frame.f_locals.items() if other is value}
    if same != {name} or name in _assigned(body):
        return False
    return all(_only_reads(node, name, frame) for part in body for node in ast.walk(part))


def _only_reads(node: ast.AST, name: str, frame: FrameType) -> bool:
    """Whether a part of a loop neither changes a list nor gives it away."""
    match node:
        case ast.Call(func=ast.Name(id=called), args=given):
            return called in _HARMLESS | _SHOWING or not any(
                isinstance(one, ast.Name) and one.id == name for one in given
            )
        case ast.Call(func=ast.Attribute(value=ast.Name(id=base))):
            held = frame.f_locals.get(base, frame.f_globals.get(base))
            return base != name and (
                type(held) is ModuleType or (type(held) is list and not _holds(held, frame.f_locals[name]))
            )
        case ast.Call():
            return False
        case ast.Subscript(ctx=ast.Del() | ast.Store(), value=ast.Name(id=base), slice=place):
            return base != name or (isinstance(node.ctx, ast.Store) and not isinstance(place, ast.Slice))
    return True


def _holds(items: list[Any], value: object) -> bool:
    return len(items) > 1000 or any(item is value for item in items)


def _keeps_globals(node: ast.AST, frame: FrameType) -> bool:
    """Whether a part of a loop outside every function gives no name of the file another value by what it calls."""
    if not isinstance(node, ast.Call):
        return True
    match node.func:
        case ast.Name(id=name):
            return name in _HARMLESS | _SHOWING and name not in frame.f_globals
        case ast.Attribute(value=ast.Name(id=name)):
            held = frame.f_globals.get(name)
            return type(held) in (list, dict, set, str) or (type(held) is ModuleType and held.__name__ == "math")
    return False


def _own(frame: FrameType, names: set[str], inside: bool) -> bool:
    """Whether the names are the function's own, and no inner function shares them."""
    return not inside or not names & {*frame.f_code.co_cellvars, *frame.f_code.co_freevars, *frame.f_code.co_names}


def _grows(loop: ast.For) -> Facts:
    """Return that a loop adds to the list that it goes through, where each round does."""
    if not isinstance(loop.iter, ast.Name) or _leaves(loop.body):
        return {}
    for part in loop.body:
        match part:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "insert"))):
                if name == loop.iter.id:
                    return {"never": "grows", "names": name[:60]}
    return {}


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether anything in a loop may leave it."""
    nodes = [node for part in body for node in ast.walk(part)]
    return any(
        isinstance(node, ast.Break | ast.Return | ast.Raise | ast.Assert | ast.Yield | ast.Try) for node in nodes
    )


def _assigned(body: list[ast.stmt]) -> set[str]:
    """Return the names that anything in a loop may give another value."""
    nodes = [node for part in body for node in ast.walk(part)]
    found = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    found |= {name for node in nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    return found
