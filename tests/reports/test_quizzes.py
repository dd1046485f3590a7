"""The quizzes on a class's page: questions, statistics, misconceptions, from results as the gradebook keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.gradebook.records import NewResult, StoredAttempt
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.quiz_report import QuizReport, taken
from grader.classroom.quizzes import Marker, Sheet
from grader.classroom.report import render
from grader.classroom.task import as_marked
from grader.core.course import Course, load_course
from grader.core.mistakes import read_hints
from grader.core.results import QUIZ
from grader.quiz.course_index import read_course
from grader.quiz.load import load_quiz
from grader.quiz.select import select

ROOT = Path(__file__).parents[2]


def record(
    gradebook: Gradebook, student: str, content: str, entries: list[NewResult], *, kind: str, counts: bool = True
) -> None:
    """Keep what was found for one learner."""
    gradebook.record_all([StoredAttempt(student, content, tuple(entries), kind=kind)], counts=counts)


@pytest.fixture(name="marker", scope="module")
def _marker() -> Iterator[Marker]:
    marker = Marker(ROOT)
    yield marker
    marker.close()


@pytest.fixture(name="gradebook")
def _gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite", create=True) as gradebook:
        yield gradebook


def answers(**given: Any) -> Sheet:
    """Return a sheet with these answers, on the questions of seed 7."""
    asked = {name.replace("_", "-"): value for name, value in given.items()}
    return Sheet("final", "a.yaml", json.dumps({"quiz": "final", "seed": 7, "answers": asked}).encode(), "a.yaml")


def options(name: str) -> tuple[str, str]:
    """Return the key of the right option of a question, and of a wrong one."""
    question: Any = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT)).questions[name]
    right = next(option.id for option in question.options if option.correct)
    return right, next(option.id for option in question.options if not option.correct)


def keep(
    gradebook: Gradebook, marker: Marker, student: str, sheet: Sheet, identity: str, *, counts: bool = True
) -> None:
    """Mark a sheet, and keep the result."""
    made = vars(as_marked(sheet.quiz, marker.mark(sheet))) | {"identity": identity}
    del made["kind"]
    record(gradebook, student, str(hash(sheet.raw)), [NewResult(**made)], kind=QUIZ, counts=counts)


@pytest.fixture(name="choices", scope="module")
def _choices() -> tuple[str, str]:
    """Give two questions with options that seed 7 asks."""
    quiz = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    found = [name for name in select(quiz, 7) if type(quiz.questions[name]).__name__ == "Choice"]
    return found[0], found[1]


def test_a_class_of_thirty_has_statistics(gradebook: Gradebook, marker: Marker, choices: tuple[str, str]) -> None:
    """Share right with its interval, discrimination, alpha, and each option with how many chose it."""
    (one, two), course = choices, load_course()
    for number in range(32):
        sheet = answers(**{one: options(one)[number % 4 == 0], two: options(two)[number % 4 == 0]})
        keep(gradebook, marker, f"s{number:02}", sheet, "i")
    page = render(gradebook, course)
    assert "Cronbach" in page
    assert "75 % right (58 to 87 %, 95 % interval); discrimination 1.00" in " ".join(page.split())
    (quiz,) = QuizReport(gradebook.first_attempts(), ROOT).views()
    view = next(v for v in quiz.items if v.item.id == one)
    assert [(a.count, a.right) for a in view.answers][:2] == [(24, True), (8, False)]
    assert str(view.answers[0].text) in page
    assert len(view.answers) > 2  # options that nobody chose are told too


def test_a_class_of_29_has_counts_only(gradebook: Gradebook, marker: Marker, choices: tuple[str, str]) -> None:
    """And says why."""
    one, _ = choices
    for number in range(29):
        keep(gradebook, marker, f"s{number:02}", answers(**{one: options(one)[number % 2]}), "i")
    page = " ".join(render(gradebook, load_course()).split())
    assert "With fewer than 30 learners there are counts and no statistics" in page
    assert "15 of 29 right" in page
    for word in ("% right (", "discrimination", "alpha"):
        assert word not in page


def test_the_first_attempt_tells_of_the_question(
    gradebook: Gradebook, marker: Marker, choices: tuple[str, str]
) -> None:
    """A second one has seen the feedback; marked again it is the same attempt, and what does not count yet is left out."""
    one, _ = choices
    right, wrong = options(one)
    keep(gradebook, marker, "anna", answers(**{one: wrong}), "first")
    keep(gradebook, marker, "anna", answers(**{one: right}), "second")
    ((_, _, document),) = gradebook.first_attempts()
    assert document["score"] == 0
    keep(gradebook, marker, "bob", answers(**{one: right}), "i")
    stored = json.dumps({**document, "score": 0.5})
    entry = NewResult("final", "fixed", stored, "graded", 0.5, 12.0)
    record(gradebook, "bob", str(hash(answers(**{one: right}).raw)), [entry], kind=QUIZ, counts=False)
    assert [d["score"] for s, _, d in gradebook.first_attempts() if s == "bob"] == [1.0]
    record(gradebook, "bob", "x", [entry], kind=QUIZ)
    assert [d["score"] for s, _, d in gradebook.first_attempts() if s == "bob"] == [0.5]


def test_a_misconception_has_one_name_in_exercise_and_quiz(
    gradebook: Gradebook, marker: Marker, course: Course
) -> None:
    """Both counts stand beside it, with the hint of the course."""
    quiz = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    name, option = next(
        (id_, option)
        for id_ in select(quiz, 7)
        for option in getattr(quiz.questions[id_], "options", [])
        if option.misconception
    )
    keep(gradebook, marker, "anna", answers(**{name: option.id}), "i")
    ((number, id_, hint, students),) = QuizReport(gradebook.first_attempts(), ROOT).mistakes()
    assert (id_, students) == (option.misconception.rpartition(".")[2], ["anna"])
    mistake = course.exercises[number - 1].mistakes / f"{id_}.py"
    assert read_hints(mistake)[0] == hint
    assert "1 in the quiz" in render(gradebook, course)


def test_no_answer_is_markup(gradebook: Gradebook, marker: Marker) -> None:
    """What learners type stands on the pages as they typed it."""
    quiz = load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))
    seed, name = next(
        (s, id_) for s in range(99) for id_ in select(quiz, s) if type(quiz.questions[id_]).__name__ == "Text"
    )
    nasty = "<img src=x onerror=alert(1)> <script>alert(1)</script> {{ 7 * 7 }} $\\href{javascript:x}{y}$ $\\frac$ $\\text{<img src=x>}$"
    sheet = Sheet("final", "a", json.dumps({"quiz": "final", "seed": seed, "answers": {name: nasty}}).encode(), "a")
    keep(gradebook, marker, "anna", sheet, "i")
    page = render(gradebook, load_course())
    assert "<script" not in page
    assert "<img" not in page
    ((_, _, document),) = gradebook.first_attempts()
    (view,) = taken({"final": {**document, "items": [{**i, "feedback": nasty} for i in document["items"]]}}, ROOT)
    assert "&lt;script&gt;" in view.items[0].feedback
    assert "<script" not in view.items[0].feedback
    assert "<img" not in view.items[0].feedback
    assert "href" not in view.items[0].feedback
    assert "<code>\\frac</code>" in view.items[0].feedback
