"""What an instructor decides by hand, and who belongs to the class: kept beside the results, in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.gradebook.cells import ExportOptions
from grader.classroom.gradebook.decisions import Decision
from grader.classroom.gradebook.export import to_csv
from grader.classroom.gradebook.lms_export import to_moodle
from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.roster import Roster
from grader.classroom.roster_file import read_roster
from grader.core.errors import UsageError
from grader.core.results import EXERCISE, QUIZ

from .conftest import entry, record

ONE = (EXERCISE, "one")
Write = Callable[[str], Roster]


@pytest.fixture(name="roster")
def _roster(tmp_path: Path) -> Write:
    """Give a function that reads a roster of these lines."""

    def write(lines: str) -> Roster:
        (tmp_path / "roster.csv").write_text(f"student_id,username,name,email,section\n{lines}")
        return read_roster(tmp_path / "roster.csv")

    return write


def of(gradebook: Gradebook, key: str) -> Marks:
    """Return one learner's marks."""
    return next(marks for marks in gradebook.marks() if marks.key == key)


@pytest.mark.parametrize(
    ("kind", "points", "counts"),
    [
        ("points", 9.0, (9.0, 10.0, 0.0)),
        ("points", 12.0, (10.0, 10.0, 2.0)),
        ("change", 1.5, (6.5, 10.0, 0.0)),
        ("change", -7.0, (0.0, 10.0, 0.0)),
        ("excused", None, (0.0, 0.0, 0.0)),
    ],
)
def test_a_decision_counts_and_the_automatic_mark_stays(
    gradebook: Gradebook, kind: str, points: float | None, counts: tuple[float, float, float]
) -> None:
    """Points beyond the most are bonus, and no mark falls below 0."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 5.0), entry("two", "i1", 4.0)])
    gradebook.decisions.add("anna", "one", kind, points, "the oral exam", "Dr. Li")  # type: ignore[arg-type]
    marks = of(gradebook, "anna")
    assert marks.items[ONE] == counts
    assert marks.automatic[ONE] == (5.0, 10.0, 0.0)
    assert marks.total(EXERCISE) == (counts[0] + 4.0, counts[1] + 10.0, counts[2])
    assert gradebook.standings()["anna"]["one"].score == 5.0
    assert "the oral exam (Dr. Li)" in marks.notes[0]


def test_a_decision_survives_a_regrade_and_can_be_taken_back(gradebook: Gradebook) -> None:
    """A new result counts underneath; the history keeps every decision."""
    record(gradebook, "anna", "c1", [entry("one", "i1", 5.0)])
    gradebook.decisions.add("anna", "one", "points", 8.0, "first", "")
    gradebook.decisions.add("anna", "one", "points", 9.0, "second", "")
    record(gradebook, "anna", "c1", [entry("one", "i2", 3.0)])
    assert of(gradebook, "anna").items[ONE][0] == 9.0
    gradebook.decisions.add("anna", "one", "undo", None, "a mistake", "")
    assert of(gradebook, "anna").items[ONE][0] == 3.0
    assert of(gradebook, "anna").notes == ()
    assert [one.text for one in gradebook.decisions.all()] == ["first", "second", "a mistake"]


def test_who_handed_nothing_in_can_be_given_points(gradebook: Gradebook, roster: Write) -> None:
    """They are worth what they are worth for the others."""
    record(gradebook, "1", "c1", [entry("one", "i1", 5.0)])
    gradebook.people.enrol(roster("1,anna,Anna,,\n2,bob,Bob,,\n"))
    gradebook.decisions.add("2", "one", "points", 7.0, "on paper", "")
    assert of(gradebook, "2").items[ONE] == (7.0, 10.0, 0.0)


def test_exports_have_decisions_comments_and_everybody(gradebook: Gradebook, roster: Write) -> None:
    """Sections, who handed nothing in, and what was decided by hand stand in the table and in Moodle's feedback."""
    record(gradebook, "1", "c1", [entry("one", "i1", 5.0), entry("two", "i1", 5.0)], email="anna@x.org")
    gradebook.people.enrol(roster("1,anna,Anna,anna@x.org,A\n2,bob,Bob,bob@x.org,B\n"))
    gradebook.decisions.add("1", "two", "excused", None, "ill", "")
    gradebook.decisions.add("1", "one", "comment", None, "Well done!", "")
    head, anna, bob = (line.split(",") for line in to_csv(gradebook.marks(), ExportOptions()).text.splitlines())
    assert dict(zip(head, anna, strict=True))["two"] == "excused"
    assert anna[-3:] == ["A", "yes", "two: excused: ill; one: Well done!"]
    assert (bob[1], bob[-3:]) == ("Bob", ["B", "no", ""])
    exported = to_moodle(gradebook.marks(), ExportOptions())
    assert "anna@x.org,5,one: 5 of 10; two: excused: ill; one: Well done!" in exported.text.replace('"', "")
    assert "bob@x.org,0,one: not handed in; two: not handed in" in exported.text.replace('"', "")
    assert exported.refused == []


