"""Feedback for a whole class at once: a page for each learner, a Markdown file for each repository, or a zip for Moodle."""

from __future__ import annotations

import contextlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.class_submissions import Class
from grader.classroom.csv_reader import read_table
from grader.classroom.gradebook.cells import BOM, ExportOptions, GradeTable, plain_cell, written
from grader.classroom.gradebook.lms_export import match_rows
from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.records import Learner
from grader.classroom.gradebook.store import Gradebook, some_at_a_time
from grader.classroom.gradebook.worksheet import read_worksheet
from grader.classroom.quiz_report import taken
from grader.classroom.task import from_json
from grader.core.course import Course
from grader.core.errors import UsageError
from grader.core.files import write_file
from grader.core.points import format_points
from grader.core.results import EXERCISE, QUIZ, SubmissionResult
from grader.reports import html, markdown
from grader.reports.common import InstructorNotes

_UNSAFE = re.compile(r"[^\w.@+-]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60  # letters of a file name: at most 240 bytes, of the 255 that file systems take
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass
class FeedbackSummary:
    """What was written, and the learners who are not in it."""

    written: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Who, and why."""


@dataclass(frozen=True)
class LearnerFeedback:
    """What one learner is told."""

    marks: Marks
    result: SubmissionResult
    quizzes: list[html.TakenView]
    notes: InstructorNotes | None

    def as_html(self) -> str:
        """Return the page."""
        return html.render(self.result, self.marks.name or self.marks.key, self.quizzes, self.notes)

    def as_markdown(self) -> str:
        """Return the Markdown; of a quiz, only the points."""
        parts = [markdown.render(self.result, self.notes)] if self.result.exercises or self.notes else []
        for quiz in self.quizzes:
            points = f"{format_points(quiz.score)} of {format_points(quiz.max_score)} points"
            parts.append(f"### {markdown.escape(quiz.title)}: {points}\n")
        return "\n".join(parts)


def write_html(gradebook: Gradebook, course: Course, folder: Path) -> FeedbackSummary:
    """Write one page for each learner, and index.csv for a mail merge.

    Args:
        gradebook: whose learners.
        course: what was taught.
        folder: where to write; it is made where there is none.

    Raises:
        UsageError: a file cannot be written.
    """
    summary, names = FeedbackSummary(), FileNames({"index"})
    rows = [["learner", "name", "email", "file"]]
    for one in everybody(gradebook, course, summary):
        path = folder / f"{names.of(one.marks.key)}.html"
        write_whole(path, one.as_html())
        rows.append([*(plain_cell(text) for text in (one.marks.key, one.marks.name, one.marks.email)), path.name])
        summary.written += 1
    write_whole(folder / "index.csv", BOM + written(rows))
    return summary


def write_markdown(gradebook: Gradebook, course: Course, folder: Path, clones: Mapping[str, Path]) -> FeedbackSummary:
    """Write FEEDBACK.md into one folder for each learner, which may be a clone of their repository.

    Args:
        gradebook: whose learners.
        course: what was taught.
        folder: where to write; it is made where there is none.
        clones: the folders in it that learners have, by their keys; where nobody has one, all are made.

    Raises:
        UsageError: a file cannot be written.
    """
    summary, names = FeedbackSummary(), FileNames()
    owners: dict[Path, str] = {}
    for one in everybody(gradebook, course, summary):
        key = one.marks.key
        own = folder / names.of(key)
        place = own if own.is_dir() or not clones else clones.get(key)
        if place is None:
            summary.refused.append((key, f"has no folder in {folder}"))
        elif place in owners:
            summary.refused.append(
                (key, f"shares the folder {place.name} with {owners[place]}, whose feedback is there")
            )
        else:
            owners[place] = key
            write_whole(place / "FEEDBACK.md", one.as_markdown())
            summary.written += 1
    return summary


def clones_in(folder: Path, found: Class) -> dict[str, Path]:
    """Return the folder of each learner whose submission lies in a folder of a class, by the learner's key."""
    clones = {}
    for handed in found.submissions:
        for node in handed.folders[:1]:
            with contextlib.suppress(ValueError):
                clones[handed.student] = folder / Path(node.where).relative_to(folder).parts[0]
    return clones


def write_moodle(gradebook: Gradebook, course: Course, folder: Path, worksheet: Path) -> FeedbackSummary:
    """Write feedback.zip, which Moodle takes under "Upload multiple feedback files in a zip".

    Args:
        gradebook: whose learners.
        course: what was taught.
        folder: where to write; it is made where there is none.
        worksheet: the assignment's grading worksheet, which has the numbers that Moodle knows people by.

    Raises:
        UsageError: this is no grading worksheet, or the zip cannot be written.
    """
    table = read_table(worksheet)
    sheet = read_worksheet(table)
    if sheet is None:
        raise UsageError(f"{worksheet}: is no grading worksheet of Moodle; download it in the assignment.")
    export = GradeTable("")
    before = [name for name, at in table.columns.items() if at < sheet.grade]
    options = ExportOptions(into=worksheet)
    rows = match_rows(gradebook.marks(course), sheet.people, table, before, options, export, sheet.identifier)
    folders: dict[str, str] = {}
    for index, (marks, _) in rows.items():
        row = sheet.people[index]
        if (number := re.search(r"\d+$", row[sheet.identifier].strip())) is None:
            export.refused.append((marks.key, f"has no number in {worksheet.name}"))
            continue
        # Moodle reads the number between the first two underscores; the one at the end is for versions before 4.1
        name = re.sub(r"[^\w '-]|_", " ", row[sheet.identifier + 1])[:_LONGEST].strip()
        folders[marks.key] = f"{name or 'Participant'}_{number[0]}_assignsubmission_file_"
    summary, out = FeedbackSummary(refused=export.refused), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in everybody(gradebook, course, FeedbackSummary()):
            if one.marks.key in folders:
                info = zipfile.ZipInfo(f"{folders[one.marks.key]}/feedback.html", NO_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, one.as_html())
                summary.written += 1
    write_whole(folder / "feedback.zip", out.getvalue())
    return summary


class FileNames:
    """Gives each learner a file name that any system takes, and no two the same."""

    def __init__(self, taken_names: set[str] | None = None) -> None:
        self._taken = set(taken_names or ())

    def of(self, key: str) -> str:
        """Return a name for a learner's key, without an ending."""
        plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", key)).lstrip(".@+-")[:_LONGEST].rstrip(".") or "_"
        stem = f"_{plain}" if _DEVICES.fullmatch(plain) else plain
        name, number = stem, 2
        while name.casefold() in self._taken:
            name, number = f"{stem}-{number}", number + 1
        self._taken.add(name.casefold())
        return name


def one_learner(gradebook: Gradebook, course: Course, key: str) -> LearnerFeedback | None:
    """Return what one learner is told; None where there is no such learner, or nothing to be told."""
    return next(everybody(gradebook, course, FeedbackSummary(), key), None)


def everybody(
    gradebook: Gradebook, course: Course, summary: FeedbackSummary, only: str | None = None
) -> Iterator[LearnerFeedback]:
    """Give what each learner is told, some in memory at a time; a learner without feedback is refused."""
    people = {marks.key: marks for marks in gradebook.marks(course) if only in (None, marks.key)}
    for keys in some_at_a_time(sorted(people)):
        exercises = {found.key: found for found in gradebook.learners(keys, EXERCISE)}
        quizzes = {found.key: found for found in gradebook.learners(keys, QUIZ)}
        for key in keys:
            if key in exercises or key in quizzes or people[key].notes:
                yield _told(people[key], exercises.get(key), quizzes.get(key), course)
            else:
                summary.refused.append((key, "handed nothing in"))


def _told(marks: Marks, exercises: Learner | None, quizzes: Learner | None, course: Course) -> LearnerFeedback:
    results = [from_json(json.dumps(document)) for document in (exercises.results if exercises else {}).values()]
    whole = SubmissionResult.of(tuple(sorted(results, key=lambda result: result.exercise)))
    counts = marks.total(EXERCISE) if marks.automatic or marks.excused else None
    notes = InstructorNotes(marks.notes, counts) if marks.notes else None
    return LearnerFeedback(marks, whole, taken(quizzes.results if quizzes else {}, course.root), notes)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole; one that a link stands for is not written to, as a learner may have made the link."""
    try:
        if path.is_symlink():
            raise UsageError(f"{path}: is a link; remove it, or name another folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot be made ({error.strerror}).") from None
    write_file(path, content)
