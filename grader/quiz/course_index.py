"""What a quiz needs to know of its course."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.core.course import load_course
from grader.core.errors import ContentError
from grader.core.mistakes import mistake_names, read_hints
from grader.core.text import suggestion


class AroundError(LookupError):
    """What is around a short name does not say which is meant; the text says what to write."""


class IndexedExercise(msgspec.Struct, frozen=True):
    """One exercise, as far as a quiz is concerned."""

    stem: str
    number: int
    title: str
    functions: tuple[str, ...]
    mistakes: tuple[str, ...]
    """Its known mistakes: files of `solutions/mistakes/<stem>/`, `<id>.py` or `<id>--<variant>.py`."""


class CourseIndex(msgspec.Struct, frozen=True):
    """The exercises in their order, and where their references are."""

    solutions: Path
    exercises: tuple[IndexedExercise, ...]

    def exercise(self, stem: str | None) -> IndexedExercise | None:
        """Return the exercise of that stem, if there is one."""
        return next((e for e in self.exercises if e.stem == stem), None)

    def hint(self, stem: str, mistake: str) -> str:
        """Return what is said about this mistake: the first paragraph of its file's docstring, or nothing."""
        try:
            return read_hints(self.solutions / "mistakes" / stem / f"{mistake}.py")[0]
        except ContentError:
            return ""

    def find_mistake(self, name: str, *stems: str | None) -> tuple[IndexedExercise, str]:
        """Return the exercise and the file of the misconception `name`, which may be qualified: `ex2_loss.log-base`.

        Where several exercises have the id, the first of `stems` that has it is meant.

        Raises:
            LookupError: there is none, or it could be more than one; the text says what to write.
        """
        stem, _, bare = name.rpartition(".")
        owners = [e for e in self.exercises if bare in e.mistakes and stem in ("", e.stem)]
        if not owners:
            every = [mistake for e in self.exercises for mistake in e.mistakes]
            raise LookupError(f'"{name}" is not a misconception of the course{suggestion(name, every)}')
        wanted = [e for stem in stems for e in owners if e.stem == stem]
        if not wanted and len(owners) > 1:
            names = " or ".join(f"{e.stem}.{bare}" for e in owners)
            raise AroundError(f'"{name}" is a misconception of several exercises; write {names}')
        return (wanted or owners)[0], bare


def read_course(root: Path) -> CourseIndex:
    """Read what a quiz needs of the course in `root`.

    Raises:
        UsageError: there is no course.
        ContentError: its course.yaml is unsound.
    """
    return CourseIndex(
        root / "solutions",
        tuple(
            IndexedExercise(e.stem, e.number, e.title, tuple(e.functions), tuple(mistake_names(e.mistakes)))
            for e in load_course(root).exercises
        ),
    )
