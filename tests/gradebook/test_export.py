"""The grades in the form that course sites take, and no row in it that would make an import fail."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.gradebook.cells import ExportOptions, GradeTable, plain_cell
from grader.classroom.gradebook.export import to_csv, to_json
from grader.classroom.gradebook.lms_export import to_canvas, to_moodle
from grader.classroom.gradebook.marks import Marks
from grader.core.errors import UsageError
from grader.core.results import EXERCISE, QUIZ

STRANGE = ["=1+1", "+cmd|x", "-2", "@SUM(A1)", '"quoted", with comma', "🎓 Ömer", "new\nline", "\t=1"]
CANVAS = (
    "Student,ID,SIS Login ID,Section,Old (11),Primer (12),Primer Current Score\r\n"
    "    Points Possible,,,,5,20,(read only)\r\n"
    '"Doe, Jane",101,jdoe,"Intro, 1",4,,77\r\n'
    '"=Roe, R. 🎓",102,rroe,One,,,\r\n'
    '"Student, Test",,,One,,,\r\n'
)
WORKSHEET = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\r\n"
    'Participant 17,"Doe, Jane",jane@x.org,Submitted,,50.00,Yes,-,\r\n'
    "Participant 18,Rob Roe,rob@x.org,Submitted,3,50.00,No,-,old\r\n"
    "Participant 19,Al No,al@x.org,No submission,,50.00,Yes,-,\r\n"
)


def marks(key: str, score: float = 40.0, name: str = "", email: str = "", quiz: float | None = None) -> Marks:
    """Return the marks of a learner who has `score` of 50 in one exercise and 2.5 bonus in another."""
    items = {(EXERCISE, "sigmoid"): (score, 50.0, 0.0), (EXERCISE, "extra"): (0.0, 0.0, 2.5)}
    return Marks(key, name, email, items | ({(QUIZ, "final"): (quiz, 9.0, 0.0)} if quiz is not None else {}))


@pytest.fixture(name="download")
def _download(tmp_path: Path) -> Callable[[str], Path]:
    """Give a function that writes what was downloaded from a course site."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / "download.csv").write_bytes(text.encode(encoding))
        return tmp_path / "download.csv"

    return write


