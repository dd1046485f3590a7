"""What is told where the function that an exercise asks for is not there, or takes other arguments.

Only the beginnings of lines are looked at: nothing of a learner's file is parsed here.
"""

from __future__ import annotations

import re

from grader.grading.explain.explanation import Explanation, Surroundings
from grader.grading.explain.names import near

_DEF = re.compile(r"^([ \t]*)(?:async )?def[ \t]+(\w+)[ \t]*\(([^)\n]*)", re.MULTILINE)
_BLOCK = re.compile(r"^([ \t]*)(class|def)[ \t]+(\w+)", re.MULTILINE)


def explain_missing(name: str, around: Surroundings) -> Explanation:
    """Return what to tell where a file does not define a function of the exercise."""
    source = _own(around)
    found = [(match[1], match[2]) for match in _DEF.finditer(source)]
    signature = _signature(name, around)
    for indent, defined in found:
        if indent and defined == name:
            return _inside(name, source, signature)
    at_margin = [defined for indent, defined in found if not indent and defined not in around.functions]
    if meant := near(name, at_margin):
        why = "Capital and small letters count. " if meant.lower() == name.lower() else ""
        return Explanation(
            f"Your file defines `{meant}`, and `{name}` was asked for. {why}Rename it to `{name}`, everywhere in your file.",
            (f"Look at the line that begins with `def {meant}`.", f"It must begin with `def {signature}:`."),
        )
    if re.search(rf"^{name}[ \t]*=", source, re.MULTILINE):
        return Explanation(
            f"`{name}` is a variable in your file, and a function was asked for. Begin it with `def {signature}:`."
        )
    return Explanation(
        f"Begin it with `def {signature}:`.",
        (
            f"Look for a line that begins with `def {name}`. Was it deleted or renamed?",
            "The name and the arguments stand in the stub; `grade reset` brings it back, and keeps your file aside.",
            f"def {signature}:\n    return ...",
        ),
    )


def explain_signature(name: str, around: Surroundings) -> Explanation:
    """Return what to tell where a function cannot be called with the exercise's arguments."""
    signature = _signature(name, around)
    now = next((match[3] for match in _DEF.finditer(_own(around)) if match[2] == name), None)
    is_now = f" Now it says `def {name}({now.strip()[:60]}):`." if now is not None else ""
    return Explanation(
        f"`{name}` no longer takes the arguments that the exercise gives it. Put back `def {signature}:`.{is_now}",
        (
            f"Look at the line that begins with `def {name}`.",
            "The tests call your function with the arguments of the stub, in that order.",
            f"def {signature}:",
        ),
    )


def _own(around: Surroundings) -> str:
    sources = around.sources or {}
    return "\n".join(text for label, text in sources.items() if label.startswith(around.file))[:200_000]


def _signature(name: str, around: Surroundings) -> str:
    return f"{name}({', '.join((around.calls or {}).get(name, ()))})"


def _inside(name: str, source: str, signature: str) -> Explanation:
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
        f"`{name}` is {what}, where the tests cannot call it. Move it to the left margin: `def {signature}:`.{also}",
        (
            f"Look at the blanks in front of `def {name}`.",
            "A function that others call begins at the left margin. What is indented belongs to the block above it.",
            f"def {signature}:\n    return ...",
        ),
    )
