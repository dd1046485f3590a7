"""The forms of course sites that keep attempts: the newest of each learner counts, and nobody gets another's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.class_submissions import Class
from grader.classroom.layouts import find_class, stems_of
from grader.classroom.roster import Roster
from grader.classroom.roster_file import read_roster
from grader.core.course import Course
from grader.core.errors import UsageError

EX1, EX2 = "ex1_sigmoid.py", "ex2_loss.py"
Files = dict[str, str]
Lay = Callable[[Files], Path]

FORMS: dict[str, Files] = {
    "Blackboard": {
        "Home_work_anna_attempt_2026-09-09-08-00-00_ex1_sigmoid.py": "old",
        "Home_work_anna_attempt_2026-09-10-23-41-05_ex1_sigmoid.py": "new",
        "Home_work_anna_attempt_2026-09-10-23-41-05.txt": "Name: Anna Ekström (anna)",
        "Home_work_bob_attempt_2026-09-10-07-00-00_ex1_sigmoid.py": "bob",
    },
    "Brightspace": {
        "1-2 - Anna Ekström - Sep 9, 2026 800 AM/ex1_sigmoid.py": "old",
        "1-2 - Anna Ekström - Sep 10, 2026 1141 PM/ex1_sigmoid.py": "new",
        "3-4 - Bob O'Neil - Sep 9, 2026 905 PM/ex1_sigmoid.py": "bob",
        "index.html": "<html></html>",
    },
    "Brightspace, as it was": {
        "1-2 - Anna Ekström - Sep 9, 2026 8_00 AM/ex1_sigmoid.py": "old",
        "1-2 - Anna Ekström - Oct 1, 2026 1_41 AM/ex1_sigmoid.py": "new",
        "3-4 - Bob O'Neil - Sep 9, 2026 9_05 PM/ex1_sigmoid.py": "bob",
    },
    "Sakai": {
        "Homework 1/grades.csv": "x",
        "Homework 1/Ekström, Anna(anna)/Submission attachment(s)/ex1_sigmoid.py": "new",
        "Homework 1/Ekström, Anna(anna)/timestamp.txt": "20260910234105000",
        "Homework 1/Ekström, Anna(anna)/Feedback Attachment(s)/notes.txt": "",
        "Homework 1/O'Neil, Bob(bob)/Submission attachment(s)/ex1_sigmoid.py": "bob",
    },
    "nbgrader's exchange": {
        "anna+ps1+2026-09-09 08:00:00 UTC/ex1_sigmoid.py": "old",
        "anna+ps1+2026-09-10 23:41:05 UTC/ex1_sigmoid.py": "new",
        "bob+ps1+2026-09-10 07:00:00 UTC/ex1_sigmoid.py": "bob",
    },
    "Teams": {
        "Submitted files/Anna Ekström/Homework 1/Version 1/ex1_sigmoid.py": "old",
        "Submitted files/Anna Ekström/Homework 1/Version 2/ex1_sigmoid.py": "older",
        "Submitted files/Anna Ekström/Homework 1/Version 10/ex1_sigmoid.py": "new",
        "Submitted files/Bob O'Neil/Homework 1/Version 1/ex1_sigmoid.py": "bob",
        "Working files/Anna Ekström/Homework 1/ex1_sigmoid.py": "draft",
    },
    "Submitty": {
        "anna/1/ex1_sigmoid.py": "old",
        "anna/2/ex1_sigmoid.py": "new",
        "anna/3/ex1_sigmoid.py": "withdrawn",
        "anna/user_assignment_settings.json": '{"active_version": 2, "history": []}',
        "bob/1/ex1_sigmoid.py": "bob",
        "bob/user_assignment_settings.json": '{"active_version": 1}',
    },
    "MarkUs": {"A1/anna/ex1_sigmoid.py": "new", "A1/bob/ex1_sigmoid.py": "bob"},
    "Google Drive": {
        "Anna Ekström - ex1_sigmoid.py": "new",
        "Bob O'Neil - Copy of ex1_sigmoid.py": "bob",
    },
    "Moodle in German": {
        "Anna Ekström_9000_assignsubmission_file/ex1_sigmoid.py": "new",
        "Bob O'Neil_9001_assignsubmission_file/ex1_sigmoid.py": "bob",
    },
    "Moodle with groups": {
        "Gruppe B-Anna Ekström_9000_assignsubmission_file/ex1_sigmoid.py": "new",
        "Gruppe A-Bob O'Neil_9001_assignsubmission_file/ex1_sigmoid.py": "bob",
    },
}


@pytest.fixture(name="lay")
def _lay(tmp_path: Path) -> Lay:
    """Give a function that writes a class."""

    def lay(files: Files) -> Path:
        for name, text in files.items():
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path / "class"

    return lay


@pytest.fixture(name="roster")
def _roster(tmp_path: Path) -> Roster:
    """Give a class of four. Two share a first name, and one hands in nothing."""
    path = tmp_path / "roster.csv"
    path.write_text(
        "student_id,username,name,email\n"
        "1001,anna,Anna Ekström,anna@x.org\n"
        "1002,bob,Bob O'Neil,bob@x.org\n"
        "1003,annal,Anna Lind,annal@x.org\n"
        "9000,dan,Jean-Luc Picard,dan@x.org\n"
    )
    return read_roster(path)


def read(found: Class, course: Course) -> dict[str, Files]:
    """Who handed in what."""
    stems = stems_of(course)
    return {h.student: {n: raw.decode() for n, raw in h.snapshot(stems)[0].files} for h in found.submissions}


@pytest.mark.parametrize("form", FORMS)
def test_the_newest_attempt_of_each_learner_counts(form: str, lay: Lay, roster: Roster, course: Course) -> None:
    """With a roster each is known by their number there; a learner who handed in nothing is absent, and nobody is invented."""
    found = find_class(lay(FORMS[form]), course, roster)
    assert read(found, course) == {"1001": {EX1: "new"}, "1002": {EX1: "bob"}}
    assert [person.key for person, _ in found.absent()] == ["1003", "9000"]


@pytest.mark.parametrize("form", FORMS)
def test_without_a_roster_too_each_learner_is_one(form: str, lay: Lay, course: Course) -> None:
    """The site's own names are taken; an earlier attempt is no separate learner."""
    found = find_class(lay(FORMS[form]), course)
    assert sorted(files[EX1] for files in read(found, course).values()) == ["bob", "new"]


