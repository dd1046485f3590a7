"""A notebook made from a stub: the idea, the functions to write, a cell to try them, and a cell that checks them."""

from __future__ import annotations

import ast
import doctest

from grader.core.course import Exercise

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(stub: str, exercise: Exercise) -> str:
    """Return the notebook of an exercise as JSON, the same each time; `stub` is the exercise's Python file."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    tree = ast.parse(stub)
    heading, _, idea = (ast.get_docstring(tree) or exercise.title).partition("\n")
    cells = [
        new_markdown_cell(f"# {heading.rstrip('.')}\n\n{idea.strip()}".strip(), id="idea"),
        new_code_cell("%load_ext grader", id="load"),
        *(new_code_cell(source, id=f"stub-{number}") for number, source in enumerate(_pieces(stub, tree), 1)),
    ]
    if examples := _examples(tree):
        # so that "run all" goes on to the check where a try fails
        cells.append(new_markdown_cell("## Try it", id="try-it"))
        cells.append(new_code_cell(examples, id="try", metadata={"tags": ["raises-exception"]}))
    check = "## Check it\n\nRun the cells above first; this one grades them as they are now."
    cells.append(new_markdown_cell(check, id="check-it"))
    cells.append(new_code_cell(f"%grade {exercise.number}", id="check"))
    return str(nbformat.writes(new_notebook(cells=cells, metadata=_METADATA))) + "\n"


def _pieces(stub: str, tree: ast.Module) -> list[str]:
    """Return the stub's code without its docstring, cut behind each function and before the first."""
    lines = stub.splitlines()
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    start = tree.body[0].end_lineno or 0 if len(body) < len(tree.body) else 0
    cuts = [start]
    for number, statement in enumerate(body):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            if len(cuts) == 1 and number:
                cuts.append(body[number - 1].end_lineno or start)
            cuts.append(statement.end_lineno or start)
    pieces = ["\n".join(lines[a:b]).strip() for a, b in zip(cuts, [*cuts[1:], len(lines)], strict=True)]
    return [piece for piece in pieces if piece]


def _examples(tree: ast.Module) -> str:
    """Return the examples of the functions' docstrings as code that prints, each with what it should print."""
    lines = []
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for example in doctest.DocTestParser().get_examples(ast.get_docstring(function) or ""):
            source, want = example.source.rstrip(), example.want.strip()
            if want:
                lines.append(f"print({source})" + (f"  # {want}" if "\n" not in want else ""))
            else:
                lines.append(source)
    return "\n".join(lines)
