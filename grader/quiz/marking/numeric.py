"""Questions whose answers are numbers: one, or a chain of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from grader.quiz import phrases
from grader.quiz.marking.answers import InvalidError, MarkedAnswer, is_blank, shortened
from grader.quiz.model import Multipart, Numeric
from grader.quiz.numbers import Reading, UnreadableError, read_number, shown
from grader.quiz.parts import Near, NumberPart, Tolerance
from grader.quiz.symbols import AskedFor, asked_symbols
from grader.quiz.variant import PartNumbers, Variant, fill, near_tolerance, within
from grader.quiz.wording import normalise

Compute = Callable[[NumberPart, Mapping[str, Any]], PartNumbers | None]
"""Computes one part's numbers from these values; None where they do not let it."""


class _UnitReading(NamedTuple):
    """What the words after a number mean."""

    factor: float
    """The share of the points that a right number keeps."""
    said: str = ""


def mark_numeric(question: Numeric, variant: Variant, answer: Any) -> MarkedAnswer:
    """Mark one number, with a unit where one is asked for."""
    reading = _read(question, variant, answer, question)
    unit = _unit(question, variant, reading)
    value, read_as = reading.value, shown(reading.value)
    if within(value, variant.answer, question.tolerance):
        return MarkedAnswer(unit.factor, (unit.said,) if unit.said else (), None, read_as)
    entry = _near(question.near, variant.near, value, question.tolerance)
    if entry is not None:
        return MarkedAnswer(entry.score * unit.factor, (entry.feedback,) if entry.feedback else (), entry, read_as)
    said = _close(value, variant.answer, question.tolerance, question.decimals)
    return MarkedAnswer(0.0, (said,) if said else (), None, read_as)


def mark_multipart(question: Multipart, variant: Variant, answer: Any, compute: Compute) -> MarkedAnswer:
    """Mark a chain of numbers: a part is right that is right itself, or that follows from the learner's earlier parts.

    Args:
        question: the question.
        variant: its numbers.
        answer: a mapping of part ids to numbers, or a list of numbers in the parts' order.
        compute: computes a part again from other values.
    """
    typed = _typed(question, answer)
    own = dict(variant.values)
    earned, told, reason = 0.0, [], None
    for part in question.parts:
        label = fill(part.text, variant.written)
        if is_blank(typed.get(part.id)):
            told.append(f"- {label}: no answer.")
            continue
        try:
            reading = _read(question, variant, typed[part.id], part)
        except InvalidError as error:
            raise InvalidError(f"In {label.replace('$', '')}: {error}") from None
        if reading.rest and not phrases.trails(reading.rest.casefold(), (), phrases.words_of(label)):
            raise InvalidError(f"In {label.replace('$', '')}: write the number alone, without '{reading.rest}'.")
        share, said, entry = _part(part, variant.parts[part.id], compute(part, own), reading.value)
        own[part.id] = reading.value
        earned += share
        reason = reason or (entry if entry is not None and entry.misconception else None)
        told.append(f"- {label}: {said}")
    share = earned / len(question.parts)
    return MarkedAnswer(share, () if share == 1.0 else ("\n".join(told),), reason)


def accuracy(decimals: int | None, tolerance: Tolerance | None) -> str:
    """Say how exact an answer is wanted, in a few words."""
    if decimals:
        words = {1: "one decimal", 2: "two decimals", 3: "three decimals", 4: "four decimals"}
        return words.get(decimals, f"{decimals} decimals")
    slack = tolerance or Tolerance()
    return "a number" if slack.abs or slack.rel else "a whole number"


def _read(question: Numeric | Multipart, variant: Variant, answer: Any, part: Numeric | NumberPart) -> Reading:
    label = part.text if isinstance(part, NumberPart) else ""

    def asked() -> AskedFor:
        words = fill(f"{question.prompt} {question.title} {question.topic} {label}", variant.written)
        return AskedFor(
            phrases.words_of(words), asked_symbols(fill(label or question.prompt, variant.written), part.symbols)
        )

    try:
        return read_number(answer, decimals=bool(part.decimals), asked=asked)
    except UnreadableError as error:
        raise InvalidError(str(error)) from None


def _unit(question: Numeric, variant: Variant, reading: Reading) -> _UnitReading:
    """Say what the words after a number are worth; unknown ones are asked back where no unit is required.

    Raises:
        InvalidError: they are not known, and it costs nothing to ask again.
    """
    unit, rest = question.unit, reading.rest
    if reading.percent and question.decimals is None:
        raise InvalidError("Write a number here, not a percentage.")
    if not rest and not (unit and unit.required):
        return _UnitReading(1.0)
    forms = [normalise(one, ("trim", "spaces", "case", "nfkc")) for one in unit.accept] if unit else []
    said = normalise(rest, ("trim", "spaces", "case", "nfkc")).strip("()[] ")
    if said in forms:
        return _UnitReading(1.0)
    if unit and unit.required:
        missing = f"The unit is missing: {unit.accept[0]}."
        return _UnitReading(unit.credit, f"'{rest}' is not the right unit." if said else missing)
    units = {word for form in forms for word in form.split()}
    if phrases.trails(said, units, phrases.words_of(fill(question.prompt, variant.written))):
        return _UnitReading(1.0)
    raise InvalidError(f"The number {shown(reading.value)} can be read, but '{rest}' cannot. Write the number alone.")


def _near(entries: list[Near], numbers: Sequence[float], value: float, tolerance: Tolerance | None) -> Near | None:
    for entry, number in zip(entries, numbers, strict=True):
        if within(value, number, near_tolerance(entry, tolerance)):
            return entry
    return None


def _close(value: float, right: float, tolerance: Tolerance | None, decimals: int | None) -> str:
    slack = tolerance or Tolerance()
    if decimals and within(value, right, Tolerance(abs=slack.abs * 10, rel=slack.rel * 10)):
        return (
            f"You are close. Keep more digits while you compute, and give {accuracy(decimals, tolerance)} at the end."
        )
    return ""


def _typed(question: Multipart, answer: Any) -> Mapping[str, Any]:
    ids = [part.id for part in question.parts]
    if isinstance(answer, list) and len(answer) == len(ids):
        answer = dict(zip(ids, answer, strict=True))
    if not isinstance(answer, Mapping):
        raise InvalidError(f"Give each part its number, like {{{ids[0]}: 0.5}}.")
    unknown = next((key for key in answer if str(key) not in ids), None)
    if unknown is not None:
        raise InvalidError(f"'{shortened(unknown)}' is not one of the parts. The parts are {', '.join(ids)}.")
    return {str(key): value for key, value in answer.items()}


def _part(
    part: NumberPart, right: PartNumbers, own: PartNumbers | None, value: float
) -> tuple[float, str, Near | None]:
    """Return the share of one part, what to say of it, and the mistake that it shows."""
    if within(value, right.answer, part.tolerance):
        return 1.0, "right.", None
    if own is not None and within(value, own.answer, part.tolerance):
        return 1.0, "right, from your earlier result.", None
    for numbers in (right, own):
        entry = _near(part.near, numbers.near, value, part.tolerance) if numbers is not None else None
        if entry is not None:
            return entry.score, entry.feedback or "not right.", entry
    said = _close(value, (own or right).answer, part.tolerance, part.decimals)
    return 0.0, f"not right. {said}".rstrip(), None
