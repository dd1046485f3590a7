"""Answers to quizzes among what a class handed in: told apart, and marked by the function that marks them everywhere."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom.files import AnswersFile, Notice
from grader.classroom.identity import Identity, engine
from grader.core.errors import ContentError, GraderError
from grader.core.hashing import digest_of
from grader.core.text import safe
from grader.quiz.answers_file import parse_answers_file
from grader.sandbox.reader import reader

_NAMED = re.compile(rb"""(?:^|[{,])[ \t]*["']?quiz["']?\s{0,9}:\s{0,99}["']?([\w-]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """One learner's answers to one quiz. It is plain data, so any process can mark it."""

    quiz: str
    file: str
    raw: bytes
    where: str
    """Its path, for people."""
    seed: int | None = None
    """The only seed that will do, where this learner was given one."""
    work: str = ""
    """The hash of what the results of those exercises depend on that questions wait for."""

    def refusal(self, document: dict[str, Any]) -> Notice | None:
        """Return what a result says of answers that cannot be read, or None where they can."""
        place, _, reason = str(document.get("refused", "")).partition(": ")
        return Notice(self.where + place.removeprefix(self.file), reason) if reason else None


class Quizzes:
    """The quizzes of a course, as far as it takes to know which one is answered and what was marked before."""

    def __init__(self, course: Path, only: str | None = None) -> None:
        """Take the quizzes of the course in this folder, or one of them."""
        self._course = course
        self._known = quizzes_of(course)
        self._wanted = (only,) if only else self._known

    def sheets(
        self, files: Sequence[AnswersFile], seed: int | None, work: Callable[[str], str] = lambda stem: ""
    ) -> tuple[list[Sheet], list[Notice]]:
        """Return a sheet for each quiz that is answered, and what cannot be used.

        Args:
            files: the answers files of one learner.
            seed: what this learner was given to draw from, or None.
            work: returns the hash of what the result of an exercise, named by its stem, depends on.
        """
        found: list[tuple[AnswersFile, Sheet]] = []
        notices: list[Notice] = []
        for file in files:
            named = [name.decode() for name in _NAMED.findall(file.raw)]
            quiz = next((name for name in named if name in self._known), None)
            if quiz is None:
                notices.append(self._unknown(file, named))
            elif quiz in self._wanted:
                waits = digest_of([work(stem).encode() for stem in gates]) if (gates := self._gates(quiz)) else ""
                found.append((file, Sheet(quiz, file.file, file.raw, file.where, seed, waits)))
        return _answered_once(found, notices), notices

    def _unknown(self, file: AnswersFile, named: Sequence[str]) -> Notice:
        if not self._known:
            return Notice(file.where, "holds answers to a quiz, and this course has none.")
        known = " and ".join(self._known)
        if named:
            return Notice(file.where, f"answers the quiz {safe(repr(named[0]), 60)}, and this course has {known}.")
        try:
            parse_answers_file(file.raw, Path(file.file))
        except ContentError as error:
            place, _, reason = str(error).partition(": ")
            return Notice(file.where + place.removeprefix(file.file), reason)
        return Notice(file.where, f"does not say which quiz it answers; it should begin with `quiz: {self._known[0]}`.")

    def identity(self, sheet: Sheet) -> Identity:
        """Return the hash of everything that the result of a sheet depends on; `wrong` where it cannot be read."""
        waits = [sheet.work.encode()] if sheet.work else []
        identity = digest_of([self._depends(sheet.quiz), repr(sheet.seed).encode(), sheet.raw, *waits])
        return Identity(identity, lambda: f"refused-{identity}"[:32])

    @property
    def waits(self) -> bool:
        """Whether any question waits for an exercise."""
        return any(self._gates(quiz) for quiz in self._wanted)

    @functools.cache  # noqa: B019  # there is one of these a run
    def _gates(self, quiz: str) -> tuple[str, ...]:
        """Return the stems of the exercises that questions wait for; none of a quiz that is unsound."""
        from grader.quiz.course_index import read_course
        from grader.quiz.load import load_quiz

        path = self._course / "quiz" / f"{quiz}.yaml"
        try:
            if b"requires" not in path.read_bytes():  # reading it whole takes long beside a class of one
                return ()
            return tuple(sorted(load_quiz(path, read_course(self._course)).gates))
        except (OSError, GraderError):
            return ()

    @functools.cache  # noqa: B019  # there is one of these a run
    def _depends(self, quiz: str) -> bytes:
        """Hash the quiz, its helpers and programs, what computes its numbers and words, and the engine."""
        own = self._course / "quiz"
        folders = (own, self._course / "solutions")
        paths = [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc"]
        told = [p for p in paths if p.parent != own or p.suffix != ".yaml" or p.stem == quiz]
        # an exercise's own suite has no say in a quiz
        told = [p for p in told if self._course / "solutions" / "suites" not in p.parents]
        marking = sorted((Path(__file__).parent.parent / "quiz").glob("*.py"))
        manifest = self._course / "exercises" / "course.yaml"
        try:
            parts = [part for p in (manifest, *told, *marking) for part in (p.name.encode(), p.read_bytes())]
        except OSError as error:
            raise ContentError(Path(error.filename), f"cannot be read ({error.strerror}).") from None
        return digest_of([engine().encode(), *parts]).encode()


def _answered_once(found: Sequence[tuple[AnswersFile, Sheet]], notices: list[Notice]) -> list[Sheet]:
    """Return the sheets of the quizzes that one file answers; of the others say which files do."""
    count = Counter(sheet.quiz for _, sheet in found)
    for file, sheet in found:
        if count[sheet.quiz] > 1:
            others = ", ".join(f.file for f, s in found if s.quiz == sheet.quiz and f is not file)
            notices.append(Notice(file.where, f"answers the quiz {sheet.quiz}, and so does {others}: none counts."))
    return [sheet for _, sheet in found if count[sheet.quiz] == 1]


def quizzes_of(course: Path) -> tuple[str, ...]:
    """Return the names of a course's quizzes."""
    return tuple(sorted(path.stem for path in (course / "quiz").glob("*.yaml")))


class Marker:
    """Marks sheets, with each quiz read once. Use as a context manager."""

    def __init__(self, course: Path) -> None:
        """Take the folder of the course."""
        self._course = course
        self._open = ExitStack()
        self._loaded: dict[str, tuple[Any, Any]] = {}

    def mark(self, sheet: Sheet, full_marks: Callable[[str], bool] = lambda stem: False) -> dict[str, Any]:
        """Return what the answers earn, as the data of `grade quiz --answers`; with `refused`, where they cannot be read.

        Args:
            sheet: the answers.
            full_marks: says whether the same learner has full marks for an exercise, named by its stem.

        Raises:
            ContentError: the quiz itself is unsound.
            Fault: a program in the answers could not be judged.
        """
        from grader.quiz.answers import grade, parse_answers
        from grader.quiz.outcome import QuizResult

        quiz, programs = self._load(sheet.quiz)
        reader().new_learner()
        done = [stem for stem in sorted(quiz.gates) if full_marks(stem)]
        try:
            given, seed = parse_answers(sheet.raw, Path(sheet.file), quiz, given_seed=sheet.seed, done=done)
        except ContentError as error:
            nothing = QuizResult(quiz=sheet.quiz, seed=sheet.seed or 0, score=0.0, max_score=0.0, items=(), passed=None)
            return {**msgspec.to_builtins(nothing), "refused": str(error)}
        return document_of(grade(quiz, given, seed, done=done, run_code=programs))

    def _load(self, name: str) -> tuple[Any, Any]:
        if name not in self._loaded:
            from grader.grading.programs import Programs
            from grader.quiz.course_index import read_course
            from grader.quiz.load import load_quiz

            path = self._course / "quiz" / f"{name}.yaml"
            quiz = load_quiz(path, read_course(self._course))
            self._loaded[name] = quiz, self._open.enter_context(Programs(self._course, path))
        return self._loaded[name]

    def close(self) -> None:
        """End what ran the answers' programs."""
        self._open.close()


def document_of(result: Any) -> dict[str, Any]:
    """Return the result of a quiz as the gradebook keeps it, as data."""
    return _finite(msgspec.to_builtins(result))  # type: ignore[no-any-return]


def _finite(value: Any) -> Any:
    """Return data with null for each number that JSON has not, as the JSON of `grade quiz` does."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, list | tuple) else value
