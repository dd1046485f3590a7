"""The grades as Canvas and Moodle take them. A row that would make an import fail is refused, with the reason.

Sources of the rules: Canvas, lib/gradebook_importer.rb and gradebook_exporter.rb; Moodle, grade/import/csv and
mod/assign/feedback/offline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from grader.classroom.csv_reader import Table, read_table
from grader.classroom.gradebook.canvas_gradebook import read_canvas_gradebook
from grader.classroom.gradebook.cells import BOM, ExportOptions, GradeTable, parse_number, written
from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.worksheet import Worksheet, read_worksheet
from grader.core.errors import UsageError
from grader.core.points import format_points

_MOODLE_IDS = ("email address", "id number", "username", "useremail", "useridnumber", "userid")


def to_canvas(marks: Sequence[Marks], wanted: ExportOptions) -> GradeTable:
    """Return the gradebook that was downloaded from Canvas, cut to who is who, with one column filled in.

    Raises:
        UsageError: it is not such a gradebook, or the column is not in it.
    """
    what = "the gradebook that you exported from Canvas (Grades, Export)"
    gradebook = read_canvas_gradebook(_into(wanted, "canvas", what))
    table, people = gradebook.table, gradebook.people
    at = _column(table, wanted, gradebook.is_assignment)
    most = gradebook.points_possible(at)
    export = GradeTable("")
    filled = match_rows(marks, people, table, ("id", "sis user id", "sis login id", "student"), wanted, export)
    rows = gradebook.head(at)
    for index, row in enumerate(people):
        if index in filled and row[at].strip().casefold() == "ex":
            export.refused.append((filled[index].learner.key, "is excused in Canvas, and stays so"))
        elif index in filled:
            rows.append(gradebook.line(row, _scaled(*filled[index].earned, most)))
    export.text = written(rows)
    return export


def to_moodle(marks: Sequence[Marks], wanted: ExportOptions) -> GradeTable:
    """Return a file that Moodle imports: the offline grading worksheet filled in, or a table for grade import.

    Raises:
        UsageError: the file to fill in is no such file.
    """
    if wanted.into is None:
        return _moodle_table(marks, wanted)
    table = _into(wanted, "moodle", "the grading worksheet or the grader report that you downloaded from Moodle")
    if (sheet := read_worksheet(table)) is not None:
        return _moodle_worksheet(marks, wanted, sheet)
    by = next((column for column in _MOODLE_IDS if column in table.columns), None)
    if by is None:
        raise UsageError(f"{table.path}: has no column that Moodle knows people by: {', '.join(_MOODLE_IDS[:3])}.")
    export = GradeTable("")
    people = [row for row in table.rows if row[table.columns[by]].strip()]
    names = [c for c in _MOODLE_IDS if c in table.columns]
    filled = match_rows(marks, people, table, names, wanted, export)
    title = wanted.title
    rows = [[table.header[table.columns[by]], title, f"{title} (feedback)"]]
    for index, (learner, of) in sorted(filled.items()):
        rows.append([people[index][table.columns[by]], _scaled(*of, None), _feedback(learner, wanted)])
    export.text = written(rows)
    return export


def _moodle_table(marks: Sequence[Marks], wanted: ExportOptions) -> GradeTable:
    """Return rows by e-mail address; one that Moodle could not know would abort the whole import."""
    export, seen = GradeTable(""), set[str]()
    title = wanted.title
    rows = [["Email address", title, f"{title} (feedback)"]]
    for learner in marks:
        of = wanted.of(learner)
        if not re.fullmatch(r"[^@\s,;\"'=+][^@\s,;\"]*@[^@\s,;\"]+", learner.email):
            export.refused.append((learner.key, "has no e-mail address that Moodle knows; grade with --roster"))
        elif learner.email in seen:
            export.refused.append((learner.key, f"has the address of another learner, {learner.email}"))
        elif of is None:
            export.refused.append((learner.key, "has no result"))
        else:
            seen.add(learner.email)
            rows.append([learner.email, _scaled(*of, None), _feedback(learner, wanted)])
    export.text = written(rows)
    return export


def _moodle_worksheet(marks: Sequence[Marks], wanted: ExportOptions, sheet: Worksheet) -> GradeTable:
    """Fill in grade and feedback; all else stays as it was downloaded, in the words of the site's language."""
    export, people = GradeTable(""), sheet.people
    # a row's learner may be named in any of the columns before the grade
    names = [name for name, at in sheet.table.columns.items() if at < sheet.grade]
    filled = match_rows(marks, people, sheet.table, names, wanted, export, sheet.identifier)
    for index, (learner, of) in filled.items():
        row = people[index]
        if sheet.locked(row):
            export.refused.append((learner.key, "has a grade that is locked in Moodle"))
            continue
        # Moodle refuses more than the most there is
        score, most = min(of[0], of[1]) if wanted.bonus and of[1] else of[0], of[1]
        maximum = parse_number(row[sheet.most]) if sheet.most is not None else None
        row[sheet.grade] = sheet.written(_scaled(score, most, maximum), row)
        if sheet.feedback is not None:
            row[sheet.feedback] = _feedback(learner, wanted)
    export.text = BOM + written([sheet.table.header, *people])
    return export


