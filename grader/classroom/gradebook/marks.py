"""What counts for each learner: the automatic results, less what being late costs, with what was decided by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select, true

from grader.classroom.gradebook.database import Database
from grader.classroom.gradebook.decisions import Decision, Decisions, decided, deciding, extensions
from grader.classroom.gradebook.policies import Plans, Policies
from grader.classroom.gradebook.tables import COURSE, learner, result, standing
from grader.core.course import Course
from grader.core.deadlines import Lateness, lateness, moved
from grader.core.errors import UsageError
from grader.core.results import EXERCISE, CourseVersion, total

Item = tuple[str, str]
"""Kind and name of an exercise or quiz."""
Points = tuple[float, float, float]
"""Score, the most that there is, and bonus."""
_NOT_HANDED_IN = ("missing", "unfilled")


@dataclass(frozen=True)
class Marks:
    """A learner's marks, by kind and name."""

    key: str
    name: str
    email: str
    items: dict[Item, Points]
    """What counts. What was not handed in counts 0 of its points."""
    section: str = ""
    automatic: dict[Item, Points] = field(default_factory=dict)
    """The results of those items of which something else counts, as they were graded."""
    excused: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    """The decisions that count, what being late cost, and the comments, each with the exercise before it."""
    missing: frozenset[Item] = frozenset()
    """What was not handed in."""
    times: dict[Item, str] = field(default_factory=dict)
    """When each was handed in, where that is known: ISO 8601."""
    late: dict[Item, Lateness] = field(default_factory=dict)
    """What was handed in late."""
    courses: dict[Item, CourseVersion] = field(default_factory=dict)
    """The course that each was graded on, where that is known."""

    @property
    def handed_in(self) -> bool:
        """Whether there is anything."""
        return any(item not in self.missing for item in self.items)

    @property
    def handed_at(self) -> str:
        """When the last thing was handed in; empty where that is not known."""
        return max(self.times.values(), default="")

    def total(self, kind: str, name: str | None = None) -> Points | None:
        """Return the marks in one item, or the sum over all of a kind; None where there are none."""
        chosen = [m for (k, n), m in self.items.items() if k == kind and name in (None, n) and n not in self.excused]
        return _sum(chosen) if chosen else None

    def automatic_total(self, kind: str) -> Points:
        """Return the sum over all of a kind as it was graded, without what an instructor or the clock changed."""
        return _sum([self.automatic.get(item, marks) for item, marks in self.items.items() if item[0] == kind])

    def is_blank(self, item: Item) -> bool:
        """Whether there is nothing to show for an item: it was not handed in, and nothing was decided about it."""
        return item not in self.items or (item in self.missing and item not in self.automatic)


def of_section(marks: Sequence[Marks], section: str | None) -> list[Marks]:
    """Return the learners of a section, or all where it is None.

    Raises:
        UsageError: nobody is in it.
    """
    if section is None:
        return list(marks)
    found = [one for one in marks if one.section.casefold() == section.casefold()]
    if not found:
        known = ", ".join(sorted({one.section for one in marks} - {""})) or "none: give a roster with a column section"
        raise UsageError(f"Nobody is in section {section!r}; there is {known}.")
    return found


def _sum(marks: Sequence[Points]) -> Points:
    return total(m[0] for m in marks), total(m[1] for m in marks), total(m[2] for m in marks)


@dataclass
class _Found:
    """One learner, as the gradebook has them."""

    name: str
    email: str
    section: str
    enrolled: bool
    items: dict[Item, Points] = field(default_factory=dict)
    missing: set[Item] = field(default_factory=set)
    times: dict[Item, str] = field(default_factory=dict)
    said_late: set[Item] = field(default_factory=set)
    courses: dict[Item, CourseVersion] = field(default_factory=dict)


def read_marks(database: Database, course: Course | None, keys: Collection[str] | None = None) -> list[Marks]:
    """Return the marks of everybody who has any, or is enrolled, in the order of their keys.

    Args:
        database: the gradebook's.
        course: whose due dates count where the gradebook has none.
        keys: of these learners alone. What none of them has handed in is then left out of their marks.
    """
    found = _read(database, keys)
    history: dict[str, list[Decision]] = defaultdict(list)
    for one in Decisions(database).all():
        if one.student in found:
            history[one.student].append(one)
    plans = Plans(Policies(database).all(), course)
    worth: dict[Item, float] = {}
    for person in found.values():
        for item, (_, most, _) in person.items.items():
            worth[item] = max(most, worth.get(item, 0.0))
    wanted = (key for key in sorted(found) if found[key].items or found[key].enrolled or history[key])
    return [_marks(key, found[key], history[key], worth, plans) for key in wanted]


