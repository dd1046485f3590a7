"""What a learner is told of a repair: the line, then the kind, then a question with one of the learner's examples."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.core.results import Repair, RepairPlace
from grader.grading.formatting import cut, safe, shown
from grader.grading.repair.search import SearchOutcome
from grader.grading.repair.told import EditPlace
from grader.sandbox.edits.table import KINDS

_AT_EDGES = "early exit"
_NEAR_LINES = 2
"""Places that are no further apart are told as one: "lines 11 to 13"."""
_OF_FUNCTIONS = ("missing call", "call")
"""Kinds that say less than `name` where a variable was meant and one of Python's own names stands there."""
_MOST_VALUES = 3
_MOST_CODE = 60


class Traced(NamedTuple):
    """One of the lesson's open examples, and what variables hold each time that the line is about to run."""

    call: str
    """The call in words, with what comes before it: "In `area(2)`"."""
    turns: Sequence[Mapping[str, Any]]


class Located(NamedTuple):
    """The places that decide."""

    places: tuple[EditPlace, ...]
    either: bool
    """Whether a change of one of them is enough, or all have to change."""
    edits: int


def located(outcome: SearchOutcome, sources: Mapping[str, str]) -> Located | None:
    """Return the places that a search found to decide; None where there are none, or too many to be of use.

    Args:
        outcome: what the search came to.
        sources: the learner's files by their labels.
    """
    if not outcome.found:
        return None
    first = outcome.found[0]
    if len(first.places) > 1:
        places = tuple(sorted(first.places, key=lambda place: (place.label, place.line)))
        return Located(places, either=False, edits=len(places))
    by_line: dict[tuple[str, int], EditPlace] = {}
    for repaired in outcome.found:
        place = repaired.places[0]
        known = by_line.setdefault((place.label, place.line), place)
        if KINDS[place.kind].name == "name" and KINDS[known.kind].name in _OF_FUNCTIONS and _is_builtin(place, sources):
            by_line[place.label, place.line] = place
    lines = sorted(by_line)
    near = len({label for label, _ in lines}) == 1 and lines[-1][1] - lines[0][1] <= _NEAR_LINES
    if len(lines) > 2 and not near:
        # any of them can see to the edge that goes wrong, so it is the edge that decides
        edges = [place for line in lines if KINDS[(place := by_line[line]).kind].name == _AT_EDGES]
        return Located(tuple(edges[:1]), either=True, edits=1) if edges else None
    return Located(tuple(by_line[line] for line in lines), either=True, edits=1)


def _is_builtin(place: EditPlace, sources: Mapping[str, str]) -> bool:
    """Whether one of Python's own names stands at a place alone: `list` for `lst`."""
    return hasattr(builtins, _code(place, sources))


def repair_of(found: Located, outcome: SearchOutcome, sources: Mapping[str, str], traced: Traced | None) -> Repair:
    """Return what a result says of a repair.

    Args:
        found: the places that decide.
        outcome: what the search came to.
        sources: the learner's files by their labels.
        traced: an example in which the first of these lines runs, if there is one.
    """
    places = [RepairPlace(place.line, KINDS[place.kind].name, place.function) for place in found.places]
    return Repair(
        line=places[0].line,
        kind=places[0].kind,
        function=places[0].function,
        others=tuple(places[1:]),
        either=found.either,
        edits=found.edits,
        candidates=outcome.candidates,
        seconds=round(outcome.seconds, 3),
        hints=(_where(found), _what(found, sources), _question(found, traced)),
    )


def _where(found: Located) -> str:
    lines = sorted({(place.label, place.line) for place in found.places})
    if found.edits == 1 and len(lines) == 1 and KINDS[found.places[0].kind].name == _AT_EDGES:
        return f"Everything else is right, but not an input that is empty or 0. Look at {_line(found.places[0])}."
    if len(lines) == 1:
        twice = "" if found.edits == 1 else ", where two things have to change"
        return f"Everything else is right. Look at {_line(found.places[0])}{twice}."
    if not found.either:
        first, second = found.places[0], found.places[1]
        return f"Two places decide, the rest is right. Look at {_line(first)} and {_line(second)}."
    numbers = [line for _, line in lines]
    if len(lines) > 2:
        return f"Everything else is right. Look at lines {numbers[0]} to {numbers[-1]}."
    first, second = found.places
    return (
        f"Everything else is right. Look at {_line(first)} and at {_line(second)}. A change in one of them is enough."
    )


def _line(place: EditPlace) -> str:
    return f"line {place.line}" if place.label.endswith(".py") else f"line {place.line} of {place.label}"


def _what(found: Located, sources: Mapping[str, str]) -> str:
    told: dict[str, None] = {}
    for place in found.places[:2]:
        code = _code(place, sources)
        about = f": `{code}`" if code else ""
        told[f"In {_line(place)}, look at {KINDS[place.kind].there}{about}."] = None
    return " ".join(told)


def _code(place: EditPlace, sources: Mapping[str, str]) -> str:
    """Return the learner's own words at a place, on one line."""
    line = sources[place.label].split("\n")[place.line - 1].encode()
    part = line[place.column : place.end_column] if place.end_column > place.column else line[place.column :]
    text = safe(part.decode("utf-8", "replace").strip(), _MOST_CODE)
    return "" if "`" in text else text


def _values(held: Mapping[str, Any]) -> str:
    """Return what a few variables hold, numbers before lists."""
    simple = sorted(held.items(), key=lambda item: isinstance(item[1], list | tuple | dict | str))
    return " and ".join(f"`{name}` is {cut(shown(value, 6))}" for name, value in simple[:_MOST_VALUES])


def _question(found: Located, traced: Traced | None) -> str:
    place = found.places[0]
    told = []
    if traced and traced.turns:
        first, *later = traced.turns
        if values := _values(first):
            told.append(f"{traced.call}, just before {_line(place)} runs, {values}.")
            changed = {name: value for held in later[:1] for name, value in held.items() if first.get(name) != value}
            told += [f"The next time, {_values(changed)}."] if changed else []
    return " ".join([*filter(None, told), KINDS[place.kind].question])
