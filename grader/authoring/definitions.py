"""Whether stub, reference and course.yaml agree on the functions, classes and variables of an exercise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.core.course import Exercise, Function
from grader.core.diagnostics import Diagnostic


def diagnostic(path: Path, line: int, code: str, problem: str, fix: str) -> Diagnostic:
    """Return a diagnostic about one line of a content file."""
    return Diagnostic(path, line, 1, code, problem, fix)


def definition_diagnostics(exercise: Exercise, path: Path, what: str) -> Iterator[Diagnostic]:
    """Compare what course.yaml says that a file defines with what it does define.

    Args:
        exercise: as course.yaml has it.
        path: its stub or its reference.
        what: which of the two.
    """
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        yield diagnostic(path, line, "syntax", f"Python cannot read this {what}: {error}.", "correct it.")
        return
    for function in exercise.functions.values():
        yield from _signature(function, tree, path, what)
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for name in exercise.classes:
        if name not in classes:
            problem = f"this {what} does not define the class {name}, which course.yaml lists."
            yield diagnostic(path, 1, "no-class", problem, f"write class {name}.")
    assigned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for name in exercise.variables:
        if name not in assigned:
            problem = f"this {what} gives no value to {name}, which course.yaml lists."
            yield diagnostic(path, 1, "no-variable", problem, f"write {name} = None where the learner is to do it.")


def _signature(function: Function, tree: ast.Module, path: Path, what: str) -> Iterator[Diagnostic]:
    nodes = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == function.name]
    if not nodes:
        yield diagnostic(
            path,
            1,
            "no-function",
            f"this {what} does not define {function.name}, which course.yaml declares.",
            f"define {function.name}({', '.join(function.takes)}).",
        )
        return
    names, optional = parameters(nodes[-1].args)
    if names != list(function.takes) or optional != [name for name in names if name in function.optional]:
        declared = f", of which {', '.join(function.optional)} can be left out" if function.optional else ""
        given = f", of which {', '.join(optional)} can be left out" if optional else ""
        yield diagnostic(
            path,
            nodes[-1].lineno,
            "signature",
            f"this {what}'s {function.name} takes ({', '.join(names)}){given}; "
            f"course.yaml says ({', '.join(function.takes)}){declared}.",
            "make stub, reference and course.yaml say the same.",
        )


def parameters(given: ast.arguments) -> tuple[list[str], list[str]]:
    """Return the parameters of a function as `takes` of course.yaml has them, and which can be left out."""
    by_position = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    optional = by_position[len(by_position) - len(given.defaults) :]
    names = list(by_position)
    if given.vararg:
        names.append(f"*{given.vararg.arg}")
    elif given.kwonlyargs:
        names.append("*")
    names += [argument.arg for argument in given.kwonlyargs]
    optional += [a.arg for a, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default is not None]
    return names + ([f"**{given.kwarg.arg}"] if given.kwarg else []), optional
