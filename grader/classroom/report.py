"""A class as one page: what to do on Monday, where the chain breaks, everybody in one dense table, and what is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from grader.classroom.class_table import NAME_WIDTH, NUMBER_WIDTH, STEPS, WORDS, ClassTable, Row, in_columns
from grader.classroom.class_view import NAMED, ClassView
from grader.classroom.gradebook.marks import Marks, of_section
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.quiz_report import QuizReport
from grader.classroom.twins import WARNING, pairs
from grader.core.course import Course
from grader.core.results import EXERCISE
from grader.quiz.analysis import FEWEST
from grader.reports.page import fill

_MOST_TWINS = 40


def render(gradebook: Gradebook, course: Course, section: str | None = None, *, bonus: bool = False) -> str:
    """Return the page of a class.

    Args:
        gradebook: its results.
        course: its title, the order of the exercises, due dates and the words of the quizzes.
        section: the section of the roster that it is about; None for all.
        bonus: whether bonus points are part of the score.

    Raises:
        UsageError: jinja2 is not installed, or nobody is in the section.
    """
    marks = of_section(gradebook.marks(course), section)
    chosen = {learner.key for learner in marks}
    quizzes = QuizReport((one for one in gradebook.first_attempts() if one[0] in chosen), course.root)
    learners = gradebook.learners(None if section is None else sorted(chosen))
    view = ClassView(learners, quizzes, [exercise.name for exercise in course.exercises])
    table = ClassTable(marks, course, bonus=bonus)
    percents = table.percents
    alike = [pair for pair in pairs(gradebook.programs()) if {pair.first, pair.second} & chosen]
    return fill(
        "class.html.j2",
        title=course.title,
        section=section,
        view=view,
        table=table,
        steps=list(zip(STEPS, WORDS, strict=True)),
        named=_named,
        people=_people,
        twins=alike[:_MOST_TWINS],
        more_twins=max(0, len(alike) - _MOST_TWINS),
        warning=WARNING,
        fewest=FEWEST,
        bonus=bonus,
        mean=mean(percents) if percents else 0.0,
        median=median(percents) if percents else 0.0,
        full=sum(percent >= 100 for percent in percents),
    )


@dataclass(frozen=True)
class Several:
    """One learner over several gradebooks."""

    key: str
    name: str
    percents: tuple[float | None, ...]
    """In each of them; None where they are not in it."""

    @property
    def mean(self) -> float:
        """The mean of those that there are."""
        return mean(percent for percent in self.percents if percent is not None)


def render_several(named: Sequence[tuple[str, list[Marks]]]) -> str:
    """Return a page over several gradebooks, of assignments or of years.

    Args:
        named: what each gradebook is called, and its marks.

    Raises:
        UsageError: jinja2 is not installed.
    """
    rows = _rows_over([marks for _, marks in named])
    books = [
        _book(title, [p for row in rows if (p := row.percents[i]) is not None]) for i, (title, _) in enumerate(named)
    ]
    width = NAME_WIDTH + NUMBER_WIDTH + sum(max(NUMBER_WIDTH, 9 * len(title)) for title, _ in named)
    return fill(
        "several.html.j2",
        books=books,
        count=len(rows),
        columns=in_columns(rows, width),
        width=width,
        tallest=max((share for *_, shares in books for share in shares), default=0) or 1,
    )


def _rows_over(several: Sequence[Sequence[Marks]]) -> list[Several]:
    """Return a row for each learner of any gradebook, who has most first."""
    found: dict[str, dict[int, float]] = {}
    names: dict[str, str] = {}
    for place, marks in enumerate(several):
        for learner in marks:
            score, most, _ = learner.total(EXERCISE) or (0.0, 0.0, 0.0)
            names[learner.key] = learner.name or names.get(learner.key, "")
            if most:
                found.setdefault(learner.key, {})[place] = 100 * score / most
    rows = [Several(key, names[key], tuple(of.get(i) for i in range(len(several)))) for key, of in found.items()]
    return sorted(rows, key=lambda row: (-row.mean, row.name.casefold(), row.key))


def _book(title: str, percents: Sequence[float]) -> tuple[str, int, float, float, list[int], list[float]]:
    """Return a gradebook's title, how many learners it has, mean, median, and how many and which share are in each ten."""
    counts = [0] * 10
    for percent in percents:
        counts[min(9, max(0, int(percent // 10)))] += 1
    shares = [count / (len(percents) or 1) for count in counts]
    return title, len(percents), mean(percents or [0.0]), median(percents or [0.0]), counts, shares


def _named(students: Sequence[str]) -> str:
    more = f" and {len(students) - NAMED} more" if len(students) > NAMED else ""
    return ", ".join(sorted(students)[:NAMED]) + more


def _people(rows: Sequence[Row]) -> str:
    return _named([row.shown if row.shown == row.key else f"{row.shown} ({row.key})" for row in rows])
