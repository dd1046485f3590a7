"""What a question is made of: numbers, hints, options and all else that stands below it in a quiz file."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

Kind = Literal["compute", "explain", "predict", "trace", "code"]
"""What a question asks of the learner."""
KINDS: tuple[Kind, ...] = get_args(Kind)


class QuizPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What every part of a quiz file has in common."""


class ComputedNumber(QuizPart, frozen=True, kw_only=True):
    """A number that a function of the course computes."""

    call: str
    """`forward`, `part_one.first`, `helpers.name`, `mistakes.<stem>.<id>.<function>`, or `mutants.<id>` in a near value."""
    args: list[Any] = []
    """Text is the name of a value, a number is itself, lists and mappings hold these, `{value: …}` is as it is."""
    take: list[int | str] = []
    """The indexes and keys that lead to the one number within what the function returns."""
    decimals: int | None = None
    """Round to this many decimals: what is shown is then what later calls get."""


Number = int | float | str | ComputedNumber
"""A number, the name of a value, or a call."""


class Param(QuizPart, frozen=True, kw_only=True):
    """What one parameter is drawn from: `pick` or `from`, `to`, `step`; with `list`, that many of them."""

    pick: list[Any] | None = None
    from_: float | None = msgspec.field(name="from", default=None)
    to: float | None = None
    step: float | None = None
    list_: int | None = msgspec.field(name="list", default=None)


class Hint(QuizPart, frozen=True, kw_only=True):
    """One step of help and its price in points."""

    text: str
    cost: float = 0.0


class Feedback(QuizPart, frozen=True, kw_only=True):
    """What is said where nothing more particular is known."""

    correct: str = ""
    partial: str = ""
    incorrect: str = ""
    blank: str = ""


class Image(QuizPart, frozen=True, kw_only=True):
    """A picture and the words that stand for it."""

    src: str
    alt: str = ""
    long: str = ""
    decorative: bool = False


class Case(QuizPart, frozen=True, kw_only=True):
    """The author's own case: this answer must earn this share of the points."""

    answer: Any = None
    """As in an answers file; `{reference: true}` is the right answer."""
    score: float | Literal["invalid", "blank"]
    seed: int = 1


class Reason(QuizPart, frozen=True, kw_only=True):
    """Why an answer is wrong: what every wrong option, near value or rejected text may say."""

    feedback: str = ""
    misconception: str | None = None
    exercise: str | None = None


class Option(Reason, frozen=True, kw_only=True):
    """One option of a choice or multi question."""

    text: str
    id: str | None = None
    correct: bool = False
    score: float | None = None
    fixed: bool = False
    """True where a shuffle leaves it in its place."""


class Tolerance(QuizPart, frozen=True, kw_only=True):
    """How far off is still right: the larger of the two, limits included."""

    abs: float = 0.0
    rel: float = 0.0


class Unit(QuizPart, frozen=True, kw_only=True):
    """The unit of a number."""

    accept: list[str]
    required: bool = False
    credit: float = 0.5
    """The share for a right number with no unit, where one is required, or with a wrong one."""


class Near(Reason, frozen=True, kw_only=True):
    """A typical wrong number."""

    answer: Number
    tolerance: Tolerance | None = None
    score: float = 0.0


class NumberPart(QuizPart, frozen=True, kw_only=True):
    """One number of a question that asks for several; later parts may use it by its id."""

    id: str
    text: str
    """What is asked for, as it stands before the gap."""
    answer: Number
    tolerance: Tolerance | None = None
    decimals: int | None = None
    symbols: tuple[str, ...] = ()
    """Symbols for what is asked: `w = 3` is read where `w` is one, and asked back where it is not."""
    near: list[Near] = []


class WrongOutput(Reason, frozen=True, kw_only=True):
    """A typical wrong idea of what a program prints."""

    prints: str


class Accepted(QuizPart, frozen=True, kw_only=True):
    """An accepted text that earns a share."""

    text: str
    score: float = 1.0


class Pattern(QuizPart, frozen=True, kw_only=True):
    """A regular expression that the whole normalised answer must match."""

    match: str
    example: str
    counter: str
    score: float = 1.0


class Rejected(Reason, frozen=True, kw_only=True):
    """A typical wrong text."""

    text: str


class Item(QuizPart, frozen=True, kw_only=True):
    """One thing to put in its place."""

    text: str
    id: str = ""
    """Left out, it is made of the text."""
    after: list[str] = []
    feedback: str = ""


class Extra(Reason, frozen=True, kw_only=True):
    """A block that does not belong."""

    text: str
    id: str = ""
    """Left out, it is made of the text."""


class Pair(Reason, frozen=True, kw_only=True):
    """A left side and the right side that belongs to it."""

    left: str
    right: str
    id: str | None = None


class Blank(QuizPart, frozen=True, kw_only=True):
    """A gap in a template."""

    lines: int = 1
    width: int = 24
    """How many characters of a line it shows on the page."""


class ProgramLimits(QuizPart, frozen=True, kw_only=True):
    """What a program may use, where that is less than an exercise may."""

    load_seconds: float | None = msgspec.field(name="load_seconds", default=None)
    call_seconds: float | None = msgspec.field(name="call_seconds", default=None)
    cpu_seconds: float | None = msgspec.field(name="cpu_seconds", default=None)
    total_seconds: float | None = msgspec.field(name="total_seconds", default=None)
    memory_mib: int | None = msgspec.field(name="memory_mib", default=None)
    output_kib: int | None = msgspec.field(name="output_kib", default=None)
    answer_kib: int | None = msgspec.field(name="answer_kib", default=None)
    depth: int | None = None


class Slot(QuizPart, frozen=True, kw_only=True):
    """One line of a blueprint: so many questions of these topics and this kind are asked, whatever the seed."""

    topics: list[str]
    kind: Kind
    count: int = 1


class Pool(QuizPart, frozen=True, kw_only=True):
    """Questions of equal points, of which one learner is asked only some."""

    name: str
    pick: int
    questions: list[str]
