"""The commands for a class, as programs: their output, their files, their exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Course
from grader.core.mistakes import read_hints
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

from .conftest import HANGING, RIGHT, WRONG

Hand = Callable[..., Path]
Done = subprocess.CompletedProcess[str]


def test_json_is_that_of_the_contract(run: Callable[..., Done], hand_in: Hand) -> None:
    """Every learner with every exercise; what was graded, what was taken from before."""
    hand_in("anna")
    root = hand_in("bob", temperature=WRONG)
    first = json.loads(run("submissions", root, "--format", "json", expect=1).stdout)
    again = json.loads(run("submissions", root, "--format", "json", expect=1).stdout)
    assert (first["schema"], first["graded"], first["reused"]) == (1, 2, 0)
    assert (again["graded"], again["reused"]) == (0, 2)
    assert [(s["student"], s["score"], s["max_score"]) for s in first["students"]] == [("anna", 10, 10), ("bob", 6, 10)]
    assert first["students"] == again["students"]
    (exercise, _) = first["students"][1]["exercises"]
    assert (exercise["exercise"], exercise["name"], exercise["status"]) == (1, "temperature", "graded")
    assert {"seconds", "not_understood"} <= set(first)


@pytest.mark.parametrize(
    ("arguments", "expect"),
    [((), 1), (("--fail-under", "60"), 0), (("--fail-under", "61"), 1), (("--exercise", "words"), 0)],
    ids=["not all have full marks", "all reach it", "one does not", "full marks in what was asked"],
)
def test_the_exit_status_says_how_the_class_did(
    arguments: tuple[str, ...], expect: int, run: Callable[..., Done], hand_in: Hand
) -> None:
    """0 for full marks, or for all at or over the threshold; 1 otherwise."""
    hand_in("anna")
    run("submissions", hand_in("bob", temperature=WRONG), *arguments, expect=expect)


def test_wrong_usage_is_one_sentence(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """Nothing there, an unknown exercise, no gradebook, a roster that is none: exit status 2."""
    root = hand_in("anna")
    for arguments in (
        ("submissions", tmp_path / "nowhere"),
        ("submissions", root, "--exercise", "nine"),
        ("submissions", root, "--roster", tmp_path / "none.csv"),
        ("gradebook", "export"),
        ("report", "--output", tmp_path / "r.html"),
        ("mistakes", "adopt", "x", "--id", "y", "--hint", "z"),
        ("regrade", root),
    ):
        said = run(*arguments, expect=2)
        assert len(said.stderr.strip().splitlines()) == 1, said.stderr
        assert not said.stdout


def test_a_fault_of_the_course_is_three(run: Callable[..., Done], hand_in: Hand, small: Course) -> None:
    """And says that nobody loses marks by it."""
    suite = small.exercises[1].suite
    suite.write_text(suite.read_text().replace('agree(submission.count(""), [])', "1 / 0"))
    said = run("submissions", hand_in("anna"), expect=3)
    assert "No marks are lost" in said.stderr


def test_what_was_not_understood_is_told(run: Callable[..., Done], hand_in: Hand) -> None:
    """On standard error, a line each; a name cannot write on the terminal."""
    root = hand_in("anna")
    (root / "not\x1b[31mes.txt").write_text("")
    said = run("submissions", root)
    assert "not\\x1b[31mes.txt: is no folder" in said.stderr


def test_who_is_late_on_canvas_is_told(run: Callable[..., Done], tmp_path: Path) -> None:
    """In the text and as `late` in the JSON; nobody else has the word."""
    root = tmp_path / "canvas"
    root.mkdir()
    for name in ("doejane_LATE_101_900_words.py", "roerob_102_901_words.py"):
        (root / name).write_text(RIGHT["words"])
    assert (
        "doejane_101: 6 of 10 points; handed in late\nroerob_102: 6 of 10 points\n"
        in run("submissions", root, expect=1).stdout
    )
    students = json.loads(run("submissions", root, "--format", "json", expect=1).stdout)["students"]
    assert [s.get("late") for s in students] == [True, None]


def test_content_that_breaks_while_a_class_is_graded_is_told(
    run: Callable[..., Done], hand_in: Hand, small: Course
) -> None:
    """A reference that does not load shows at the first submission only; nothing waits for ever."""
    root = hand_in("anna")
    small.exercises[0].reference.write_text("def (")
    said = run("submissions", root, expect=2).stderr
    assert "temperature.py:1: this content file does not load: SyntaxError" in said


def test_regrade_shows_what_changes_and_by_which_check(run: Callable[..., Done], hand_in: Hand, small: Course) -> None:
    """Nothing counts before it is committed; afterwards `submissions` has nothing left to do."""
    hand_in("anna")
    root = hand_in("bob", temperature=RIGHT["temperature"].replace("/ 1.8", "/ 1.8 + 1e-7"))
    run("submissions", root, expect=1)
    suite = small.exercises[0].suite
    suite.write_text(
        suite.read_text()
        .replace("/ 1.8)", "/ 1.8, abs=1e-3)")
        .replace('points=1, hint="Water', 'points=2, hint="Water')
    )
    said = run("regrade", root, expect=2).stderr
    assert "the checks are worth 5 points together; course.yaml says 4. Change one of them first" in said
    manifest = small.root / "exercises" / "course.yaml"
    manifest.write_text(manifest.read_text().replace("points: 4", "points: 5"))
    shown = run("regrade", root, expect=1).stdout
    assert "bob, temperature: 1 of 4 -> 3 of 5" in shown
    assert "0 -> 1  any temperature is right (anywhere)" in shown
    assert "1 -> 2  212 Fahrenheit is 100 Celsius (boiling)" in shown
    assert "Marks of 2 learners change. 2 results gain points. 0 results lose points." in shown
    rows = list(csv.DictReader(io.StringIO(run("gradebook", "export").stdout.removeprefix("\ufeff"))))
    assert [row["temperature"] for row in rows] == ["4", "1"]
    told: dict[str, Any] = json.loads(run("regrade", root, "--commit", "--format", "json").stdout)
    assert told["committed"]
    assert [(c["student"], c["before"], c["after"]) for c in told["changes"]] == [("anna", 4, 5), ("bob", 1, 3)]
    rows = list(csv.DictReader(io.StringIO(run("gradebook", "export").stdout.removeprefix("\ufeff"))))
    assert [row["temperature"] for row in rows] == ["5", "3"]
    assert "0 graded, 2 unchanged" in run("submissions", root, expect=1).stdout


def test_a_regrade_says_how_the_course_has_changed(run: Callable[..., Done], hand_in: Hand, small: Course) -> None:
    """Results say on which version of the course they were graded; a later version, or other files, are told first."""
    manifest = small.root / "exercises" / "course.yaml"
    text = manifest.read_text()
    assert "version:" not in text
    manifest.write_text(f'version: "1.0"\n{text}')
    root = hand_in("anna")
    told = json.loads(run("submissions", root, "--format", "json").stdout)
    first = told["course"]
    assert first["version"] == "1.0"
    assert [e["course"] for e in told["students"][0]["exercises"]] == [first] * len(small.exercises)
    exported = json.loads(run("gradebook", "export", "--format", "json").stdout)
    assert exported["students"][0]["items"][0]["course"] == first
    assert "version" not in run("regrade", root).stdout
    manifest.write_text(f'version: "1.0"\n# more\n{text}')
    said = run("regrade", root).stdout
    assert "The files of the course have changed since some marks were given. Its version is still 1.0." in said
    manifest.write_text(f'version: "1.1"\n{text}')
    said = run("regrade", root).stdout
    assert said.startswith("Some marks were given on version 1.0 of the course, which is now version 1.1.\n")
    data = json.loads(run("regrade", root, "--format", "json").stdout)
    assert (data["course"]["version"], data["courses_before"]) == ("1.1", [first])


def test_regrade_can_keep_every_mark_that_would_fall(run: Callable[..., Done], hand_in: Hand, small: Course) -> None:
    """A dropped check shows points and the most points, before and after; --raise-only takes nothing from anybody."""
    root = hand_in("anna")
    run("submissions", root)
    suite = small.exercises[0].suite
    text = suite.read_text()
    start = text.index("@check", text.index("@check") + 1)
    suite.write_text(text[: text.index("@check")] + text[start:])
    lost = 1 if "points=1" in text[text.index("@check") : start] else 2
    manifest = small.root / "exercises" / "course.yaml"
    manifest.write_text(manifest.read_text().replace("points: 4", f"points: {4 - lost}"))
    shown = run("regrade", root, expect=1).stdout
    assert f"anna, temperature: 4 of 4 -> {4 - lost} of {4 - lost}" in shown
    assert "The points of an exercise have changed" in shown
    told = json.loads(run("regrade", root, "--commit", "--raise-only", "--format", "json").stdout)
    assert [(c["student"], c["kept"]) for c in told["changes"]] == [("anna", True)]
    rows = list(csv.DictReader(io.StringIO(run("gradebook", "export").stdout.removeprefix("\ufeff"))))
    assert [row["temperature"] for row in rows] == ["4"]
    run("submissions", root)  # it is kept in a later run, too, until something else is handed in
    assert ",4," in run("gradebook", "export").stdout.splitlines()[1]
    (root / "anna" / "temperature.py").write_text(RIGHT["temperature"] + "# again\n")
    run("submissions", root)
    assert f",{4 - lost}," in run("gradebook", "export").stdout.splitlines()[1]


def test_regrade_of_one_exercise_knows_files_of_any_name(
    run: Callable[..., Done], hand_in: Hand, small: Course
) -> None:
    """What was graded with --exercise is graded as that again: nobody has 0 in all else, nor for the name of a file."""
    root = hand_in("anna", words=None)
    (root / "anna" / "temperature.py").rename(root / "anna" / "my temperature.py")
    run("submissions", root, "--exercise", "temperature")
    assert run("regrade", root).stdout == "Marks of 0 learners change. 0 results gain points. 0 results lose points.\n"
    suite = small.exercises[0].suite
    suite.write_text(suite.read_text().replace('points=1, hint="Water', 'points=1, stretch=True, hint="Water'))
    manifest = small.root / "exercises" / "course.yaml"
    manifest.write_text(manifest.read_text().replace("points: 4", "points: 3"))
    shown = run("regrade", root, "--exercise", "temperature", expect=1).stdout
    assert shown.startswith("anna, temperature: 4 of 4 -> 3 of 3 and 1 bonus\n")
    assert "words" not in shown


def test_regrade_of_an_unchanged_course_changes_nothing(run: Callable[..., Done], hand_in: Hand) -> None:
    """It says so, and exits with 0."""
    root = hand_in("bob", temperature=WRONG)
    run("submissions", root, expect=1)
    assert "0 learners" in run("regrade", root).stdout


def test_a_cluster_is_named_for_all_that_share_it(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """From the page to a hint that each of them is shown, now and at the next run."""
    hand_in("anna", temperature=WRONG)
    root = hand_in("bob", temperature=WRONG.replace("degrees", "f"))
    run("submissions", root, expect=1)
    run("report", "--output", tmp_path / "class.html")
    page = (tmp_path / "class.html").read_text()
    assert "no known mistake explains" in page
    cluster = page.split('<li><div class="row"><span><code>')[1].partition("<")[0]
    run("mistakes", "adopt", cluster, "--id", "Not Good", "--hint", "x", expect=2)
    said = run("mistakes", "adopt", cluster, "--id", "no-division", "--hint", "Divide by <1.8>.").stdout
    assert "2 learners" in said
    hand_in("cleo", temperature=WRONG.replace("degrees", "t"))
    told = json.loads(run("submissions", root, "--format", "json", expect=1).stdout)
    assert {s["exercises"][0]["misconception"]["id"] for s in told["students"]} == {"no-division"}
    run("report", "--output", tmp_path / "class.html")
    page = (tmp_path / "class.html").read_text()
    assert "anna, bob, cleo" in page
    assert "Divide by &lt;1.8&gt;." in page
    run("report", "--learner", "cleo", "--output", tmp_path / "cleo.html")
    assert "Divide by &lt;1.8&gt;." in (tmp_path / "cleo.html").read_text()


def test_a_class_is_searched_for_repairs_and_a_cluster_becomes_a_mistake_of_the_course(
    run: Callable[..., Done], hand_in: Hand, tmp_path: Path, small: Course
) -> None:
    """The reference is edited until it gives the answers of the cluster; the hint is drafted from what repairs them."""
    wrong = RIGHT["temperature"].replace("(degrees - 32)", "(degrees + 32)")
    hand_in("anna", temperature=wrong)
    root = hand_in("bob", temperature=wrong.replace("degrees", "f"))
    told = json.loads(run("submissions", root, "--repair", "30", "--format", "json", expect=1).stdout)
    for student in told["students"]:
        repair = student["exercises"][0]["repair"]
        assert (repair["line"], repair["kind"], repair["function"]) == (2, "operator", "celsius")
    run("report", "--output", tmp_path / "class.html")
    cluster = (tmp_path / "class.html").read_text().split('<li><div class="row"><span><code>')[1].partition("<")[0]
    where = (tmp_path / "class.html").read_text().split("Where it goes wrong")[1].partition("</section>")[0]
    assert "operator" in where
    assert "anna, bob" in where
    said = run("mistakes", "adopt", cluster, "--id", "adds-32", "--write").stdout
    written = small.root / "solutions" / "mistakes" / "temperature" / "adds-32.py"
    assert f"{written} was written (operator)." in " ".join(said.split())
    assert "2 learners have this mistake now." in said
    assert "One kind of edit repairs the answers of 2 of them: operator." in said
    assert "(degrees + 32) / 1.8" in written.read_text()
    assert read_hints(written)[0].startswith("Do the two values have to be added")
    with Sandbox() as sandbox, Grader(small, sandbox) as grader:
        result = grader.grade(small.exercises[0], open_submission(root / "bob"), 7)
    assert result.misconception is not None
    assert result.misconception.id == "adds-32"
    assert "is there already" in run("mistakes", "adopt", cluster, "--id", "adds-32", "--write", expect=2).stderr


def test_a_cluster_that_no_repair_explains_needs_a_hint(
    run: Callable[..., Done], hand_in: Hand, tmp_path: Path
) -> None:
    """There is nothing to draft one from, and it is said what to do."""
    root = hand_in("anna", temperature=WRONG)
    run("submissions", root, expect=1)
    run("report", "--output", tmp_path / "class.html")
    cluster = (tmp_path / "class.html").read_text().split('<li><div class="row"><span><code>')[1].partition("<")[0]
    said = run("mistakes", "adopt", cluster, "--id", "x", expect=2).stderr
    assert "add --hint TEXT" in said
    shown = run("mistakes", "adopt", cluster, "--id", "x", "--hint", "Look.", "--write").stdout
    assert "No single edit of the reference solution of temperature gives these answers." in " ".join(shown.split())


def test_the_class_page_is_one_file_and_the_same_each_time(
    run: Callable[..., Done], hand_in: Hand, tmp_path: Path
) -> None:
    """It loads and runs nothing, whatever learners are called and write."""
    hand_in("<script>alert(1)", temperature="raise ValueError('<img src=x onerror=alert(1)>')\n")
    hand_in("hanging", temperature=HANGING)
    root = hand_in("anna", words=None)
    run("submissions", root, expect=1)
    for name in ("one.html", "two.html"):
        run("report", "--output", tmp_path / name)
    page = (tmp_path / "one.html").read_text()
    assert page == (tmp_path / "two.html").read_text()
    assert "<script" not in page
    assert "<img" not in page
    assert "src=" not in page.replace("img-src", "")
    assert page.count('class="panel"') == 2
    assert "temperature 0 of 4, words 6 of 6" in page
    assert "temperature 4 of 4, words not handed in" in page


def test_grades_go_to_the_course_site(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """Written whole into a file; a learner who is not in the course's file is named, and the exit status is 1."""
    hand_in("jdoe")
    run("submissions", hand_in("stranger"))
    download = tmp_path / "canvas.csv"
    download.write_text('Student,ID,SIS Login ID,Section,Work (5)\nPoints Possible,,,,20\n"Doe, J",1,jdoe,A,\n')
    said = run(
        "gradebook", "export", "--format", "canvas", "--into", download, "--output", tmp_path / "up.csv", expect=1
    )
    assert "'stranger' is not in canvas.csv" in said.stderr
    assert (tmp_path / "up.csv").read_text().splitlines()[-1] == '"Doe, J",1,jdoe,A,20'


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--format", "canvas", "--into", "canvas.csv", "--output", "canvas.csv"), "is the file that --into names"),
        (("--into", "canvas.csv"), "are for --format canvas or moodle"),
    ],
    ids=["over what was downloaded", "into what is not filled in"],
)
def test_what_was_downloaded_is_left_as_it_is(
    arguments: tuple[str, ...], word: str, run: Callable[..., Done], hand_in: Hand, tmp_path: Path
) -> None:
    """It is neither written over nor skipped without a message."""
    run("submissions", hand_in("jdoe"))
    download = tmp_path / "canvas.csv"
    download.write_text("Student,ID,Section,Work (5)\nPoints Possible,,,20\n")
    before = download.read_text()
    assert word in run("gradebook", "export", *arguments, expect=2).stderr
    assert download.read_text() == before
