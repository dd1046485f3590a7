"""What a quiz needs to know of its course, and the functions of the course that it may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader import content
from grader.errors import ContentError
from grader.schema import read_yaml

HELPERS = "helpers"


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
            raise LookupError(f'"{name}" is a misconception of several exercises; write {names}')
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


class Functions:
    """The functions that a quiz may call, by name; each is loaded when it is first called, and its answers are kept.

    A name is `function` (of the question's own exercise, or of the only one that has it), `<stem>.function`,
    `helpers.function`, `mistakes.<stem>.<id>.function`, or `mistakes.<stem>.<id>.<stem or helpers>.function`:
    that function in a course where the mistake stands in for its exercise.
    """

    def __init__(self, course: Course, helpers: Path | None = None) -> None:
        self._course, self._helpers = course, helpers
        self._kept: dict[tuple[str, str | None, str], Any] = {}
        self._found: dict[tuple[str, str | None], Callable[..., Any]] = {}

    def call(self, name: str, own: str | None, arguments: Sequence[Any]) -> Any:
        """Return what the function answers; the arguments are copied first, since a mistake may change them.

        Raises:
            LookupError: there is no such function; the text says what may be meant.
            ContentError: its file does not load, or it raised.
        """
        key = (name, own, repr(arguments))
        if key not in self._kept:
            function = self._found.get((name, own)) or self.find(name, own)
            self._found[name, own] = function
            try:
                answer = function(*(_copied(argument) for argument in arguments))
            except Exception as error:
                problem = f"{name} raised {type(error).__name__} for {arguments!r}: {error}"
                raise ContentError(Path(function.__code__.co_filename), problem) from error
            if len(self._kept) >= 100_000:
                self._kept.clear()
            self._kept[key] = answer
        return self._kept[key]

    def find(self, name: str, own: str | None) -> Callable[..., Any]:
        """Return the function of that name; see call."""
        parts = name.split(".")
        substitutes: dict[str, Path] = {}
        if self._helpers:
            substitutes[HELPERS] = self._helpers
        if parts[0] == "mistakes" and len(parts) in (4, 5):
            exercise, mistake = self._course.find_mistake(f"{parts[1]}.{parts[2]}")
            path = self._course.solutions / "mistakes" / exercise.stem / f"{mistake}.py"
            substitutes[exercise.stem] = path
            stem, function = (exercise.stem if len(parts) == 4 else parts[3]), parts[-1]
        elif len(parts) == 2:
            stem, function = parts
        elif len(parts) == 1:
            stem, function = self._owner(name, own), name
        else:
            raise LookupError(f'"{name}" is no name of a function; write <stem>.<function> or mistakes.<stem>.<id>.f')
        self._allowed(stem, function, name)
        found = getattr(content.load_module(self._course.solutions, stem, substitutes=substitutes), function, None)
        if not callable(found):
            raise LookupError(f'{stem} has no function "{function}"')
        return found  # type: ignore[no-any-return]

    def _owner(self, function: str, own: str | None) -> str:
        owners = [e.stem for e in self._course.exercises if function in e.functions]
        if own in owners:
            return str(own)
        if len(owners) == 1:
            return owners[0]
        if owners:
            names = " or ".join(f"{stem}.{function}" for stem in owners)
            raise LookupError(f'"{function}" is a function of several exercises; write {names}')
        every = [name for e in self._course.exercises for name in e.functions]
        raise LookupError(f'the course has no function "{function}"{nearest(function, every)}')

    def _allowed(self, stem: str, function: str, name: str) -> None:
        if stem == HELPERS:
            if self._helpers is None:
                raise LookupError(
                    f'"{name}" needs the key "helpers" at the top of the quiz: the file with that function'
                )
            if function.startswith("_"):
                raise LookupError(f'"{name}" is private to the helpers')
            return
        exercise = self._course.exercise(stem)
        if exercise is None:
            stems = [e.stem for e in self._course.exercises]
            raise LookupError(f'the course has no exercise "{stem}"{nearest(stem, stems)}')
        if function not in exercise.functions:
            raise LookupError(f'{stem} has no function "{function}"{nearest(function, exercise.functions)}')


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied(part) for part in value]
    return {key: _copied(part) for key, part in value.items()} if isinstance(value, dict) else value


def nearest(word: str, known: Sequence[str]) -> str:
    """Return `; did you mean "…"?` where something near is known, else nothing."""
    import difflib

    close = difflib.get_close_matches(word, sorted(set(known)), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
