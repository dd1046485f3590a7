"""Write an assignment of another system as a course of one exercise."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.authoring import schemas
from grader.authoring.definitions import parameters
from grader.authoring.importing.assignment import AssignedQuestion, ImportedAssignment, reads_as_python
from grader.authoring.importing.questions import asked_of, probe_of
from grader.core.errors import UsageError
from grader.core.files import write_file, write_new
from grader.core.points import format_points

_SHAPES = {False: "anything", True: "[anything, anything]"}
_DATA = (".csv", ".txt", ".json", ".tsv", ".dat", ".npy")


def write_course(assignment: ImportedAssignment, source: Path, folder: Path) -> Iterator[Path]:
    """Write the course, and give each file as it is written; what cannot be carried over is noted in the assignment.

    Args:
        assignment: as it was read.
        source: its notebook; data files lie beside it.
        folder: where the course goes.

    Raises:
        UsageError: the folder has a course already, the solution is no Python, or a file cannot be written.
    """
    if (folder / "exercises" / "course.yaml").exists():
        raise UsageError(f"{folder}: there is a course already; give another folder.")
    stem = re.sub(r"\W+", "_", assignment.title.lower()).strip("_") or "assignment"
    stem = stem if stem[0].isalpha() else f"a_{stem}"
    stub, solution = _joined(assignment.stub), _joined(assignment.solution)
    if not reads_as_python(solution):
        raise UsageError(f"{source}: Python cannot read the code of its solutions; correct {_unread(assignment)}.")
    names = _defined(ast.parse(solution))
    probes, suite, count, total = _tests(assignment, names)
    both = {name for name, text in probes.items() if f"agree(*submission.{name}(" in suite}
    if not count:
        raise UsageError(f"{source}: none of its tests can be carried over.")
    files = _data(source, "\n".join((solution, stub, *probes.values())))
    for name, found in files.items():
        if name != found:
            assignment.change(1, f"the data file {found} lies beside the exercise as {name}, and is read as that")
            stub, solution = _renamed(stub, found, name), _renamed(solution, found, name)
            probes = {probe: _renamed(text, found, name) for probe, text in probes.items()}
    solutions = folder / "solutions"
    texts = {
        folder / "exercises" / "course.yaml": _manifest(assignment, stem, solution, probes, both, files, total),
        folder / "exercises" / f"{stem}.py": f'"""{assignment.title}."""\n\n{stub}\n',
        folder / "exercises" / f"{stem}.md": "\n\n".join(assignment.text) + "\n",
        solutions / f"{stem}.py": f'"""{assignment.title}."""\n\n{solution}\n',
        solutions / "probes" / f"{stem}.py": "\n\n".join([_PROBES, *_imports(solution, probes), *probes.values()]),
        solutions / "suites" / f"test_{stem}.py": suite,
    }
    for path, text in texts.items():
        write_new(path, text)
        yield path
    for name, found in files.items():
        write_file(folder / "exercises" / name, (source.parent / found).read_bytes())
        yield folder / "exercises" / name


_PROBES = '"""What the suite asks of the learner\'s names; the expected values are in the suite."""'


def _joined(cells: list[str]) -> str:
    return "\n\n".join(cell for cell in cells if cell.strip())


def _defined(tree: ast.Module) -> dict[str, ast.AST]:
    """Return what a module defines, by name: its functions, classes and variables."""
    found: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        else:
            stored = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
            found |= {n.id: node for n in stored if n.id not in found}
    return found


def _tests(assignment: ImportedAssignment, names: dict[str, ast.AST]) -> tuple[dict[str, str], str, int, float]:
    """Return the probes by name, the suite, how many checks it has, and what they are worth."""
    probes: dict[str, str] = {}
    checks: list[str] = []
    total = 0.0
    for question in assignment.questions:
        tests = [(test, asked) for test in question.tests if (asked := asked_of(test, names, assignment))]
        for number, (test, asked) in enumerate(tests, 1):
            base = re.sub(r"\W+", "_", question.name.lower()).strip("_")
            lines = []
            for at, one in enumerate(asked, 1):
                name = f"{base}_{number}_{at}" if base[:1].isalpha() else f"q_{base}_{number}_{at}"
                probes[name] = probe_of(name, one, names)
                told = json.dumps(ast.unparse(one.expression).replace("learner.", ""))
                answer = f"submission.{name}(shown={told})"
                lines.append(f"    agree({f'{answer}, {one.expected}' if one.expected else f'*{answer}'}{one.close})")
            points = round((question.points or 1) / len(tests), 2)
            total = round(total + points, 2)
            checks.append(_check(question, f"{base}_{number}", points, test.hidden, lines))
    head = '"""The suite of an imported assignment: one check for each test cell."""\n\nfrom grader.suite import agree, check\n'
    return probes, "\n\n".join([head, *checks]), len(checks), total