def rows(text: str) -> list[list[str]]:
    """Return the cells of a CSV."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def canvas_accepts(text: str, downloaded: str) -> dict[str, float]:
    """Check a file by the rules of Canvas's importer (lib/gradebook_importer.rb) and return what it would set, by id.

    The header begins with Student, ID, an optional login, Section as the last fixed column; an assignment is known by
    the number in its last parentheses; a learner by ID; another row would make a "missing" person.
    """
    header, points, *people = rows(text)
    known = {row[1] for row in rows(downloaded)[2:] if row[1]}
    assert header[:2] == ["Student", "ID"]
    fixed = header.index("Section")
    assert set(header[2:fixed]) <= {"SIS User ID", "SIS Login ID", "Integration ID", "Root Account"}
    titles = header[fixed + 1 :]
    assert titles
    assert all(re.search(r" \(\d+\)$", title) and title in rows(downloaded)[0] for title in titles)
    assert "Points Possible" in points[0]
    assert all(len(row) == len(header) and row[1] in known for row in people)
    assert len({row[1] for row in people}) == len(people)
    return {row[1]: float(row[fixed + 1]) for row in people}


def moodle_accepts(text: str, known: set[str]) -> dict[str, float]:
    """Check a file by the rules of Moodle's importer (grade/import/csv) and return what it would set.

    One unknown or repeated learner, or text among numbers, aborts all; feedback without its grade wipes grades.
    """
    header, *people = rows(text)
    assert header[0] == "Email address"
    assert header[2] == f"{header[1]} (feedback)"
    assert "Last downloaded from this course" not in header
    assert {row[0] for row in people} <= known
    assert len({row[0] for row in people}) == len(people)
    return {row[0]: float(row[1]) for row in people}


def test_csv_is_read_back_by_pandas() -> None:
    """Every name comes back whole, numbers are numbers, a quiz has its column, a bonus exercise its bonus."""
    learners = [marks(f"s{i}", 10.0 + i, name, quiz=4.5 if i else None) for i, name in enumerate(STRANGE)]
    frame = pandas.read_csv(io.StringIO(to_csv(learners, ExportOptions()).text))
    assert list(frame.columns) == [
        "student",
        "name",
        "email",
        "sigmoid",
        "extra",
        "quiz final",
        "score",
        "max_score",
        "bonus",
        "automatic",
        "handed_in_at",
        "late",
        "section",
        "handed_in",
        "by_hand",
    ]
    assert list(frame.score) == [10.0 + i for i in range(len(STRANGE))]
    assert set(frame.extra) == {2.5}
    assert frame["quiz final"].isna().sum() == 1
    assert [str(n).lstrip("'") for n in frame.name] == [" ".join(n.split("\n")) for n in STRANGE]


@given(st.text(alphabet=st.sampled_from("=+-@|\t\r\n \u00a0＝a'\"")))
def test_no_text_becomes_a_formula(text: str) -> None:
    """What a spreadsheet would run begins with an apostrophe, and no cell holds a line end."""
    safe = plain_cell(text)
    assert safe.lstrip(" \t\u00a0\u3000")[:1] not in tuple("=+-@＝＋－＠|")
    assert not set(safe) & set("\r\n\0")


def test_json_holds_the_same() -> None:
    """It is for other programs."""
    (student,) = json.loads(to_json([marks("s1", quiz=1.0)], ExportOptions()).text)["students"]
    assert (student["score"], student["max_score"], student["bonus"]) == (40.0, 50.0, 2.5)
    assert [item["name"] for item in student["items"]] == ["sigmoid", "extra", "final"]


def test_canvas_is_filled_in_and_taken_back(download: Callable[[str], Path]) -> None:
    """Learners are met by number, login or name; points are scaled to what the assignment is worth there."""
    into = ExportOptions(into=download(CANVAS), column="Primer")
    exported = to_canvas([marks("doejane_101", 40.0), marks("rroe", 50.0)], into)
    assert canvas_accepts(exported.text, CANVAS) == {"101": 16.0, "102": 20.0}
    assert exported.refused == []
    assert [row[:4] for row in rows(exported.text)[2:]] == [row[:4] for row in rows(CANVAS)[2:4]]


def test_canvas_gets_only_people_that_it_knows(download: Callable[[str], Path]) -> None:
    """A stranger, a second submission of one learner, and a learner without a result are left out, with the reason."""
    into = ExportOptions(into=download(CANVAS), column="Primer (12)", only="final")
    learners = [marks("jdoe", quiz=9.0), marks("x_101", quiz=1.0), marks("stranger", quiz=2.0), marks("rroe")]
    exported = to_canvas(learners, into)
    assert canvas_accepts(exported.text, CANVAS) == {"101": 20.0}
    assert dict(exported.refused).keys() == {"x_101", "stranger", "rroe"}


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("name,points\na,1\n", "points", "Student and ID"),
        (CANVAS, None, "--column"),
        (CANVAS, "Primer Current Score", "--column"),
        (CANVAS.replace(",5,20,", ",5,(read only),"), "Primer (12)", "by itself"),
        ("", "x", "header"),
    ],
    ids=["not of Canvas", "column not said", "not an assignment", "read only", "empty"],
)
def test_canvas_file_that_cannot_be_filled_says_why(
    text: str, column: str | None, word: str, download: Callable[[str], Path]
) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError, match=word):
        to_canvas([marks("jdoe")], ExportOptions(into=download(text), column=column))


def test_canvas_with_two_columns_for_a_name_is_filled_in(download: Callable[[str], Path]) -> None:
    """As it is exported where the account shows first and last names apart."""
    into = download(
        "LastName,FirstName,ID,SIS Login ID,Section,Primer (12)\r\n    Points Possible,,,,,20\r\nDoe,Jane,101,jdoe,One,\r\n"
    )
    export = to_canvas([marks("x", name="Jane Doe")], ExportOptions(into=into))
    assert rows(export.text)[2] == ["Doe", "Jane", "101", "jdoe", "One", "16"]


def test_a_name_is_found_however_its_accents_are_kept(download: Callable[[str], Path]) -> None:
    """A disk may keep them apart from their letters."""
    into = download(CANVAS.replace("Doe, Jane", "Doe, José"))
    export = to_canvas([marks("x", name="Jose\u0301 Doe")], ExportOptions(into=into, column="Primer"))
    assert not export.refused


def test_an_assignment_worth_nothing_takes_points_as_they_are(download: Callable[[str], Path]) -> None:
    """It is there for extra credit: nobody's points become 0 for it."""
    into = download(CANVAS.replace("    Points Possible,,,,5,20", "    Points Possible,,,,5,0"))
    assert rows(to_canvas([marks("jdoe")], ExportOptions(into=into, column="Primer")).text)[2][-1] == "40"


