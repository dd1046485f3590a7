"""The page of a class: small multiples to one scale, one sorted table, and who needs help on Monday."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from grader.classroom.class_table import ClassTable, in_columns
from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.records import NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.report import render, render_several
from grader.classroom.roster import Person, Roster
from grader.core.course import Course
from grader.core.deadlines import Lateness
from grader.core.results import EXERCISE
from grader.reports.common import grouped_notes

POINTS = {"sigmoid": 10.0, "loss": 15.0, "gradient": 15.0}


def marks(key: str, *scores: float | None, section: str = "", notes: tuple[str, ...] = ()) -> Marks:
    """Return the marks of a learner in the first exercises; None is not handed in."""
    items = {(EXERCISE, n): (s or 0.0, p, 0.0) for (n, p), s in zip(POINTS.items(), scores, strict=True)}
    missing = {(EXERCISE, name) for name, score in zip(POINTS, scores, strict=True) if score is None}
    return Marks(key, "", "", items, section, missing=frozenset(missing), notes=notes)


def test_everybody_is_in_one_sorted_table(course: Course) -> None:
    """Most points first, who handed in nothing last; wrong and not handed in are two things."""
    people = [
        marks("a", None, None, None),
        marks("b", 0.0, None, None),
        marks("c", 10.0, 7.0, 8.0),
        marks("d", 10.0, 15.0, 15.0),
    ]
    table = ClassTable(people, course)
    assert [row.key for row in table.rows] == ["d", "c", "b", "a"]
    assert [[cell.step for cell in row.cells] for row in table.rows] == [
        ["full", "full", "full"],
        ["full", "low", "high"],
        ["zero", "none", "none"],
        ["none", "none", "none"],
    ]
    assert table.rows[1].told == "sigmoid 10 of 10, loss 7 of 15, gradient 8 of 15"
    assert [row.key for row in table.absent] == ["a"]
    assert table.panels[0].counts == {"none": 1, "zero": 1, "low": 0, "high": 0, "full": 2}
    assert (table.tallest, table.most) == (2, 40.0)


def test_who_is_stuck_has_nothing_right_after_it(course: Course) -> None:
    """A learner who went on and has something right is not stuck; one who did not begin is missing, not stuck."""
    people = [
        marks("a", 4.0, 0.0, None),
        marks("b", 0.0, 15.0, None),
        marks("c", 10.0, 2.0, 2.0),
        marks("d", 10.0, None, None),
    ]
    table = ClassTable(people, course)
    assert [(name, [row.key for row in rows]) for name, rows in table.stuck] == [("sigmoid", ["a"]), ("loss", ["c"])]
    assert table.weakest
    assert (table.weakest.title, table.weakest.breaks) == ("sigmoid", 2)


def test_what_being_late_cost_breaks_no_chain(course: Course) -> None:
    """The table has what counts; where the chain breaks and who is stuck is told by what was learned."""
    late = marks("late", 9.0, 0.0, None)
    item = (EXERCISE, "sigmoid")
    late = replace(late, automatic={item: (10.0, 10.0, 0.0)}, late={item: Lateness(timedelta(hours=8), 10.0)})
    table = ClassTable([late], course)
    assert table.rows[0].cells[0].step == "high"
    assert table.panels[0].counts["full"] == 1
    assert table.reduced
    assert [(name, [row.key for row in rows]) for name, rows in table.stuck] == [("loss", ["late"])]


def test_points_by_hand_are_shown_of_who_handed_in_nothing(course: Course) -> None:
    """And stand where these points belong; only who has no marks at all is last."""
    oral = replace(marks("oral", None, None, None), automatic={(EXERCISE, "sigmoid"): (0.0, 10.0, 0.0)})
    oral.items[EXERCISE, "sigmoid"] = (4.0, 10.0, 0.0)
    table = ClassTable([marks("nothing", None, None, None), oral, marks("wrong", 0.0, None, None)], course)
    assert [(row.key, row.marked) for row in table.rows] == [("oral", True), ("wrong", True), ("nothing", False)]


def test_many_rows_stand_in_columns() -> None:
    """One after the other, and none is lost."""
    assert [len(column) for column in in_columns(range(30), 300)] == [30]
    assert [len(column) for column in in_columns(range(61), 300)] == [31, 30]
    assert [len(column) for column in in_columns(range(601), 300)] == [201, 201, 199]
    assert [len(column) for column in in_columns(range(601), 400)] == [301, 300]
    assert [len(column) for column in in_columns(range(601), 4000)] == [601]
    assert in_columns([], 300) == []


def test_the_same_note_of_several_exercises_is_one() -> None:
    """A comment that is about no exercise stays as it is."""
    notes = ("one: late", "two: late", "Well done: all of it", "two: excused")
    assert grouped_notes(notes) == ["one, two: late", "Well done: all of it", "two: excused"]


@pytest.fixture(name="gradebook")
def _gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    """Give a class of three in two sections. One is absent, and one is late."""
    check = {
        "id": "c",
        "title": "the `t` is right",
        "status": "failed",
        "score": 0.0,
        "max_score": 10.0,
        "stretch": False,
    }
    failed = {"message": "`t` is <b>", "location": {"file": "ex1_sigmoid.py", "line": 3, "text": "t = w"}}
    document = {
        **{"exercise": 1, "name": "sigmoid", "status": "graded", "score": 0.0, "max_score": 10.0, "bonus": 0.0},
        **{"checks": [check | failed], "misconception": {"id": "slip", "hint": "Use `math.exp`."}},
    }
    with Gradebook(tmp_path / "one.sqlite", create=True) as gradebook:
        roster = Roster()
        for number, (key, section) in enumerate((("anna", "A"), ("bob", "B"), ("cyd", "B"))):
            roster.add(Person(key, key.title(), section=section), [key], number)
        gradebook.people.enrol(roster)
        result = NewResult("sigmoid", "i", json.dumps(document), "graded", 0.0, 10.0, source="s", shape="p", nodes=9)
        gradebook.record_all(
            StoredAttempt(key, "c", [result], handed_at="2026-09-13T10:00:00+00:00") for key in ("anna", "bob")
        )
        gradebook.policies.set("", "2026-09-12 10:00 UTC", "percent: 10")
        yield gradebook


def test_the_page_says_what_to_do_on_monday(gradebook: Gradebook, course: Course) -> None:
    """Mistakes with an example, who is stuck and who is missing; backticks are code, and a section is a filter."""
    page = " ".join(render(gradebook, course).split())
    for told in (
        "exercise <b>sigmoid</b> is the first without full marks",
        "Use <code>math.exp</code>.",
        "For example anna: the `t` is right. <code>t</code> is &lt;b&gt;",
        "ex1_sigmoid.py, line 3: t = w",
        "<h2>Who is missing</h2><p>Cyd (cyd)</p>",
        "Anna (anna), Bob (bob)",
        "sigmoid: handed in 1 day late: 10 % is taken off",
        "anna and bob, the same file",
    ):
        assert told in page, told
    only = render(gradebook, course, "b")
    assert "section b" in only
    assert "Anna" not in only


def test_several_gradebooks_are_compared(gradebook: Gradebook, course: Course) -> None:
    """By learner, with what is not there as a dash."""
    one = [marks("anna", 10.0, 15.0, 15.0), marks("dan", 0.0, 15.0, 5.0)]
    page = " ".join(render_several([("2025", one), ("2026", gradebook.marks(course))]).split())
    assert "<b>2025</b>" in page
    assert '<td>dan</td> <td class="n">50</td><td class="n"><span class="soft">–</span></td>' in page
    assert "4 learners" in page
