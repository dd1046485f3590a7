"""A course: what course.yaml says, and where its content lies.

A course is a folder with exercises/course.yaml and the stubs beside it, solutions/ with the references, suites/ and
mistakes/, and quiz/. Everything belonging to an exercise is found by its stem.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from keyword import iskeyword
from pathlib import Path
from typing import Any

import msgspec

from grader.core.deadlines import Deadline, LateRule, deadline
from grader.core.errors import ContentError, UsageError
from grader.core.schema import Place, read_yaml
from grader.core.schema_faults import Faults
from grader.core.shapes import Shape, parse_shape

MAX_DEPTH = 50  # the border's own encoding goes a little deeper, so that what was answered can be kept with its call


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one exercise of a submission may use."""

    load_seconds: float = 5.0
    """Wall clock for loading the file."""
    call_seconds: float = 5.0
    """Wall clock for one call."""
    cpu_seconds: float = 10.0
    """Processor time for the whole exercise."""
    total_seconds: float = 30.0
    """Wall clock for the whole exercise: loading and calls together."""
    memory_mib: int = 512
    output_kib: int = 64
    """Of what is printed, this much is kept."""
    answer_kib: int = 1024
    """The largest answer."""
    depth: int = 50
    """The deepest nesting of an answer."""


class Function(msgspec.Struct, frozen=True):
    """A function that the learner writes."""

    name: str
    takes: tuple[str, ...]
    optional: tuple[str, ...]
    returns: Shape


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of numbers in an answer that is worth seeing as a curve."""

    function: str
    at: tuple[int, ...]
    """The indexes that lead to it in the answer."""
    name: str
    """What it shows, as in "your loss"."""


class Exercise(msgspec.Struct, frozen=True, dict=True):
    """One exercise."""

    number: int
    """Its place in the course, from one."""
    stem: str
    name: str
    title: str
    points: float
    """What its checks are worth; 0 for a bonus exercise."""
    bonus: float
    """What a bonus exercise's checks are worth; 0 for one that counts."""
    functions: Mapping[str, Function]
    limits: Limits
    hints: tuple[str, ...]
    root: Path
    curve: Curve | None = None
    given: tuple[str, ...] = ()
    """Lines of the reference that a faded stub gives, the first ones first."""
    deadline: Deadline | None = None
    """When it is due, and what being late costs; None where the course does not say."""

    @cached_property
    def stub(self) -> Path:
        """What the learner gets."""
        return self.root / "exercises" / f"{self.stem}.py"

    @cached_property
    def reference(self) -> Path:
        """The right solution."""
        return self.root / "solutions" / f"{self.stem}.py"

    @cached_property
    def suite(self) -> Path:
        """The hidden tests."""
        return self.root / "solutions" / "suites" / f"test_{self.stem}.py"

    @cached_property
    def mistakes(self) -> Path:
        """The folder of known wrong versions."""
        return self.root / "solutions" / "mistakes" / self.stem

    @cached_property
    def alternatives(self) -> Path:
        """The folder of other right ways to write it, shown after full marks."""
        return self.root / "solutions" / "alternatives" / self.stem

    @cached_property
    def pairs(self) -> Path:
        """The parts that known mistakes can be put together from, where the course names them."""
        return self.root / "solutions" / "pairs" / f"{self.stem}.py"


class Course(msgspec.Struct, frozen=True):
    """A course, read and checked."""

    title: str
    root: Path
    modules: tuple[str, ...]
    """What a submission may import, besides its own files."""
    exercises: tuple[Exercise, ...]
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


class _Function(msgspec.Struct, forbid_unknown_fields=True):
    takes: list[str]
    returns: Any
    optional: list[str] = []


class _Exercise(msgspec.Struct, forbid_unknown_fields=True):
    stem: str
    name: str
    title: str
    functions: dict[str, _Function]
    points: float = 0.0
    bonus: float = 0.0
    limits: dict[str, float] = {}
    hints: list[str] = []
    curve: Curve | None = None
    given: list[str] = []
    due: str | None = None
    late: LateRule | None = None


