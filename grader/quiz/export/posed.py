"""Questions as another system gets them: numbers put in, and a list of what that system cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import msgspec

from grader.quiz.draw import Stream
from grader.quiz.load import Quiz
from grader.quiz.model import TYPES, Match, Numeric, Order, Question, Text, reviewed_seeds, type_of
from grader.quiz.parts import Number, Tolerance
from grader.quiz.variant import Variant, fill


class Posed(NamedTuple):
    """One variant of one question."""

    name: str
    """The question's id, with the seed where there are several variants."""
    question: Any
    """With its own type, and with the values in its texts and its numbers."""
    variant: Variant


class Loss(msgspec.Struct, frozen=True, order=True):
    """What one question loses or has changed on the way."""

    id: str
    what: str


class LossReport:
    """Collects what is left out or changed, each thing once a question."""

    def __init__(self) -> None:
        self._found: dict[Loss, None] = {}

    def lose(self, question: Question, what: str) -> None:
        """Note a loss."""
        self._found.setdefault(Loss(question.id, what))

    @property
    def losses(self) -> tuple[Loss, ...]:
        """All that was noted, in the quiz's order."""
        return tuple(self._found)


class QuizExport(msgspec.Struct, frozen=True):
    """A file for another system, and what it does not hold."""

    data: bytes
    suffix: str
    losses: tuple[Loss, ...]


def posed(quiz: Quiz, seeds: Sequence[int]) -> list[list[Posed]]:
    """Return the live questions in their order; one with parameters in a variant for each of `seeds`."""
    groups = []
    for question in quiz.questions.values():
        if question.status != "live":
            continue
        chosen = (reviewed_seeds(question) or list(seeds)) if question.params else list(seeds)[:1]
        seen: dict[str, Posed] = {}
        for seed in chosen:
            variant = quiz.variant(question, seed)
            name = f"{question.id}-{seed}" if len(chosen) > 1 else question.id
            seen.setdefault(repr(variant.values), Posed(name, _filled(question, variant), variant))
        groups.append(list(seen.values()))
    return groups


def _filled(question: Question, variant: Variant) -> Question:
    data = _fill(msgspec.to_builtins(question), variant)
    data.update(params={}, values={}, tests=[])
    data["explanation"] = fill(data["explanation"], variant.worked)
    if isinstance(question, Numeric):
        data["answer"] = variant.answer
        for entry, value in zip(data["near"], variant.near, strict=True):
            entry["answer"] = value
    return msgspec.convert(data, TYPES[type_of(question)])


def _fill(data: Any, variant: Variant) -> Any:
    if isinstance(data, dict):
        return {
            key: part if key in ("params", "values", "tests") else _fill(part, variant) for key, part in data.items()
        }
    if isinstance(data, list):
        return [_fill(part, variant) for part in data]
    return fill(data, variant.written) if isinstance(data, str) else data


def group_name(group: list[Posed]) -> str:
    """Return the name that the variants of a group share."""
    return group[0].name.rpartition("-")[0] if len(group) > 1 else group[0].name


def common_losses(report: LossReport, question: Question, *, keeps: Collection[str] = ()) -> None:
    """Note what no other system here can hold.

    Args:
        report: where it is noted.
        question: the question.
        keeps: the kinds of general feedback that are written anyway.
    """
    general = msgspec.to_builtins(question.feedback)
    lost = [kind for kind, text in general.items() if text and kind not in keeps]
    if lost:
        report.lose(question, f"the general feedback is left out for an answer that is {', '.join(lost)}")
    if question.image is not None:
        report.lose(question, "the image is left out; its words stand in the text")
    if isinstance(question, Text):
        if question.pattern:
            report.lose(question, "the patterns are left out; only the accepted texts count")
        if question.typos:
            report.lose(question, "slips of the finger are not forgiven")
    if isinstance(question, Order) and any(item.after for item in question.items):
        report.lose(question, "only one of the right orders is taken")


def stem(question: Question) -> str:
    """Return the prompt, with the words for the image where there is one."""
    return f"{question.prompt}\n\n({question.image.alt})" if question.image and question.image.alt else question.prompt


def plain(value: Number) -> float:
    """Return a number of a posed question, in which every call has been made."""
    assert isinstance(value, int | float)
    return float(value)


def width(question: Numeric, answer: float, tolerance: Tolerance | None) -> float:
    """Return the tolerance as one absolute number."""
    chosen = tolerance or question.tolerance or Tolerance()
    return max(chosen.abs, chosen.rel * abs(answer))


def decimal(value: float) -> str:
    """Write a number without an exponent, which some readers refuse."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if value else "0"


def shown_items(question: Order | Match, name: str) -> list[str]:
    """Return the blocks or right sides in an order drawn from the question's name."""
    if isinstance(question, Order):
        texts = [block.text for block in question.items] + [block.text for block in question.extra]
    else:
        texts = list(dict.fromkeys([pair.right for pair in question.pairs] + list(question.extra)))
    return Stream("export", name).shuffled(texts)