def test_a_class_graded_without_a_roster_is_filed_under_it_later(gradebook: Gradebook, roster: Write) -> None:
    """Results and decisions go with the learner, whatever the first run called them; nobody is there twice."""
    record(gradebook, "Anna Ekström_17", "c1", [entry("one", "i1", 5.0), entry("two", "i1", 5.0)])
    record(gradebook, "Anna Ekström_17", "c1", [entry("final", "i1", 2.0)], kind=QUIZ)
    record(gradebook, "1", "c2", [entry("one", "i2", 8.0), entry("two", "i1", 5.0)])
    record(gradebook, "somebody", "c3", [entry("one", "i1", 1.0)])
    gradebook.decisions.add("Anna Ekström_17", "two", "points", 9.0, "by hand", "")
    told = gradebook.people.enrol(roster("1,anna,Anna Ekström,,\n2,bob,Bob,,\n"))
    assert told.renamed == (("Anna Ekström_17", "1"),)
    assert [marks.key for marks in gradebook.marks()] == ["1", "2", "somebody"]
    items = of(gradebook, "1").items
    assert (items[ONE][0], items[EXERCISE, "two"][0], items[QUIZ, "final"][0]) == (8.0, 9.0, 2.0)
    assert len([a for a in gradebook.attempts("1") if a[1] == "one"]) == 2
    assert gradebook.people.enrol(roster("1,anna,Anna Ekström,,\n2,bob,Bob,,\n")).renamed == ()


def test_who_is_forgotten_is_gone(gradebook: Gradebook) -> None:
    """With results, decisions and name; the others stay."""
    for key in ("anna", "bob"):
        record(gradebook, key, "c1", [entry("one", "i1", 5.0)])
        gradebook.decisions.add(key, "one", "comment", None, "x", "")
    assert gradebook.people.forget("anna") == 1
    assert [marks.key for marks in gradebook.marks()] == ["bob"]
    assert [one.student for one in gradebook.decisions.all()] == ["bob"]
    with pytest.raises(UsageError, match="is not a learner in this gradebook"):
        gradebook.people.forget("anna")
    with pytest.raises(UsageError, match="is not a learner in this gradebook"):
        gradebook.decisions.add("anna", "one", "comment", None, "x", "")


def test_a_learner_is_meant_by_key_address_or_name(gradebook: Gradebook, roster: Write) -> None:
    """Whichever stands for one alone; a key comes before all, and of two of a name neither is guessed."""
    people = gradebook.people
    people.enrol(roster("1,u1,Anna Ekström,anna@x.org,\n2,u2,Wei Chen,,\n3,u3,Wei Chen,2@x.org,\n"))
    assert [people.key_of(called) for called in ("1", "ANNA@x.org", "anna", "anna ekström")] == ["1"] * 4
    assert people.key_of("2") == "2"
    with pytest.raises(UsageError, match="may be 2 or 3; write one of these"):
        people.key_of("Wei Chen")
    for nobody in ("", "anna@", "4", "ekström"):
        with pytest.raises(UsageError, match="is not a learner in this gradebook"):
            people.key_of(nobody)


def test_a_stranger_of_the_same_name_stays_a_stranger(gradebook: Gradebook, roster: Write) -> None:
    """A learner who is handed in now under their own key is not in the roster; one who was graded before without a roster is."""
    for key in ("Anna Lind_7", "Bob Ray"):
        record(gradebook, key, "c1", [entry("one", "i1", 5.0)])
    known = roster("1,anna,Anna Lind,anna@x.org,A\n2,bob,Bob Ray,bob@x.org,B\n")
    assert gradebook.people.enrol(known, {"Anna Lind_7", "2"}).renamed == (("Bob Ray", "2"),)
    assert {m.key: m.handed_in for m in gradebook.marks()} == {"1": False, "2": True, "Anna Lind_7": True}


@pytest.mark.parametrize(
    ("points", "shown"), [(12000.25, "+12000.25"), (1000003.0, "+1000003"), (0.0, "+0"), (-2.5, "-2.5")]
)
def test_a_change_shows_its_sign_and_all_its_digits(points: float, shown: str) -> None:
    """Points to add or subtract are written as points are everywhere, with their sign."""
    decision = Decision("ada", "one", "change", points, "a bonus", "", "2026-01-01T00:00:00Z")
    assert decision.describe() == f"changed by {shown} by hand: a bonus"
