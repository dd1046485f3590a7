"""What a class got wrong, added up one learner at a time: each check, known mistakes, wrong answers that nothing explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.classroom.gradebook.records import Learner
from grader.classroom.quiz_report import QuizReport

NAMED = 40
"""Of the learners that a row is about, this many are named."""
EXAMPLES = 2
"""So many learners of a group are shown as examples."""


@dataclass
class CheckView:
    """One check, over the class."""

    title: str
    stretch: bool
    asked: int = 0
    passed: int = 0

    @property
    def remark(self) -> str:
        """What an instructor should look at."""
        if self.asked < 5 or self.stretch or 0 < self.passed < self.asked:
            return ""
        return "nobody fails it" if self.passed else "everybody fails it"


@dataclass
class ExerciseView:
    """One exercise, over the class."""

    number: int
    name: str
    bonus: bool
    checks: dict[str, CheckView] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """What one learner was told of what failed."""

    student: str
    failed: tuple[tuple[str, str], ...]
    """Title and message of each check."""
    line: str = ""
    """The line that a message is about, where there is one."""


@dataclass
class Group:
    """Learners who share something."""

    exercise: str
    id: str
    hint: str = ""
    students: list[str] = field(default_factory=list)
    in_quiz: list[str] = field(default_factory=list)
    """The learners who show it in a quiz."""
    examples: list[Example] = field(default_factory=list)
    """Of the first of them."""

    @property
    def size(self) -> int:
        """How many learners it is about."""
        return len({*self.students, *self.in_quiz})

    @property
    def same_message(self) -> bool:
        """Whether the examples have the same message."""
        return len({one.failed for one in self.examples}) == 1

    def add(self, student: str, document: dict[str, Any]) -> None:
        """Add a learner, and the first of them as examples."""
        self.students.append(student)
        if len(self.examples) < EXAMPLES:
            self.examples.append(_example(student, document))


def _example(student: str, document: dict[str, Any]) -> Example:
    failed = [c for c in document["checks"] if c["status"] not in ("passed", "ungraded") and not c["stretch"]]
    place = next((c["location"] for c in failed if c.get("location")), document.get("location")) or {}
    line = f"{place['file']}, line {place['line']}: {place['text'].strip()}" if place.get("text") else ""
    return Example(student, tuple((c["title"], c["message"] or "") for c in failed), line)


class ClassView:
    """A class, added up one learner at a time."""

    def __init__(
        self, learners: Iterable[Learner], quizzes: QuizReport | None = None, names: Sequence[str] = ()
    ) -> None:
        """Add up the exercises and the quizzes; `names` are those of the course's exercises, in their order."""
        self._exercises: dict[str, ExerciseView] = {}
        self._mistakes: dict[tuple[str, str], Group] = {}
        self._clusters: dict[tuple[str, str], Group] = {}
        self._kinds: dict[tuple[str, str], Group] = {}
        self.quizzes = quizzes.views() if quizzes else []
        for learner in learners:
            self._add(learner)
        named = dict(enumerate(names, 1)) | {view.number: view.name for view in self._exercises.values()}
        for number, id_, hint, students in quizzes.mistakes() if quizzes else ():
            name = named.get(number, str(number))
            self._mistakes.setdefault((name, id_), Group(name, id_, hint)).in_quiz += students

    @property
    def exercises(self) -> list[ExerciseView]:
        """The exercises, in their order."""
        return sorted(self._exercises.values(), key=lambda e: e.number)

    @property
    def mistakes(self) -> list[Group]:
        """The known mistakes with the learners who make them, the most frequent first."""
        return sorted(self._mistakes.values(), key=lambda g: (-g.size, g.exercise, g.id))

    @property
    def clusters(self) -> list[Group]:
        """The learners who give the same wrong answers, which no known mistake explains; the most frequent first."""
        return sorted(self._clusters.values(), key=lambda g: (-len(g.students), g.exercise, g.id))

    @property
    def kinds(self) -> list[Group]:
        """Whose program an edit of which kind makes right, where no known mistake explains it; the most frequent first."""
        return sorted(self._kinds.values(), key=lambda g: (-len(g.students), g.exercise, g.id))

    def _add(self, learner: Learner) -> None:
        documents = sorted(learner.results.values(), key=lambda d: int(d["exercise"]))
        for document in documents:
            self._add_exercise(learner, document)

    def _add_exercise(self, learner: Learner, document: dict[str, Any]) -> None:
        """Add one result."""
        name, bonus = document["name"], bool(document.get("bonus_exercise"))
        view = self._exercises.setdefault(name, ExerciseView(document["exercise"], name, bonus))
        if document["status"] not in ("missing", "unfilled"):
            for check in document["checks"]:
                seen = view.checks.setdefault(check["id"], CheckView(check["title"], check["stretch"]))
                seen.asked += 1
                seen.passed += check["status"] == "passed"
        if mistake := document["misconception"]:
            group = self._mistakes.setdefault((name, mistake["id"]), Group(name, mistake["id"], mistake["hint"]))
            group.add(learner.key, document)
        elif cluster := learner.clusters.get(name):
            self._clusters.setdefault((name, cluster), Group(name, cluster)).add(learner.key, document)
            if repair := document.get("repair"):
                kind = self._kinds.setdefault((name, repair["kind"]), Group(name, repair["kind"]))
                kind.students.append(learner.key)
