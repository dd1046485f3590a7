"""Answers to a quiz among what a class handed in: found, marked as everywhere, kept, and marked again only when due."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class
from grader.core.course import Course
from grader.core.results import QUIZ

from .conftest import RIGHT
from .conftest import WRONG as UNDONE

Hand = Callable[..., Path]
Done = subprocess.CompletedProcess[str]
KITCHEN = Path(__file__).parent.parent / "quiz_terminal" / "course_kitchen"
GOOD = "quiz: kitchen\nseed: 5\nanswers: {boil: hundred, opposite: cold, double: n * 2}\n"
WRONG = "{seed: 5, quiz: kitchen, answers: {boil: eighty}}\n"


@pytest.fixture(name="quiz")
def _quiz(small: Course) -> Path:
    """Give the course a quiz with a question of every type; return its file."""
    shutil.copytree(KITCHEN, small.root / "quiz", ignore=shutil.ignore_patterns("__pycache__"))
    path = small.root / "quiz" / "kitchen.yaml"
    path.write_text(
        path.read_text().replace("suite: double", "suite: double\n    limits: {call_seconds: 0.5, load_seconds: 1}")
    )
    return path


@pytest.fixture(name="run")
def _run(quiz: Path, grade_cli: Callable[..., Done]) -> Callable[..., Done]:
    """Give a function that runs `grade` on that course; grades are kept in `grades/`."""
    return lambda *arguments, **options: grade_cli("--course", quiz.parent.parent, *arguments, **options)


@pytest.fixture(name="told")
def _told(run: Callable[..., Done]) -> Callable[..., dict[str, Any]]:
    """Give a function that grades a class and returns its JSON."""
    return lambda root, *more, expect=1: json.loads(
        run("submissions", root, "--format", "json", *more, expect=expect).stdout
    )


def answer(root: Path, student: str, text: str | bytes = GOOD, file: str = "quiz_answers.yaml") -> Path:
    """Hand in an answers file; return the class's folder."""
    path = root / student / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def test_the_class_gets_the_bytes_of_the_terminal(
    run: Callable[..., Done], told: Callable[..., dict[str, Any]], hand_in: Hand, quiz: Path
) -> None:
    """`grade submissions` holds the object of `grade quiz --answers`, programs included, and the course it is of."""
    root = answer(hand_in("anna"), "anna")
    result = told(root)
    (student,) = result["students"]
    alone = run("quiz", quiz, "--answers", root / "anna" / "quiz_answers.yaml", "--format", "json", expect=1).stdout
    assert student["quizzes"] == [json.loads(alone) | {"course": result["course"]}]
    assert (student["score"], student["quizzes"][0]["score"]) == (10, 3)


def test_only_what_changed_is_marked_again(
    told: Callable[..., dict[str, Any]], hand_in: Hand, quiz: Path, tmp_path: Path
) -> None:
    """New answers leave the exercises alone, and a fixed quiz only reaches those who took it; every attempt is kept."""
    hand_in("anna")
    root = answer(hand_in("bob"), "bob")
    assert told(root)["graded"] == 2
    assert told(root)["reused"] == 2
    answer(root, "bob", WRONG)
    assert told(root)["graded"] == 1
    quiz.write_text(quiz.read_text().replace("Around the kitchen", "In the kitchen"))
    assert told(root)["graded"] == 1
    with Gradebook(tmp_path / "grades" / "gradebook.sqlite") as gradebook:
        assert [a[:3] for a in gradebook.attempts("bob")] == [
            ("exercise", "temperature", 4.0),
            ("exercise", "words", 6.0),
            ("quiz", "kitchen", 3.0),
            ("quiz", "kitchen", 0.0),
            ("quiz", "kitchen", 0.0),
        ]


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "no YAML": ("quiz: kitchen\nanswers: [", ":3:1: this is not YAML"),
    "an unknown question": ("quiz: kitchen\nanswers: {bioling: x}\n", ":2:11: this quiz has no question 'bioling'"),
    "no mapping": ("quiz: kitchen\nanswers: [1]\n", ":2:1: 'answers' should be a mapping"),
    "deep": ("quiz: kitchen\nanswers: {boil: " + "[" * 100_000, "not YAML"),
    "another quiz": ("quiz: cellar\nanswers: {}\n", ": answers the quiz 'cellar', and this course has kitchen."),
    "no quiz named": ("answers: {boil: hundred}\n", ": does not say which quiz it answers"),
    "not UTF-8": ("quiz: kitchen".encode("utf-16"), "this is not UTF-8 text"),
    "large": (b"quiz: kitchen\n" + b"#" * (2 << 20), "is too big: at most 1 MiB are read."),
}


