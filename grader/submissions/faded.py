"""Faded exercises: a stub in which some lines of the reference are given, between the last hint and the blank stub."""

from __future__ import annotations

import ast

from grader.core.course import Exercise
from grader.core.errors import ContentError
from grader.core.listing import function_lines
from grader.core.sentences import counted


def faded_text(exercise: Exercise, stub: str, lines: int) -> str:
    """Return the stub with the first `lines` of the exercise's `given` lines in their places; gaps say how much is missing.

    Raises:
        ContentError: a given line is not a line of the reference.
    """
    given = set(exercise.given[:lines])
    check_given(exercise)
    text = stub.splitlines()
    functions = [node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef)]
    for node in reversed([node for node in functions if node.name in exercise.functions]):
        body = function_lines(exercise.reference, node.name)[1:]
        if not any(line.strip() in given for line in body):
            continue
        first = node.body[0]
        documented = ast.get_docstring(node) is not None
        start = (first.end_lineno if documented else first.lineno - 1) or 0
        text[start : node.end_lineno] = _faded(body, given)
    return "\n".join(text) + "\n"


def check_given(exercise: Exercise) -> None:
    """Check that each given line stands in the reference, and that something is left to write.

    Raises:
        ContentError: it is not so; the text says which line.
    """
    bodies = [function_lines(exercise.reference, name)[1:] for name in exercise.functions]
    known = {line.strip() for body in bodies for line in body}
    for line in exercise.given:
        if line.strip() not in known:
            problem = f"{line.strip()!r} is given to learners of {exercise.stem}, and is no line of its reference."
            raise ContentError(exercise.reference, problem)
    if known <= set(exercise.given):
        raise ContentError(exercise.reference, f"every line of {exercise.stem} is given, so nothing is left to write.")


def _faded(body: tuple[str, ...], given: set[str]) -> list[str]:
    """Return the lines of a function with gaps; the first gap raises, so that the exercise is not graded as it is."""
    shown: list[str] = []
    kept = _kept(body, given)
    place, raised = 0, False
    while place < len(body):
        if place in kept:
            shown.append(body[place])
            place += 1
            continue
        depth = _depth(body[place])
        end = place
        while end < len(body) and end not in kept and _depth(body[end]) >= depth:
            end += 1
        count = end - place
        shown.append(
            f"{' ' * depth}# TODO: {counted(count, 'one line is missing here.', '{} lines are missing here.')}"
        )
        if not raised:
            shown.append(f"{' ' * depth}raise NotImplementedError")
            raised = True
        elif shown[-2].rstrip().endswith(":"):
            shown.append(f"{' ' * depth}pass")
        place = end
    return shown


def _kept(body: tuple[str, ...], given: set[str]) -> set[int]:
    """Return the places of the given lines; one within a loop that is not given would stand alone, and is a gap too."""
    kept: set[int] = set()
    above: list[int] = []
    for place, line in enumerate(body):
        while above and _depth(body[above[-1]]) >= _depth(line):
            above.pop()
        if line.strip() in given and all(outer in kept for outer in above):
            kept.add(place)
        above.append(place)
    return kept


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
