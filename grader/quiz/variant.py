"""One question with its numbers: drawn already rounded from the seed, the answers computed from what is shown."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.core.errors import ContentError
from grader.quiz import parsons
from grader.quiz.draw import Stream
from grader.quiz.functions import Context, Functions
from grader.quiz.model import (
    Choice,
    Match,
    Multi,
    Multipart,
    Numeric,
    Order,
    Parsons,
    Predict,
    Question,
    Slip,
    option_key,
)
from grader.quiz.numbers import shown
from grader.quiz.parts import ComputedNumber, Near, Number, NumberPart, Param, Tolerance

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_-]*)\s*\}\}")
MAX_DRAWS = 200


class PartNumbers(msgspec.Struct, frozen=True):
    """The numbers of one part of a multipart question."""

    answer: float
    near: tuple[float, ...] = ()


class Variant(msgspec.Struct, frozen=True):
    """What the seed made of a question."""

    seed: int
    values: dict[str, Any]
    """Parameters and computed values, by name."""
    written: dict[str, str]
    """The same as the learner sees them."""
    worked: dict[str, str] = {}
    """Right answers as they are written: `answer`, or the id of each part. Only an explanation may show them."""
    answer: float = 0.0
    """Of a numeric question: the right number."""
    near: tuple[float, ...] = ()
    """Of a numeric question: its near values, in the file's order."""
    parts: dict[str, PartNumbers] = {}
    """Of a multipart question: the right numbers of each part."""
    lines: tuple[str, ...] = ()
    """Of a slip, the lines of the program; of a Parsons question, those of the function in their order."""
    wrong_line: int = 0
    """Of a slip: the number of the wrong line, from 1."""
    order: tuple[str, ...] = ()
    """The keys of options, blocks or right sides, in the order in which they are shown."""
    skipped: int = 0
    """How many draws were passed over because a wrong method gave the right answer, or two options the same text."""


class UnsoundError(Exception):
    """These numbers cannot be asked; the text says why."""

    def __init__(self, problem: str, place: tuple[str | int, ...], further: Sequence[UnsoundError] = ()) -> None:
        super().__init__(problem)
        self.place = place
        self.every: tuple[UnsoundError, ...] = (self, *further)
        """This and what else is wrong with the same numbers."""


