"""Which of the lines that were found are told, and in which words."""

from __future__ import annotations

from grader.grading.repair.hints import located, repair_of
from grader.grading.repair.search import Repaired, SearchOutcome
from grader.grading.repair.told import EditPlace
from grader.sandbox.edits.table import KINDS

SOURCES = {"mine.py": "def f(x):\n" + "    x = x\n" * 20}


def place(kind: str, line: int) -> EditPlace:
    """Return a place in the file."""
    return EditPlace([one.name for one in KINDS].index(kind), "mine.py", "f", line, 4, 9)


def told(*places: EditPlace, together: bool = False) -> str:
    """Return the first hint where an edit of each place repairs the program, or all of them do; nothing where none is told."""
    numbers = [tuple(range(len(places)))] if together else [(n,) for n in range(len(places))]
    found = [Repaired(each, tuple(places[n] for n in each)) for each in numbers]
    outcome = SearchOutcome(tuple(found), 9, 0.1)
    where = located(outcome, SOURCES)
    return repair_of(where, outcome, SOURCES, None).hints[0] if where else ""


def test_many_lines_far_apart_are_not_told() -> None:
    """A line that is one of many does not help."""
    assert told(place("comparison", 2), place("constant", 9), place("return", 15)) == ""


def test_where_many_lines_can_see_to_the_edge_the_edge_is_told() -> None:
    """All of them repair the same: what happens for an empty list, or for 0."""
    hint = told(place("return", 15), place("early exit", 2), place("indentation", 9))
    assert hint == "Everything else is right, but not an input that is empty or 0. Look at line 2."


def test_two_lines_are_told_both_also_if_one_sees_to_the_edge() -> None:
    """A change of either is enough."""
    assert "line 2 and at line 15" in told(place("return", 15), place("early exit", 2))


def test_an_edge_and_another_slip_in_the_same_line_are_two_things() -> None:
    """The sentence does not say that the edge is all."""
    hint = told(place("early exit", 2), place("comparison", 2), together=True)
    assert hint == "Everything else is right. Look at line 2, where two things have to change."