def test_broken_answers_cost_themselves_only_and_are_listed(told: Callable[..., dict[str, Any]], hand_in: Hand) -> None:
    """With file, line and column, at every run; the exercises keep their marks, and nothing is graded twice."""
    for kind, (text, _) in BROKEN.items():
        answer(hand_in(kind), kind, text)
    root = answer(hand_in("anna"), "anna")
    for again in (False, True):
        result = told(root)
        students = {s["student"]: s for s in result["students"]}
        listed = {Path(n["where"]).parent.name: f"{n['where']}: {n['reason']}" for n in result["not_understood"]}
        assert students.pop("anna")["quizzes"][0]["score"] == 3
        assert listed.keys() == students.keys() == BROKEN.keys()
        for kind, (_, reason) in BROKEN.items():
            assert reason in listed[kind]
            assert students[kind]["score"] == 10
            assert not any(quiz["max_score"] for quiz in students[kind]["quizzes"])
        assert not again or result["graded"] == 0


def test_what_cannot_be_read_takes_no_marks_away(
    told: Callable[..., dict[str, Any]], run: Callable[..., Done], hand_in: Hand, quiz: Path
) -> None:
    """Neither a broken file handed in later, nor a quiz that has changed so that it asks other questions; both are listed."""
    root = answer(hand_in("anna"), "anna")
    assert told(root)["students"][0]["quizzes"][0]["score"] == 3
    text = quiz.read_text()
    quiz.write_text(text.replace("id: opposite", "id: contrary"))
    for _ in range(2):
        result = told(root)
        assert result["students"][0]["quizzes"][0]["score"] == 3
        assert "no question 'opposite'" in result["not_understood"][0]["reason"]
    shown = run("regrade", root)
    assert "0 learners" in shown.stdout
    assert "no question 'opposite'" in shown.stderr
    quiz.write_text(text)
    answer(root, "anna", "quiz: kitchen\nanswers: [")
    assert told(root)["students"][0]["quizzes"][0]["score"] == 3
    answer(root, "anna", WRONG)
    assert told(root)["students"][0]["quizzes"][0]["score"] == 0


def test_hostile_answers_are_only_wrong(told: Callable[..., dict[str, Any]], hand_in: Hand, tmp_path: Path) -> None:
    """Infinite numbers, other types, a program that never ends or breaks out, a flood: marked, not obeyed."""
    loop, breach = '"[0 for _ in iter(int, 1)]"', '"__import__(chr(111)+chr(115)).system(chr(108)+chr(115)) or n"'
    answer(
        hand_in("a"),
        "a",
        "quiz: kitchen\nanswers: {warm: .inf, boil: [[x]], tea: {a: b}, pairs: 7, scales: " + "9" * 300 + "}",
    )
    answer(hand_in("b"), "b", f"quiz: kitchen\nanswers: {{double: {loop}}}\n")
    answer(hand_in("d"), "d", "quiz: kitchen\nanswers: {}\n" + "\n" * 900_000)
    for number in range(30):
        answer(tmp_path / "class", "d", ", " * 400_000, f"x{number}.yaml")
    root = answer(hand_in("c"), "c", f"quiz: kitchen\nanswers: {{double: {breach}}}\n")
    result = told(root)
    assert [(s["score"], s["quizzes"][0]["score"]) for s in result["students"]] == [(10, 0)] * 4
    assert ["at most 20 such files are read" in n["reason"] for n in result["not_understood"]] == [True]
    assert not result["not_graded"]


