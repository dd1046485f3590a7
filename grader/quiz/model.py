"""The shape of a quiz file: every key that an author may write, with its default.

Text is Markdown with `$math$` and `{{value}}`. Keys are written with dashes in YAML, unknown keys are errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

Credit = Literal["all", "net", "coverage", "each"]
Normalisation = Literal["trim", "spaces", "case", "nfkc", "punctuation", "dashes", "articles"]


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What every part of a quiz file has in common."""


class Call(Shape, frozen=True, kw_only=True):
    """A number that a function of the course computes."""

    call: str
    """`forward`, `part_one.first`, `helpers.name`, or `mistakes.<stem>.<id>.<function>`."""
    args: list[Any] = []
    """Text is the name of a value, a number is itself, lists and mappings hold these, `{value: …}` is as it is."""
    take: list[int | str] = []
    """The indexes and keys that lead to the one number within what the function returns."""
    decimals: int | None = None
    """Round to this many decimals: what is shown is then what later calls get."""


Number = int | float | str | Call
"""A number, the name of a value, or a call."""


class Param(Shape, frozen=True, kw_only=True):
    """What one parameter is drawn from: `pick` or `from`, `to`, `step`; with `list`, that many of them."""

    pick: list[Any] | None = None
    from_: float | None = msgspec.field(name="from", default=None)
    to: float | None = None
    step: float | None = None
    list_: int | None = msgspec.field(name="list", default=None)


class Hint(Shape, frozen=True, kw_only=True):
    """One step of help and its price in points."""

    text: str
    cost: float = 0.0


class Feedback(Shape, frozen=True, kw_only=True):
    """What is said where nothing more particular is known."""

    correct: str = ""
    partial: str = ""
    incorrect: str = ""
    blank: str = ""


class Image(Shape, frozen=True, kw_only=True):
    """A picture and the words that stand for it."""

    src: str
    alt: str = ""
    long: str = ""
    decorative: bool = False


class Case(Shape, frozen=True, kw_only=True):
    """The author's own case: this answer must earn this share of the points."""

    answer: Any = None
    """As in an answers file; `{reference: true}` is the right answer."""
    score: float | Literal["invalid", "blank"]
    seed: int = 1


class Reason(Shape, frozen=True, kw_only=True):
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


class Tolerance(Shape, frozen=True, kw_only=True):
    """How far off is still right: the larger of the two, limits included."""

    abs: float = 0.0
    rel: float = 0.0


class Unit(Shape, frozen=True, kw_only=True):
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


class Accepted(Shape, frozen=True, kw_only=True):
    """An accepted text that earns a share."""

    text: str
    score: float = 1.0


class Pattern(Shape, frozen=True, kw_only=True):
    """A regular expression that the whole normalised answer must match."""

    match: str
    example: str
    counter: str
    score: float = 1.0


class Rejected(Reason, frozen=True, kw_only=True):
    """A typical wrong text."""

    text: str


class Item(Shape, frozen=True, kw_only=True):
    """One thing to put in its place."""

    id: str
    text: str
    after: list[str] = []
    feedback: str = ""


class Extra(Reason, frozen=True, kw_only=True):
    """A block that does not belong."""

    id: str
    text: str


class Pair(Reason, frozen=True, kw_only=True):
    """A left side and the right side that belongs to it."""

    left: str
    right: str
    id: str | None = None


class Blank(Shape, frozen=True, kw_only=True):
    """A gap in a template."""

    lines: int = 1
    width: int = 24


class Question(Shape, tag_field="type", frozen=True, kw_only=True):
    """What every question has."""

    id: str
    prompt: str
    topic: str
    explanation: str
    title: str = ""
    points: float = 1.0
    kind: Literal["why", "compute", "recall"] = "why"
    """What it asks of the learner; the checker counts the recall questions of a quiz."""
    exercise: str | None = None
    tags: list[str] = []
    image: Image | None = None
    params: dict[str, Param] = {}
    values: dict[str, Number] = {}
    """Further numbers, computed from the parameters, for texts, options and later calls."""
    seeds: list[int] | None = None
    """The reviewed seeds, where only those may be asked."""
    hints: list[Hint] = []
    feedback: Feedback = Feedback()
    shuffle: bool | None = None
    status: Literal["draft", "live", "retired"] = "live"
    tests: list[Case] = []


