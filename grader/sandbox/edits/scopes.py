"""What can be named at a place of a learner's program."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from grader.sandbox.edits.tree import MOST_NAMES, TICK, Scope


def names_bound(nodes: Sequence[ast.AST]) -> list[str]:
    """Return the names that are assigned, looped over or imported in these nodes, in order, each once."""
    found: dict[str, None] = {}
    for top in nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = None
            elif isinstance(node, ast.alias):
                found[(node.asname or node.name).partition(".")[0]] = None
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = None
            elif isinstance(node, ast.arg):
                found[node.arg] = None
            elif isinstance(node, ast.ExceptHandler) and node.name:
                found[node.name] = None
    return list(found)


def scope_of(
    function: ast.FunctionDef, top: Sequence[ast.stmt], builtin: frozenset[str], types: Mapping[str, str]
) -> Scope:
    """Return what can be named in a function of a file.

    Args:
        function: the function.
        top: the statements of the file.
        builtin: Python's own names.
        types: what variables of the function were seen to hold.
    """
    arguments = function.args
    parameters = tuple(a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
    own = names_bound(function.body)
    functions = _functions_of(top)
    constants = names_bound([s for s in top if isinstance(s, ast.Assign | ast.AnnAssign)])
    everything = names_bound(top)
    names = [n for n in dict.fromkeys((*parameters, *own, *constants)) if n not in functions and not n.startswith("__")]
    known = frozenset((*everything, *parameters, *own)) | builtin
    read = (n.id for n in ast.walk(function) if isinstance(n, ast.Name))
    undefined = dict.fromkeys(name for name in read if name not in known and name != TICK)
    return Scope(
        function.name, parameters, tuple(names[: 2 * MOST_NAMES]), tuple(functions), known, tuple(undefined), types
    )


def scope_of_file(file: ast.Module, builtin: frozenset[str], types: Mapping[str, str]) -> Scope:
    """Return what can be named by a file's own statements; see `scope_of`."""
    own = [s for s in file.body if not isinstance(s, ast.FunctionDef | ast.ClassDef)]
    functions = _functions_of(file.body)
    everything = names_bound(file.body)
    variables = names_bound([s for s in own if not isinstance(s, ast.Import | ast.ImportFrom)])
    known = frozenset(everything) | builtin
    read = (n.id for s in own for n in ast.walk(s) if isinstance(n, ast.Name))
    undefined = dict.fromkeys(name for name in read if name not in known and name != TICK)
    return Scope("", (), tuple(variables[: 2 * MOST_NAMES]), tuple(functions), known, tuple(undefined), types)


def _functions_of(top: Sequence[ast.stmt]) -> list[str]:
    """Return the names of the functions that a file defines, and of what it imports by name."""
    callables = [s for s in top if isinstance(s, ast.FunctionDef | ast.ImportFrom)]
    return [name for s in callables for name in (names_bound([s]) if isinstance(s, ast.ImportFrom) else [s.name])]


def closest(name: str, others: Sequence[str]) -> list[str]:
    """Return other names, those that share the most pairs of letters with a name first."""
    pairs = _pairs(name)
    return sorted(others, key=lambda other: -2 * len(pairs & _pairs(other)) / (len(pairs) + len(_pairs(other))))


def _pairs(name: str) -> set[str]:
    text = f" {name.lower()} "
    return {text[at : at + 2] for at in range(len(text) - 1)}
