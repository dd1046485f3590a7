"""The grades as tables, for people and for course sites."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from grader.classroom.gradebook.cells import BOM, ExportOptions, GradeTable, plain_cell, written
from grader.classroom.gradebook.lms_export import to_canvas, to_moodle
from grader.classroom.gradebook.marks import Marks
from grader.core.points import format_points
from grader.core.results import EXERCISE, QUIZ


def to_csv(marks: Sequence[Marks], wanted: ExportOptions) -> GradeTable:
    """Return one row a learner, one column an exercise and a quiz."""
    items = _items(marks, wanted)
    header = [
        "student",
        "name",
        "email",
        *(f"{kind} {name}" if kind == QUIZ else name for kind, name in items),
    ]
    more = ("score", "max_score", "bonus", "automatic", "handed_in_at", "late", "section", "handed_in", "by_hand")
    rows: list[Sequence[str]] = [[*header, *more]]
    for learner in marks:
        sums = _sums(learner, items, wanted)
        cells = ["excused" if name in learner.excused else _cell(learner, (k, name)) for k, name in items]
        who = [plain_cell(text) for text in (learner.key, learner.name, learner.email)]
        late = [name for _, name in items if any(name == item[1] for item in learner.late)]
        automatic = format_points(learner.automatic_total(EXERCISE)[0]) if learner.automatic else ""
        when = max((learner.times[item] for item in items if item in learner.times), default="")
        told = [plain_cell(learner.section), "yes" if learner.handed_in else "no", plain_cell("; ".join(learner.notes))]
        rows.append([*who, *cells, *map(format_points, sums), automatic, when, plain_cell(", ".join(late)), *told])
    return GradeTable(BOM + written(rows))


def _sums(learner: Marks, items: list[tuple[str, str]], wanted: ExportOptions) -> tuple[float, float, float]:
    """Return score, what could be had, and bonus: of the one that is wanted, or of all exercises."""
    found = learner.total(EXERCISE) if wanted.only is None else next(filter(None, map(learner.items.get, items)), None)
    score, most, bonus = found or (0.0, 0.0, 0.0)
    return score + (bonus if wanted.bonus else 0.0), most, bonus


def _cell(learner: Marks, item: tuple[str, str]) -> str:
    """Return what was earned; of an exercise beyond those that count its bonus. What was not handed in has nothing."""
    marks = learner.items.get(item)
    if marks is None or learner.is_blank(item) or (item[0] == QUIZ and not marks[1]):
        return ""
    return format_points(marks[0] if marks[1] else marks[2])


def to_json(marks: Sequence[Marks], wanted: ExportOptions) -> GradeTable:
    """Return the same as JSON."""
    items = _items(marks, wanted)
    data = [
        {
            "student": learner.key,
            "name": learner.name,
            "email": learner.email,
            "section": learner.section,
            "handed_in": learner.handed_in,
            "handed_in_at": learner.handed_at,
            "items": [_json_item(learner, item, m) for item in items if (m := learner.items.get(item))],
            "notes": list(learner.notes),
            **dict(zip(("score", "max_score", "bonus"), _sums(learner, items, wanted), strict=True)),
        }
        for learner in marks
    ]
    return GradeTable(json.dumps({"schema": 1, "students": data}, indent=1) + "\n")


def _json_item(learner: Marks, item: tuple[str, str], marks: tuple[float, float, float]) -> dict[str, Any]:
    """Return one item as data: with what was graded automatically, where an instructor decided otherwise."""
    keys = ("score", "max_score", "bonus")
    told: dict[str, Any] = {"kind": item[0], "name": item[1], **dict(zip(keys, marks, strict=True))}
    told["handed_in"] = item not in learner.missing
    if item in learner.courses:
        told["course"] = msgspec.to_builtins(learner.courses[item])
    if item in learner.times:
        told["handed_in_at"] = learner.times[item]
    if late := learner.late.get(item):
        told["late"] = {"seconds": late.by.total_seconds() if late.by else None, "percent": late.percent}
    if item in learner.automatic:
        told["automatic"] = dict(zip(keys, learner.automatic[item], strict=True))
        told["excused"] = item[1] in learner.excused
    return told


def _items(marks: Iterable[Marks], wanted: ExportOptions) -> list[tuple[str, str]]:
    """Return every exercise, in the course's order, then every quiz."""
    items: dict[tuple[str, str], None] = {}
    for learner in marks:
        items.update(dict.fromkeys(learner.items))
    chosen = [item for item in items if wanted.only in (None, item[1])]
    place = {name: number for number, name in enumerate(wanted.order)}
    return sorted(chosen, key=lambda item: (item[0], place.get(item[1], len(place))))


FORMATS: dict[str, Callable[[Sequence[Marks], ExportOptions], GradeTable]] = {
    "csv": to_csv,
    "canvas": to_canvas,
    "moodle": to_moodle,
    "json": to_json,
}
