"""A course: what course.yaml says, and where its content lies.

A course is a folder with exercises/course.yaml and the stubs beside it, solutions/ with the references, suites/ and
mistakes/, and quiz/. Everything belonging to an exercise is found by its stem.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.core.deadlines import Deadline, LateRule, deadline
from grader.core.errors import ContentError, UsageError
from grader.core.exercise import Curve as Curve
from grader.core.exercise import Exercise as Exercise
from grader.core.exercise import Function as Function
from grader.core.exercise import Limits as Limits
from grader.core.exercise_reader import RawExercise, read_exercise, read_limits
from grader.core.schema import Place, read_yaml
from grader.core.schema_faults import Faults


class Course(msgspec.Struct, frozen=True):
    """A course, read and checked."""

    title: str
    root: Path
    modules: tuple[str, ...]
    """What a submission may import, besides its own files."""
    exercises: tuple[Exercise, ...]
    id: str = ""
    """The name that stays when the title changes; nothing where course.yaml has none."""
    version: str = ""
    deadline: Deadline | None = None
    """When all is due that has no due date itself, quizzes too."""

    def find(self, which: str) -> Exercise:
        """Return the exercise of this number, name, stem or file name.

        Raises:
            UsageError: there is none.
        """
        word = which.removesuffix(".py").removesuffix(".ipynb")
        for exercise in self.exercises:
            if word in (str(exercise.number), exercise.name, exercise.stem):
                return exercise
        from difflib import get_close_matches

        words = {known: exercise for exercise in self.exercises for known in (exercise.name, exercise.stem)}
        if meant := words.get(Path(word).name):
            raise UsageError(f"{which}: this is a file; name its exercise first: {meant.number} {which}")
        if word.lower() == "all":
            raise UsageError(f"There is no exercise {which!r}; did you mean all?")
        if near := get_close_matches(word.lower(), words, 1):
            meant = words[near[0]]
            raise UsageError(f"There is no exercise {which!r}; did you mean {meant.name}, exercise {meant.number}?")
        listed = ", ".join(f"{e.number} {e.name}" for e in self.exercises)
        raise UsageError(f"There is no exercise {which!r}; this course has {listed}.")

    def earlier(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """Return the exercises before this one."""
        return self.exercises[: exercise.number - 1]


class RawCourse(msgspec.Struct, forbid_unknown_fields=True):
    """What course.yaml holds."""

    schema: int
    title: str
    modules: list[str]
    exercises: list[Any]
    id: str = ""
    version: str = ""
    limits: dict[str, float] = {}
    due: str | None = None
    late: LateRule | None = None


def builtin_course() -> Path:
    """Return the folder of the course that comes with the grader."""
    package = Path(__file__).parents[1]
    inside = package / "builtin"
    return inside if inside.is_dir() else package.parent


def load_course(path: Path | None = None) -> Course:
    """Read a course.

    Args:
        path: its folder, or its course.yaml; None for the one that comes with the grader.

    Raises:
        UsageError: there is no such course.
        ContentError: course.yaml is unsound; `further` has all else that is.
    """
    root = path or builtin_course()
    file = root if root.suffix in (".yaml", ".yml") else root / "exercises" / "course.yaml"
    root = file.parent.parent
    if not file.is_file():
        raise UsageError(
            f"{file}: there is no such file; give the folder of a course, which has exercises/course.yaml."
        )
    twice: list[ContentError] = []
    document = read_yaml(file, twice=twice)
    faults = Faults(document, twice)
    raw = faults.convert((), RawCourse)
    exercises: list[Exercise] = []
    due = None
    if raw and raw.schema != 1:
        faults.add(("schema",), f"schema {raw.schema} is not known; this grader reads schema 1.")
    if raw and not raw.exercises:
        faults.add(("exercises",), "name at least one exercise; `grade course add exercise NAME` adds one.")
    if raw:
        common = read_limits(faults, ("limits",), raw.limits, {})
        due = _deadline(faults, (), raw, None)
        for index in range(len(raw.exercises)):
            if one := faults.convert(("exercises", index), RawExercise):
                own = _deadline(faults, ("exercises", index), one, raw)
                found = read_exercise(faults, index, one, common, root)
                exercises.append(msgspec.structs.replace(found, deadline=own or due))
        _no_twins(faults, exercises)
    faults.raise_all()
    assert raw
    return Course(raw.title, root.resolve(), tuple(raw.modules), tuple(exercises), raw.id, raw.version, due)


def _deadline(faults: Faults, place: Place, raw: RawExercise | RawCourse, common: RawCourse | None) -> Deadline | None:
    """Return the due date that stands at `place`, with the course's rule for what is late where it has none there."""
    due = raw.due or (common.due if common and raw.late else None)
    if due is None:
        elsewhere = common is None and any("due" in e for e in getattr(raw, "exercises", ()) if isinstance(e, dict))
        if raw.late and not elsewhere:
            faults.add((*place, "late"), "'late' needs a due date: write `due` above it.")
        return None
    try:
        return deadline(due, raw.late or (common.late if common else None))
    except ValueError as error:
        faults.add((*place, "late" if str(error).startswith(("percent", "cap", "until")) else "due"), f"{error}.")
        return None


def _no_twins(faults: Faults, exercises: Sequence[Exercise]) -> None:
    seen: set[str] = set()
    for exercise in exercises:
        for field, word in (("stem", exercise.stem), ("name", exercise.name)):
            if word in seen:
                faults.add(("exercises", exercise.number - 1, field), f"{word!r} is taken by an exercise above.")
        seen |= {exercise.stem, exercise.name}
