"""The learner's folder behind `grade web`: what stands in its files, and saves that never lose what stood there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.files import write_file, write_new
from grader.submissions.submission import MAX_SOURCE, Refused, Submission, open_submission
from grader.submissions.workspace import file_of, free_name, stub_text


class SaveOutcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a save came to, as the page is told."""

    seen: str
    """The fingerprint of what stands in the file now."""
    told: str = ""
    """A sentence where the file had changed too."""
    text: str | None = None
    """What stands in the file, where it is not what was to be saved."""


class LearnerFolder:
    """The files of a course's exercises in one folder. Only Python files are written, and only these exercises'."""

    def __init__(self, course: Course, path: Path) -> None:
        """Take a folder that is there."""
        self.course, self.path = course, path

    def notebook(self, exercise: Exercise) -> bool:
        """Whether an exercise is solved in a notebook, which a page shows and does not write."""
        found = file_of(self.path, exercise)
        return found is not None and found.suffix == ".ipynb"

    def text(self, exercise: Exercise) -> str:
        """Return what stands in an exercise's file: the stub where there is none, a notebook's cells one after another.

        Raises:
            UsageError: it cannot be read.
        """
        try:
            found = self.submission().find(exercise.stem)
        except Refused as error:
            raise UsageError(error.reason) from None
        if found is None:
            return stub_text(exercise, ".py")
        return "\n\n".join(source for _, source in found.cells)

    def texts(self, upto: Exercise) -> dict[str, str]:
        """Return what stands in the files of an exercise and those before it, by name."""
        return {f"{one.stem}.py": self.text(one) for one in self.course.exercises[: upto.number]}

    def submission(self) -> Submission:
        """Return the files as they are on disk now."""
        return open_submission(self.path)

    def save(self, exercise: Exercise, text: str, seen: str) -> SaveOutcome:
        """Write an exercise's file, unless it has changed since the page saw it: then both texts are kept.

        Args:
            exercise: whose file it is.
            text: what the page has.
            seen: the fingerprint of what the page last saw in the file.

        Raises:
            UsageError: it cannot be written, is too large, or the exercise is a notebook.
        """
        name = f"{exercise.stem}.py"
        if self.notebook(exercise):
            raise UsageError(f"{exercise.stem}.ipynb is a notebook. Change it where you opened it.")
        try:
            size = len(text.encode())
        except UnicodeEncodeError as error:
            line = text.count("\n", 0, error.start) + 1
            raise UsageError(f"Line {line} has half a character, which cannot be saved in a file. Delete it.") from None
        if size > MAX_SOURCE:
            raise UsageError(f"{name} is too big. At most {MAX_SOURCE >> 20} MiB are kept.")
        now = self.text(exercise)
        if now == text:
            return SaveOutcome(fingerprint(now))
        path = self.path / name
        if fingerprint(now) != seen:
            aside = free_name(path)
            write_new(aside, text)
            told = f"{name} was changed in the folder and on this page. Both are kept. The text of this page is in {aside.name}."
            return SaveOutcome(fingerprint(now), told, now)
        write_file(path, text)
        return SaveOutcome(fingerprint(text))

    def changes(self, seen: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return the text and fingerprint of each file that is not what the page saw, by name."""
        found = {}
        for exercise in self.course.exercises:
            name = f"{exercise.stem}.py"
            if name in seen and (mark := fingerprint(text := self.text(exercise))) != seen[name]:
                found[name] = {"text": text, "seen": mark}
        return found


def fingerprint(text: str) -> str:
    """Return what tells one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