@pytest.mark.parametrize(
    ("files", "students"),
    [
        ({"Anna Ä_12_assignsubmission_file/answers.yml": GOOD}, ["Anna Ä_12"]),
        ({"Anna Ä_12_assignsubmission_file_quiz_answers.yaml": GOOD}, ["Anna Ä_12"]),
        ({"doejane_101_901_quiz_answers-1.yaml": GOOD, "doejane_101_900_quiz_answers.yaml": WRONG}, ["doejane_101"]),
        ({"anna_kitchen.yaml": GOOD, "quiz_answers_bob.yml": GOOD, "quiz-cleo.json": GOOD}, ["anna", "bob", "cleo"]),
        ({"anna.yaml": GOOD}, ["anna"]),
        ({"submitted/anna/ps1/quiz.yaml": GOOD, "submitted/bob/ps1/x.yaml": GOOD}, ["anna", "bob"]),
        ({"anna/answers.yaml": GOOD, "anna/work/temperature.py": RIGHT["temperature"]}, ["anna"]),
        (
            {"anna/temperature.py": RIGHT["temperature"], "anna/quiz/mine.yaml": GOOD, "anna/ci.yml": "on: push"},
            ["anna"],
        ),
    ],
    ids=[
        "Moodle, folders",
        "Moodle, flat",
        "Canvas, resubmitted",
        "flat",
        "flat, one name",
        "nbgrader",
        "above",
        "below",
    ],
)
def test_answers_are_found_in_every_form(
    files: dict[str, str], students: list[str], quiz: Path, tmp_path: Path
) -> None:
    """Of a resubmission the newest counts; other YAML files of a learner are none of ours."""
    from grader.classroom.quizzes import Quizzes
    from grader.core.course import load_course

    for name, text in files.items():
        answer(tmp_path / "class", ".", text, name)
    course = load_course(quiz.parent.parent)
    found = find_class(tmp_path / "class", course)
    assert [handed.student for handed in found.submissions] == students
    for handed in found.submissions:
        snapshot, _ = handed.snapshot(("temperature",))
        (sheet,), notices = Quizzes(course.root).sheets(snapshot.answers, None)
        assert not notices
        assert (sheet.quiz, sheet.raw.decode()) == ("kitchen", GOOD)


