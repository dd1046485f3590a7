"""Find every fault of a quiz file: where it stands, what the author did, how to fix it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.core.diagnostics import Diagnostic, DiagnosticSink
from grader.core.errors import ContentError
from grader.core.schema import Document, read_yaml
from grader.quiz.course_index import CourseIndex
from grader.quiz.load import Quiz
from grader.quiz.marking.program import CodeRunner, ProgramRunner
from grader.quiz.model import Code, Head, Predict, Question, Slip

__all__ = ["check_quiz"]


def check_quiz(
    path: Path,
    course: CourseIndex,
    *,
    seeds: int = 1000,
    run_code: CodeRunner | None = None,
    programs: ProgramRunner | None = None,
) -> list[Diagnostic]:
    """Return every diagnostic about the quiz file at `path`, in the file's order; an empty list is a sound file.

    Each question is checked on its own. One that has not its shape is told so, and whatever else of it can be read is
    checked too; what only follows from a fault that is told is not told. A file that is not YAML stops at its first fault.

    Args:
        path: the quiz file.
        course: what it may name.
        seeds: with how many seeds every question with parameters is tried.
        run_code: runs the reference solutions of code questions; left out, none is run.
        programs: runs the programs of predict and slip questions; left out, none is run.

    Raises:
        UsageError: the file cannot be read at all.
    """
    from grader.quiz.check import advice, reading, yamlfaults
    from grader.quiz.rules import structure

    twice: list[ContentError] = []
    try:
        document = read_yaml(path, twice=twice)
    except ContentError as error:
        return [yamlfaults.of_syntax(error)]
    whole = DiagnosticSink(document)
    whole.diagnostics += map(yamlfaults.of_syntax, twice)
    head = reading.read_head(whole)
    if head is None:
        return _sorted([whole])
    read = [(sink, reading.read(sink, head)) for sink in _sinks(document, len(head.questions))]
    parts = [(sink, question) for sink, question in read if question is not None]
    unread = [sink for sink, question in read if question is None]
    quiz = Quiz(path, head, {question.id: question for _, question in parts}, course)
    clean = not unread and not any(sink.diagnostics for sink, _ in parts)
    reading.try_helpers(whole, quiz)
    structure.check_structure(whole, head, parts, course, quiz.functions.find)
    for sink, question in parts:
        _try_out(quiz, sink, question, seeds, run_code, programs)
        advice.check_math(sink, question)
    if clean:
        _advise(whole, quiz, head, [sink for sink, _ in parts])
    return _sorted([whole, *unread, *(sink for sink, _ in parts)])


def _sinks(document: Document, count: int) -> list[DiagnosticSink]:
    """Return what collects the diagnostics of each question."""
    return [DiagnosticSink(document, "questions", place) for place in range(count)]


def _advise(whole: DiagnosticSink, quiz: Quiz, head: Head, sinks: Sequence[DiagnosticSink]) -> None:
    """Warn of what is wrong with the quiz as a whole, where what that rests on is sound."""
    from grader.quiz.check import advice

    if not any(("topic",) in sink.faulty for sink in sinks):
        advice.advise_quiz(whole, head, list(quiz.questions.values()))
    if not any(sink.faulty for sink in (whole, *sinks)):
        advice.advise_selection(whole, quiz)


def _try_out(
    quiz: Quiz,
    sink: DiagnosticSink,
    question: Question,
    seeds: int,
    run_code: CodeRunner | None,
    programs: ProgramRunner | None,
) -> None:
    """Check all that shows only with numbers, where what they are made of is sound."""
    from grader.quiz.check import advice
    from grader.quiz.check import programs as runs
    from grader.quiz.check import seeds as numbers

    if isinstance(question, Code) and not sink.doubts(("type",)):
        runs.check_files(sink, question)
    if not numbers.can_be_tried(sink):
        return
    tried = numbers.without_faults(sink, question)
    if quiz.questions[question.id] is not tried:
        # where its id is used twice, what is kept of the other must not be met
        quiz = Quiz(quiz.path, quiz.head, {tried.id: tried}, quiz.course)
    if numbers.check_numbers(quiz, sink, tried, seeds=seeds):
        numbers.check_cases(quiz, sink, tried)
    if isinstance(question, Code) and run_code:
        runs.check_program(sink, question, run_code)
    if programs and not sink.faulty:
        if isinstance(question, Predict):
            runs.check_output(quiz, sink, tried, programs)  # type: ignore[arg-type]
        elif isinstance(question, Slip):
            runs.check_fix(quiz, sink, question, programs)
    advice.advise(sink, question)


def _sorted(sinks: Sequence[DiagnosticSink]) -> list[Diagnostic]:
    return sorted((c for sink in sinks for c in sink.diagnostics), key=lambda c: (c.line, c.column, c.code))
