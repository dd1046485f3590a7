"""A class as one page: scores, where the chain breaks, each check, misconceptions, what nothing explains, quizzes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any

from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.records import Learner
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.quiz_report import QuizReport
from grader.core.course import Course
from grader.core.results import EXERCISE, QUIZ, total
from grader.quiz.analysis import FEWEST
from grader.reports import charts
from grader.reports.page import fill

NAMED = 40
"""Of the learners that a row is about, this many are named."""


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
    full: int = 0
    part: int = 0
    none: int = 0
    missing: int = 0
    first_broken: int = 0
    """For how many it is the first exercise without full marks."""
    checks: dict[str, CheckView] = field(default_factory=dict)


@dataclass
class Group:
    """Learners who share something."""

    exercise: str
    id: str
    hint: str = ""
    students: list[str] = field(default_factory=list)
    in_quiz: list[str] = field(default_factory=list)
    """Who shows it in a quiz."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Of a cluster: the failed checks of one of them, and what was told."""


@dataclass
class LearnerRow:
    """One learner."""

    student: str
    name: str
    score: float
    max_score: float
    bonus: float
    marks: dict[str, float]
    quizzes: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Score and most in each quiz."""
    notes: tuple[str, ...] = ()
    """What an instructor decided by hand, and comments."""
    absent: bool = False
    """Whether nothing was handed in."""


class ClassView:
    """A class, added up one learner at a time."""

    def __init__(
        self, learners: Iterable[Learner], quizzes: QuizReport | None = None, names: Sequence[str] = ()
    ) -> None:
        """Add up the exercises and the quizzes; `names` are those of the course's exercises, in their order."""
        self.rows: list[LearnerRow] = []
        self.everybody: list[LearnerRow] = self.rows
        """Those too who have only taken a quiz."""
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
        """Who makes which known mistake, the most frequent first."""
        return sorted(self._mistakes.values(), key=lambda g: (-len({*g.students, *g.in_quiz}), g.exercise, g.id))

    @property
    def clusters(self) -> list[Group]:
        """Who gives the same wrong answers, which no known mistake explains; the most frequent first."""
        return sorted(self._clusters.values(), key=lambda g: (-len(g.students), g.exercise, g.id))

    @property
    def kinds(self) -> list[Group]:
        """Whose program an edit of which kind makes right, where no known mistake explains it; the most frequent first."""
        return sorted(self._kinds.values(), key=lambda g: (-len(g.students), g.exercise, g.id))

    @property
    def percents(self) -> list[float]:
        """What each learner reached of what counts."""
        return [100 * row.score / row.max_score if row.max_score else 0.0 for row in self.rows]

    def add_marks(self, marks: Iterable[Marks]) -> list[str]:
        """Put everybody's marks into their rows, with what was decided by hand; return the names of the quizzes."""
        rows = {row.student: row for row in self.rows}
        names: set[str] = set()
        for learner in marks:
            of = {name: (m[0], m[1]) for (kind, name), m in learner.items.items() if kind == QUIZ and m[1]}
            names.update(of)
            row = rows.setdefault(learner.key, LearnerRow(learner.key, learner.name, 0.0, 0.0, 0.0, {}))
            row.quizzes, row.notes, row.absent = of, learner.notes, not learner.handed_in
            if learner.automatic and (sums := learner.total(EXERCISE)):
                row.score, row.max_score, row.bonus = sums
                row.marks |= {n: m[0] or m[2] for (kind, n), m in learner.items.items() if kind == EXERCISE}
        self.everybody = sorted(rows.values(), key=lambda row: row.student)
        return sorted(names)

    def _add(self, learner: Learner) -> None:
        documents = sorted(learner.results.values(), key=lambda d: int(d["exercise"]))
        sums = {key: total(d[key] for d in documents) for key in ("score", "max_score", "bonus")}
        marks = {d["name"]: d["bonus"] if d.get("bonus_exercise") else d["score"] for d in documents}
        self.rows.append(LearnerRow(learner.key, learner.name, sums["score"], sums["max_score"], sums["bonus"], marks))
        broken = False
        for document in documents:
            broken = self._add_exercise(learner, document, broken) or broken

    def _add_exercise(self, learner: Learner, document: dict[str, Any], broken: bool) -> bool:
        """Add one result; return whether it lacks full marks and counts."""
        name, bonus = document["name"], bool(document.get("bonus_exercise"))
        view = self._exercises.setdefault(name, ExerciseView(document["exercise"], name, bonus))
        counting = [c for c in document["checks"] if not c["stretch"]]
        full = document["status"] == "graded" and all(c["status"] == "passed" for c in counting)
        if document["status"] in ("missing", "unfilled"):
            view.missing += 1
        elif full:
            view.full += 1
        elif document["score"] or (bonus and document["bonus"]):
            view.part += 1
        else:
            view.none += 1
        view.first_broken += not full and not broken and not bonus
        if document["status"] not in ("missing", "unfilled"):
            for check in document["checks"]:
                seen = view.checks.setdefault(check["id"], CheckView(check["title"], check["stretch"]))
                seen.asked += 1
                seen.passed += check["status"] == "passed"
        if mistake := document["misconception"]:
            group = self._mistakes.setdefault((name, mistake["id"]), Group(name, mistake["id"], mistake["hint"]))
            group.students.append(learner.key)
        elif cluster := learner.clusters.get(name):
            group = self._clusters.setdefault((name, cluster), Group(name, cluster))
            group.students.append(learner.key)
            if repair := document.get("repair"):
                kind = self._kinds.setdefault((name, repair["kind"]), Group(name, repair["kind"]))
                kind.students.append(learner.key)
            group.failed = group.failed or [(c["title"], c["message"]) for c in counting if c["status"] != "passed"]
        return not full and not bonus


def render(gradebook: Gradebook, course: Course) -> str:
    """Return the page of a class.

    Args:
        gradebook: its results.
        course: its title, the order of the exercises and the words of the quizzes.

    Raises:
        UsageError: jinja2 or matplotlib is not installed.
    """
    quizzes = QuizReport(gradebook.first_attempts(), course.root)
    view = ClassView(gradebook.learners(), quizzes, [exercise.name for exercise in course.exercises])
    taken = view.add_marks(gradebook.marks())
    percents = view.percents
    chain = [(f"{e.number} {e.name}", (e.full, e.part, e.none, e.missing)) for e in view.exercises]
    return fill(
        "class.html.j2",
        title=course.title,
        view=view,
        named=_named,
        taken=taken,
        fewest=FEWEST,
        summary={
            "learners": len(view.rows),
            "mean": mean(percents) if percents else 0.0,
            "median": median(percents) if percents else 0.0,
            "full": sum(percent >= 100 for percent in percents),
        },
        histogram=_safe(charts.histogram(percents)) if percents else "",
        chain=_safe(charts.chain(chain)) if chain else "",
        weakest=max((e for e in view.exercises if e.first_broken), key=lambda e: e.first_broken, default=None),
    )


def _named(students: Sequence[str]) -> str:
    more = f" and {len(students) - NAMED} more" if len(students) > NAMED else ""
    return ", ".join(sorted(students)[:NAMED]) + more


def _safe(svg: str) -> Any:
    """Mark a picture of ours as markup."""
    from markupsafe import Markup

    return Markup(svg)  # matplotlib has escaped what is in it
