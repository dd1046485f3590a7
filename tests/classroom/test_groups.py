"""Groups that hand in together, in the forms of the sites: each member of a group of the roster has its work."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader.classroom.class_submissions import Class
from grader.classroom.layouts import find_class, stems_of
from grader.classroom.roster_file import read_roster
from grader.core.course import Course

from .site_classes import EX1, zipped

ROSTER = (
    "student_id,username,name,group\n1,anna,Anna Ek,team-a\n2,bob,Bob Li,team-a\n3,cyd,Cyd Ra,team-b\n4,eve,Eve Un,\n"
)
A, B = "of group a", "of group b"
CLONES = "clones, which are folders alone"
TOGETHER = {"1": A, "2": A, "3": B}
FORMS: dict[str, dict[str, str | bytes]] = {
    "a folder each": {f"team-a/{EX1}": A, f"team-b/{EX1}": B},
    "folders with the assignment's name": {f"hw1-team-a/{EX1}": A, f"hw1-team-b/{EX1}": B},
    CLONES: {f"hw1-team-a/{EX1}": A, f"hw1-team-b/{EX1}": B, "hw1-team-a/.git/x": "", "hw1-team-b/.git/x": ""},
    "GitHub, where a name was taken": {
        f"hw1-submissions/hw1-team-a-1/{EX1}": A,
        f"hw1-submissions/hw1-team-b/{EX1}": B,
    },
    "an archive each": {"team-a.zip": zipped({EX1: A}), "Team B.zip": zipped({EX1: B})},
    "files": {f"team-a_{EX1}": A, "ex1_sigmoid_team_b.py": B},
    "Moodle": {f"Team A_77_assignsubmission_file/{EX1}": A, f"Team B_78_assignsubmission_file/{EX1}": B},
    "Moodle, flat": {f"Team A_77_assignsubmission_file_{EX1}": A, f"Team B_78_assignsubmission_file_{EX1}": B},
    "Canvas": {f"teama_101_901_{EX1}": A, f"teamb_LATE_102_902_{EX1}": B},
    "Blackboard": {
        f"Home_work_team-a_attempt_2026-09-10-23-41-05_{EX1}": A,
        f"Home_work_team-a_attempt_2026-09-09-23-41-05_{EX1}": "earlier",
        f"Home_work_team-b_attempt_2026-09-10-08-00-00_{EX1}": B,
    },
    "Brightspace": {
        f"31-7 - Team A - Sep 9, 2026 1141 PM/{EX1}": "earlier",
        f"31-7 - Team A - Sep 10, 2026 1141 PM/{EX1}": A,
        f"32-7 - Team B - Sep 10, 2026 800 AM/{EX1}": B,
    },
    "MarkUs": {f"A1/team-a/{EX1}": A, f"A1/team-b/{EX1}": B},
}


def _found(tmp_path: Path, files: dict[str, str | bytes], course: Course, *, packed: bool = False) -> Class:
    (tmp_path / "roster.csv").write_text(ROSTER)
    root = tmp_path / "class"
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    if packed:
        with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    return find_class(tmp_path / "download.zip" if packed else root, course, read_roster(tmp_path / "roster.csv"))


def _read(found: Class, course: Course) -> dict[str, str]:
    stems = stems_of(course)
    return {h.student: dict(h.snapshot(stems)[0].files).get(EX1, b"").decode() for h in found.submissions}


@pytest.mark.parametrize(
    ("form", "packed"), [(form, p) for form in FORMS for p in (False, True) if form != CLONES or not p]
)
def test_each_of_a_group_has_its_work(form: str, packed: bool, tmp_path: Path, course: Course) -> None:
    """The group's newest, whether a site keeps it as a folder, an archive or a file; a learner in no group is absent."""
    found = _found(tmp_path, FORMS[form], course, packed=packed)
    assert _read(found, course) == TOGETHER
    assert [person.key for person, _ in found.absent()] == ["4"]


def test_of_ones_own_work_and_the_groups_one_counts(tmp_path: Path, course: Course) -> None:
    """Neither is lost because there are two: the first is graded, and the other named."""
    found = _found(tmp_path, {f"anna/{EX1}": "own", f"team-a/{EX1}": A}, course)
    assert _read(found, course) == {"1": "own", "2": A}
    assert [n.reason for n in found.notices] == ["is a second folder for 1; the first was graded."]


def test_a_name_of_two_learners_asks_for_a_column_of_groups(tmp_path: Path, course: Course) -> None:
    """Neither is given the work, and the message says how both can be."""
    found = _found(tmp_path, {f"anna and bob/{EX1}": A, f"cyd/{EX1}": B, f"stranger/{EX1}": "x"}, course)
    assert _read(found, course) == {"anna and bob": A, "3": B, "stranger": "x"}
    told = {notice.where: notice.reason for notice in found.notices}
    assert "column `group`" in told["anna and bob"]
    assert told["stranger"] == "is not in the roster; graded anyway."


def test_only_a_group_of_the_roster_makes_a_common_beginning_a_prefix(tmp_path: Path, course: Course) -> None:
    """Folders named after pairs begin alike too; nobody is given the work by the rest of such a name."""
    found = _found(tmp_path, {f"anna-bob/{EX1}": A, f"anna-cyd/{EX1}": B}, course)
    assert _read(found, course) == {"anna-bob": A, "anna-cyd": B}
