"""What `grade watch` shows and does: the current exercise, its last verdict, and what each key and each save leads to.

Nothing here waits, draws or reads a key: the command feeds in what happened, does the `next_job`, and shows `lines`.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.cli.watch_screen import exercise_lines, wrapped
from grader.core.course import Course, Exercise
from grader.core.errors import GraderError, UsageError
from grader.core.results import ExerciseResult, SubmissionResult
from grader.grading.diagnosis.hint_ladder import is_solution_lines, ladder
from grader.reports import chain, terminal
from grader.reports.terminal import Line
from grader.submissions.help_record import record_help
from grader.submissions.submission import SUFFIXES
from grader.submissions.workspace import file_of, reset

KEYS = "h hint  n next  l list  r reset  q quit"
_LIST_KEYS = "a number goes to that exercise  l back  q quit"
Sign = tuple[int, ...] | None
_NARROWEST = 20  # narrower, the list is cut at the right
_PATIENCE = 0.9  # less than the second after which the screen is looked at anyway


@dataclass
class Job:
    """One exercise to be graded."""

    exercise: Exercise
    since: float
    outdated: bool = False
    """Whether a file has changed since it began."""
    result: ExerciseResult | None = None
    """The outcome of grading it, where the line that decides is to be found."""

    @property
    def in_vain(self) -> bool:
        """Whether its verdict is no longer wanted and does not come soon, as where a loop never ends."""
        return self.outdated and time.monotonic() - self.since > _PATIENCE / 2


class Watching:
    """One folder that is watched."""

    def __init__(self, course: Course, folder: Path, first: Exercise | None = None) -> None:
        """Begin at `first`, or at the first exercise without full marks; nothing is graded yet."""
        self.course, self.folder = course, folder
        self.at_hand: Exercise | None = first or course.exercises[0]
        """The exercise that the learner works on; None once every one is full."""
        self.over = False
        """Whether the learner wants to go."""
        self.busy: Job | None = None
        """What is being graded."""
        self._results: dict[int, ExerciseResult] = {}
        self._stale = {exercise.number for exercise in course.exercises}
        self._fresh: list[ExerciseResult] = []
        self._passed: list[str] = []
        self._signs = self._look()
        self._listing = self._resetting = self._gone = False
        self._hints: Sequence[str] = ()
        self._wanted = 0
        """How many more hints were asked for while the line that decides is being looked for."""
        self._searched: set[int] = set()
        """The exercises in whose last verdict that line was looked for."""
        self._notice = ""

    @property
    def result(self) -> ExerciseResult | None:
        """The last verdict on the current exercise."""
        return self._results.get(self.at_hand.number) if self.at_hand else None

    @property
    def absence(self) -> str:
        """What to say where the folder is gone; nothing where it is there."""
        return f"The folder {self.folder} was removed. Waiting for it to come back." if self._gone else ""

    def next_job(self) -> Job | None:
        """Return what to do now: grade the current exercise, find its line, or for the list any other; None where all is done."""
        if self.busy or self._gone:
            return None
        ahead = [self.at_hand] if self.at_hand else []
        ahead += self.course.exercises if self._listing else []
        stale = [exercise for exercise in ahead if exercise.number in self._stale]
        if self._wanted and self.at_hand and self.at_hand not in stale:
            self.busy = Job(self.at_hand, time.monotonic(), result=self.result)
        else:
            self.busy = Job(stale[0], time.monotonic()) if stale else None
        return self.busy

    def graded(self, job: Job, result: ExerciseResult) -> None:
        """Take a verdict, unless the files have changed since; where the current exercise is full, move on."""
        self.busy = None
        if job.outdated:
            return
        wanted = 0 if result.exercise in self._results else self._wanted
        self._results[result.exercise] = result
        if job.result:
            self._searched.add(result.exercise)
            if job.exercise is self.at_hand:
                self._give_hints()
            return
        self._searched.discard(result.exercise)
        self._stale.discard(result.exercise)
        if job.exercise is self.at_hand:
            self._fresh.append(result)
            self._forget_hints()  # one that was asked for meanwhile is of the old verdict
            if not result.full_marks:
                self._ask_hints(wanted)
            else:
                self._passed.append(f"Exercise {result.exercise}, {result.name}: full marks, {terminal.score(result)}.")
                self._move_on()

    def fresh(self) -> list[ExerciseResult]:
        """Return the verdicts on current exercises since this was last asked."""
        found, self._fresh = self._fresh, []
        return found

    def looked(self) -> None:
        """Look whether a file has changed; if so, its exercise becomes the current one, and what depends on it is graded again."""
        signs = self._look()
        self._gone = not signs and not self.folder.is_dir()
        touched = {name.rpartition(".")[0] for name, _ in signs.items() ^ self._signs.items()}
        self._signs = signs
        if not touched:
            return
        changed = [e for e in self.course.exercises if e.stem in touched]
        # another file of the learner's may be imported by any exercise
        first = changed[0] if len(changed) == len(touched) else self.course.exercises[0]
        if not self.at_hand or (changed and self.at_hand not in changed):
            self.at_hand = changed[0] if changed else first
        self._stale |= {e.number for e in self.course.exercises if e.number >= first.number}
        if self.busy:
            self.busy.outdated = True
        self._passed, self._listing, self._resetting, self._notice = [], False, False, ""
        self._forget_hints()

    def pressed(self, key: str) -> None:
        """Do what a key asks for."""
        resetting, self._resetting = self._resetting, False
        self._notice = ""
        if key == "q":
            self.over = True
        elif key == "l":
            self._listing = not self._listing
        elif key == "n":
            self._listing, self._passed = False, []
            self._move_on()
        elif key.isdecimal() and 0 < int(key) <= len(self.course.exercises):
            self._listing, self._passed = False, []
            self._forget_hints()
            self.at_hand = self.course.exercises[int(key) - 1]
        elif self.at_hand and not self._listing:
            self._pressed_at(self.at_hand, key, resetting=resetting)

    def _pressed_at(self, exercise: Exercise, key: str, *, resetting: bool) -> None:
        """Do what a key asks for about the current exercise; `resetting` is whether the key before was the first r."""
        if key == "r" and resetting:
            self._reset(exercise)
        elif key == "r":
            self._resetting = True
        elif key == "h":
            self._ask_hints(1)

    def _ask_hints(self, number: int) -> None:
        """Show so many more hints, once there is a verdict and the line that decides was looked for."""
        self._wanted += number
        known = self.result is not None and (not self.result.unexplained or self.result.exercise in self._searched)
        if self._wanted and known:
            self._give_hints()

    def _give_hints(self) -> None:
        """Show as many more hints as were asked for."""
        assert self.at_hand
        assert self.result
        known = ladder(self.at_hand, self.result, beside=True).rungs
        wanted, self._wanted = len(self._hints) + self._wanted, 0
        if wanted > len(known):
            self._notice = "That was the last hint." if known else "There is no hint for this."
        self._hints = known[:wanted]
        if any(map(is_solution_lines, self._hints)):
            with contextlib.suppress(UsageError, OSError):  # a folder that is only read keeps no record
                record_help(self.folder, self.at_hand.stem, solution_lines=True)

    def _forget_hints(self) -> None:
        self._hints, self._wanted = (), 0

    def lines(self, width: int, height: int) -> list[Line]:
        """Return the screen: at most `height` lines of at most `width` characters."""
        listing = self._listing or not self.at_hand
        keys = wrapped(_LIST_KEYS if listing else KEYS, width, "dim")
        below: list[Line] = [("", ""), *wrapped(self._told(), width, "bold"), *keys]
        body = (
            self._listed(width)
            if listing or not self.at_hand
            else exercise_lines(self.at_hand, self.result, self._passed[-3:], self._hints, width, height - len(below))
        )
        room = max(0, height - len(below))
        if len(body) > room:
            body = [*body[: max(0, room - 1)], ("… the window is too small for the rest", "dim")]
        return [(line[:width], style) for line, style in (body + below)[-height:]]

    def summary(self) -> str:
        """Return where the learner stands, in one line."""
        if self.at_hand is None:
            return "Every exercise has full marks."
        return f"You are at exercise {self.at_hand.number}, {self.at_hand.name}. `grade watch` continues there."

    def _told(self) -> str:
        if self.absence:
            return self.absence
        if self._resetting and self.at_hand:
            return "Put the stub back? Your file is kept under another name. Press r again to do that, or any other key to cancel."
        if self.busy and (seconds := time.monotonic() - self.busy.since) > _PATIENCE:
            if self.busy.result:
                return "Looking for the line that decides …"
            return f"Grading exercise {self.busy.exercise.number}, {round(seconds)} s …"
        return self._notice

    def _listed(self, width: int) -> list[Line]:
        if len(self._results) < len(self.course.exercises):
            return [(self.course.title, "bold")]
        result = SubmissionResult.of(tuple(self._results[e.number] for e in self.course.exercises))
        return chain.lines(result, self.course.title, [e.title for e in self.course.exercises], max(width, _NARROWEST))

    def _move_on(self) -> None:
        """Go to the next exercise that is not known to be full: those after the current one, then those before."""
        here = self.at_hand.number if self.at_hand else 0
        order = [*self.course.exercises[here:], *self.course.exercises[:here]]
        todo = [e for e in order if e.number in self._stale or not self._results[e.number].full_marks]
        self.at_hand, self._resetting = next(iter(todo), None), False
        self._forget_hints()

    def _reset(self, exercise: Exercise) -> None:
        there = file_of(self.folder, exercise)
        try:
            aside = reset(self.folder, exercise)
        except GraderError as error:
            self._notice = str(error)
            return
        self.looked()
        already = "It is already the stub." if there else f"{exercise.stem}.py was missing. It is the stub now."
        self._notice = f"What you wrote is kept in {aside.name}." if aside else already

    def _look(self) -> dict[str, Sign]:
        """Return the files that matter, each with what tells one saved state of it from another."""
        try:
            with os.scandir(self.folder) as entries:
                return {entry.name: _sign(entry.path) for entry in entries if matters(entry.name)}
        except OSError:
            return {}


def matters(name: str) -> bool:
    """Whether a file of this name is an exercise, or may be imported by one."""
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix in SUFFIXES and stem.isidentifier()


def _sign(path: str) -> Sign:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
