"""Read one exercise of course.yaml, and note every fault of it."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from keyword import iskeyword
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from grader.core.constructs import construct_problem
from grader.core.deadlines import LateRule
from grader.core.exercise import MAX_DEPTH, PROGRAM, Curve, Exercise, Function, Limits
from grader.core.schema import Place
from grader.core.schema_faults import Faults
from grader.core.shape_reader import parse_shape
from grader.core.shapes import Shape


class RawFunction(msgspec.Struct, forbid_unknown_fields=True):
    """A function as course.yaml has it."""

    takes: list[str]
    returns: Any
    optional: list[str] = []
    keeps: list[str] = []
    shown: str = ""


class RawExercise(msgspec.Struct, forbid_unknown_fields=True):
    """An exercise as course.yaml has it."""

    stem: str
    name: str
    title: str
    points: float = 0.0
    bonus: float = 0.0
    limits: dict[str, float] = {}
    hints: list[str] = []
    curve: Curve | None = None
    given: list[str] = []
    functions: dict[str, RawFunction] = {}
    probes: dict[str, RawFunction] = {}
    classes: list[str] = []
    variables: list[str] = []
    program: bool = False
    files: list[str] = []
    arrays: bool = False
    forbids: list[str] = []
    demands: list[str] = []
    stub_runs: bool = False
    due: str | None = None
    late: LateRule | None = None


def read_exercise(faults: Faults, index: int, raw: RawExercise, common: Mapping[str, Any], root: Path) -> Exercise:
    """Return an exercise, and note all that is wrong with it."""
    place = ("exercises", index)
    if not raw.stem.isidentifier() or raw.stem in sys.stdlib_module_names:
        faults.add((*place, "stem"), f"{raw.stem!r} cannot be a module's name; use letters, digits and _.")
    if not raw.name.isidentifier() or raw.name == "all":
        faults.add((*place, "name"), f"{raw.name!r} cannot be an exercise's name; use letters, digits and _.")
    if (raw.points > 0) == (raw.bonus > 0) and not faults.doubts((*place, "points"), (*place, "bonus")):
        faults.add(
            place, f"exercise {raw.stem!r} needs either points or bonus, greater than 0.", needs=(*place, "stem")
        )
    functions = {name: _function(faults, (*place, "functions", name), name, one) for name, one in raw.functions.items()}
    probes = {name: _function(faults, (*place, "probes", name), name, one) for name, one in raw.probes.items()}
    _asks_for_something(faults, place, raw)
    _names(faults, place, raw)
    _files(faults, place, raw)
    for key in ("forbids", "demands"):
        for number, words in enumerate(getattr(raw, key)):
            if problem := construct_problem(words):
                faults.add((*place, key, number), problem)
    _curve(faults, place, raw, functions)
    limits = msgspec.convert(read_limits(faults, (*place, "limits"), raw.limits, common), Limits)
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
        probes,
        tuple(raw.classes),
        tuple(raw.variables),
        raw.program,
        tuple(raw.files),
        raw.arrays or any(one.returns.has_array for one in (*functions.values(), *probes.values())),
        tuple(raw.forbids),
        tuple(raw.demands),
        raw.stub_runs,
    )


def _curve(faults: Faults, place: Place, raw: RawExercise, functions: Mapping[str, Function]) -> None:
    """Note a curve that no function draws."""
    if raw.curve and raw.curve.function not in functions:
        faults.add((*place, "curve", "function"), f"{raw.curve.function!r} is no function of this exercise.")
    elif raw.curve and not _is_curve(functions[raw.curve.function].returns, raw.curve.at):
        needs = (*place, "functions", raw.curve.function, "returns")
        faults.add((*place, "curve", "at"), f"{raw.curve.function} returns no list of numbers there.", needs=needs)


def _asks_for_something(faults: Faults, place: Place, raw: RawExercise) -> None:
    """Note an exercise that a suite can ask nothing."""
    if not (raw.functions or raw.probes or raw.program):
        problem = "name at least one function that the learner writes; or probes, or program: true."
        faults.add((*place, "functions"), problem, needs=(*place, "probes"))
    if raw.program and PROGRAM.name in {**raw.functions, **raw.probes}:
        faults.add((*place, "program"), f"a suite runs the program as {PROGRAM.name}; give the function another name.")


def _names(faults: Faults, place: Place, raw: RawExercise) -> None:
    """Note names that cannot be, or stand for two things."""
    seen = set(raw.functions)
    for key in ("probes", "classes", "variables"):
        for at, name in enumerate(getattr(raw, key)):
            step: str | int = name if key == "probes" else at
            if not name.isidentifier() or iskeyword(name) or name.startswith("__"):
                faults.add((*place, key, step), f"{name[:80]!r} cannot be a name in Python; use letters, digits and _.")
            elif name in seen:
                faults.add((*place, key, step), f"{name!r} is there twice in this exercise; rename one of them.")
            seen.add(name)


def _files(faults: Faults, place: Place, raw: RawExercise) -> None:
    """Note data files that cannot lie beside a learner's own."""
    for number, name in enumerate(raw.files):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or str(path) != name or "\\" in name or not path.suffix:
            problem = f"{name[:80]!r} is no name of a data file; name one that lies beside the stub, such as data.csv."
            faults.add((*place, "files", number), problem)
        elif path.suffix in (".py", ".ipynb") or name == "course.yaml":
            faults.add(
                (*place, "files", number), f"{name[:80]!r} cannot be a data file; learners' code has such names."
            )


def _function(faults: Faults, at: Place, name: str, raw: RawFunction) -> Function:
    if not name.isidentifier() or iskeyword(name) or name.startswith("__"):
        faults.add(at, f"{name!r} cannot be a function's name; use letters, digits and _.")
    _parameters(faults, at, name, raw)
    returns = Shape(word="anything")
    if not faults.doubts((*at, "returns")):
        try:
            returns = parse_shape(faults.document.keyed((*at, "returns")))
        except ValueError as error:
            said = str(error)
            faults.add((*at, "returns"), said if said.endswith("?") else f"{said}.")
    return Function(name, tuple(raw.takes), tuple(raw.optional), returns, tuple(raw.keeps), raw.shown)


def _parameters(faults: Faults, at: Place, name: str, raw: RawFunction) -> None:
    """Note what is wrong with the parameters of a function, and with what speaks of them."""
    taken = [word.lstrip("*") for word in raw.takes]
    for number, word in enumerate(taken):
        if raw.takes[number] != "*" and (not word.isidentifier() or iskeyword(word) or word in taken[:number]):
            faults.add((*at, "takes", number), f"{raw.takes[number][:80]!r} cannot be a parameter of {name}.")
    for key in ("optional", "keeps"):
        for word in getattr(raw, key):
            if word not in taken:
                faults.add((*at, key), f"{word!r} is not among what {name} takes.", needs=(*at, "takes"))
    for word in re.findall(r"\{(\w*)\}", raw.shown):
        if word not in taken:
            faults.add((*at, "shown"), f"{word!r} is not among what {name} takes.", needs=(*at, "takes"))


def _is_curve(shape: Shape, at: tuple[int, ...]) -> bool:
    """Whether the indexes lead to a list of numbers in what has this shape."""
    for index in at:
        if not 0 <= index < len(shape.items):
            return False
        shape = shape.items[index]
    return shape.each is not None and shape.each.word in ("number", "whole number")


def read_limits(faults: Faults, place: Place, own: Mapping[str, float], common: Mapping[str, Any]) -> Mapping[str, Any]:
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
