"""A learner's folder: the stubs laid out in it, and one of them put back with the old file kept aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.core.course import Course, Exercise
from grader.core.errors import ContentError, UsageError
from grader.core.files import write_file, write_new
from grader.submissions.faded import faded_text
from grader.submissions.help_record import record_help
from grader.submissions.submission import SUFFIXES


@dataclass(frozen=True)
class Laid:
    """A file that a workspace has now."""

    file: str
    title: str
    written: bool
    """False where something of this name, or the exercise's other file, was there and stays."""


def lay_out(course: Course, folder: Path, *, notebooks: bool, faded: int = 0) -> Iterator[Laid]:
    """Write the stub of each exercise that has no file yet, and tell of each as it is done.

    Args:
        course: whose stubs they are.
        folder: where they go; it is made where it is not there.
        notebooks: whether a stub is a notebook; otherwise it is a Python file.
        faded: how many lines of the reference each stub gives, as far as the course offers so many.

    Raises:
        UsageError: a file cannot be written.
    """
    for exercise in course.exercises:
        if there := file_of(folder, exercise):
            yield Laid(there.name, exercise.title, False)
        else:
            target = folder / f"{exercise.stem}{'.ipynb' if notebooks else '.py'}"
            write_new(target, stub_text(exercise, target.suffix, faded))
            if given := min(faded, len(exercise.given)):
                record_help(folder, exercise.stem, lines=given)
            yield Laid(target.name, exercise.title, True)
        yield from _data_files(folder, exercise)


def _data_files(folder: Path, exercise: Exercise) -> Iterator[Laid]:
    """Write the data files of an exercise that are not there yet."""
    for name, data in exercise.data().items():
        target = folder / name
        there = os.path.lexists(target)
        if not there:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, data)
        yield Laid(name, f"data of {exercise.name}", not there)


def file_of(folder: Path, exercise: Exercise) -> Path | None:
    """Return the learner's file for an exercise, the one that is graded; None where there is none."""
    names = [folder / f"{exercise.stem}{suffix}" for suffix in SUFFIXES]
    return next((path for path in names if os.path.lexists(path)), None)


def stub_text(exercise: Exercise, suffix: str, faded: int = 0) -> str:
    """Return what the learner gets: the stub, or a notebook made from it; ContentError where the course has none."""
    try:
        text = exercise.stub.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ContentError(exercise.stub, f"the stub cannot be read ({why}).") from None
    if faded and exercise.given:
        text = faded_text(exercise, text, faded)
    if suffix != ".ipynb":
        return text
    from grader.submissions.notebook_writer import notebook_of

    return notebook_of(text, exercise)


def reset(folder: Path, exercise: Exercise) -> Path | None:
    """Put the stub back in place of the learner's file.

    Returns:
        where the old file is now; None where there was none, or it was the stub.

    Raises:
        UsageError: a file cannot be moved or written.
    """
    path = file_of(folder, exercise) or folder / f"{exercise.stem}.py"
    stub = stub_text(exercise, path.suffix)
    try:
        if not os.path.lexists(path):
            write_new(path, stub)
            return None
        if path.is_file() and path.read_bytes() == stub.encode():
            return None
        aside = free_name(path)
        path.rename(aside)
    except OSError as error:
        raise UsageError(f"{path}: cannot be kept aside ({error.strerror}).") from None
    try:
        write_new(path, stub)
    except UsageError:
        aside.rename(path)
        raise
    return aside


def free_name(path: Path) -> Path:
    """Return a name beside `path` that nothing has and that is never graded."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}.old{number}{path.suffix}")):
        number += 1
    return aside