class Choice(Question, tag="choice", frozen=True, kw_only=True):
    """Choose one."""

    options: list[Option]


class Multi(Question, tag="multi", frozen=True, kw_only=True):
    """Choose all that apply."""

    options: list[Option]
    credit: Credit = "net"
    min: int | None = None
    max: int | None = None


class Numeric(Question, tag="numeric", frozen=True, kw_only=True):
    """Give a number."""

    answer: Number
    tolerance: Tolerance | None = None
    decimals: int | None = None
    unit: Unit | None = None
    near: list[Near] = []


class Text(Question, tag="text", frozen=True, kw_only=True):
    """Give a word or a few."""

    accept: list[str | Accepted]
    pattern: list[Pattern] = []
    normalise: tuple[Normalisation, ...] = ("trim", "spaces", "case", "nfkc", "dashes")
    typos: int = 0
    reject: list[Rejected] = []


class Order(Question, tag="order", frozen=True, kw_only=True):
    """Put in order: as listed, or any order that every `after` allows."""

    items: list[Item]
    extra: list[Extra] = []
    credit: Literal["none", "lcs", "adjacent"] = "none"


class Match(Question, tag="match", frozen=True, kw_only=True):
    """Match each left side with its right side."""

    pairs: list[Pair]
    extra: list[str] = []
    credit: Literal["each", "all"] = "each"


class Code(Question, tag="code", frozen=True, kw_only=True):
    """Fill the gaps `____1____` of a program, which the sandbox then runs."""

    template: str
    blanks: dict[str, Blank]
    suite: str


AnyQuestion = Choice | Multi | Numeric | Text | Order | Match | Code
TYPES: dict[str, type[Question]] = {
    "choice": Choice,
    "multi": Multi,
    "numeric": Numeric,
    "text": Text,
    "order": Order,
    "match": Match,
    "code": Code,
}


class Head(Shape, frozen=True, kw_only=True):
    """A quiz file without its questions."""

    schema: int
    id: str
    title: str
    topics: list[str]
    """In the order in which they are taught; every question has one of them."""
    questions: list[Any]
    description: str = ""
    helpers: str | None = None
    """A Python file beside the quiz whose functions calls may name as `helpers.<function>`."""
    ask: int | None = None
    """How many questions one learner is asked, balanced by topic; none: all of them."""
    pass_: float | None = msgspec.field(name="pass", default=None)
    attempts: int | Literal["unlimited"] = "unlimited"
    scoring: Literal["last", "best", "first"] = "last"
    retry_factor: float = 1.0
    reveal: Literal["never", "after-attempts", "always"] = "after-attempts"
    shuffle: Literal["none", "options", "questions", "both"] = "options"
    language: str = "en"


def type_of(question: Question) -> str:
    """Return the word that an author writes for the type of `question`."""
    return str(question.__struct_config__.tag)


def option_key(options: list[Option], index: int) -> str:
    """Return the key by which an answer names the option at `index`: its id, or a letter by its place in the file."""
    return options[index].id or "abcdefghij"[index]


def texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of `question` that a learner may see, with its place in the file."""
    yield from _texts(msgspec.to_builtins(question), ())


_SHOWN = frozenset(
    {
        "prompt",
        "explanation",
        "text",
        "feedback",
        "left",
        "right",
        "extra",
        "alt",
        "long",
        "title",
        "correct",
        "partial",
        "incorrect",
        "blank",
    }
)


def _texts(data: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("params", "values", "tests", "answer"):
                yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*place, index))
    elif isinstance(data, str) and data:
        name = next((step for step in reversed(place) if isinstance(step, str)), "")
        if name in _SHOWN:
            yield place, data
