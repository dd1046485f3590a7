"""One learner's way through a quiz: attempts, hints and their prices, as frozen data and pure functions.

Terminal, page and class share it: each step takes a sitting and returns the next one. A sitting is JSON on disk, so
that it can be left and taken up again; a question that was edited in between is asked again.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from grader.core.errors import UsageError
from grader.core.results import total
from grader.core.text import safe
from grader.quiz.guessing import later_share
from grader.quiz.load import Quiz, digest
from grader.quiz.mark import Mark, mark
from grader.quiz.marking.program import CodeRunner
from grader.quiz.model import Confidence, Slip
from grader.quiz.select import select

SCHEMA = 1


class Attempt(msgspec.Struct, frozen=True):
    """One answer that was marked."""

    answer: Any
    mark: Mark
    hints: int
    """How many hints had been shown by then."""
    earned: float
    """Points, after what hints and earlier attempts cost."""
    confidence: Confidence | None = None


class ItemState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the learner is with one question."""

    id: str
    digest: str
    """Of the question when it was first asked."""
    attempts: tuple[Attempt, ...] = ()
    hints: int = 0
    """How many hints have been shown."""
    draft: Any = None
    """What stands in the form and was not marked: invalid, or not handed in yet."""
    confidence: Confidence | None = None
    """What the form says of how sure the learner is; that of an answer is kept with its attempt."""


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """One learner's way through one quiz."""

    schema: int = SCHEMA
    quiz: str
    seed: int
    items: tuple[ItemState, ...]
    at: int = 0
    """The place of the question that is being asked."""
    finished: bool = False
    done: tuple[str, ...] = ()
    """The exercises that had full marks, of those that questions wait for."""

    def item(self, name: str) -> ItemState:
        """Return the state of one question."""
        return next(item for item in self.items if item.id == name)


class ShownHint(msgspec.Struct, frozen=True):
    """A hint, as it was bought."""

    text: str
    cost: float


def start(
    quiz: Quiz,
    seed: int,
    *,
    done: Collection[str] = (),
    only: Collection[str] | None = None,
    first: Collection[str] = (),
) -> Sitting:
    """Begin a quiz: choose the questions for `seed`, or just those of `only`; see select."""
    names = select(quiz, seed, done=done, only=only, first=first)
    return Sitting(
        quiz=quiz.head.id, seed=seed, items=tuple(_fresh(quiz, name) for name in names), done=tuple(sorted(done))
    )


def admit(quiz: Quiz, sitting: Sitting, done: Collection[str]) -> Sitting:
    """Ask also what waited for exercises that are done now; nothing is taken away where one is so no longer."""
    if not is_whole(quiz, sitting):
        return sitting
    now = {*sitting.done, *done}
    names = select(quiz, sitting.seed, done=now)
    known = {item.id: item for item in sitting.items}
    new = [name for name in names if name not in known]
    at_end = sitting.at >= len(sitting.items)
    here = names.index(new[0] if at_end else sitting.items[sitting.at].id) if new or not at_end else len(names)
    items = tuple(known.get(name) or _fresh(quiz, name) for name in names)
    return msgspec.structs.replace(sitting, items=items, at=here, done=tuple(sorted(now)))


def is_whole(quiz: Quiz, sitting: Sitting) -> bool:
    """Say whether a sitting asks all that its seed asks, and not just what was missed."""
    return {item.id for item in sitting.items} == set(select(quiz, sitting.seed, done=sitting.done))


def answer(
    quiz: Quiz,
    sitting: Sitting,
    name: str,
    given: Any,
    *,
    confidence: Confidence | None = None,
    run_code: CodeRunner | None = None,
) -> tuple[Sitting, Mark]:
    """Mark an answer. One that is invalid or blank costs no attempt and stays as the draft.

    Raises:
        UsageError: there is no attempt left, or the quiz was handed in.
    """
    given = storable(given)
    state = sitting.item(name)
    if not open_for_answers(quiz, sitting, name):
        raise UsageError(f"{name}: no attempt is left.")
    found = mark(quiz, name, sitting.seed, given, run_code=run_code)
    if found.status in ("invalid", "blank"):
        return _with(sitting, msgspec.structs.replace(state, draft=given, confidence=confidence)), found
    attempt = Attempt(given, found, state.hints, earned(quiz, state, found.score), confidence)
    attempts = (*state.attempts, attempt)
    return _with(sitting, msgspec.structs.replace(state, attempts=attempts, draft=None, confidence=None)), found


def tell_confidence(sitting: Sitting, name: str, confidence: Confidence | None) -> Sitting:
    """Note how sure the learner was of the last answer."""
    *before, last = sitting.item(name).attempts
    attempts = (*before, msgspec.structs.replace(last, confidence=confidence))
    return _with(sitting, msgspec.structs.replace(sitting.item(name), attempts=attempts))


def keep(sitting: Sitting, name: str, draft: Any, confidence: Confidence | None = None) -> Sitting:
    """Keep what stands in the form without marking it, as when the learner goes back or the tab is closed."""
    state = msgspec.structs.replace(sitting.item(name), draft=storable(draft), confidence=confidence)
    return _with(sitting, state)


def go(sitting: Sitting, place: int) -> Sitting:
    """Move to the question at `place`: next, back, or skip."""
    return msgspec.structs.replace(sitting, at=max(0, min(place, len(sitting.items))))


def finish(sitting: Sitting) -> Sitting:
    """Hand the quiz in."""
    return msgspec.structs.replace(sitting, finished=True)


