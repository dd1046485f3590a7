"""What a fixed course changes: the marks that count now beside those of a new grading, check by check."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.classroom.class_submissions import Class
from grader.classroom.classwork import with_results
from grader.classroom.gradebook.records import CurrentResult
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.identity import Identities
from grader.classroom.layouts import stems_of
from grader.classroom.quizzes import Quizzes
from grader.classroom.task import Settings
from grader.core.course import Course, Exercise
from grader.core.hashing import digest_of
from grader.core.results import EXERCISE, QUIZ, CourseVersion
from grader.core.text import safe_line


@dataclass(frozen=True)
class CourseVersions:
    """The course as it is now, and those that the marks that count were given on."""

    now: CourseVersion
    before: Sequence[CourseVersion]

    def told(self) -> str:
        """Say how the course has changed since marks were given that count; nothing where it has not, or has no version."""
        other = [one for one in self.before if one.content != self.now.content]
        if not other:
            return ""
        names = sorted({one.id for one in other} - {self.now.id})
        if names:
            return safe_line(f"Some marks were given on another course: {', '.join(names)}.") + "\n"
        versions = dict.fromkeys(one.version for one in other)
        if set(versions) == {self.now.version}:
            changed = "The files of the course have changed since some marks were given. Its version is still "
            return safe_line(f"{changed}{self.now.version}.") + "\n" if self.now.version else ""
        before = " and ".join(f"version {one}" if one else "a version without a number" for one in versions)
        now = f"version {self.now.version}" if self.now.version else "a version without a number"
        return safe_line(f"Some marks were given on {before} of the course, which is now {now}.") + "\n"

    def as_data(self) -> dict[str, Any]:
        """Return it as data for programs."""
        return {"course": msgspec.to_builtins(self.now), "courses_before": msgspec.to_builtins(list(self.before))}


@dataclass(frozen=True)
class CheckChange:
    """One check that gives other points than before; None where there was or is no such check."""

    id: str
    title: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Change:
    """One learner's exercise whose result is another."""

    student: str
    exercise: str
    """The name of the exercise, or of the quiz."""
    before: float
    after: float
    """Points, with what is bonus."""
    max_before: float
    max_after: float
    """The most points there were, and are; the same where there was no result."""
    bonus_before: float
    bonus_after: float
    """The bonus in `before` and `after`."""
    checks: tuple[CheckChange, ...]
    result: int
    """The number of the new result."""
    kind: str
    """`exercise` or `quiz`."""
    hand_in: CurrentResult
    """The result that counts now, or none (0), with when this was handed in."""
    content: str
    """The hash of what was handed in."""

    @property
    def matters(self) -> bool:
        """Whether any points differ, of the exercise or of a check."""
        return (self.before, self.max_before) != (self.after, self.max_after) or bool(self.checks)

    @property
    def lowers(self) -> bool:
        """Whether points are taken away."""
        return self.after < self.before

    def as_data(self) -> dict[str, Any]:
        """Return it as data for programs."""
        inner = ("kind", "hand_in", "content")
        plain = {name: value for name, value in vars(self).items() if name not in inner}
        return {**plain, "checks": [vars(check) for check in self.checks]}


def commit(gradebook: Gradebook, changed: Sequence[Change], *, raise_only: bool) -> None:
    """Let new results count; with `raise_only`, a mark that would fall is kept until something else is handed in."""
    for change in changed:
        if not (raise_only and change.lowers):
            now = change.hand_in._replace(number=change.result, kept="")
        elif change.hand_in.number:
            now = change.hand_in._replace(kept=change.content)
        else:
            continue
        gradebook.stand(change.student, [now])


def changes(
    course: Course,
    found: Class,
    gradebook: Gradebook,
    settings: Settings,
    exercises: Sequence[Exercise],
    quizzes: Quizzes | None = None,
) -> list[Change]:
    """Return every result that is there for the submissions as they are now, and is not the one that counts.

    Args:
        course: as it is now.
        found: the submissions; they have been graded into the gradebook without counting.
        gradebook: has both results.
        settings: what they were graded with.
        exercises: those to compare.
        quizzes: those to compare; none by default.
    """
    identities = Identities(course, settings.seed, confine=settings.confine, repair_seconds=settings.repair_seconds)
    stems = stems_of(course) if exercises or (quizzes and quizzes.waits) else ()
    changed = []
    for handed, results in with_results(found.submissions, gradebook):
        snapshot, _ = handed.snapshot(stems)
        hand_in = CurrentResult(0, snapshot.handed_at, handed.late)
        digest = snapshot.digest
        now = [(EXERCISE, exercise.name, identities.of(exercise, snapshot), digest) for exercise in exercises]
        if quizzes:
            sheets, _ = quizzes.sheets(snapshot.answers, handed.seed, functools.partial(identities.work, snapshot))
            now += [(QUIZ, sheet.quiz, quizzes.identity(sheet), digest_of([sheet.raw])) for sheet in sheets]
        for kind, name, identity, content in now:
            known, counting = results[kind]
            current = counting.get(name)
            before = current.number if current else None
            # answers that cannot be read take no marks away
            unread = before if kind == QUIZ else None
            number = known.get((name, identity.right), unread or known.get((name, identity.wrong)))
            if number is not None and before != number:
                told = hand_in._replace(number=before or 0)
                changed.append(_change(gradebook, handed.student, (kind, name), told, number, content))
    return changed


def _change(
    gradebook: Gradebook, student: str, item: tuple[str, str], hand_in: CurrentResult, number: int, content: str
) -> Change:
    new: Any = gradebook.document(number)
    nothing = {"score": 0.0, "bonus": 0.0, "max_score": new["max_score"], "checks": []}
    old: Any = gradebook.document(hand_in.number) if hand_in.number else nothing
    was, now = _parts(old), _parts(new)
    checks = tuple(
        CheckChange(
            id_,
            (now.get(id_) or was[id_])[0],
            *(side[id_][1] if id_ in side else None for side in (was, now)),
        )
        for id_ in [*was, *(id_ for id_ in now if id_ not in was)]
    )
    told = tuple(check for check in checks if check.before != check.after)
    extra, extras = (document.get("bonus", 0.0) for document in (old, new))
    earned, earns = old["score"] + extra, new["score"] + extras
    most = old["max_score"], new["max_score"]
    return Change(student, item[1], earned, earns, *most, extra, extras, told, number, item[0], hand_in, content)


def _parts(document: Any) -> dict[str, tuple[str, float]]:
    """Return title and points of each check of an exercise, or of each question of a quiz, by its id."""
    parts = document["checks"] if "checks" in document else document["items"]
    return {part["id"]: (part.get("title", "question"), part["score"]) for part in parts}
