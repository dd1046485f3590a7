"""Find every fault of a quiz file: where it stands, what the author did, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.errors import ContentError
from grader.quiz.check.complaint import Complaint, Desk
from grader.quiz.facts import Course
from grader.quiz.load import Quiz
from grader.quiz.markers import CodeRunner
from grader.quiz.model import Code, Question
from grader.schema import read_yaml

__all__ = ["Complaint", "check_quiz"]


def check_quiz(path: Path, course: Course, *, seeds: int = 1000, run_code: CodeRunner | None = None) -> list[Complaint]:
    """Return every complaint about the quiz file at `path`, in the file's order; an empty list is a sound file.

    Each question is checked on its own. One that has not its shape is told so, and whatever else of it can be read is
    checked too; what only follows from a fault that is told is not told. A file that is not YAML stops at its first fault.

    Args:
        path: the quiz file.
        course: what it may name.
        seeds: with how many seeds every question with parameters is tried.
        run_code: runs the programs of code questions as they should be; left out, none is run.

    Raises:
        UsageError: the file cannot be read at all.
    """
    from grader.quiz.check import advice, reading, structure, yamlfaults

    twice: list[ContentError] = []
    try:
        document = read_yaml(path, twice=twice)
    except ContentError as error:
        return [yamlfaults.of_syntax(error)]
    whole = Desk(document)
    whole.complaints += map(yamlfaults.of_syntax, twice)
    head = reading.read_head(whole)
    if head is None:
        return _sorted([whole])
    parts: list[tuple[Desk, Question]] = []
    unread: list[Desk] = []
    for place in range(len(head.questions)):
        desk = Desk(document, "questions", place)
        question = reading.read(desk, head)
        if question is None:
            unread.append(desk)
        else:
            parts.append((desk, question))
    quiz = Quiz(path, head, {question.id: question for _, question in parts}, course)
    clean = not unread and not any(desk.complaints for desk, _ in parts)
    reading.try_helpers(whole, quiz)
    structure.check_structure(whole, head, parts, course, quiz.functions.find)
    for desk, question in parts:
        _try_out(quiz, desk, question, seeds, run_code)
        advice.check_math(desk, question)
    if clean and not any(("topic",) in desk.faulty for desk, _ in parts):
        advice.advise_quiz(whole, head, [question for _, question in parts])
    if not any(desk.faulty for desk in (whole, *(desk for desk, _ in parts))) and clean:
        advice.advise_selection(whole, quiz)
    return _sorted([whole, *unread, *(desk for desk, _ in parts)])


def _try_out(quiz: Quiz, desk: Desk, question: Question, seeds: int, run_code: CodeRunner | None) -> None:
    """Check all that shows only with numbers, where what they are made of is sound."""
    from grader.quiz.check import advice, programs
    from grader.quiz.check import seeds as numbers

    if isinstance(question, Code) and not desk.doubts(("type",)):
        programs.check_files(desk, question)
    if not numbers.can_be_tried(desk):
        return
    tried = numbers.without_faults(desk, question)
    if quiz.questions[question.id] is not tried:
        # where its id is used twice, what is kept of the other must not be met
        quiz = Quiz(quiz.path, quiz.head, {tried.id: tried}, quiz.course)
    if numbers.check_numbers(quiz, desk, tried, seeds=seeds):
        numbers.check_cases(quiz, desk, tried)
    if isinstance(question, Code) and run_code:
        programs.check_program(desk, question, run_code)
    advice.advise(desk, question)


def _sorted(desks: Sequence[Desk]) -> list[Complaint]:
    return sorted((c for desk in desks for c in desk.complaints), key=lambda c: (c.line, c.column, c.code))