def test_an_earlier_attempt_is_listed(lay: Lay, roster: Roster, course: Course) -> None:
    """Whichever of two comes first in the order of names."""
    found = find_class(lay(FORMS["Brightspace, as it was"]), course, roster)
    assert [n.where.rpartition("/")[2] for n in found.notices] == ["1-2 - Anna Ekström - Sep 9, 2026 8_00 AM"]


def test_a_namesake_who_is_not_in_the_roster_takes_nobodys_work(lay: Lay, roster: Roster, course: Course) -> None:
    """Two numbers of Brightspace under one name are two people, and which of them the roster means is not guessed."""
    people = {"1-2 - Anna Ekström - Sep 9, 2026 800 AM": "a", "7-2 - Anna Ekström - Sep 10, 2026 800 AM": "b"}
    found = find_class(lay({f"{folder}/ex1_sigmoid.py": text for folder, text in people.items()}), course, roster)
    assert read(found, course) == {"Anna Ekström_1": {EX1: "a"}, "Anna Ekström_7": {EX1: "b"}}
    assert all("a name that several learners have" in notice.reason for notice in found.notices)


def test_a_name_that_two_share_is_nobodys(lay: Lay, roster: Roster, course: Course) -> None:
    """A first name alone tells of no one; such work is graded under its own name and listed."""
    found = find_class(
        lay({"homework of Lind or Ekström/ex1_sigmoid.py": "x", "bob/ex1_sigmoid.py": "b"}), course, roster
    )
    assert sorted(read(found, course)) == ["1002", "homework of Lind or Ekström"]


