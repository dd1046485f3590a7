"""The quizzes of a class's page: each question with what was answered, in the words of the quiz where the quiz is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.core.errors import GraderError
from grader.quiz.analysis import ClassAnalysis, ItemAnalysis, analyse
from grader.quiz.outcome import QuizResult
from grader.reports.html import TakenItem, TakenView

if TYPE_CHECKING:
    from grader.quiz.load import Quiz
    from grader.quiz.model import Question

CHOSEN = 6
"""Of the answers to a question, this many are listed."""
WEAK = 0.2
"""A question whose discrimination is below this divides hardly anybody (Ebel and Frisbie, Essentials of Educational
Measurement, 1991)."""


@dataclass(frozen=True)
class AnswerCount:
    """One of the answers to a question."""

    text: Any
    """As text, or as markup."""
    count: int
    right: bool


@dataclass(frozen=True)
class ItemView:
    """One question, over the class."""

    item: ItemAnalysis
    title: str
    prompt: Any
    answers: tuple[AnswerCount, ...]

    @property
    def remark(self) -> str:
        """What an instructor should look at."""
        if self.item.asked < 5:
            return ""
        if not self.item.correct:
            return "nobody got it right"
        if self.item.correct == self.item.asked:
            return "everybody got it right"
        if self.item.discrimination is None or self.item.discrimination >= WEAK:
            return ""
        weak = (
            "learners who do well elsewhere get it wrong"
            if self.item.discrimination < 0
            else "it hardly separates strong from weak learners"
        )
        return f"{weak}: look at its wording"

    @property
    def telling(self) -> bool:
        """Whether the answers are to be seen at once: something is remarkable, or most have it wrong."""
        return bool(self.remark) or 2 * self.item.correct < self.item.asked


@dataclass(frozen=True)
class QuizView:
    """One quiz, over the class."""

    name: str
    title: str
    analysis: ClassAnalysis
    items: tuple[ItemView, ...]
    same: bool
    """Whether everybody was asked the same questions."""


@dataclass
class _Taken:
    results: list[QuizResult] = field(default_factory=list)
    mistakes: dict[tuple[int, str], list[str]] = field(default_factory=dict)


class QuizReport:
    """What a class answered, one learner's first attempt at a time."""

    def __init__(self, attempts: Iterable[tuple[str, str, Any]], course: Path | None = None) -> None:
        """Take learner, quiz and document of each attempt, and the folder of the course, for the quizzes' words."""
        self._taken: dict[str, _Taken] = {}
        self._course = course
        for student, name, document in attempts:
            self._add(self._taken.setdefault(name, _Taken()), student, document)

    def _add(self, taken: _Taken, student: str, document: dict[str, Any]) -> None:
        result = msgspec.convert({**document, "items": [{**i, "feedback": ""} for i in document["items"]]}, QuizResult)
        taken.results.append(result)
        for item in result.items:
            if item.misconception and item.exercise is not None:
                students = taken.mistakes.setdefault((item.exercise, item.misconception), [])
                if student not in students:
                    students.append(student)

    def mistakes(self) -> Iterator[tuple[int, str, str, list[str]]]:
        """Give the exercise's number, the misconception's id, its hint and who shows it, over all quizzes."""
        found: dict[tuple[int, str], set[str]] = {}
        hints: dict[tuple[int, str], str] = {}
        for name, taken in self._taken.items():
            quiz = self._quiz(name)
            for (number, id_), students in taken.mistakes.items():
                found.setdefault((number, id_), set()).update(students)
                if quiz and number <= len(quiz.course.exercises):
                    hints[number, id_] = quiz.course.hint(quiz.course.exercises[number - 1].stem, id_)
        for (number, id_), people in found.items():
            yield number, id_, hints.get((number, id_), ""), sorted(people)

    def views(self) -> list[QuizView]:
        """Return each quiz, its questions in their order where that is known."""
        return [self._view(name, taken.results) for name, taken in sorted(self._taken.items())]

    def _view(self, name: str, results: list[QuizResult]) -> QuizView:
        quiz, analysis = self._quiz(name), analyse(results)
        questions = quiz.questions if quiz else {}
        place = {id_: number for number, id_ in enumerate(questions)}
        items = sorted(analysis.items, key=lambda item: (place.get(item.id, len(place)), item.id))
        alike = len({result.seed for result in results}) == 1
        views = tuple(_item_view(item, questions.get(item.id), alike) for item in items)
        asked = {tuple(sorted(item.id for item in result.items)) for result in results}
        return QuizView(name, quiz.head.title if quiz else name, analysis, views, len(asked) == 1)

    def _quiz(self, name: str) -> Quiz | None:
        return quiz_of(self._course, name) if self._course else None


def taken(documents: dict[str, Any], course: Path) -> list[TakenView]:
    """Return what one learner answered; `documents` are results by the names of the quizzes."""
    views = []
    for name, document in sorted(documents.items()):
        quiz = quiz_of(course, name)
        titles = {id_: question.title or id_ for id_, question in quiz.questions.items()} if quiz else {}
        items = tuple(
            TakenItem(
                titles.get(item["id"], item["id"]),
                item["score"],
                item["max_score"],
                item["correct"],
                _markup(item["feedback"], block=True),
                item["exercise"],
            )
            for item in document["items"]
        )
        title = quiz.head.title if quiz else name
        views.append(TakenView(title, document["score"], document["max_score"], document.get("refused", ""), items))
    return views


def quiz_of(course: Path, name: str) -> Quiz | None:
    """Return a quiz of the course, or None where it has it no longer or it is unsound now: ids serve as well."""
    from grader.quiz.course_index import read_course
    from grader.quiz.load import load_quiz

    try:
        return load_quiz(course / "quiz" / f"{name}.yaml", read_course(course))
    except GraderError:
        return None


def _item_view(item: ItemAnalysis, question: Question | None, alike: bool) -> ItemView:
    """Return the view of one question; `alike` says whether all had the same numbers in it."""
    from grader.quiz.model import Choice, Match, Multi, Order, option_key

    title = (question.title or item.id) if question else item.id
    prompt = _markup(question.prompt) if question else ""
    if isinstance(question, Choice | Multi):
        counts = dict(item.chosen)
        answers = [
            AnswerCount(_markup(option.text), counts.pop(option_key(question.options, place), 0), option.correct)
            for place, option in enumerate(question.options)
        ]
        return ItemView(item, title, prompt, tuple(sorted(answers, key=lambda answer: -answer.count)))
    if isinstance(question, Order | Match) or (question and question.params and not alike):
        # everybody gives every part, or everybody another number: to count them tells nothing
        return ItemView(item, title, prompt, ())
    return ItemView(
        item, title, prompt, tuple(AnswerCount(_answer(text), count, False) for text, count in item.chosen[:CHOSEN])
    )


def _answer(text: str) -> str:
    """Return an answer without the dust of binary fractions, where it is a number."""
    try:
        return f"{float(text):.6g}"
    except ValueError:
        return text


def _markup(text: str, *, block: bool = False) -> Any:
    """Return Markdown as markup, on one line unless `block`, with … for each learner's own numbers.

    Where nothing is installed to turn it, it is as it is written.
    """
    from markupsafe import Markup

    from grader.quiz.markup import html
    from grader.quiz.variant import PLACEHOLDER
    from grader.reports.common import clean

    told = PLACEHOLDER.sub("…", clean(text))
    told = told if block else " ".join(told.split())
    try:
        return Markup(html(told, inline=not block))
    except ModuleNotFoundError:
        return told
