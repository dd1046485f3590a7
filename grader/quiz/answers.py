"""An answers file: `{quiz: final, seed: 7, answers: {item-id: answer}}`, read and graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grader.quiz.facts import nearest
from grader.quiz.load import Quiz
from grader.quiz.mark import mark_variant
from grader.quiz.markers import CodeRunner
from grader.quiz.outcome import QuizResult, item_result, quiz_result
from grader.quiz.select import select
from grader.schema import Document, parse_yaml, read_yaml

DEFAULT_SEED = 1
MAX_SEED = 2**63 - 1
_EDITED = "A quiz that was edited may ask other questions: grade answers with the quiz as it was when they were given."


class Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one learner answered."""

    quiz: str
    answers: dict[str, Any]
    seed: int | None = None


def read_answers(
    path: Path, quiz: Quiz, *, seed: int | None = None, given_seed: int | None = None
) -> tuple[Answers, int]:
    """Read an answers file, and say with which seed it is graded.

    Args:
        path: the file.
        quiz: the quiz that it answers.
        seed: what is taken where the file names no seed; 1 where this is left out too.
        given_seed: the only seed that will do, as where each learner of a class was given one.

    Raises:
        UsageError: it cannot be read.
        ContentError: it is not an answers file of this quiz, or answers nothing that this seed asks.
    """
    return _checked(read_yaml(path), quiz, seed, given_seed)


def parse_answers(
    raw: bytes, path: Path, quiz: Quiz, *, seed: int | None = None, given_seed: int | None = None
) -> tuple[Answers, int]:
    """Read the text of an answers file; see read_answers."""
    return _checked(parse_yaml(raw, path), quiz, seed, given_seed)


def grade(quiz: Quiz, given: Answers, seed: int, *, run_code: CodeRunner | None = None) -> QuizResult:
    """Grade answers: every question that `seed` asks, those without an answer too."""
    items = []
    for name in select(quiz, seed):
        question = quiz.questions[name]
        answer = given.answers.get(name)
        found = mark_variant(quiz, question, quiz.drawn(question, seed), answer, run_code=run_code)
        items.append(item_result(quiz, found, answer, earned=found.score, attempts=int(found.counts)))
    return quiz_result(quiz, seed, items)


def write_answers(given: dict[str, Any]) -> str:
    """Write what `sitting.answers` gives as an answers file: JSON is YAML too, and says plainly what is text."""
    return msgspec.json.format(msgspec.json.encode(given), indent=2).decode() + "\n"


def _checked(document: Document, quiz: Quiz, seed: int | None, given_seed: int | None) -> tuple[Answers, int]:
    if not isinstance(document.data, dict):
        raise document.error(
            (), f"an answers file looks like {{quiz: {quiz.head.id}, seed: 7, answers: {{question: answer}}}}."
        )
    given = document.convert(Answers)
    if given.quiz != quiz.head.id:
        raise document.error(
            ("quiz",), f"these are answers to the quiz {given.quiz!r}, and this quiz is {quiz.head.id!r}."
        )
    if given_seed is not None and given.seed not in (None, given_seed):
        problem = f"your questions are those of seed {given_seed}, and this file answers those of seed {given.seed}."
        raise document.error(("seed",), problem)
    if given.seed is not None and not 0 <= given.seed <= MAX_SEED:
        raise document.error(("seed",), f"the seed is {given.seed}, and should be from 0 to {MAX_SEED}.")
    chosen = next(one for one in (given_seed, given.seed, seed, DEFAULT_SEED) if one is not None)
    for name in given.answers:
        if name not in quiz.questions:
            near = nearest(name, list(quiz.questions)).replace('"', "'")
            known = f"; it has {', '.join(quiz.questions)}. {_EDITED}"
            problem = f"this quiz has no question {name!r}{near or known}"
            raise document.error(("answers", f"{name}:"), problem)
    over = not_asked(quiz, given, chosen)
    if over and len(over) == len(given.answers):
        problem = f"{over[0]!r} is not asked with seed {chosen}; it asks: {', '.join(select(quiz, chosen))}. {_EDITED}"
        raise document.error(("answers", f"{over[0]}:"), problem)
    return given, chosen


def told_of_others(names: list[str], seed: int) -> str:
    """Say which answers do not count, since `seed` does not ask these questions, and why that may be."""
    return f"not asked with seed {seed}, and so not counted: {', '.join(names)}. {_EDITED}"


def not_asked(quiz: Quiz, given: Answers, seed: int) -> list[str]:
    """Return the questions that were answered though `seed` does not ask them: these answers do not count."""
    asked = select(quiz, seed)
    return [name for name in given.answers if name not in asked]
