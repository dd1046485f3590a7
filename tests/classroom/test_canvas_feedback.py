"""Comments for Canvas: by Canvas's own rule each belongs to a learner who handed in, and to one of their files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from grader.classroom.canvas_feedback import comment_name, write_canvas
from grader.classroom.collected import Handed
from grader.classroom.files import Piece
from grader.classroom.gradebook.records import NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class
from grader.classroom.roster_file import read_roster
from grader.classroom.tree import Disk
from grader.core.course import Course

from .site_classes import NAMESAKES, NEWEST, ROSTER, SITES, zipped

DOCUMENT = (
    '{"exercise": 1, "name": "sigmoid", "file": "ex1_sigmoid.py", "status": "graded", "score": 1.0, "max_score": 10.0, '
    '"bonus": 0.0, "checks": [], "seed": 1, "isolation": "full", "seconds": 0.1}'
)


def by_canvas(name: str) -> tuple[str, str]:
    """Return the learner's and the file's number as Canvas reads them."""
    numbers = [part for part in name.split("_") if re.fullmatch(r"\d+", part)]
    return numbers[0], numbers[1]


@pytest.mark.parametrize(
    ("files", "numbers"),
    [
        (["doejane_101_900_ex1_sigmoid.py", "doejane_101_950_ex2_loss-1.py"], ("101", "950")),
        (["doejane_LATE_101_900_a.py"], ("101", "900")),
        (["anon_101_900_7_8.py"], ("101", "900")),
        (["007_101_900_a.py"], ("101", "900")),
        (["a.py"], None),
    ],
)
def test_canvas_finds_whose_comment_it_is(files: list[str], numbers: tuple[str, str] | None) -> None:
    """The newest file counts; a name of digits is no number."""
    name = comment_name(Handed("x", pieces=[Piece(Disk("."), file, "ex1_sigmoid.py") for file in files]))
    assert (name and by_canvas(name)) == numbers


def test_a_class_gets_its_comments(tmp_path: Path, course: Course, gradebook: Gradebook) -> None:
    """From the download and the roster; a learner who is not in the download is named."""
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "class.zip").write_bytes(zipped(SITES["Canvas"]()))
    roster = read_roster(tmp_path / "roster.csv")
    gradebook.people.enrol(roster)
    result = NewResult("sigmoid", "i", DOCUMENT, "graded", 1.0, 10.0)
    gradebook.record_all([StoredAttempt(key, "c", [result]) for key in NEWEST if key not in NAMESAKES])
    summary = write_canvas(gradebook, course, tmp_path, find_class(tmp_path / "class.zip", course, roster))
    assert (summary.written, [key for key, _ in summary.refused]) == (len(NEWEST) - 2, ["1005", "1006", "1008"])
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        assert by_canvas(archive.namelist()[0]) == ("700", "9000")
        assert "Anna" in archive.read(archive.namelist()[0]).decode()