class Numbers:
    """The numbers of one quiz's questions; what is computed once is kept."""

    def __init__(self, path: Path, quiz_id: str, functions: Functions) -> None:
        self._path, self._quiz_id, self._functions = path, quiz_id, functions
        self._kept: dict[tuple[str, str], Variant | UnsoundError] = {}
        self._picks: dict[str, dict[str, list[Any]]] = {}

    def variant(self, question: Question, seed: int) -> Variant:
        """Return the variant of `question` for `seed`.

        Raises:
            ContentError: no sound numbers come up in many draws, or a function of the course fails.
        """
        base = self.drawn(question, seed)
        orderer = _ORDERS.get(type(question))
        stream = Stream(self._quiz_id, question.id, seed, "order")
        order = orderer(question, stream, base) if orderer else ()
        return msgspec.structs.replace(base, seed=seed, order=order)

    def attempt(self, question: Question, drawn: Mapping[str, Any], seed: int = 0) -> Variant:
        """Return the variant for the parameters `drawn`.

        Raises:
            UnsoundError: with these the question cannot be asked.
        """
        key = (question.id, repr(drawn))
        if key not in self._kept:
            if len(self._kept) >= 50_000:
                self._kept.clear()
            try:
                self._kept[key] = self._compute(question, dict(drawn), seed)
            except UnsoundError as error:
                self._kept[key] = error
        found = self._kept[key]
        if isinstance(found, UnsoundError):
            raise found
        return found

    def draws(self, question: Question, seed: int) -> Iterator[dict[str, Any]]:
        """Yield the draws for `seed`, one after the other, whether sound or not."""
        stream = Stream(self._quiz_id, question.id, seed, "values")
        if question.id not in self._picks:
            self._picks[question.id] = {name: _values(param) for name, param in question.params.items()}
        picks = self._picks[question.id]
        while True:
            yield {
                name: picks[name][stream.below(len(picks[name]))]
                if param.list_ is None
                else [picks[name][stream.below(len(picks[name]))] for _ in range(param.list_)]
                for name, param in question.params.items()
            }

    def drawn(self, question: Question, seed: int) -> Variant:
        """Return the variant without the order of what is shown: all that marking needs; see variant."""
        problem: UnsoundError | None = None
        if not question.params:
            try:
                return self.attempt(question, {}, seed)
            except UnsoundError as error:
                problem = error
        draws = itertools.islice(self.draws(question, seed), MAX_DRAWS)
        for skipped, drawn in enumerate(draws):
            try:
                found = self.attempt(question, drawn, seed)
            except UnsoundError as error:
                problem = error
            else:
                return msgspec.structs.replace(found, skipped=skipped) if skipped else found
        raise ContentError(self._path, f"question {question.id!r}, seed {seed}: {problem}")

    def _compute(self, question: Question, values: dict[str, Any], seed: int) -> Variant:
        own = Context(question.exercise)
        for name, number in question.values.items():
            try:
                values[name] = self.value(number, values, own)
            except UnsoundError as error:
                raise UnsoundError(str(error), ("values", name)) from None
        written = {name: _written(value, question.values.get(name)) for name, value in values.items()}
        if isinstance(question, Numeric):
            answer = self.number(question.answer, values, own)
            if question.near and isinstance(question.answer, ComputedNumber):
                own = Context(question.exercise, question.answer.call)
            near = tuple(self.number(entry.answer, values, own) for entry in question.near)
            _sound_numbers(question.near, question.tolerance, question.decimals, PartNumbers(answer, near))
            worked = {"answer": write_rounded(answer, question.decimals)}
            return Variant(seed, values, written, worked, answer, near)
        if isinstance(question, Multipart):
            return self._multipart(question, Variant(seed, values, written), own)
        if isinstance(question, Slip):
            return self._slip(question, Variant(seed, values, written))
        if isinstance(question, Parsons):
            return self._parsons(question, Variant(seed, values, written))
        if isinstance(question, Predict):
            _distinct_outputs(question, written)
        if isinstance(question, Choice | Multi):
            _distinct([fill(option.text, written) for option in question.options], "options")
        elif isinstance(question, Match):
            _distinct([fill(pair.left, written) for pair in question.pairs], "pairs")
        return Variant(seed, values, written)

    def part(self, question: Question, part: NumberPart, values: Mapping[str, Any]) -> PartNumbers | None:
        """Compute one part again from other values, such as a learner's own; None where they do not let it."""
        try:
            return self._part(question, part, values)
        except (UnsoundError, ContentError):
            return None

    def _part(self, question: Question, part: NumberPart, values: Mapping[str, Any]) -> PartNumbers:
        own = Context(question.exercise)
        answer = self.number(part.answer, values, own)
        if part.near and isinstance(part.answer, ComputedNumber):
            own = Context(question.exercise, part.answer.call)
        return PartNumbers(answer, tuple(self.number(entry.answer, values, own) for entry in part.near))

    def _multipart(self, question: Multipart, base: Variant, own: Context) -> Variant:
        """Compute the parts in their order, each from the parameters, the values and the parts before it."""
        values, worked, parts = dict(base.values), {}, {}
        for index, part in enumerate(question.parts):
            try:
                numbers = self._part(question, part, values)
                _sound_numbers(part.near, part.tolerance, part.decimals, numbers)
            except UnsoundError as error:
                raise UnsoundError(f"{part.id}: {error}", ("parts", index, *error.place)) from None
            parts[part.id] = numbers
            values[part.id] = numbers.answer
            worked[part.id] = write_rounded(numbers.answer, part.decimals)
        return msgspec.structs.replace(base, values=values, worked=worked, parts=parts)

    def _slip(self, question: Slip, base: Variant) -> Variant:
        stem, _, mistake = question.mistake.rpartition(".")
        lines = self._functions.lines(stem, question.function, mistake)
        places = [number for number, line in enumerate(lines, 1) if line.strip() == question.line.strip()]
        if len(places) != 1:
            found = "is not a line" if not places else "is more than one line"
            raise UnsoundError(f'"{question.line}" {found} of {question.function} in {question.mistake}', ("line",))
        return msgspec.structs.replace(base, lines=lines, wrong_line=places[0])

    def _parsons(self, question: Parsons, base: Variant) -> Variant:
        stem, _, function = question.function.rpartition(".")
        lines = self._functions.lines(stem, function)
        try:
            parsons.rules(lines)
        except parsons.ListingError as error:
            raise UnsoundError(str(error), ("function",)) from None
        return msgspec.structs.replace(base, lines=lines)

    def value(self, number: Number, values: Mapping[str, Any], own: Context) -> Any:
        """Return what is written, named or computed; a call may also give a text or a list of numbers."""
        if isinstance(number, ComputedNumber) and number.decimals is None and not number.take:
            result = self._functions.call(number.call, own, _arguments(number.args, values))
            if isinstance(result, str | list):
                return result
        return self.number(number, values, own)

    def number(self, number: Number, values: Mapping[str, Any], own: Context) -> float:
        """Return the number that is written, named or computed."""
        if isinstance(number, str):
            result = values[number]
            if not isinstance(result, int | float) or isinstance(result, bool):
                raise UnsoundError(f"{number} is {write(result)}, which is not one number", ())
        elif isinstance(number, ComputedNumber):
            result = self._functions.call(number.call, own, _arguments(number.args, values))
            for step in number.take:
                try:
                    result = result[step]
                except (LookupError, TypeError):
                    raise UnsoundError(f"{number.call} gives {result!r}, in which {step!r} is not there", ()) from None
            if not isinstance(result, int | float) or isinstance(result, bool):
                raise UnsoundError(f"{number.call} gives {result!r}, which is not one number; use take", ())
            if number.decimals is not None:
                # Adding 0.0 makes 0 of minus 0.
                result = round(float(result), number.decimals) + 0.0
        else:
            result = number
        if not math.isfinite(result):
            raise UnsoundError(f"the answer is {result}, which nobody can write", ())
        return result  # type: ignore[no-any-return]


