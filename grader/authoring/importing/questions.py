"""Turn the tests of an assignment into probes, which ask, and checks, which know the answers."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from grader.authoring.importing.assignment import TEST_LIBRARIES, ImportedAssignment, TestCell
from grader.authoring.importing.tolerances import EQUAL, closeness, compared_by

_FOUND = "raised_"
_TRUE = ("assert_true", "assertTrue", "ok_")
_FALSE = ("assert_false", "assertFalse")


class Asked(NamedTuple):
    """One thing that a test looks at: a probe's body, and the text of the expected value."""

    setup: list[ast.stmt]
    expression: ast.expr
    expected: str
    """Empty where the expression gives both sides."""
    close: str = ""
    """The further arguments of `agree`, which say how close numbers have to be."""


def asked_of(test: TestCell, names: Collection[str], assignment: ImportedAssignment) -> list[Asked]:
    """Return what a test looks at; what cannot be carried over is noted.

    Args:
        test: its code.
        names: what the learner's file defines.
        assignment: gets the notes.
    """
    if ">>>" in test.code:
        return list(_doctest(test, names, assignment))
    try:
        body = _within(ast.parse(test.code).body)
    except (SyntaxError, ValueError) as error:
        assignment.leave_out(test.cell, f"a test that Python cannot read ({error.__class__.__name__})")
        return []
    found: list[Asked] = []
    setup: list[ast.stmt] = []
    noted = len(assignment.left_out)
    for at, node in enumerate(body):
        if _is_of_test_library(node):
            continue
        if taken := _taken_away(node, names):
            assignment.leave_out(test.cell, f"the tests from line {node.lineno} on, which take {taken} away")
            break
        if refused := _refused(node):
            found.append(Asked([*setup, refused[0]], ast.Name(_FOUND, ast.Load()), repr(refused[1])))
            found[-1] = found[-1]._replace(expression=_of_learner(found[-1].expression, found[-1].setup, names))
            continue
        pair = _pair(node, test, last=at == len(body) - 1)
        if pair is not None:
            found.append(_asked(setup, pair, names, test, assignment))
        elif _has_assert(node):
            assignment.leave_out(test.cell, f"the test in line {node.lineno}, which asserts within a loop or a block")
        else:
            setup.append(node)
    if not found and len(assignment.left_out) == noted:
        assignment.leave_out(test.cell, "a test that asserts nothing, and whose output is not kept")
    return found


def _within(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return what tests do: of functions that are named `test_…`, what stands in them."""
    found: list[ast.stmt] = []
    for node in body:
        is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        found += node.body if is_test and isinstance(node, ast.FunctionDef) else [node]
    return found


def _taken_away(node: ast.stmt, names: Collection[str]) -> str:
    """Return which name of the learner's file a statement deletes or gives again; probes leave it as it is."""
    inner = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del) and n.id in names]
    return inner[0].id if inner else ""


