"""The words for what a course forbids or demands in a learner's code: `loop`, `call sorted`, `import numpy`, `name eval`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from grader.core.sentences import counted

KINDS: dict[str, tuple[tuple[str, ...], str]] = {
    "loop": (("For", "While", "AsyncFor"), "a loop"),
    "for": (("For", "AsyncFor"), "a `for` loop"),
    "while": (("While",), "a `while` loop"),
    "comprehension": (("ListComp", "SetComp", "DictComp", "GeneratorExp"), "a comprehension"),
    "recursion": ((), "a function that calls itself"),
    "yield": (("Yield", "YieldFrom"), "`yield`"),
    "lambda": (("Lambda",), "`lambda`"),
    "class": (("ClassDef",), "a class"),
    "def": (("FunctionDef", "AsyncFunctionDef"), "a function"),
    "if": (("If", "IfExp"), "`if`"),
    "try": (("Try", "TryStar"), "`try`"),
    "with": (("With", "AsyncWith"), "`with`"),
    "raise": (("Raise",), "`raise`"),
    "assert": (("Assert",), "`assert`"),
    "global": (("Global", "Nonlocal"), "`global`"),
    "return": (("Return",), "`return`"),
    "break": (("Break",), "`break`"),
    "match": (("Match",), "`match`"),
    "slice": (("Slice",), "a slice"),
    "f-string": (("JoinedStr",), "an f-string"),
    "import": (("Import", "ImportFrom"), "an import"),
}
"""Words for kinds of code: the nodes of Python's syntax tree, and how the kind is told."""
_NAMED = ("call", "import", "name")
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


def construct_of(words: str) -> tuple[str, tuple[str, ...]]:
    """Return how the sandbox is asked for a construct: "nodes" or "recursion", or "call", "import" or "name" of a name."""
    first, _, name = words.partition(" ")
    if name:
        return first, (name,)
    if words == "recursion":
        return "recursion", ()
    return ("nodes", KINDS[words][0]) if words in KINDS else ("name", (words,))


def construct_problem(words: str) -> str:
    """Return what is wrong with the words for a construct, or nothing."""
    first, _, name = words.partition(" ")
    if name:
        if first in _NAMED and _DOTTED.fullmatch(name):
            return ""
        return f"{words[:80]!r} is no construct; write call NAME, import NAME, name NAME, or a word such as loop."
    if words in KINDS:
        return ""
    near = get_close_matches(words.lower(), KINDS, 1, 0.75)
    if near or not _DOTTED.fullmatch(words):
        known = f"did you mean {near[0]}? For a name write name {words[:40]}" if near else f"use {', '.join(KINDS)}"
        return f"{words[:80]!r} is no construct; {known}."
    return ""


def construct_told(words: str) -> str:
    """Return a construct as a learner is told of it."""
    first, _, name = words.partition(" ")
    if not name:
        return KINDS[words][1] if words in KINDS else f"`{words}`"
    return f"`import {name}`" if first == "import" else f"`{name}`"


def forbidden_sentence(words: str, lines: Sequence[int]) -> str:
    """Say that a construct is not allowed, and in which lines it stands."""
    numbers = [str(line) for line in dict.fromkeys(lines)][:3]
    listed = " and ".join(part for part in (", ".join(numbers[:-1]), numbers[-1]) if part)
    return counted(
        len(numbers),
        "Solve this exercise without {what}. Your file uses it in line {listed}.",
        "Solve this exercise without {what}. Your file uses it in lines {listed}.",
        what=construct_told(words),
        listed=listed,
    )


def demanded_sentence(words: str) -> str:
    """Say that a construct is asked for and not there."""
    return f"Solve this exercise with {construct_told(words)}. Your file does not use it."