@pytest.mark.parametrize(
    ("fill", "text", "key"),
    [
        (
            to_canvas,
            'Student,ID,SIS User ID,Section,P (1)\r\n"Doe, Jane",7,101,One,\r\n"Li, Bo",101,8,One,\r\n',
            "bo_101",
        ),
        (
            to_moodle,
            "Identifier,Full name,ID number,Grade\r\nParticipant 7,Jane Doe,101,\r\nParticipant 101,Bo Li,8,\r\n",
            "Bo Li_101",
        ),
    ],
    ids=["canvas", "moodle"],
)
def test_a_number_of_another_kind_is_nobodys(
    fill: Callable[..., GradeTable], text: str, key: str, download: Callable[[str], Path]
) -> None:
    """The number in the name of what was handed in is the site's, not the institution's."""
    export = fill([marks(key)], ExportOptions(into=download(text)))
    assert not export.refused
    assert [row[1] for row in rows(export.text) if "40" in row] in (["101"], ["Bo Li"])


def test_feedback_is_in_the_order_of_the_course(download: Callable[[str], Path]) -> None:
    """Not in that of the alphabet."""
    export = to_moodle(
        [marks("x", name="Rob Roe")],
        ExportOptions(into=download(WORKSHEET.replace(",No,", ",Yes,")), order=("extra", "sigmoid")),
    )
    assert rows(export.text)[2][-1] == "extra: 2.5 bonus; sigmoid: 40 of 50"


def test_who_is_excused_in_canvas_stays_so(download: Callable[[str], Path]) -> None:
    """A grade would take the excuse back."""
    into = ExportOptions(into=download(CANVAS.replace("4,,77", "4,EX,77")), column="Primer")
    exported = to_canvas([marks("jdoe"), marks("rroe")], into)
    assert canvas_accepts(exported.text, CANVAS).keys() == {"102"}
    assert "excused" in dict(exported.refused)["jdoe"]


def test_answers_that_cannot_be_read_are_no_result() -> None:
    """Neither a zero in a table nor a grade on the course site; the column of one quiz is called as it is."""
    learners = [marks("a", email="a@x.org", quiz=4.5), marks("b", email="b@x.org")]
    learners[1].items[QUIZ, "final"] = (0.0, 0.0, 0.0)
    exported = to_moodle(learners, ExportOptions(only="final"))
    assert rows(exported.text)[0][1] == "final"
    assert moodle_accepts(exported.text, {"a@x.org"}) == {"a@x.org": 4.5}
    assert [who for who, _ in exported.refused] == ["b"]
    assert [row[3] for row in rows(to_csv(learners, ExportOptions(only="final")).text)[1:]] == ["4.5", ""]


GERMAN = (
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar\r\n"
    'Teilnehmer/in17,Jane Doe,jane@x.org,Zur Bewertung abgegeben,,"50,00",Ja,"Samstag, 12. September",-,\r\n'
    'Teilnehmer/in18,Rob Roe,rob@x.org,Zur Bewertung abgegeben,"3,0","50,00",Nein,"Samstag, 12. September",-,alt\r\n'
)
FRENCH = (
    "Identifiant,Nom complet,Adresse de courriel,Statut,Groupe,Note,Note maximale,Feedback par commentaires\r\n"
    "Participant17,Jane Doe,jane@x.org,Remis,A,,50.00,\r\n"
)


@pytest.mark.parametrize("name", ["Jane Doe_17", "jane@x.org", "Doe, Jane_17"])
def test_a_worksheet_is_known_in_any_language(name: str, download: Callable[[str], Path]) -> None:
    """By what is in its columns; the words stay, decimals are written as the site writes them, a lock is kept."""
    exported = to_moodle([marks(name, 40.5), marks("Rob Roe_18")], ExportOptions(into=download(GERMAN)))
    before, after = rows(GERMAN), rows(exported.text)
    assert after[0] == before[0]
    assert after[1] == [*before[1][:4], "40,5", *before[1][5:9], "sigmoid: 40.5 of 50; extra: 2.5 bonus"]
    assert after[2] == before[2]
    assert exported.refused == [("Rob Roe_18", "has a grade that is locked in Moodle")]


def test_a_worksheet_without_a_lock_is_filled_in(download: Callable[[str], Path]) -> None:
    """With groups, and points where the site has them."""
    exported = to_moodle([marks("x", 25.0, email="jane@x.org")], ExportOptions(into=download(FRENCH)))
    assert rows(exported.text)[1][4:7] == ["A", "25", "50.00"]


