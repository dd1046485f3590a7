"""Due dates, what being late costs, and more time for one learner: the automatic mark stays beside what counts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.classroom.gradebook.cells import ExportOptions
from grader.classroom.gradebook.export import to_csv
from grader.classroom.gradebook.marks import Marks, of_section
from grader.classroom.gradebook.records import CurrentResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.core.course import load_course
from grader.core.deadlines import Lateness, LateRule, deadline, lateness, moved, read_rule, read_span, read_time
from grader.core.errors import ContentError, UsageError
from grader.core.results import EXERCISE

from .conftest import entry, record

DUE = "2026-10-24 12:00 Europe/Zurich"  # the night after it, summer time ends
RULE = "percent: 10, per: day, grace: 15 minutes, cap: 50, until: 2026-11-10 12:00 Europe/Zurich"


@pytest.mark.parametrize(
    ("handed_at", "percent"),
    [
        ("2026-10-24T12:00:00", None),
        ("2026-10-24T12:15:00", None),  # grace
        ("2026-10-24T12:15:01", 10),
        ("2026-10-24T10:10:00+00:00", None),  # the same in another zone
        ("2026-10-24T23:00:00-04:00", 10),
        ("2026-10-25T11:00:00", 10),  # 24 hours later by any clock, since a night was 25 hours long
        ("2026-10-25T11:00:01", 20),
        ("2026-11-05T12:00:00", 50),  # the cap
        ("2026-11-10T12:00:01", 100),  # after the last date
        ("", None),
    ],
)
def test_each_day_that_has_begun_costs(handed_at: str, percent: float | None) -> None:
    """Counted in real hours, from the due date on, whatever zone a time is written in."""
    found = lateness(deadline(DUE, read_rule(RULE)), handed_at, False)
    assert (found and found.percent) == percent


@pytest.mark.parametrize(
    ("due", "rule", "word"),
    [
        ("2026-09-12 23:59", None, "in which zone"),
        ("12.9.2026 UTC", None, "is no time"),
        ("2026-02-30 UTC", None, "no time that a clock shows"),
        ("2026-09-12 9:00 Mars/Olympus", None, "no time zone"),
        ("2026-09-12 UTC", LateRule(percent=101), "percent should be"),
        ("2026-09-12 UTC", LateRule(cap=-1), "cap should be"),
        ("2026-09-12 UTC", LateRule(grace="soon"), "no length of time"),
        ("2026-09-12 UTC", LateRule(until="2026-09-11 UTC"), "before it is due"),
    ],
)
def test_what_is_no_due_date_says_why(due: str, rule: LateRule | None, word: str) -> None:
    """In words that tell how to write it."""
    with pytest.raises(ValueError, match=word):
        deadline(due, rule)


def test_a_rule_of_unknown_words_is_refused() -> None:
    """With the words that there are."""
    with pytest.raises(UsageError, match="there is percent, per"):
        read_rule("points: 3")
    assert read_rule(" ") is None
    assert (read_time("2026-09-12 UTC").hour, read_span("1.5 h").total_seconds()) == (23, 5400)


def test_a_course_says_when_its_exercises_are_due(small: Path) -> None:
    """For all or for one, with the common rule where an exercise has none; what is wrong is told with its place."""
    course = load_course(_with(small, "due: 2026-09-12 12:00 UTC\nlate: {percent: 10, per: hour}\n", ""))
    assert {e.deadline and e.deadline.percent for e in course.exercises} == {10}
    course = load_course(_with(small, "late: {percent: 5}\n", "    due: 2026-09-12 12:00 UTC\n"))
    assert [e.deadline and e.deadline.percent for e in course.exercises] == [5, None]
    for head, own, word in (
        ("due: 2026-09-12\n", "", "in which zone"),
        ("", "    late: {percent: 5}\n", "needs a due date"),
        ("due: 2026-09-12 UTC\nlate: {percent: 500}\n", "", "percent should be"),
    ):
        with pytest.raises(ContentError, match=word):
            load_course(_with(small, head, own))


def _with(course: Path, head: str, own: str) -> Path:
    """Write lines of a course and of its first exercise."""
    plain = (Path(__file__).parents[1] / "course_other" / "exercises" / "course.yaml").read_text()
    text = plain.replace("exercises:\n", f"{head}exercises:\n", 1).replace(
        "    points: 4\n", f"    points: 4\n{own}", 1
    )
    (course / "exercises" / "course.yaml").write_text(text)
    return course


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Path:
    """Give a copy of the other course."""
    shutil.copytree(Path(__file__).parents[1] / "course_other", tmp_path / "course")
    return tmp_path / "course"


def test_a_last_date_moves_with_an_extension() -> None:
    """A learner with one more week has it at the end, too; an earlier date than the common one takes nothing away."""
    plan = deadline("2026-09-12 UTC", LateRule(until="2026-09-14 UTC"))
    later = moved(plan, read_time("2026-09-19 UTC"))
    assert (later.due.day, later.until and later.until.day) == (19, 21)
    assert moved(plan, read_time("2026-09-01 UTC")) == plan


def hand_in(gradebook: Gradebook, student: str, handed_at: str, *, late: bool = False) -> None:
    """Keep a right `one` and half a `two`."""
    entries = [entry("one", f"{student}1", 10.0), entry("two", f"{student}2", 5.0, bonus=2.0)]
    gradebook.record_all([StoredAttempt(student, f"c{student}", entries, handed_at=handed_at, late=late)])


def marks(gradebook: Gradebook) -> dict[str, Marks]:
    """Return everybody's."""
    return {one.key: one for one in gradebook.marks()}


