"""`grade feedback`: what every learner is told, as pages, as a zip for Moodle, and as Markdown for repositories."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from grader.classroom.feedback import FileNames

Done = CompletedProcess[str]
Hand = Callable[..., Path]
WRONG = "def celsius(degrees):\n    return degrees\n\n\ndef table(first, last, step=1):\n    return []\n"
WORKSHEET = (
    "\ufeffKennung,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Maximale Bewertung,"
    "Bewertung kann geändert werden,Feedback als Kommentar\r\n"
    'Teilnehmer/in 71,"Anna_Ä. O\'Neil/..",anna@example.org,,,"100,00",Ja,\r\n'
    'Teilnehmer/in 72,Bob,bob@example.org,,,"100,00",Ja,\r\n'
)


@pytest.fixture(name="graded")
def _graded(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> Callable[..., Done]:
    """Grade two learners of three, and decide and say something by hand."""
    hand_in("anna")
    root = hand_in("bob", temperature=WRONG)
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "username,name,email\nanna,Anna,anna@example.org\nbob,Bob <b>,bob@example.org\ncyd,=Cyd,cyd@example.org\n"
    )
    run("submissions", root, "--roster", roster, expect=1)
    run("gradebook", "adjust", "bob", "temperature", "--points", "3", "--reason", "explained it <i>orally</i>")
    run("gradebook", "comment", "anna", "Very @clear code.")
    return run


def test_pages_and_an_index_for_a_mail_merge(graded: Callable[..., Done], tmp_path: Path) -> None:
    """A page for each learner with what was decided by hand; a learner who handed nothing in is named."""
    done = graded("feedback", "--output", tmp_path / "out", expect=1)
    assert done.stdout == f"Feedback for 2 learners is in {tmp_path / 'out'}.\n"
    assert done.stderr == "cyd handed nothing in: no feedback.\n"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "index.csv").read_text(encoding="utf-8-sig"))))
    assert [tuple(row.values()) for row in rows] == [
        ("anna", "Anna", "anna@example.org", "anna.html"),
        ("bob", "Bob <b>", "bob@example.org", "bob.html"),
    ]
    pages = [(tmp_path / "out" / row["file"]).read_text() for row in rows]
    assert "Very @clear code." in pages[0]
    assert "What counts now" not in pages[0]
    assert "temperature: set to 3 by hand: explained it &lt;i&gt;orally&lt;/i&gt;" in pages[1]
    assert "Bob &lt;b&gt;" in pages[1]
    assert "What counts now: 9 of 10 points" in pages[1]
    assert "Anna" not in pages[1]


def test_who_has_only_a_comment_gets_it(graded: Callable[..., Done], tmp_path: Path) -> None:
    """And a name that a spreadsheet would run stays text in the index."""
    graded("gradebook", "comment", "cyd", "Please come and see me.")
    graded("feedback", "--output", tmp_path / "out")
    assert "Please come and see me." in (tmp_path / "out" / "cyd.html").read_text()
    assert ",'=Cyd," in (tmp_path / "out" / "index.csv").read_text(encoding="utf-8-sig")
    graded("feedback", "--format", "github", "--output", tmp_path / "clones")
    assert "0 of 0" not in (tmp_path / "clones" / "cyd" / "FEEDBACK.md").read_text()


def test_a_zip_for_moodle_is_named_as_its_worksheet_says(graded: Callable[..., Done], tmp_path: Path) -> None:
    """In any language: Moodle takes the number between the first two underscores, so a name has none."""
    (tmp_path / "sheet.csv").write_text(WORKSHEET, encoding="utf-8", newline="")
    moodle = ("feedback", "--format", "moodle", "--into", tmp_path / "sheet.csv", "--output", tmp_path / "out")
    said = graded(*moodle, expect=1).stderr
    assert said == "cyd is not in sheet.csv, so the import would not know who it is: no feedback.\n"
    written = (tmp_path / "out" / "feedback.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.namelist() == [
            "Anna Ä  O'Neil_71_assignsubmission_file_/feedback.html",
            "Bob_72_assignsubmission_file_/feedback.html",
        ]
        assert "set to 3 by hand" in archive.read(archive.namelist()[1]).decode()
    graded(*moodle, expect=1)
    assert (tmp_path / "out" / "feedback.zip").read_bytes() == written
    assert (tmp_path / "sheet.csv").read_text(encoding="utf-8") == WORKSHEET.replace("\r\n", "\n")


def test_markdown_for_repositories(graded: Callable[..., Done], tmp_path: Path) -> None:
    """One file in each folder; what an instructor wrote mentions nobody and is no markup."""
    graded("feedback", "--format", "github", "--output", tmp_path / "clones", expect=1)
    anna, bob = [(tmp_path / "clones" / name / "FEEDBACK.md").read_text() for name in ("anna", "bob")]
    assert "### From your instructor" in anna
    assert "@clear" not in anna
    assert r"explained it \<i\>orally" in bob
    assert "What counts now: 9 of 10 points." in bob


def test_markdown_goes_into_the_clones_that_are_there(graded: Callable[..., Done], tmp_path: Path) -> None:
    """Whatever begins their names; no folder is made beside them, and a learner who has none is named."""
    for name in ("hw1-anna", "hw1-bob"):
        (tmp_path / "clones" / name / ".git").mkdir(parents=True)
        (tmp_path / "clones" / name / "temperature.py").write_text("x = 1\n")
    graded("gradebook", "comment", "cyd", "Please come and see me.")
    done = graded("feedback", "--format", "github", "--output", tmp_path / "clones", expect=1)
    assert done.stdout.startswith("Feedback for 2 learners")
    assert done.stderr == f"cyd has no folder in {tmp_path / 'clones'}: no feedback.\n"
    assert sorted(path.parent.name for path in (tmp_path / "clones").glob("*/FEEDBACK.md")) == ["hw1-anna", "hw1-bob"]
    assert len(list((tmp_path / "clones").iterdir())) == 2


def test_a_link_in_a_learners_repository_is_not_followed(graded: Callable[..., Done], tmp_path: Path) -> None:
    """A learner who makes FEEDBACK.md a link does not choose what is written where."""
    (tmp_path / "clones" / "anna").mkdir(parents=True)
    (tmp_path / "clones" / "anna" / "FEEDBACK.md").symlink_to(tmp_path / "elsewhere")
    said = graded("feedback", "--format", "github", "--output", tmp_path / "clones", expect=2).stderr
    assert "is a link" in said
    assert not (tmp_path / "elsewhere").exists()


def test_wrong_usage_is_told(graded: Callable[..., Done], tmp_path: Path) -> None:
    """A worksheet with Moodle and with nothing else, and one that is a worksheet."""
    out = ("--output", tmp_path / "out")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert "--into" in graded("feedback", "--format", "moodle", *out, expect=2).stderr
    assert "--into" in graded("feedback", "--into", tmp_path / "other.csv", *out, expect=2).stderr
    moodle = ("feedback", "--format", "moodle", "--into", tmp_path / "other.csv")
    assert "is no grading worksheet of Moodle" in graded(*moodle, *out, expect=2).stderr
    assert not (tmp_path / "out").exists()


def test_a_file_name_is_safe_and_no_two_are_the_same() -> None:
    """No folder is left, no system's device is named, no option is begun, and letters' case does not tell two apart."""
    names = FileNames({"index"})
    keys = ["../../x", "a/b", "a b", "Anna", "anna", "index", "con", "Lpt1.x", "", "..", "-rf", "a@b.org", "é" * 300]
    given = [names.of(key) for key in keys]
    assert given[:12] == [
        "_.._x",
        "a_b",
        "a_b-2",
        "Anna",
        "anna-2",
        "index-2",
        "_con",
        "_Lpt1.x",
        "_",
        "_-2",
        "rf",
        "a@b.org",
    ]
    assert len(given[12].encode()) == 120
