"""The numbers of one quiz's questions, made from seeds: drawn, computed, and refused where a wrong method would do."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.core import line_order
from grader.core.errors import ContentError
from grader.quiz.draw import Stream
from grader.quiz.functions import CallContext, Functions
from grader.quiz.model import (
    Choice,
    Match,
    Multi,
    Multipart,
    Numeric,
    Parsons,
    Predict,
    Question,
    Slip,
)
from grader.quiz.parts import ComputedNumber, Number, NumberPart, Param
from grader.quiz.shuffling import ORDERS
from grader.quiz.soundness import check_numbers, check_outputs, check_texts
from grader.quiz.variant import (
    PartNumbers,
    UnsoundError,
    Variant,
    fill,
    write,
    write_rounded,
    written_value,
)

MAX_DRAWS = 200


class Numbers:
    """The numbers of one quiz's questions; what is computed once is kept."""

    def __init__(self, path: Path, quiz_id: str, functions: Functions) -> None:
        self._path, self._quiz_id, self._functions = path, quiz_id, functions
        self._kept: dict[tuple[str, str], Variant | UnsoundError] = {}
        self._picks: dict[str, dict[str, list[Any]]] = {}
        self._completers: dict[type[Question], Callable[[Any, Variant], Variant]] = {
            Numeric: self._numeric,
            Multipart: self._multipart,
            Slip: self._slip,
            Parsons: self._parsons,
            Predict: self._predict,
            Choice: self._options,
            Multi: self._options,
            Match: self._pairs,
        }
        """What each type needs beside its values: the right numbers, its lines, a check that no two things are the same."""

    def variant(self, question: Question, seed: int) -> Variant:
        """Return the variant of `question` for `seed`.

        Raises:
            ContentError: no sound numbers come up in many draws, or a function of the course fails.
        """
        base = self.drawn(question, seed)
        orderer = ORDERS.get(type(question))
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
        own = CallContext(question.exercise)
        for name, number in question.values.items():
            try:
                values[name] = self.value(number, values, own)
            except UnsoundError as error:
                raise UnsoundError(str(error), ("values", name)) from None
        written = {name: written_value(value, question.values.get(name)) for name, value in values.items()}
        base = Variant(seed, values, written)
        completed = self._completers.get(type(question))
        return completed(question, base) if completed else base

    def _numeric(self, question: Numeric, base: Variant) -> Variant:
        own = CallContext(question.exercise)
        answer = self.number(question.answer, base.values, own)
        if question.near and isinstance(question.answer, ComputedNumber):
            own = CallContext(question.exercise, question.answer.call)
        near = tuple(self.number(entry.answer, base.values, own) for entry in question.near)
        check_numbers(question.near, question.tolerance, question.decimals, PartNumbers(answer, near))
        worked = {"answer": write_rounded(answer, question.decimals)}
        return msgspec.structs.replace(base, worked=worked, answer=answer, near=near)

    def _predict(self, question: Predict, base: Variant) -> Variant:
        check_outputs(question, base.written)
        return base

    def _options(self, question: Choice | Multi, base: Variant) -> Variant:
        check_texts([fill(option.text, base.written) for option in question.options], "options")
        return base

    def _pairs(self, question: Match, base: Variant) -> Variant:
        check_texts([fill(pair.left, base.written) for pair in question.pairs], "pairs")
        return base

    def part(self, question: Question, part: NumberPart, values: Mapping[str, Any]) -> PartNumbers | None:
        """Compute one part again from other values, such as a learner's own; None where they do not let it."""
        try:
            return self._part(question, part, values)
        except (UnsoundError, ContentError):
            return None

    def _part(self, question: Question, part: NumberPart, values: Mapping[str, Any]) -> PartNumbers:
        own = CallContext(question.exercise)
        answer = self.number(part.answer, values, own)
        if part.near and isinstance(part.answer, ComputedNumber):
            own = CallContext(question.exercise, part.answer.call)
        return PartNumbers(answer, tuple(self.number(entry.answer, values, own) for entry in part.near))

    def _multipart(self, question: Multipart, base: Variant) -> Variant:
        """Compute the parts in their order, each from the parameters, the values and the parts before it."""
        values, worked, parts = dict(base.values), {}, {}
        for index, part in enumerate(question.parts):
            try:
                numbers = self._part(question, part, values)
                check_numbers(part.near, part.tolerance, part.decimals, numbers)
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
            line_order.rules(lines)
        except line_order.ListingError as error:
            raise UnsoundError(str(error), ("function",)) from None
        return msgspec.structs.replace(base, lines=lines)

    def value(self, number: Number, values: Mapping[str, Any], own: CallContext) -> Any:
        """Return what is written, named or computed; a call may also give a text or a list of numbers."""
        if isinstance(number, ComputedNumber) and number.decimals is None and not number.take:
            result = self._functions.call(number.call, own, _arguments(number.args, values))
            if isinstance(result, str | list):
                return result
        return self.number(number, values, own)

    def number(self, number: Number, values: Mapping[str, Any], own: CallContext) -> float:
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