class _Course(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    title: str
    modules: list[str]
    exercises: list[Any]
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
    raw = faults.convert((), _Course)
    exercises: list[Exercise] = []
    due = None
    if raw and raw.schema != 1:
        faults.add(("schema",), f"schema {raw.schema} is not known; this grader reads schema 1.")
    if raw and not raw.exercises:
        faults.add(("exercises",), "name at least one exercise.")
    if raw:
        common = _limits(faults, ("limits",), raw.limits, {})
        due = _deadline(faults, (), raw, None)
        for index in range(len(raw.exercises)):
            if one := faults.convert(("exercises", index), _Exercise):
                own = _deadline(faults, ("exercises", index), one, raw)
                found = _exercise(faults, index, one, common, root)
                exercises.append(msgspec.structs.replace(found, deadline=own or due))
        _no_twins(faults, exercises)
    faults.raise_all()
    assert raw
    return Course(raw.title, root.resolve(), tuple(raw.modules), tuple(exercises), due)


def _exercise(faults: Faults, index: int, raw: _Exercise, common: Mapping[str, Any], root: Path) -> Exercise:
    place = ("exercises", index)
    if not raw.stem.isidentifier() or raw.stem in sys.stdlib_module_names:
        faults.add((*place, "stem"), f"{raw.stem!r} cannot be a module's name; use letters, digits and _.")
    if not raw.name.isidentifier() or raw.name == "all":
        faults.add((*place, "name"), f"{raw.name!r} cannot be an exercise's name; use letters, digits and _.")
    if (raw.points > 0) == (raw.bonus > 0) and not faults.doubts((*place, "points"), (*place, "bonus")):
        faults.add(
            place, f"exercise {raw.stem!r} needs either points or bonus, greater than 0.", needs=(*place, "stem")
        )
    if not raw.functions:
        faults.add((*place, "functions"), "name at least one function that the learner writes.")
    functions = {name: _function(faults, (*place, "functions", name), name, one) for name, one in raw.functions.items()}
    if raw.curve and raw.curve.function not in functions:
        faults.add((*place, "curve", "function"), f"{raw.curve.function!r} is no function of this exercise.")
    elif raw.curve and not _is_curve(functions[raw.curve.function].returns, raw.curve.at):
        needs = (*place, "functions", raw.curve.function, "returns")
        faults.add((*place, "curve", "at"), f"{raw.curve.function} returns no list of numbers there.", needs=needs)
    limits = msgspec.convert(_limits(faults, (*place, "limits"), raw.limits, common), Limits)
    return Exercise(
        index + 1,
        raw.stem,
        raw.name,
        raw.title,
        raw.points,
        raw.bonus,
        functions,
        limits,
        tuple(raw.hints),
        root.resolve(),
        raw.curve,
        tuple(line.strip() for line in raw.given),
    )


def _deadline(faults: Faults, place: Place, raw: _Exercise | _Course, common: _Course | None) -> Deadline | None:
    """Return the due date that stands at `place`, with the course's rule for what is late where it has none there."""
    if raw.due is None:
        if raw.late and (common is None or common.due is None):
            faults.add((*place, "late"), "'late' needs a due date: write `due` above it.")
        elif raw.late and common and common.due:
            return _deadline(faults, place, msgspec.structs.replace(raw, due=common.due), None)
        return None
    try:
        return deadline(raw.due, raw.late or (common.late if common else None))
    except ValueError as error:
        faults.add((*place, "late" if str(error).startswith(("percent", "cap", "until")) else "due"), f"{error}.")
        return None


def _function(faults: Faults, at: Place, name: str, raw: _Function) -> Function:
    if not name.isidentifier() or iskeyword(name) or name.startswith("__"):
        faults.add(at, f"{name!r} cannot be a function's name; use letters, digits and _.")
    for optional in raw.optional:
        if optional not in raw.takes:
            faults.add((*at, "optional"), f"{optional!r} is not among what {name} takes.", needs=(*at, "takes"))
    returns = Shape(word="anything")
    if not faults.doubts((*at, "returns")):
        try:
            returns = parse_shape(faults.document.keyed((*at, "returns")))
        except ValueError as error:
            said = str(error)
            faults.add((*at, "returns"), said if said.endswith("?") else f"{said}.")
    return Function(name, tuple(raw.takes), tuple(raw.optional), returns)


def _is_curve(shape: Shape, at: tuple[int, ...]) -> bool:
    """Whether the indexes lead to a list of numbers in what has this shape."""
    for index in at:
        if not 0 <= index < len(shape.items):
            return False
        shape = shape.items[index]
    return shape.each is not None and shape.each.word in ("number", "whole number")


def _limits(faults: Faults, place: Place, own: Mapping[str, float], common: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an exercise's `own` limits, which stand at `place`, over `common` ones."""
    known = {field.name: field.type for field in msgspec.structs.fields(Limits)}
    sound = {}
    for name, value in own.items():
        if name not in known:
            faults.add((*place, f"{name}:"), f"there is no limit {name!r}; there are {', '.join(known)}.")
        elif not 0 < value < math.inf or (known[name] is int and value != int(value)):
            kind = "a whole number" if known[name] is int else "a number"
            faults.add((*place, name), f"{name!r} should be {kind} greater than 0.")
        elif name == "depth" and value > MAX_DEPTH:
            faults.add((*place, name), f"'depth' can be at most {MAX_DEPTH}.")
        else:
            sound[name] = known[name](value)
    return {**common, **sound}


def _no_twins(faults: Faults, exercises: Sequence[Exercise]) -> None:
    seen: set[str] = set()
    for exercise in exercises:
        for field, word in (("stem", exercise.stem), ("name", exercise.name)):
            if word in seen:
                faults.add(("exercises", exercise.number - 1, field), f"{word!r} is taken by an exercise above.")
        seen |= {exercise.stem, exercise.name}
