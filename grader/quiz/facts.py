"""What a quiz needs to know of its course."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.schema import read_yaml


class AroundError(LookupError):
    """What is around a short name does not say which is meant; the text says what to write."""


class Exercise(msgspec.Struct, frozen=True):
    """One exercise, as far as a quiz is concerned."""

    stem: str
    number: int
    title: str
    functions: tuple[str, ...]
    mistakes: tuple[str, ...]
    """Its known mistakes: files of `solutions/mistakes/<stem>/`, `<id>.py` or `<id>--<variant>.py`."""


class Course(msgspec.Struct, frozen=True):
    """The exercises in their order, and where their references are."""

    solutions: Path
    exercises: tuple[Exercise, ...]

    def exercise(self, stem: str | None) -> Exercise | None:
        """Return the exercise of that stem, if there is one."""
        return next((e for e in self.exercises if e.stem == stem), None)

    def hint(self, stem: str, mistake: str) -> str:
        """Return what is said to who makes this mistake: the docstring of its file, or nothing."""
        import ast

        try:
            source = (self.solutions / "mistakes" / stem / f"{mistake}.py").read_bytes()
            return " ".join((ast.get_docstring(ast.parse(source)) or "").split())
        except (OSError, SyntaxError):
            return ""

    def find_mistake(self, name: str, *stems: str | None) -> tuple[Exercise, str]:
        """Return the exercise and the file of the misconception `name`, which may be qualified: `ex2_loss.log-base`.

        Where several exercises have the id, the first of `stems` that has it is meant.

        Raises:
            LookupError: there is none, or it could be more than one; the text says what to write.
        """
        stem, _, bare = name.rpartition(".")
        owners = [e for e in self.exercises if bare in e.mistakes and stem in ("", e.stem)]
        if not owners:
            every = [mistake for e in self.exercises for mistake in e.mistakes]
            raise LookupError(f'"{name}" is not a misconception of the course{nearest(name, every)}')
        wanted = [e for stem in stems for e in owners if e.stem == stem]
        if not wanted and len(owners) > 1:
            names = " or ".join(f"{e.stem}.{bare}" for e in owners)
            raise AroundError(f'"{name}" is a misconception of several exercises; write {names}')
        return (wanted or owners)[0], bare


class _Listed(msgspec.Struct):
    """One exercise of course.yaml; what else stands there is not the quiz's business."""

    stem: str
    title: str = ""
    functions: dict[str, Any] = {}


class _Manifest(msgspec.Struct):
    exercises: list[_Listed]


def read_course(root: Path) -> Course:
    """Read what a quiz needs of the course in `root`: `exercises/course.yaml` and `solutions/`."""
    manifest = read_yaml(root / "exercises" / "course.yaml").convert(_Manifest)
    solutions = root / "solutions"
    return Course(
        solutions,
        tuple(
            Exercise(entry.stem, number, entry.title, tuple(entry.functions), _mistakes(entry.stem, solutions))
            for number, entry in enumerate(manifest.exercises, 1)
        ),
    )


def _mistakes(stem: str, solutions: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (solutions / "mistakes" / stem).glob("*.py")))


def nearest(word: str, known: Sequence[str]) -> str:
    """Return `; did you mean "…"?` where something near is known, else nothing."""
    import difflib

    close = difflib.get_close_matches(word, sorted(set(known)), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
