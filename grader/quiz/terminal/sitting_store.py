"""Where a learner is with a quiz, kept in `.grade/` of their folder, so that it can be left and taken up again."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader.core.errors import UsageError
from grader.core.files import read_file, write_file
from grader.quiz import sitting as steps
from grader.quiz import sitting_result
from grader.quiz.load import Quiz
from grader.quiz.marking.program import CodeRunner
from grader.quiz.messages import taken_up
from grader.quiz.retrieval import QuizMemory, due, next_due, read_memory, remember
from grader.quiz.sitting import Sitting
from grader.quiz.terminal.result_text import waits

FOLDER = ".grade"
SEEDS = 1_000_000
_MOST_BYTES = 16 << 20


class Begun(NamedTuple):
    """A sitting to go on with, and what the learner should know of it."""

    sitting: Sitting
    note: str = ""
    again: bool = False
    """Whether it was taken here before."""


class SittingStore:
    """What a folder keeps of a quiz: the sitting going on, or the last one handed in, and what to ask again when."""

    def __init__(self, workspace: Path, quiz: Quiz, done: Collection[str] = (), *, today: date | None = None) -> None:
        """Prepare.

        Args:
            workspace: the learner's folder.
            quiz: the quiz.
            done: the exercises with full marks, of those that questions wait for.
            today: the day; that of the clock where left out.
        """
        self._quiz, self._done, self._today = quiz, done, today or date.today()
        self.file = workspace / FOLDER / f"quiz-{quiz.head.id}.json"
        self.memory_file = workspace / FOLDER / f"quiz-{quiz.head.id}-memory.json"

    def put(self, sitting: Sitting) -> None:
        """Keep a sitting, whole or not at all.

        Raises:
            UsageError: it cannot be written.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.file.parent}: cannot be used ({error.strerror}).") from None
        if sitting.finished and not self._was_handed_in(sitting):
            memory = remember(self.memory(), sitting, self._today)
            write_file(self.memory_file, msgspec.json.format(msgspec.json.encode(memory), indent=1) + b"\n")
        write_file(self.file, steps.save(sitting))

    def memory(self) -> QuizMemory:
        """Return what is remembered of the quiz.

        Raises:
            UsageError: what is kept cannot be read.
        """
        try:
            return read_memory(self._quiz, read_file(self.memory_file, _MOST_BYTES))
        except FileNotFoundError:
            return QuizMemory(quiz=self._quiz.head.id)
        except OSError as error:
            raise UsageError(f"{self.memory_file}: cannot be read ({error.strerror}).") from None
        except UsageError as error:
            raise UsageError(f"{self.memory_file}: {error}; move it away to begin again.") from None

    def nothing_due(self) -> str:
        """Say that nothing is due, and when something will be."""
        day = next_due(self._quiz, self.memory())
        if day is None:
            return "Nothing is due, and nothing is waiting to be asked again."
        return f"Nothing is due today. The next question is due on {day:%Y-%m-%d}."

    def _was_handed_in(self, sitting: Sitting) -> bool:
        """Say whether this sitting was kept as handed in before, so that it is remembered once."""
        if not self.file.is_file():
            return False
        before, _ = self._take()
        return before is not None and before.finished and (before.seed, before.items) == (sitting.seed, sitting.items)

    def handed_in(self) -> Sitting | None:
        """Return the sitting that was handed in last; None where another is going on, or there was none.

        Raises:
            UsageError: what is kept cannot be read.
        """
        before, _ = self._take()
        return before if before is not None and before.finished else None

    def begin(
        self, *, seed: int | None = None, missed: bool = False, due_now: bool = False, anew: bool = False
    ) -> Begun | None:
        """Take up what was left, or start; None where `missed` or `due_now` is asked for and there is nothing.

        Args:
            seed: what questions and numbers are drawn from; a fresh one where not given.
            missed: ask what was not right the last time, with other numbers.
            due_now: ask what was missed and is due today, with other numbers.
            anew: start, whatever was left.

        Raises:
            UsageError: what is kept cannot be read, or contradicts what is asked for.
        """
        # not random's: with it comes OpenSSL, a tenth of the start
        drawn = int.from_bytes(os.urandom(8), "big") % SEEDS if seed is None else seed
        before, edited = (None, ()) if anew else self._take()
        if before is not None and not before.finished and before.items:
            return self._taken_up(before, edited, seed, "--missed" if missed else "--due" if due_now else "")
        if due_now:
            names = due(self._quiz, self.memory(), self._today)
            return self._started(steps.start(self._quiz, drawn, done=self._done, only=names)) if names else None
        if not missed:
            return self._started(steps.start(self._quiz, drawn, done=self._done))
        if before is None:
            raise UsageError(
                "You have not handed in a quiz here yet. Take it with `grade quiz` first, then use --missed."
            )
        wrong, first = sitting_result.missed(self._quiz, before), sitting_result.surprising(self._quiz, before)
        again = steps.start(self._quiz, drawn, done=self._done, only=wrong, first=first)
        return self._started(again) if wrong else None

    def _taken_up(self, before: Sitting, edited: tuple[str, ...], seed: int | None, option: str) -> Begun:
        """Go on with a sitting that was left; `option` is the one that asks for another, if any."""
        whole = steps.is_whole(self._quiz, before)
        if option and whole:
            raise UsageError(f"This quiz is not handed in yet. Go on with `grade quiz` first, then use {option}.")
        if seed is not None and seed != before.seed:
            raise UsageError(
                f"A quiz with seed {before.seed} is not handed in yet. Leave out --seed to go on with it, "
                "or add --anew to start another one."
            )
        now = steps.admit(self._quiz, before, self._done)
        return Begun(now, _note(before, edited, len(now.items) - len(before.items)), again=not whole)

    def _started(self, sitting: Sitting) -> Begun:
        if not sitting.items:
            if told := waits(self._quiz, sitting):
                raise UsageError(" ".join(told))
            raise UsageError(f"{self._quiz.path}: with seed {sitting.seed} this quiz asks no question.")
        return Begun(sitting, again=self.file.is_file())

    def _take(self) -> tuple[Sitting | None, tuple[str, ...]]:
        try:
            raw = read_file(self.file, _MOST_BYTES)
        except FileNotFoundError:
            return None, ()
        except OSError as error:
            raise UsageError(f"{self.file}: cannot be read ({error.strerror}).") from None
        try:
            return steps.resume(self._quiz, raw)
        except UsageError as error:
            raise UsageError(
                f"{self.file}: {str(error).removesuffix('; start again.')}; add --anew to start again."
            ) from None


def hand_in(quiz: Quiz, sitting: Sitting, run_code: CodeRunner) -> Sitting:
    """Check what was written and not checked yet, and hand the quiz in."""
    for item in sitting.items:
        if item.draft is not None and steps.open_for_answers(quiz, sitting, item.id):
            sitting, _ = steps.answer(quiz, sitting, item.id, item.draft, confidence=item.confidence, run_code=run_code)
    return steps.finish(sitting)


def _note(sitting: Sitting, edited: tuple[str, ...], more: int) -> str:
    return taken_up(sum(bool(item.attempts) for item in sitting.items), len(sitting.items), len(edited), more)
