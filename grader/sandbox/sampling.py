"""Where a call that does not come back stands, told while it runs; runs in the sandbox, as `worker` does.

What is said of a loop for sure is read off its source: a `while` whose condition names plain values that nothing in the
loop assigns, and that has no other way out.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from types import FrameType

from grader.sandbox.operations import Facts, Spot

_PLAIN = (int, float, str, bool, type(None))
_DEEPEST = 2000
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
    return _place(own[0], own[0].f_lineno or 0), {"recursion": own[0].f_code.co_name[:60]} if same > 2 else {}


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    for _ in range(_DEEPEST):
        if frame is None:
            return
        yield frame
        frame = frame.f_back


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
    line, first = frame.f_lineno or 0, frame.f_code.co_firstlineno
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


_SIMPLE = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Call)
_PARTS = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)


def _names_tested(test: ast.expr) -> set[str]:
    """Return the variables that a condition hangs on; none where it hangs on more than variables and harmless calls."""
    nodes = list(ast.walk(test))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
    if len(called) != len(calls) or not called <= _HARMLESS or not all(isinstance(n, _SIMPLE + _PARTS) for n in nodes):
        return set()
    return {node.id for node in nodes if isinstance(node, ast.Name)} - called


def _endless(frame: FrameType, loop: ast.For | ast.While) -> Facts:
    """Return what shows that a loop cannot end; nothing where that is not sure."""
    if isinstance(loop, ast.For):
        return _grows(loop)
    if _leaves(loop.body):
        return {}
    if isinstance(loop.test, ast.Constant):
        return {"never": "constant"} if loop.test.value else {}
    names = _names_tested(loop.test)
    if not names or not all(type(frame.f_locals.get(name, frame)) in _PLAIN for name in names):
        return {}
    inside = frame.f_code.co_name != "<module>"  # elsewhere a function that is called may assign it
    if not inside and any(isinstance(node, ast.Call) for part in loop.body for node in ast.walk(part)):
        return {}
    if names & _assigned(loop.body) or not _own(frame, names, inside):
        return {}
    given = set(frame.f_code.co_varnames[: frame.f_code.co_argcount])
    return {"never": "unchanged", "names": ", ".join(sorted(names - given or names))[:60]}


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
