"""The learners of a class as dense rows and small multiples: what counts in each exercise, as one of five steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from grader.classroom.gradebook.marks import Item, Marks, Points
from grader.core.course import Course
from grader.core.points import format_points
from grader.core.results import EXERCISE, QUIZ

T = TypeVar("T")
STEPS = ("none", "zero", "low", "high", "full")
"""Not handed in, no point, less than half, half or more, full marks."""
WORDS = ("not handed in", "no point", "less than half", "half or more", "full marks")
_ONE, _TWO = 30, 90  # up to so many rows stand in one column, in two; more in three
_PAGE, _GAP = 1112, 26  # pixels: what a page of 1200 has for columns beside a scroll bar, and what is between two
NAME_WIDTH, NUMBER_WIDTH = 136, 56
"""Pixels: the least that a name is cut to, and a number with what is around it."""


class Cell(NamedTuple):
    """One exercise or quiz of one learner."""

    step: str
    """One of STEPS, or `excused`."""
    told: str
    """In words, such as `update 10 of 15`."""
    learned: str
    """The step without what being late cost, which tells nothing of what was learned."""


@dataclass(frozen=True)
class Row:
    """One learner."""

    key: str
    name: str
    section: str
    cells: tuple[Cell, ...]
    score: float
    most: float
    bonus: float
    quizzes: tuple[str, ...]
    notes: tuple[str, ...]
    late: bool
    by_hand: bool
    handed_in: bool
    marked: bool
    """Whether there are marks: something was handed in, or decided by hand."""
    first_broken: str
    """The first exercise that counts and lacks full marks; empty where none does."""
    begun: bool
    """Whether that exercise was handed in."""

    @property
    def told(self) -> str:
        """The cells in words."""
        return ", ".join(cell.told for cell in self.cells)

    @property
    def shown(self) -> str:
        """The name, or the key where there is none."""
        return self.name or self.key


@dataclass
class Panel:
    """How many learners are at which step: one exercise, or all of them together."""

    title: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    breaks: int = 0
    """For how many it is the first exercise without full marks."""

    @property
    def told(self) -> str:
        """The panel in words."""
        return f"{self.title}: " + ", ".join(f"{self.counts[s]} {w}" for s, w in zip(STEPS, WORDS, strict=True))


class ClassTable:
    """Everybody's marks, sorted: the most points first, learners without marks last."""

    def __init__(self, marks: Sequence[Marks], course: Course, *, bonus: bool = False) -> None:
        """Take the marks; with `bonus`, bonus points are part of the score."""
        place = {exercise.name: exercise.number for exercise in course.exercises}
        items = {item for learner in marks for item in learner.items}
        self.exercises: list[Item] = sorted(
            (item for item in items if item[0] == EXERCISE),
            key=lambda item: (place.get(item[1], len(place) + 1), item[1]),
        )
        self.quizzes: list[Item] = sorted(item for item in items if item[0] == QUIZ)
        self._worth: dict[Item, float] = {}
        for learner in marks:
            for item, (_, most, extra) in learner.items.items():
                self._worth[item] = max(most or extra, self._worth.get(item, 0.0))
        self._extra = {e.name for e in course.exercises if e.bonus}
        rows = [self._row(learner, bonus=bonus) for learner in marks]
        self.rows = sorted(rows, key=_order)
        self.panels = self._panels()

    @property
    def columns(self) -> list[Sequence[Row]]:
        """The rows in one to three columns."""
        return in_columns(self.rows, self.width)

    @property
    def width(self) -> int:
        """The least pixels of a row: a name that is cut, a box for each exercise, letters, and numbers."""
        boxes = 13 * len(self.exercises) + 11 + 2 * NUMBER_WIDTH if self.exercises else 0
        return NAME_WIDTH + boxes + 26 * self.lettered + NUMBER_WIDTH * len(self.quizzes)

    @property
    def lettered(self) -> bool:
        """Whether a row has a letter: somebody was late, or something was decided by hand."""
        return any(row.late or row.by_hand for row in self.rows)

    @property
    def most(self) -> float:
        """The most points that most learners can have."""
        return Counter(row.most for row in self.rows).most_common(1)[0][0] if self.rows else 0.0

    @property
    def tallest(self) -> int:
        """The greatest count of any panel, so that all are drawn to one scale."""
        return max((count for panel in self.panels for count in panel.counts.values()), default=0) or 1

    @property
    def percents(self) -> list[float]:
        """What each who handed something in reached of what counts."""
        return [100 * _share(row.score, row.most) for row in self.rows if row.handed_in]

    @property
    def sections(self) -> bool:
        """Whether the roster names sections."""
        return len({row.section for row in self.rows}) > 1

    @property
    def reduced(self) -> bool:
        """Whether being late cost anybody a step, which the panels leave out."""
        return any(cell.step != cell.learned for row in self.rows for cell in row.cells)

    @property
    def absent(self) -> list[Row]:
        """The learners who handed in nothing."""
        return [row for row in self.rows if not row.handed_in]

    @property
    def stuck(self) -> list[tuple[str, list[Row]]]:
        """By exercise, who handed it in, has less than half of it, and has full marks in nothing after it."""
        found: dict[str, list[Row]] = {}
        names = [name for _, name in self.exercises]
        for row in self.rows:
            if not (row.handed_in and row.first_broken and row.begun):
                continue
            place = names.index(row.first_broken)
            later = [cell.learned for cell in row.cells[place + 1 :]]
            if row.cells[place].learned in ("zero", "low") and "full" not in later:
                found.setdefault(row.first_broken, []).append(row)
        return sorted(found.items(), key=lambda pair: names.index(pair[0]))

    @property
    def weakest(self) -> Panel | None:
        """The exercise that is the first without full marks for most learners; None where there is none."""
        return max((p for p in self.panels if p.breaks), key=lambda p: p.breaks, default=None)

    def _row(self, marks: Marks, *, bonus: bool) -> Row:
        cells = tuple(self._cell(marks, item) for item in self.exercises)
        score, most, extra = marks.total(EXERCISE) or (0.0, 0.0, 0.0)
        counting = [
            (item, cell) for item, cell in zip(self.exercises, cells, strict=True) if item[1] not in self._extra
        ]
        broken = next(((item, cell) for item, cell in counting if cell.learned not in ("full", "excused")), None)
        return Row(
            marks.key,
            marks.name,
            marks.section,
            cells,
            score + (extra if bonus else 0.0),
            most,
            extra,
            tuple(self._quiz(marks, item) for item in self.quizzes),
            marks.notes,
            bool(marks.late),
            any(item not in marks.late for item in marks.automatic),
            marks.handed_in,
            marks.handed_in or bool(marks.automatic),
            broken[0][1] if broken else "",
            bool(broken and broken[1].learned != "none"),
        )

    def _cell(self, marks: Marks, item: Item) -> Cell:
        name = item[1]
        if name in marks.excused:
            return Cell("excused", f"{name} excused", "excused")
        if marks.is_blank(item):
            return Cell("none", f"{name} not handed in", "none")
        earned, worth = self._of(marks.items[item], item)
        share = _share(earned, worth)
        learned = _share(*self._of(marks.automatic.get(item, marks.items[item]), item)) if item in marks.late else share
        told = f"{name} {format_points(earned)} of {format_points(worth)}" if worth else f"{name} 0"
        return Cell(_step(share), told, _step(max(share, learned)))

    def _of(self, points: Points, item: Item) -> tuple[float, float]:
        """Return what was earned and the most that can be: of an exercise of bonus alone, the bonus."""
        score, most, bonus = points
        return (score, most) if most else (bonus, self._worth[item])

    def _quiz(self, marks: Marks, item: Item) -> str:
        if marks.is_blank(item) or not marks.items[item][1]:
            return "–"
        return f"{format_points(marks.items[item][0])}/{format_points(marks.items[item][1])}"

    def _panels(self) -> list[Panel]:
        panels = [Panel(name) for _, name in self.exercises]
        for row in self.rows:
            for panel, cell in zip(panels, row.cells, strict=True):
                if cell.learned in panel.counts:
                    panel.counts[cell.learned] += 1
                panel.breaks += row.handed_in and row.first_broken == panel.title
        return panels


def _order(row: Row) -> tuple[bool, float, str, str]:
    return not row.marked, -_share(row.score, row.most), row.shown.casefold(), row.key


def in_columns(rows: Sequence[T], width: int) -> list[Sequence[T]]:
    """Return rows in one to three columns, as far as they stand beside one another; `width` is a row's, in pixels."""
    fitting = (_PAGE + _GAP) // (width + _GAP)
    count = min(1 if len(rows) <= _ONE else 2 if len(rows) <= _TWO else 3, max(fitting, 1))
    height = -(-len(rows) // count) or 1
    return [rows[start : start + height] for start in range(0, len(rows), height)]


def _step(share: float) -> str:
    return "full" if share >= 1 else "high" if share >= 0.5 else "low" if share > 0 else "zero"


def _share(score: float, most: float) -> float:
    return score / most if most else 0.0
