"""The house itself: every name is used once, and no import goes round in a circle."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from pathlib import Path

from grader.sandbox.process_factory import READER

ENGINE = Path(__file__).parents[1] / "grader"
PATHS = {
    ".".join(path.relative_to(ENGINE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ENGINE.rglob("*.py")
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


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


MOST_LINES, MOST_PATHS = 300, 15
# "still to be split" is no reason to stay: when you split one, remove it from the list
LONG_MODULES: dict[str, str] = {}
BRANCHED_FUNCTIONS = {
    "grader.sandbox.wire._decode": "one branch for each tag, on the hottest path",
    "grader.sandbox.wire._encode": "one branch for each type that crosses, on the hottest path",
}


def paths(body: list[ast.stmt]) -> int:
    """Return the cyclomatic complexity of a function's body, as radon counts it; functions in it count for themselves."""
    return 1 + sum(_branches(node) for node in body)


def _branches(node: ast.AST) -> int:
    found = 0
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return 0
        case ast.Assert():
            return 1
        case ast.Try():
            found = len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            found = len(node.values) - 1
        case ast.If() | ast.IfExp():
            found = 1
        case ast.Match():
            found = len(node.cases) - any(getattr(case.pattern, "pattern", False) is None for case in node.cases)
        case ast.For() | ast.While() | ast.AsyncFor():
            found = 1 + bool(node.orelse)
        case ast.comprehension():
            found = 1 + len(node.ifs)
    return found + sum(map(_branches, ast.iter_child_nodes(node)))


def functions(tree: ast.AST, name: str) -> dict[str, list[ast.stmt]]:
    """Return the body of each function, by its full name."""
    found = {}
    for node in ast.iter_child_nodes(tree):
        inner = name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{name}.{node.name}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[inner] = node.body
        found |= functions(node, inner)
    return found


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    """At most 300 lines; one that is listed and has become shorter is taken from the list."""
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in PATHS.items()}
    assert {name for name, size in sizes.items() if size > MOST_LINES} == set(LONG_MODULES)


def test_no_function_has_more_than_fifteen_paths() -> None:
    """Each is split by phase or by table; one that is listed and has become simpler is taken from the list."""
    found = {name: body for module, tree in TREES.items() for name, body in functions(tree, module).items()}
    assert {name for name, body in found.items() if paths(body) > MOST_PATHS} == set(BRANCHED_FUNCTIONS)


def test_paths_are_counted_as_radon_counts_them() -> None:
    """One more for each branch, loop, its else, handler, case but the last, "and", "or" and "if" of a comprehension."""
    text = """
for a in b:
    if c and d or e:
        assert all(f for f in g if h or i)
else:
    while True:
        x = 1 if y else [z for z in w if z if y]
try:
    pass
except ValueError:
    pass
else:
    match v:
        case 1: pass
        case _: pass
def inner():
    if a: pass
"""
    assert paths(ast.parse(text).body) == 15


READS_BYTES = {"bz2", "gzip", "lzma", "nbformat", "pickle", "tarfile", "yaml", "zipfile", "zlib"}
# what a learner hands in is opened by the reader's own modules, and by no other; these open what is not a learner's
TRUSTED_READERS = {
    "grader.authoring.importing.assignment": "reads an author's own notebook",
    "grader.authoring.importing.otter": "reads the settings in an author's own notebook",
    "grader.classroom.canvas_feedback": "packs feedback",
    "grader.classroom.ci": "packs an autograder",
    "grader.classroom.ci.source": "reads the wheel that the instructor installs from",
    "grader.classroom.cluster.connection": "pickles our own tasks",
    "grader.classroom.cluster.packing": "packs the course for a cluster",
    "grader.classroom.cluster.worker": "unpickles our own tasks",
    "grader.classroom.disk_dict": "pickles into our own file",
    "grader.classroom.feedback": "packs feedback",
    "grader.classroom.lms_names": "reads the list of submitters that Gradescope writes",
    "grader.classroom.locate": "looks whether a file is the .zip of a class",
    "grader.classroom.packed": "reads the .zip of a whole class, as docs/security.md says",
    "grader.classroom.reading": "pickles between our own processes",
    "grader.classroom.spreadsheet": "packs again what the reader has unpacked",
    "grader.notebook.live": "writes a notebook",
    "grader.pages.actions": "runs in the learner's own browser",
    "grader.quiz.export.qti": "packs an export",
    "grader.site.archive": "packs what the browser gets",
    "grader.site.build": "packs a site",
    "grader.site.compiled": "reads the standard library of Pyodide",
    "grader.site.packages": "reads wheels that pip fetched",
    "grader.submissions.course_source": "reads the .zip of a course, whose suites are run anyway",
    "grader.submissions.notebook": "gives nbformat what the reader has reduced",
    "grader.submissions.notebook_writer": "writes a notebook",
}
COURSE_READERS = {
    "grader.authoring.scaffold",
    "grader.core.course",
    "grader.core.deadlines",
    "grader.quiz.check",
    "grader.quiz.load",
}  # what a course's author wrote


def test_what_learners_hand_in_is_opened_behind_the_border() -> None:
    """No trusted module but the listed ones imports what opens archives and notebooks, or parses YAML by itself."""
    confined = set(READER)
    opens, parses = set(), set()
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
                opens |= {module for name in names if name.partition(".")[0] in READS_BYTES}
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                parses |= {module} if node.func.id in ("read_yaml", "parse_yaml", "YamlTree") else set()
    assert opens - confined == set(TRUSTED_READERS)
    assert parses - confined == COURSE_READERS | {"grader.core.schema"}


def test_every_guard_that_is_removed_by_the_table_is_there() -> None:
    """`scripts/remove_guards.py` takes each away once: a line that was rewritten, or has another file, is to be followed."""
    table = tomllib.loads((ENGINE.parent / "tests" / "mutants" / "guards.toml").read_text(encoding="utf-8"))
    texts = {path: path.read_text(encoding="utf-8") for path in PATHS.values()}
    lost = [one["name"] for one in table["guard"] if texts.get(ENGINE.parent / one["file"], "").count(one["with"]) != 1]
    assert lost == []
    assert {one["tests"] for one in table["guard"]} == set(table["tests"])
