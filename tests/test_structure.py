"""The house itself: every name is used once, and no import goes round in a circle."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ENGINE = Path(__file__).parents[1] / "grader"
TREES = {
    ".".join(path.relative_to(ENGINE.parent).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in ENGINE.rglob("*.py")
}


def imports(tree: ast.Module) -> set[str]:
    """Return every module of the engine that a module names in an import, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                found.add(whole if whole in TREES else str(node.module))
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name in TREES}
    return found


def test_no_class_name_stands_twice() -> None:
    """A reader who sees a class name knows which class it is."""
    classes = Counter(node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, count in classes.items() if count > 1] == []


def test_no_imports_go_round_in_a_circle() -> None:
    """Imports inside functions count too; a package's own front door may be asked for its parts."""
    edges = {
        name: {other for other in imports(tree) if other not in (name, "grader", "grader.cli")}
        for name, tree in TREES.items()
        if name not in ("grader", "grader.cli")
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(edges.get(name, ())):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


def test_every_module_says_what_it_is_for() -> None:
    """A module begins with a docstring."""
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []
