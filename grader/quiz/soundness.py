"""Whether the numbers of one variant can be asked: no wrong method gives the right answer, no two the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.quiz.marking.words import prints_same
from grader.quiz.model import Predict
from grader.quiz.numbers import shown
from grader.quiz.parts import Near, Tolerance
from grader.quiz.variant import PartNumbers, UnsoundError, fill, near_tolerance, within


def check_numbers(
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


def check_outputs(question: Predict, written: Mapping[str, str]) -> None:
    """Raise UnsoundError where a wrong idea of what a program prints is the right one, or another wrong one."""
    outputs = [fill(text, written) for text in (question.prints, *(entry.prints for entry in question.near))]
    for place in range(1, len(outputs)):
        for earlier in range(place):
            if prints_same(outputs[place], outputs[earlier], question.tolerance):
                which = "the right output" if earlier == 0 else f"the same output as near value {earlier}"
                raise UnsoundError(f"near value {place} gives {which}, {outputs[place]}", ("near", place - 1))


def check_texts(written: list[str], key: str) -> None:
    """Raise UnsoundError where two texts of a list read the same."""
    seen: dict[str, int] = {}
    for place, text in enumerate(written):
        plain = " ".join(text.casefold().split())
        if plain in seen:
            raise UnsoundError(f"{key} {seen[plain] + 1} and {place + 1} read the same: {text}", (key, place))
        seen[plain] = place
