"""An exercise of a course, and what it may use: what course.yaml says, and where its content lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from grader.core.deadlines import Deadline
from grader.core.errors import ContentError
from grader.core.shapes import Shape

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
    """The largest answer, the numbers of its arrays not counted."""
    array_mib: int = 16
    """The numbers of all arrays of an answer."""
    depth: int = 50
    """The deepest nesting of an answer."""


class Function(msgspec.Struct, frozen=True):
    """A function that the learner writes, or one of the course's own that asks the learner's code."""

    name: str
    takes: tuple[str, ...]
    """Its parameters as `def` has them: `*rest`, `**options`, and what follows `*` is given by name."""
    optional: tuple[str, ...]
    returns: Shape
    keeps: tuple[str, ...] = ()
    """The arguments that it must leave as they are."""
    shown: str = ""
    """How a call is told, with `{parameter}` for an argument; nothing where it is told as it is."""


PROGRAM = Function(
    "run", ("lines", "argv"), ("lines", "argv"), Shape(items=(Shape(word="text"), Shape(word="whole number")))
)
"""How a suite runs a program: what it reads, its arguments; what it prints and its exit status come back."""


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
    probes: Mapping[str, Function] = {}
    """Functions of the course's own that ask the learner's code."""
    classes: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    program: bool = False
    """Whether the file is run as a program."""
    files: tuple[str, ...] = ()
    """Data files, by their names beside the stub."""
    arrays: bool = False
    """Whether arrays of numpy are given and come back as such."""
    forbids: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    stub_runs: bool = False
    """Whether the stub is code to correct, which runs and is wrong."""
    deadline: Deadline | None = None
    """When it is due, and what being late costs; None where the course does not say."""

    @cached_property
    def asked(self) -> Mapping[str, Function]:
        """All that a suite can call."""
        return {**self.functions, **self.probes, **({PROGRAM.name: PROGRAM} if self.program else {})}

    @cached_property
    def defines(self) -> tuple[str, ...]:
        """The names that the learner's file must define."""
        return (*self.functions, *self.classes, *self.variables)

    @cached_property
    def harnessed(self) -> bool:
        """Whether more answers calls than the functions of the file."""
        return bool(self.probes or self.classes or self.variables or self.program or self.files or self.arrays)

    @cached_property
    def probe(self) -> Path:
        """The file of the probes."""
        return self.root / "solutions" / "probes" / f"{self.stem}.py"

    def data(self) -> dict[str, bytes]:
        """Return the data files by name; ContentError where one cannot be read."""
        found = {}
        for name in self.files:
            try:
                found[name] = (self.stub.parent / name).read_bytes()
            except OSError as error:
                raise ContentError(self.stub.parent / name, f"this file cannot be read ({error.strerror}).") from None
        return found

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
