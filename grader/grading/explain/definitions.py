"""What is told where the function that an exercise asks for is not there, or takes other arguments.

Only the beginnings of lines are looked at: nothing of a learner's file is parsed here.
"""

from __future__ import annotations

import re

from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.names import near
from grader.grading.explain.signatures import DEFINITION, is_notebook, own_source, parameters_of, signature

_BLOCK = re.compile(r"^([ \t]*)(class|def)[ \t]+(\w+)", re.MULTILINE)


def explain_missing(name: str, around: Surroundings) -> Explanation:
    """Return what to tell where a file does not define a function of the exercise."""
    source = own_source(around)
    if found := _no_code(source, name, around):
        return found
    if name in (*around.classes, *around.variables):
        return _other_than_function(name, source, around)
    head = signature(name, around)
    defined = [(match[1], match[2]) for match in DEFINITION.finditer(source)]
    if any(indent and other == name for indent, other in defined):
        return _inside(name, source, head)
    at_margin = [other for indent, other in defined if not indent and other not in around.functions]
    if meant := near(name, at_margin):
        why = "Capital and small letters count. " if meant.lower() == name.lower() else ""
        return Explanation(
            f"Your file defines `{meant}`, and `{name}` was asked for. {why}Rename it to `{name}`, everywhere in your file.",
            (f"Look at the line that begins with `def {meant}`.", f"It must begin with `def {head}:`."),
        )
    if re.search(rf"^{name}[ \t]*=", source, re.MULTILINE):
        return Explanation(
            f"`{name}` is a variable in your file, and a function was asked for. Begin it with `def {head}:`."
        )
    if re.search(rf"^class[ \t]+{name}\b", source, re.MULTILINE):
        return Explanation(
            f"`{name}` is a class in your file, and a function was asked for. Begin it with `def {head}:`."
        )
    return Explanation(
        f"Begin it with `def {head}:`.",
        (
            f"Look for a line that begins with `def {name}`. Was it deleted or renamed?",
            "The name and the arguments stand in the stub; `grade reset` brings it back, and keeps your file aside.",
            f"def {head}:\n    return ...",
        ),
    )


def _other_than_function(name: str, source: str, around: Surroundings) -> Explanation:
    """Return what to tell where a file does not define a class or a variable of the exercise."""
    wanted, line = ("class", f"class {name}:") if name in around.classes else ("variable", f"{name} = …")
    blocks = [(match[2], match[3]) for match in _BLOCK.finditer(source) if not match[1]]
    variables = [("variable", other) for other in re.findall(r"^(\w+)[ \t]*=(?!=)", source, re.MULTILINE)]
    for kind, other in (*blocks, *variables):
        if other == name and kind != wanted:
            what = "function" if kind == "def" else kind
            return Explanation(
                f"`{name}` is a {what} in your file, and a {wanted} was asked for. Begin it with `{line}`."
            )
    found = [other for kind, other in (*blocks, *variables) if kind == wanted]
    if meant := near(name, [other for other in found if other not in (*around.classes, *around.variables)]):
        return Explanation(f"Your file has `{meant}`, and `{name}` was asked for. Rename it to `{name}`, everywhere.")
    return Explanation(f"Begin it with `{line}`, at the left margin.")


def _no_code(source: str, name: str, around: Surroundings) -> Explanation | None:
    """Return what to tell of a file without code: nothing in it, comments alone, a notebook's text."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    if not lines:
        return Explanation(
            "The file is empty. Did you save it? `grade reset` brings the stub back.",
            ("Is your code in another file, or in another folder? Save it under this name.",),
        )
    if is_notebook(source):
        stem = around.file.rpartition(".")[0] or "the file"
        return Explanation(
            f"The file holds a notebook. Rename it to {stem}.ipynb.",
            ("A notebook is a different kind of file. Its name ends with `.ipynb`.",),
        )
    if re.search(rf"^[ \t]*#+[ \t]*def[ \t]+{name}\b", source, re.MULTILINE):
        return Explanation(
            f"The line that defines `{name}` begins with `#`, so it is a comment. Delete the `#` in front of your code.",
            ("Python passes over everything from a `#` to the end of the line.",),
        )
    return None


def explain_signature(name: str, around: Surroundings) -> Explanation:
    """Return what to tell where a function cannot be called with the exercise's arguments."""
    head = signature(name, around)
    now = next((match[3] for match in DEFINITION.finditer(own_source(around)) if match[2] == name), None)
    is_now = f" Now it says `def {name}({now.strip()[:60]}):`." if now is not None else ""
    return Explanation(
        f"`{name}` no longer takes the arguments that the exercise gives it. Put back `def {head}:`.{is_now}",
        (
            f"Look at the line that begins with `def {name}`.",
            "The tests call your function with the arguments of the stub, in that order.",
            f"def {head}:",
        ),
    )


def explain_order(name: str, around: Surroundings) -> str:
    """Return what to tell where a function has the exercise's parameters in another order; nothing where it has not."""
    wanted = (around.calls or {}).get(name, ())
    now = parameters_of(name, around)
    if now is None or now == tuple(wanted) or sorted(now) != sorted(wanted):
        return ""
    return (
        f"The parameters of `{name}` are not in the order of the exercise. Put back `def {signature(name, around)}:`."
    )


def _inside(name: str, source: str, head: str) -> Explanation:
    """Return what to tell of a function that is defined inside a class or another function."""
    holder: tuple[str, str] = ("", "")
    for match in _BLOCK.finditer(source):
        if match[2] == "def" and match[3] == name and match[1]:
            break
        if not match[1]:
            holder = (match[2], match[3])
    what = f"inside `{'class ' if holder[0] == 'class' else ''}{holder[1]}`" if holder[1] else "indented"
    also = " Leave out `self`." if holder[0] == "class" else ""
    return Explanation(
        f"`{name}` is {what}, where the tests cannot call it. Move it to the left margin: `def {head}:`.{also}",
        (
            f"Look at the blanks in front of `def {name}`.",
            "A function that others call begins at the left margin. What is indented belongs to the block above it.",
            f"def {head}:\n    return ...",
        ),
    )
