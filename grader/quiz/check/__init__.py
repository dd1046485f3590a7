"""Find every fault of a quiz file: where it stands, what the author did, how to mend it."""

from __future__ import annotations

from pathlib import Path

from grader.errors import ContentError
from grader.quiz.check.complaint import Complaint, Desk
from grader.quiz.facts import Course
from grader.quiz.load import Quiz, read_question
from grader.quiz.model import Head, Question
from grader.schema import read_yaml

__all__ = ["Complaint", "check_quiz"]


def check_quiz(path: Path, course: Course, *, seeds: int = 1000) -> list[Complaint]:
    """Return every complaint about the quiz file at `path`, in the file's order; an empty list is a sound file.

    A file that is not YAML stops at its first fault; a question without its shape is told all that keeps it from having
    one; the numbers are tried once everything else is sound.

    Raises:
        UsageError: the file cannot be read at all.
    """
    from grader.quiz.check import advice, shape, structure, yamlfaults
    from grader.quiz.check import seeds as numbers

    try:
        document = read_yaml(path)
    except ContentError as error:
        return [yamlfaults.of_syntax(error)]
    found = yamlfaults.broken_math(document)
    misshapen, trial = shape.faults(document, Head)
    found += [yamlfaults.of_shape(fault, document.data, Head) for fault in misshapen]
    if trial is None:
        return _sorted(found)
    head = trial.convert(Head)
    questions: list[tuple[int, Question]] = []
    for place, entry in enumerate(head.questions):
        try:
            questions.append((place, read_question(document, place, head)))
        except ContentError as error:
            kind = yamlfaults.shape_of(entry)
            wrong = shape.faults(document.part("questions", place), kind)[0] if kind is not Question else []
            found += [yamlfaults.of_shape(fault, entry, kind) for fault in wrong] or [yamlfaults.of_question(error)]
    at_fault = {(complaint.line, complaint.column) for complaint in found}
    # what was filled in or left out above has faults of its own, which are not the author's
    told = structure.complaints(document, head, questions, course)
    found += [complaint for complaint in told if (complaint.line, complaint.column) not in at_fault]
    desks = [(Desk(document, "questions", place), question) for place, question in questions]
    for desk, question in desks:
        advice.check_math(desk, question)
    sound = not any(not c.warning for c in found) and not any(desk.complaints for desk, _ in desks)
    if sound:
        quiz = Quiz(path, head, {question.id: question for _, question in questions}, course)
        for desk, question in desks:
            numbers.check_numbers(quiz, desk, question, seeds=seeds)
            numbers.check_cases(quiz, desk, question)
            advice.advise(desk, question)
    whole = Desk(document)
    if len(questions) == len(head.questions):
        advice.advise_quiz(whole, head, [question for _, question in questions])
    return _sorted([*found, *whole.complaints, *(c for desk, _ in desks for c in desk.complaints)])


def _sorted(complaints: list[Complaint]) -> list[Complaint]:
    return sorted(complaints, key=lambda c: (c.line, c.column, c.code))
