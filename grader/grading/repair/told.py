"""Checks what a worker says of edits and of edited programs: it is a stranger's word."""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import Any, NamedTuple

from grader.sandbox.edits.table import KINDS, MOST_EDITS
from grader.sandbox.outcome import Answer, Failure

MOST_TURNS = 3
"""So many times is told what the variables of a line hold."""


class EditPlace(NamedTuple):
    """Where an edit is, and of which kind, as a worker said it and the trusted side checked it."""

    kind: int
    label: str
    function: str
    line: int
    column: int
    end_column: int


Swept = list[Answer | Failure] | None
"""The outcomes of the calls of one program; None where it does not load."""


class Unusable(Exception):
    """A worker that says no such thing as it was asked for, or a file that cannot be edited."""


def swept(told: Any, given: Sequence[bytes]) -> Swept:
    """Check what a worker says of one program's calls; Unusable where it is no such thing."""
    if told is None:
        return None
    if type(told) is not list or len(told) > len(given):
        raise Unusable("sweep")
    outcomes: list[Answer | Failure] = []
    for item, arguments in zip(told, given, strict=False):
        match item:
            case str(kind):
                outcomes.append(Failure("raised", kind))
            case (value, None):
                outcomes.append(Answer(value))
            case (value, list(after)) if len(after) == len(marshal.loads(arguments)):
                outcomes.append(Answer(value, after))
            case _:
                raise Unusable("sweep")
    return outcomes


def turns(told: Any, source: str) -> list[dict[str, Any]]:
    """Check what variables hold; Unusable where it is no such thing, or names what is not in the learner's file."""
    if type(told) is not list or len(told) > MOST_TURNS or not all(type(held) is dict for held in told):
        raise Unusable("trace")
    if not all(type(name) is str and name.isidentifier() and name in source for held in told for name in held):
        raise Unusable("trace")
    return told


def types(told: Any) -> dict[str, dict[str, str]]:
    """Check what variables hold; Unusable where it is no such thing."""
    if type(told) is not dict or not all(type(held) is dict for held in told.values()):
        raise Unusable("types")
    if not all(type(text) is str for function, held in told.items() for text in (function, *held, *held.values())):
        raise Unusable("types")
    return told


def places(told: Any, sources: dict[str, str]) -> list[EditPlace]:
    """Check a list of edits; Unusable where it is no such thing."""
    if type(told) is not list or len(told) > MOST_EDITS:
        raise Unusable("edits")
    lines = {label: source.count("\n") + 1 for label, source in sources.items()}
    places = []
    for item in told:
        match item:
            case (int(kind), str(label), str(function), int(line), int(column), int(end)) if (
                0 <= kind < len(KINDS)
                and 1 <= line <= lines.get(label, 0)
                and (not function or function.isidentifier())
                and function in sources[label]
                and 0 <= column <= 10**6
                and 0 <= end <= 10**6
            ):
                places.append(EditPlace(kind, label, function, line, column, end))
            case _:
                raise Unusable("edits")
    return places