def next_hint(quiz: Quiz, sitting: Sitting, name: str) -> ShownHint | None:
    """Return the price of the next hint, its text not yet shown; None where there is no more."""
    hints, taken = quiz.questions[name].hints, sitting.item(name).hints
    return ShownHint("", hints[taken].cost) if taken < len(hints) else None


def take_hint(quiz: Quiz, sitting: Sitting, name: str) -> tuple[Sitting, ShownHint | None]:
    """Show one more hint; its cost counts for the attempts that follow."""
    if next_hint(quiz, sitting, name) is None or not open_for_answers(quiz, sitting, name):
        return sitting, None
    state = sitting.item(name)
    state = msgspec.structs.replace(state, hints=state.hints + 1)
    return _with(sitting, state), shown_hints(quiz, _with(sitting, state), name)[-1]


def shown_hints(quiz: Quiz, sitting: Sitting, name: str) -> tuple[ShownHint, ...]:
    """Return the hints that have been shown so far."""
    from grader.quiz.variant import fill

    question = quiz.questions[name]
    written = quiz.variant(question, sitting.seed).written
    return tuple(ShownHint(fill(hint.text, written), hint.cost) for hint in question.hints[: sitting.item(name).hints])


def open_for_answers(quiz: Quiz, sitting: Sitting, name: str) -> bool:
    """Say whether an answer to this question would still be marked."""
    left = attempts_left(quiz, sitting, name)
    return not sitting.finished and (left is None or left > 0)


def attempts_left(quiz: Quiz, sitting: Sitting, name: str) -> int | None:
    """Return how many attempts are left; none where there is no limit."""
    used = sum(attempt.mark.counts for attempt in sitting.item(name).attempts)
    return None if quiz.head.attempts == "unlimited" else quiz.head.attempts - used


def reveals(quiz: Quiz, sitting: Sitting, name: str) -> bool:
    """Say whether the explanation may be shown now."""
    if quiz.head.reveal == "never":
        return False
    attempts = sitting.item(name).attempts
    if quiz.head.reveal == "always":
        return bool(attempts) or sitting.finished
    return (
        sitting.finished
        or attempts_left(quiz, sitting, name) == 0
        or any(attempt.mark.status == "correct" for attempt in attempts)
    )


def earned(quiz: Quiz, state: ItemState, score: float) -> float:
    """Return what `score` earns as the next attempt: less for each earlier one, and less the cost of each hint."""
    question = quiz.questions[state.id]
    before = sum(attempt.mark.counts for attempt in state.attempts)
    lines = len(quiz.drawn(question, 1).lines) if isinstance(question, Slip) else 0
    share = later_share(question, quiz.head.retry_factor, before, lines=lines)
    costs = sum(hint.cost for hint in question.hints[: state.hints])
    return total([max(0.0, score * share - costs)])


def worth(quiz: Quiz, state: ItemState) -> float | None:
    """Return what a right answer would earn now; None where the attempt that counts has as much already."""
    right, attempt = earned(quiz, state, quiz.questions[state.id].points), counting(quiz, state)
    if (
        attempt is not None
        and quiz.head.scoring != "last"
        and (quiz.head.scoring == "first" or right <= attempt.earned)
    ):
        return None
    return right


def counting(quiz: Quiz, state: ItemState) -> Attempt | None:
    """Return the attempt that counts, by the quiz's rule: the last, the first or the best one."""
    if not state.attempts:
        return None
    if quiz.head.scoring == "best":
        return max(state.attempts, key=lambda attempt: attempt.earned)
    return state.attempts[0 if quiz.head.scoring == "first" else -1]


def save(sitting: Sitting) -> bytes:
    """Write a sitting as JSON."""
    return msgspec.json.encode(sitting)


def resume(quiz: Quiz, raw: bytes) -> tuple[Sitting, tuple[str, ...]]:
    """Read a sitting that was saved, and the ids of the questions that were edited since and are asked again.

    Raises:
        UsageError: it is not a sitting of this quiz.
    """
    try:
        sitting = msgspec.json.decode(raw, type=Sitting)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"this is not a saved quiz ({safe(str(error), 100)}); start again.") from None
    if (sitting.quiz, sitting.schema) != (quiz.head.id, SCHEMA):
        raise UsageError(
            f"this was saved from the quiz {safe(repr(sitting.quiz), 60)}, not from {quiz.head.id!r}; start again."
        )
    items, edited = [], []
    for state in sitting.items:
        question = quiz.questions.get(state.id)
        if question is None or question.status != "live":
            continue
        fresh = digest(question)
        if fresh != state.digest:
            edited.append(state.id)
            state = ItemState(id=state.id, digest=fresh)
        items.append(state)
    return msgspec.structs.replace(sitting, items=tuple(items), at=min(sitting.at, len(items))), tuple(edited)


def storable(given: Any) -> Any:
    """Return an answer as JSON can hold it: half characters, as a terminal may pass on, become question marks."""
    if isinstance(given, list):
        return [storable(part) for part in given]
    if isinstance(given, dict):
        return {storable(key): storable(part) for key, part in given.items()}
    return given.encode("utf-8", "replace").decode() if isinstance(given, str) else given


def _fresh(quiz: Quiz, name: str) -> ItemState:
    return ItemState(id=name, digest=digest(quiz.questions[name]))


def _with(sitting: Sitting, state: ItemState) -> Sitting:
    items = tuple(state if item.id == state.id else item for item in sitting.items)
    return msgspec.structs.replace(sitting, items=items)