def test_columns_are_in_the_order_of_the_course() -> None:
    """Whatever was graded first."""
    (header, *_) = rows(to_csv([marks("a", quiz=1.0)], ExportOptions(order=("extra", "sigmoid"))).text)
    assert header[3:6] == ["extra", "sigmoid", "quiz final"]


def test_canvas_with_semicolons_is_read(download: Callable[[str], Path]) -> None:
    """As spreadsheets save it where numbers have commas."""
    text = CANVAS.replace('"Doe, Jane"', "Doe Jane").replace('"Intro, 1"', "One").replace(",", ";")
    exported = to_canvas([marks("jdoe")], ExportOptions(into=download(text), column="Primer"))
    assert rows(exported.text)[2][-1] == "16"


def test_moodle_worksheet_is_filled_in(download: Callable[[str], Path]) -> None:
    """Grade and feedback are written, scaled, a locked grade is refused, and all else is as it was."""
    into = ExportOptions(into=download(WORKSHEET))
    exported = to_moodle([marks("Doe, Jane_17", 40.0), marks("Rob Roe_18"), marks("Nobody_99")], into)
    before, after = rows(WORKSHEET), rows(exported.text)
    grade, feedback = before[0].index("Grade"), before[0].index("Feedback comments")
    assert after[1][grade] == "40"
    assert after[1][feedback] == "sigmoid: 40 of 50; extra: 2.5 bonus"
    assert dict(exported.refused).keys() == {"Rob Roe_18", "Nobody_99"}
    for row in after[1:]:
        row[grade] = row[feedback] = ""
    for row in before[1:]:
        row[grade] = row[feedback] = ""
    assert [*after[1], *after[3]] == [*before[1], *before[3]]


def test_moodle_import_holds_only_known_learners(download: Callable[[str], Path]) -> None:
    """If there is a report of the course, an unknown learner never aborts the import."""
    report = "First name,Last name,Email address\nJane,Doe,Jane@x.org\nRob,Roe,rob@x.org\n"
    learners = [marks("a", name="Jane Doe"), marks("b", email="ROB@x.org"), marks("c", email="no@x.org")]
    exported = to_moodle(learners, ExportOptions(into=download(report), column="Primer"))
    assert moodle_accepts(exported.text, {"Jane@x.org", "rob@x.org"}) == {"Jane@x.org": 40.0, "rob@x.org": 40.0}
    assert [who for who, _ in exported.refused] == ["c"]


@pytest.mark.parametrize("email", ["", "=1@x.org", "no address", "a@b c", "a,b@x.org"])
def test_moodle_without_an_address_is_refused(email: str) -> None:
    """The row would abort the import of everybody else."""
    exported = to_moodle([marks("a", email="a@x.org"), marks("b", email=email)], ExportOptions())
    assert moodle_accepts(exported.text, {"a@x.org"}) == {"a@x.org": 40.0}
    assert [who for who, _ in exported.refused] == ["b"]


def test_two_learners_with_one_address_are_not_both_written() -> None:
    """Moodle would take the last without a word."""
    exported = to_moodle([marks("a", email="a@x.org"), marks("b", email="a@x.org")], ExportOptions())
    assert [who for who, _ in exported.refused] == ["b"]


def test_only_gives_the_points_of_what_it_names() -> None:
    """With `--only` the sums are those of that exercise or quiz, and not of all exercises."""
    wanted = ExportOptions(only="final")
    assert rows(to_csv([marks("anna", quiz=4.5)], wanted).text)[1][3:] == [
        "4.5",
        "4.5",
        "9",
        "0",
        "",
        "",
        "",
        "",
        "yes",
        "",
    ]
    (student,) = json.loads(to_json([marks("anna", quiz=4.5)], wanted).text)["students"]
    assert (student["score"], student["max_score"]) == (4.5, 9.0)


def test_only_gives_the_feedback_of_what_it_names(download: Callable[[str], Path]) -> None:
    """What another exercise earned does not stand beside this one's grade."""
    exported = to_moodle([marks("Doe, Jane_17")], ExportOptions(into=download(WORKSHEET), only="sigmoid"))
    assert rows(exported.text)[1][-1] == "sigmoid: 40 of 50"


def test_a_row_of_canvas_without_a_number_is_nobody(download: Callable[[str], Path]) -> None:
    """Canvas's own test student, for example, though a learner has the same name."""
    exported = to_canvas(
        [marks("x", name="Student, Test"), marks("jdoe")], ExportOptions(into=download(CANVAS), column="Primer")
    )
    assert canvas_accepts(exported.text, CANVAS).keys() == {"101"}
    assert [who for who, _ in exported.refused] == ["x"]