def fill(text: str, written: Mapping[str, str]) -> str:
    """Put the written values into the `{{name}}` places of `text`; what a learner wrote there in braces stays."""
    if "{{" not in text:
        return text
    return PLACEHOLDER.sub(lambda match: written.get(match[1], match[0]), text)


def write(value: Any) -> str:
    """Write a value as it is shown to the learner: `0.5`, `(1, -2)`."""
    if isinstance(value, list | tuple):
        return "(" + ", ".join(write(part) for part in value) + ")"
    return shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def write_rounded(value: float, decimals: int | None) -> str:
    """Write a right answer as it is asked for."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}" if decimals is not None else shown(round(value, 9) + 0.0)


def _written(value: Any, number: Number | None) -> str:
    if isinstance(number, ComputedNumber) and number.decimals is not None:
        return f"{value:.{number.decimals}f}"
    return write(value)


def within(given: float, answer: float, tolerance: Tolerance | None) -> bool:
    """Say whether `given` is near enough to `answer`, the limit itself included."""
    limit = max(tolerance.abs, tolerance.rel * abs(answer)) if tolerance else 0.0
    # 0.3 + 0.1 and 0.4 differ in their last bit: that must not put the limit itself outside.
    return abs(given - answer) <= limit * (1 + 1e-9) + 1e-12 * max(1.0, abs(answer))


def near_tolerance(near: Near, tolerance: Tolerance | None) -> Tolerance | None:
    """Return the tolerance of a near value: its own, or that of the right answer."""
    return near.tolerance or tolerance


def _option_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    keys = [option_key(question.options, place) for place in range(len(question.options))]
    if question.shuffle is False:
        return tuple(keys)
    free = [place for place, option in enumerate(question.options) if not option.fixed]
    result = list(keys)
    for place, key in zip(free, stream.shuffled([keys[place] for place in free]), strict=True):
        result[place] = key
    return tuple(result)


def _line_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    """Draw an order for the lines of a Parsons question; their keys are letters, see blocks_of."""
    from grader.quiz.marking.ordering import blocks_of

    return tuple(stream.shuffled([block.key for block in blocks_of(question, base)]))


def _block_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    keys = [block.id for block in (*question.items, *question.extra)]
    drawn = stream.shuffled(keys)
    # The right order itself would be no question.
    return tuple(drawn if drawn != keys else drawn[1:] + drawn[:1])


def _right_order(question: Any, stream: Stream, base: Variant) -> tuple[str, ...]:
    rights = [fill(text, base.written) for text in (*(pair.right for pair in question.pairs), *question.extra)]
    return tuple(stream.shuffled(list(dict.fromkeys(rights))))


_ORDERS: dict[type[Question], Callable[[Any, Stream, Variant], tuple[str, ...]]] = {
    Choice: _option_order,
    Multi: _option_order,
    Order: _block_order,
    Match: _right_order,
    Parsons: _line_order,
}


def _values(param: Param) -> list[Any]:
    """Every value that one draw may give."""
    if param.pick is not None:
        return param.pick
    start, end, step = param.from_ or 0.0, param.to or 0.0, param.step or 1.0
    decimals = max(len(repr(float(n)).partition(".")[2]) for n in (start, step))
    values = [round(start + k * step, decimals) for k in range(math.floor((end - start) / step + 1e-9) + 1)]
    return [int(v) if all(n == int(n) for n in (start, step)) else v for v in values]


def _arguments(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return values[value]
    if isinstance(value, dict):
        if value.keys() == {"value"}:
            return value["value"]
        return {key: _arguments(part, values) for key, part in value.items()}
    if isinstance(value, list):
        return [_arguments(part, values) for part in value]
    return value


def _sound_numbers(
    entries: Sequence[Near], tolerance: Tolerance | None, decimals: int | None, numbers: PartNumbers
) -> None:
    """Raise UnsoundError where a wrong method gives the right number, or a bare whole number would do."""
    answer, near = numbers.answer, numbers.near
    found: list[UnsoundError] = []
    if decimals and within(round(answer), answer, tolerance):
        found.append(UnsoundError(f"{round(answer)} is near enough to the answer, {shown(answer)}", ("answer",)))
    for place, (entry, value) in enumerate(zip(entries, near, strict=True)):
        name = f'"{entry.misconception}"' if entry.misconception else f"near value {place + 1}"
        if within(value, answer, tolerance):
            found.append(UnsoundError(f"{name} gives the right answer, {shown(answer)}", ("near", place)))
            continue
        for earlier in range(place):
            own = near_tolerance(entry, tolerance)
            if within(value, near[earlier], near_tolerance(entries[earlier], tolerance)) or within(
                near[earlier], value, own
            ):
                found.append(UnsoundError(f"{name} gives the same number as near value {earlier + 1}", ("near", place)))
                break
    if found:
        raise UnsoundError(str(found[0]), found[0].place, found[1:])


def _distinct_outputs(question: Predict, written: Mapping[str, str]) -> None:
    """Raise UnsoundError where a wrong idea of what a program prints is the right one, or another wrong one."""
    from grader.quiz.marking.words import prints_same

    outputs = [fill(text, written) for text in (question.prints, *(entry.prints for entry in question.near))]
    for place in range(1, len(outputs)):
        for earlier in range(place):
            if prints_same(outputs[place], outputs[earlier], question.tolerance):
                which = "the right output" if earlier == 0 else f"the same output as near value {earlier}"
                raise UnsoundError(f"near value {place} gives {which}, {outputs[place]}", ("near", place - 1))


def _distinct(written: list[str], key: str) -> None:
    seen: dict[str, int] = {}
    for place, text in enumerate(written):
        plain = " ".join(text.casefold().split())
        if plain in seen:
            raise UnsoundError(f"{key} {seen[plain] + 1} and {place + 1} read the same: {text}", (key, place))
        seen[plain] = place
