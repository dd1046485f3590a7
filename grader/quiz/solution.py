"""The right answer to a question, as a learner is shown it when no try is left."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from grader.core.errors import ContentError
from grader.core.listing import function_lines
from grader.quiz import credit
from grader.quiz.load import Quiz
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
)
from grader.quiz.parts import Accepted, Option
from grader.quiz.present import explained
from grader.quiz.variant import Variant, fill


def right_answer(quiz: Quiz, item: str, seed: int) -> str:
    """Return the right answer to the question `item` as it is asked with `seed`, in Markdown; empty where it is not known."""
    question = quiz.questions[item]
    return _right(quiz, question, quiz.drawn(question, seed))


def _right(quiz: Quiz, question: Question, variant: Variant) -> str:
    if isinstance(question, Code):
        return _program(quiz, question)
    return _WRITERS[type(question)](question, variant)


def worked_solution(quiz: Quiz, item: str, seed: int) -> str:
    """Return the right answer and why it is right, with the numbers of this seed."""
    question = quiz.questions[item]
    return solution_of(quiz, question, quiz.drawn(question, seed))


def solution_of(quiz: Quiz, question: Question, variant: Variant) -> str:
    """Return the worked solution of a question whose variant is known."""
    right, why = _right(quiz, question, variant), explained(question, variant)
    if not right:
        return why
    head = (
        f"The right answer:\n\n{right}"
        if right.startswith(("```", "- ", "1. "))
        else f"The right answer: {_ended(right)}"
    )
    return f"{head}\n\n{why}"


def reference_answer(question: Question, variant: Variant) -> Any:
    """Return the right answer as an answers file would hold it; None for a program."""
    reader = _REFERENCES.get(type(question))
    return reader(question, variant) if reader else None


def with_unit(question: Numeric, number: str) -> str:
    """Return a number with the unit that must stand behind it, if one must."""
    return f"{number} {question.unit.accept[0]}" if question.unit and question.unit.required else number


def some_order(question: Order) -> list[str]:
    """Return one right order of the blocks."""
    before = credit.closure([(item.id, item.after) for item in question.items])
    placed: list[str] = []
    while len(placed) < len(before):
        placed.append(next(name for name in before if name not in placed and before[name] <= set(placed)))
    return placed


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "`", ":")) else f"{text}."


def _options(question: Choice | Multi, variant: Variant) -> str:
    def right(option: Option) -> bool:
        return option.correct or option.score == 1

    texts = [fill(option.text, variant.written) for option in question.options if right(option)]
    if isinstance(question, Choice) and len(texts) > 1:
        return " or ".join(texts)
    return texts[0] if len(texts) == 1 else _bullets(texts)


def _number(question: Numeric, variant: Variant) -> str:
    return with_unit(question, variant.worked["answer"])


def _best_text(question: Text, variant: Variant) -> str:
    forms = [one if isinstance(one, Accepted) else Accepted(text=one) for one in question.accept]
    return fill(max(forms, key=lambda form: form.score).text, variant.written)


def _blocks(question: Order, variant: Variant) -> str:
    texts = {item.id: fill(item.text, variant.written) for item in question.items}
    return _bullets([f"{place}. {texts[name]}" for place, name in enumerate(some_order(question), 1)])


def _pairs(question: Match, variant: Variant) -> list[tuple[str, str]]:
    return [
        (left_key(question, place, variant), fill(pair.right, variant.written))
        for place, pair in enumerate(question.pairs)
    ]


def _match(question: Match, variant: Variant) -> str:
    lefts = [fill(pair.left, variant.written) for pair in question.pairs]
    return _bullets([f"{left}: {right}" for left, (_, right) in zip(lefts, _pairs(question, variant), strict=True)])


def _chain(question: Multipart, variant: Variant) -> str:
    return _bullets([f"{fill(part.text, variant.written)}: {variant.worked[part.id]}" for part in question.parts])


def _output(question: Predict, variant: Variant) -> str:
    return fenced(fill(question.prints, variant.written))


def _line(question: Slip, variant: Variant) -> str:
    wrong = variant.lines[variant.wrong_line - 1].strip()
    return f"line {variant.wrong_line}, `{wrong}`. It should be:\n\n{fenced(question.fix)}"


def _lines(question: Parsons, variant: Variant) -> str:
    return fenced("\n".join(variant.lines))


def _program(quiz: Quiz, question: Code) -> str:
    """Return the functions of the program as it should be, without docstrings and comments."""
    path = quiz.path.parent / "solutions" / f"{question.suite}.py"
    try:
        names = [node.name for node in ast.parse(path.read_bytes()).body if isinstance(node, ast.FunctionDef)]
        return fenced("\n\n\n".join("\n".join(function_lines(path, name)) for name in names)) if names else ""
    except (OSError, SyntaxError, ValueError, ContentError):
        return ""  # the checker tells the author, C02 and C03; the learner still gets the explanation


def fenced(text: str) -> str:
    """Return code as Markdown that shows it exactly as it is."""
    return f"```\n{text}\n```"


def _bullets(lines: list[str]) -> str:
    return "\n".join(line if line[:1].isdigit() else f"- {line}" for line in lines)


_WRITERS: Mapping[type[Question], Callable[[Any, Variant], str]] = {
    Choice: _options,
    Multi: _options,
    Numeric: _number,
    Text: _best_text,
    Order: _blocks,
    Match: _match,
    Multipart: _chain,
    Predict: _output,
    Slip: _line,
    Parsons: _lines,
}


def _right_keys(question: Multi, variant: Variant) -> list[str]:
    return [option_key(question.options, i) for i, option in enumerate(question.options) if option.correct]


def _right_number(question: Numeric, variant: Variant) -> float | str:
    return with_unit(question, repr(variant.answer)) if question.unit else variant.answer


def _line_keys(question: Parsons, variant: Variant) -> list[str]:
    keys = {block.line: block.key for block in blocks_of(question, variant)}
    return [keys[place] for place in range(len(variant.lines) - 1)]


_REFERENCES: Mapping[type[Question], Callable[[Any, Variant], Any]] = {
    Choice: lambda question, variant: _right_keys(question, variant)[0],
    Multi: _right_keys,
    Numeric: _right_number,
    Text: _best_text,
    Order: lambda question, variant: some_order(question),
    Match: lambda question, variant: dict(_pairs(question, variant)),
    Multipart: lambda question, variant: {name: numbers.answer for name, numbers in variant.parts.items()},
    Predict: lambda question, variant: fill(question.prints, variant.written),
    Slip: lambda question, variant: str(variant.wrong_line),
    Parsons: _line_keys,
}
