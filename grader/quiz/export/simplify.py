"""Questions of types that no other system has, as questions of types that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from grader.core import line_order
from grader.quiz.export.posed import LossReport, Posed, posed
from grader.quiz.load import Quiz
from grader.quiz.marking.ordering import blocks_of
from grader.quiz.model import Choice, Multipart, Numeric, Order, Parsons, Predict, Question, Slip, Text
from grader.quiz.parts import Extra, Item, Option, Rejected
from grader.quiz.solution import fenced
from grader.quiz.variant import Variant

NO_BREAK = "\u00a0"


def simple_groups(quiz: Quiz, seeds: Sequence[int], report: LossReport) -> list[list[Posed]]:
    """Return the live questions as `posed` does, each of a common type; a chain of numbers is a group for each part."""
    groups: list[list[Posed]] = []
    for group in posed(quiz, seeds):
        rows = [simplified(one, report) for one in group]
        groups += [list(column) for column in zip(*rows, strict=True)]
    return groups


def simplified(one: Posed, report: LossReport) -> list[Posed]:
    """Return what is asked in place of `one`: itself where its type is a common one, else one or several questions."""
    question, variant = one.question, one.variant
    if isinstance(question, Multipart):
        report.lose(question, "each part is a separate question; a slip in one part is paid again in the next")
        return [_part(one, question, variant, place) for place in range(len(question.parts))]
    if isinstance(question, Predict):
        report.lose(question, "the output becomes a short text; the program does not run there")
        return [one._replace(question=_output(question))]
    if isinstance(question, Choice):
        return [one._replace(question=_with_feedback(question))]
    if isinstance(question, Slip):
        report.lose(question, "the lines become options")
        return [one._replace(question=_with_feedback(_lines(question, variant)), variant=_in_order(variant))]
    if isinstance(question, Parsons):
        report.lose(question, "only one of the right orders is taken")
        return [one._replace(question=_blocks(question, variant))]
    return [one]


def _common(question: Question, **changes: Any) -> dict[str, Any]:
    kept = {name: getattr(question, name) for name in Question.__struct_fields__}
    return kept | changes


def _part(one: Posed, question: Multipart, variant: Variant, place: int) -> Posed:
    part, numbers = question.parts[place], variant.parts[question.parts[place].id]
    earlier = ", ".join(f"{before.text}: {variant.worked[before.id]}" for before in question.parts[:place])
    known = f"\n\nAlready known: {earlier}." if earlier else ""
    near = [msgspec.structs.replace(entry, answer=value) for entry, value in zip(part.near, numbers.near, strict=True)]
    asked = Numeric(
        **_common(
            question,
            title=f"{question.title or question.id}, part {place + 1}",
            prompt=f"{question.prompt.strip()}{known}\n\nPart {place + 1} of {len(question.parts)}: {part.text}",
            points=round(question.points / len(question.parts), 6),
            hints=question.hints if place == 0 else [],
        ),
        answer=numbers.answer,
        tolerance=part.tolerance,
        decimals=part.decimals,
        near=near,
    )
    worked = msgspec.structs.replace(variant, answer=numbers.answer, near=numbers.near)
    return Posed(f"{question.id}-{part.id}{one.name.removeprefix(question.id)}", asked, worked)


def _output(question: Predict) -> Text:
    return Text(
        **_common(question, prompt=f"{question.prompt.strip()}\n\n{fenced(question.program.strip())}"),
        accept=[question.prints],
        reject=[
            Rejected(
                text=entry.prints, feedback=entry.feedback, misconception=entry.misconception, exercise=entry.exercise
            )
            for entry in question.near
        ],
    )


def _lines(question: Slip, variant: Variant) -> Choice:
    program = "\n".join(f"{number:>2}  {line}" for number, line in enumerate(variant.lines, 1))
    options = [
        Option(id=f"line-{number}", text=f"line {number}: `{line.strip()}`", correct=number == variant.wrong_line)
        for number, line in enumerate(variant.lines, 1)
    ]
    explanation = f"{question.explanation.strip()}\n\n{fenced(question.fix)}"
    prompt = f"{question.prompt.strip()}\n\n{fenced(program)}"
    return Choice(**_common(question, prompt=prompt, explanation=explanation, shuffle=False), options=options)


def _indented(line: str) -> str:
    """Return a line of code as Markdown whose indentation a page keeps."""
    bare = line.lstrip()
    return f"`{NO_BREAK * (len(line) - len(bare))}{bare}`"


def _with_feedback(question: Choice) -> Choice:
    """Put the feedback on a right and on a wrong answer into the options that have no feedback."""
    general = question.feedback
    options = [
        msgspec.structs.replace(one, feedback=one.feedback or (general.correct if one.correct else general.incorrect))
        for one in question.options
    ]
    rest = msgspec.structs.replace(general, correct="", incorrect="")
    return msgspec.structs.replace(question, options=options, feedback=rest)


def _in_order(variant: Variant) -> Variant:
    return msgspec.structs.replace(variant, order=tuple(f"line-{n}" for n in range(1, len(variant.lines) + 1)))


def _blocks(question: Parsons, variant: Variant) -> Order:
    rules = line_order.rules(variant.lines)
    blocks = blocks_of(question, variant)
    keys = {block.line: block.key for block in blocks if block.line is not None}
    items = [
        Item(id=keys[place], text=_indented(line), after=[keys[before] for before in sorted(rules.before[place])])
        for place, line in enumerate(variant.lines[1:])
    ]
    extra = [
        Extra(id=block.key, text=_indented(block.text), feedback=block.extra.feedback)
        for block in blocks
        if block.extra is not None
    ]
    prompt = f"{question.prompt.strip()}\n\n{fenced(variant.lines[0])}"
    return Order(**_common(question, prompt=prompt), items=items, extra=extra)