def test_answers_are_found_in_an_archive(told: Callable[..., dict[str, Any]], tmp_path: Path, hand_in: Hand) -> None:
    """With exercises, above them, below them, and alone."""
    root = hand_in("anna")
    archives = {
        "alone": {"b/quiz.yaml": GOOD},
        "beside": {"c/quiz.yaml": GOOD, "c/words.py": RIGHT["words"]},
        "above": {"quiz.yaml": GOOD, "src/words.py": RIGHT["words"], "notes.txt": ""},
        "below": {"words.py": RIGHT["words"], "quiz/answers.yaml": GOOD, "__MACOSX/quiz/._answers.yaml": "x"},
    }
    for student, files in archives.items():
        with zipfile.ZipFile(root / f"{student}.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    result = told(root)
    scores = {s["student"]: [q["score"] for q in s["quizzes"]] for s in result["students"]}
    assert scores == {"anna": [], **{student: [3] for student in archives}}
    assert [Path(n["where"]).name for n in result["not_understood"]] == ["alone.zip", "notes.txt"]


def test_of_two_answers_to_one_quiz_none_counts(told: Callable[..., dict[str, Any]], hand_in: Hand) -> None:
    """Nothing is guessed; both are listed."""
    root = answer(answer(hand_in("anna"), "anna"), "anna", WRONG, "final_answers.yaml")
    result = told(root, expect=0)
    assert result["students"][0]["quizzes"] == []
    assert ["and so does" in n["reason"] for n in result["not_understood"]] == [True, True]


def test_a_seed_of_the_roster_binds(told: Callable[..., dict[str, Any]], hand_in: Hand, tmp_path: Path) -> None:
    """A learner who answers other questions than those that they were given is told so; a file without a seed has theirs."""
    answer(hand_in("anna"), "anna", GOOD.replace("5", "6"))
    answer(hand_in("bob"), "bob", GOOD.replace("seed: 5\n", ""))
    root = answer(hand_in("cleo"), "cleo", GOOD.replace("5", "9"))
    roster = tmp_path / "roster.csv"
    roster.write_text("student_id,seed\nanna,6\nbob,7\ncleo,\n")
    result = told(root, "--roster", roster)
    assert [s["quizzes"][0]["seed"] for s in result["students"]] == [6, 7, 9]
    roster.write_text("student_id,seed\nanna,8\nbob,7\ncleo,\n")
    result = told(root, "--roster", roster)
    (listed,) = result["not_understood"]
    assert listed["reason"] == "you were given the questions of seed 8, but this file answers the questions of seed 6."


def test_a_seed_that_is_none_is_wrong_usage(run: Callable[..., Done], hand_in: Hand, tmp_path: Path) -> None:
    """The line is named."""
    (tmp_path / "r.csv").write_text("student_id,seed\nanna,1e3\n")
    assert (
        "r.csv:2: the seed '1e3'"
        in run("submissions", hand_in("anna"), "--roster", tmp_path / "r.csv", expect=2).stderr
    )


def test_a_quiz_alone_leaves_the_exercises_as_they_stand(
    run: Callable[..., Done], hand_in: Hand, tmp_path: Path
) -> None:
    """`--exercise kitchen` grades a download that holds nothing but answers; exercises are not counted as missing."""
    run("submissions", hand_in("anna"))
    root = answer(tmp_path / "quiz_download", "anna")
    said = run("submissions", root, "--exercise", "kitchen", expect=1)
    assert "anna: quiz kitchen: 3 of 7" in said.stdout
    assert not said.stderr
    rows = list(csv.DictReader(io.StringIO(run("gradebook", "export").stdout.removeprefix("\ufeff"))))
    assert [(r["student"], r["score"], r["quiz kitchen"]) for r in rows] == [("anna", "10", "3")]
    run("submissions", root, "--exercise", "kitchen", "--fail-under", "40")


def test_regrade_shows_which_question_makes_the_difference(
    run: Callable[..., Done], hand_in: Hand, quiz: Path, tmp_path: Path
) -> None:
    """The old marks count until the new ones are committed."""
    root = answer(hand_in("anna"), "anna", GOOD.replace("cold", "chilly"))
    run("submissions", root, expect=1)
    quiz.write_text(quiz.read_text().replace("[cold, cool]", "[cold, cool, chilly]"))
    shown = run("regrade", root, expect=1).stdout
    assert "anna, kitchen: 2 of 7 -> 3 of 7" in shown
    assert "0 -> 1  question (opposite)" in shown
    with Gradebook(tmp_path / "grades" / "gradebook.sqlite") as gradebook:
        assert gradebook.standings(kind=QUIZ)["anna"]["kitchen"].score == 2
    run("regrade", root, "--commit")
    with Gradebook(tmp_path / "grades" / "gradebook.sqlite") as gradebook:
        assert gradebook.standings(kind=QUIZ)["anna"]["kitchen"].score == 3


WAITS = "quiz: kitchen\nseed: 5\nanswers: {boil: {answer: hundred, confidence: sure}, opposite: cold}\n"


@pytest.fixture(name="waiting")
def _waiting(quiz: Path) -> Path:
    """Let a question wait for an exercise; return the quiz."""
    text = quiz.read_text().replace("attempts: 3\n", "attempts: 3\nconfidence: true\n")
    quiz.write_text(
        text.replace("    title: a word for it\n", "    title: a word for it\n    requires: [temperature]\n")
    )
    return quiz


def test_a_question_waits_for_the_exercise_of_the_same_submission(
    waiting: Path, told: Callable[..., dict[str, Any]], hand_in: Hand
) -> None:
    """Only learners with full marks are asked it; how sure they were stands beside each answer."""
    answer(hand_in("anna"), "anna", WAITS)
    answer(hand_in("bob", temperature=UNDONE), "bob", WAITS)
    root = answer(hand_in("cleo", temperature=None), "cleo", WAITS)
    result = told(root)
    quizzes = {s["student"]: s["quizzes"][0] for s in result["students"]}
    assert {name: (q["score"], q["max_score"]) for name, q in quizzes.items()} == {
        "anna": (2, 7),
        "bob": (1, 6),
        "cleo": (1, 6),
    }
    assert [i["confidence"] for i in quizzes["anna"]["items"] if i["id"] in ("boil", "opposite")] == ["sure", None]
    assert told(root)["graded"] == 0


def test_answers_are_marked_again_where_the_exercise_was_handed_in_again(
    waiting: Path, told: Callable[..., dict[str, Any]], run: Callable[..., Done], hand_in: Hand
) -> None:
    """And where the quiz alone is asked for; where the exercise stays, they are not changed."""
    root = answer(hand_in("anna", temperature=UNDONE), "anna", WAITS)
    assert told(root)["students"][0]["quizzes"][0]["max_score"] == 6
    hand_in("anna")
    said = run("submissions", root, "--exercise", "kitchen", expect=1).stdout
    assert "anna: quiz kitchen: 2 of 7" in said
    result = told(root)
    assert result["students"][0]["quizzes"][0]["max_score"] == 7
    answer(root, "anna", WAITS.replace("hundred", "eighty"))  # the exercises are known now, and only the quiz is marked
    assert told(root)["students"][0]["quizzes"][0]["score"] == 1
    assert "0 learners" in run("regrade", root).stdout


def test_where_every_question_waits_the_answers_are_listed(
    waiting: Path, told: Callable[..., dict[str, Any]], hand_in: Hand
) -> None:
    """With the exercises to do first; once they are done they count."""
    text = waiting.read_text().replace("    requires: [temperature]\n", "")
    waiting.write_text(text.replace("    prompt:", "    requires: [temperature]\n    prompt:"))
    root = answer(hand_in("anna", temperature=UNDONE), "anna", WAITS)
    (notice,) = told(root)["not_understood"]
    assert notice["reason"] == "with seed 5 no question is asked yet: all of them need full marks in temperature."
    hand_in("anna")
    result = told(root)
    assert not result["not_understood"]
    assert result["students"][0]["quizzes"][0]["score"] == 2
