"""What a learner sees of one question: everything to ask it, and nothing that gives the answer away."""

from __future__ import annotations

import msgspec

from grader.quiz.load import Quiz
from grader.quiz.markers import accuracy, left_key
from grader.quiz.model import Choice, Code, Match, Multi, Numeric, Order, Question, Text, option_key, type_of
from grader.quiz.parts import Blank, Extra, Image, Item
from grader.quiz.variant import Variant, fill


class OptionView(msgspec.Struct, frozen=True):
    """An option, a block, a left or a right side: the key that an answer holds, and its text in Markdown."""

    key: str
    text: str


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """One question as it is put to the learner; all texts are Markdown with `$math$`."""

    id: str
    type: str
    title: str
    topic: str
    prompt: str
    points: float
    how: str
    """How to answer, in one sentence."""
    entries: tuple[OptionView, ...] = ()
    """Options of a choice or multi, blocks of an order, left sides of a match; in the order to show."""
    rights: tuple[OptionView, ...] = ()
    """The right sides of a match, in the order to show."""
    extras: bool = False
    """Whether an order has blocks, or a match right sides, that do not belong."""
    image: Image | None = None
    template: str = ""
    blanks: dict[str, Blank] = {}
    units: tuple[str, ...] = ()


def present(quiz: Quiz, item: str, seed: int) -> QuestionView:
    """Return the question `item` as it is asked with `seed`."""
    question = quiz.questions[item]
    variant = quiz.variant(question, seed)
    entries, rights = _entries(question, variant)
    return QuestionView(
        id=item,
        type=type_of(question),
        title=question.title or item,
        topic=question.topic,
        prompt=fill(question.prompt, variant.written).strip(),
        points=question.points,
        how=how(question),
        entries=entries,
        rights=rights,
        extras=bool(question.extra) if isinstance(question, Order | Match) else False,
        image=question.image,
        template=question.template if isinstance(question, Code) else "",
        blanks=question.blanks if isinstance(question, Code) else {},
        units=tuple(question.unit.accept) if isinstance(question, Numeric) and question.unit else (),
    )


def explanation(quiz: Quiz, item: str, seed: int) -> str:
    """Return what is said once a question may be revealed; see sitting.reveals."""
    question = quiz.questions[item]
    return fill(question.explanation, quiz.variant(question, seed).written).strip()


def how(question: Question) -> str:
    """Say how to answer, in one sentence."""
    if isinstance(question, Choice):
        return "Choose one."
    if isinstance(question, Multi):
        if question.min or question.max:
            return f"Choose {question.min or 1} to {question.max or len(question.options)}."
        return "Choose all that apply."
    if isinstance(question, Numeric):
        return _how_exact(question)
    if isinstance(question, Text):
        return "Answer with a word or a few."
    if isinstance(question, Order):
        return "Put them in order, and leave out what does not belong." if question.extra else "Put them in order."
    if isinstance(question, Match):
        more = " Some on the right are left over." if question.extra else ""
        return f"Give each on the left its partner on the right.{more}"
    return "Fill in the gaps."


def _how_exact(question: Numeric) -> str:
    exact = accuracy(question)
    if exact == "exactly":
        return "Give a whole number."
    # An example with the right count of digits, which is never the answer's.
    example = f", for example {'0.1234567890123'[: 2 + question.decimals]}" if question.decimals else ""
    return f"Give a number, {exact}{example}."


def _entries(question: Question, variant: Variant) -> tuple[tuple[OptionView, ...], tuple[OptionView, ...]]:
    if isinstance(question, Choice | Multi):
        by_key = {option_key(question.options, place): option.text for place, option in enumerate(question.options)}
    elif isinstance(question, Order):
        blocks: list[Item | Extra] = [*question.items, *question.extra]
        by_key = {block.id: block.text for block in blocks}
    elif isinstance(question, Match):
        lefts = [
            OptionView(left_key(question, place, variant), fill(pair.left, variant.written))
            for place, pair in enumerate(question.pairs)
        ]
        return tuple(lefts), tuple(OptionView(text, text) for text in variant.order)
    else:
        return (), ()
    return tuple(OptionView(key, fill(by_key[key], variant.written)) for key in variant.order), ()