def _check(question: AssignedQuestion, name: str, points: float, hidden: bool, lines: list[str]) -> str:
    title = f"{question.name}, {'hidden test' if hidden else 'test'} {name.rpartition('_')[2]}"
    first = next((line.strip("#* ") for line in question.text.split("\n") if line.strip("#* ")), question.name)
    hint = json.dumps(f"Read the question again: {first[:100]}", ensure_ascii=False)
    body = "\n".join(lines)
    return (
        f"@check(points={format_points(points)}, hint={hint}, open={not hidden})\n"
        f'def test_{name}(submission):\n    """{title}"""\n{body}\n'
    )


def _data(source: Path, code: str) -> dict[str, str]:
    """Return the files that the code names: by what they are called beside the exercise, where they are now."""
    named = sorted(set(re.findall(r"""["']([\w./-]+)["']""", code)))
    here = [n for n in named if n.endswith(_DATA) and ".." not in n and (source.parent / n).is_file()]
    return {name.rpartition("/")[2]: name for name in here}


def _renamed(code: str, old: str, new: str) -> str:
    return re.sub(rf"""(["']){re.escape(old)}\1""", rf"\g<1>{new}\1", code)


def _imports(solution: str, probes: dict[str, str]) -> list[str]:
    """Return the imports of the notebook that its tests use, as the head of the probes."""
    used = {n.id for text in probes.values() for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
    found = []
    for node in ast.parse(solution).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound = {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
            if bound & (used | {"*"}):
                found.append(ast.unparse(node))
    return ["\n".join(dict.fromkeys(found))] if found else []


def _unread(assignment: ImportedAssignment) -> str:
    """Return the first part of the solution that is no Python, for a message."""
    cell = next((code for code in assignment.solution if not reads_as_python(code)), "")
    return f"the cell that begins with {cell.strip().splitlines()[0][:60]!r}" if cell.strip() else "the notebook"


def _manifest(
    assignment: ImportedAssignment,
    stem: str,
    solution: str,
    probes: dict[str, str],
    both: set[str],
    files: Iterable[str],
    total: float,
) -> str:
    tree = ast.parse(solution)
    names = _defined(tree)
    asked = ast.parse("\n".join(probes.values()))
    modules = sorted({root for one in (tree, asked) for node in ast.walk(one) for root in _imported(node)} | {"math"})
    functions = [node for node in names.values() if isinstance(node, ast.FunctionDef)]
    classes = [name for name, node in names.items() if isinstance(node, ast.ClassDef)]
    lines = [
        schemas.first_line(1, schemas.COURSE).rstrip(),
        "schema: 1",
        f"title: {_quoted(assignment.title)}",
        f"modules: [{', '.join(modules)}]",
        "exercises:",
        f"  - stem: {stem}",
        f"    name: {stem}",
        f"    title: {_quoted(assignment.title)}",
        f"    points: {format_points(total)}",
        "    stub_runs: true",
        *([f"    files: [{', '.join(sorted(files))}]"] if files else []),
        "    hints:",
        "      - Read the question once more, and try one example by hand.",
    ]
    if functions:
        lines.append("    functions:")
        for node in functions:
            takes, optional = parameters(node.args)
            can = f", optional: [{_listed(optional)}]" if optional else ""
            lines.append(f"      {node.name}: {{takes: [{_listed(takes)}]{can}, returns: anything}}")
    if classes:
        lines.append(f"    classes: [{', '.join(classes)}]")
    lines.append("    probes:")
    lines += [f"      {name}: {{takes: [], returns: {_SHAPES[name in both]}}}" for name in probes]
    return "\n".join(lines) + "\n"


def _listed(names: list[str]) -> str:
    return ", ".join(_quoted(name) if name.startswith("*") else name for name in names)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [node.module.partition(".")[0]] if isinstance(node, ast.ImportFrom) and node.module else []
