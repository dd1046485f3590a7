"""JSON for jupyterquiz, which asks in a notebook: for practice alone, since the answers are in the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.quiz import markup
from grader.quiz.export.posed import LossReport, QuizExport, common_losses, plain, stem, width
from grader.quiz.export.simplify import simple_groups
from grader.quiz.load import Quiz
from grader.quiz.model import Choice, Multi, Numeric, Question, Text
from grader.quiz.parts import Accepted


def write(quiz: Quiz, seeds: Sequence[int]) -> QuizExport:
    """Write the quiz as jupyterquiz reads it; order, match and code are left out."""
    report, rows = LossReport(), []
    for group in simple_groups(quiz, seeds, report):
        # the page asks all that is in the file, so further variants would be near copies of the first
        one = group[0]
        entry = _entry(one.question, report)
        if entry is None:
            continue
        rows.append({"question": _page(stem(one.question)), **entry})
        typed = isinstance(one.question, Numeric | Text)
        common_losses(report, one.question, keeps=("correct", "incorrect") if typed else ())
        if len(group) > 1:
            report.lose(one.question, "only one variant is written, with the numbers of one seed")
        if one.question.hints:
            report.lose(one.question, "the hints are left out")
        report.lose(one.question, "points and explanation are left out")
    data = msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"
    return QuizExport(data, ".json", report.losses)


def _page(text: str) -> str:
    """Write a text as HTML: jupyterquiz puts it into its page as it is."""
    return markup.html(text, math=markup.latex, inline="\n\n" not in text.strip())


def _said(text: str, correct: bool) -> str:
    return _page(text or ("Right." if correct else "This is not right."))


def _entry(question: Question, report: LossReport) -> dict[str, Any] | None:
    if isinstance(question, Choice):
        if any(option.score not in (None, 0, 1) for option in question.options):
            report.lose(question, "an option that is partly right counts as wrong")
        return {"type": "multiple_choice", "answers": _options(question)}
    if isinstance(question, Multi):
        report.lose(question, "there is no credit for a part")
        return {"type": "many_choice", "answers": _options(question)}
    if isinstance(question, Numeric):
        return {"type": "numeric", "answers": _numbers(question, report)}
    if isinstance(question, Text):
        return {"type": "string", "answers": _texts(question, report)}
    report.lose(question, "the whole question is left out: jupyterquiz does not have this type")
    return None


def _options(question: Choice | Multi) -> list[dict[str, Any]]:
    return [
        {"answer": _page(option.text), "correct": option.correct, "feedback": _said(option.feedback, option.correct)}
        for option in question.options
    ]


def _numbers(question: Numeric, report: LossReport) -> list[dict[str, Any]]:
    if question.unit:
        report.lose(question, "the unit is left out")
    rows = [_range(question, plain(question.answer), None, True, _said(question.feedback.correct, True))]
    for near in question.near:
        rows.append(_range(question, plain(near.answer), near.tolerance, False, _said(near.feedback, False)))
    if any(near.score for near in question.near):
        report.lose(question, "a near value that earns a part earns nothing")
    return [*rows, {"type": "default", "feedback": _said(question.feedback.incorrect, False)}]


def _range(question: Numeric, value: float, tolerance: Any, correct: bool, said: str) -> dict[str, Any]:
    slack = width(question, value, tolerance)
    # The upper end is left out by jupyterquiz, so it goes one step further than the tolerance.
    upper = math.nextafter(value + slack + 1e-12, math.inf)
    return {"type": "range", "range": [value - slack - 1e-12, upper], "correct": correct, "feedback": said}


def _texts(question: Text, report: LossReport) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for one in question.accept:
        entry = one if isinstance(one, Accepted) else Accepted(text=one)
        if entry.score == 1:
            rows.append(
                {
                    "answer": entry.text,
                    "correct": True,
                    "match_case": "case" not in question.normalise,
                    "feedback": _said(question.feedback.correct, True),
                }
            )
        else:
            report.lose(question, f"{entry.text!r} earns a part and is left out")
    rows += [
        {"answer": wrong.text, "correct": False, "match_case": False, "feedback": _said(wrong.feedback, False)}
        for wrong in question.reject
    ]
    return [*rows, {"type": "default", "feedback": _said(question.feedback.incorrect, False)}]