def _is_of_test_library(node: ast.stmt) -> bool:
    """Whether a statement imports what only compares, or is the text of a cell."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in TEST_LIBRARIES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in TEST_LIBRARIES or node.module == "numpy.testing"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _refused(node: ast.stmt) -> tuple[ast.stmt, str] | None:
    """Return a statement that finds out what a call raises, and what it should raise, of a `try` that tests that."""
    match node:
        case ast.Try(
            body=[ast.Expr(value=ast.Call() as call), *_],
            handlers=[ast.ExceptHandler(type=ast.Name(id=kind), body=[ast.Pass()])],
        ):
            text = f"try:\n    {ast.unparse(call)}\n    {_FOUND} = 'nothing'\n"
            text += f"except Exception as error_:\n    {_FOUND} = type(error_).__name__"
            return ast.parse(text).body[0], kind
    return None


def _doctest(test: TestCell, names: Collection[str], assignment: ImportedAssignment) -> Iterator[Asked]:
    setup: list[ast.stmt] = []
    for example in doctest.DocTestParser().get_examples(test.code):
        node = ast.parse(example.source).body[-1]
        if example.want and isinstance(node, ast.Expr):
            expected = _literal(example.want.strip())
            if expected is None:
                assignment.leave_out(
                    test.cell, f"a test whose expected output is no value: {example.want.strip()[:60]!r}"
                )
            else:
                yield Asked(list(setup), _of_learner(node.value, setup, names), expected)
        else:
            setup.append(node)


def _literal(text: str) -> str | None:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return text


def _pair(node: ast.stmt, test: TestCell, *, last: bool) -> Compared | None:
    """Return what a statement compares: the expression, and what it should be."""
    if isinstance(node, ast.Assert):
        return _compared(node.test) or Compared(node.test, ast.Constant(True), node.test)
    if not isinstance(node, ast.Expr):
        return None
    value = node.value
    if isinstance(value, ast.Call) and (pair := _asserted(value)):
        return pair
    expected = _literal(test.output) if last and test.output else None
    if expected is None:
        return None
    pair = _compared(value) if expected == "True" else None
    return pair or Compared(value, ast.parse(expected, mode="eval").body, None)


class Compared(NamedTuple):
    """Both sides of a comparison."""

    left: ast.expr
    right: ast.expr
    whole: ast.expr | None
    """What is True where they are equal; None where the comparison only raises."""
    close: str = ""


def _asserted(call: ast.Call) -> Compared | None:
    """Return what a call such as `assert_equal` compares."""
    name = compared_by(call)
    if name in EQUAL and len(call.args) >= 2 and name.startswith("assert"):
        return Compared(call.args[0], call.args[1], None, closeness(call))
    if name in (*_TRUE, *_FALSE) and call.args:
        return Compared(call.args[0], ast.Constant(name in _TRUE), None)
    return None


def _compared(test: ast.expr) -> Compared | None:
    """Return both sides of an equality, also of one that allows for rounding."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
        return Compared(test.left, test.comparators[0], test)
    if isinstance(test, ast.Call) and len(test.args) >= 2 and compared_by(test) in EQUAL:
        return Compared(test.args[0], test.args[1], test, closeness(test))
    return None


def _asked(
    setup: list[ast.stmt], pair: Compared, names: Collection[str], test: TestCell, assignment: ImportedAssignment
) -> Asked:
    expression, told, close = pair.left, _literal(ast.unparse(pair.right)), pair.close
    if told is None and (swapped := _literal(ast.unparse(expression))) is not None:
        expression, told = pair.right, swapped
    if told is None:  # both sides are computed in the sandbox
        both = f"{ast.unparse(pair.left)} == {ast.unparse(pair.right)}"
        assignment.change(test.cell, f"both sides of {both[:60]!r} are computed where the learner's code runs")
        if pair.whole is None:
            expression, told = ast.List([pair.left, pair.right], ast.Load()), ""
        else:
            expression, told, close = ast.Call(ast.Name("bool", ast.Load()), [pair.whole], []), "True", ""
    return Asked(list(setup), _of_learner(expression, setup, names), told, close)


def _has_assert(node: ast.AST) -> bool:
    return any(
        isinstance(inner, ast.Assert)
        or (
            isinstance(inner, ast.Call)
            and re.match(r"assert", getattr(inner.func, "attr", getattr(inner.func, "id", "")))
        )
        for inner in ast.walk(node)
    )


class _ToLearner(ast.NodeTransformer):
    """Reads each name of the learner's file from `learner`."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the name, or the attribute of `learner` that it is."""
        if isinstance(node.ctx, ast.Load) and node.id in self._names:
            return ast.Attribute(ast.Name("learner", ast.Load()), node.id, ast.Load())
        return node


def _of_learner(expression: ast.expr, setup: list[ast.stmt], names: Collection[str]) -> ast.expr:
    own = {inner.id for node in setup for inner in ast.walk(node) if isinstance(inner, ast.Name) and _stored(inner)}
    changed = _ToLearner(set(names) - own).visit(ast.parse(ast.unparse(expression), mode="eval").body)
    return ast.fix_missing_locations(changed)  # type: ignore[no-any-return]


def _stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def probe_of(name: str, asked: Asked, names: Collection[str]) -> str:
    """Return the probe that asks, as the text of a function."""
    own = {n.id for node in asked.setup for n in ast.walk(node) if isinstance(n, ast.Name) and _stored(n)}
    lines = [f"def {name}():"]
    for node in asked.setup:
        copied = ast.fix_missing_locations(_ToLearner(set(names) - own).visit(ast.parse(ast.unparse(node)).body[0]))
        lines += ["    " + line for line in ast.unparse(copied).split("\n")]
    return "\n".join([*lines, f"    return {ast.unparse(asked.expression)}"]) + "\n"
