"""Where constructs stand in a learner's code: looked for in its syntax tree, in a worker that runs nothing of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

_MOST = 20
Found = tuple[str, int, int, int]
"""A label, a line from one, and the columns in bytes from zero at which it begins and ends."""


class ConstructFinder:
    """Answers calls in a worker that was extended by this module."""

    def __init__(self, modules: Any) -> None:
        self._modules = modules

    def call(self, target: str, arguments: list[Any]) -> list[list[Found]]:
        """Answer the one call that there is."""
        return self.find(*arguments)

    def find(self, cells: Any, notebook: bool, wanted: Sequence[tuple[str, Sequence[str], bool]]) -> list[list[Found]]:
        """Return for each construct the places where it stands in a file; names of the file's own only where wanted."""
        trees = self._modules.parse([tuple(cell) for cell in cells], notebook)
        files = [(label, tree, _FileNames(tree)) for label, tree in trees]
        return [
            [
                _place(label, node)
                for label, tree, names in files
                for node in _matching(tree, names if not own else names.with_own(), kind, set(given))
            ][:_MOST]
            for kind, given, own in wanted
        ]


class _FileNames:
    """What names mean in one file: what it imports under them, and what it defines itself."""

    def __init__(self, tree: ast.Module) -> None:
        self.imported: dict[str, str] = {}
        self.own: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    root = alias.name.partition(".")[0]
                    self.imported[alias.asname or root] = alias.name if alias.asname else root
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self.own.add(node.name)
            elif isinstance(node, ast.arg):
                self.own.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.own.add(node.id)

    def with_own(self) -> _FileNames:
        """Return the same, with the names that the file defines like any others."""
        self.own = set()
        return self

    def whole(self, node: ast.expr) -> str:
        """Return a name or a chain of attributes in full: `np.linalg.inv` as `numpy.linalg.inv`; nothing for others."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute) and (before := self.whole(node.value)):
            return f"{before}.{node.attr}"
        return ""


def _matching(tree: ast.Module, names: _FileNames, kind: str, given: set[str]) -> Iterator[ast.AST]:
    """Give each node that is what was asked for."""
    if kind == "recursion":
        yield from _recursive(tree)
        return
    for node in ast.walk(tree):
        if kind == "nodes":
            found = type(node).__name__ in given
        elif kind == "import":
            found = _imports(node, given)
        else:
            found = _mentions(node, names, given)
        if found:
            yield node


def _imports(node: ast.AST, given: set[str]) -> bool:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return False
    return any(module == name or module.startswith(f"{name}.") for module in modules for name in given)


def _mentions(node: ast.AST, names: _FileNames, given: set[str]) -> bool:
    """Whether a node uses one of these names: as itself, as an attribute, or under the name that an import gave it."""
    if isinstance(node, ast.Attribute):
        whole = names.whole(node)
        return node.attr in given or whole in given or any(_is_numpys(whole, name) for name in given)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if node.id in names.own and node.id not in names.imported:
            return False
        whole = names.whole(node)
        return bool({node.id, whole, whole.rpartition(".")[2]} & given)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        return any(isinstance(part, ast.Constant) and part.value in given for part in node.args)
    return False


def _is_numpys(whole: str, name: str) -> bool:
    """Whether `np.linalg.inv` was asked for and this is it in full."""
    return name.startswith("np.") and whole == f"numpy.{name[3:]}"


def _recursive(tree: ast.Module) -> Iterator[ast.AST]:
    """Give each function that calls itself, by way of others too."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    calls = {name: _called(node) & set(functions) for name, node in functions.items()}
    for name, node in functions.items():
        reached: set[str] = set()
        level = calls[name]
        while level - reached:
            reached |= level
            level = {other for one in level for other in calls[one]}
        if name in reached:
            yield node


def _called(function: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            target = node.func
            found.add(target.id if isinstance(target, ast.Name) else getattr(target, "attr", ""))
    return found


def _place(label: str, node: Any) -> Found:
    return (
        label,
        node.lineno,
        node.col_offset,
        node.end_col_offset if node.end_lineno == node.lineno else node.col_offset,
    )


def tool(modules: Any, seed: Any) -> ConstructFinder:
    """Return what answers calls in a worker that was extended by this module."""
    return ConstructFinder(modules)
