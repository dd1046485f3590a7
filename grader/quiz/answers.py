"""An answers file: `{quiz: final, seed: 7, answers: {item-id: answer}}`, read and graded.

Beside an answer may stand how sure the learner was: `item-id: {answer: 0.5, confidence: sure}`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from grader.core.schema import Document
from grader.core.text import safe, suggestion
from grader.quiz.answers_file import parse_answers_file, read_answers_file
from grader.quiz.load import Quiz
from grader.quiz.mark import mark_variant
from grader.quiz.marking.program import CodeRunner
from grader.quiz.model import LEVELS, Confidence
from grader.quiz.outcome import QuizResult, item_result, quiz_result
from grader.quiz.select import select, waiting
from grader.quiz.solution import solution_of

DEFAULT_SEED = 1
MAX_SEED = 2**63 - 1
_SHOWN = 60  # of what cannot be used, so many characters are shown
_LISTED = 20
"""So many questions a message names; more would hide what it says."""
_EDITED = (
    "If the quiz was edited, it may ask other questions. "
    "Grade these answers with the version of the quiz that the learner saw."
)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quiz: str
    answers: dict[str, Any]
    seed: int | None = None


class Answers(msgspec.Struct, frozen=True):
    """What one learner answered."""

    answers: dict[str, Any]
    confidence: dict[str, Confidence] = {}
    """How sure they were, where that was said."""


def read_answers(
    path: Path, quiz: Quiz, *, seed: int | None = None, given_seed: int | None = None, done: Collection[str] = ()
) -> tuple[Answers, int]:
    """Read an answers file, and say with which seed it is graded.

    Args:
        path: the file.
        quiz: the quiz that it answers.
        seed: what is taken where the file names no seed; 1 where this is left out too.
        given_seed: the only seed that will do, as where each learner of a class was given one.
        done: the exercises with full marks, of those that questions wait for.

    Raises:
        UsageError: it cannot be read.
        ContentError: it is not an answers file of this quiz, or answers nothing that this seed asks.
    """
    return _checked(read_answers_file(path), quiz, seed, given_seed, done)


def parse_answers(
    raw: bytes,
    path: Path,
    quiz: Quiz,
    *,
    seed: int | None = None,
    given_seed: int | None = None,
    done: Collection[str] = (),
) -> tuple[Answers, int]:
    """Read the text of an answers file; see read_answers."""
    return _checked(parse_answers_file(raw, path), quiz, seed, given_seed, done)


def grade(
    quiz: Quiz, given: Answers, seed: int, *, done: Collection[str] = (), run_code: CodeRunner | None = None
) -> QuizResult:
    """Grade answers: every question that `seed` asks once these exercises are done, those without an answer too."""
    items = []
    for name in select(quiz, seed, done=done):
        question = quiz.questions[name]
        answer, confidence = given.answers.get(name), given.confidence.get(name)
        variant = quiz.drawn(question, seed)
        found = mark_variant(quiz, question, variant, answer, run_code=run_code)
        tries = int(found.counts)
        hidden = quiz.head.reveal == "never" or found.status in ("correct", "ungraded")
        solution = "" if hidden else solution_of(quiz, question, variant)
        items.append(
            item_result(
                quiz,
                found,
                answer,
                earned=found.score,
                attempts=tries,
                confidence=confidence,
                solution=solution,
            )
        )
    return quiz_result(quiz, seed, items)


def write_answers(given: dict[str, Any]) -> str:
    """Write what `sitting.answers` gives as an answers file: JSON is YAML too, and says plainly what is text."""
    return msgspec.json.format(msgspec.json.encode(given), indent=2).decode() + "\n"


def _checked(
    document: Document, quiz: Quiz, seed: int | None, given_seed: int | None, done: Collection[str]
) -> tuple[Answers, int]:
    if not isinstance(document.data, dict):
        raise document.error(
            (), f"an answers file looks like {{quiz: {quiz.head.id}, seed: 7, answers: {{question: answer}}}}."
        )
    given = document.convert(_File)
    if given.quiz != quiz.head.id:
        raise document.error(
            ("quiz",),
            f"these are answers to the quiz {safe(repr(given.quiz), _SHOWN)}, and this quiz is {quiz.head.id!r}.",
        )
    chosen = _seed_of(document, given, seed, given_seed)
    for name in given.answers:
        if name not in quiz.questions:
            near = suggestion(name, list(quiz.questions)).replace('"', "'")
            few = len(quiz.questions) <= _LISTED
            known = f"; it has {', '.join(quiz.questions) if few else f'{len(quiz.questions)} others'}. {_EDITED}"
            problem = f"this quiz has no question {safe(repr(name), _SHOWN)}{near or known}"
            raise document.error(("answers", f"{name}:"), problem)
    _refuse_unasked(document, given, quiz, chosen, done)
    return _taken_apart(document, given), chosen


def _seed_of(document: Document, given: _File, seed: int | None, given_seed: int | None) -> int:
    """Return the seed that a file is graded with; see read_answers."""
    if given_seed is not None and given.seed not in (None, given_seed):
        theirs = safe(str(given.seed), _SHOWN)
        problem = (
            f"you were given the questions of seed {given_seed}, but this file answers the questions of seed {theirs}."
        )
        raise document.error(("seed",), problem)
    if given.seed is not None and not 0 <= given.seed <= MAX_SEED:
        raise document.error(
            ("seed",), f"the seed is {safe(str(given.seed), _SHOWN)}, but it should be from 0 to {MAX_SEED}."
        )
    return next(one for one in (given_seed, given.seed, seed, DEFAULT_SEED) if one is not None)


def _refuse_unasked(document: Document, given: _File, quiz: Quiz, chosen: int, done: Collection[str]) -> None:
    """Raise ContentError where the seed asks nothing, or nothing of what the file answers."""
    if not select(quiz, chosen, done=done):
        waits = ", ".join(waiting(quiz, chosen, done))
        problem = f"with seed {chosen} no question is asked yet: all of them need full marks in {waits}."
        raise document.error((), problem if waits else f"with seed {chosen} this quiz asks no question.")
    asked = select(quiz, chosen, done=quiz.gates)
    over = [name for name in given.answers if name not in asked]
    if over and len(over) == len(given.answers):
        problem = f"{over[0]!r} is not asked with seed {chosen}; it asks: {', '.join(asked)}. {_EDITED}"
        raise document.error(("answers", f"{over[0]}:"), problem)


def _taken_apart(document: Document, given: _File) -> Answers:
    """Take apart what stands as an answer and how sure the learner was of it."""
    answers, confidence = dict(given.answers), {}
    for name, entry in given.answers.items():
        if isinstance(entry, dict) and entry.keys() == {"answer", "confidence"}:
            answers[name], said = entry["answer"], entry["confidence"]
            if said in LEVELS:
                confidence[name] = said
            elif said is not None:
                problem = f"the confidence is {safe(repr(said), _SHOWN)}, but it should be one of {', '.join(LEVELS)}."
                raise document.error(("answers", name, "confidence"), problem)
    return Answers(answers, confidence)


def not_counted(quiz: Quiz, given: Answers, seed: int, done: Collection[str] = ()) -> list[str]:
    """Say which answers do not count, and why: `seed` does not ask the question, or it waits for an exercise."""
    asked, late = select(quiz, seed, done=done), waiting(quiz, seed, done)
    over = [name for name in given.answers if name not in asked]
    others = [name for name in over if not any(name in names for names in late.values())]
    told = [f"not asked with seed {seed}, so not counted: {', '.join(others)}. {_EDITED}"] if others else []
    for stem, names in late.items():
        if answered := [name for name in over if name in names]:
            told.append(f"not counted until {stem} has full marks: {', '.join(answered)}.")
    return told