def _read(database: Database, keys: Collection[str] | None) -> dict[str, _Found]:
    chosen = true() if keys is None else learner.c.key.in_(keys)
    people = select(learner.c.id, learner.c.key, learner.c.name, learner.c.email, learner.c.section, learner.c.enrolled)
    by_number: dict[int, _Found] = {}
    found: dict[str, _Found] = {}
    for number, key, *values in database.read(people.where(chosen)):
        by_number[number] = found[key] = _Found(*values)
    columns = [result.c[c] for c in ("kind", "name", "status", "score", "max_score", "bonus")]
    own = (standing.c.learner, standing.c.handed_at, standing.c.late)
    query = select(*own, *columns, *COURSE).join_from(standing, result)
    query = query if keys is None else query.join(learner, learner.c.id == standing.c.learner).where(chosen)
    for number, handed_at, late, kind, name, status, *points, course, version, content in database.read(query):
        person, item = by_number[number], (kind, name)
        person.items[item] = (points[0], points[1], points[2])
        if content:
            person.courses[item] = CourseVersion(course, version, content)
        if status in _NOT_HANDED_IN:
            person.missing.add(item)
            continue
        if handed_at:
            person.times[item] = handed_at
        if late:
            person.said_late.add(item)
    return found


def _marks(key: str, found: _Found, own: Sequence[Decision], worth: Mapping[Item, float], plans: Plans) -> Marks:
    """Return one learner's marks; `worth` is the most that each item gives."""
    absent = {item: (0.0, most, 0.0) for item, most in worth.items() if item not in found.items}
    marks = Marks(
        key,
        found.name,
        found.email,
        found.items | absent,
        found.section,
        missing=frozenset(found.missing | absent.keys()),
        times=found.times,
        courses=found.courses,
    )
    late = _lateness(found, own, plans)
    counting = {name: one for (_, name), one in deciding(own).items()}
    return _decided(_reduced(marks, late, counting), counting, own, worth)


def _lateness(found: _Found, own: Iterable[Decision], plans: Plans) -> dict[Item, Lateness]:
    """Return what was handed in late, after the learner's extensions."""
    longer = extensions(own)
    late = {}
    for item in found.times.keys() | found.said_late:
        plan, extension = plans.of(item[1]), max((t for n, t in longer.items() if n in (item[1], "")), default=None)
        told = lateness(plan and moved(plan, extension), found.times.get(item, ""), item in found.said_late)
        # an extension is the answer to a site that says no more than "late"
        if told and not (told.by is None and extension):
            late[item] = told
    return late


def _reduced(marks: Marks, late: Mapping[Item, Lateness], counting: Mapping[str, Decision]) -> Marks:
    """Return the marks less what being late costs, which it does not where points were set by hand."""
    items, automatic, notes = dict(marks.items), dict[Item, Points](), []
    for item, one in sorted(late.items()):
        decision = counting.get(item[1])
        counts = decision is None or decision.kind == "change"
        notes.append(f"{item[1]}: {(one if counts else one._replace(percent=0.0, closed=False)).describe()}")
        if one.percent and counts:
            automatic[item], items[item] = items[item], one.apply(items[item])
    return replace(marks, items=items, automatic=automatic, late=dict(late), notes=tuple(notes))


def _decided(
    marks: Marks, counting: Mapping[str, Decision], own: Iterable[Decision], worth: Mapping[Item, float]
) -> Marks:
    """Return the marks with what was decided by hand."""
    items, automatic, excused = dict(marks.items), dict(marks.automatic), set[str]()
    for name, one in counting.items():
        item = next((item for item in items if item[1] == name), (EXERCISE, name))
        before = items.get(item, (0.0, worth.get(item, 0.0), 0.0))
        automatic.setdefault(item, before)
        items[item] = decided(before, one)
        excused |= {name} if one.kind == "excused" else set()
    longer = {one.name: one for one in own if one.kind == "extension"}
    counts = [*counting.values(), *(one for one in longer.values() if one.until)]
    told = [one for one in own if one.kind == "comment" or one in counts]
    notes = tuple(f"{one.name}: {one.describe()}" if one.name else one.describe() for one in told)
    return replace(marks, items=items, automatic=automatic, excused=frozenset(excused), notes=(*marks.notes, *notes))
