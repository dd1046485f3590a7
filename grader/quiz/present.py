"""What a learner sees of one question: everything to ask it, and nothing that gives the answer away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from grader.quiz.load import Quiz
from grader.quiz.marking.numeric import accuracy
from grader.quiz.marking.ordering import blocks_of, left_key
from grader.quiz.model import (
    Choice,
    Code,
    Match,
    Multi,
    Multipart,
    Numeric,
    Order,
    Parsons,
    Predict,
    Question,
    Slip,
    Text,
    option_key,
    type_of,
)
from grader.quiz.parts import Blank, Extra, Image, Item
from grader.quiz.variant import Variant, fill


class OptionView(msgspec.Struct, frozen=True):
    """An option, a block, a left or a right side: the key that an answer holds, and its text in Markdown."""

    key: str
    text: str


class PartView(msgspec.Struct, frozen=True):
    """One gap of a question that asks for several numbers."""

    id: str
    text: str
    """What goes into the gap, in Markdown."""


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
    code: bool = False
    """Whether the entries are lines of a program, to be shown exactly as they are."""
    parts: tuple[PartView, ...] = ()
    """The gaps of a multipart question."""
    extras: bool = False
    """Whether an order has blocks, or a match right sides, that do not belong."""
    image: Image | None = None
    template: str = ""
    """The program of a code or a predict question; of a Parsons question the line above those to order."""
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
        code=isinstance(question, Slip | Parsons),
        parts=_parts(question, variant),
        extras=bool(question.extra) if isinstance(question, Order | Match | Parsons) else False,
        image=question.image,
        template=_template(question, variant),
        blanks=question.blanks if isinstance(question, Code) else {},
        units=tuple(question.unit.accept) if isinstance(question, Numeric) and question.unit else (),
    )


def explanation(quiz: Quiz, item: str, seed: int) -> str:
    """Return why the right answer is right, with the numbers of this seed; see sitting.reveals."""
    question = quiz.questions[item]
    return explained(question, quiz.drawn(question, seed))


def explained(question: Question, variant: Variant) -> str:
    """Return the explanation with the numbers of a variant."""
    return fill(question.explanation, variant.written | variant.worked).strip()


def how(question: Question) -> str:
    """Say how to answer, in one sentence."""
    said = _HOW[type(question)]
    return said if isinstance(said, str) else said(question)


def _how_many(question: Multi) -> str:
    if question.min or question.max:
        return f"Choose {question.min or 1} to {question.max or len(question.options)}."
    return "Choose all that apply."


def _how_each(question: Multipart) -> str:
    return f"Give {accuracy(question.parts[0].decimals, question.parts[0].tolerance)} for each part."


def _how_ordered(question: Order | Parsons) -> str:
    return "Put them in order, and leave out what does not belong." if question.extra else "Put them in order."


def _how_matched(question: Match) -> str:
    more = " Some on the right are not needed." if question.extra else ""
    return f"Match each one on the left with one on the right.{more}"


def _how_exact(question: Numeric) -> str:
    # An example with the right count of digits, which is never the answer's.
    example = f", for example {'0.1234567890123'[: 2 + question.decimals]}" if question.decimals else ""
    return f"Give {accuracy(question.decimals, question.tolerance)}{example}."


_HOW: dict[type[Question], str | Callable[[Any], str]] = {
    Choice: "Choose one.",
    Multi: _how_many,
    Numeric: _how_exact,
    Text: "Answer with one word or a few words.",
    Multipart: _how_each,
    Predict: "Write what it prints.",
    Slip: "Choose one line.",
    Order: _how_ordered,
    Parsons: _how_ordered,
    Match: _how_matched,
    Code: "Fill in the gaps.",
}


def _parts(question: Question, variant: Variant) -> tuple[PartView, ...]:
    if not isinstance(question, Multipart):
        return ()
    return tuple(PartView(part.id, fill(part.text, variant.written)) for part in question.parts)


def _template(question: Question, variant: Variant) -> str:
    if isinstance(question, Code):
        return question.template
    if isinstance(question, Predict):
        return fill(question.program, variant.written)
    return variant.lines[0] if isinstance(question, Parsons) else ""


def _entries(question: Question, variant: Variant) -> tuple[tuple[OptionView, ...], tuple[OptionView, ...]]:
    if isinstance(question, Choice | Multi):
        by_key = {option_key(question.options, place): option.text for place, option in enumerate(question.options)}
    elif isinstance(question, Order):
        blocks: list[Item | Extra] = [*question.items, *question.extra]
        by_key = {block.id: block.text for block in blocks}
    elif isinstance(question, Slip):
        return tuple(OptionView(str(number), line) for number, line in enumerate(variant.lines, 1)), ()
    elif isinstance(question, Parsons):
        lines = {block.key: block.text for block in blocks_of(question, variant)}
        return tuple(OptionView(key, lines[key]) for key in variant.order), ()
    elif isinstance(question, Match):
        lefts = [
            OptionView(left_key(question, place, variant), fill(pair.left, variant.written))
            for place, pair in enumerate(question.pairs)
        ]
        return tuple(lefts), tuple(OptionView(text, text) for text in variant.order)
    else:
        return (), ()
    return tuple(OptionView(key, fill(by_key[key], variant.written)) for key in variant.order), ()
