"""What a sitting comes to: its result, its answers file, and what is to be asked again."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.quiz.load import Quiz, digest
from grader.quiz.mark import mark
from grader.quiz.marking.program import CodeRunner
from grader.quiz.outcome import ItemResult, QuizResult, item_result, quiz_result
from grader.quiz.sitting import Attempt, ItemState, Sitting, counting, earned, reveals
from grader.quiz.solution import worked_solution


def result(quiz: Quiz, sitting: Sitting) -> QuizResult:
    """Return the result so far; a question without a marked answer is blank, or invalid as its draft is."""
    return quiz_result(quiz, sitting.seed, [_item(quiz, sitting, state) for state in sitting.items])


def answers(quiz: Quiz, sitting: Sitting) -> dict[str, Any]:
    """Return the answers file of this sitting: with no hints and no retries, grading it gives the same bytes."""
    given = {}
    for state in sitting.items:
        attempt = counting(quiz, state)
        answered, confidence = (attempt.answer, attempt.confidence) if attempt else (state.draft, state.confidence)
        if answered is not None:
            given[state.id] = {"answer": answered, "confidence": confidence} if confidence else answered
    return {"quiz": sitting.quiz, "seed": sitting.seed, "answers": given}


def marked_again(quiz: Quiz, sitting: Sitting, run_code: CodeRunner | None = None) -> Sitting:
    """Return a sitting with every answer marked by the quiz as it is now; a question that is no longer asked is left out."""
    asked = [state for state in sitting.items if state.id in quiz.questions]
    return msgspec.structs.replace(sitting, items=tuple(_marked_again(quiz, sitting, one, run_code) for one in asked))


def _marked_again(quiz: Quiz, sitting: Sitting, before: ItemState, run_code: CodeRunner | None) -> ItemState:
    state = msgspec.structs.replace(before, digest=digest(quiz.questions[before.id]), attempts=())
    for one in before.attempts:
        found = mark(quiz, state.id, sitting.seed, one.answer, run_code=run_code)
        then = msgspec.structs.replace(state, hints=one.hints)
        attempt = Attempt(one.answer, found, one.hints, earned(quiz, then, found.score), one.confidence)
        state = msgspec.structs.replace(state, attempts=(*state.attempts, attempt))
    return state


def missed(quiz: Quiz, sitting: Sitting) -> tuple[str, ...]:
    """Return the questions that are not right yet: what `--missed` asks again, with a fresh seed."""
    found = [(state.id, counting(quiz, state)) for state in sitting.items]
    return tuple(name for name, attempt in found if attempt is None or attempt.mark.status != "correct")


def surprising(quiz: Quiz, sitting: Sitting) -> tuple[str, ...]:
    """Return the questions of which the learner was sure, and which are not right: what is worth most to ask again."""
    return tuple(item.id for item in result(quiz, sitting).items if item.surprising)


def _item(quiz: Quiz, sitting: Sitting, state: ItemState) -> ItemResult:
    attempt = counting(quiz, state)
    tries = sum(attempt.mark.counts for attempt in state.attempts)
    solution = worked_solution(quiz, state.id, sitting.seed) if reveals(quiz, sitting, state.id) else ""
    if attempt is not None:
        return item_result(
            quiz,
            attempt.mark,
            attempt.answer,
            earned=attempt.earned,
            hints=attempt.hints,
            attempts=tries,
            confidence=attempt.confidence,
            solution=solution,
        )
    found = mark(quiz, state.id, sitting.seed, state.draft)
    if found.counts:
        # A draft that was never handed in earns nothing: it counts as no answer.
        found = mark(quiz, state.id, sitting.seed, None)
    return item_result(quiz, found, state.draft, earned=0.0, hints=state.hints, attempts=0, solution=solution)