@pytest.mark.parametrize(
    "name",
    [
        "hw1 anna",
        "anna@x.org",
        "ANNA@X.ORG_final",
        "hw_1_anna@x.org",
        "Ekström, Anna",
        "Ekstrom Anna (late)",
        "1001-final",
        "HW1_Anna_Ekstro\u0308m",
        "Anna Ekström - homework",
    ],
)
def test_a_learner_is_known_by_a_name_that_stands_alone(name: str, lay: Lay, roster: Roster, course: Course) -> None:
    """User name, e-mail address, number or full name, in either order, with accents together, apart or left out."""
    found = find_class(lay({f"{name}/ex1_sigmoid.py": "x", "bob/ex1_sigmoid.py": "b"}), course, roster)
    assert sorted(read(found, course)) == ["1001", "1002"]


def test_a_folder_that_holds_only_one_folder_is_looked_into(lay: Lay, course: Course) -> None:
    """Two learners with the same exercise are a class, whatever the folder above them is called."""
    found = find_class(lay({"homework1/anna/ex1_sigmoid.py": "a", "homework1/bob/ex1_sigmoid.py": "b"}), course)
    assert read(found, course) == {"anna": {EX1: "a"}, "bob": {EX1: "b"}}


def test_what_may_be_one_learner_or_a_class_is_refused(lay: Lay, course: Course, roster: Roster) -> None:
    """Different exercises in the folders of one folder can be both; a roster decides."""
    files = {"work/anna/ex1_sigmoid.py": "a", "work/bob/ex2_loss.py": "b"}
    with pytest.raises(UsageError, match=r"one learner's work.*or a class of 2: anna, bob"):
        find_class(lay(files), course)
    assert read(find_class(lay(files), course, roster), course) == {"1001": {EX1: "a"}, "1002": {EX2: "b"}}


def test_the_folders_of_one_learner_of_the_roster_are_theirs(lay: Lay, course: Course, roster: Roster) -> None:
    """A folder that bears a learner's name is no class."""
    files = {"anna/one/ex1_sigmoid.py": "a", "anna/two/ex2_loss.py": "b"}
    assert read(find_class(lay(files), course, roster), course) == {"1001": {EX1: "a", EX2: "b"}}


@pytest.mark.parametrize(
    "file", ["sigmoid.py", "my sigmoid.py", "Copy of ex1_sigmoid.py", "ex1-sigmoid.py", "ex1_sigmoid_final_v2.py"]
)
def test_the_one_file_of_an_assignment_of_one_exercise_is_that_exercise(file: str, lay: Lay, course: Course) -> None:
    """Whatever it is called, and however deep it lies."""
    found = find_class(lay({f"anna/{file}": "a", f"bob/hw/{file}": "b"}), course, only=course.exercises[0])
    assert read(found, course) == {"anna": {EX1: "a"}, "bob": {EX1: "b"}}


def test_of_two_files_of_other_names_none_is_guessed(lay: Lay, course: Course) -> None:
    """Neither is the exercise, and both are listed."""
    found = find_class(lay({"anna/one try.py": "a", "anna/two try.py": "b"}), course, only=course.exercises[0])
    assert read(found, course) == {"anna": {}}


@pytest.mark.parametrize("names", [("v1", "v2", "v10"), ("Attempt 1", "attempt-2"), ("2026-09-09", "2026-09-10 0800")])
def test_of_versions_in_a_learners_folder_the_newest_counts(
    names: tuple[str, ...], tmp_path: Path, course: Course
) -> None:
    """Where all of its folders are named as versions or by dates; else two of one name are refused, as ever."""
    for name in names:
        folder = tmp_path / "class" / "anna" / name
        folder.mkdir(parents=True)
        (folder / "ex1_sigmoid.py").write_text(name)
    (handed,) = find_class(tmp_path / "class", course).submissions
    assert dict(handed.snapshot(stems_of(course))[0].files) == {"ex1_sigmoid.py": names[-1].encode()}
    folder.rename(folder.with_name("backup"))
    (tmp_path / "class" / "bob").mkdir()
    anna, _ = find_class(tmp_path / "class", course).submissions
    assert [name for name, _ in anna.snapshot(stems_of(course))[0].refused] == ["ex1_sigmoid.py"]
