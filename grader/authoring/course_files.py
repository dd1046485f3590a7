"""Whether a course's files belong together: nothing missing or unlisted, signatures alike, all explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.definitions import definition_diagnostics, diagnostic
from grader.core.course import Course, Exercise
from grader.core.diagnostics import Diagnostic
from grader.core.errors import ContentError
from grader.core.mistakes import read_hints
from grader.submissions.faded import check_given

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+(-[a-z0-9]+)*)?")
_LAB = ".lab.js"
_FOLDERS = {"suites", "mistakes", "pairs", "pictures", "alternatives", "probes"}
_WELCOME = ("course.yaml", "README.md", "__pycache__")


def diagnostics(course: Course) -> list[Diagnostic]:
    """Return what is wrong with the files of a course, before any of it is run."""
    found = [*_unlisted(course)]
    for exercise in course.exercises:
        found += _exercise(course, exercise)
    return found


def _owned(course: Course) -> dict[Path, set[str]]:
    """Return the names of what the exercises of a course own, by the folder that it lies in."""
    stems = {exercise.stem for exercise in course.exercises}
    solutions = course.root / "solutions"
    return {
        course.root / "exercises": {f"{stem}{suffix}" for stem in stems for suffix in (".py", ".ipynb", ".md", ".svg")}
        | {name.partition("/")[0] for exercise in course.exercises for name in exercise.files},
        solutions: {f"{stem}.py" for stem in stems} | _FOLDERS,
        solutions / "probes": {f"{exercise.stem}.py" for exercise in course.exercises if exercise.probes},
        solutions / "suites": {f"test_{stem}.py" for stem in stems},
        solutions / "mistakes": stems,
        solutions / "alternatives": stems,
        solutions / "pictures": {f"{stem}.py" for stem in stems},
    }


def _unlisted(course: Course) -> Iterator[Diagnostic]:
    """Tell of each file that no exercise owns."""
    for folder, names in _owned(course).items():
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            known = path.name in names or path.name in _WELCOME or path.name.endswith(_LAB)
            if not known and not path.name.startswith("."):
                yield diagnostic(
                    path,
                    1,
                    "unlisted",
                    "this belongs to no exercise of course.yaml.",
                    "list its exercise in course.yaml, or remove it.",
                )
    for stem in sorted(exercise.stem for exercise in course.exercises):
        yield from _no_mistakes(course.root / "solutions" / "mistakes" / stem)


def _no_mistakes(folder: Path) -> Iterator[Diagnostic]:
    """Tell of what lies among an exercise's known mistakes and is none."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix != ".py" and path.name not in _WELCOME and not path.name.startswith("."):
            yield diagnostic(
                path, 1, "unlisted", "only .py files are known mistakes.", "make it <id>.py, or remove it."
            )


def _exercise(course: Course, exercise: Exercise) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    present = []
    files = [(exercise.stub, "stub"), (exercise.reference, "reference"), (exercise.suite, "suite")]
    files += [(exercise.probe, "probes")] if exercise.probes else []
    files += [(exercise.stub.parent / name, "data file") for name in exercise.files]
    for path, what in files:
        if path.is_file():
            present.append(what)
        else:
            found.append(
                diagnostic(
                    path,
                    1,
                    "missing",
                    f"the {what} of {exercise.stem} {'are' if what == 'probes' else 'is'} not there.",
                    "write it.",
                )
            )
    if {"stub", "reference"} <= set(present):
        for path, what in ((exercise.stub, "stub"), (exercise.reference, "reference")):
            found += definition_diagnostics(exercise, path, what)
    manifest = course.root / "exercises" / "course.yaml"
    if not exercise.hints or not all(hint.strip() for hint in exercise.hints):
        found.append(
            diagnostic(
                manifest,
                line_of(manifest, f"stem: {exercise.stem}"),
                "no-hints",
                f"{exercise.stem} has no hints, or an empty one, for learners whose mistake is not known.",
                "give it `hints:`, a list: what to look at, then the idea, then nearly the line.",
            )
        )
    if exercise.given and "reference" in present:
        try:
            check_given(exercise)
        except ContentError as error:
            place = line_of(manifest, f"stem: {exercise.stem}")
            found.append(diagnostic(manifest, place, "given", error.problem, "copy whole lines of the reference."))
    for path in sorted(exercise.mistakes.glob("*.py")):
        found += _mistake(path)
    return found


def _mistake(path: Path) -> Iterator[Diagnostic]:
    if not _ID.fullmatch(path.stem):
        yield diagnostic(
            path,
            1,
            "mistake-id",
            f"{path.stem!r} is no id of a mistake.",
            "name the file <id>.py or <id>--<variant>.py, in small letters, digits and single hyphens.",
        )
    try:
        read_hints(path)
    except ContentError as error:
        yield diagnostic(
            path,
            error.line or 1,
            "no-hint",
            error.problem,
            "begin the file with a docstring that tells the learner what the code does, and what to look at.",
        )


def line_of(path: Path, text: str) -> int:
    """Return the first line of a file that holds `text`, or 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