class RowMatch(NamedTuple):
    """The person that a row of a file belongs to, and what to fill in."""

    learner: Marks
    earned: tuple[float, float]
    """The score, and the most there is."""


def match_rows(
    marks: Sequence[Marks],
    people: Sequence[Sequence[str]],
    table: Table,
    names: Sequence[str],
    wanted: ExportOptions,
    export: GradeTable,
    identifier: int | None = None,
) -> dict[int, RowMatch]:
    """Return each row's learner and marks, by the row's number; a learner who is not in the file is refused."""
    known = _rows_by_alias(people, table, names, identifier)
    filled: dict[int, RowMatch] = {}
    for learner in marks:
        of = wanted.of(learner)
        number_ = learner.key.rpartition("_")[2]
        # the site's own number, as the name of what was handed in has it: never another of the same digits
        candidates = [learner.key, *([f"#{number_}", f"participant {number_}"] if number_.isdigit() else [])]
        found = next((f for c in [*candidates, learner.email, learner.name] if (f := known.get(_folded(c)))), set())
        if of is None:
            export.refused.append((learner.key, "is excused" if wanted.only in learner.excused else "has no result"))
        elif not found:
            export.refused.append((learner.key, f"is not in {table.path.name}, so the import would not know who it is"))
        elif len(found) > 1:
            export.refused.append((learner.key, f"is more than one line of {table.path.name}"))
        elif (index := next(iter(found))) in filled:
            other = filled[index].learner.key
            export.refused.append((learner.key, f"is the same line of {table.path.name} as {other}"))
        else:
            filled[index] = RowMatch(learner, of)
    return filled


def _rows_by_alias(
    people: Sequence[Sequence[str]], table: Table, names: Sequence[str], identifier: int | None
) -> dict[str, set[int]]:
    """Return the numbers of the rows by everything that may name a learner in them."""
    known: dict[str, set[int]] = {}
    for index, row in enumerate(people):
        cells = [row[table.columns[name]] for name in names if name in table.columns]
        if identifier is not None and (number_of := re.search(r"\d+$", row[identifier].strip())):
            cells.append(f"participant {number_of[0]}")
        if "id" in names and identifier is None:
            cells.append(f"#{row[table.columns['id']].strip()}")
        for first, last in (("first name", "last name"), ("first name", "surname"), ("firstname", "lastname")):
            if first in table.columns and last in table.columns:
                cells.append(f"{row[table.columns[first]]} {row[table.columns[last]]}")
        for alias in {alias for cell in cells for alias in _aliases(cell)}:
            known.setdefault(alias, set()).add(index)
    return known


def _aliases(cell: str) -> set[str]:
    """Return a name as it is, and with first and last name the other way round."""
    last, comma, first = cell.partition(",")
    return {_folded(cell), *([_folded(f"{first} {last}")] if comma else [])} - {""}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).removeprefix("'").casefold().split())


def _into(wanted: ExportOptions, format_: str, what: str) -> Table:
    if wanted.into is None:
        raise UsageError(f"--format {format_} fills in {what}; name that file with --into.")
    return read_table(wanted.into)


def _column(table: Table, wanted: ExportOptions, fits: Callable[[int, str], bool]) -> int:
    """Return the number of the column to fill in."""
    candidates = [i for i, title in enumerate(table.header) if title.strip() and fits(i, title)]
    if wanted.column is not None:
        named = [
            i
            for i in candidates
            if wanted.column in (table.header[i], re.sub(r" \(\d+\)$", "", table.header[i]), table.header[i].strip())
        ]
        candidates = named
    if len(candidates) != 1:
        known = (
            ", ".join(repr(t) for i, t in enumerate(table.header) if fits(i, t)) or "none: make the assignment first"
        )
        raise UsageError(f"{table.path}: say with --column which column to fill; there is {known}.")
    return candidates[0]


def _scaled(score: float, most: float, wanted: float | None) -> str:
    # what is worth nothing takes the points as they are: it is there for extra credit
    return format_points(score * wanted / most if wanted and most else score)


def _feedback(learner: Marks, wanted: ExportOptions) -> str:
    told = []
    place = {name: number for number, name in enumerate(wanted.order)}
    items = sorted(learner.items.items(), key=lambda item: (item[0][0], place.get(item[0][1], len(place))))
    for item, (score, most, bonus) in items:
        name = item[1]
        parts = [f"{format_points(score)} of {format_points(most)}"] * bool(most) + [
            f"{format_points(bonus)} bonus"
        ] * bool(bonus)
        if learner.is_blank(item):
            parts = ["not handed in"] * bool(most)
        if parts and wanted.only in (None, name):
            told.append(f"{name}: {', and '.join(parts)}")
    told += [note for note in learner.notes if wanted.only is None or note.startswith(f"{wanted.only}: ")]
    return "; ".join(told)
