"""The shape of a quiz file: every key that an author may write, with its default.

Text is Markdown with `$math$` and `{{value}}`. Keys are written with dashes in YAML, unknown keys are errors.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

from grader.quiz.parts import (
    Accepted,
    Blank,
    Case,
    Extra,
    Feedback,
    Hint,
    Image,
    Item,
    Kind,
    Near,
    Number,
    NumberPart,
    Option,
    Pair,
    Param,
    Pattern,
    Pool,
    ProgramLimits,
    Rejected,
    Slot,
    Tolerance,
    Unit,
    WrongOutput,
)

REFERENCE = "reference"
Credit = Literal["all", "net", "coverage", "each"]
Normalisation = Literal["trim", "spaces", "case", "nfkc", "punctuation", "dashes", "articles"]
Confidence = Literal["sure", "fairly sure", "guessing"]
LEVELS: tuple[Confidence, ...] = get_args(Confidence)


class Question(msgspec.Struct, tag_field="type", frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What every question has."""

    id: str
    prompt: str
    topic: str
    explanation: str
    title: str = ""
    points: float = 1.0
    kind: Kind = "explain"
    """What it asks of the learner; a blueprint chooses by it."""
    exercise: str | None = None
    tags: list[str] = []
    image: Image | None = None
    params: dict[str, Param] = {}
    values: dict[str, Number] = {}
    """Further numbers, computed from the parameters, for texts, options and later calls."""
    seeds: list[int] | str | None = None
    """The reviewed seeds, where only those may be asked; the text `1..20` is read as all of these."""
    lesson: str | None = None
    """What to read again."""
    requires: list[str] = []
    """Ids of questions that come before this one, and stems of exercises that have full marks before it is asked."""
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
    symbols: tuple[str, ...] = ()
    """See NumberPart.symbols."""
    near: list[Near] = []


class Text(Question, tag="text", frozen=True, kw_only=True):
    """Give a word or a few."""

    accept: list[str | Accepted]
    pattern: list[Pattern] = []
    normalise: tuple[Normalisation, ...] = ("trim", "spaces", "case", "nfkc", "dashes", "punctuation", "articles")
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
    limits: ProgramLimits = ProgramLimits()


class Multipart(Question, tag="multipart", frozen=True, kw_only=True):
    """Give several numbers, each computed from those before it; a slip costs only the part where it happens."""

    parts: list[NumberPart]


class Predict(Question, tag="predict", frozen=True, kw_only=True):
    """Say what a program prints."""

    program: str
    prints: str
    """What it prints; the checker runs the program and compares."""
    tolerance: float = 0.0
    """How far off a printed number is still right."""
    near: list[WrongOutput] = []


class Slip(Question, tag="slip", frozen=True, kw_only=True):
    """Find the wrong line of a program that makes a known mistake."""

    mistake: str
    """`<stem>.<id>`, a file of solutions/mistakes."""
    function: str
    """The function of that file that is shown."""
    line: str
    """The wrong line, without its indentation."""
    fix: str
    """What should stand in its place; the checker grades the exercise with it."""


class Parsons(Question, tag="parsons", frozen=True, kw_only=True):
    """Put the lines of a function of the reference in order, and leave out those that do not belong."""

    function: str
    """`<stem>.<function>`."""
    extra: list[Extra] = []
    """Lines that do not belong, with their indentation."""


TYPES: dict[str, type[Question]] = {
    "choice": Choice,
    "multi": Multi,
    "numeric": Numeric,
    "text": Text,
    "order": Order,
    "match": Match,
    "code": Code,
    "multipart": Multipart,
    "predict": Predict,
    "slip": Slip,
    "parsons": Parsons,
}


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A quiz file without its questions."""

    schema: int
    id: str
    title: str
    questions: list[Any]
    topics: list[str] = []
    """In the order in which they are taught; none: those of the questions, in their order."""
    description: str = ""
    reference: str = REFERENCE
    """Where a call without a stem looks first: the stem of an exercise, or the whole reference of the course."""
    helpers: str | None = None
    """A Python file beside the quiz whose functions calls may name as `helpers.<function>`."""
    ask: int | None = None
    """How many questions one learner is asked, balanced by topic; none: all of them."""
    blueprint: list[Slot] = []
    """What every learner is asked, whatever the seed; in place of `ask`."""
    pools: list[Pool] = []
    pass_: float | None = msgspec.field(name="pass", default=None)
    attempts: int | Literal["unlimited"] = "unlimited"
    scoring: Literal["last", "best", "first"] = "last"
    retry_factor: float = 1.0
    reveal: Literal["never", "after-attempts", "always"] = "after-attempts"
    confidence: bool = False
    """Whether the learner is asked how sure they are; it never changes what an answer earns."""
    shuffle: Literal["none", "options", "questions", "both"] = "options"
    language: str = "en"


def type_of(question: Question) -> str:
    """Return the word that an author writes for the type of `question`."""
    return str(question.__struct_config__.tag)


def reviewed_seeds(question: Question) -> list[int]:
    """Return the seeds with which alone `question` may be asked; none: any seed will do."""
    return question.seeds if isinstance(question.seeds, list) else []


def option_key(options: list[Option], index: int) -> str:
    """Return the key by which an answer names the option at `index`: its id, or a letter by its place in the file."""
    return options[index].id or "abcdefghij"[index]