def test_late_work_keeps_its_automatic_mark(gradebook: Gradebook) -> None:
    """An exercise's rule comes before that for all; an extension, points by hand and a later time change what counts."""
    hand_in(gradebook, "anna", "2026-09-13T09:00:00")
    hand_in(gradebook, "bob", "2026-09-12T09:00:00")
    gradebook.policies.set("", "2026-09-12 12:00 UTC", "percent: 20")
    gradebook.policies.set("two", "2026-09-12 12:00 UTC", "percent: 50")
    anna, bob = (marks(gradebook)[who] for who in ("anna", "bob"))
    assert (anna.total(EXERCISE), anna.automatic_total(EXERCISE)) == ((8.0, 20.0, 1.0), (15.0, 20.0, 2.0))
    assert anna.notes[0] == "one: handed in 21 hours late: 20 % is taken off"
    assert (bob.total(EXERCISE), bob.late, bob.automatic) == ((15.0, 20.0, 2.0), {}, {})
    gradebook.decisions.add("anna", "two", "points", 7.0, "oral", "")
    gradebook.decisions.add("anna", "", "extension", None, "ill", "Li", until="2026-09-13 08:30 UTC")
    assert marks(gradebook)["anna"].items[EXERCISE, "one"] == (8.0, 10.0, 0.0)
    gradebook.decisions.add("anna", "one", "extension", None, "ill", "Li", until="2026-09-13 09:00 UTC")
    anna = marks(gradebook)["anna"]
    assert (anna.items[EXERCISE, "one"][0], anna.items[EXERCISE, "two"][0]) == (10.0, 7.0)
    assert "one: due 2026-09-13 09:00 UTC instead: ill (Li)" in anna.notes
    gradebook.decisions.add("anna", "one", "extension", None, "a mistake", "Li")
    assert marks(gradebook)["anna"].items[EXERCISE, "one"][0] == 8.0
    assert not any("instead" in note and note.startswith("one:") for note in marks(gradebook)["anna"].notes)
    gradebook.policies.remove("")
    assert marks(gradebook)["anna"].items[EXERCISE, "one"][0] == 10.0


def test_a_site_that_says_only_late_costs_nothing(gradebook: Gradebook) -> None:
    """How late is not known, so a person decides; a learner with an extension is not late."""
    hand_in(gradebook, "anna", "", late=True)
    gradebook.policies.set("", "2026-09-12 12:00 UTC", "percent: 20")
    anna = marks(gradebook)["anna"]
    assert (anna.total(EXERCISE), set(anna.late.values())) == ((15.0, 20.0, 2.0), {Lateness(None, 0.0)})
    gradebook.decisions.add("anna", "", "extension", None, "ill", "", until="2026-09-13 12:00 UTC")
    assert marks(gradebook)["anna"].late == {}


def test_the_time_of_a_hand_in_outlives_a_regrade(gradebook: Gradebook) -> None:
    """Another result of the same work has the time that it is given; no time at all takes none away."""
    hand_in(gradebook, "anna", "2026-09-13T09:00:00")
    number = gradebook.known()["anna"]["one", "anna1"]
    gradebook.stand("anna", [number])
    assert gradebook.counting()["anna"]["one"] == CurrentResult(number, "2026-09-13T09:00:00")
    record(gradebook, "anna", "canna", [entry("one", "new", 3.0)], counts=False)
    new = gradebook.known()["anna"]["one", "new"]
    gradebook.stand("anna", [CurrentResult(new, "2026-09-13T09:00:00", kept="canna")])
    assert gradebook.counting()["anna"]["one"] == CurrentResult(new, "2026-09-13T09:00:00", kept="canna")


def test_who_skipped_an_exercise_has_nothing_of_its_points(gradebook: Gradebook) -> None:
    """The most points are those of everybody; the cell of what was not handed in is empty."""
    record(gradebook, "anna", "c1", [entry("one", "a", 10.0)])
    record(gradebook, "bob", "c2", [entry("one", "b", 10.0), entry("two", "c", 0.0, status="missing")])
    record(gradebook, "cyd", "c3", [entry("one", "d", 0.0), entry("two", "e", 10.0)])
    found = marks(gradebook)
    assert [found[key].total(EXERCISE) for key in found] == [(10.0, 20.0, 0.0)] * 3
    assert [sorted(name for _, name in found[key].missing) for key in found] == [["two"], ["two"], []]
    lines = to_csv(list(found.values()), ExportOptions(order=("one", "two"))).text.splitlines()
    assert [line.split(",")[3:5] for line in lines[1:]] == [["10", ""], ["10", ""], ["0", "10"]]


def test_a_section_that_nobody_is_in_is_refused(gradebook: Gradebook) -> None:
    """With those that there are."""
    everybody = [Marks("anna", "", "", {}, "A"), Marks("bob", "", "", {}, "B")]
    assert [one.key for one in of_section(everybody, "b")] == ["bob"]
    with pytest.raises(UsageError, match=r"section 'C'; there is A, B\."):
        of_section(everybody, "C")
